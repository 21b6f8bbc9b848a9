// The workloads with hand-written adjoints: the same computation and its gradient on both engines, by hand in AssemblyScript and C,
// and by other tools, measured in interleaved rounds where they run in this process.
import { type Answer, agree } from "./agreement.js";
import { answerOf, CLOSE, type Contestant, contestantsOf } from "./contestants.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import { type Comparison, type KernelName, kernelRatio } from "./kernel-targets.js";
import { KERNELS, type Kernel } from "./kernels.js";
import { measureJax } from "./kernels-jax.js";
import { measureTfjs } from "./kernels-tfjs.js";
import { loadAdolc, loadC, type NativePeer } from "./peers/native.js";
import { peer } from "./peers/optional.js";
import { type Subject, type Timing, time, timingOf } from "./timer.js";

/** Those of a quick run: maps, data, lists, recursion. */
const QUICK: readonly KernelName[] = [
  "logistic map",
  "Lotka-Volterra",
  "hidden Markov model",
  "list fold",
  "tree recursion",
];

export const loopWorkloads: readonly Workload[] = KERNELS.map((kernel) => ({
  name: kernel.name,
  fullOnly: !QUICK.includes(kernel.name),
  run: (context) => measureKernel(kernel, context),
}));

async function measureKernel(kernel: Kernel, context: Context): Promise<void> {
  const contestants = await contestantsOf(kernel, context.note);
  const subjects: (Subject & { readonly contestant: string; readonly metric: string })[] =
    contestants.flatMap(({ name, primal, gradient }) => [
      ...(primal ? [{ name, contestant: name, metric: "primal", run: primal }] : []),
      { name, contestant: name, metric: "gradient", run: gradient },
    ]);
  const timings = await time(subjects, context.effort);
  const measured = new Map(
    subjects.map(({ contestant, metric }, i) => [`${contestant}, ${metric}`, timings[i] as Timing]),
  );
  const report = (contestant: string, metric: string, timing: Timing): void => {
    const where = {
      workload: kernel.name,
      subject: contestant,
      metric: `${metric}, ${kernel.n} ${kernel.unit}`,
    };
    timeRow(context, where, timing, "µs");
  };
  subjects.forEach(({ contestant, metric }, i) => {
    report(contestant, metric, timings[i] as Timing);
  });
  const first = contestants[0] as Contestant;
  const expected = answerOf(first);
  const native: readonly (readonly [string, NativePeer | undefined])[] = [
    ["C", await peer(loadC, context.note)],
    ["ADOL-C", await peer(loadAdolc, context.note)],
  ];
  for (const [name, program] of native) {
    if (!program) continue;
    for (const [metric, timing] of nativeTimings(name, program, kernel, expected, first, context)) {
      report(name, metric, timing);
      measured.set(`${name}, ${metric}`, timing);
    }
  }
  const pairs: readonly (readonly [Comparison, string, string])[] = [
    ["gradientToPrimal", "compiled, gradient", "compiled, primal"],
    ["interpretedGradientToPrimal", "interpreted, gradient", "interpreted, primal"],
    ["primalToHandWritten", "compiled, primal", "hand-written, primal"],
    ["gradientToHandWritten", "compiled, gradient", "hand-written, gradient"],
    ["interpretedToCompiled", "interpreted, gradient", "compiled, gradient"],
    ["assemblyToC", "hand-written, gradient", "C, gradient"],
    ["assemblyToCPrimal", "hand-written, primal", "C, primal"],
    ["retaped", "ADOL-C, re-taped", "compiled, gradient"],
    ["replayed", "ADOL-C, replayed", "compiled, gradient"],
    ["differencesToGradient", "central differences, gradient", "compiled, gradient"],
  ];
  for (const [comparison, a, b] of pairs)
    ratio(context, kernelRatio(kernel.name, comparison), measured.get(a), measured.get(b));
  await measureTfjs(kernel, context);
  await measureJax(kernel, context);
}

/** A count that ADOL-C's process tells, no timing. */
const OPERATIONS = "operations";

/** Runs a peer's process, and throws when it answers otherwise than the compiled program. */
function nativeTimings(
  name: string,
  program: NativePeer,
  kernel: Kernel,
  expected: Answer,
  first: Contestant,
  { effort, row }: Context,
): [string, Timing][] {
  const times = program.run(
    kernel.handWritten,
    kernel.n,
    first.point,
    kernel.data ?? new Float64Array(0),
    effort,
  );
  return [...times].flatMap(([metric, { value, gradient, rounds }]): [string, Timing][] => {
    if (metric === OPERATIONS) {
      const where = { workload: kernel.name, subject: name, metric: "operations on the tape" };
      row({ ...where, median: value, p25: value, p75: value, unit: "" });
      return [];
    }
    const found = { value, gradient: gradient.length > 0 ? gradient : expected.gradient };
    agree(`${kernel.name}, ${name}, ${metric}`, expected, found, CLOSE);
    return [[metric, timingOf(rounds)]];
  });
}
