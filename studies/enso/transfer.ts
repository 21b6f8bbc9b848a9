// A check outside the sample and outside the record: a model of 1970-1989, in the patterns of that record, forecasts another analysis of the
// ocean decades later (ERSSTv5, 2010-2020). Invariant: nothing of the model is estimated again; with the protocol "clean" the other record gives
// its climatology alone, from months before the first that a forecast starts from; "published" uses all its months, and a centred mean.
import { DataError } from "../../calibrate/index.js";
import type { Load } from "../study.js";
import { month } from "./calendar.js";
import { climatology, runningMean, trendLine, withoutClimatology } from "./climate.js";
import type { Candidate, ModelName } from "./fitted.js";
import { fittedOf } from "./fitted.js";
import { type Forecasts, LEADS, persistence, stateForecasts, type Window } from "./forecast.js";
import { greenFunction } from "./linear-model.js";
import { type Prepared, type Protocol, statesOf, WINDOW } from "./prepare.js";
import { areaWeights, boxMean, NINO34, type SeaRecord } from "./record.js";
import { type LeadSkill, skillByLead } from "./references.js";

/** Of the other record: months of the climatology, and of the test. The year between has the starts of the first forecasts. */
export const TRANSFER_MONTHS = { climatology: ["2010-01", "2014-12"], test: ["2016-01", "2020-08"] } as const;

/** Degrees: how far a point may lie that stands for a place. */
const NEAR = 4;

export interface TransferSkill {
  readonly protocol: Protocol;
  readonly testMonths: number;
  readonly byLead: readonly LeadSkill[];
}

/** What the model was made from: the record's places, the preparation and what was chosen. */
export interface Source {
  readonly record: Pick<SeaRecord, "latitudes" | "longitudes">;
  readonly chosen: Readonly<Partial<Record<ModelName, Candidate>>>;
}

/** Skill of the chosen models, the Green function of the dense one's components, and persistence on the other record. */
export async function transferSkill(
  other: SeaRecord,
  { record, chosen }: Source,
  protocol: Protocol,
  load: Load,
): Promise<TransferSkill> {
  const places = interpolated(other, record);
  const first = Object.values(chosen)[0];
  if (!first) throw new Error("no model was fitted that could be carried over");
  const base = seriesOf(places, other, protocol);
  const shift = protocol === "clean" ? WINDOW - 1 : Math.floor(WINDOW / 2);
  const length = base.states[0]!.length;
  const window: Window = {
    from: month(TRANSFER_MONTHS.test[0]) - other.first - shift,
    to: Math.min(month(TRANSFER_MONTHS.test[1]) + 1 - other.first - shift, length),
  };
  const observed = base.observed.slice(shift, shift + length);
  const damping = dampings(first.made.prepared);
  const known = persistence(observed, window);
  const forecasts: Record<string, Forecasts> = {
    persistence: known,
    dampedPersistence: known.map((forecast, i) => forecast.map((x) => damping[i]! * x)),
  };
  const areas = areaWeights({ latitudes: record.latitudes });
  for (const [name, { made, fitted, dimension }] of Object.entries(chosen)) {
    const prepared = carried(made.prepared, base, areas, other.first + shift);
    const data = statesOf(prepared, dimension, 0, length);
    const states = { data, dimension, first: prepared.first };
    const { filtered, transitions } = await fittedOf(
      load,
      fitted.structure,
      fitted.parameters,
      fitted.training,
      states,
    );
    forecasts[name] = stateForecasts(prepared, filtered, dimension, transitions, window);
    if (name === "dense") {
      const green = greenFunction(fitted.training.data, dimension);
      forecasts.greenFunction = stateForecasts(prepared, data, dimension, [green], window);
    }
  }
  const wanted = observed.slice(window.from, window.to);
  return { protocol, testMonths: wanted.length, byLead: skillByLead(wanted, forecasts, "dampedPersistence") };
}

export interface Series {
  /** By place of the model's record: anomalies without the trend, running means. */
  readonly states: readonly Float64Array[];
  /** Niño 3.4 of the other record's own points: anomalies of each month. */
  readonly observed: Float64Array;
  /** What was taken off it beside the climatology, running means. */
  readonly line: Float64Array;
}

