// Errors across threads: a structured clone keeps of an error little more than its message, so it travels as plain data.
// Invariant: SchemeError, LimitError, FitError and DataError arrive as what they were, with kind, place, trace and context.
import { LimitError, SchemeError } from "../../host/errors.js";
import { DataError, FitError } from "../errors.js";

export type Failure = {
  readonly class: "SchemeError" | "LimitError" | "FitError" | "DataError" | "RangeError" | "Error";
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

/** An error as plain data that a structured clone can carry. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const own = (...names: readonly string[]): Readonly<Record<string, unknown>> =>
    Object.fromEntries(names.map((name) => [name, (error as Readonly<Record<string, unknown>>)[name]]));
  const place = ["line", "column", "file"];
  if (error instanceof SchemeError) {
    const fields = own("kind", ...place, "endColumn", "irritants", "trace", "context", "lane");
    return { class: "SchemeError", message, fields };
  }
  if (error instanceof LimitError)
    return { class: "LimitError", message, fields: own("limit", ...place, "trace", "context", "lane") };
  if (error instanceof FitError) return { class: "FitError", message, fields: own("kind", ...place) };
  if (error instanceof DataError) return { class: "DataError", message, fields: own(...place) };
  const isRange = error instanceof RangeError;
  return { class: isRange ? "RangeError" : "Error", message, fields: {} };
}

/** The error again. */
export function errorOf({ class: name, message, fields }: Failure): Error {
  // The fields are those that failureOf took from an error of the same class.
  const f = fields as unknown as ErrorFields;
  switch (name) {
    case "SchemeError": {
      const { irritants, trace } = f;
      const details = { irritants, trace, ...(f.file === undefined ? {} : { file: f.file }) };
      return Object.assign(new SchemeError(f.kind as SchemeError["kind"], message, placeOf(f), details), {
        context: f.context,
        lane: f.lane,
      });
    }
    case "LimitError": {
      const { file, context, lane } = f;
      return Object.assign(new LimitError(f.limit, message, placeOf(f), f.trace), { file, context, lane });
    }
    case "FitError":
      return new FitError(f.kind as FitError["kind"], message, f.file, f.line, f.column);
    case "DataError":
      return new DataError(message, f.file as string, f.line, f.column);
    case "RangeError":
      return new RangeError(message);
    case "Error":
      return new Error(message);
  }
}

interface ErrorFields {
  readonly kind: string;
  readonly limit: LimitError["limit"];
  readonly line: number;
  readonly column: number;
  readonly endColumn: number | undefined;
  readonly file: string | undefined;
  readonly irritants: readonly string[];
  readonly trace: SchemeError["trace"];
  readonly context: string | undefined;
  readonly lane: number | undefined;
}

function placeOf({ line, column, endColumn }: ErrorFields) {
  if (line === 0) return undefined;
  return { line, column, ...(endColumn === undefined ? {} : { endColumn }) };
}
