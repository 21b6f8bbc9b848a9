// Forecasts by models that were fitted to the training months of a split, beside their references.
// Invariant: structure, number of components and trend are chosen by the error on the months of selection, which fitting has not seen; the
// test months are looked at once, with what was chosen.
import type { Load } from "../study.js";
import type { FitJob } from "./fit-job.js";
import type { Fits } from "./fit-pool.js";
import { type Forecasts, stateForecasts, targets } from "./forecast.js";
import type { Transitions } from "./linear-model.js";
import { ensoMode, type Mode, modesOf, spectralRadius } from "./modes.js";
import { Objective, type States } from "./objective.js";
import { type Prepared, type Protocol, statesOf, type Trend } from "./prepare.js";
import type { SeaRecord } from "./record.js";
import {
  type LeadSkill,
  meanError,
  preparations,
  type References,
  referencesOf,
  type Split34,
  type SplitMonths,
  skillByLead,
} from "./references.js";
import type { Interval } from "./skill.js";
import { hasConverged } from "./solver.js";
import type { StructureName } from "./structures.js";

/** What may be chosen from. */
export interface Choices {
  readonly structures: readonly StructureName[];
  readonly dimensions: readonly number[];
  /** Units of each fit. */
  readonly budget: number;
}

/** A model fitted to the training of a split, with its error on the months of selection. */
export interface Candidate {
  readonly structure: StructureName;
  readonly dimension: number;
  readonly trend: Trend;
  /** RMSE on the months of selection, averaged over the leads, °C. */
  readonly score: number;
  readonly converged: boolean;
  readonly made: Split34;
  readonly fitted: Fitted;
}

export interface Fitted {
  readonly structure: StructureName;
  readonly parameters: Float64Array;
  readonly training: States;
  readonly transitions: Transitions;
  /** T x D: of all months of the preparation. */
  readonly filtered: Float64Array;
}

/** "dense": the best of the published structure; "selected": the best of all. */
export type ModelName = "dense" | "selected";

export interface SplitSkill extends Pick<References, "trend" | "dimension" | "selection"> {
  readonly split: string;
  readonly protocol: Protocol;
  readonly testMonths: number;
  readonly byLead: readonly LeadSkill[];
  /** Number of the first month of the test (calendar.ts). */
  readonly first: number;
  readonly wanted: Float64Array;
  readonly forecasts: Readonly<Record<string, Forecasts>>;
  /** None without fits. */
  readonly chosen: Readonly<Partial<Record<ModelName, Candidate>>>;
  readonly candidates: readonly Candidate[];
  /** Correlation by lead of the dense model with its own filtered states instead of what was observed: the published measure. */
  readonly withOwnStates?: readonly Interval[];
  /** By lead: RMSE of the selected model less that of the Green function, °C; below 0 it is better. */
  readonly lessThanGreen?: readonly Interval[];
}

/** Skill on the test months of a split; without `fits`, of the references alone. */
export async function splitSkill(
  split: string,
  record: SeaRecord,
  months: SplitMonths,
  protocol: Protocol,
  fits?: { readonly run: Fits; readonly load: Load; readonly choices: Choices },
): Promise<SplitSkill> {
  const preparation = preparations(record, months, protocol);
  const references = referencesOf(preparation);
  const candidates = fits
    ? await Promise.all(
        preparation.flatMap((made) =>
          fits.choices.dimensions.flatMap((dimension) =>
            fits.choices.structures.map((structure) =>
              candidateOf(made, structure, dimension, record.name, fits),
            ),
          ),
        ),
      )
    : [];
  const best = (of: readonly Candidate[]): Candidate | undefined =>
    [...of].sort((a, b) => a.score - b.score)[0];
  const [dense, selected] = [
    best(candidates.filter(({ structure }) => structure === "dense")),
    best(candidates),
  ];
  const chosen = { ...(dense ? { dense } : {}), ...(selected ? { selected } : {}) };
  const forecasts: Record<string, Forecasts> = { ...references.forecasts };
  for (const [name, { made, ...candidate }] of Object.entries(chosen))
    forecasts[name] = forecastsOf(made.prepared, candidate, made.test);
  const { wanted } = references;
  const [{ prepared, test }] = preparation as [Split34];
  return {
    split,
    protocol,
    trend: references.trend,
    dimension: references.dimension,
    selection: references.selection,
    testMonths: wanted.length,
    byLead: skillByLead(wanted, forecasts, "dampedPersistence"),
    first: prepared.first + test.from,
    wanted,
    forecasts,
    chosen,
    candidates,
    ...(forecasts.selected ? { lessThanGreen: lessThanGreen(wanted, references, forecasts.selected) } : {}),
    ...(dense && protocol === "published" ? { withOwnStates: withOwnStates(dense) } : {}),
  };
}

