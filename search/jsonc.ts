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
    const { offset, expected } = firstFault(plain);
    const { line, column } = placeAt(plain, offset);
    const found = offset >= plain.trimEnd().length ? "the end of the file" : JSON.stringify(plain[offset]);
    const message = `this is not JSON: expected ${expected}, found ${found}`;
    throw new SearchError("task", message, file, line, column, { cause: error });
  }
}

const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
  /\s*(?:([[\]{},:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/** Where a text stops being JSON, and what could have stood there: what the host's parser does not tell everywhere. */
function firstFault(text: string): { readonly offset: number; readonly expected: string } {
  /** What may come next; what is open is on the stack. */
  let next: "value" | "value or ]" | "name" | "name or }" | ":" | ", or end" | "end" = "value";
  const open: ("[" | "{")[] = [];
  let offset = 0;
  for (;;) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    const start = offset + (/^\s*/.exec(text.slice(offset)) as RegExpExecArray)[0].length;
    const expected = next === ", or end" ? `a comma or ${open.at(-1) === "{" ? "}" : "]"}` : `a ${next}`;
    const fault = { offset: start, expected: next === "end" ? "nothing more" : expected };
    if (!match) return fault;
    const [, mark, string] = match;
    const closes = mark === "]" || mark === "}";
    if (next === "value" || next === "value or ]") {
      if (mark === "[" || mark === "{") {
        open.push(mark);
        next = mark === "[" ? "value or ]" : "name or }";
      } else if (mark === "]" && next === "value or ]") {
        open.pop();
        next = open.length > 0 ? ", or end" : "end";
      } else if (mark !== undefined) return fault;
      else next = open.length > 0 ? ", or end" : "end";
    } else if (next === ":") {
      if (mark !== ":") return fault;
      next = "value";
    } else if (next === ", or end") {
      const object = open.at(-1) === "{";
      if (mark === ",") next = object ? "name" : "value";
      else if (closes && mark === (object ? "}" : "]")) {
        open.pop();
        next = open.length > 0 ? ", or end" : "end";
      } else return fault;
    } else if (next === "end") return fault;
    else if (string !== undefined) next = ":";
    else if (mark === "}" && next === "name or }") {
      open.pop();
      next = open.length > 0 ? ", or end" : "end";
    } else return fault;
    offset = TOKEN.lastIndex;
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
