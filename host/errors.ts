// What a host sees of failures: SchemeError (the program is wrong) and LimitError (it was stopped).
import { type Place, SchemeError, type TraceFrame } from "../compiler/errors.js";

export type { ErrorKind, Place, TraceFrame, Warning } from "../compiler/errors.js";
export { SchemeError } from "../compiler/errors.js";

/** What ended a program: steps, mebibytes of heap, tape or stack, seconds, the nesting of derivatives, or the length of a printed text. */
export type Limit = "fuel" | "heap" | "tape" | "stack" | "time" | "depth" | "text";

/** A limit that the host had set was reached. The instance stays usable. */
export class LimitError extends Error {
  override readonly name: string = "LimitError";
  readonly line: number;
  readonly column: number;
  readonly trace: readonly TraceFrame[];
  file: string | undefined;
  /** As in SchemeError. */
  context: string | undefined;
  lane: number | undefined;
  constructor(
    readonly limit: Limit,
    message: string,
    place?: Place,
    trace: readonly TraceFrame[] = [],
  ) {
    super(message);
    this.line = place?.line ?? 0;
    this.column = place?.column ?? 0;
    this.trace = trace;
  }
}

/** A mistake in the use of this library: an unknown name, a wrong number of values, a disposed program. */
export function usageError(message: string): SchemeError {
  return new SchemeError("usage", message, undefined);
}
