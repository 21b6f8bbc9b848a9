// What sweeps do with the operations on tensors: adjoint and tangent rules, as expressions in the operations themselves, so that a sweep
// inside of another derivative is recorded there like everything else. At the outermost level the commonest go by kernels that add
// in place. docs/gradients.md lists the rules and their sources.
// Invariant: a cotangent that is not there, or is 0, contributes nothing; a tensor's cotangent is changed in place only when it is
// the sweep's own.
import { ERROR, FALSE, KIND_TENSOR, KIND_VECTOR, TRUE, UNSPECIFIED, addressOf, car, cdr, fixnum, fixnumValue, flonum, isActive, isKind } from "../layout";
import { allocateObject, cons, objectWord } from "../heap";
import { failed } from "../errors";
import { numberAbs, numberAdd, numberDivide, numberExp, numberMultiply, numberNegate, numberSubtract } from "../generated/arithmetic";
import { partialWord, hasPartialWord } from "../generated/partials";
import { ADJOINT, adjointOf, isZeroWord, setAdjoint } from "../tape";
import { floatOf, isNumber } from "../numbers";
import { element, vectorSize } from "../vectors";
import { SWEEP_ADJOINTS, SWEEP_MAGNITUDES, SWEEP_REACH } from "../levels";
import {
  BACKWARDS, BAND, BROADCAST, CHOLESKY, COFACTORS, CONCAT, CUMSUM, DET, DIAG, DIAGONAL, DOT, ELEMENT, FIRST, HALVED, INVERSE, IS_UPPER, KEEP, LOGDET, LOGSUMEXP,
  LOWER, MATMUL, NORM, OUTER, PACK, PICK, PLACE, RESHAPE, SECOND, SLICE, SOFTMAX, SOLVE, SOLVE_SPD, STACK, SUM, SUM_TO, TRANSPOSE, TRANSPOSED, TRIANGULAR,
  UNELEMENT, UNSLICE, UPPER,
} from "./codes";
import { cofactorsAlong, cofactorsOf } from "./cofactors";
import { addCotangent, addInto, partialsPlain } from "./elements";
import { isMultiple, pullMagnitudes } from "./magnitudes";
import { operate, operateParts, RULE_FIRST, RULE_INFO, RULE_OP, RULE_RESULT, RULE_SECOND, RULE_X, RULE_Y, RULE_Z } from "./record";
import { productInto } from "./plain";
import {
  COTANGENT, OWNED, PRIMAL, addAxis, bottom, clear, countOf, dataOf, dimOf, isActiveTensor, isSignal, newShape, newTensor, noRoom, outlivedAny, rankOf, sameShape, shapeLike,
  startShape, tensorWord, at,
} from "./tensor";

@inline function field(rule: i64, index: usize): i64 { return load<i64>(element(rule, index)); }
@inline export function one(op: u32, a: i64, info: i64): i64 { return operate(op, a, FALSE, info); }
@inline export function two(op: u32, a: i64, b: i64, flags: i64): i64 { return operate(op, a, b, fixnum(flags)); }

