// A fit's diagnosis: what diagnostics/ is told of the problem and its solution.
// Invariant: nothing here moves the solution; refits begin at it and depend on its numbers and the seed alone.
import {
  bootstrap,
  type Criteria,
  criteriaOf,
  crossValidate,
  type Diagnosis,
  diagnose,
  gaussNewtonCovariance,
  kFold,
  leaveOneSeriesOut,
  type Profile,
  profiledGaussian,
  profileLikelihood,
  type Split,
  standardErrors,
  type Validation,
} from "../diagnostics/index.js";
import { FitError } from "../errors.js";
import { totalLoss } from "../losses/index.js";
import { Lbfgs, LevenbergMarquardt, minimize } from "../optimizers/index.js";
import type { Problem } from "./fit.js";
import { hessianAt } from "./hessian.js";
import { Objective } from "./objective.js";
import type { FitOptions } from "./options.js";
import type { Predictions } from "./predictor.js";
import type { Rows } from "./rows.js";
import type { Solved } from "./solve.js";

export interface Diagnosed {
  readonly rows: Rows;
  readonly problem: Problem;
  readonly solved: Solved;
  readonly converged: boolean;
  /** At the solution, for the training rows. */
  readonly trained: Predictions;
  /** The same of the rows' losses where these are a procedure: their slopes tell what the rows determine. */
  readonly decisive: Predictions;
  readonly options: FitOptions;
  readonly nuisance: readonly number[];
}

/** Evaluations of each refit at most. */
const REFIT = 500;

export async function diagnosisOf(given: Diagnosed): Promise<Diagnosis> {
  const { rows, problem, solved, converged, trained, decisive, options, nuisance } = given;
  const { predictor, noise, unknowns, objective } = problem;
  const { parameters } = solved;
  const { targets, priors, losses } = objective.input;
  const loss = noise.on(rows.train);
  const likelihood = !noise.squares || noise.likelihood;
  const informed = priors.some((prior) => prior !== undefined);
  // An estimated sigma without priors is least squares, whose variance comes from the residuals.
  const scaled = likelihood && (noise.choice.kind !== "gaussian" || informed);
  const weights = noise.squares
    ? noise.choice.kind === "gaussian" && informed
      ? trained.values.map((_, i) => (noise.weight?.(rows.train[i]!) ?? 1) / nuisance[0]! ** 2)
      : noise.weight && Float64Array.from(rows.train, noise.weight)
    : losses
      ? undefined
      : totalLoss(loss!, trained.values, targets, nuisance).weights;
  const covariance = gaussNewtonCovariance(decisive.jacobian, new Float64Array(targets.length), 1);
  const raw = hessianAt(objective, parameters, unknowns.all, standardErrors(covariance));
  // What an estimated sigma made of ½ Σ w r² is undone: diagnose wants the Hessian of that.
  const unscaled = noise.choice.kind === "gaussian" && !scaled ? nuisance[0]! ** 2 : 1;
  const hessian = raw?.map((row) => row.map((entry) => entry * unscaled));
  const many = solved.starts.length > 1 && solved.finalists.some(({ loss: l }) => Number.isFinite(l));
  const errors =
    options.errors ?? (losses || informed ? "hessian" : noise.squares ? "gauss-newton" : "hessian");
  return diagnose({
    names: unknowns.names,
    parameters,
    targets,
    predictions: trained.values,
    jacobian: decisive.jacobian,
    ...(losses ? { bands: false } : {}),
    ...(weights ? { weights } : {}),
    ...(scaled ? { variance: 1 } : {}),
    ...(hessian ? { hessian } : {}),
    errors,
    ...(options.level === undefined ? {} : { level: options.level }),
    bounds: unknowns.all.map(({ bounds }) => bounds),
    ...(informed
      ? { priorCurvature: priors.map((prior, j) => Math.max(0, prior?.at(parameters[j]!).curvature ?? 0)) }
      : {}),
    ...(many ? { starts: solved.finalists, lossScale: spread(given) } : {}),
    converged,
    predict: (at) => {
      try {
        return (losses ?? predictor).at(at, rows.train).values;
      } catch {
        return undefined;
      }
    },
    ...optional("criteria", criteriaAt(given)),
    ...optional(
      "profiles",
      options.profiles ? await profilesOf(given, standardErrors(covariance)) : undefined,
    ),
    ...optional("bootstrap", options.bootstrap ? await bootstrapOf(given) : undefined),
    ...optional("validation", options.validate ? await validationOf(given) : undefined),
  });
}

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]?: V });
}

