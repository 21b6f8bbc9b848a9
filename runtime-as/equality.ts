// eqv? and equal?. Active numbers compare by their primals, all NaNs count as one.
// Invariant: equal? keeps its own stack, so structures may be as deep as memory, and terminates on circular ones: after many
// steps it merges the nodes that it takes as equal (union-find, as Adams & Dybvig 2008 do), so no pair of nodes is compared twice.
import {
  KIND_BYTES, KIND_INTEGER, KIND_STRING, KIND_VECTOR, TAG_OBJECT, TAG_PAIR, addressOf, isActive, isFlonum, kindOfHeader,
  sizeOfHeader, tagOf,
} from "./layout";
import { primalOf } from "./tape";
import { VISITED, WORK, bufferAddress, bufferLength, clearBuffer, popWord, pushWord, reserve, setBufferLength } from "./buffers";

const PATIENCE: i32 = 20_000;
const TABLE: u32 = 1 << 20; // entries of the union-find table, made only when patience is over

export function isEqv(a: i64, b: i64): i32 {
  if (a == b) return 1;
  if (isActive(a)) a = primalOf(a);
  if (isActive(b)) b = primalOf(b);
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
    let same = tag == tagOf(y) && (tag == TAG_PAIR || tag == TAG_OBJECT);
    if (same && ++steps > PATIENCE && merged(x, y)) continue;
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
      clearBuffer(VISITED);
      return 0;
    }
  }
  clearBuffer(VISITED);
  return 1;
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

/** Merges the classes of two nodes; true when they were one already. */
function merged(x: i64, y: i64): bool {
  if (bufferLength(VISITED) == 0) {
    const table = reserve(VISITED, <usize>TABLE * 16);
    memory.fill(table, 0, <usize>TABLE * 16);
    setBufferLength(VISITED, <usize>TABLE * 16);
  }
  const a = find(x);
  const b = find(y);
  if (a == b) return true;
  store<i64>(slotOf(a) + 8, b);
  return false;
}
function find(node: i64): i64 {
  while (true) {
    const slot = slotOf(node);
    const parent = load<i64>(slot, 8);
    if (parent == node) return node;
    node = parent;
  }
}
function slotOf(node: i64): usize {
  let probe = (<u32>node * 0x9e3779b1) >>> 12;
  while (true) {
    const slot = bufferAddress(VISITED) + (<usize>probe << 4);
    const key = load<i64>(slot);
    if (key == node) return slot;
    if (key == 0) {
      store<i64>(slot, node);
      store<i64>(slot, node, 8);
      return slot;
    }
    probe = (probe + 1) & (TABLE - 1);
  }
}