async function candidateOf(
  made: Split34,
  structure: StructureName,
  dimension: number,
  record: string,
  { run, load, choices }: { readonly run: Fits; readonly load: Load; readonly choices: Choices },
): Promise<Candidate> {
  const { prepared, selection, trend } = made;
  const training: States = {
    data: statesOf(prepared, dimension, 0, prepared.training),
    dimension,
    first: prepared.first,
    record,
  };
  const job: FitJob = {
    kind: "fit",
    solver: "l-bfgs",
    structure,
    states: training,
    seed: 1,
    budget: choices.budget,
  };
  const result = await run.run(job);
  const all: States = { ...training, data: statesOf(prepared, dimension, 0, prepared.length) };
  const fitted = await fittedOf(load, structure, result.parameters, training, all);
  const candidate = { structure, dimension, trend, fitted };
  const wanted = targets(prepared.index.observed, selection);
  const score = meanError(wanted, forecastsOf(prepared, candidate, selection));
  return { ...candidate, made, score, converged: hasConverged(result) };
}

/** What a model makes of states: filters them, with the matrices that lead on from them. */
export async function fittedOf(
  load: Load,
  structure: StructureName,
  parameters: Float64Array,
  training: States,
  states: States,
): Promise<Fitted> {
  const objective = await Objective.load(load, structure, training);
  try {
    return {
      structure,
      parameters,
      training,
      transitions: objective.transitions(parameters),
      filtered: objective.filtered(parameters, states),
    };
  } finally {
    objective.dispose();
  }
}

function forecastsOf(
  prepared: Prepared,
  { fitted, dimension }: Pick<Candidate, "fitted" | "dimension">,
  window: Split34["test"],
): Forecasts {
  return stateForecasts(prepared, fitted.filtered, dimension, fitted.transitions, window);
}

function lessThanGreen(
  wanted: Float64Array,
  { forecasts: { greenFunction } }: References,
  selected: Forecasts,
): Interval[] {
  return skillByLead(wanted, { greenFunction, selected }, "greenFunction").map(
    ({ of }) => of.selected.advantage.rmse,
  );
}

function withOwnStates({ made: { prepared, test }, dimension, fitted }: Candidate): Interval[] {
  const { loadings, background } = prepared.index;
  const own = background.map((base, t) => {
    let sum = base;
    for (let k = 0; k < dimension; k++) sum += loadings[k]! * fitted.filtered[t * dimension + k]!;
    return sum;
  });
  const forecasts = { dense: stateForecasts(prepared, fitted.filtered, dimension, fitted.transitions, test) };
  return skillByLead(targets(own, test), forecasts, "dense").map(({ of }) => of.dense.skill.correlation);
}

/** El Niño's mode of a model with one matrix, and its spectral radius. */
export function dynamicsOf({
  transitions,
}: Pick<Fitted, "transitions">): { readonly mode: Mode | undefined; readonly radius: number } | undefined {
  if (transitions.length !== 1) return undefined;
  const modes = modesOf(transitions[0]!);
  return { mode: ensoMode(modes), radius: spectralRadius(modes) };
}