function seriesOf(places: readonly Float64Array[], other: SeaRecord, protocol: Protocol): Series {
  const [from, to] = TRANSFER_MONTHS.climatology;
  const training = protocol === "clean" ? month(to) + 1 - month(from) : other.length;
  const anomaliesOf = (point: Float64Array): Float64Array =>
    withoutClimatology(point, other.first, climatology(point, other.first, training));
  const lineOf = (anomalies: Float64Array): Float64Array =>
    protocol === "clean" ? new Float64Array(anomalies.length) : trendLine(anomalies, training);
  const states = places.map((point) => {
    const anomalies = anomaliesOf(point);
    const line = lineOf(anomalies);
    return runningMean(
      anomalies.map((x, t) => x - line[t]!),
      WINDOW,
    );
  });
  const observed = boxMean({ ...other, points: other.points.map(anomaliesOf) }, NINO34);
  return { states, observed, line: runningMean(lineOf(observed), WINDOW) };
}

/** The other record in the model's patterns: its projections, on the scale of the training. */
export function carried(
  prepared: Prepared,
  { states, line }: Series,
  areas: Float64Array,
  first: number,
): Prepared {
  const length = states[0]!.length;
  const components = prepared.components.map((pattern) => {
    // Patterns are orthogonal under the weights: one unit of the component has this square.
    const square = pattern.loadings.reduce((sum, x, i) => sum + areas[i]! * x * x, 0);
    const series = new Float64Array(length);
    states.forEach((column, i) => {
      const weight = (areas[i]! * pattern.loadings[i]!) / square;
      for (let t = 0; t < length; t++) series[t]! += weight * column[t]!;
    });
    return { ...pattern, series };
  });
  const empty = new Float64Array(length);
  return {
    first,
    length,
    training: 0,
    components,
    index: { observed: empty, smoothed: empty, background: line, loadings: prepared.index.loadings },
  };
}

/** The autocorrelation of the observed index over the model's training, by lead. */
function dampings({ index, training }: Prepared): number[] {
  const values = index.observed.subarray(0, training);
  const mean = values.reduce((sum, x) => sum + x, 0) / training;
  return Array.from({ length: LEADS }, (_, i) => {
    let [products, before, after] = [0, 0, 0];
    for (let t = i + 1; t < training; t++) {
      const [x, y] = [values[t - i - 1]! - mean, values[t]! - mean];
      products += x * y;
      before += x * x;
      after += y * y;
    }
    return products / Math.sqrt(before * after);
  });
}

/**
 * Temperatures of the other record at the places of the model's: between its neighbours on a grid of 2°, those of them that are ocean; where
 * none is (an island, a coast), the nearest point.
 * @throws DataError for a place with no point within NEAR: another grid, or another ocean
 */
export function interpolated(other: SeaRecord, { latitudes, longitudes }: Source["record"]): Float64Array[] {
  const key = (latitude: number, longitude: number): string => `${latitude} ${longitude}`;
  const known = new Map(
    other.points.map((point, i) => [key(other.latitudes[i]!, other.longitudes[i]!), point]),
  );
  const lattice = (value: number): readonly (readonly [number, number])[] => {
    const low = 2 * Math.floor(value / 2);
    const share = (value - low) / 2;
    return share === 0
      ? [[low, 1]]
      : [
          [low, 1 - share],
          [low + 2, share],
        ];
  };
  return Array.from(latitudes, (latitude, i) => {
    const longitude = longitudes[i]!;
    const neighbours = lattice(latitude).flatMap(([y, a]) =>
      lattice(longitude).flatMap(([x, b]) => {
        const point = known.get(key(y, x));
        return point ? [{ point, weight: a * b }] : [];
      }),
    );
    const total = neighbours.reduce((sum, { weight }) => sum + weight, 0);
    if (total === 0) {
      const distances = other.points.map((_, k) =>
        Math.hypot(other.latitudes[k]! - latitude, other.longitudes[k]! - longitude),
      );
      const nearest = distances.indexOf(Math.min(...distances));
      if (distances[nearest]! <= NEAR) return other.points[nearest]!;
      throw new DataError(
        `no point lies within ${NEAR}° of ${latitude}° north, ${longitude}° east, where the model has one: another grid?`,
        other.name,
        0,
        0,
      );
    }
    return Float64Array.from({ length: other.length }, (_, t) =>
      neighbours.reduce((sum, { point, weight }) => sum + (weight / total) * point[t]!, 0),
    );
  });
}
