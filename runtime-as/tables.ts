// Hash tables, the part of them that calls no procedures (interpreter/library/tables.scm has the rest).
// A table is a record of type 3: [type][size][entries][index][used][same][hash][stamp]. `entries` is a vector of four words an entry, in the
// order in which the keys came: key, value, hash, and the next entry with the same place in `index`; entries are named by their first
// word's index, and `used` is where the next one goes. A deleted entry's key is UNBOUND.
// `same` is 0 (equal?), 1 (eqv?) or a procedure; keys that hash by their address make `stamp` the number of collections then.
// Invariant: nothing here is a safe point, so addresses and entries stay what they are during a call.
import {
  FALSE, canonical, KIND_BYTES, KIND_INTEGER, KIND_STRING, KIND_VECTOR, TAG_OBJECT, TAG_PAIR, TAG_PROCEDURE, TRUE, UNBOUND, UNSPECIFIED,
  addressOf, fixnum, fixnumValue, isFixnum, isFlonum, kindOfHeader, tagOf,
} from "./layout";
import { collectionCount } from "./collect";
import { isEqual, isEqv } from "./equality";
import { valueOf } from "./tape";
import { noteTensorRead } from "./tensors/graph";
import { at as elementOf, bottom, countOf, isTensor } from "./tensors/tensor";
import { element, vectorSize } from "./vectors";

export const TYPE_HASH_TABLE: i64 = 0xfffe_0000_0000_0003;

const SIZE: usize = 16; // offsets of a record's fields
const ENTRIES: usize = 24;
const INDEX: usize = 32;
const USED: usize = 40;
const SAME: usize = 48;
const STAMP: usize = 64;

const EQUAL: i64 = 0;

// ---- hashes -----------------------------------------------------------------------------------------------------------
/** Parts of a structure that its hash looks at, which also bounds how deep it goes. */
const PARTS: i32 = 64;
let left: i32 = 0;
let addressed: bool = false; // the latest hash depends on an address

@inline function mix(h: u32, x: u32): u32 {
  const product = (h ^ x) * 0x9e3779b1;
  return product ^ (product >> 15);
}
@inline function mixWord(h: u32, word: i64): u32 { return mix(mix(h, <u32>word), <u32>(word >> 32)); }

/** Of what can be told apart by its identity only, the address where `identity`, else the kind. */
function hashOf(value: i64, structure: bool, identity: bool): u32 {
  left = PARTS;
  return hash(value, structure, identity);
}
function hash(value: i64, structure: bool, identity: bool): u32 {
  const word = valueOf(value);
  const tag = tagOf(word);
  if (isFixnum(word)) return mixWord(1, word);
  if (isFlonum(word)) return mixWord(2, reinterpret<f64>(word) == reinterpret<f64>(word) ? word : 0);
  const at = addressOf(word);
  if (tag == TAG_PAIR && structure) return hashList(word);
  if (tag == TAG_OBJECT) {
    const kind = kindOfHeader(load<i64>(at));
    if (kind == KIND_INTEGER) return mixWord(3, load<i64>(at, 8));
    if (structure) {
      if (kind == KIND_STRING) return hashBytes(kind, at, <usize>load<u32>(at, 8) << 2);
      if (kind == KIND_BYTES) return hashBytes(kind, at, load<u32>(at, 8));
      if (kind == KIND_VECTOR) return hashVector(word);
      if (isTensor(word)) {
        noteTensorRead(word);
        return hashTensor(addressOf(bottom(word)));
      }
    }
  }
  if (tag == TAG_PAIR || tag == TAG_OBJECT || tag == TAG_PROCEDURE) {
    if (!identity) return tag;
    addressed = true;
  }
  return mixWord(4, word);
}
function hashBytes(kind: u32, at: usize, bytes: usize): u32 {
  let h: u32 = kind;
  for (let i: usize = 0; i < bytes; i += 4) h = mix(h, i + 4 <= bytes ? load<u32>(at + i, 16) : load<u8>(at + i, 16));
  return h;
}
function hashList(list: i64): u32 {
  let h: u32 = 5;
  let rest = list;
  while (tagOf(rest) == TAG_PAIR && left > 0) {
    left--;
    h = mix(h, hash(load<i64>(addressOf(rest)), true, false));
    rest = load<i64>(addressOf(rest), 8);
  }
  return tagOf(rest) == TAG_PAIR ? h : mix(h, hash(rest, true, false));
}
function hashTensor(t: usize): u32 {
  let h = mix(7, <u32>countOf(t));
  for (let i: usize = 0; i < countOf(t) && i < <usize>PARTS; i++) h = mixWord(h, canonical(elementOf(t, i)) & (elementOf(t, i) == elementOf(t, i) ? -1 : 0));
  return h;
}
function hashVector(v: i64): u32 {
  let h = mix(6, <u32>vectorSize(v));
  for (let i: usize = 0; i < vectorSize(v) && left > 0; i++) {
    left--;
    h = mix(h, hash(load<i64>(element(v, i)), true, false));
  }
  return h;
}
/** A hash that no collection changes: the same for keys that are the same by equal? (`structure`) or eqv?. */
export function stableHash(word: i64, structure: i64): i64 { return fixnum(<i64>(hashOf(word, structure != FALSE, false) >> 2)); }

