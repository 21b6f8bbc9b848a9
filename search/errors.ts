// What can be wrong with a search apart from its candidates: the task, the journal, a proposer's service, or the use of the command.
// Invariant: a candidate that fails is data (outcome.ts), never one of these errors; the place is in fields, as in SchemeError.

/**
 * - `task`: the task file, or the data that it names;
 * - `journal`: the record of a run cannot be read, or belongs to another task;
 * - `proposer`: a source of programs cannot be used (no endpoint, an answer that is none, a limit of tokens or cost);
 * - `queue`: Redis cannot be reached or is not set as it must be, or its packages are not installed;
 * - `usage`: what was asked for cannot be done.
 */
export type SearchErrorKind = "task" | "journal" | "proposer" | "queue" | "usage";

export class SearchError extends Error {
  override readonly name: string = "SearchError";
  constructor(
    readonly kind: SearchErrorKind,
    message: string,
    /** The file that is wrong, when it is one; lines and columns count from 1, 0 when unknown. */
    readonly file: string | undefined = undefined,
    readonly line: number = 0,
    readonly column: number = 0,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
