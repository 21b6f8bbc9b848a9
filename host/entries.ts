// Entries: expressions in a program's scope, and where their errors are.
// Invariant: an entry's text has its own range of line numbers (ENTRY_LINES apart), so a place tells which text it is in.

import { type Syntax, symbolName } from "../compiler/datum.js";
import { ENTRY_LINES } from "../compiler/entries.js";
import { type Place, SchemeError, type TraceFrame } from "../compiler/errors.js";
import { read } from "../compiler/read.js";
import { LimitError } from "./errors.js";
import type { EntrySource } from "./program.js";

/** What the compiler's names of entries begin with. */
export const ENTRY_PREFIX = "%entry:";

export interface Entry {
  readonly name: string;
  readonly expression: string;
  readonly variables: readonly string[];
}

/** Options to entries, checked: each is one expression. */
export function parseEntries(sources: Readonly<Record<string, string | EntrySource>> = {}): Entry[] {
  return Object.entries(sources).map(([name, source]) => {
    const entry = typeof source === "string" ? { expression: source } : source;
    const parsed = { name, expression: entry.expression, variables: entry.variables ?? [] };
    try {
      const count = read(entry.expression).length;
      if (count !== 1)
        throw new SchemeError("syntax", count === 0 ? "the expression is empty" : "expected one expression", {
          line: 1,
          column: 1,
        });
    } catch (error) {
      if (error instanceof SchemeError) error.file = fileOf(parsed);
      throw error;
    }
    return parsed;
  });
}

function fileOf(entry: Entry): string {
  return `(${entry.name})`;
}

/** First line of an entry's text; the line before it is free for the host. */
export function firstLine(index: number): number {
  return ENTRY_LINES * (index + 1) + 1;
}

/** The entry that a line belongs to, and the line within its text. */
export function entryAt(entries: readonly Entry[], line: number): { entry: Entry; line: number } | undefined {
  const index = Math.floor(line / ENTRY_LINES) - 1;
  const entry = entries[index];
  return entry ? { entry, line: line - ENTRY_LINES * (index + 1) } : undefined;
}

/** A place in an entry's text. The line before it holds what makes a procedure of it, and stands for where the expression begins. */
function within({ line }: { readonly line: number }, column: number): { line: number; column: number } {
  return line > 0 ? { line, column } : { line: 1, column: 1 };
}

/** The same error with its place in the text that it belongs to: the program's file or an entry. */
export function placed(error: unknown, entries: readonly Entry[], file: string | undefined): unknown {
  if (!(error instanceof SchemeError || error instanceof LimitError) || error.file !== undefined)
    return error;
  const trace = error.trace.flatMap((frame) => {
    const at = entryAt(entries, frame.line);
    if (!at) return [frame];
    // What makes a procedure of an expression is no call that the user has written.
    if (at.line === 0) return [];
    const itself = frame.procedure === "" || frame.procedure === ENTRY_PREFIX + at.entry.name;
    return [{ ...frame, line: at.line, procedure: itself ? fileOf(at.entry) : frame.procedure }];
  });
  const at = entryAt(entries, error.line);
  const found = at ? within(at, error.column) : { line: error.line, column: error.column };
  // A name that was called is a text of its own, too, but one without places worth showing.
  const place = found.line > 0 && found.line < ENTRY_LINES ? found : undefined;
  return moved(error, place, trace, at ? fileOf(at.entry) : file);
}

/** The same error with another place, backtrace and file. */
export function moved(
  error: SchemeError | LimitError,
  place: Place | undefined,
  trace: readonly TraceFrame[],
  file: string | undefined,
): SchemeError | LimitError {
  const copy =
    error instanceof LimitError
      ? new LimitError(error.limit, error.message, place, trace)
      : new SchemeError(
          error.kind,
          error.message,
          place && error.endColumn !== undefined ? { ...place, endColumn: error.endColumn } : place,
          { irritants: error.irritants, trace },
        );
  if (file !== undefined) copy.file = file;
  if (error.stack !== undefined) copy.stack = error.stack;
  if (error.cause !== undefined) copy.cause = error.cause;
  return copy;
}

/** Parameters of a procedure that the program defines at top level with a fixed number of them; undefined when unknown. */
export function formalsOf(source: string, name: string): readonly string[] | undefined {
  let found: readonly string[] | undefined;
  for (const form of read(source)) {
    if (form.kind !== "list" || symbolName(form.items[0]) !== "define") continue;
    const target = form.items[1];
    if (target?.kind === "list" && symbolName(target.items[0]) === name)
      found = target.tail ? undefined : names(target.items.slice(1));
    else if (symbolName(target) === name) found = lambdaFormals(form.items[2]);
  }
  return found;
}

function lambdaFormals(value: Syntax | undefined): readonly string[] | undefined {
  if (value?.kind !== "list" || symbolName(value.items[0]) !== "lambda") return undefined;
  const formals = value.items[1];
  return formals?.kind === "list" && !formals.tail ? names(formals.items) : undefined;
}

function names(items: readonly Syntax[]): readonly string[] | undefined {
  const all = items.map(symbolName);
  return all.every((n) => n !== undefined) ? (all as string[]) : undefined;
}