// ---- shapes of words ---------------------------------------------------------------------------------------------------------------
/** A template with the shape of a word; a tensor is its own. */
export function like(word: i64): i64 {
  const b = bottom(word);
  if (isKind(b, KIND_TENSOR)) return b;
  startShape();
  return newShape();
}
function rankIn(word: i64): u32 {
  const b = bottom(word);
  return isKind(b, KIND_TENSOR) ? rankOf(addressOf(b)) : 0;
}
export function sizeIn(word: i64, axis: u32): u32 {
  const b = bottom(word);
  return isKind(b, KIND_TENSOR) ? dimOf(addressOf(b), axis) : 1;
}
function alike(a: i64, b: i64): bool {
  const ta = bottom(a);
  const tb = bottom(b);
  const isA = isKind(ta, KIND_TENSOR);
  if (isA != isKind(tb, KIND_TENSOR)) return false;
  return !isA || sameShape(addressOf(ta), addressOf(tb));
}
/** The shape of x with the axes of a mask of size 1. */
function keptShape(x: i64, axes: i64): i64 {
  startShape();
  for (let i: u32 = 0; i < rankIn(x); i++) addAxis((axes >> i & 1) != 0 ? 1 : sizeIn(x, i));
  return newShape();
}
/** What stands for x reduced along axes, repeated along them. */
function repeated(reduced: i64, x: i64, axes: i64): i64 { return one(BROADCAST, one(RESHAPE, reduced, keptShape(x, axes)), like(x)); }
function fitted(term: i64, x: i64): i64 { return alike(term, x) ? term : one(SUM_TO, term, like(x)); }
function spreadTo(term: i64, z: i64): i64 { return alike(term, z) ? term : one(BROADCAST, term, like(z)); }
export function turned(matrix: i64): i64 { return one(TRANSPOSE, matrix, fixnum(1)); }
export function symmetric(matrix: i64): i64 { return numberMultiply(numberAdd(matrix, turned(matrix)), flonum(0.5)); }
/** The product of the two, as matrices, or of two vectors the matrix of all products. */
export function pairs(u: i64, v: i64): i64 { return rankIn(u) == 1 ? operate(OUTER, u, v, FALSE) : two(MATMUL, u, v, SECOND); }
export function bandOf(matrix: i64, kind: i64): i64 { return one(BAND, matrix, fixnum(kind)); }
/** 1 where the number at the bottom is 0: what a quotient is kept finite by. */
export function zeros(word: i64): i64 {
  const b = bottom(word);
  if (!isKind(b, KIND_TENSOR)) return flonum(floatOf(b) == 0 ? 1 : 0);
  const t = addressOf(b);
  let any = false;
  for (let i: usize = 0; i < countOf(t); i++) if (at(t, i) == 0) any = true;
  if (!any) return flonum(0);
  shapeLike(t);
  const z = newTensor();
  if (z == 0) return noRoom();
  for (let i: usize = 0; i < countOf(t); i++) store<f64>(dataOf(z) + (i << 3), at(t, i) == 0 ? 1 : 0);
  return tensorWord(z);
}

/** Divided by a norm; 0, with all derivatives 0, where that is 0. */
function perNorm(word: i64, z: i64): i64 {
  const none = zeros(z);
  if (none == flonum(0)) return numberDivide(word, z);
  return numberMultiply(numberDivide(word, numberAdd(z, none)), numberSubtract(flonum(1), none));
}

// ---- cotangents ------------------------------------------------------------------------------------------------------------------------
let depth: i32 = 1;
let kind: i32 = 0; // SWEEP_ADJOINTS
let fresh: bool = true; // whether the term that is added now is nobody else's

/** The cotangent of an active number or tensor, gone afterwards; #f: none, or 0. */
function take(word: i64): i64 {
  if (isActive(word)) {
    const d = adjointOf(addressOf(word));
    setAdjoint(addressOf(word), 0);
    return isZeroWord(d) ? FALSE : d;
  }
  const node = addressOf(word);
  const d = load<i64>(node, COTANGENT);
  store<i64>(node, FALSE, COTANGENT);
  store<i64>(node, FALSE, OWNED);
  return d;
}

