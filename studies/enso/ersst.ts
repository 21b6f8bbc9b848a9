// NOAA's sst.mnmean.nc (ERSSTv5) as a record, on the domain of the published experiment.
// Invariant: the file's grid is the one of 2° that ERSST has, or it is an error; points with a month that has no temperature are land.
import { DataError } from "../../calibrate/index.js";
import { month, monthText } from "./calendar.js";
import { type NetcdfFile, openNetcdf } from "./netcdf.js";
import { type Box, isPossible, type SeaRecord } from "./record.js";

/** The published domain. */
export const ERSST_DOMAIN: Box = { south: -30, north: 30, west: 30, east: 290 };
/** The published months. */
export const ERSST_MONTHS = { from: "1950-01", to: "2024-12" } as const;

/**
 * Reads the months `from` to `to`.
 * @throws DataError: no NetCDF file, another grid, months that are missing or out of order, no temperatures in °C
 */
export async function readErsst(
  file: string,
  { from, to }: { readonly from: string; readonly to: string } = ERSST_MONTHS,
): Promise<SeaRecord> {
  const netcdf = await openNetcdf(file);
  try {
    return recordOf(netcdf, month(from), month(to));
  } finally {
    netcdf.close();
  }
}

function recordOf(netcdf: NetcdfFile, start: number, end: number): SeaRecord {
  const { file } = netcdf;
  const latitudes = axis(netcdf, "lat", 89, -88, 88);
  const longitudes = axis(netcdf, "lon", 180, 0, 358);
  const months = monthsOf(netcdf);
  const shape = netcdf.shape("sst");
  if (shape.join() !== [months.length, 89, 180].join())
    throw wrong(
      file,
      `"sst" has the shape ${shape.join(" x ")}; expected (time, lat, lon) = ${months.length} x 89 x 180`,
    );
  const units = netcdf.attribute("sst", "units");
  if (units !== "degC") throw wrong(file, `"sst" is in ${JSON.stringify(units)}; expected "degC"`);
  const [first, last] = [months[0]!, months.at(-1)!];
  if (start < first || end > last)
    throw wrong(
      file,
      `the file has the months ${monthText(first)} to ${monthText(last)}; ${monthText(start)} to ${monthText(end)} are needed`,
    );
  const scale = Number(netcdf.attribute("sst", "scale_factor") ?? 1);
  const offset = Number(netcdf.attribute("sst", "add_offset") ?? 0);
  const values = netcdf.values("sst");
  const length = end - start + 1;
  const at: { readonly latitude: number; readonly longitude: number; readonly column: Float64Array }[] = [];
  const byLatitude = [...latitudes.keys()].sort((a, b) => latitudes[a]! - latitudes[b]!);
  for (const i of byLatitude) {
    const latitude = latitudes[i]!;
    if (latitude < ERSST_DOMAIN.south || latitude > ERSST_DOMAIN.north) continue;
    longitudes.forEach((longitude, j) => {
      if (longitude < ERSST_DOMAIN.west || longitude > ERSST_DOMAIN.east) return;
      const column = new Float64Array(length);
      for (let t = 0; t < length; t++)
        column[t] = offset + scale * values[((start - first + t) * 89 + i) * 180 + j]!;
      if (column.every((value) => isPossible("temperature", value))) at.push({ latitude, longitude, column });
    });
  }
  if (at.length === 0) throw wrong(file, "no point of the domain has a temperature in every month");
  return {
    name: "ersst",
    quantity: "temperature",
    first: start,
    length,
    latitudes: Float64Array.from(at, ({ latitude }) => latitude),
    longitudes: Float64Array.from(at, ({ longitude }) => longitude),
    points: at.map(({ column }) => column),
  };
}

/** An axis of the grid: so many degrees in steps of 2, in either direction. */
function axis(netcdf: NetcdfFile, name: string, count: number, least: number, most: number): Float64Array {
  const values = netcdf.values(name);
  const wanted = Float64Array.from({ length: count }, (_, i) => least + 2 * i);
  const isGrid = (order: Float64Array): boolean =>
    order.length === count && order.every((value, i) => Math.abs(value - wanted[i]!) < 1e-4);
  if (isGrid(values) || isGrid(values.slice().reverse())) return values;
  throw wrong(
    netcdf.file,
    `"${name}" has ${values.length} values from ${values[0]} to ${values.at(-1)}; ERSSTv5 has ${count} from ${least} to ${most} in steps of 2 degrees: the file has another grid`,
  );
}

/** Numbers of the months, one by one. */
function monthsOf(netcdf: NetcdfFile): readonly number[] {
  const units = String(netcdf.attribute("time", "units"));
  const [, year, ofYear, day] = /^days since (\d{1,4})-(\d{1,2})-(\d{1,2})\b/.exec(units) ?? [];
  if (year === undefined)
    throw wrong(netcdf.file, `"time" is in ${JSON.stringify(units)}; expected days since a date`);
  const origin = Date.UTC(Number(year), Number(ofYear) - 1, Number(day));
  const months = Array.from(netcdf.values("time"), (days) => {
    const date = new Date(origin + days * 86_400_000);
    return 12 * date.getUTCFullYear() + date.getUTCMonth();
  });
  if (months.length === 0) throw wrong(netcdf.file, "the file has no months");
  months.forEach((number, i) => {
    const before = months[i - 1];
    if (before !== undefined && number !== before + 1)
      throw wrong(
        netcdf.file,
        `after ${monthText(before)} comes ${monthText(number)}: months are missing or out of order`,
      );
  });
  return months;
}

function wrong(file: string, message: string): DataError {
  return new DataError(message, file, 0, 0);
}
