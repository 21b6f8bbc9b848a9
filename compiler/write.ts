// External forms of the compiler's data, as `write` prints them.
import { type Datum, SchemeChar, SchemeString, SchemeSymbol, UNSPECIFIED } from "./datum.js";
import { formatNumber, parseNumber } from "./number.js";

const CHAR_NAMES = new Map<number, string>([
  [32, "space"],
  [10, "newline"],
  [9, "tab"],
  [13, "return"],
  [0, "null"],
  [7, "alarm"],
  [8, "backspace"],
  [27, "escape"],
  [127, "delete"],
]); // prettier-ignore

export function writeDatum(datum: Datum): string {
  if (typeof datum === "bigint" || typeof datum === "number") return formatNumber(datum);
  if (typeof datum === "boolean") return datum ? "#t" : "#f";
  if (datum === UNSPECIFIED) return "#<unspecified>";
  if (datum instanceof SchemeSymbol) return writeSymbol(datum.name);
  if (datum instanceof SchemeChar) return writeChar(datum.codePoint);
  if (datum instanceof SchemeString) return writeString(datum.value);
  if (datum.kind === "literal") return formatNumber(datum.value);
  const items = datum.items.map(writeDatum);
  if (datum.kind === "vector") return `#(${items.join(" ")})`;
  return `(${items.join(" ")}${datum.tail === undefined ? "" : ` . ${writeDatum(datum.tail)}`})`;
}

export function writeSymbol(name: string): string {
  const plain =
    /^[\p{L}\p{N}\p{M}\p{S}!$%&*/:<=>?^_~+\-.@]+$/u.test(name) &&
    !/[|`]/.test(name) &&
    name !== "." &&
    !name.startsWith("#");
  if (plain && parseNumber(name) === undefined) return name;
  const body = name.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
    /[|\\\x00-\x1f\x7f]/g,
    (c) => (c === "|" || c === "\\" ? `\\${c}` : `\\x${c.charCodeAt(0).toString(16)};`),
  );
  return `|${body}|`;
}

function writeChar(code: number): string {
  return `#\\${CHAR_NAMES.get(code) ?? (code < 32 ? `x${code.toString(16)}` : String.fromCodePoint(code))}`;
}

function writeString(value: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\x07": "\\a",
    "\b": "\\b",
  };
  const body = value.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
    /["\\\x00-\x1f\x7f]/g,
    (c) => escapes[c] ?? `\\x${c.charCodeAt(0).toString(16)};`,
  );
  return `"${body}"`;
}
