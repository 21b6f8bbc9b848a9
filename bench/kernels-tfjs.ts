// tfjs on the loop workloads: fewer steps, time per step, against the compiled program on the same number of steps.
// tfjs's time per step grows with the number of steps (its bookkeeping and the garbage collector: some 55, 90 and 160 µs for 200,
// 1,000 and 10,000 steps of the logistic map), so the shorter run favours it, and a quick one favours it most.
import { compile } from "../host/index.js";
import { type Answer, agree } from "./agreement.js";
import { type Context, timeRow } from "./context.js";
import { kernelRatio } from "./kernel-targets.js";
import type { Kernel } from "./kernels.js";
import { peer } from "./peers/optional.js";
import { BACKENDS, loadTfjs } from "./peers/tfjs.js";
import { quotient, type Subject, type Timing, time } from "./timer.js";

const STEPS = 1000;
const QUICK_STEPS = 200;
/** Rounds: one gradient of 1,000 Lotka-Volterra steps takes about a second. */
const MOST_ROUNDS = 7;

/** The compiled program and tfjs on its backends, or nothing when tfjs is not installed; throws when they disagree. */
export async function tfjsSubjects(
  kernel: Kernel,
  steps: number,
  note: (text: string) => void,
): Promise<Subject[]> {
  const { tfjs: loop, single: tolerance } = kernel;
  if (!loop || !tolerance) return [];
  const tfjs = await peer(loadTfjs, note);
  if (!tfjs) return [];
  const program = await compile(kernel.source);
  const parameters = [...program.parameters.values()].map((p) => p.initial);
  const exact = new Float64Array(parameters.length);
  const args = [steps];
  const compiled = () => program.gradientInto(exact, kernel.entry, args);
  const expected: Answer = { value: compiled(), gradient: [...exact] };

  const single = new Float64Array(parameters.length);
  const run = tfjs.gradient(loop, steps, parameters, single);
  const subjects: Subject[] = [{ name: "compiled", run: compiled }];
  for (const backend of BACKENDS) {
    const name = `tfjs ${backend}`;
    await tfjs.select(backend);
    agree(`${kernel.name}, ${name}`, expected, { value: run(), gradient: [...single] }, tolerance);
    subjects.push({ name, prepare: () => tfjs.select(backend), run });
  }
  return subjects;
}

/** Measures both backends; the ratio is that of the faster. */
export async function measureTfjs(kernel: Kernel, context: Context): Promise<void> {
  const steps = context.quick ? QUICK_STEPS : STEPS;
  const subjects = await tfjsSubjects(kernel, steps, context.note);
  if (subjects.length === 0) return;
  const rounds = Math.min(MOST_ROUNDS, context.effort.rounds);
  const timings = await time(subjects, { ...context.effort, rounds });
  const metric = `gradient per step, ${steps} steps`;
  subjects.forEach(({ name }, i) => {
    timeRow(context, { workload: kernel.name, subject: name, metric }, timings[i] as Timing, "µs", steps);
  });
  const [ours, ...theirs] = timings as [Timing, ...Timing[]];
  const fastest = Math.min(...theirs.map((timing) => quotient(timing, ours)));
  context.figure(kernelRatio(kernel.name, "tfjsToGradient"), fastest);
}
