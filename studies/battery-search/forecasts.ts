// How well a structure forecasts: each cell's constants fitted to its points before the border, errors at later points.
// Invariant: a structure that cannot be fitted to a cell has no error for it, and says so by an exception; nothing is left out in silence.
import { quantile } from "../../calibrate/diagnostics/bootstrap.js";
import type { Program } from "../../host/program.js";
import { calibratorFor } from "../../search/calibrator.js";
import type { Calibrated } from "../../search/index.js";
import { randomFor } from "../../search/random.js";
import type { Load } from "../study.js";
import type { Curve } from "./cells.js";
import { forecastPoints } from "./task.js";

const ITERATIONS = 300;
const LEAST_SQUARES = calibratorFor({ kind: "squared" });

/** Stretches of the life whose rates of fade are compared: points 10 to 40, and 70 to the end. */
const EARLY = [10, 40] as const;
const LATE = [70, 99] as const;

/** One cell's forecast: sum of squared errors over so many points. */
export interface CellError {
  readonly cell: string;
  readonly squares: number;
  readonly points: number;
  /** Rate of the program's fade over points 70 to 99 beside that over 10 to 40: above 1 where it gets steeper. */
  readonly steepening: number;
}

/** The median over cells: the square root has 0.56, a straight line 1. */
export function steepeningOf(errors: readonly CellError[]): number {
  const sorted = Float64Array.from(errors, ({ steepening }) => steepening).sort();
  return quantile(sorted, 0.5);
}

/** Fits a structure to each cell from its own starting values, and forecasts. @throws errors of the program and of the fit */
export async function forecasts(
  load: Load,
  text: string,
  curves: readonly Curve[],
  border: number,
): Promise<CellError[]> {
  const program = await load(text);
  try {
    const start = new Map([...program.parameters].map(([name, { initial }]) => [name, initial]));
    const errors: CellError[] = [];
    for (const curve of curves) {
      const rows = {
        columns: [Float64Array.from({ length: border }, (_, k) => k)],
        target: curve.health.slice(0, border),
      };
      if (program.parameters.size > 0) {
        program.setParameters(start);
        const settings = { iterations: ITERATIONS, starts: 1, seed: 1 };
        await LEAST_SQUARES.calibrate(program, "model", rows, settings);
      }
      errors.push(errorOf(program, curve, border));
    }
    return errors;
  } finally {
    program.dispose();
  }
}

/** Errors with constants that are known already, cell by cell. */
export async function knownForecasts(
  load: Load,
  text: string,
  calibrated: readonly Calibrated[],
  curves: readonly Curve[],
  border: number,
): Promise<CellError[]> {
  const constants = new Map(calibrated.map(({ group, parameters }) => [group, parameters]));
  const program = await load(text);
  try {
    return curves.map((curve) => {
      const parameters = constants.get(curve.cell);
      if (!parameters) throw new Error(`the cell ${curve.cell} has no constants`);
      if (program.parameters.size > 0) program.setParameters(parameters);
      return errorOf(program, curve, border);
    });
  } finally {
    program.dispose();
  }
}

function errorOf(program: Program, { cell, health }: Curve, border: number): CellError {
  const points = forecastPoints(border);
  const { values } = program.batch("model", [Float64Array.from(points)], { onFailure: "throw" });
  const squares = points.reduce((sum, k, i) => sum + ((values[i] as number) - (health[k] as number)) ** 2, 0);
  const ends = [...EARLY, ...LATE];
  const [a, b, c, d] = program.batch("model", [Float64Array.from(ends)], { onFailure: "throw" })
    .values as unknown as [number, number, number, number];
  const steepening = (c - d) / (LATE[1] - LATE[0]) / ((a - b) / (EARLY[1] - EARLY[0]));
  return { cell, squares, points: points.length, steepening };
}

/** Over all points of all cells. */
export function pooledRmse(errors: readonly CellError[]): number {
  const sum = (of: (error: CellError) => number): number => errors.reduce((total, e) => total + of(e), 0);
  return Math.sqrt(sum((e) => e.squares) / sum((e) => e.points));
}

export interface Difference {
  /** Pooled RMSE of the first minus that of the second: negative when the first is better. */
  readonly difference: number;
  /** 2.5 % and 97.5 % quantiles over cells drawn again (Efron 1981), the same for both. */
  readonly lower: number;
  readonly upper: number;
  readonly replicates: number;
}

/** @param b errors of the same cells in the same order */
export function compared(a: readonly CellError[], b: readonly CellError[], replicates = 4000): Difference {
  const random = randomFor(1);
  const drawn = Float64Array.from({ length: replicates }, () => {
    const cells = a.map(() => random.below(a.length));
    const of = (errors: readonly CellError[]): number =>
      pooledRmse(cells.map((cell) => errors[cell] as CellError));
    return of(a) - of(b);
  }).sort();
  return {
    difference: pooledRmse(a) - pooledRmse(b),
    lower: quantile(drawn, 0.025),
    upper: quantile(drawn, 0.975),
    replicates,
  };
}