/** The loss of a constant prediction, below whose rounding losses are alike. */
function spread({ problem, rows }: Diagnosed): number {
  const { targets } = problem.objective.input;
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  const squares = targets.reduce((sum, target) => sum + (target - mean) ** 2, 0);
  return problem.noise.squares && !problem.noise.likelihood ? squares / rows.train.length : 0;
}

/** Undefined where the loss is no likelihood, or the fit is perfect. */
function criteriaAt({ problem, rows, trained, nuisance }: Diagnosed): Criteria | undefined {
  const { noise, objective, unknowns } = problem;
  const { targets, losses } = objective.input;
  const n = targets.length;
  const k = unknowns.all.length;
  if (losses) return undefined;
  if (noise.choice.kind === "least-squares" && !noise.likelihood) {
    const weight = (i: number): number => noise.weight?.(rows.train[i]!) ?? 1;
    let [squares, logs] = [0, 0];
    trained.values.forEach((value, i) => {
      squares += weight(i) * (value - targets[i]!) ** 2;
      logs += Math.log(weight(i));
    });
    return squares === 0 ? undefined : criteriaOf(profiledGaussian(squares, n) - logs / 2, k + 1, n);
  }
  if (!noise.likelihood) return undefined;
  const loss = noise.on(rows.train)!;
  const { value } = totalLoss(loss, trained.values, targets, nuisance);
  return Number.isFinite(value) ? criteriaOf(value, k + loss.nuisance.length, n) : undefined;
}

/** Parameters fitted to other rows or targets, from those of the fit; undefined where that failed. */
function refitted(
  { problem, solved }: Diagnosed,
  rows: Int32Array,
  targets: Float64Array,
  held?: { readonly index: number; readonly from: Float64Array },
): { readonly parameters: Float64Array; readonly value: number } | undefined {
  const declared = held?.from ?? solved.parameters;
  const objective = new Objective({ ...problem.objective.input, rows, targets, declared });
  const free = Array.from(declared, (_, j) => j).filter((j) => j !== held?.index);
  const origin = objective.origin;
  const whole = (part: ArrayLike<number>): Float64Array => {
    const full = origin.slice();
    free.forEach((j, i) => {
      full[j] = part[i]!;
    });
    return full;
  };
  const start = Float64Array.from(free, (j) => origin[j]!);
  if (start.length === 0) {
    const answer = objective.answer(origin, objective.hasResiduals ? "jacobian" : "gradient");
    return answer && { parameters: declared, value: answer.value };
  }
  const search = objective.hasResiduals ? LevenbergMarquardt.from(start) : Lbfgs.from(start);
  minimize(
    search,
    (part, need) => {
      const answer = objective.answer(whole(part), need);
      return (
        answer && {
          ...answer,
          ...(answer.gradient ? { gradient: Float64Array.from(free, (j) => answer.gradient![j]!) } : {}),
          ...(answer.jacobian ? { jacobian: free.map((j) => answer.jacobian![j]!) } : {}),
        }
      );
    },
    { maxEvaluations: REFIT },
  );
  const { best } = search;
  return best && { parameters: objective.parametersAt(whole(best.x)), value: best.value };
}

/** Lets timers and signals have their turn between refits. */
async function turn(options: FitOptions): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  options.signal?.throwIfAborted();
}

