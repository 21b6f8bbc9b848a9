// The forecasts that a fitted model has to beat, on a record and a split: persistence, damped persistence and the Green function's linear
// inverse model. Invariant: the number of components, and whether a trend is taken off, are chosen on the months of selection; the skill is
// that on the months of the test.
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
import { type Prepared, type Protocol, prepare, statesOf, type Trend } from "./prepare.js";
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
  /** What the Green function did best with on the months of selection. */
  readonly trend: Trend;
  readonly dimension: number;
  /** Its mean RMSE over the leads on those months, by trend, then by number of components. */
  readonly selection: Readonly<Partial<Record<Trend, Readonly<Record<number, number>>>>>;
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
export function prepareSplit(
  record: SeaRecord,
  split: SplitMonths,
  protocol: Protocol,
  trend: Trend,
): Split34 {
  const part = span(record, split.training.from, split.test.to);
  const prepared = prepare(part, {
    protocol,
    trend,
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
  // The published protocol has its line; there is nothing to choose.
  const trends: readonly Trend[] = protocol === "published" ? ["line"] : ["line", "none"];
  const candidates = trends.map((trend) => {
    const made = prepareSplit(record, split, protocol, trend);
    const wanted = targets(made.prepared.index[index], made.selection);
    const scores = DIMENSIONS.map((dimension) => ({
      dimension,
      score: meanError(wanted, greenForecasts(made.prepared, dimension, made.selection)),
    }));
    return { trend, made, scores };
  });
  const [best] = candidates
    .flatMap(({ trend, made, scores }) => scores.map((score) => ({ trend, made, ...score })))
    .sort((a, b) => a.score - b.score);
  const {
    trend,
    dimension,
    made: { prepared, test },
  } = best!;
  const series = prepared.index[index];
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
  const selected = Object.fromEntries(
    candidates.map(({ trend, scores }) => [
      trend,
      Object.fromEntries(scores.map((score) => [score.dimension, score.score])),
    ]),
  );
  return { protocol, trend, dimension, selection: selected, testMonths: wanted.length, byLead };
}

/** RMSE, averaged over the leads. */
function meanError(wanted: Float64Array, forecasts: Forecasts): number {
  const every = Int32Array.from(wanted.keys());
  return forecasts.reduce((sum, forecast) => sum + rmse(wanted, forecast, every), 0) / LEADS;
}
