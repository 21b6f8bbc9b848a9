// The program's text with each constant's derivative beside it, in a comment at the end of its line.
// Invariant: the result is the same program: a comment never lands inside a string, a |symbol| or a block comment.
import { openLineEnds } from "../compiler/read.js";
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