/** Adds to the cotangent of an operand; nothing for #f. */
export function give(target: i64, term: i64): void {
  if (target == FALSE || isSignal(term)) return;
  if (kind == SWEEP_MAGNITUDES && depth == 1) term = numberAbs(term);
  if (isActive(target)) {
    const slot = addressOf(target);
    if (depth == 1) store<f64>(slot, load<f64>(slot, ADJOINT) + floatOf(term), ADJOINT);
    else {
      const sum = adjointOf(slot);
      setAdjoint(slot, isZeroWord(sum) ? term : numberAdd(sum, term));
    }
    return;
  }
  const node = addressOf(target);
  const sum = load<i64>(node, COTANGENT);
  if (sum == FALSE) {
    store<i64>(node, term, COTANGENT);
    store<i64>(node, fresh && isKind(term, KIND_TENSOR) ? TRUE : FALSE, OWNED);
  } else if (load<i64>(node, OWNED) == TRUE && isKind(term, KIND_TENSOR)) addInto(addressOf(sum), addressOf(term));
  else {
    const total = numberAdd(sum, term);
    if (isSignal(total)) return;
    store<i64>(node, total, COTANGENT);
    store<i64>(node, isKind(total, KIND_TENSOR) ? TRUE : FALSE, OWNED);
  }
}
/** The address of a tensor's cotangent that may be added to in place; 0: there is none. Only at the outermost level. */
function sumOf(target: i64): usize {
  if (depth != 1 || kind != SWEEP_ADJOINTS || !isActiveTensor(target)) return 0;
  const node = addressOf(target);
  const primal = load<i64>(node, PRIMAL);
  if (!isKind(primal, KIND_TENSOR)) return 0;
  const sum = load<i64>(node, COTANGENT);
  if (sum != FALSE && load<i64>(node, OWNED) == TRUE) return addressOf(sum);
  shapeLike(addressOf(primal));
  const own = newTensor();
  if (own == 0) {
    noRoom();
    return 0;
  }
  if (sum == FALSE) clear(own);
  else memory.copy(dataOf(own), dataOf(addressOf(sum)), countOf(own) << 3);
  store<i64>(node, tensorWord(own), COTANGENT);
  store<i64>(node, TRUE, OWNED);
  return own;
}

// ---- backwards -----------------------------------------------------------------------------------------------------------------------------
/** Carries the cotangent of a rule's result to its operands, in a sweep of a level at depth `d`. */
export function pullRule(d: i32, sweepKind: i32, rule: i64): void {
  depth = d;
  kind = sweepKind;
  fresh = true;
  const g = take(field(rule, RULE_RESULT));
  if (g == FALSE) return;
  const op = <u32>fixnumValue(field(rule, RULE_OP));
  const a = field(rule, RULE_FIRST);
  const b = field(rule, RULE_SECOND);
  if (op >= CONCAT && op <= PACK) {
    pullParts(op, a, field(rule, RULE_X), g, field(rule, RULE_INFO));
    return;
  }
  if (kind == SWEEP_REACH && depth == 1) {
    reach(a);
    reach(b);
    return;
  }
  const x = field(rule, RULE_X);
  const y = field(rule, RULE_Y);
  const z = field(rule, RULE_Z);
  if (op < SUM) {
    pullElements(op, false, a, x, y, z, g);
    pullElements(op, true, b, y, x, z, g);
  } else pullOperation(op, a, b, x, y, z, g, field(rule, RULE_INFO));
}
function reach(target: i64): void {
  if (target == FALSE) return;
  if (isActive(target)) store<f64>(addressOf(target), 1, ADJOINT);
  else store<i64>(addressOf(target), flonum(1), COTANGENT);
}

/** `own` is the operand that the target stands for, `other` the other one. */
function pullElements(op: u32, ofSecond: bool, target: i64, own: i64, other: i64, z: i64, g: i64): void {
  if (target == FALSE) return;
  const x = ofSecond ? other : own;
  const y = ofSecond ? own : other;
  if (depth == 1) {
    const result = addressOf(z);
    const direct = alike(own, z) ? sumOf(target) : 0;
    let sum = direct;
    if (sum == 0) {
      shapeLike(result);
      sum = newTensor();
      if (sum == 0) {
        noRoom();
        return;
      }
      clear(sum);
    }
    if (!addCotangent(op, ofSecond, plainOf(x), y == FALSE ? 0 : plainOf(y), result, addressOf(g), sum)) noRoom();
    else if (direct == 0) {
      const terms = tensorWord(sum);
      give(target, fitted(kind == SWEEP_MAGNITUDES ? numberAbs(terms) : terms, own));
    }
    return;
  }
  // At inner levels the derivative is an expression, or constant.
  let partial: i64;
  if (hasPartialWord(op)) partial = partialWord(op, ofSecond, x, y, z);
  else {
    const constants = partialsPlain(op, ofSecond, plainOf(bottom(x)), y == FALSE ? 0 : plainOf(bottom(y)), addressOf(bottom(z)));
    partial = constants == 0 ? noRoom() : tensorWord(constants);
  }
  if (isSignal(partial)) return;
  give(target, fitted(spreadTo(numberMultiply(partial, g), z), own));
}
function plainOf(word: i64): usize {
  if (isKind(word, KIND_TENSOR)) return addressOf(word);
  startShape();
  const t = newTensor();
  store<f64>(t, floatOf(word), 48);
  return t;
}

