// The symbol table. A symbol's payload is its index; its name is UTF-8 outside the heap and never moves.
// Invariant: two symbols with the same name have the same index, so eq? compares words. Symbols are never dropped.
import { TAG_SYMBOL } from "./layout";
import {
  SYMBOLS, SYMBOL_NAMES, bufferAddress, bufferLength, pushWord, putBytes,
} from "./buffers";
import { PAGE, SCRATCH, allocatePages, freePages } from "./pages";

// A record is two words: [name: static address or 1<<63 | offset into SYMBOL_NAMES][length << 32 | hash].
const IN_BUFFER: u64 = 1 << 63;
let table: usize = 0; // u32 index + 1, open addressing
let capacity: u32 = 0;

export function symbolWord(index: u32): i64 { return <i64>((<u64>TAG_SYMBOL << 48) | <u64>index); }
export function symbolCount(): u32 { return <u32>(bufferLength(SYMBOLS) >> 4); }

@inline function record(index: u32): usize { return bufferAddress(SYMBOLS) + (<usize>index << 4); }
export function symbolName(word: i64): usize {
  const name = load<u64>(record(<u32>word));
  return (name & IN_BUFFER) != 0 ? bufferAddress(SYMBOL_NAMES) + <usize>(name & 0xffffffff) : <usize>name;
}
/** Bytes of the name. */
export function symbolLength(word: i64): i32 { return <i32>(load<u64>(record(<u32>word), 8) >> 32); }

function hashBytes(at: usize, length: i32): u32 {
  let h: u32 = 0x811c9dc5; // FNV-1a
  for (let i = 0; i < length; i++) h = (h ^ <u32>load<u8>(at + i)) * 0x01000193;
  return h;
}

function sameBytes(a: usize, b: usize, length: i32): bool {
  for (let i = 0; i < length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false;
  return true;
}

/** The symbol with this name. `keep`: the bytes are static, so that the table may point at them. */
export function intern(at: usize, length: i32, keep: bool): i64 {
  if ((symbolCount() + 1) * 2 > capacity) enlarge();
  const hash = hashBytes(at, length);
  let probe = hash & (capacity - 1);
  while (true) {
    const entry = load<u32>(table + (<usize>probe << 2));
    if (entry == 0) break;
    const word = symbolWord(entry - 1);
    if (<u32>load<u64>(record(entry - 1), 8) == hash && symbolLength(word) == length && sameBytes(symbolName(word), at, length)) return word;
    probe = (probe + 1) & (capacity - 1);
  }
  const index = symbolCount();
  let name = <u64>at;
  if (!keep) {
    name = IN_BUFFER | <u64>bufferLength(SYMBOL_NAMES);
    // `at` may lie in this very buffer's old place only if the caller passed a symbol name, which is interned already.
    putBytes(SYMBOL_NAMES, at, length);
  }
  pushWord(SYMBOLS, <i64>name);
  pushWord(SYMBOLS, <i64>((<u64>length << 32) | <u64>hash));
  store<u32>(table + (<usize>probe << 2), index + 1);
  return symbolWord(index);
}

function enlarge(): void {
  const old = table;
  const oldCapacity = capacity;
  capacity = oldCapacity == 0 ? <u32>(PAGE / 4) : oldCapacity * 2;
  const pages = <u32>((<usize>capacity * 4) / PAGE);
  table = allocatePages(SCRATCH, pages, 1, true);
  if (table == 0) unreachable();
  memory.fill(table, 0, <usize>capacity * 4);
  const count = symbolCount();
  for (let index: u32 = 0; index < count; index++) {
    let probe = <u32>load<u64>(record(index), 8) & (capacity - 1);
    while (load<u32>(table + (<usize>probe << 2)) != 0) probe = (probe + 1) & (capacity - 1);
    store<u32>(table + (<usize>probe << 2), index + 1);
  }
  if (old != 0) freePages(SCRATCH, old, <u32>((<usize>oldCapacity * 4) / PAGE));
}
