// What the search needs of calibration, and no more: constants fitted to rows by least squares.
// Invariant: nothing else in this folder knows an optimiser; the program is left with the constants of the answer.
import { fit as fitRows } from "../calibrate/fit/fit.js";
import type { Program } from "../host/program.js";
import type { Calibrated } from "./outcome.js";

/** Columns of the entry's arguments and the target, of one length. */
export interface Rows {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
}

export interface CalibrationSettings {
  readonly iterations: number;
  readonly starts: number;
  /** Of drawn starts. */
  readonly seed: number;
}

export interface Calibrator {
  /**
   * Fits from the program's current constants.
   * @throws SchemeError, LimitError of the program; FitError when there is nothing to start from
   */
  calibrate(
    program: Program,
    entry: string,
    rows: Rows,
    settings: CalibrationSettings,
  ): Promise<Omit<Calibrated, "group">>;
}

const TARGET = "target";

/** Levenberg–Marquardt of calibrate/fit. */
export const leastSquares: Calibrator = {
  async calibrate(program, entry, { columns, target }, { iterations, starts, seed }) {
    const names = columns.map((_, i) => `argument ${i}`);
    const data = Object.fromEntries([
      ...names.map((name, i) => [name, columns[i]] as const),
      [TARGET, target],
    ]);
    const result = await fitRows(program, data as Record<string, Float64Array>, {
      predict: entry,
      columns: names,
      target: TARGET,
      optimizer: "levenberg-marquardt",
      startEvaluations: iterations + 1,
      starts,
      seed,
    });
    return {
      parameters: result.parameters,
      standardErrors: result.standardErrors,
      loss: result.loss,
      iterations: result.iterations,
      converged: result.converged,
    };
  },
};