function pullOperation(op: u32, a: i64, b: i64, x: i64, y: i64, z: i64, g: i64, info: i64): void {
  if (kind == SWEEP_MAGNITUDES && depth == 1) {
    if (isMultiple(op)) {
      x = numberAbs(x);
      if (y != FALSE) y = numberAbs(y);
      z = numberAbs(z);
    } else if (pullMagnitudes(op, a, b, x, z, g, info)) return;
  }
  switch (op) {
    case SUM: give(a, repeated(g, x, fixnumValue(info))); return;
    case SUM_TO: fresh = false; give(a, one(BROADCAST, g, like(x))); return;
    case BROADCAST: fresh = false; give(a, one(SUM_TO, g, like(x))); return;
    case RESHAPE: give(a, one(RESHAPE, g, like(x))); return;
    case TRANSPOSE: give(a, one(TRANSPOSE, g, inverseOrder(fixnumValue(info), rankIn(x)))); return;
    case MATMUL: pullProduct(a, b, x, y, g, fixnumValue(info)); return;
    case OUTER:
      if (a != FALSE) give(a, two(MATMUL, g, y, 0));
      if (b != FALSE) give(b, two(MATMUL, g, x, FIRST));
      return;
    case DOT:
      if (a != FALSE) give(a, numberMultiply(y, g));
      if (b != FALSE) give(b, numberMultiply(x, g));
      return;
    case SLICE: give(a, one(UNSLICE, g, cons(info, like(x)))); return;
    case UNSLICE: give(a, one(SLICE, g, car(info))); return;
    case ELEMENT: {
      const sum = sumOf(a);
      if (sum != 0) {
        const place = dataOf(sum) + (<usize>fixnumValue(info) << 3);
        store<f64>(place, load<f64>(place) + floatOf(g));
      } else give(a, one(UNELEMENT, g, cons(info, like(x))));
      return;
    }
    case UNELEMENT: give(a, one(ELEMENT, g, car(info))); return;
    case DIAG: give(a, one(DIAGONAL, g, car(info))); return;
    case DIAGONAL: give(a, one(DIAG, g, cons(info, like(x)))); return;
    case BAND: give(a, one(BAND, g, info)); return;
    case CHOLESKY: {
      const inner = bandOf(two(MATMUL, z, g, FIRST), HALVED);
      const half = two(TRIANGULAR, z, inner, TRANSPOSED);
      give(a, symmetric(two(TRIANGULAR, z, turned(half), TRANSPOSED)));
      return;
    }
    case TRIANGULAR: {
      const flags = fixnumValue(info);
      const gb = two(TRIANGULAR, x, g, flags ^ TRANSPOSED);
      if (a != FALSE) {
        const full = (flags & TRANSPOSED) != 0 ? pairs(z, gb) : pairs(gb, z);
        give(a, numberNegate(bandOf(full, (flags & IS_UPPER) != 0 ? UPPER : LOWER)));
      }
      fresh = false;
      give(b, gb);
      return;
    }
    case SOLVE: {
      const flags = fixnumValue(info);
      const gb = two(SOLVE, x, g, flags ^ TRANSPOSED);
      if (a != FALSE) give(a, numberNegate((flags & TRANSPOSED) != 0 ? pairs(z, gb) : pairs(gb, z)));
      fresh = false;
      give(b, gb);
      return;
    }
    case SOLVE_SPD: {
      const gb = operate(SOLVE_SPD, x, g, FALSE);
      if (a != FALSE) give(a, numberNegate(symmetric(pairs(gb, z))));
      fresh = false;
      give(b, gb);
      return;
    }
    case INVERSE: give(a, numberNegate(two(MATMUL, two(MATMUL, z, g, FIRST), z, SECOND))); return;
    case DET: give(a, numberMultiply(cofactorsOf(x, z), g)); return;
    case LOGDET: give(a, numberMultiply(turned(one(INVERSE, x, FALSE)), g)); return;
    case NORM: {
      give(a, numberMultiply(repeated(perNorm(g, z), x, fixnumValue(info)), x));
      return;
    }
    case LOGSUMEXP: {
      const axes = fixnumValue(info);
      give(a, numberMultiply(repeated(g, x, axes), numberExp(numberSubtract(x, repeated(z, x, axes)))));
      return;
    }
    case SOFTMAX: {
      const axis = <i64>1 << fixnumValue(info);
      const mean = one(SUM, numberMultiply(g, z), fixnum(axis | KEEP));
      give(a, numberMultiply(z, numberSubtract(g, mean)));
      return;
    }
    case CUMSUM: give(a, one(CUMSUM, g, fixnum(fixnumValue(info) ^ BACKWARDS))); return;
    case PICK: give(a, one(PLACE, g, cons(info, like(x)))); return;
    case PLACE: give(a, one(PICK, g, car(info))); return;
    case COFACTORS: give(a, cofactorsAlong(x, g)); return;
  }
}
function inverseOrder(order: i64, axes: u32): i64 {
  let inverse: i64 = 0;
  for (let i: u32 = 0; i < axes; i++) inverse |= <i64>i << ((<u32>(order >> (i << 2)) & 15) << 2);
  return fixnum(inverse);
}

