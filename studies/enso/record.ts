// A record of sea surface temperatures: months without a gap, and the points of ocean that have a value in each of them.
// Invariant: whatever is built here has been checked; what is wrong with a file is a DataError that names the file and, where there is
// one, the cell. Nothing is filled in.
import { DataError, readTable, type Table } from "../../calibrate/index.js";
import { month, monthNumber, monthText } from "./calendar.js";
import type { Field } from "./eof.js";
import { plainTable } from "./plain-csv.js";

/** Degrees; north and east, longitudes from 0 up to 360. */
export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** The region of the index. */
export const NINO34: Box = { south: -5, north: 5, west: 190, east: 240 };

/** °C: values beyond are no temperatures of the sea, nor their anomalies, but marks of land or of a missing value. */
const POSSIBLE = { temperature: [-5, 45], anomaly: [-15, 15] } as const;
export type Quantity = keyof typeof POSSIBLE;

export interface SeaRecord {
  readonly name: string;
  readonly quantity: Quantity;
  /** Number of the first month (calendar.ts); the others follow one by one. */
  readonly first: number;
  /** How many months there are. */
  readonly length: number;
  /** By point; degrees north and east of its centre. */
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  /** °C: a column for each point, a number for each month. */
  readonly points: Field;
}

/** What a possible value of the quantity is. */
export function isPossible(quantity: Quantity, value: number): boolean {
  const [least, most] = POSSIBLE[quantity];
  return value >= least && value <= most;
}

/**
 * Reads a record from two CSV texts: `month` and one column of °C for each point; and `col`, `lat_deg_north`, `lon_deg_east`, one row for
 * each of those columns, in their order.
 * @throws DataError: months out of order, missing or repeated; a point of land or a missing value; a grid that is not that of the values
 */
export function readRecord(
  name: string,
  quantity: Quantity,
  values: string,
  grid: string,
  files: { readonly values: string; readonly grid: string },
): SeaRecord {
  const places = readTable(grid, { file: files.grid });
  const place = {
    latitudes: degrees(places, "lat_deg_north", -90, 90),
    longitudes: degrees(places, "lon_deg_east", 0, 360),
  };
  const sound = soundTable(values, quantity, places.text("col"));
  if (sound) return { name, quantity, ...place, ...sound };
  const table = readTable(values, { file: files.values });
  const columns = columnsOf(table, places);
  return {
    name,
    quantity,
    ...place,
    first: firstOf(table),
    length: table.length,
    points: columns.map((column) => pointOf(table, column, quantity)),
  };
}

/** What a file of values says that is plain and has nothing wrong; undefined for any other, which is then read to tell what. */
function soundTable(
  values: string,
  quantity: Quantity,
  wanted: readonly string[],
): Pick<SeaRecord, "first" | "length" | "points"> | undefined {
  const table = plainTable(values);
  if (!table || table.names.join() !== ["month", ...wanted].join()) return undefined;
  const months = table.labels.map(monthNumber);
  const first = months[0];
  if (first === undefined || months.some((number, t) => number !== first + t)) return undefined;
  const isSound = table.columns.every((column) => column.every((value) => isPossible(quantity, value)));
  return isSound ? { first, length: months.length, points: table.columns } : undefined;
}

/** The months of a record from one to another, both included. @throws DataError when the record does not hold them all */
export function span(record: SeaRecord, from: string, to: string): SeaRecord {
  const [start, end] = [month(from), month(to)];
  const last = record.first + record.length - 1;
  if (start < record.first || end > last || start > end)
    throw new DataError(
      `the record has the months ${monthText(record.first)} to ${monthText(last)}; ${from} to ${to} were asked for`,
      record.name,
      0,
      0,
    );
  const offset = start - record.first;
  const length = end - start + 1;
  const points = record.points.map((column) => column.subarray(offset, offset + length));
  return { ...record, first: start, length, points };
}

/** Indices of the points whose centres lie in a box, its edges included. */
export function within({ latitudes, longitudes }: SeaRecord, box: Box): number[] {
  return [...latitudes.keys()].filter(
    (i) =>
      latitudes[i]! >= box.south &&
      latitudes[i]! <= box.north &&
      longitudes[i]! >= box.west &&
      longitudes[i]! <= box.east,
  );
}

/** What a point's variance counts on a regular grid of degrees: the cosine of its latitude. */
export function areaWeights({ latitudes }: Pick<SeaRecord, "latitudes">): Float64Array {
  return latitudes.map((degrees) => Math.cos((degrees * Math.PI) / 180));
}

/** The mean over a box, weighted by area, by month. @throws DataError when no point lies in the box */
export function boxMean(record: SeaRecord, box: Box): Float64Array {
  const inside = within(record, box);
  if (inside.length === 0)
    throw new DataError(
      `no point lies in ${box.south} to ${box.north}° north, ${box.west} to ${box.east}° east: another grid?`,
      record.name,
      0,
      0,
    );
  const weights = areaWeights(record);
  const total = inside.reduce((sum, i) => sum + weights[i]!, 0);
  return Float64Array.from({ length: record.length }, (_, t) => {
    return inside.reduce((sum, i) => sum + weights[i]! * record.points[i]![t]!, 0) / total;
  });
}

/** The columns of the table in their order, once they are those of the grid. */
function columnsOf(table: Table, places: Table): readonly string[] {
  const columns = table.names.slice(1);
  if (table.names[0] !== "month")
    throw new DataError(`the first column must be "month", found "${table.names[0]}"`, table.file, 1, 1);
  const named = places.text("col");
  if (named.length !== columns.length)
    throw new DataError(
      `the file has ${columns.length} points, its grid ${places.file} has ${named.length}: one of them belongs to another grid`,
      table.file,
      1,
      1,
    );
  columns.forEach((column, i) => {
    if (column === named[i]) return;
    const { line, column: at } = places.place(i, "col");
    throw new DataError(
      `point ${i + 1} is "${named[i]}" here and "${column}" in ${table.file}`,
      places.file,
      line,
      at,
    );
  });
  return columns;
}

function firstOf(table: Table): number {
  const numbers = table.text("month").map((text, row) => {
    const number = monthNumber(text);
    if (number !== undefined) return number;
    throw at(table, row, "month", `expected a month like 1970-01, found "${text}"`);
  });
  numbers.forEach((number, row) => {
    const before = numbers[row - 1];
    if (before === undefined || number === before + 1) return;
    const missing = number - before - 1;
    const what =
      missing > 0
        ? `${missing === 1 ? "one month is" : `${missing} months are`} missing`
        : "months must follow one another";
    throw at(table, row, "month", `after ${monthText(before)} comes ${monthText(number)}: ${what}`);
  });
  return numbers[0]!;
}

function pointOf(table: Table, column: string, quantity: Quantity): Float64Array {
  const values = table.column(column);
  const row = values.findIndex((value) => !isPossible(quantity, value));
  if (row < 0) return values;
  const [least, most] = POSSIBLE[quantity];
  throw at(
    table,
    row,
    column,
    `column "${column}": ${values[row]} is no ${quantity} of the sea (${least} to ${most} °C): a point on land, or a missing value`,
  );
}

function degrees(places: Table, column: string, least: number, most: number): Float64Array {
  const values = places.column(column);
  const row = values.findIndex((value) => !(value >= least && value <= most));
  if (row < 0) return values;
  throw at(
    places,
    row,
    column,
    `column "${column}": expected ${least} to ${most} degrees, found ${values[row]}`,
  );
}

function at(table: Table, row: number, name: string, message: string): DataError {
  const { line, column } = table.place(row, name);
  return new DataError(message, table.file, line, column);
}
