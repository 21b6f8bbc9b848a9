// How time and memory of a gradient grow with a problem's size.
// Invariant: time and memory are those above an evaluation of size 0, whose program is set up all the same; memory is that of a fresh
// instance, and enters the fit where it is large beside the pieces in which it is taken.
import { compile, type Program } from "../host/index.js";
import { gradientOf, pointOf } from "./contestants.js";
import { type Context, timeRow, type Workload } from "./context.js";
import { growthNames, SERIES, type Series, seriesName } from "./growth-targets.js";
import { bytesHeld } from "./instance.js";
import { argumentsOf, KERNELS, type Kernel } from "./kernels.js";
import { quantile, type Timing, time } from "./timer.js";

export const growth: Workload = { name: "growth", fullOnly: true, run: measureGrowth };

/** Rounds: one gradient of ten million steps takes about a second. */
const MOST_ROUNDS = 5;
/** Residuals are taken in pieces of 1 MiB, chunks of the tape of 256 KiB. */
const LEAST_BYTES = 4 << 20;

async function measureGrowth(context: Context): Promise<void> {
  for (const series of SERIES) await measureSeries(series, context);
}

async function measureSeries(series: Series, context: Context): Promise<void> {
  const kernel = KERNELS.find(({ name }) => name === series.kernel) as Kernel;
  const sizes = sizesTo(context.quick ? Math.min(series.decades, 5) : series.decades);
  const program = await load(kernel, series);
  const calls = [0, ...sizes].map((size) => ({ name: `${size}`, run: callOf(program, kernel, size) }));
  const rounds = Math.min(MOST_ROUNDS, context.effort.rounds);
  const timings = await time(calls, {
    ...context.effort,
    rounds,
    warmup: Math.min(300, context.effort.warmup),
  });
  program.dispose();
  const [nothing, ...times] = timings.map(({ fastest }) => quantile(fastest, 0));
  const workload = `growth: ${series.kernel}`;
  const where = { workload, subject: series.recording };
  sizes.forEach((size, i) => {
    timeRow(
      context,
      { ...where, metric: `gradient, ${size} ${kernel.unit}`, size },
      timings[i + 1] as Timing,
      "µs",
    );
  });
  const timed = sizes.map((size, i): [number, number] => [size, (times[i] as number) - (nothing as number)]);
  context.figure(growthNames.time(series), exponent(timed, seriesName(series)));

  const empty = await bytesOf(kernel, series, 0);
  const held: [number, number][] = [];
  for (const size of sizes) {
    const bytes = (await bytesOf(kernel, series, size)) - empty;
    held.push([size, bytes]);
    context.row({
      ...where,
      metric: `memory, ${size} ${kernel.unit}`,
      median: bytes,
      p25: bytes,
      p75: bytes,
      unit: "bytes",
      size,
    });
  }
  const large = held.filter(([, bytes]) => bytes >= LEAST_BYTES);
  // Short runs stay inside of the memory that an instance begins with.
  if (large.length > 1) context.figure(growthNames.memory(series), exponent(large, seriesName(series)));
}

/** 10² … 10^decades, and three times each but the last. */
export function sizesTo(decades: number): number[] {
  return Array.from({ length: decades - 1 }, (_, i) => 10 ** (i + 2)).flatMap((size) =>
    size === 10 ** decades ? [size] : [size, 3 * size],
  );
}

/** A program that is trusted has no fused loops, and is the same otherwise. */
function load(kernel: Kernel, { recording }: Series): Promise<Program> {
  return compile(kernel.source, { trusted: recording === "level 0" });
}

function callOf(program: Program, kernel: Kernel, size: number): () => number {
  return gradientOf(
    program,
    kernel,
    argumentsOf(kernel, size),
    new Float64Array(pointOf(kernel, program).length),
  );
}

async function bytesOf(kernel: Kernel, series: Series, size: number): Promise<number> {
  const program = await load(kernel, series);
  callOf(program, kernel, size)();
  const bytes = bytesHeld(program);
  program.dispose();
  return bytes;
}

/** Slope of the least-squares line through the logarithms. */
export function exponent(points: readonly (readonly [number, number])[], what: string): number {
  for (const [size, cost] of points)
    if (!(cost > 0)) throw new Error(`${what}: size ${size} costs ${cost}, not more than size 0`);
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const mean = (of: (log: readonly [number, number]) => number): number =>
    logs.reduce((sum, log) => sum + of(log), 0) / logs.length;
  const [x, y] = [mean(([size]) => size), mean(([, cost]) => cost)];
  return mean(([size, cost]) => (size - x) * (cost - y)) / mean(([size]) => (size - x) ** 2);
}
