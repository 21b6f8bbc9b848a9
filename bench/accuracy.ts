// Whether gradients lose accuracy as runs become longer: compared with double-double ones, beside the adjoint written by hand.
// Invariant: what rounding costs the same computation in plain floats is the measure, because near chaos no order of operations is exact.
import { compile } from "../host/index.js";
import { gradientOf, pointOf } from "./contestants.js";
import type { Context, Workload } from "./context.js";
import { type DoubleDouble, distance } from "./double-double.js";
import { ACCURACY_KERNELS, type AccuracyKernel, accuracyNames } from "./growth-targets.js";
import { argumentsOf, KERNELS, type Kernel } from "./kernels.js";
import { loadHandWritten } from "./peers/assembly.js";
import { peer } from "./peers/optional.js";
import { listFold, logistic, lotkaVolterra, type Reference, reference } from "./references.js";
import { geometricMean } from "./timer.js";

export const accuracy: Workload = { name: "accuracy", run: measureAccuracy };

const REFERENCES: Readonly<Record<AccuracyKernel, Reference>> = {
  "logistic map": logistic,
  "Lotka-Volterra": lotkaVolterra,
  "list fold": listFold,
};
const LENGTHS = [1e2, 1e3, 1e4, 1e5, 1e6] as const;
const QUICK_LENGTHS = [1e2, 1e3, 1e4] as const;
/** Half a unit in the last place: no float is nearer than that but by luck. */
const LEAST = Number.EPSILON / 2;

async function measureAccuracy(context: Context): Promise<void> {
  const adjoints = await peer(loadHandWritten, context.note);
  for (const name of ACCURACY_KERNELS) {
    const kernel = KERNELS.find((k) => k.name === name) as Kernel;
    const program = await compile(kernel.source);
    const point = pointOf(kernel, program);
    const found = new Float64Array(point.length);
    const errors: number[] = [];
    const quotients: number[] = [];
    for (const n of context.quick ? QUICK_LENGTHS : LENGTHS) {
      const { gradient } = reference(REFERENCES[name], [...point], n);
      const report = (subject: string): number => {
        const error = errorOf(found, gradient);
        const metric = `relative error of the gradient, ${n} ${kernel.unit}`;
        context.row({
          workload: `accuracy: ${name}`,
          subject,
          metric,
          median: error,
          p25: error,
          p75: error,
          unit: "",
          size: n,
        });
        return Math.max(error, LEAST);
      };
      gradientOf(program, kernel, argumentsOf(kernel, n), found)();
      const ours = report("compiled");
      errors.push(ours);
      if (!adjoints) continue;
      adjoints.prepare(kernel.handWritten, n, point, new Float64Array(0)).gradient(found);
      quotients.push(ours / report("hand-written"));
    }
    program.dispose();
    context.figure(accuracyNames.largest(name), Math.max(...errors));
    if (quotients.length > 0) context.figure(accuracyNames.toHandWritten(name), geometricMean(quotients));
  }
}

/** The largest difference, relative to the largest component. */
export function errorOf(found: Float64Array, gradient: readonly DoubleDouble[]): number {
  const largest = Math.max(...gradient.map(({ high }) => Math.abs(high)));
  return Math.max(...gradient.map((wanted, i) => distance(found[i]!, wanted))) / largest;
}
