// The loop workloads: the same computation and its gradient on both engines, by hand in AssemblyScript, and by central
// differences, measured in interleaved rounds; tfjs against them on fewer steps, per step (loops-tfjs.ts).

import { contestantsOf } from "./contestants.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import { LOOPS, type Loop } from "./loop-table.js";
import { measureTfjs } from "./loops-tfjs.js";
import { loopRatios } from "./targets.js";
import { type Subject, type Timing, time } from "./timer.js";

export const loopWorkloads: readonly Workload[] = LOOPS.map((loop) => ({
  name: loop.name,
  run: (context) => measureLoop(loop, context),
}));

async function measureLoop(loop: Loop, context: Context): Promise<void> {
  const contestants = await contestantsOf(loop, context.note);
  const subjects: (Subject & { readonly contestant: string; readonly metric: string })[] =
    contestants.flatMap(({ name, primal, gradient }) => [
      ...(primal ? [{ name, contestant: name, metric: "primal", run: primal }] : []),
      { name, contestant: name, metric: "gradient", run: gradient },
    ]);
  const timings = await time(subjects, context.effort);
  const of = (contestant: string, metric: string): Timing | undefined =>
    timings[subjects.findIndex((s) => s.contestant === contestant && s.metric === metric)];
  subjects.forEach(({ contestant, metric }, i) => {
    const where = { workload: loop.name, subject: contestant, metric: `${metric}, ${loop.steps} steps` };
    timeRow(context, where, timings[i] as Timing, "µs");
  });
  const gradient = of("compiled", "gradient");
  const pairs: readonly [string, Timing | undefined, Timing | undefined][] = [
    [loopRatios.gradientToPrimal(loop.name), gradient, of("compiled", "primal")],
    [
      loopRatios.interpretedGradientToPrimal(loop.name),
      of("interpreted", "gradient"),
      of("interpreted", "primal"),
    ],
    [loopRatios.primalToHandWritten(loop.name), of("compiled", "primal"), of("hand-written", "primal")],
    [loopRatios.gradientToHandWritten(loop.name), gradient, of("hand-written", "gradient")],
    [loopRatios.interpretedToCompiled(loop.name), of("interpreted", "gradient"), gradient],
    [loopRatios.differencesToGradient(loop.name), of("central differences", "gradient"), gradient],
  ];
  for (const [name, a, b] of pairs) ratio(context, name, a, b);
  await measureTfjs(loop, context);
}