/** z = op(A) op(B) with a matrix or vector B. */
function pullProduct(a: i64, b: i64, x: i64, y: i64, g: i64, flags: i64): void {
  const ta = (flags & FIRST) != 0;
  const tb = (flags & SECOND) != 0;
  const vector = rankIn(y) == 1;
  if (a != FALSE) {
    if (vector) give(a, ta ? operate(OUTER, y, g, FALSE) : operate(OUTER, g, y, FALSE));
    else if (ta) addProduct(a, y, g, tb ? FIRST | SECOND : SECOND);
    else addProduct(a, g, y, tb ? 0 : SECOND);
  }
  if (b != FALSE) {
    if (tb && !vector) addProduct(b, g, x, ta ? FIRST | SECOND : FIRST);
    else addProduct(b, x, g, ta ? 0 : FIRST);
  }
}
function addProduct(target: i64, p: i64, q: i64, flags: i64): void {
  const sum = isKind(p, KIND_TENSOR) && isKind(q, KIND_TENSOR) ? sumOf(target) : 0;
  if (sum != 0) productInto(dataOf(sum), addressOf(p), addressOf(q), (flags & FIRST) != 0, (flags & SECOND) != 0);
  else give(target, two(MATMUL, p, q, flags));
}

function pullParts(op: u32, targets: i64, parts: i64, g: i64, info: i64): void {
  const n = vectorSize(targets);
  if (kind == SWEEP_REACH && depth == 1) {
    for (let i: usize = 0; i < n; i++) reach(load<i64>(element(targets, i)));
    return;
  }
  if (op == PACK) {
    const direct = isKind(g, KIND_TENSOR);
    for (let i: usize = 0; i < n; i++) {
      const target = load<i64>(element(targets, i));
      if (target == FALSE) continue;
      give(target, direct ? flonum(at(addressOf(g), i)) : rankIn(g) == 0 ? g : one(ELEMENT, g, fixnum(i)));
    }
    return;
  }
  const axis = <u32>fixnumValue(info);
  let start: i64 = 0;
  for (let i: usize = 0; i < n; i++) {
    const part = load<i64>(element(parts, i));
    const count: i64 = op == CONCAT ? sizeIn(part, axis) : 1;
    const target = load<i64>(element(targets, i));
    if (target != FALSE) give(target, one(SLICE, g, partAt(g, axis, start, count, op == STACK)));
    start += count;
  }
}
/** The specification of everything, but along an axis only so many from `start` on. */
function partAt(word: i64, axis: u32, start: i64, count: i64, drops: bool): i64 {
  const axes = rankIn(word);
  const spec = newSpecification(axes);
  for (let i: u32 = 0; i < axes; i++) {
    const here = i == axis;
    specify(spec, i, here ? start : 0, here ? count : sizeIn(word, i), 1, here && drops);
  }
  return spec;
}

