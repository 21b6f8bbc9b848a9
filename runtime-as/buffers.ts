// Growable byte buffers outside the heap: program output, text for the host, input from the host, scratch stacks.
// Invariant: a buffer is one page run; growing copies it, so addresses are taken anew after every append.
import { PAGE, SCRATCH, allocatePages, freePages } from "./pages";

export const OUTPUT: i32 = 0; // what the program displayed
export const TEXT: i32 = 1; // text made for the host: results, messages
export const INPUT: i32 = 2; // bytes from the host
export const WORK: i32 = 3; // explicit stacks of the printer and of equal?
export const SYMBOLS: i32 = 4; // records of the symbol table
export const SYMBOL_NAMES: i32 = 5; // bytes of names that are not static
export const ARGUMENTS: i32 = 6; // words: what the host passes to a call
export const ERRORS: i32 = 7; // what the program wrote to the current error port
export const PARAMETERS: i32 = 8; // words: the parameters of the running evaluation
export const GRADIENT: i32 = 9; // f64: derivatives for the host
export const GRAPH: i32 = 11; // entries of the graph that is recorded (graph.ts)
export const LABELS: i32 = 10; // words: what the labels of a constant stand for, while it is decoded

const buffers = memory.data(192); // address, length, capacity, unused: u32 each

@inline function at(buffer: i32): usize { return buffers + ((<usize>buffer) << 4); }
@inline export function bufferAddress(buffer: i32): usize { return load<u32>(at(buffer)); }
@inline export function bufferLength(buffer: i32): usize { return load<u32>(at(buffer), 4); }
@inline export function setBufferLength(buffer: i32, length: usize): void { store<u32>(at(buffer), <u32>length, 4); }
@inline function capacity(buffer: i32): usize { return load<u32>(at(buffer), 8); }

/** Makes room for `bytes` more; answers where they go. Traps when the whole memory is used up. */
export function reserve(buffer: i32, bytes: usize): usize {
  const length = bufferLength(buffer);
  const wanted = length + bytes;
  if (wanted > capacity(buffer)) grow(buffer, wanted);
  return bufferAddress(buffer) + length;
}

function grow(buffer: i32, wanted: usize): void {
  let pages = <u32>((wanted + PAGE - 1) / PAGE);
  const old = bufferAddress(buffer);
  const oldPages = <u32>(capacity(buffer) / PAGE);
  if (pages < oldPages * 2) pages = oldPages * 2;
  const fresh = allocatePages(SCRATCH, pages, 1, true);
  if (fresh == 0) unreachable();
  if (old != 0) {
    memory.copy(fresh, old, bufferLength(buffer));
    freePages(SCRATCH, old, oldPages);
  }
  store<u32>(at(buffer), <u32>fresh);
  store<u32>(at(buffer), <u32>(pages * <u32>PAGE), 8);
}

/** Empties a buffer; a large one gives its pages back. */
export function clearBuffer(buffer: i32): void {
  setBufferLength(buffer, 0);
  if (capacity(buffer) > 16 * PAGE) {
    freePages(SCRATCH, bufferAddress(buffer), <u32>(capacity(buffer) / PAGE));
    store<u32>(at(buffer), 0);
    store<u32>(at(buffer), 0, 8);
  }
}

@inline export function putByte(buffer: i32, byte: u32): void {
  store<u8>(reserve(buffer, 1), <u8>byte);
  setBufferLength(buffer, bufferLength(buffer) + 1);
}

export function putBytes(buffer: i32, from: usize, count: usize): void {
  memory.copy(reserve(buffer, count), from, count);
  setBufferLength(buffer, bufferLength(buffer) + count);
}

/** Appends a code point as UTF-8. */
export function putCodePoint(buffer: i32, c: u32): void {
  if (c < 0x80) {
    putByte(buffer, c);
    return;
  }
  const to = reserve(buffer, 4);
  let n: usize;
  if (c < 0x800) {
    store<u8>(to, <u8>(0xc0 | (c >> 6)));
    store<u8>(to, <u8>(0x80 | (c & 63)), 1);
    n = 2;
  } else if (c < 0x10000) {
    store<u8>(to, <u8>(0xe0 | (c >> 12)));
    store<u8>(to, <u8>(0x80 | ((c >> 6) & 63)), 1);
    store<u8>(to, <u8>(0x80 | (c & 63)), 2);
    n = 3;
  } else {
    store<u8>(to, <u8>(0xf0 | (c >> 18)));
    store<u8>(to, <u8>(0x80 | ((c >> 12) & 63)), 1);
    store<u8>(to, <u8>(0x80 | ((c >> 6) & 63)), 2);
    store<u8>(to, <u8>(0x80 | (c & 63)), 3);
    n = 4;
  }
  setBufferLength(buffer, bufferLength(buffer) + n);
}

@inline export function pushWord(buffer: i32, word: i64): void {
  store<i64>(reserve(buffer, 8), word);
  setBufferLength(buffer, bufferLength(buffer) + 8);
}
@inline export function popWord(buffer: i32): i64 {
  const length = bufferLength(buffer) - 8;
  setBufferLength(buffer, length);
  return load<i64>(bufferAddress(buffer) + length);
}

// ---- UTF-8 input -------------------------------------------------------------------------------------------------------------
let decodedBytes: i32 = 0;
/** How many bytes the latest `decode` took. */
export function decodedLength(): i32 { return decodedBytes; }

/** The code point at `from`, before `end`. Malformed bytes read as U+FFFD, one at a time (as TextDecoder does). */
export function decode(from: usize, end: usize): u32 {
  const b = <u32>load<u8>(from);
  decodedBytes = 1;
  if (b < 0x80) return b;
  let need: i32 = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : 1;
  if (b < 0xc2 || b > 0xf4 || from + need >= end) return 0xfffd;
  let c = b & (0x3f >> need);
  for (let i = 1; i <= need; i++) {
    const next = <u32>load<u8>(from + i);
    if ((next & 0xc0) != 0x80) return 0xfffd;
    c = (c << 6) | (next & 63);
  }
  const least: u32 = need == 1 ? 0x80 : need == 2 ? 0x800 : 0x10000;
  if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) return 0xfffd;
  decodedBytes = need + 1;
  return c;
}
