// Places in a program's text that an error does not tell by itself, found by reading the text again.
// Invariant: nothing here throws, whatever the text holds.
import type { Syntax } from "../compiler/datum.js";
import { type Place, SchemeError } from "../compiler/errors.js";
import { read } from "../compiler/read.js";

/** What a text holds: its data, or where it cannot be read. */
function readAgain(text: string): readonly Syntax[] | SchemeError {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof SchemeError) return error;
    throw error;
  }
}

/** Where a program's first form is: the place of what concerns the program as a whole. */
export function firstForm(text: string): Place | undefined {
  const data = readAgain(text);
  return data instanceof SchemeError ? undefined : data[0]?.place;
}

/**
 * Column behind the datum (or the part of one that cannot be read) that begins at a place; undefined when none does, or when it ends
 * on another line. The interpreter's syntax errors do not tell it.
 */
export function endColumnAt(text: string, line: number, column: number): number | undefined {
  const data = readAgain(text);
  if (data instanceof SchemeError)
    return data.line === line && data.column === column ? data.endColumn : undefined;
  for (const syntax of data) {
    const found = datumAt(syntax, line, column);
    if (found) return found.place.endColumn;
  }
  return undefined;
}

/** The outermost datum that begins there: `'x` is more than its quotation mark. */
function datumAt(syntax: Syntax, line: number, column: number): Syntax | undefined {
  const pending = [syntax];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.place.line === line && next.place.column === column) return next;
    if (next.kind === "atom" || next.kind === "reference") continue;
    if (next.kind === "list" && next.tail) pending.push(next.tail);
    for (let i = next.items.length - 1; i >= 0; i--) pending.push(next.items[i] as Syntax);
  }
  return undefined;
}
