// The line of a text that an error is in, and carets under the place.
// Invariant: the carets stand under the right characters on a terminal: tabs stay tabs, wide characters take two cells, combining
// characters none; nothing that a terminal would obey gets through.

/** Cells of a terminal's line that an excerpt may take. */
const WIDEST = 120;
/** Cells kept before the place when a line is too long. */
const BEFORE = 60;

/** Blocks that terminals show two cells wide: East Asian wide and fullwidth forms (Unicode TR 11). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
]; // prettier-ignore

/** Cells that a character takes; a tab is not asked for. */
export function cells(character: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) return 0;
  if (/^\p{Emoji_Presentation}/u.test(character)) return 2;
  const code = character.codePointAt(0) as number;
  return WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** Control characters as visible ones: an error message must not drive the terminal. */
export function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]/gu, "\ufffd").replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/**
 * Two lines: the text's line and the carets below it. Undefined when the text has no such line, or it is blank.
 * @param column from 1, in code points; `endColumn` is the one after the last character.
 */
export function excerpt(
  text: string,
  line: number,
  column: number,
  endColumn?: number,
): readonly [string, string] | undefined {
  const source = text.replace(/^\ufeff/, "").split("\n")[line - 1];
  if (source === undefined || source.trim() === "" || column < 1) return undefined;
  const points = [...harmless(source.replace(/\r$/, ""))];
  const at = Math.min(column - 1, points.length);
  const window = clip(points, at);
  const before = points.slice(window.from, at);
  const marked = points.slice(at, Math.min(window.to, Math.max(at, (endColumn ?? 0) - 1)));
  const start = window.from > 0 ? "…" : "";
  const padding = before.map((c) => (c === "\t" ? c : " ".repeat(cells(c)))).join("");
  const carets = "^".repeat(Math.max(1, width(marked)));
  return [
    `${start}${points.slice(window.from, window.to).join("")}${window.to < points.length ? "…" : ""}`,
    `${" ".repeat(start.length)}${padding}${carets}`,
  ];
}

function width(points: readonly string[]): number {
  return points.reduce((sum, c) => sum + (c === "\t" ? 1 : cells(c)), 0);
}

function clip(points: readonly string[], at: number): { from: number; to: number } {
  if (points.length <= WIDEST) return { from: 0, to: points.length };
  const from = Math.max(0, at - BEFORE);
  return { from, to: Math.min(points.length, from + WIDEST) };
}
