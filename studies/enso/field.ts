// The field of sea surface temperature anomalies: its boxes, their weights, the Niño-3.4 region, and the files of its components.
import { readTable } from "../../calibrate/index.js";
import { csv } from "../table.js";
import { type Component, type Field, loading, principalComponents, weightedMean } from "./eof.js";

/** Components that the files keep. */
export const KEPT = 20;
/** Digits behind the point. */
const DIGITS = 10;

export interface SeaField {
  /** YYYY-MM. */
  readonly months: readonly string[];
  /** Anomalies in °C: a column for each box, a number for each month. */
  readonly boxes: Field;
  /** What a box's variance counts: cos(latitude) times its cells of ocean. */
  readonly areas: Float64Array;
  /** Indices of the boxes whose centres lie in 5S-5N, 190-240E. */
  readonly nino34: readonly number[];
}

/** @param anomalies columns month, g0, g1, …  @param grid one row for each of those columns: col, lat_deg_north, lon_deg_east, n_cells */
export function readField(anomalies: string, grid: string): SeaField {
  const values = readTable(anomalies, { file: "anomalies" });
  const places = readTable(grid, { file: "grid" });
  const [latitude, longitude, cells] = ["lat_deg_north", "lon_deg_east", "n_cells"].map((name) =>
    places.column(name),
  ) as [Float64Array, Float64Array, Float64Array];
  const names = places.text("col");
  return {
    months: values.text("month"),
    boxes: names.map((name) => values.column(name)),
    areas: latitude.map((degrees, i) => Math.cos((degrees * Math.PI) / 180) * cells[i]!),
    nino34: [...names.keys()].filter(
      (i) => Math.abs(latitude[i]!) <= 5 && longitude[i]! >= 190 && longitude[i]! <= 240,
    ),
  };
}

/** The Niño-3.4 anomaly (°C) of the field, by month. */
export function nino34Of({ boxes, areas, nino34 }: SeaField): Float64Array {
  return weightedMean(
    nino34.map((i) => boxes[i]!),
    nino34.map((i) => areas[i]!),
  );
}

export interface SignedComponent extends Component {
  /** °C of Niño 3.4 for one unit of the component; positive. */
  readonly nino34: number;
}

/** The leading components, each with the sign that makes its Niño-3.4 anomaly positive. */
export function signedComponents(field: SeaField, kept: number = KEPT): SignedComponent[] {
  const index = nino34Of(field);
  return principalComponents(field.boxes, field.areas.map(Math.sqrt))
    .slice(0, kept)
    .map((component) => {
      const nino34 = loading(index, component);
      const series = nino34 < 0 ? component.series.map((value) => -value) : component.series;
      return { series, share: component.share, nino34: Math.abs(nino34) };
    });
}

/** The text of the two files, by name. */
export function fileComponents(field: SeaField): Map<string, string> {
  const components = signedComponents(field);
  const rows = field.months.map((month, t) => ({
    month,
    ...Object.fromEntries(components.map(({ series }, k) => [`pc${k + 1}`, series[t]!.toFixed(DIGITS)])),
  }));
  const summary = components.map(({ share, nino34 }, k) => ({
    component: `pc${k + 1}`,
    share_of_variance: share.toFixed(DIGITS),
    nino34_deg_c: nino34.toFixed(DIGITS),
  }));
  return new Map([
    ["principal_components.csv", csv(rows)],
    ["components.csv", csv(summary)],
  ]);
}
