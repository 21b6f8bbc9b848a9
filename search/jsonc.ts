// JSON with comments: what a task file may hold beside JSON.
// Invariant: comments turn into blanks of the same length, so every place in the text stays what it was.
import { SearchError } from "./errors.js";

/**
 * Parses JSON in which line comments and block comments may stand between tokens.
 * @throws SearchError (kind "task") with the place of what is wrong
 */
export function parseJsonc(text: string, file: string): unknown {
  const plain = withoutComments(text.replace(/^\ufeff/, ""), file);
  try {
    return JSON.parse(plain);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? plain.trimEnd().length);
    const { line, column } = placeAt(plain, offset);
    const said = message.replace(/ in JSON at position \d+.*$| \(line .*$|, "?\.*.* is not valid JSON$/s, "");
    throw new SearchError("task", `this is not JSON: ${said}`, file, line, column, { cause: error });
  }
}

function withoutComments(text: string, file: string): string {
  const token = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\/\*/g;
  return text.replace(token, (found, offset: number) => {
    if (found.startsWith('"')) return found;
    if (found === "/*") {
      const { line, column } = placeAt(text, offset);
      throw new SearchError("task", "this comment does not end: close it with */", file, line, column);
    }
    return found.replace(/[^\n]/g, " ");
  });
}

/** Line and column (in code points), from 1. */
export function placeAt(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: [...(lines.at(-1) ?? "")].length + 1 };
}