// ---- forwards ------------------------------------------------------------------------------------------------------------------------------
/** The tangent of an active operand, #f for none. */
function tangentOf(target: i64): i64 {
  if (target == FALSE) return FALSE;
  if (isActive(target)) {
    const d = adjointOf(addressOf(target));
    return isZeroWord(d) ? FALSE : d;
  }
  return load<i64>(addressOf(target), COTANGENT);
}
/** Gives a rule's result the tangent that its operands' tangents make, in a sweep at depth `d`. */
export function pushRule(d: i32, rule: i64): void {
  depth = d;
  kind = SWEEP_ADJOINTS;
  fresh = false;
  const op = <u32>fixnumValue(field(rule, RULE_OP));
  const x = field(rule, RULE_X);
  const y = field(rule, RULE_Y);
  const z = field(rule, RULE_Z);
  const info = field(rule, RULE_INFO);
  let tangent: i64 = FALSE;
  if (op >= CONCAT && op <= PACK) tangent = pushParts(op, field(rule, RULE_FIRST), x, info);
  else {
    const dx = tangentOf(field(rule, RULE_FIRST));
    const dy = tangentOf(field(rule, RULE_SECOND));
    if (dx != FALSE) tangent = op < SUM ? pushElements(op, false, x, y, z, dx) : pushFirst(op, x, y, z, dx, info);
    if (dy != FALSE) {
      const second = op < SUM ? pushElements(op, true, x, y, z, dy) : pushSecond(op, x, y, dy, info);
      tangent = tangent == FALSE ? second : numberAdd(tangent, second);
    }
  }
  if (tangent == FALSE || isSignal(tangent)) return;
  const result = field(rule, RULE_RESULT);
  if (isActive(result)) setAdjoint(addressOf(result), tangent);
  else store<i64>(addressOf(result), tangent, COTANGENT);
}
function pushElements(op: u32, ofSecond: bool, x: i64, y: i64, z: i64, d: i64): i64 {
  let partial: i64;
  if (hasPartialWord(op)) partial = partialWord(op, ofSecond, x, y, z);
  else {
    const constants = partialsPlain(op, ofSecond, plainOf(bottom(x)), y == FALSE ? 0 : plainOf(bottom(y)), addressOf(bottom(z)));
    partial = constants == 0 ? noRoom() : tensorWord(constants);
  }
  return isSignal(partial) ? partial : spreadTo(numberMultiply(partial, d), z);
}
function pushParts(op: u32, targets: i64, parts: i64, info: i64): i64 {
  const n = vectorSize(targets);
  const tangents = copyVector(targets);
  let any = false;
  for (let i: usize = 0; i < n; i++) {
    let d = tangentOf(load<i64>(element(targets, i)));
    if (d != FALSE) any = true;
    else d = numberMultiply(bottomZero(load<i64>(element(parts, i))), flonum(1));
    store<i64>(element(tangents, i), d);
  }
  return any ? operateParts(op, tangents, info) : FALSE;
}
/** Zeros in the shape of a word. */
export function bottomZero(word: i64): i64 {
  const b = bottom(word);
  if (!isKind(b, KIND_TENSOR)) return flonum(0);
  shapeLike(addressOf(b));
  const z = newTensor();
  if (z == 0) return noRoom();
  clear(z);
  return tensorWord(z);
}
function pushFirst(op: u32, x: i64, y: i64, z: i64, d: i64, info: i64): i64 {
  switch (op) {
    case MATMUL: return operate(op, d, y, info);
    case OUTER: return operate(op, d, y, FALSE);
    case DOT: return operate(op, d, y, FALSE);
    case CHOLESKY: {
      const half = two(TRIANGULAR, z, symmetric(d), 0);
      const inner = two(TRIANGULAR, z, turned(half), 0);
      return two(MATMUL, z, bandOf(inner, HALVED), 0);
    }
    case TRIANGULAR: {
      const flags = fixnumValue(info);
      const triangle = bandOf(d, (flags & IS_UPPER) != 0 ? UPPER : LOWER);
      return numberNegate(operate(op, x, two(MATMUL, triangle, z, (flags & TRANSPOSED) != 0 ? FIRST : 0), info));
    }
    case SOLVE: return numberNegate(operate(op, x, two(MATMUL, d, z, fixnumValue(info) != 0 ? FIRST : 0), info));
    case SOLVE_SPD: return numberNegate(operate(op, x, two(MATMUL, symmetric(d), z, 0), FALSE));
    case INVERSE: return numberNegate(two(MATMUL, two(MATMUL, z, d, 0), z, 0));
    case DET: return allSummed(numberMultiply(cofactorsOf(x, z), d));
    case COFACTORS: return cofactorsAlong(x, d);
    case LOGDET: return allSummed(numberMultiply(turned(one(INVERSE, x, FALSE)), d));
    case NORM: return perNorm(one(SUM, numberMultiply(x, d), info), z);
    case LOGSUMEXP: {
      const axes = fixnumValue(info);
      return one(SUM, numberMultiply(numberExp(numberSubtract(x, repeated(z, x, axes))), d), info);
    }
    case SOFTMAX: {
      const mean = one(SUM, numberMultiply(z, d), fixnum((<i64>1 << fixnumValue(info)) | KEEP));
      return numberMultiply(z, numberSubtract(d, mean));
    }
    default: return one(op, d, info);
  }
}
function pushSecond(op: u32, x: i64, y: i64, d: i64, info: i64): i64 { return operate(op, x, d, info); }
export function allSummed(word: i64): i64 { return one(SUM, word, fixnum((1 << rankIn(word)) - 1)); }

