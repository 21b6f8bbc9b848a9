// The external forms of symbols, strings, characters and immediate values.
// Invariant: with slashes (as `write` prints them) they read back as the same.
import { DEFAULT, EOF_OBJECT, FALSE, NULL, TRUE, UNSPECIFIED } from "./layout";
import { putByte, putBytes, putCodePoint } from "./buffers";
import { codePointAt, stringLengthOf } from "./strings";
import { symbolLength, symbolName } from "./symbols";
import { parseNumber } from "./decimal/index";

/** Appends a literal of ASCII characters (AssemblyScript keeps it as UTF-16 static data). */
export function putAscii(buffer: i32, text: string): void {
  const at = changetype<usize>(text);
  const length = text.length;
  for (let i = 0; i < length; i++) putByte(buffer, load<u16>(at + (<usize>i << 1)));
}

export function putImmediate(buffer: i32, word: i64): void {
  if (word == TRUE) putAscii(buffer, "#t");
  else if (word == FALSE) putAscii(buffer, "#f");
  else if (word == NULL) putAscii(buffer, "()");
  else if (word == UNSPECIFIED) putAscii(buffer, "#<unspecified>");
  else if (word == EOF_OBJECT) putAscii(buffer, "#<eof>");
  else if (word == DEFAULT) putAscii(buffer, "#<default>");
  else if (<u32>word >= 8) putAscii(buffer, "#<port>");
  else putAscii(buffer, "#<undefined>");
}

// ---- symbols -----------------------------------------------------------------------------------------------------------------------
function isPlainSymbolByte(c: u32): bool {
  if (c >= 0x80) return true;
  if ((c >= 97 && c <= 122) || (c >= 48 && c <= 57)) return true;
  if (c >= 65 && c <= 90) return true;
  // ! $ % & * / : < = > ? ^ _ ~ + - . @
  return c == 33 || (c >= 36 && c <= 38) || c == 42 || c == 43 || (c >= 45 && c <= 47) || c == 58 || (c >= 60 && c <= 64) ||
    c == 94 || c == 95 || c == 126;
}
function needsBars(at: usize, length: i32): bool {
  if (length == 0) return true;
  for (let i = 0; i < length; i++) if (!isPlainSymbolByte(load<u8>(at + i))) return true;
  if (length == 1 && load<u8>(at) == 46) return true;
  return parseNumber(at, length, 10) != 0;
}
export function putSymbol(buffer: i32, word: i64, slashify: bool): void {
  const at = symbolName(word);
  const length = symbolLength(word);
  if (!slashify || !needsBars(at, length)) {
    putBytes(buffer, at, length);
    return;
  }
  putByte(buffer, 124);
  for (let i = 0; i < length; i++) {
    const c = <u32>load<u8>(at + i);
    if (c == 124 || c == 92) putByte(buffer, 92);
    if (c < 32 || c == 127) putHexEscape(buffer, c);
    else putByte(buffer, c);
  }
  putByte(buffer, 124);
}

// ---- strings and characters ------------------------------------------------------------------------------------------------------------
function putHexEscape(buffer: i32, c: u32): void {
  putAscii(buffer, "\\x");
  putHex(buffer, c);
  putByte(buffer, 59);
}
function putHex(buffer: i32, c: u32): void {
  let shift: i32 = 28;
  while (shift > 0 && (c >> shift) == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) {
    const digit = (c >> shift) & 15;
    putByte(buffer, digit < 10 ? 48 + digit : 87 + digit);
  }
}
export function putStringLiteral(buffer: i32, s: i64): void {
  putByte(buffer, 34);
  const length = stringLengthOf(s);
  for (let i = 0; i < length; i++) {
    const c = codePointAt(s, i);
    if (c == 34 || c == 92) {
      putByte(buffer, 92);
      putByte(buffer, c);
    } else if (c == 10) putAscii(buffer, "\\n");
    else if (c == 9) putAscii(buffer, "\\t");
    else if (c == 13) putAscii(buffer, "\\r");
    else if (c == 7) putAscii(buffer, "\\a");
    else if (c == 8) putAscii(buffer, "\\b");
    else if (c < 32 || c == 127) putHexEscape(buffer, c);
    else putCodePoint(buffer, c);
  }
  putByte(buffer, 34);
}
export function putChar(buffer: i32, c: u32, slashify: bool): void {
  if (!slashify) {
    putCodePoint(buffer, c);
    return;
  }
  putAscii(buffer, "#\\");
  if (c == 32) putAscii(buffer, "space");
  else if (c == 10) putAscii(buffer, "newline");
  else if (c == 9) putAscii(buffer, "tab");
  else if (c == 13) putAscii(buffer, "return");
  else if (c == 0) putAscii(buffer, "null");
  else if (c == 7) putAscii(buffer, "alarm");
  else if (c == 8) putAscii(buffer, "backspace");
  else if (c == 27) putAscii(buffer, "escape");
  else if (c == 127) putAscii(buffer, "delete");
  else if (c < 32) {
    putByte(buffer, 120);
    putHex(buffer, c);
  } else putCodePoint(buffer, c);
}