// ---- tables -----------------------------------------------------------------------------------------------------------
@inline function field(table: i64, offset: usize): i64 { return load<i64>(addressOf(table) + offset); }
@inline function setField(table: i64, offset: usize, word: i64): void { store<i64>(addressOf(table) + offset, word); }
@inline function entryAt(table: i64, entry: i64): usize { return element(field(table, ENTRIES), <usize>fixnumValue(entry)); }

function keyHash(table: i64, key: i64): i64 {
  addressed = false;
  const h = hashOf(key, field(table, SAME) == fixnum(EQUAL), true);
  if (addressed && field(table, STAMP) == FALSE) setField(table, STAMP, fixnum(collectionCount()));
  return fixnum(<i64>(h >> 2));
}

/** Where the entries with this hash begin in the index. */
@inline function place(table: i64, h: i64): usize {
  const index = field(table, INDEX);
  return element(index, <usize>fixnumValue(h) & (vectorSize(index) - 1));
}

/** Builds the index anew from the entries; hashes that depend on addresses are computed again. */
function rebuild(table: i64): void {
  const index = field(table, INDEX);
  for (let i: usize = 0; i < vectorSize(index); i++) store<i64>(element(index, i), FALSE);
  const again = field(table, STAMP) != FALSE;
  if (again) setField(table, STAMP, fixnum(collectionCount()));
  const used = fixnumValue(field(table, USED));
  for (let entry: i64 = 0; entry < used; entry += 4) {
    const at = entryAt(table, fixnum(entry));
    if (load<i64>(at) == UNBOUND) continue;
    if (again) store<i64>(at, keyHash(table, load<i64>(at)), 16);
    link(table, entry, at);
  }
}
function link(table: i64, entry: i64, at: usize): void {
  const head = place(table, load<i64>(at, 16));
  store<i64>(at, load<i64>(head), 24);
  store<i64>(head, fixnum(entry));
}

/** Things may have moved since the hashes were computed. */
function refresh(table: i64): void {
  const stamp = field(table, STAMP);
  if (stamp != FALSE && stamp != fixnum(collectionCount())) rebuild(table);
}

/** The entry of a key, or #f. Not for tables with a procedure of their own. */
export function tableFind(table: i64, key: i64): i64 {
  refresh(table);
  const equal = field(table, SAME) == fixnum(EQUAL);
  const h = keyHash(table, key);
  let entry = load<i64>(place(table, h));
  while (entry != FALSE) {
    const at = entryAt(table, entry);
    if (load<i64>(at, 16) == h && (equal ? isEqual(load<i64>(at), key) : isEqv(load<i64>(at), key)) != 0) return entry;
    entry = load<i64>(at, 24);
  }
  return FALSE;
}
/** The first of the entries whose hash may be h, or #f; the fourth word of an entry leads to the next. */
export function tableFirst(table: i64, h: i64): i64 { return load<i64>(place(table, h)); }

/** Adds an entry for a key that has none; #f when there is no room. `h` is its hash in a table with a procedure of its own. */
export function tableAdd(table: i64, key: i64, value: i64, h: i64): i64 {
  const used = fixnumValue(field(table, USED));
  const entries = field(table, ENTRIES);
  if (used == <i64>vectorSize(entries)) return FALSE;
  refresh(table);
  const at = element(entries, <usize>used);
  store<i64>(at, key);
  store<i64>(at, value, 8);
  store<i64>(at, isFixnum(field(table, SAME)) ? keyHash(table, key) : h, 16);
  link(table, used, at);
  setField(table, USED, fixnum(used + 4));
  setField(table, SIZE, field(table, SIZE) + 1);
  return TRUE;
}

/** Moves the entries, in order, to fresh vectors: of entries, and for the index, whose size is a power of two. */
export function tableMove(table: i64, entries: i64, index: i64): i64 {
  const old = field(table, ENTRIES);
  const used = <usize>fixnumValue(field(table, USED));
  let to: usize = 0;
  for (let from: usize = 0; from < used; from += 4) {
    if (load<i64>(element(old, from)) == UNBOUND) continue;
    memory.copy(element(entries, to), element(old, from), 32);
    to += 4;
  }
  setField(table, ENTRIES, entries);
  setField(table, INDEX, index);
  setField(table, USED, fixnum(to));
  rebuild(table);
  return UNSPECIFIED;
}

/** Deletes an entry. */
export function tableDelete(table: i64, entry: i64): i64 {
  const at = entryAt(table, entry);
  let link = place(table, load<i64>(at, 16));
  while (load<i64>(link) != entry) link = entryAt(table, load<i64>(link)) + 24;
  store<i64>(link, load<i64>(at, 24));
  store<i64>(at, UNBOUND);
  store<i64>(at, UNSPECIFIED, 8);
  setField(table, SIZE, field(table, SIZE) - 1);
  return UNSPECIFIED;
}
