// Case mappings (R7RS 6.6, 6.7; Unicode 3.13): simple ones, of a character to one character, and full ones, to up to three.
// Invariant: no answer depends on the host; folding is concluded from the mappings, with the exceptions that CaseFolding.txt has.
import { SPECIAL_UPPER, SPECIAL_UPPER_COUNT, TO_LOWER, TO_LOWER_COUNT, TO_UPPER, TO_UPPER_COUNT } from "./tables";

/** The simple mapping of a character by a table of stretches. */
function mapped(table: usize, count: i32, c: u32): u32 {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = table + <usize>middle * 7;
    const word = load<u32>(at);
    const start = word >> 11;
    const stride = (word & 1) + 1;
    if (c < start) high = middle;
    else if (c > start + ((word >> 1) & 1023) * stride) low = middle + 1;
    // The difference is the upper three of four bytes.
    else return (c - start) % stride == 0 ? c + <u32>(load<i32>(at, 3) >> 8) : c;
  }
  return c;
}
export function lowerOf(c: u32): u32 {
  if (c < 128) return c - 65 < 26 ? c + 32 : c;
  return mapped(TO_LOWER, TO_LOWER_COUNT, c);
}
export function upperOf(c: u32): u32 {
  if (c < 128) return c - 97 < 26 ? c - 32 : c;
  return mapped(TO_UPPER, TO_UPPER_COUNT, c);
}

const DOTTED_CAPITAL_I: u32 = 0x130;
const DOTLESS_SMALL_I: u32 = 0x131;
const CHEROKEE: u32 = 0x13a0;

export function foldOf(c: u32): u32 {
  if (c < 128) return lowerOf(c);
  if (c == DOTTED_CAPITAL_I || c == DOTLESS_SMALL_I) return c;
  // Cherokee folds to capitals: these came first.
  if (c >= CHEROKEE && c <= 0x13fd) return c >= 0x13f8 ? c - 8 : c;
  if (c >= 0xab70 && c <= 0xabbf) return c - 0xab70 + CHEROKEE;
  // Two writings of one letter, without another mapping between them.
  if (c == 0x1fd3) return 0x390;
  if (c == 0x1fe3) return 0x3b0;
  if (c == 0xfb05) return 0xfb06;
  return lowerOf(upperOf(c));
}

// ---- full mappings ----------------------------------------------------------------------------------------------------
export const UPPER: i32 = 0;
export const LOWER: i32 = 1;
export const FOLD: i32 = 2;

/** The characters that the latest `mapFully` answered, 32 bits each. */
export const fullMapping = memory.data(12);

/** Address of the special upper case of a character; 0: none. */
function specialUpper(c: u32): usize {
  if (c < 128 || c > 0xffff) return 0;
  let low = 0;
  let high = SPECIAL_UPPER_COUNT;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = SPECIAL_UPPER + (<usize>middle << 3);
    const key = <u32>load<u16>(at);
    if (key == c) return at + 2;
    if (key < c) low = middle + 1;
    else high = middle;
  }
  return 0;
}
export function isSpecial(c: u32): bool { return specialUpper(c) != 0; }

/** The full mapping of a character, without regard to those around it: answers how many characters it is. */
export function mapFully(c: u32, how: i32): i32 {
  if (c == DOTTED_CAPITAL_I && how != UPPER) {
    store<u32>(fullMapping, 0x69);
    store<u32>(fullMapping, 0x307, 4);
    return 2;
  }
  const simple = how == UPPER ? c : how == LOWER ? lowerOf(c) : foldOf(c);
  const special: usize = how == LOWER ? 0 : specialUpper(simple);
  if (special == 0) {
    store<u32>(fullMapping, how == UPPER ? upperOf(c) : simple);
    return 1;
  }
  let count = 0;
  while (count < 3) {
    const each = <u32>load<u16>(special + (<usize>count << 1));
    if (each == 0) break;
    store<u32>(fullMapping + (<usize>count << 2), how == FOLD ? lowerOf(each) : each);
    count++;
  }
  return count;
}
