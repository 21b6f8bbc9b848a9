// The product of two n × n matrices: the runtime's kernel in f64, tfjs on its wasm backend in f32, and three plain loops in f64.
// Invariant: all multiply the same matrices and agree on the product; the products of one sample never leave the contestant's memory.
import { compile, Tensor } from "../host/index.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import { loadNaiveProduct } from "./peers/assembly.js";
import { peer } from "./peers/optional.js";
import { loadTfjs } from "./peers/tfjs.js";
import source from "./programs/tensors.scm";
import { PRODUCTS, productRatios, QUICK_PRODUCT } from "./targets.js";
import { type Subject, type Timing, time } from "./timer.js";

export const products: Workload = { name: "matmul", run: measureProducts };

/** Multiplications and additions in one sample, at least: the call of a sample must not show. */
const SAMPLE = 4e6;

/** Numbers in [-1, 1) without a pattern that a kernel could profit from. */
function matrix(n: number, seed: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => ((((i + seed) ** 2 * 0.618034) % 1) - 0.5) * 2);
}

async function measureProducts(context: Context): Promise<void> {
  const program = await compile(source);
  const naive = await peer(loadNaiveProduct, context.note);
  const tfjs = await peer(loadTfjs, context.note);
  await tfjs?.select("wasm");
  for (const n of PRODUCTS) {
    if (context.quick && n > QUICK_PRODUCT) continue;
    const work = 2 * n ** 3;
    const count = Math.max(1, Math.ceil(SAMPLE / work));
    const [a, b] = [matrix(n, 1), matrix(n, 2 + n * n)];
    program.call("prepare", new Tensor([n, n], a), new Tensor([n, n], b));
    const product = (program.call("product") as unknown as Tensor).data;
    const subjects: (Subject & { kind: "tuned" | "naive" | "tfjs" })[] = [
      { kind: "tuned", name: "f64, tuned", run: () => program.call("products", count) },
    ];
    if (naive) {
      const multiply = naive.prepare(n, a, b);
      multiply(1);
      near(n, "the naive loop", naive.result(n), product, 1e-15);
      subjects.push({ kind: "naive", name: "f64, naive loop (asc -O3)", run: () => multiply(count) });
    }
    const matrices = tfjs?.matrices(n, a, b);
    if (matrices) {
      near(n, "tfjs", matrices.product(), product, 1e-6);
      subjects.push({
        kind: "tfjs",
        name: "f32, tfjs wasm, one thread",
        run: () => matrices.products(count),
      });
    }
    const timings = await time(subjects, context.effort);
    const of = new Map(subjects.map(({ kind }, i) => [kind, timings[i] as Timing]));
    subjects.forEach(({ name }, i) => {
      const timing = timings[i] as Timing;
      timeRow(context, { workload: "matmul", subject: name, metric: `${n} × ${n}` }, timing, "µs", count);
      const rate = (milliseconds: number): number => (work * count) / (milliseconds * 1e6);
      context.row({
        workload: "matmul",
        subject: name,
        metric: `${n} × ${n}, rate`,
        median: rate(timing.median),
        p25: rate(timing.p75),
        p75: rate(timing.p25),
        unit: "GFLOP/s",
      });
    });
    const tuned = of.get("tuned") as Timing;
    context.figure(productRatios.rate(n), (work * count) / (Math.min(...tuned.fastest) * 1e6));
    ratio(context, productRatios.tfjs(n), of.get("tfjs"), tuned);
    ratio(context, productRatios.naive(n), of.get("naive"), tuned);
    matrices?.dispose();
  }
}

/** Sums of n products of numbers up to 1, in whatever order: rounding adds up to a multiple of n at most. */
function near(n: number, who: string, got: ArrayLike<number>, wanted: Float64Array, unit: number): void {
  const allowed = unit * n * n;
  for (let i = 0; i < wanted.length; i++)
    if (!(Math.abs((got[i] as number) - (wanted[i] as number)) <= allowed))
      throw new Error(`matmul ${n}, ${who}: number ${i} is ${got[i]} for ${wanted[i]}`);
}
