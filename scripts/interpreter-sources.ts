// The interpreter's source: its files in order, and what the host calls in the artifact.
import { readFileSync } from "node:fs";

/** Files of the interpreter; what runs when it starts comes last. */
export const INTERPRETER_FILES = [
  "syntax",
  "read",
  "core",
  "meaning",
  "expand",
  "rules",
  "forms-basic",
  "forms-derived",
  "forms-quasiquote",
  "forms-syntax",
  "forms-values",
  "forms-record",
  "forms-control",
  "forms-conditional",
  "forms-choice",
  "definitions",
  "body",
  "generated/standard",
  "libraries",
  "toplevel",
  "unparse",
  "scope",
  "generated/nodes",
  "analyse",
  "analyse-lambda",
  "letrec",
  "replayed",
  "analyse-call",
  "program",
  "eval",
  "session",
  "state",
] as const;

/** Procedures that the host calls (docs/abi.md). */
export const INTERPRETER_EXPORTS = [
  "load-program",
  "prepare-entry",
  "print-core",
  "open-session",
  "read-forms",
  "next-form",
  "undo-form",
  "session-expression",
  "session-core",
] as const;

export function interpreterSource(folder = "interpreter"): string {
  return INTERPRETER_FILES.map((file) => readFileSync(`${folder}/${file}.scm`, "utf8")).join("\n");
}
