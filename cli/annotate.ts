// The program's text with each constant's derivative beside it, in a comment at the end of its line.
// Invariant: the result is the same program: a comment never lands inside a string, a |symbol| or a block comment.
import { number } from "./table.js";

export interface Remark {
  readonly name: string;
  readonly derivative: number;
  readonly line: number;
  readonly column: number;
  readonly unreached: boolean;
}

export function annotate(text: string, remarks: readonly Remark[]): string {
  const lines = text.split("\n");
  const open = openLineEnds(text);
  const byLine = new Map<number, string[]>();
  for (const remark of [...remarks].sort((a, b) => a.line - b.line || a.column - b.column)) {
    let line = remark.line;
    while (open[line - 1] === false && line < lines.length) line++;
    byLine.set(line, [...(byLine.get(line) ?? []), describe(remark)]);
  }
  const annotated = lines.map((line, index) => {
    const notes = byLine.get(index + 1);
    if (!notes) return line;
    const ending = line.endsWith("\r") ? "\r" : "";
    return `${line.slice(0, line.length - ending.length)}  ; ${notes.join("  ")}${ending}`;
  });
  return annotated.join("\n");
}

function describe({ name, derivative, unreached }: Remark): string {
  return `d/d ${name.replace(/\s/g, "_")} = ${unreached ? "0.0 (unreached)" : number(derivative)}`;
}

/** For each line, whether a comment may begin at its end. Follows compiler/read.ts. */
function openLineEnds(text: string): boolean[] {
  const ends: boolean[] = [];
  let state: "data" | "string" | "bars" | "comment" | "block" = "data";
  let depth = 0;
  for (let at = 0; at <= text.length; at++) {
    const c = text[at] ?? "\n";
    const pair = c + (text[at + 1] ?? "");
    if (c === "\n") {
      ends.push(state === "data" || state === "comment");
      if (state === "comment") state = "data";
    } else if (state === "string" || state === "bars") {
      // What a backslash escapes may be the end of the line, which counts above.
      if (c === "\\" && text[at + 1] !== "\n") at++;
      else if (c === (state === "string" ? '"' : "|")) state = "data";
    } else if (state === "block") {
      if (pair === "#|" || pair === "|#") {
        depth += pair === "#|" ? 1 : -1;
        at++;
        if (depth === 0) state = "data";
      }
    } else if (state === "data") {
      if (pair === "#\\" && !insideToken(text, at)) at += 2;
      else if (pair === "#|" && !insideToken(text, at)) {
        state = "block";
        depth = 1;
        at++;
      } else if (c === '"') state = "string";
      else if (c === "|") state = "bars";
      else if (c === ";" && !(text[at - 1] === "#" && !insideToken(text, at - 1))) state = "comment";
    }
  }
  return ends;
}

/** Whether the character belongs to a token that began before it. */
function insideToken(text: string, at: number): boolean {
  return at > 0 && !/[\s()[\]";']/.test(text[at - 1] as string);
}
