// `dmci.json`: the programs that `build` compiles in a folder when the command line names none.
//
//   { "programs": ["a.scm", { "file": "b.scm", "output": "out/b.wasm", "learn": "literals", "types": true }], "outDir": "." }
//
// Invariant: a field that is unknown or of the wrong kind is an error that names it; nothing is guessed.
import { existsSync, readdirSync } from "node:fs";
import { InputError } from "./errors.js";
import { readBytes, textOf } from "./files.js";
import type { Learn } from "./options.js";

export const MANIFEST = "dmci.json";

/** One program to build; what is undefined is left to the command line. */
export interface Job {
  readonly file: string;
  readonly output?: string;
  readonly outDir?: string;
  readonly learn?: Learn;
  readonly types?: boolean;
  readonly optimize?: number;
  readonly shrink?: number;
  /** false leaves the program's text out of the module. */
  readonly source?: boolean;
}

/** The programs of the current folder: those that dmci.json lists, else all. */
export function jobsOfFolder(): Job[] {
  if (existsSync(MANIFEST)) return parseManifest(textOf({ label: MANIFEST, bytes: readBytes(MANIFEST) }));
  const files = readdirSync(".").filter((name) => name.endsWith(".scm"));
  if (files.length === 0)
    throw new InputError(
      `there is no program here: name a file (dmci-wasm build FILE.scm), or list programs in ${MANIFEST}`,
    );
  return files.sort().map((file) => ({ file }));
}

type Fields = Readonly<Record<string, unknown>>;

export function parseManifest(text: string): Job[] {
  const manifest = fieldsOf(parse(text), "", ["programs", "outDir"]);
  const outDir = optional(manifest, "", "outDir", isText, "a folder's name");
  if (!Array.isArray(manifest.programs) || manifest.programs.length === 0)
    throw wrong("programs", "a list of programs", manifest.programs);
  return manifest.programs.map((entry: unknown, index) => ({
    ...jobOf(entry, `programs[${index}]`),
    ...(outDir === undefined ? {} : { outDir }),
  }));
}

function jobOf(entry: unknown, path: string): Job {
  if (typeof entry === "string" && entry !== "") return { file: entry };
  const fields = fieldsOf(entry, path, ["file", "output", "learn", "types", "optimize", "shrink", "source"]);
  if (!isText(fields.file)) throw wrong(`${path}.file`, "a program's file name", fields.file);
  const isLearn = (v: unknown): v is Learn => v === "parameters" || v === "literals";
  const isBoolean = (v: unknown): v is boolean => typeof v === "boolean";
  const upTo =
    (most: number) =>
    (v: unknown): v is number =>
      typeof v === "number" && Number.isInteger(v) && v >= 0 && v <= most;
  const all = {
    output: optional(fields, path, "output", isText, "a file name"),
    learn: optional(fields, path, "learn", isLearn, '"parameters" or "literals"'),
    types: optional(fields, path, "types", isBoolean, "true or false"),
    optimize: optional(fields, path, "optimize", upTo(4), "a whole number from 0 to 4"),
    shrink: optional(fields, path, "shrink", upTo(2), "a whole number from 0 to 2"),
    source: optional(fields, path, "source", isBoolean, "true or false"),
  };
  return { file: fields.file, ...Object.fromEntries(Object.entries(all).filter(([, v]) => v !== undefined)) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    const message = (error as Error).message;
    const position = /at position (\d+)/.exec(message)?.[1];
    const before = position === undefined ? [] : text.slice(0, Number(position)).split("\n");
    const column = [...(before.at(-1) ?? "")].length + 1;
    throw new InputError(
      `is not JSON: ${message.replace(/ (in JSON )?at position.*$/s, "")}`,
      MANIFEST,
      before.length,
      before.length > 0 ? column : 0,
    );
  }
}

function fieldsOf(value: unknown, path: string, known: readonly string[]): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrong(path, path === "" ? "an object" : "a file name or an object", value);
  for (const name of Object.keys(value))
    if (!known.includes(name))
      throw new InputError(
        `unknown field ${JSON.stringify(join(path, name))}; known here: ${known.join(", ")}`,
        MANIFEST,
      );
  return value as Fields;
}

function optional<T>(
  fields: Fields,
  path: string,
  name: string,
  holds: (value: unknown) => value is T,
  expected: string,
): T | undefined {
  const value = fields[name];
  if (value === undefined || holds(value)) return value as T | undefined;
  throw wrong(join(path, name), expected, value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function wrong(path: string, expected: string, found: unknown): InputError {
  const what = found === undefined ? "nothing" : JSON.stringify(found).slice(0, 60);
  return new InputError(
    `${path === "" ? "the file" : `field ${JSON.stringify(path)}`} must be ${expected}, found ${what}`,
    MANIFEST,
  );
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
