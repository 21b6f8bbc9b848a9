// The conformance suite: checks in tests/conformance/*.scm, one file per chapter of R7RS, written from its text.
// A check is `;; check: name`, a program, then `;; => value` (as `write` prints it; `error` for a program that must fail) and, where it
// matters, `;; output: text`. tests/oracle/conformance.mjs compares the expectations with other Schemes.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Program, SchemeError } from "../../host/index.js";

export interface Check {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly source: string;
  readonly expected?: string;
  readonly output?: string;
}

const FOLDER = new URL("../conformance", import.meta.url).pathname;

/** What this implementation does otherwise: see "Differences from R7RS" in docs/language.md. */
const DEVIATIONS = ["an environment of a user library"];

export function readChecks(): Check[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".scm"))
    .sort()
    .flatMap((file) => parse(file, readFileSync(join(FOLDER, file), "utf8")))
    .filter(({ name }) => !DEVIATIONS.includes(name));
}

function parse(file: string, text: string): Check[] {
  const lines = text.split("\n");
  const starts = lines.flatMap((line, i) => (line.startsWith(";; check: ") ? [i] : []));
  return starts.map((start, i) => {
    const part = lines.slice(start + 1, starts[i + 1]);
    const found = (mark: string): string | undefined =>
      part
        .find((line) => line.startsWith(`;; ${mark}`))
        ?.slice(mark.length + 3)
        .trimStart();
    const expected = found("=>");
    const output = found("output:");
    return {
      file,
      line: start + 1,
      name: (lines[start] as string).slice(";; check: ".length),
      source: part.filter((line) => !/^;; (=>|output:|note:)|^;;; /.test(line)).join("\n"),
      ...(expected === undefined ? {} : { expected: expected.trim() }),
      ...(output === undefined
        ? {}
        : { output: output.replace(/\\(.)/g, (_, c) => ESCAPES[c as string] ?? c) }),
    };
  });
}
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

/** What is wrong with what a program does; undefined: nothing. */
export async function failure(
  check: Check,
  load: () => Program | Promise<Program>,
): Promise<string | undefined> {
  let value: string;
  let output = "";
  try {
    const program = await load();
    try {
      value = program.write();
    } finally {
      output = program.output;
      program.dispose();
    }
  } catch (error) {
    if (!(error instanceof SchemeError)) throw error;
    if (check.expected === "error") return undefined;
    value = `${error.kind} error: ${error.message}`;
  }
  if (check.expected !== undefined && value !== check.expected)
    return `${check.file}:${check.line}: ${check.name}: expected ${check.expected}, got ${value}`;
  if (check.output !== undefined && output !== check.output)
    return `${check.file}:${check.line}: ${check.name}: expected to print ${JSON.stringify(check.output)}, got ${JSON.stringify(output)}`;
  return undefined;
}
