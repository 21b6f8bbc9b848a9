// What goes wrong with a program: one class for both roads, carrying kind, place and Scheme backtrace.
// Invariant: `line` and `column` count from 1 (columns in code points); 0 means that the place is unknown.

export type ErrorKind =
  | "syntax"
  | "type"
  | "range"
  | "arity"
  | "undefined"
  | "uninitialized"
  | "not-procedure"
  | "arithmetic"
  | "value"
  | "user"
  | "shape"
  | "raised"
  | "read"
  | "exit"
  | "usage"
  | "internal";

/** One procedure call that was under way. */
export interface TraceFrame {
  readonly procedure: string;
  readonly line: number;
  readonly column: number;
  /** The text that the place is in, where it is another than the error's. */
  readonly file?: string;
}

export interface Place {
  readonly line: number;
  readonly column: number;
  /** Column after the last character, when the construct lies on one line. */
  readonly endColumn?: number;
}

/** An error of a Scheme program: of its text or of its execution. */
export class SchemeError extends Error {
  override readonly name: string = "SchemeError";
  readonly kind: ErrorKind;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number | undefined;
  /** External forms of the irritants of `(error message irritant …)`; empty for other kinds. */
  readonly irritants: readonly string[];
  readonly trace: readonly TraceFrame[];
  /** File of the program, when it came from one. */
  file: string | undefined;
  /** What was being evaluated, in words, when the place does not tell it: a row of data. */
  context: string | undefined;
  /** Which lane of a batch failed. */
  lane: number | undefined;

  constructor(
    kind: ErrorKind,
    message: string,
    place: Place | undefined,
    details: { irritants?: readonly string[]; trace?: readonly TraceFrame[]; file?: string } = {},
  ) {
    super(message);
    this.kind = kind;
    this.line = place?.line ?? 0;
    this.column = place?.column ?? 0;
    this.endColumn = place?.endColumn;
    this.irritants = details.irritants ?? [];
    this.trace = details.trace ?? [];
    this.file = details.file;
  }
}

export function syntaxError(message: string, place: Place): SchemeError {
  return new SchemeError("syntax", message, place);
}

/** A thing that a program does not forbid but that will fail when it is reached. */
export interface Warning {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}
