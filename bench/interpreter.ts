// What the two roads cost before a loop is long: from text to a first gradient, a small fit's loss, compilation.
// Invariant: instances are warm (they have run other evaluations of these programs), programs are not: each text is loaded anew.
import { compile, loadInterpreter, type Program } from "../host/index.js";
import { type Answer, agree } from "./agreement.js";
import { type Context, timeRow, type Workload } from "./context.js";
import eightPoints from "./programs/eight-points.scm";
import tenLines from "./programs/ten-lines.scm";
import thirtyLines from "./programs/thirty-lines.scm";
import { EIGHT_CALLS, EIGHT_POINTS, FIRST_GRADIENT, THIRTY_COMPILED, THIRTY_GRADIENT } from "./targets.js";
import { type Effort, type Timing, time } from "./timer.js";

const SAME = { value: 0, gradient: 1e-12 };
/** Enough of an effort for calls of tens of milliseconds, each of which leaves a WebAssembly instance to the collector. */
const atMost = (effort: Effort, milliseconds: number): Effort => ({
  ...effort,
  round: Math.min(effort.round, milliseconds),
});

export const textToGradient: Workload = { name: "text to gradient", run: measureText };
export const eightPointLoss: Workload = { name: "eight points", run: measureEightPoints };

async function measureText(context: Context): Promise<void> {
  const ten = await measureProgram(context, "10 lines", tenLines, 3);
  context.figure(FIRST_GRADIENT, ten.first.median);
  const thirty = await measureProgram(context, "30 lines", thirtyLines, 5);
  context.figure(THIRTY_GRADIENT, thirty.first.median);
  context.figure(THIRTY_COMPILED, thirty.compiled.median);
}

/** Interpreted: text to first gradient; compiled: text to instance. */
async function measureProgram(
  context: Context,
  lines: string,
  text: string,
  parameters: number,
): Promise<{ readonly first: Timing; readonly compiled: Timing }> {
  const interpreter = await loadInterpreter();
  const gradient = new Float64Array(parameters);
  const fromText = (load: () => Program): number => {
    const program = load();
    const value = program.gradientInto(gradient);
    program.dispose();
    return value;
  };
  const interpret = () => fromText(() => interpreter.load(text));
  const compileAndRun = async () => {
    const program = await compile(text);
    return fromText(() => program);
  };
  const expected = { value: await compileAndRun(), gradient: [...gradient] };
  agree("the interpreter", expected, { value: interpret(), gradient: [...gradient] }, SAME);

  const effort = atMost(context.effort, 150);
  const [first, loaded] = (await time(
    [
      { name: "first gradient", run: interpret },
      { name: "load", run: () => interpreter.load(text).dispose() },
    ],
    effort,
  )) as [Timing, Timing];
  const [compiledFirst, compiled] = (await time(
    [
      { name: "compile to first gradient", run: compileAndRun, asynchronous: true },
      { name: "compile", run: () => compile(text), asynchronous: true },
    ],
    effort,
  )) as [Timing, Timing];
  const workload = "text to gradient";
  const metrics = { first: `${lines} to first gradient`, loaded: `${lines} to instance` };
  timeRow(context, { workload, subject: "interpreted", metric: metrics.first }, first, "ms");
  timeRow(context, { workload, subject: "interpreted", metric: metrics.loaded }, loaded, "ms");
  timeRow(context, { workload, subject: "compiled", metric: metrics.first }, compiledFirst, "ms");
  timeRow(context, { workload, subject: "compiled", metric: metrics.loaded }, compiled, "ms");
  return { first, compiled };
}

async function measureEightPoints(context: Context): Promise<void> {
  const engines = [
    { subject: "compiled", ...evaluations(await compile(eightPoints)) },
    { subject: "interpreted", ...evaluations((await loadInterpreter()).load(eightPoints)) },
  ] as const;
  const expected = engines[0].atOnce();
  for (const { subject, atOnce, inCalls } of engines) {
    agree(`eight points, ${subject}`, expected, atOnce(), SAME);
    agree(`eight points in eight calls, ${subject}`, expected, inCalls(), { value: 1e-14, gradient: 1e-12 });
  }
  const timings = await time(
    engines.flatMap(({ subject, atOnce, inCalls }) => [
      { name: `${subject} at once`, run: atOnce },
      { name: `${subject} in calls`, run: inCalls },
    ]),
    context.effort,
  );
  const metrics = ["gradient, one evaluation", "gradient, 8 calls"];
  timings.forEach((timing, i) => {
    const { subject } = engines[i >> 1] as (typeof engines)[number];
    const metric = metrics[i & 1] as string;
    timeRow(context, { workload: "eight points", subject, metric }, timing, "ms");
  });
  context.figure(EIGHT_POINTS, (timings[2] as Timing).median);
  context.figure(EIGHT_CALLS, (timings[3] as Timing).median);
}

/** The loss over eight points in one evaluation, and as the sum of eight calls, one per point. */
function evaluations(program: Program): { atOnce: () => Answer; inCalls: () => Answer } {
  const gradient = new Float64Array(2);
  const starts = numbers(program, "starts");
  const observed = numbers(program, "observed");
  return {
    atOnce: () => {
      const value = program.gradientInto(gradient, "loss");
      return { value, gradient: [...gradient] };
    },
    inCalls: () => {
      const sum = [0, 0];
      let value = 0;
      for (let i = 0; i < starts.length; i++) {
        value += program.gradientInto(gradient, "point", [starts[i] as number, observed[i] as number]);
        for (let p = 0; p < 2; p++) (sum[p] as number) += gradient[p] as number;
      }
      return { value, gradient: sum };
    },
  };
}

/** The program's list of numbers, from its own text. */
function numbers(program: Program, name: string): number[] {
  const text = new RegExp(`\\(define ${name} '\\(([^)]*)\\)\\)`).exec(program.source());
  if (!text) throw new Error(`eight-points.scm has no list ${name}`);
  return (text[1] as string).trim().split(/\s+/).map(Number);
}
