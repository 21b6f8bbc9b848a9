// JSON lines in: one object a line, whose keys are the columns.
// Invariant: a key that a line lacks, or whose value is null, is a missing value; a number in quotes is a text, not a number.
import { DataError } from "../errors.js";
import { saysMissing } from "./csv.js";
import { columnNames, type Renamed } from "./header.js";
import { type CellNumber, type CellPlace, Table } from "./table.js";

export interface JsonLinesOptions {
  /** Name of the file, for error messages. Default "data". */
  readonly file?: string;
  /** Other names for columns, by their keys. */
  readonly renamed?: Renamed;
}

interface Row {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly values: ReadonlyMap<string, unknown>;
}

/**
 * Reads JSON lines (a byte order mark allowed, empty lines skipped). The columns are the keys in the order in which they first appear.
 * @throws DataError: no line, a line that is not a JSON object, a key twice in a line.
 */
export function readJsonLines(text: string, options: JsonLinesOptions = {}): Table {
  const { file = "data", renamed = {} } = options;
  const rows: Row[] = [];
  text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .forEach((line, i) => {
      if (line.trim() !== "") rows.push(readRow(line, i + 1, file));
    });
  if (rows.length === 0)
    throw new DataError("the file is empty; expected one JSON object a line", file, 1, 1);
  const headers = [...new Set(rows.flatMap(({ values }) => [...values.keys()]))];
  const value = (row: number, column: number): unknown => rows[row]!.values.get(headers[column]!);
  return new Table(file, columnNames(headers, renamed, file), {
    length: rows.length,
    text: (row, column) => {
      const found = value(row, column);
      return typeof found === "string" ? found : found === undefined ? "" : JSON.stringify(found);
    },
    number: (row, column) => numberOf(value(row, column)),
    place: (row, column) => placeOf(rows[Math.max(row, 0)]!, headers[column]!),
  });
}

function numberOf(value: unknown): CellNumber {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number")
    return Number.isFinite(value)
      ? value
      : { expected: "a number that fits 64 bits", found: "one that overflows" };
  if (typeof value === "string" && saysMissing(value.trim())) return undefined;
  const text = JSON.stringify(value);
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return { expected: "a number", found: typeof value === "string" ? `the text ${shown}` : shown };
}

function readRow(text: string, line: number, file: string): Row {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec((error as Error).message)?.[1];
    const column = at === undefined ? 1 : [...text.slice(0, Number(at))].length + 1;
    throw new DataError("this line is not valid JSON; expected one object a line", file, line, column);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new DataError('this line is not a JSON object; expected {"column": value, …}', file, line, 1);
  const seen = new Set<string>();
  for (const { key, at } of members(text)) {
    if (seen.has(key)) {
      const column = [...text.slice(0, at)].length + 1;
      throw new DataError(`this line has the key ${JSON.stringify(key)} twice`, file, line, column);
    }
    seen.add(key);
  }
  return { line, text, values: new Map(Object.entries(value)) };
}

/** Where the value of a key begins in its row; the row's first character when it lacks the key. */
function placeOf({ line, text }: Row, key: string): CellPlace {
  for (const member of members(text))
    if (member.key === key) return { line, column: [...text.slice(0, member.valueAt)].length + 1 };
  return { line, column: 1 };
}

interface Member {
  readonly key: string;
  readonly at: number;
  readonly valueAt: number;
}

/** The members of an object that is valid JSON, in the order of its text. */
function* members(text: string): Generator<Member> {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;
  let depth = 0;
  let last: { readonly text: string; readonly at: number } | undefined;
  let key: { readonly text: string; readonly at: number } | undefined;
  for (const match of text.matchAll(token)) {
    const [found] = match;
    if (key) {
      yield { key: JSON.parse(key.text) as string, at: key.at, valueAt: match.index };
      key = undefined;
    }
    if (found === "{" || found === "[") depth++;
    else if (found === "}" || found === "]") depth--;
    else if (found === ":" && depth === 1) key = last;
    last = { text: found, at: match.index };
  }
}