async function profilesOf(given: Diagnosed, unscaled: readonly (number | null)[]): Promise<Profile[]> {
  const { problem, solved, rows, options, trained } = given;
  const { noise, objective, unknowns } = problem;
  const { targets } = objective.input;
  const estimated =
    noise.squares && objective.hasResiduals && !(noise.likelihood && noise.choice.kind !== "gaussian");
  // Of least squares with an unknown sigma, the likelihood at its best sigma.
  const nll = (value: number): number => (estimated ? profiledGaussian(2 * value, targets.length) : value);
  const profiles: Profile[] = [];
  const deviation = estimated ? rootMeanSquare(trained.values, targets) : 1;
  for (const [index, { bounds }] of unknowns.all.entries()) {
    const error = unscaled[index];
    // Without an error the data do not determine it; a tenth of its size is as good a first step as any.
    const scale = error ? error * deviation : Math.abs(solved.parameters[index]!) / 10 || 0.1;
    if (!(scale > 0 && Number.isFinite(scale))) continue;
    profiles.push(
      await profileLikelihood({
        index,
        minimum: { objective: nll(solved.value), parameters: solved.parameters },
        minimise: async (_, __, start) => {
          await turn(options);
          const found = refitted(given, rows.train, targets, { index, from: start });
          return found && { objective: nll(found.value), parameters: found.parameters };
        },
        level: options.level ?? 0.95,
        scale,
        bounds,
      }),
    );
  }
  return profiles;
}

function rootMeanSquare(values: Float64Array, targets: Float64Array): number {
  const sum = values.reduce((total, value, i) => total + (value - targets[i]!) ** 2, 0);
  return Math.sqrt(sum / values.length) || 1;
}

async function bootstrapOf(given: Diagnosed) {
  const { problem, solved, rows, options, trained } = given;
  const { noise, unknowns, objective } = problem;
  if (!noise.squares || noise.weight)
    throw new FitError(
      "usage",
      "the bootstrap resamples residuals, which must be alike: least squares without weights or sigma",
    );
  const { targets } = objective.input;
  const { replicates, method = "residual" } = options.bootstrap!;
  const [column] = unknowns.columns;
  const cells = column === undefined ? undefined : rows.series(column);
  return bootstrap({
    parameters: solved.parameters,
    predictions: trained.values,
    residuals: Float64Array.from(targets, (target, i) => target - trained.values[i]!),
    rank: Math.min(unknowns.all.length, targets.length - 1),
    refit: async (resampled) => {
      await turn(options);
      return refitted(given, rows.train, resampled)?.parameters;
    },
    method,
    ...(cells ? { series: Array.from(rows.train, (row) => cells[row]!) } : {}),
    replicates,
    level: options.level ?? 0.95,
    seed: options.seed ?? 1,
    ...(options.signal ? { signal: options.signal } : {}),
  });
}

async function validationOf(given: Diagnosed): Promise<Validation> {
  const { problem, rows, options } = given;
  const { objective, predictor, unknowns } = problem;
  const { targets } = objective.input;
  const wanted = options.validate!;
  const splits: readonly Split[] =
    "folds" in wanted
      ? kFold(targets.length, wanted.folds, { order: "shuffled", seed: options.seed ?? 1 })
      : leaveOneSeriesOut(Array.from(rows.train, (row) => rows.series(wanted.series)[row]!));
  const rowsAt = (places: Int32Array): Int32Array => places.map((place) => rows.train[place]!);
  return crossValidate(splits, targets, async ({ name, train, test }) => {
    await turn(options);
    const own = rowsAt(train);
    const found = refitted(
      given,
      own,
      Float64Array.from(train, (place) => targets[place]!),
    );
    if (!found) throw new FitError("not-finite", `${name}: the fit without it failed`);
    // A series that was left out has none of its own constants: it gets the median of the others'.
    const known = new Set(unknowns.groups(own).flatMap(({ unknowns: indices }) => [...indices]));
    const values = found.parameters.map((value, j) =>
      known.has(j) ? value : medianOf(j, found.parameters, known),
    );
    return predictor.at(values, rowsAt(test)).values;
  });

  function medianOf(j: number, values: Float64Array, known: ReadonlySet<number>): number {
    const { parameter } = unknowns.all[j]!;
    const own = unknowns.all
      .flatMap((one, i) => (one.parameter === parameter && known.has(i) ? [values[i]!] : []))
      .sort((a, b) => a - b);
    return own.length === 0 ? values[j]! : own[(own.length - 1) >> 1]!;
  }
}
