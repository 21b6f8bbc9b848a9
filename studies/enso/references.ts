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

/** Components that models may have. */
export const DIMENSIONS = [6, 10, 15, 20] as const;

export interface LeadSkill<Name extends string = string> {
  /** Months ahead. */
  readonly lead: number;
  /** Advantages are over damped persistence. */
  readonly of: Readonly<Record<Name, Assessment>>;
}

export interface SplitMonths {
  readonly training: Months;
  readonly selection: Months;
  readonly test: Months;
}

/** A record prepared for a split, with the windows of its months. */
export interface Split34 {
  readonly trend: Trend;
  readonly prepared: Prepared;
  readonly selection: Window;
  readonly test: Window;
}

/** A record prepared in the ways that the months of selection decide between. */
export function preparations(record: SeaRecord, split: SplitMonths, protocol: Protocol): readonly Split34[] {
  // The published protocol has its line; there is nothing to choose.
  const trends: readonly Trend[] = protocol === "published" ? ["line"] : ["line", "none"];
  return trends.map((trend) => prepareSplit(record, split, protocol, trend));
}

/** @throws DataError when the record does not hold the months */
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
  return { trend, prepared, selection: windowOf(split.selection), test: windowOf(split.test) };
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

export interface References {
  /** What the Green function did best with on the months of selection. */
  readonly trend: Trend;
  readonly dimension: number;
  /** Its mean RMSE over the leads on those months, by trend, then by number of components. */
  readonly selection: Readonly<Partial<Record<Trend, Readonly<Record<number, number>>>>>;
  /** What the test months have, °C. */
  readonly wanted: Float64Array;
  readonly forecasts: Readonly<Record<ReferenceName, Forecasts>>;
}

/** The references' forecasts of the test. @param index what is forecast: the month's anomaly, or its mean over the window */
export function referencesOf(candidates: readonly Split34[], index: Index = "observed"): References {
  const scored = candidates.flatMap((made) => {
    const wanted = targets(made.prepared.index[index], made.selection);
    return DIMENSIONS.map((dimension) => ({
      made,
      dimension,
      score: meanError(wanted, greenForecasts(made.prepared, dimension, made.selection)),
    }));
  });
  const [best] = [...scored].sort((a, b) => a.score - b.score);
  const {
    dimension,
    made: { trend, prepared, test },
  } = best!;
  const series = prepared.index[index];
  const selection = Object.fromEntries(
    candidates.map((made) => [
      made.trend,
      Object.fromEntries(scored.filter((one) => one.made === made).map((one) => [one.dimension, one.score])),
    ]),
  );
  return {
    trend,
    dimension,
    selection,
    wanted: targets(series, test),
    forecasts: {
      persistence: persistence(series, test),
      dampedPersistence: dampedPersistence(series, prepared.training, test),
      greenFunction: greenForecasts(prepared, dimension, test),
    },
  };
}

/** The skill of forecasts of the same months at each lead; all are resampled alike. */
export function skillByLead<Name extends string>(
  wanted: Float64Array,
  forecasts: Readonly<Record<Name, Forecasts>>,
  reference: NoInfer<Name>,
): LeadSkill<Name>[] {
  return Array.from({ length: LEADS }, (_, i) => {
    const given = Object.fromEntries(
      Object.entries<Forecasts>(forecasts).map(([name, forecast]) => [name, forecast[i]!]),
    ) as Record<Name, Float64Array>;
    return { lead: i + 1, of: assess(wanted, given, reference) };
  });
}

/** RMSE, averaged over the leads. */
export function meanError(wanted: Float64Array, forecasts: Forecasts): number {
  const every = Int32Array.from(wanted.keys());
  return forecasts.reduce((sum, forecast) => sum + rmse(wanted, forecast, every), 0) / LEADS;
}
