// Properties of characters (R7RS 6.6), from tables.ts: Alphabetic, Uppercase, Lowercase, White_Space, and the values of decimal digits.
// Invariant: no answer depends on the host; tests/unicode.test.ts compares all characters with a host of the same Unicode version.
import { readUnsigned, seek } from "../compact";
import { lowerOf, upperOf, isSpecial } from "./case";
import { ALPHABETIC, CASE_IGNORABLE, DIGITS, LOWER_ODD, UPPER_ODD, WHITE_SPACE } from "./tables";

const BLOCK: i32 = 32;
let runStart: u32 = 0; // of the run that holds the character last found

/** Whether a character lies in one of a table's runs. */
function within(table: usize, c: u32): bool {
  const blocks = <i32>load<u8>(table);
  const words = table + 1;
  // The last block that begins at the character or before.
  let low = 0;
  let high = blocks;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (load<u32>(words + (<usize>middle << 2)) >> 11 <= c) low = middle;
    else high = middle;
  }
  const word = load<u32>(words + (<usize>low << 2));
  seek(words + (<usize>blocks << 2) + (word & 2047));
  let start = word >> 11;
  for (let i = 0; i < BLOCK && start <= c; i++) {
    const end = start + readUnsigned();
    if (c < end) {
      runStart = start;
      return true;
    }
    start = end + readUnsigned();
  }
  return false;
}

export function isAlphabetic(c: u32): bool { return within(ALPHABETIC, c); }
export function isWhitespace(c: u32): bool { return within(WHITE_SPACE, c); }
export function isUppercase(c: u32): bool { return (lowerOf(c) != c) != within(UPPER_ODD, c); }
export function isLowercase(c: u32): bool {
  return ((upperOf(c) != c || isSpecial(c)) && lowerOf(c) == c) != within(LOWER_ODD, c);
}
/** 0 to 9; -1 when the character is no decimal digit. */
export function digitOf(c: u32): i32 { return within(DIGITS, c) ? <i32>((c - runStart) % 10) : -1; }
export function isCased(c: u32): bool { return lowerOf(c) != c || isUppercase(c) || isLowercase(c); }
export function isCaseIgnorable(c: u32): bool { return within(CASE_IGNORABLE, c); }
