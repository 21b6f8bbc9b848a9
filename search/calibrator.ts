// What the search needs of calibration, and no more: constants fitted to rows under the task's loss.
// Invariant: nothing else in this folder knows an optimiser; the program is left with the constants of the answer.
import { fit as fitRows } from "../calibrate/fit/fit.js";
import type { FitOptions } from "../calibrate/fit/options.js";
import type { Program } from "../host/program.js";
import { DEGREES, type LossSettings, rowLoss } from "./losses.js";
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

/** Levenberg–Marquardt of calibrate/fit, which takes every loss of a search by its residuals. */
export function calibratorFor(settings: LossSettings): Calibrator {
  const of = rowLoss(settings);
  return {
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
        ...choiceOf(settings),
        optimizer: "levenberg-marquardt",
        startEvaluations: iterations + 1,
        starts,
        seed,
      });
      const loss = result.predictions.reduce((sum, value, i) => sum + of(value, target[i] as number), 0);
      return {
        parameters: result.parameters,
        standardErrors: result.standardErrors,
        loss: settings.kind === "squared" ? result.loss : loss / target.length,
        iterations: result.iterations,
        converged: result.converged,
      };
    },
  };
}

/** The same loss in the words of calibrate/. */
function choiceOf(settings: LossSettings): Pick<FitOptions, "loss" | "sigma"> {
  const { kind, sigma, threshold, nu } = settings;
  const scale = sigma === undefined ? {} : { sigma };
  switch (kind) {
    case "squared":
      return {};
    case "huber":
      return { loss: { kind, ...(threshold === undefined ? {} : { threshold }) }, ...scale };
    case "student-t":
      return { loss: { kind, nu: nu ?? DEGREES }, ...scale };
    case "poisson":
      return { loss: { kind } };
  }
}
