// The program's text with other constants: only the digits of the constants change; comments and layout stay.
// Invariant: what is written reads back as exactly the same f64.
import { formatNumber } from "../compiler/number.js";

interface Constant {
  readonly name: string;
  readonly value: number;
  readonly initial: number;
  readonly line: number;
  readonly column: number;
}

/** Characters that end a number in a program's text. */
const DELIMITER = /[\s()[\]";']/u;

/** Replaces each constant whose value differs from the text's. Places count code points, as the readers do. */
export function replaceConstants(text: string, constants: readonly Constant[]): string {
  const changed = constants.filter((c) => !Object.is(c.value, c.initial));
  const byPlace = new Map(changed.map((c) => [`${c.line}:${c.column}`, c]));
  let out = "";
  let line = 1;
  let column = 1;
  const points = [...text];
  // A byte order mark is not a character of the program.
  let at = points[0] === "\ufeff" ? 1 : 0;
  if (at === 1) out = "\ufeff";
  while (at < points.length) {
    const constant = byPlace.get(`${line}:${column}`);
    if (constant) {
      out += formatNumber(constant.value);
      while (at < points.length && !DELIMITER.test(points[at] as string)) {
        at++;
        column++;
      }
      byPlace.delete(`${constant.line}:${constant.column}`);
      continue;
    }
    const c = points[at++] as string;
    out += c;
    if (c === "\n") {
      line++;
      column = 1;
    } else column++;
  }
  if (byPlace.size > 0) throw new Error(`no constant at ${[...byPlace.keys()].join(", ")}`);
  return out;
}
