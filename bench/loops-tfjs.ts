// tfjs on the loop workloads: fewer steps, time per step, against the compiled program on the same number of steps.
// tfjs's time per step grows with the number of steps (its bookkeeping and the garbage collector), so the short run favours it.
import { compile } from "../host/index.js";
import { type Answer, agree } from "./agreement.js";
import { type Context, timeRow } from "./context.js";
import type { Loop } from "./loop-table.js";
import { peer } from "./peers/optional.js";
import { BACKENDS, loadTfjs } from "./peers/tfjs.js";
import { loopRatios } from "./targets.js";
import { quotient, type Subject, type Timing, time } from "./timer.js";

const TFJS_STEPS = 200;

/** The compiled program and tfjs on its backends, or nothing when tfjs is not installed; throws when they disagree. */
export async function tfjsSubjects(loop: Loop, note: (text: string) => void): Promise<Subject[]> {
  const tfjs = await peer(loadTfjs, note);
  if (!tfjs) return [];
  const program = await compile(loop.source);
  const parameters = [...program.parameters.values()].map((p) => p.initial);
  const exact = new Float64Array(parameters.length);
  const args = [TFJS_STEPS];
  const compiled = () => program.gradientInto(exact, loop.entry, args);
  const expected: Answer = { value: compiled(), gradient: [...exact] };

  const single = new Float64Array(parameters.length);
  const run = tfjs.gradient(loop.tfjs, TFJS_STEPS, parameters, single);
  const subjects: Subject[] = [{ name: "compiled", run: compiled }];
  for (const backend of BACKENDS) {
    const name = `tfjs ${backend}`;
    await tfjs.select(backend);
    agree(`${loop.name}, ${name}`, expected, { value: run(), gradient: [...single] }, loop.tfjsTolerance);
    subjects.push({ name, prepare: () => tfjs.select(backend), run });
  }
  return subjects;
}

/** Measures both backends; the ratio is that of the faster. */
export async function measureTfjs(loop: Loop, context: Context): Promise<void> {
  const subjects = await tfjsSubjects(loop, context.note);
  if (subjects.length === 0) return;
  const timings = await time(subjects, context.effort);
  const metric = `gradient per step, ${TFJS_STEPS} steps`;
  subjects.forEach(({ name }, i) => {
    timeRow(context, { workload: loop.name, subject: name, metric }, timings[i] as Timing, "µs", TFJS_STEPS);
  });
  const [ours, ...theirs] = timings as [Timing, ...Timing[]];
  const fastest = Math.min(...theirs.map((timing) => quotient(timing, ours)));
  context.figure(loopRatios.tfjsToGradient(loop.name), fastest);
}
