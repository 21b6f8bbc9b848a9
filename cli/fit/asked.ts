// What the command line says of a fit, in the library's words: its options, and what its kept state belongs to.
import type { FitOptions } from "../../calibrate/index.js";
import { version } from "../version.js";
import { priorOf } from "./noise-options.js";
import { type FitCommandOptions, LOSS, PREDICT } from "./options.js";
import { FitState } from "./state.js";
import type { Task } from "./task.js";

export async function fitOptions(
  options: FitCommandOptions,
  task: Task,
  holdout: number | boolean[] | undefined,
): Promise<FitOptions> {
  const { loss, sigma, weights, prior = {}, optimizer, starts, learningRate, seed } = options;
  const { maxEvaluations, startEvaluations, seconds, errors, level, profiles, validate } = options;
  const { bootstrap: replicates, resampling: method } = options;
  const priors = Object.fromEntries(
    await Promise.all(
      Object.entries(prior).map(async ([name, words]) => [name, await priorOf(words)] as const),
    ),
  );
  const given = {
    ...{ sigma, weights, optimizer, starts, learningRate, seed, maxEvaluations, startEvaluations, seconds },
    ...{ errors, level, profiles, validate, holdout, priors },
    loss: loss === undefined || "kind" in loss ? loss : { kind: "procedure" as const, entry: LOSS },
    bootstrap: replicates === undefined ? undefined : { replicates, ...(method ? { method } : {}) },
  };
  return {
    predict: PREDICT,
    columns: task.columns,
    target: options.target,
    ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as object),
  };
}

/** The state that `--resume` keeps: it goes on only with the same program, data and options. */
export function stateOf(
  path: string,
  source: { readonly text: string },
  task: Task,
  options: FitCommandOptions,
): Promise<FitState> {
  const { predict, target, holdout, missing, format, delimiter, decimal, column } = options;
  const { loss, sigma, weights, prior, optimizer, starts, startEvaluations, learningRate, seed, learn } =
    options;
  const asked = { predict, target, holdout, missing, format, delimiter, decimal, column };
  const how = { loss, sigma, weights, prior, optimizer, starts, startEvaluations, learningRate, seed, learn };
  return FitState.open(path, {
    version: version(),
    program: source.text,
    data: task.text,
    options: Object.fromEntries(
      Object.entries({ ...asked, ...how }).filter(([, value]) => value !== undefined),
    ),
  });
}
