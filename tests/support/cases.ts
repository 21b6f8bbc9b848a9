// The construct files: programs with the values, output, gradients or errors that other Schemes and closed forms give them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Case {
  readonly file: string;
  readonly name: string;
  readonly source: string;
  /** `write` form of the last form's value. */
  readonly value?: string;
  readonly output?: string;
  /** Relative tolerance of the numbers in the value: elementary functions may differ in the last place. */
  readonly tolerance?: number;
  readonly gradient?: ReadonlyMap<string, number>;
  readonly error?: { readonly kind: string; readonly line?: number; readonly column?: number };
  /** The roads that take seconds and are left to tests/long: `eval` compiles the whole library into a module. */
  readonly long?: "compiled" | "both";
}

export const CONSTRUCTS = new URL("../constructs", import.meta.url).pathname;

export function readCases(folder: string = CONSTRUCTS): Case[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".scm"))
    .sort()
    .flatMap((file) => parseCases(file, readFileSync(join(folder, file), "utf8")));
}

export function parseCases(file: string, text: string): Case[] {
  const [before = "", ...parts] = text.split(/^;;; case: /m);
  if (before.replace(/^;.*$/gm, "").trim() !== "") throw new Error(`${file}: text before the first case`);
  return parts.map((part) => {
    const lines = part.split("\n");
    const name = lines.shift() ?? "";
    const found: Record<string, string> = {};
    while (lines[0]?.match(/^;; (value|output|gradient|error|tolerance|long):/)) {
      const [, key = "", rest = ""] = (lines.shift() as string).match(/^;; (\w+): ?(.*)$/) ?? [];
      found[key] = rest;
    }
    if (!("value" in found || "error" in found)) throw new Error(`${file}: ${name}: no expectation`);
    return {
      file,
      name,
      source: lines.join("\n"),
      ...(found.value === undefined ? {} : { value: found.value }),
      ...(found.output === undefined ? {} : { output: found.output.replaceAll("\\n", "\n") }),
      ...(found.tolerance === undefined ? {} : { tolerance: Number(found.tolerance) }),
      ...(found.gradient === undefined ? {} : { gradient: parseGradient(found.gradient) }),
      ...(found.error === undefined ? {} : { error: parseError(found.error) }),
      ...(found.long === undefined ? {} : { long: parseLong(found.long, `${file}: ${name}`) }),
    };
  });
}

function parseGradient(text: string): ReadonlyMap<string, number> {
  return new Map(
    text.split(",").map((part) => {
      const [name = "", value = ""] = part.split("=").map((s) => s.trim());
      return [name, value === "+inf.0" ? Infinity : value === "-inf.0" ? -Infinity : Number(value)];
    }),
  );
}

function parseLong(text: string, where: string): "compiled" | "both" {
  if (text !== "compiled" && text !== "both")
    throw new Error(`${where}: long: compiled or both, not ${text}`);
  return text;
}

function parseError(text: string): { kind: string; line?: number; column?: number } {
  const [kind = "", place] = text.trim().split(/\s+/);
  const [line, column] = place?.split(":").map(Number) ?? [];
  return line !== undefined && column !== undefined ? { kind, line, column } : { kind };
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g;

/** The text with the numbers that lie within the case's tolerance of the expected ones replaced by these. */
export function withinTolerance(got: string, test: Case): string {
  if (test.tolerance === undefined || test.value === undefined) return got;
  const wanted = test.value.match(NUMBER) ?? [];
  let i = 0;
  return got.replace(NUMBER, (text) => {
    const expected = wanted[i++];
    const near =
      Math.abs(Number(text) - Number(expected)) <= (test.tolerance as number) * Math.abs(Number(expected));
    return expected !== undefined && near ? expected : text;
  });
}
