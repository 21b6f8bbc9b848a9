// How much a fused loop writes down for its adjoint, per operation that the adjoint follows.
// Invariant: memory is the difference of gradient and primal in fresh instances, and of two sizes, so that neither data nor what an instance
// begins with counts; operations are those that a recorded graph of the same program has.
import { compile, type Value } from "../host/index.js";
import type { Context, Workload } from "./context.js";
import { BYTES_KERNELS, BYTES_MEAN, bytesName } from "./growth-targets.js";
import { bytesHeld } from "./instance.js";
import { KERNELS, type Kernel } from "./kernels.js";
import { geometricMean } from "./timer.js";

export const tapeBytes: Workload = { name: "tape bytes", fullOnly: true, run: measureBytes };

/** Sizes whose difference is some pieces of 1 MiB. */
const SIZES = [200_000, 1_000_000] as const;
const QUICK_SIZES = [50_000, 250_000] as const;
const COUNTED = [40, 80] as const;

async function measureBytes(context: Context): Promise<void> {
  const all: number[] = [];
  for (const name of BYTES_KERNELS) {
    const kernel = KERNELS.find((k) => k.name === name) as Kernel;
    const [fewer, more] = context.quick ? QUICK_SIZES : SIZES;
    const bytes = ((await written(kernel, more)) - (await written(kernel, fewer))) / (more - fewer);
    const operations = await operationsOf(kernel);
    const each = bytes / operations;
    const row = { workload: "tape bytes", subject: name };
    const value = (median: number, metric: string, unit: string) =>
      context.row({ ...row, metric, median, p25: median, p75: median, unit });
    value(operations, `operations on the tape, per one of its ${kernel.unit}`, "");
    value(each, "written down per operation", "bytes");
    context.figure(bytesName(name), each);
    all.push(Math.max(each, Number.EPSILON));
  }
  context.figure(BYTES_MEAN, geometricMean(all));
}

/** The workload at another size: data and learnt numbers repeat themselves. */
function argumentsAt({ point, data, n }: Kernel, size: number): Value[] {
  const repeated = (numbers: Float64Array) =>
    Float64Array.from({ length: size }, (_, i) => numbers[i % numbers.length]!);
  if (data) return [repeated(data)];
  if (!point) return [BigInt(size)];
  return point.length === n ? [repeated(point)] : [point, BigInt(size)];
}

/** Bytes that a gradient holds beyond those of the value alone. */
async function written(kernel: Kernel, size: number): Promise<number> {
  const args = argumentsAt(kernel, size);
  const held = await Promise.all(
    [false, true].map(async (derivatives) => {
      const program = await compile(kernel.source);
      if (!derivatives) program.evaluate(kernel.entry, args);
      else if (kernel.point) program.valueAndGradients(kernel.entry, args);
      else program.valueAndGradient(kernel.entry, args);
      const bytes = bytesHeld(program);
      program.dispose();
      return bytes;
    }),
  );
  return (held[1] as number) - (held[0] as number);
}

/** Operations for each unit of the size. */
export async function operationsOf(kernel: Kernel): Promise<number> {
  const program = await compile(kernel.source);
  const [fewer, more] = COUNTED.map(
    (size) =>
      program.graph(kernel.entry, argumentsAt(kernel, size), {
        arguments: kernel.point ? "inputs" : "constants",
      }).nodes.length,
  ) as [number, number];
  program.dispose();
  return (more - fewer) / (COUNTED[1] - COUNTED[0]);
}
