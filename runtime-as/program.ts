// The descriptor: what a compiled module says about itself in static data (written by compiler/emit/data.ts, same offsets).
// Invariant: all addresses in it are static; names are UTF-8.
import { CODE_SPECIAL, KIND_VECTOR, REENTER_CODE, TAG_PROCEDURE, TAG_SYMBOL, addressOf, fixnum, fixnumValue, isFixnum, isKind, tagOf } from "./layout";
import { putBytes } from "./buffers";
import { readUnsigned, seek, take } from "./compact";
import { symbolLength, symbolName } from "./symbols";
import { element, vectorSize } from "./vectors";

// ---- offsets --------------------------------------------------------------------------------------------------------------
export const D_STATE: usize = 0; // words: globals, then constants; saved and restored as one
export const D_GLOBALS: usize = 4; // count
export const D_CONSTANTS: usize = 8; // count
export const D_SAVED: usize = 12; // address of a second area of the same size
export const D_INITIAL: usize = 16; // words of the globals before the first form
export const D_BLOB: usize = 20; // encoded constants
export const D_BLOB_LENGTH: usize = 24;
export const D_LOAD: usize = 28; // address of the static procedure that runs all top-level forms
export const D_EXPORTS: usize = 32; // {name, length, index of the global, flags} u32 each
export const D_EXPORT_COUNT: usize = 36;
export const D_PARAMETERS: usize = 40; // {name, length, line, column, flags, 0; init, lower, upper f64; column, length}: 56 bytes
export const D_PARAMETER_COUNT: usize = 44;
export const D_VALUES: usize = 48; // f64: current values of the parameters
export const D_ROWS: usize = 52; // first table index of the procedures' rows
export const D_ROW_COUNT: usize = 56;
export const D_ROW_INFO: usize = 60; // records: name length << 1 | carries its source, name, least, most + 1 (0: any number)
export const D_CONTINUATIONS: usize = 64; // first table index of the continuations with information
export const D_CONTINUATION_COUNT: usize = 68;
export const D_CONTINUATION_INFO: usize = 72; // u32: index of the site, or SOURCE_CARRYING or NODE and a slot
export const D_SITES: usize = 76; // {line, column, name, length} u32 each; site 0 is "nowhere"
export const D_SITE_COUNT: usize = 80;
export const D_CONSTANT_BYTES: usize = 84; // heap bytes that the constants take

export const SOURCE_CARRYING: u32 = 0x8000_0000;
/** The frame's last word is a closure that waits for a node in its slot (info & SLOT) - 1; with SOURCE_CARRYING the slot may be 0: none. */
const NODE: u32 = 0x4000_0000;
const SLOT: u32 = 0xffff;
export const PARAMETER_LOWER: u32 = 1;
export const PARAMETER_UPPER: u32 = 2;
export const PARAMETER_LITERAL: u32 = 4;
export const PARAMETER_PER: u32 = 8;

let descriptor: usize = 0;
export function setDescriptor(address: usize): void { descriptor = address; }
@inline export function described(offset: usize): u32 { return load<u32>(descriptor + offset); }

// ---- procedures -------------------------------------------------------------------------------------------------------------
let rowCarries: bool = false;
let rowName: usize = 0;
let rowNameLength: u32 = 0;
let least: u32 = 0;
let most: i32 = 0;
let rowPlace: u32 = 0;

/** Fewest and most (-1: any number) arguments of the procedure that `readRow` found. */
export function rowLeast(): i64 { return least; }
export function rowMost(): i64 { return most; }

/** Reads the row information of a procedure; false when its code is none of the program's. */
export function readRow(procedure: i64): bool {
  const code = load<u32>(addressOf(procedure));
  const row = (code - described(D_ROWS)) >> 3;
  if (row >= described(D_ROW_COUNT)) return false;
  seek(described(D_ROW_INFO));
  for (let i: u32 = 0; i <= row; i++) {
    const head = readUnsigned();
    rowCarries = (head & 1) != 0;
    rowNameLength = head >> 1;
    rowName = take(rowNameLength);
    least = readUnsigned();
    most = <i32>readUnsigned() - 1;
    rowPlace = readUnsigned();
  }
  return true;
}