// ---- for the library's sweeps (../levels.ts) -----------------------------------------------------------------------------------------------
/** Adds to the cotangent of an active tensor; a number is 0, or stands for one in every place. */
export function seedTensor(d: i32, sweepKind: i32, word: i64, cotangent: i64): i64 {
  depth = d;
  kind = sweepKind;
  fresh = false;
  const term = outlivedAny(cotangent);
  if (isNumber(term) != 0 && !isActive(term) && floatOf(term) == 0) return UNSPECIFIED;
  if (kind == SWEEP_REACH && d == 1) reach(word);
  else give(word, spreadTo(term, word));
  return failed() ? ERROR : UNSPECIFIED;
}
/** The cotangent or tangent of an active tensor, zeros when there is none; gone afterwards, or not. */
export function takeTensor(word: i64, gone: bool): i64 {
  const node = addressOf(word);
  const d = load<i64>(node, COTANGENT);
  if (gone) {
    store<i64>(node, FALSE, COTANGENT);
    store<i64>(node, FALSE, OWNED);
  }
  // Zeros, repeated to the shape: a number stands for them where nothing reads elements.
  return d == FALSE ? bottomZero(word) : isNumber(d) != 0 ? one(BROADCAST, d, like(word)) : d;
}
export function setTensorTangent(word: i64, tangent: i64): i64 {
  store<i64>(addressOf(word), tangent == FALSE || (isNumber(tangent) != 0 && !isActive(tangent) && floatOf(tangent) == 0) ? FALSE : tangent, COTANGENT);
  store<i64>(addressOf(word), FALSE, OWNED);
  return UNSPECIFIED;
}
export function forgetTangent(rule: i64): void {
  const result = field(rule, RULE_RESULT);
  if (isActiveTensor(result)) store<i64>(addressOf(result), FALSE, COTANGENT);
}

// ---- vectors ----------------------------------------------------------------------------------------------------------------------------------
function copyVector(v: i64): i64 {
  const copy = objectWord(allocateObject(KIND_VECTOR, vectorSize(v)));
  for (let i: usize = 0; i < vectorSize(v); i++) store<i64>(element(copy, i), load<i64>(element(v, i)));
  return copy;
}
/** The specification of a part: start, count, step and whether the axis goes, for each axis. */
export function newSpecification(axes: u32): i64 { return objectWord(allocateObject(KIND_VECTOR, <usize>axes * 4)); }
export function specify(spec: i64, axis: u32, start: i64, count: i64, step: i64, drops: bool): void {
  const place = element(spec, <usize>axis * 4);
  store<i64>(place, fixnum(start));
  store<i64>(place, fixnum(count), 8);
  store<i64>(place, fixnum(step), 16);
  store<i64>(place, fixnum(drops ? 1 : 0), 24);
}
