// What the likelihood of the El Niño study is computed from: its programs, the observations and the initial values.
// Invariant: the initial values are a formula of additions, multiplications and a square root, so oracle.py has them with the same bits.
import { readTable, type Table } from "../../calibrate/index.js";
import { readData } from "./data-files.js";
import kalman from "./kalman.scm";
import scalar from "./scalar.scm";

export { kalman, scalar };

/** Months of training; the rest of the record is held out. */
export const TRAINED_MONTHS = 360;

/** A dense array in row-major order, as the package's tensors are made from. */
export interface Dense {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** Values of the arguments f, l and r of kalman.scm. */
export interface Constants {
  readonly f: Dense;
  readonly l: Dense;
  readonly r: number;
}

/** Values of the arguments f, q and r of scalar.scm: q and r are variances. */
export interface ScalarConstants {
  readonly f: number;
  readonly q: number;
  readonly r: number;
}

/** The first `steps` months of the first `dimension` principal components: a row for each month. */
export async function observations(dimension: number, steps: number = TRAINED_MONTHS): Promise<Dense> {
  const table = await readComponents();
  const available = table.names.length - 1;
  if (!(dimension >= 1 && dimension <= available && steps >= 1 && steps <= table.length))
    throw new RangeError(
      `${dimension} components of ${steps} months: there are ${available} of ${table.length}`,
    );
  const data = new Float64Array(steps * dimension);
  for (let k = 0; k < dimension; k++) {
    const series = table.column(`pc${k + 1}`);
    for (let t = 0; t < steps; t++) data[t * dimension + k] = series[t]!;
  }
  return { shape: [steps, dimension], data };
}

/**
 * A fixed sequence that stands for random numbers of mean 0 and variance 1 in initial values: k² times the golden section, less its whole
 * part, is spread evenly over [0, 1).
 */
export function noise(k: number): number {
  return Math.sqrt(12) * (((k * k * (Math.sqrt(5) - 1)) / 2) % 1) - Math.sqrt(3);
}

/** Where a fit starts: F = 0.9 I + 0.02 N; L has 0.1 on and 0.005 N below its diagonal; r = -4. */
export function initial(dimension: number): Constants {
  const entries = (entry: (i: number, j: number, k: number) => number): Dense => ({
    shape: [dimension, dimension],
    data: Float64Array.from({ length: dimension ** 2 }, (_, k) =>
      entry(Math.floor(k / dimension), k % dimension, k),
    ),
  });
  return {
    f: entries((i, j, k) => (i === j ? 0.9 : 0) + 0.02 * noise(k + 1)),
    l: entries((i, j, k) => (i === j ? 0.1 : i > j ? 0.005 * noise(k + 1 + dimension ** 2) : 0)),
    r: -4,
  };
}

/** The start of a fit of one component by scalar.scm: the F of `initial(1)`, and the variances of its L and r. */
export function initialScalar(): ScalarConstants {
  const { f, l, r } = initial(1);
  return { f: f.data[0]!, q: l.data[0]! ** 2 + 1e-4, r: Math.log1p(Math.exp(r)) + 1e-4 };
}

let components: Promise<Table> | undefined;

function readComponents(): Promise<Table> {
  components ??= readData("principal_components.csv").then((text) =>
    readTable(text.toString("utf8"), { file: "principal_components.csv" }),
  );
  return components;
}
