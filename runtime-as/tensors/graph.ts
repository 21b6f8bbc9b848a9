// Operations on tensors in the graph of a run (../graph.ts): an entry like every other, then what its operation needs to be done again.
// Behind the entry stand the operands, what else the operation is told, and its value, each in words that docs/graphs.md describes.
// Invariant: tensors are copied, so the graph holds no heap pointers.
import { FALSE, KIND_TENSOR, KIND_VECTOR, addressOf, car, cdr, fixnumValue, flonum, isFixnum, isKind, isPair } from "../layout";
import { GRAPH, bufferAddress, bufferLength, reserve, setBufferLength } from "../buffers";
import { CONSTANT_OF, GUARD, TEST_VALUE, beginEntry, graphing } from "../graph";
import { append } from "../tape";
import { floatOf } from "../numbers";
import { element, vectorSize } from "../vectors";
import { CONCAT, PACK, PICK, PLACE } from "./codes";
import {
  ACTIVE_WORD, activeTensor, bottom, countOf, dataOf, depthOfAny, dimOf, isActiveTensor, primalOfAny, rankOf,
} from "./tensor";

/** Added to the kinds of entries that have more behind them. */
const TENSORS: u32 = 0x200;

const NOTHING: u32 = 0;
const NODE: u32 = 1;
const NUMBER: u32 = 2;
const ELEMENTS: u32 = 3;
const SHAPE: u32 = 4;
const INTEGER: u32 = 5;
const PAIR: u32 = 6;
const ITEMS: u32 = 7;

// ---- words behind an entry -----------------------------------------------------------------------------------------------------------
function room(bytes: usize): usize {
  const at = reserve(GRAPH, bytes);
  setBufferLength(GRAPH, bufferLength(GRAPH) + bytes);
  return at;
}
function put(code: u32, number: u32): void {
  const at = room(8);
  store<u32>(at, code);
  store<u32>(at, number, 4);
}
function putNode(slot: usize): void { put(NODE, <u32>slot); }
function putTensor(t: usize, elements: bool): void {
  const n = rankOf(t);
  put(elements ? ELEMENTS : SHAPE, n);
  const sizes = room(<usize>((n + 1) & ~1) << 2);
  for (let i: u32 = 0; i < n; i++) store<u32>(sizes + (<usize>i << 2), dimOf(t, i));
  if (elements) memory.copy(room(countOf(t) << 3), dataOf(t), countOf(t) << 3);
}
/** A number or tensor as it is at the bottom. */
function putValue(word: i64): void {
  const b = bottom(word);
  if (b == FALSE) put(NOTHING, 0);
  else if (isKind(b, KIND_TENSOR)) putTensor(addressOf(b), true);
  else {
    put(NUMBER, 0);
    store<f64>(room(8), floatOf(b));
  }
}
/** What an operation is told beside its operands; tensors are templates of shapes there, but for indices. */
function putInfo(word: i64, indices: bool): void {
  if (isFixnum(word)) {
    put(INTEGER, 0);
    store<i64>(room(8), fixnumValue(word));
  } else if (isPair(word)) {
    put(PAIR, 0);
    putInfo(car(word), indices);
    putInfo(cdr(word), false);
  } else if (isKind(word, KIND_VECTOR)) {
    put(ITEMS, <u32>vectorSize(word));
    for (let i: usize = 0; i < vectorSize(word); i++) putInfo(load<i64>(element(word, i)), false);
  } else if (word == FALSE) put(NOTHING, 0);
  else putTensor(addressOf(bottom(word)), indices);
}
/** Name of a number or tensor that is active at depth 1. */
export function slotOf(word: i64): usize { return addressOf(isActiveTensor(word) ? load<i64>(addressOf(word), ACTIVE_WORD) : word); }
function putOperand(target: i64, value: i64): void {
  if (target == FALSE) putValue(value);
  else putNode(slotOf(target));
}

// ---- entries ------------------------------------------------------------------------------------------------------------------------------
let began: usize = 0;
/** At most the bytes that a word takes behind an entry. */
function bytesOf(word: i64): usize {
  const b = bottom(word);
  return isKind(b, KIND_TENSOR) ? (countOf(addressOf(b)) << 3) + 64 : 64;
}
/** An entry for so many operands with so many bytes behind it; false: there is no room for it. */
function begin(kind: u32, slot: usize, operands: u32, bytes: usize): bool {
  if (!beginEntry(TENSORS + kind, <u32>slot, operands, bytes)) return false;
  began = bufferLength(GRAPH);
  return true;
}
function end(): void { store<u32>(bufferAddress(GRAPH) + began - 64, <u32>(bufferLength(GRAPH) - began), 12); }

/** A rule of the level at depth 1 (record.ts). */
export function noteTensor(op: u32, first: i64, second: i64, result: i64, x: i64, y: i64, z: i64, info: i64): void {
  const isJoined = op >= CONCAT && op <= PACK;
  const n = isJoined ? <u32>vectorSize(x) : y != FALSE ? 2 : 1;
  // Indices are as many as the elements of an operand or of the value; a part's specification is short.
  let bytes: usize = (bytesOf(z) << 1) + 512;
  if (isJoined) for (let i: usize = 0; i < n; i++) bytes += bytesOf(load<i64>(element(x, i)));
  else bytes += (bytesOf(x) << 1) + bytesOf(y);
  if (!begin(op, slotOf(result), n, bytes)) return;
  if (isJoined) {
    for (let i: usize = 0; i < n; i++) putOperand(load<i64>(element(first, i)), load<i64>(element(x, i)));
  } else {
    putOperand(first, x);
    if (n == 2) putOperand(second, y);
  }
  putInfo(info, op == PICK || op == PLACE);
  putValue(z);
  end();
}
/** A tensor without operands at depth 1: what a program's own rule answers. */
export function noteTensorNode(word: i64): void {
  if (!begin(0, slotOf(word), 0, bytesOf(word) + 64)) return;
  put(NOTHING, 0);
  putValue(word);
  end();
}
/** The tensor as an entry of its own, that passes its value on and no derivative. */
export function noteConstantTensor(word: i64): i64 {
  while (isActiveTensor(word) && depthOfAny(word) != 1) word = primalOfAny(word);
  if (!isActiveTensor(word)) return word;
  const constant = activeTensor(append(1, 0, 0, 0, flonum(0), 0, 0), primalOfAny(word));
  if (!begin(CONSTANT_OF, slotOf(constant), 1, bytesOf(word) + 64)) return constant;
  putNode(slotOf(word));
  put(NOTHING, 0);
  putValue(constant);
  end();
  return constant;
}
/** A decision that looked at a tensor: `info` says along what, the outcome is a number or tensor. */
export function noteTensorGuard(test: u32, word: i64, info: i64, outcome: i64): void {
  if (!graphing()) return;
  while (isActiveTensor(word) && depthOfAny(word) != 1) word = primalOfAny(word);
  if (!isActiveTensor(word) || !begin(GUARD + test, 0, 1, bytesOf(outcome) + 128)) return;
  putNode(slotOf(word));
  putInfo(info, false);
  putValue(outcome);
  end();
}
/** The program reads the elements themselves. */
export function noteTensorRead(word: i64): void {
  if (graphing() && isActiveTensor(word)) noteTensorGuard(TEST_VALUE, word, FALSE, word);
}
