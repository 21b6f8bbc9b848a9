// The derivatives of a determinant, to every order. They are z times the transposed inverse where there is one; elsewhere the cofactors, whose
// own derivatives are sums of cofactors of smaller matrices (Laplace's expansion, taken once more).
// Invariant: everything is made of operations, so that a sweep inside another derivative records it.
import { FALSE, KIND_VECTOR } from "../layout";
import { allocateObject, objectWord } from "../heap";
import { numberMultiply, numberNegate } from "../generated/arithmetic";
import { floatOf } from "../numbers";
import { element } from "../vectors";
import { COFACTORS, INVERSE, PACK, PICK } from "./codes";
import { operate, operateParts } from "./record";
import { allSummed, like, sizeIn, turned } from "./rules";
import { addAxis, bottom, dataOf, isSignal, newTensor, noRoom, startShape, tensorWord } from "./tensor";

/** The derivatives of a determinant z of x by the elements of x. */
export function cofactorsOf(x: i64, z: i64): i64 {
  const value = floatOf(bottom(z));
  // Without an inverse, or with one that says nothing: a determinant that is 0, infinite or no number.
  if (value == 0 || value - value != 0) return operate(COFACTORS, x, FALSE, FALSE);
  return numberMultiply(turned(operate(INVERSE, x, FALSE, FALSE)), z);
}

/** The indices, among all elements of an n × n matrix, of those outside of row i and column j; 0: no room. */
function minorPlaces(n: u32, i: u32, j: u32): usize {
  startShape();
  addAxis(n - 1);
  addAxis(n - 1);
  const places = newTensor();
  if (places == 0) return 0;
  let to = dataOf(places);
  for (let row: u32 = 0; row < n; row++) {
    if (row == i) continue;
    for (let column: u32 = 0; column < n; column++) {
      if (column == j) continue;
      store<f64>(to, <f64>(row * n + column));
      to += 8;
    }
  }
  return places;
}

/**
 * The derivative of the cofactors of x along d; the transposed map, too, for second derivatives of a determinant are symmetric. An element is
 * that of its minor's determinant along the minor of d.
 */
export function cofactorsAlong(x: i64, d: i64): i64 {
  const n = sizeIn(x, 0);
  const parts = objectWord(allocateObject(KIND_VECTOR, <usize>n * n));
  for (let i: u32 = 0; i < n; i++) {
    for (let j: u32 = 0; j < n; j++) {
      const places = minorPlaces(n, i, j);
      if (places == 0) return noRoom();
      const info = tensorWord(places);
      const cofactors = operate(COFACTORS, operate(PICK, x, FALSE, info), FALSE, FALSE);
      if (isSignal(cofactors)) return cofactors;
      let term = allSummed(numberMultiply(cofactors, operate(PICK, d, FALSE, info)));
      if (isSignal(term)) return term;
      if (((i + j) & 1) != 0) term = numberNegate(term);
      store<i64>(element(parts, <usize>i * n + j), term);
    }
  }
  return operateParts(PACK, parts, like(x));
}
