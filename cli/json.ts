// What `--json` prints: one object on one line.
// Invariant: every number survives. JSON has no infinities and no NaN, so those are strings in Scheme's spelling.

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | ReadonlyMap<string, Json>
  | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** The JSON text of a value; members that are undefined are left out. */
export function jsonText(value: Json): string {
  if (typeof value === "number") return jsonNumber(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => jsonText(item ?? null)).join(",")}]`;
  const members = value instanceof Map ? [...value] : Object.entries(value);
  return `{${members
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${JSON.stringify(key)}:${jsonText(member as Json)}`)
    .join(",")}}`;
}

function jsonNumber(value: number): string {
  if (Number.isNaN(value)) return '"+nan.0"';
  if (!Number.isFinite(value)) return value > 0 ? '"+inf.0"' : '"-inf.0"';
  return Object.is(value, -0) ? "-0.0" : String(value);
}

export function printJson(value: Json): void {
  process.stdout.write(`${jsonText(value)}\n`);
}
