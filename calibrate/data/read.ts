// Data in any of the formats: which one a file has, and its text to a table.
// Invariant: the format is what was asked for, else what the name's ending says, else CSV.
import { type CsvOptions, readTable } from "./csv.js";
import { readJsonLines } from "./json-lines.js";
import type { Table } from "./table.js";

export const FORMATS = ["csv", "tsv", "jsonl"] as const;
export type Format = (typeof FORMATS)[number];

export interface ReadOptions extends CsvOptions {
  /** Default: by the ending of `file`. */
  readonly format?: Format;
}

const ENDINGS: Readonly<Record<string, Format>> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  jsonl: "jsonl",
  ndjson: "jsonl",
};

/** The format that a file's name tells (before `.gz`); CSV when it tells none. */
export function formatOf(file: string): Format {
  const ending = /\.([^./\\]+)$/.exec(file.replace(/\.gz$/i, ""))?.[1]?.toLowerCase();
  return (ending === undefined ? undefined : ENDINGS[ending]) ?? "csv";
}

/** Reads text in any of the formats. @throws DataError, see the formats' readers */
export function readData(text: string, options: ReadOptions = {}): Table {
  const format = options.format ?? formatOf(options.file ?? "");
  if (format === "jsonl") return readJsonLines(text, options);
  return readTable(text, { ...(format === "tsv" ? { delimiter: "\t" } : {}), ...options });
}
