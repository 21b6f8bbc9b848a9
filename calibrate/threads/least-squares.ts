// Least squares from given starts: what a thread does for a multi-start fit, and for each series of its own constants.
// Invariants: coordinates are those of the parameters' transforms (transform.ts), in the order of the program's parameters; a search that
// meets what is not finite steps back, and one that cannot begin is told as such.
import type { Program } from "../../host/program.js";
import { LevenbergMarquardt, type LevenbergMarquardtOptions } from "../optimizers/levenberg-marquardt.js";
import { type Ending, minimize } from "../optimizers/minimize.js";
import type { Answer, Need } from "../optimizers/optimizer.js";
import { type Transform, transformFor } from "../transform.js";
import type { RunOptions, Threads } from "./pool.js";
import { parts } from "./pool.js";
import type { JobProgram } from "./serve.js";

export interface LeastSquaresProblem {
  /** A definition or entry of the program. */
  readonly predict: string;
  /** Its arguments, one element for each row. */
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  /** By row: residuals are √weight (prediction - target). Default 1. */
  readonly weights?: Float64Array;
  /** A normal prior: residuals `factor` (u - mean) beside those of the rows, u in the transforms' coordinates. */
  readonly prior?: NormalPrior;
}

export interface NormalPrior {
  readonly mean: readonly number[];
  /** Rows of a matrix F with FᵀF = the prior's precision times the variance of a row. */
  readonly factor: readonly (readonly number[])[];
}

export interface LeastSquaresJob extends LeastSquaresProblem {
  readonly program: JobProgram;
  readonly starts: readonly Float64Array[];
  readonly options?: LevenbergMarquardtOptions & { readonly maxEvaluations?: number };
}

/** How the search from one start has ended. */
export interface LeastSquaresEnding {
  /** In the transforms' coordinates; the start itself where nothing could be evaluated. */
  readonly x: Float64Array;
  readonly parameters: Float64Array;
  /** ½‖r‖² with the prior's residuals; infinite where the start could not be evaluated. */
  readonly value: number;
  readonly evaluations: number;
  readonly reason: Ending;
}

/** Evaluates residuals and, for the need "jacobian", their derivatives in the transforms' coordinates. The program's errors are thrown. */
export function evaluator(
  program: Program,
  { predict, columns, target, weights, prior }: LeastSquaresProblem,
): (u: Float64Array, need: Need) => Answer | undefined {
  const names = [...program.parameters.keys()];
  const transforms = transformsOf(program);
  const roots = weights?.map(Math.sqrt);
  const rows = target.length;
  const count = rows + (prior?.factor.length ?? 0);
  const longer = (column: Float64Array): Float64Array => {
    if (count === rows) return column;
    const result = new Float64Array(count);
    result.set(column);
    return result;
  };
  return (u, need) => {
    const parameters = u.map((value, j) => transforms[j]!.inverse(value));
    if (!parameters.every(Number.isFinite)) return undefined;
    program.setParameters(new Map(names.map((name, j) => [name, parameters[j]!])));
    const { values, gradients } = program.batch(predict, columns, { onFailure: "throw" });
    // The batch's columns are ours, and become residuals and derivatives where they are.
    const residuals = longer(values);
    for (let i = 0; i < rows; i++) residuals[i] = (roots?.[i] ?? 1) * (residuals[i]! - target[i]!);
    prior?.factor.forEach((row, k) => {
      row.forEach((f, j) => {
        residuals[rows + k] = residuals[rows + k]! + f * (u[j]! - prior.mean[j]!);
      });
    });
    let squares = 0;
    for (let i = 0; i < count; i++) squares += residuals[i]! * residuals[i]!;
    const value = squares / 2;
    if (!Number.isFinite(value)) return undefined;
    if (need !== "jacobian") return { value, residuals };
    const jacobian = names.map((name, j) => {
      const slope = transforms[j]!.derivative(u[j]!);
      const column = longer(gradients.get(name)!);
      for (let i = 0; i < rows; i++) column[i] = (roots?.[i] ?? 1) * slope * column[i]!;
      prior?.factor.forEach((row, k) => {
        column[rows + k] = row[j]!;
      });
      return column;
    });
    return { value, residuals, jacobian };
  };
}

export function transformsOf(program: Program): Transform[] {
  return [...program.parameters.values()].map(({ bounds }) => transformFor(bounds));
}

/** Searches from each start, one after the other. */
export function searchStarts(
  program: Program,
  problem: LeastSquaresProblem,
  starts: readonly Float64Array[],
  { maxEvaluations = 400, ...options }: NonNullable<LeastSquaresJob["options"]> = {},
): LeastSquaresEnding[] {
  const evaluate = evaluator(program, problem);
  const transforms = transformsOf(program);
  return starts.map((start) => {
    const search = LevenbergMarquardt.from(start, options);
    const reason = minimize(search, evaluate, { maxEvaluations });
    const { x, value } = search.best ?? { x: start, value: Number.POSITIVE_INFINITY };
    const parameters = x.map((u, j) => transforms[j]!.inverse(u));
    return { x, parameters, value, evaluations: search.evaluations, reason };
  });
}

/**
 * The same over threads: the starts are cut into parts, one job each. The result, in the order of the starts, is the same for any number
 * of threads.
 * @throws the program's errors, with their places; the signal's reason
 */
export async function searchOnThreads(
  threads: Threads,
  job: LeastSquaresJob,
  options: RunOptions = {},
): Promise<LeastSquaresEnding[]> {
  // More parts than threads, because searches end at different times.
  const jobs = parts(job.starts, 4 * threads.threads).map((starts) => ({ ...job, starts }));
  const endings = await threads.run<LeastSquaresJob, LeastSquaresEnding[]>("leastSquares", jobs, options);
  return endings.flat();
}
