// How good forecasts of the flu study are: RMSE and correlation by horizon, and two forecasts compared week by week.
import { quantile } from "../../calibrate/diagnostics/bootstrap.js";
import { drawRows } from "../../calibrate/diagnostics/resample.js";
import { seededRandom } from "../../calibrate/random.js";
import { calibratorFor } from "../../search/calibrator.js";
import type { Load } from "../study.js";
import { HORIZONS, type Row } from "./weeks.js";

/** All errors in per cent of visits. */
export interface Forecast {
  readonly validationRmse: number;
  readonly testRmse: number;
  /** On the test seasons, by weeks ahead. */
  readonly byHorizon: readonly {
    readonly horizon: number;
    readonly rmse: number;
    readonly correlation: number;
  }[];
}

export interface Comparison {
  /** RMSE of the first minus that of the second, per cent of visits. */
  readonly difference: number;
  /** 2.5 % and 97.5 % quantiles over blocks of origin weeks drawn again (Künsch 1989). */
  readonly lower: number;
  readonly upper: number;
  readonly replicates: number;
}

type Rows<T> = { readonly validation: T; readonly test: T };
type Constants = Readonly<Record<string, number>>;

const ITERATIONS = 300;
const LEAST_SQUARES = calibratorFor({ kind: "squared" });
const BLOCK = 8;
const REPLICATES = 4000;

function columnsOf(rows: readonly Row[]): Float64Array[] {
  const count = rows[0]?.arguments.length ?? 0;
  return Array.from({ length: count }, (_, j) =>
    Float64Array.from(rows, (row) => row.arguments[j] as number),
  );
}

/** Constants of a program fitted to rows from its own starting values. */
export async function fitted(load: Load, text: string, rows: readonly Row[]): Promise<Constants> {
  const program = await load(text);
  try {
    if (program.parameters.size === 0) return {};
    const data = { columns: columnsOf(rows), target: Float64Array.from(rows, ({ target }) => target) };
    const settings = { iterations: ITERATIONS, starts: 1, seed: 1 };
    return (await LEAST_SQUARES.calibrate(program, "model", data, settings)).parameters;
  } finally {
    program.dispose();
  }
}

export async function predicted(
  load: Load,
  text: string,
  constants: Constants,
  rows: Rows<readonly Row[]>,
): Promise<Rows<Float64Array>> {
  const program = await load(text);
  try {
    if (program.parameters.size > 0) program.setParameters(constants);
    const at = (asked: readonly Row[]): Float64Array =>
      program.batch("model", columnsOf(asked), { onFailure: "throw" }).values;
    return { validation: at(rows.validation), test: at(rows.test) };
  } finally {
    program.dispose();
  }
}

export function measuresOf(predictions: Rows<Float64Array>, rows: Rows<readonly Row[]>): Forecast {
  const { test } = rows;
  return {
    validationRmse: rmse(rows.validation, predictions.validation),
    testRmse: rmse(test, predictions.test),
    byHorizon: HORIZONS.map((horizon) => {
      const chosen = test.flatMap((row, i) => (row.horizon === horizon ? [i] : []));
      const some = chosen.map((i) => test[i] as Row);
      const values = Float64Array.from(chosen, (i) => predictions.test[i] as number);
      return { horizon, rmse: rmse(some, values), correlation: correlation(some, values) };
    }),
  };
}

function rmse(rows: readonly Row[], values: Float64Array): number {
  return Math.sqrt(
    rows.reduce((sum, { target }, i) => sum + ((values[i] as number) - target) ** 2, 0) / rows.length,
  );
}

/** Pearson's. */
function correlation(rows: readonly Row[], values: Float64Array): number {
  const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const x = rows.map(({ target }) => target);
  const y = [...values];
  const [mx, my] = [mean(x), mean(y)];
  const sum = (of: (i: number) => number): number => x.reduce((total, _, i) => total + of(i), 0);
  const dx = (i: number): number => (x[i] as number) - mx;
  const dy = (i: number): number => (y[i] as number) - my;
  return sum((i) => dx(i) * dy(i)) / Math.sqrt(sum((i) => dx(i) ** 2) * sum((i) => dy(i) ** 2));
}

/** Weeks are drawn in blocks of eight that stay within a stretch of weeks; a week brings all its regions and horizons. */
export function compareWeeks(rows: readonly Row[], a: Float64Array, b: Float64Array): Comparison {
  const weeks = new Map<number, { a: number; b: number; count: number }>();
  rows.forEach(({ origin, target }, i) => {
    const so = weeks.get(origin) ?? { a: 0, b: 0, count: 0 };
    weeks.set(origin, {
      a: so.a + ((a[i] as number) - target) ** 2,
      b: so.b + ((b[i] as number) - target) ** 2,
      count: so.count + 1,
    });
  });
  const ordered = [...weeks].sort(([x], [y]) => x - y).map(([, sums]) => sums);
  const all = Int32Array.from(ordered, (_, i) => i);
  const difference = (drawn: Int32Array): number => {
    const sum = (of: (week: { a: number; b: number; count: number }) => number): number =>
      drawn.reduce((total, week) => total + of(ordered[week] as { a: number; b: number; count: number }), 0);
    const count = sum((week) => week.count);
    return Math.sqrt(sum((week) => week.a) / count) - Math.sqrt(sum((week) => week.b) / count);
  };
  const random = seededRandom(1);
  const draws = Float64Array.from({ length: REPLICATES }, () =>
    difference(drawRows([all], all.length, "moving-block", BLOCK, random)),
  ).sort();
  return {
    difference: difference(all),
    lower: quantile(draws, 0.025),
    upper: quantile(draws, 0.975),
    replicates: REPLICATES,
  };
}
