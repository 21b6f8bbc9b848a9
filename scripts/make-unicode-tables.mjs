// Writes runtime-as/unicode/tables.ts: properties and case mappings of all characters, from what the JavaScript engine knows of Unicode
// (property escapes, toUpperCase, toLowerCase). The file is committed: what programs compute does not depend on the host.
// Invariant: only Node's built-in data has a part in it, so every Node with the same Unicode version writes the same file.
//
//   node scripts/make-unicode-tables.mjs            writes the file
//   node scripts/make-unicode-tables.mjs --print    writes to standard output (the test compares the two)
import { writeFileSync } from "node:fs";

const LAST = 0x10ffff;
const isSurrogate = (c) => c >= 0xd800 && c <= 0xdfff;
const codePoints = (text) => Array.from(text, (char) => char.codePointAt(0));

// ---- properties: sorted runs of code points ------------------------------------------------------------------

function has(property) {
  const pattern = new RegExp(`^\\p{${property}}$`, "u");
  return (c) => pattern.test(String.fromCodePoint(c));
}

function runsOf(holds) {
  const runs = [];
  for (let c = 0; c <= LAST; c++) {
    if (isSurrogate(c) || !holds(c)) continue;
    const last = runs.at(-1);
    if (last && last.start + last.length === c) last.length++;
    else runs.push({ start: c, length: 1 });
  }
  return runs;
}

function leb(n) {
  const bytes = [];
  for (; n >= 0x80; n >>= 7) bytes.push((n & 0x7f) | 0x80);
  return [...bytes, n];
}

const BLOCK = 32;

/**
 * The bytes of a table of runs: the number of blocks; for each block a 32-bit word, first code point << 11 | offset of its bytes; and
 * the blocks: lengths of runs and of the gaps behind them, in LEB128.
 */
function runTable(runs) {
  const words = [];
  const bytes = [];
  runs.forEach(({ start, length }, i) => {
    if (i % BLOCK === 0) words.push(start * 2048 + bytes.length);
    const next = runs[i + 1];
    bytes.push(...leb(length), ...leb((next?.start ?? LAST + 1) - start - length));
  });
  if (bytes.length >= 2048) throw new Error("an offset does not fit");
  return [words.length, ...words.flatMap(littleEndian), ...bytes];
}

const littleEndian = (word) => [0, 8, 16, 24].map((shift) => Math.floor(word / 2 ** shift) & 0xff);

// ---- simple case mappings: one character to one ----------------------------------------------------------------

const lower = (c) => codePoints(String.fromCodePoint(c).toLowerCase());
const upper = (c) => codePoints(String.fromCodePoint(c).toUpperCase());

const lowered = new Map();
for (let c = 0; c <= LAST; c++)
  if (!isSurrogate(c) && lower(c).length === 1 && lower(c)[0] !== c) lowered.set(c, lower(c)[0]);
// The one character whose lower case is two: alone it loses its dot.
lowered.set(0x130, 0x69);

/** Where the upper case is more than one character, the simple mapping is the title case letter, if there is one. */
function simpleUpper(c) {
  const full = upper(c);
  if (full.length === 1) return full[0];
  const single = [...lowered].filter(([from, to]) => to === c && from !== 0x1e9e);
  return single.length === 1 ? single[0][0] : c;
}

const raised = new Map();
const special = new Map();
for (let c = 0; c <= LAST; c++) {
  if (isSurrogate(c)) continue;
  if (upper(c).length > 1) special.set(c, upper(c));
  if (simpleUpper(c) !== c) raised.set(c, simpleUpper(c));
}

/** Stretches of characters at distance 1 or 2 that are mapped by the same difference: { start, count, stride, delta }. */
function stretches(map) {
  const all = [];
  for (const [c, to] of [...map].sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    const delta = to - c;
    if (last && last.delta === delta && last.count < 512) {
      const step = c - (last.start + (last.count - 1) * last.stride);
      if (last.count === 1 ? step <= 2 : step === last.stride) {
        last.stride = step;
        last.count++;
        continue;
      }
    }
    all.push({ start: c, count: 1, stride: 1, delta });
  }
  return all;
}

/** Seven bytes each: start << 11 | (count - 1) << 1 | (stride - 1), and the difference in 24 bits. */
function mapTable(map) {
  return stretches(map).flatMap(({ start, count, stride, delta }) => [
    ...littleEndian(start * 2048 + (count - 1) * 2 + (stride - 1)),
    ...littleEndian(delta >>> 0).slice(0, 3),
  ]);
}

/** Eight bytes each: the character and the two or three of its upper case (0: none), 16 bits each. */
function specialTable() {
  return [...special].flatMap(([c, full]) =>
    [c, ...full, 0].slice(0, 4).flatMap((word) => {
      if (word > 0xffff) throw new Error("a special mapping does not fit");
      return littleEndian(word).slice(0, 2);
    }),
  );
}

// ---- what the runtime concludes from the tables --------------------------------------------------------------------------

/** Upper and lower case are nearly what has a mapping to the other; the tables hold where they are not. */
const isUpper = has("Uppercase");
const isLower = has("Lowercase");
const seemsUpper = (c) => lowered.has(c);
const seemsLower = (c) => (raised.has(c) || special.has(c)) && !lowered.has(c);

const digits = runsOf(has("Nd"));
if (digits.some(({ length }) => length % 10 !== 0)) throw new Error("digits that do not come in tens");
const isCased = has("Cased");
for (let c = 0; c <= LAST; c++)
  if (!isSurrogate(c) && isCased(c) !== (isUpper(c) || isLower(c) || lowered.has(c)))
    throw new Error(`Cased of ${c.toString(16)}`);

// ---- the file --------------------------------------------------------------------------------------------------------

function data(name, comment, bytes) {
  const lines = [];
  let line = " ";
  for (const byte of bytes) {
    if (line.length + `${byte}`.length + 2 > 138) {
      lines.push(line);
      line = " ";
    }
    line += ` ${byte},`;
  }
  return `/** ${comment} */\nexport const ${name}: usize = memory.data<u8>([\n${[...lines, line].join("\n")}\n]);\n`;
}

const runs = (name, comment, holds) => data(name, comment, runTable(runsOf(holds)));
const count = (name, n) => `export const ${name}: i32 = ${n};\n`;

const text = `// Unicode ${process.versions.unicode}, written by scripts/make-unicode-tables.mjs; do not edit. Runs: properties.ts; mappings: case.ts.

${runs("ALPHABETIC", "Alphabetic", has("Alphabetic"))}
${runs("UPPER_ODD", "Where Uppercase is not: has a simple lower case", (c) => isUpper(c) !== seemsUpper(c))}
${runs("LOWER_ODD", "Where Lowercase is not: has an upper case and no lower one", (c) => isLower(c) !== seemsLower(c))}
${runs("CASE_IGNORABLE", "Case_Ignorable", has("Case_Ignorable"))}
${data("DIGITS", "Nd: tens, each from a 0 to a 9", runTable(digits))}
${runs("WHITE_SPACE", "White_Space", has("White_Space"))}
${data("TO_LOWER", "Simple lower case", mapTable(lowered))}${count("TO_LOWER_COUNT", stretches(lowered).length)}
${data("TO_UPPER", "Simple upper case", mapTable(raised))}${count("TO_UPPER_COUNT", stretches(raised).length)}
${data("SPECIAL_UPPER", "Upper case of more than one character", specialTable())}${count("SPECIAL_UPPER_COUNT", special.size)}`;

if (process.argv.includes("--print")) process.stdout.write(text);
else writeFileSync("runtime-as/unicode/tables.ts", text);