/** Where a procedure of user code stands: the fixnum of a site, or the source that it carries; 0 when that is unknown. */
export function placeOfProcedure(procedure: i64): i64 {
  if (tagOf(procedure) != TAG_PROCEDURE || !readRow(procedure)) return 0;
  return rowCarries ? load<i64>(addressOf(procedure), 8) : fixnum(rowPlace);
}

/** Appends a procedure's name; false when it has none. */
export function putProcedureName(buffer: i32, procedure: i64): bool {
  if (tagOf(procedure) != TAG_PROCEDURE) return false;
  if (!readRow(procedure)) return false;
  if (rowCarries) return putSourceName(buffer, load<i64>(addressOf(procedure), 8));
  if (rowNameLength == 0) return false;
  putBytes(buffer, rowName, rowNameLength);
  return true;
}

// ---- sources: what a source-carrying procedure carries is #(line column name) -----------------------------------------------
export function isSource(word: i64): bool {
  return isKind(word, KIND_VECTOR) && vectorSize(word) >= 3 && isFixnum(load<i64>(element(word, 0))) && isFixnum(load<i64>(element(word, 1)));
}
export function sourceLine(word: i64): u32 { return <u32>fixnumValue(load<i64>(element(word, 0))); }
export function sourceColumn(word: i64): u32 { return <u32>fixnumValue(load<i64>(element(word, 1))); }
export function putSourceName(buffer: i32, word: i64): bool {
  if (!isSource(word)) return false;
  const name = load<i64>(element(word, 2));
  if (tagOf(name) != TAG_SYMBOL) return false;
  putBytes(buffer, symbolName(name), symbolLength(name));
  return true;
}

// ---- continuations and sites ----------------------------------------------------------------------------------------------------
/** Site information word of a frame's code; 0 when it has none. */
export function continuationInfo(code: u32): u32 {
  const index = code - described(D_CONTINUATIONS);
  return index < described(D_CONTINUATION_COUNT) ? load<u32>(<usize>described(D_CONTINUATION_INFO) + (<usize>index << 2)) : 0;
}
/**
 * Where the code that a frame goes on with stands, or the call that it waits for: the fixnum of a site, or a source vector; 0 when
 * that is unknown. Frames 0 … 7 and 8 + n enter code again (layout.ts); others are continuations.
 */
export function placeOfFrame(sp: usize): i64 {
  const code = load<u32>(sp);
  if (code >= CODE_SPECIAL) return 0;
  if (code < REENTER_CODE) return placeOfProcedure(load<i64>(sp, 8));
  const again = code < described(D_ROWS);
  const info = continuationInfo(again ? <u32>fixnumValue(load<i64>(sp, 8)) : code);
  if ((info & (SOURCE_CARRYING | NODE)) == 0) return fixnum(info);
  // A source-carrying procedure is the first parameter of its code, and the last word of its other frames.
  const procedure = load<i64>(again ? sp + 16 : sp + ((<usize>load<u32>(sp, 4) - 1) << 3));
  // Waiting for a node that it captured: that one's place says what was called.
  const slot = info & SLOT;
  if (slot != 0) {
    const node = load<i64>(addressOf(procedure) + (<usize>slot << 3));
    if (tagOf(node) == TAG_PROCEDURE && readRow(node) && rowCarries) return load<i64>(addressOf(node), 8);
  }
  return (info & SOURCE_CARRYING) != 0 ? load<i64>(addressOf(procedure), 8) : 0;
}
/** Address of a site's record; 0 for "nowhere". */
export function siteRecord(index: u32): usize {
  return index > 0 && index < described(D_SITE_COUNT) ? <usize>described(D_SITES) + (<usize>index << 4) : 0;
}
