// Procedures on characters (R7RS 6.6).
// Invariant: comparison is by code point, `-ci` by that of the simple folding; properties and mappings are Unicode's (unicode/).
import { FALSE, fixnum, fixnumValue, isFixnum, NULL, car, cdr } from "./layout";
import { EXPECT_CHAR, EXPECT_CODE_POINT, failType, failValue } from "./errors";
import { charWord, isChar } from "./strings";
import { digitOf, foldOf, isAlphabetic, isLowercase, isUppercase, isWhitespace, lowerOf, upperOf } from "./unicode/index";
import * as id from "./generated/names";

export function charToInteger(c: i64): i64 {
  return isChar(c) ? fixnum(<i64><u32>c) : failType(id.ID_CHAR_TO_INTEGER, EXPECT_CHAR, c);
}
export function integerToChar(n: i64): i64 {
  if (!isFixnum(n)) return failType(id.ID_INTEGER_TO_CHAR, EXPECT_CODE_POINT, n);
  const c = fixnumValue(n);
  if (c < 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) return failValue(id.ID_INTEGER_TO_CHAR, EXPECT_CODE_POINT, n);
  return charWord(<u32>c);
}

// ---- properties -------------------------------------------------------------------------------------------------------
const NO_CHAR: u32 = 0xffff_ffff;

/** The code point of a character; NO_CHAR after a failure of `primitive`. */
function codeOf(primitive: i32, c: i64): u32 {
  if (isChar(c)) return <u32>c;
  failType(primitive, EXPECT_CHAR, c);
  return NO_CHAR;
}
export function charAlphabetic(c: i64): i32 {
  const code = codeOf(id.ID_CHAR_ALPHABETIC_P, c);
  return code == NO_CHAR ? 2 : <i32>isAlphabetic(code);
}
export function charNumeric(c: i64): i32 {
  const code = codeOf(id.ID_CHAR_NUMERIC_P, c);
  return code == NO_CHAR ? 2 : <i32>(digitOf(code) >= 0);
}
export function charWhitespace(c: i64): i32 {
  const code = codeOf(id.ID_CHAR_WHITESPACE_P, c);
  return code == NO_CHAR ? 2 : <i32>isWhitespace(code);
}
export function charUppercase(c: i64): i32 {
  const code = codeOf(id.ID_CHAR_UPPER_CASE_P, c);
  return code == NO_CHAR ? 2 : <i32>isUppercase(code);
}
export function charLowercase(c: i64): i32 {
  const code = codeOf(id.ID_CHAR_LOWER_CASE_P, c);
  return code == NO_CHAR ? 2 : <i32>isLowercase(code);
}
export function digitValue(c: i64): i64 {
  if (!isChar(c)) return failType(id.ID_DIGIT_VALUE, EXPECT_CHAR, c);
  const digit = digitOf(<u32>c);
  return digit < 0 ? FALSE : fixnum(digit);
}

// ---- case -------------------------------------------------------------------------------------------------------------
export function charUpcase(c: i64): i64 {
  return isChar(c) ? charWord(upperOf(<u32>c)) : failType(id.ID_CHAR_UPCASE, EXPECT_CHAR, c);
}
export function charDowncase(c: i64): i64 {
  return isChar(c) ? charWord(lowerOf(<u32>c)) : failType(id.ID_CHAR_DOWNCASE, EXPECT_CHAR, c);
}
export function charFoldcase(c: i64): i64 {
  return isChar(c) ? charWord(foldOf(<u32>c)) : failType(id.ID_CHAR_FOLDCASE, EXPECT_CHAR, c);
}

// ---- comparison ---------------------------------------------------------------------------------------------------------
// A relation is 0 to 4: equal, less, greater, not greater, not less, in the order of the table of primitives.
export function holds(relation: i32, order: i32): bool {
  if (relation == 0) return order == 0;
  if (relation == 1) return order < 0;
  if (relation == 2) return order > 0;
  return relation == 3 ? order <= 0 : order >= 0;
}

/** Whether the relation holds between all neighbours among a, b and those of a list; all are checked to be characters. */
function related(primitive: i32, relation: i32, folded: bool, a: i64, b: i64, rest: i64): i32 {
  let all: i32 = 1;
  if (!isChar(a)) {
    failType(primitive, EXPECT_CHAR, a);
    return 2;
  }
  while (true) {
    if (!isChar(b)) {
      failType(primitive, EXPECT_CHAR, b);
      return 2;
    }
    const x = folded ? foldOf(<u32>a) : <u32>a;
    const y = folded ? foldOf(<u32>b) : <u32>b;
    if (!holds(relation, <i32>x - <i32>y)) all = 0;
    if (rest == NULL) return all;
    a = b;
    b = car(rest);
    rest = cdr(rest);
  }
}
export function charsRelated(relation: i64, a: i64, b: i64, rest: i64): i32 {
  const r = <i32>fixnumValue(relation);
  return related(id.ID_CHAR_EQ_P + r, r, false, a, b, rest);
}
export function charsRelatedFolded(relation: i64, a: i64, b: i64, rest: i64): i32 {
  const r = <i32>fixnumValue(relation);
  return related(id.ID_CHAR_CI_EQ_P + r, r, true, a, b, rest);
}
