// Where entries (expressions that the host adds to a program) stand among the program's names and lines.
// Invariant: this file imports nothing, because the interpreter's road needs it and must not load the compiler.

/** Places in entry expressions (compile.ts) lie this many lines per entry beyond the program's; their literals are not learnt. */
export const ENTRY_LINES = 10_000_000;

/** Name of the global that holds an entry. */
export function entryName(name: string): string {
  return `%entry:${name}`;
}
