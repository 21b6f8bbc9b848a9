// The forecasts that a fitted model has to beat, on a record and a split: persistence, damped persistence and the Green function's linear
// inverse model. Invariant: the number of components is chosen on the months of selection; the skill is that on the months of the test.
import { month } from "./calendar.js";
import {
  dampedPersistence,
  type Forecasts,
  type Index,
  LEADS,
  persistence,
  stateForecasts,
  targets,
  type Window,
} from "./forecast.js";
import { greenFunction } from "./linear-model.js";
import { type Prepared, type Protocol, prepare, statesOf } from "./prepare.js";
import { type SeaRecord, span } from "./record.js";
import { type Assessment, assess, rmse } from "./skill.js";
import { type Months, monthsIn } from "./splits.js";

export const REFERENCES = ["persistence", "dampedPersistence", "greenFunction"] as const;
export type ReferenceName = (typeof REFERENCES)[number];

/** Components that the Green function may have. */
export const DIMENSIONS = [6, 10, 15, 20] as const;

export interface LeadSkill {
  /** Months ahead. */
  readonly lead: number;
  /** Advantages are over damped persistence. */
  readonly of: Readonly<Record<ReferenceName, Assessment>>;
}

export interface ReferenceSkill {
  readonly protocol: Protocol;
  /** Components of the Green function that did best on the months of selection. */
  readonly dimension: number;
  /** Mean RMSE over the leads on those months, by number of components. */
  readonly selection: Readonly<Record<number, number>>;
  readonly testMonths: number;
  readonly byLead: readonly LeadSkill[];
}

export interface SplitMonths {
  readonly training: Months;
  readonly selection: Months;
  readonly test: Months;
}

export interface Split34 {
  readonly prepared: Prepared;
  readonly selection: Window;
  readonly test: Window;
}

/** A record prepared for a split, with the windows of its months. @throws DataError when the record does not hold them */
export function prepareSplit(record: SeaRecord, split: SplitMonths, protocol: Protocol): Split34 {
  const part = span(record, split.training.from, split.test.to);
  const prepared = prepare(part, {
    protocol,
    training: monthsIn(split.training),
    kept: Math.max(...DIMENSIONS),
  });
  // A centred mean has none for the last month.
  const windowOf = ({ from, to }: Months): Window => ({
    from: month(from) - prepared.first,
    to: Math.min(month(to) + 1 - prepared.first, prepared.length),
  });
  return { prepared, selection: windowOf(split.selection), test: windowOf(split.test) };
}

/** Forecasts of the Green function of so many components. */
export function greenForecasts(prepared: Prepared, dimension: number, window: Window): Forecasts {
  const green = greenFunction(statesOf(prepared, dimension, 0, prepared.training), dimension);
  return stateForecasts(
    prepared,
    statesOf(prepared, dimension, 0, prepared.length),
    dimension,
    [green],
    window,
  );
}

/** The skill of the references at each lead. @param index what is forecast: the month's anomaly, or its mean over the window */
export function referenceSkill(
  record: SeaRecord,
  split: SplitMonths,
  protocol: Protocol,
  index: Index = "observed",
): ReferenceSkill {
  const { prepared, selection, test } = prepareSplit(record, split, protocol);
  const series = prepared.index[index];
  const scores = DIMENSIONS.map((dimension) => {
    const wanted = targets(series, selection);
    const every = Int32Array.from(wanted.keys());
    const errors = greenForecasts(prepared, dimension, selection).map((f) => rmse(wanted, f, every));
    return [dimension, errors.reduce((sum, x) => sum + x, 0) / LEADS] as const;
  });
  const [dimension] = scores.reduce((best, score) => (score[1] < best[1] ? score : best));
  const forecasts = {
    persistence: persistence(series, test),
    dampedPersistence: dampedPersistence(series, prepared.training, test),
    greenFunction: greenForecasts(prepared, dimension, test),
  };
  const wanted = targets(series, test);
  const byLead = Array.from({ length: LEADS }, (_, i): LeadSkill => {
    const given = {
      persistence: forecasts.persistence[i]!,
      dampedPersistence: forecasts.dampedPersistence[i]!,
      greenFunction: forecasts.greenFunction[i]!,
    };
    return { lead: i + 1, of: assess(wanted, given, "dampedPersistence") };
  });
  return { protocol, dimension, selection: Object.fromEntries(scores), testMonths: wanted.length, byLead };
}
