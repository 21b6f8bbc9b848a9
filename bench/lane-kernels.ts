// Lanes by kernels, code made at run time for a recorded graph, against the sweep row by row and evaluations one by one.
// Invariant: all three have the same bits, in values and derivatives, or the bench ends.
import { type Batch, compile } from "../host/index.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import lotkaVolterra from "./programs/lanes.scm";
import points from "./programs/points.scm";
import { KERNEL_MODELS, laneKernelRatio } from "./targets.js";
import { time } from "./timer.js";

export const laneKernels: Workload = { name: "lane kernels", run: measureKernels };

const LANES = 1024;
const range = (at: (fraction: number) => number): Float64Array =>
  Float64Array.from({ length: LANES }, (_, i) => at(i / LANES));
const MODELS: readonly (readonly [string, string, string, readonly Float64Array[]])[] = [
  [KERNEL_MODELS[0], points, "euler", [range((f) => 0.5 + 2.5 * f)]],
  [KERNEL_MODELS[1], lotkaVolterra, "model", [range((f) => 1 + f), range((f) => 2 - f / 3)]],
];

async function measureKernels(context: Context): Promise<void> {
  for (const [model, source, name, columns] of MODELS) {
    const program = await compile(source);
    const ways = [
      { name: "one by one", run: () => program.batch(name, columns, { replay: false }) },
      { name: "by rows", run: () => program.batch(name, columns, { kernels: false }) },
      { name: "by kernel", run: () => program.batch(name, columns) },
    ];
    // The graph gets its kernel when it has served some batches.
    for (let i = 0; i < 4; i++) ways[2]?.run();
    const [apart, ...others] = ways.map(({ run }) => run());
    for (const other of others)
      if (!apart || !isSame(apart, other)) throw new Error(`${model}: lanes together and alone disagree`);
    const by = program.batch(name, columns).statistics.byKernel;
    if (by < LANES) context.note(`${model}: a kernel computed ${by} of ${LANES} lanes`);
    const timings = await time(ways, context.effort);
    ways.forEach(({ name: how }, i) => {
      const timing = timings[i];
      const where = {
        workload: `kernels, ${model}`,
        subject: "compiled",
        metric: `gradient, ${how}, a lane`,
      };
      if (timing) timeRow(context, where, timing, "ns", LANES);
    });
    ratio(context, laneKernelRatio(model, "by rows"), timings[0], timings[1]);
    ratio(context, laneKernelRatio(model, "by kernel"), timings[0], timings[2]);
    program.dispose();
  }
}

function isSame(a: Batch, b: Batch): boolean {
  const equal = (x: Float64Array, y: Float64Array | undefined): boolean =>
    y !== undefined && x.every((value, i) => Object.is(value, y[i]));
  return (
    equal(a.values, b.values) &&
    [...a.gradients].every(([name, column]) => equal(column, b.gradients.get(name)))
  );
}
