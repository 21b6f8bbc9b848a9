// External forms of the compiler's data, as `write` prints them.
import { type Atom, type Datum, SchemeChar, SchemeString, SchemeSymbol } from "./datum.js";
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
  let text = "";
  /** What is still to be written, last first: a datum, or text. */
  const work: (Datum | { readonly text: string })[] = [datum];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (typeof next === "object" && "text" in next) text += next.text;
    else if (typeof next !== "object" || !("kind" in next)) text += writeAtom(next);
    else if (next.kind === "literal") text += formatNumber(next.value);
    else if (next.kind === "reference") text += `#${next.index}#`;
    else if (next.kind === "label") {
      if (next.index !== undefined) text += `#${next.index}=`;
      work.push(next.datum);
    } else {
      text += next.kind === "vector" ? "#(" : "(";
      work.push({ text: ")" });
      if (next.kind === "list" && next.tail !== undefined) work.push(next.tail, { text: " . " });
      for (let i = next.items.length - 1; i >= 0; i--) {
        work.push(next.items[i] as Datum);
        if (i > 0) work.push({ text: " " });
      }
    }
  }
  return text;
}

function writeAtom(atom: Atom): string {
  if (typeof atom === "bigint" || typeof atom === "number") return formatNumber(atom);
  if (typeof atom === "boolean") return atom ? "#t" : "#f";
  if (typeof atom === "symbol") return "#<unspecified>";
  if (atom instanceof SchemeSymbol) return writeSymbol(atom.name);
  if (atom instanceof SchemeChar) return writeChar(atom.codePoint);
  if (atom instanceof SchemeString) return writeString(atom.value);
  return `#u8(${atom.bytes.join(" ")})`;
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
