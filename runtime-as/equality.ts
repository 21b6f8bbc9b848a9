// eqv? and equal?. Active numbers compare by their primals, all NaNs count as one.
// Invariant: equal? keeps its own stack, so structures may be as deep as memory, and terminates on circular ones: after many
// steps it merges the nodes that it takes as equal (union-find, as Adams & Dybvig 2008 do), so no pair of nodes is compared twice.
import {
  KIND_BYTES, KIND_INTEGER, KIND_STRING, KIND_VECTOR, TAG_OBJECT, TAG_PAIR, addressOf, isActive, isFlonum, kindOfHeader,
  sizeOfHeader, tagOf,
} from "./layout";
import { valueOf } from "./tape";
import { noteTensorRead } from "./tensors/graph";
import { at, bottom, countOf, isTensor, sameShape } from "./tensors/tensor";
import { WORK, bufferLength, popWord, pushWord, setBufferLength } from "./buffers";
import { numberOf, openAddresses } from "./addresses";

const PATIENCE: i32 = 20_000;

export function isEqv(a: i64, b: i64): i32 {
  if (a == b) return 1;
  if (isActive(a)) a = valueOf(a);
  if (isActive(b)) b = valueOf(b);
  if (a == b) return 1;
  if (tagOf(a) == TAG_OBJECT && tagOf(b) == TAG_OBJECT) {
    const head = load<i64>(addressOf(a));
    return <i32>(kindOfHeader(head) == KIND_INTEGER && head == load<i64>(addressOf(b)) &&
      load<i64>(addressOf(a), 8) == load<i64>(addressOf(b), 8));
  }
  const x = reinterpret<f64>(a);
  const y = reinterpret<f64>(b);
  return <i32>(x != x && y != y && isFlonum(a) && isFlonum(b));
}

export function isEqual(a: i64, b: i64): i32 {
  const base = bufferLength(WORK);
  let steps: i32 = 0;
  pushWord(WORK, a);
  pushWord(WORK, b);
  while (bufferLength(WORK) > base) {
    const y = popWord(WORK);
    const x = popWord(WORK);
    if (x == y || isEqv(x, y) != 0) continue;
    const tag = tagOf(x);
    if (isTensor(x) && isTensor(y)) {
      noteTensorRead(x);
      noteTensorRead(y);
      if (sameTensors(addressOf(bottom(x)), addressOf(bottom(y)))) continue;
      setBufferLength(WORK, base);
      return 0;
    }
    let same = tag == tagOf(y) && (tag == TAG_PAIR || tag == TAG_OBJECT);
    if (same && ++steps >= PATIENCE) {
      if (steps == PATIENCE) openAddresses();
      if (merged(addressOf(x), addressOf(y))) continue;
    }
    if (same) {
      if (tag == TAG_PAIR) {
        pushWord(WORK, load<i64>(addressOf(x), 8));
        pushWord(WORK, load<i64>(addressOf(y), 8));
        pushWord(WORK, load<i64>(addressOf(x)));
        pushWord(WORK, load<i64>(addressOf(y)));
      } else same = pushObjects(addressOf(x), addressOf(y));
    }
    if (!same) {
      setBufferLength(WORK, base);
      return 0;
    }
  }
  return 1;
}

/** Whether shapes and all elements are the same, these as eqv? has it. */
function sameTensors(x: usize, y: usize): bool {
  if (!sameShape(x, y)) return false;
  for (let i: usize = 0; i < countOf(x); i++) {
    const a = at(x, i);
    const b = at(y, i);
    if (reinterpret<i64>(a) != reinterpret<i64>(b) && (a == a || b == b)) return false;
  }
  return true;
}

/** Whether two objects may be equal; the elements still to compare are pushed. */
function pushObjects(x: usize, y: usize): bool {
  const head = load<i64>(x);
  if (head != load<i64>(y)) return false;
  const kind = kindOfHeader(head);
  const size = sizeOfHeader(head) << 3;
  if (kind == KIND_STRING || kind == KIND_BYTES) {
    if (load<u64>(x, 8) != load<u64>(y, 8)) return false;
    const bytes = kind == KIND_STRING ? <usize>load<u32>(x, 8) << 2 : <usize>load<u32>(x, 8);
    return memory.compare(x + 16, y + 16, bytes) == 0;
  }
  if (kind != KIND_VECTOR) return false;
  for (let offset = size; offset > 0; offset -= 8) {
    pushWord(WORK, load<i64>(x + offset));
    pushWord(WORK, load<i64>(y + offset));
  }
  return true;
}

/** Merges the classes of two nodes; true when they were one already. The number of a node is its parent's address; 0: it has none. */
function merged(x: usize, y: usize): bool {
  const a = rootOf(x);
  const b = rootOf(y);
  if (a == b) return true;
  store<u32>(numberOf(a), <u32>b);
  return false;
}
/** The last of a node's ancestors; the way to it is halved (van Leeuwen & van der Weide 1977). */
function rootOf(node: usize): usize {
  while (true) {
    const parent = <usize>load<u32>(numberOf(node));
    if (parent == 0) return node;
    const next = <usize>load<u32>(numberOf(parent));
    if (next == 0) return parent;
    store<u32>(numberOf(node), <u32>next);
    node = next;
  }
}
