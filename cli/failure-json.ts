// What `--json` prints of a failure: the facts of the message on stderr, and what the program had displayed before.
import { LimitError, SchemeError } from "../host/errors.js";
import type { JsonObject } from "./json.js";
import { labelOf } from "./report.js";

export function failureJson(error: unknown, output?: string): JsonObject {
  return { error: facts(error), output };
}

/** One error's kind, message and place; what is unknown is left out. */
export function facts(error: unknown): JsonObject {
  if (error instanceof SchemeError || error instanceof LimitError)
    return {
      kind: error instanceof LimitError ? "limit" : error.kind,
      message: error.message,
      ...place(error),
      limit: error instanceof LimitError ? error.limit : undefined,
      irritants: error instanceof SchemeError && error.kind === "user" ? error.irritants : undefined,
      trace: error.trace.map(({ procedure, line, column, file }) => ({
        procedure,
        line,
        column,
        file: file === undefined ? undefined : labelOf(file),
      })),
      context: error.context,
    };
  const message = error instanceof Error ? error.message : String(error);
  return { kind: "input", message, ...place(error as Placed) };
}

interface Placed {
  readonly file?: string | undefined;
  readonly line?: number;
  readonly column?: number;
}

function place({ file, line = 0, column = 0 }: Placed): JsonObject {
  return {
    file: file === undefined ? undefined : labelOf(file),
    ...(line > 0 ? { line } : {}),
    ...(line > 0 && column > 0 ? { column } : {}),
  };
}
