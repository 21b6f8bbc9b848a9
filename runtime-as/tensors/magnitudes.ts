// The sweep with absolute values (docs/gradients.md, "Comparing gradients"), for the operations whose cotangents are sums: what is added up inside of
// one operation must not cancel either.
// Invariant: a cotangent is not negative; an operand's is multiplied by the absolute values of the matrix that the rule applies.
import { fixnum, fixnumValue } from "../layout";
import { numberAbs, numberAdd, numberMultiply } from "../generated/arithmetic";
import { CHOLESKY, DOT, HALVED, INVERSE, IS_UPPER, KEEP, FIRST, LOWER, MATMUL, NORM, OUTER, SOFTMAX, SOLVE, SOLVE_SPD, SUM, TRANSPOSED, TRIANGULAR, UPPER } from "./codes";
import { identity } from "./plain";
import { bandOf, give, one, pairs, sizeIn, symmetric, two } from "./rules";
import { noRoom, tensorWord } from "./tensor";

/** Whether an operation's rule is right with absolute values in the place of its operands and result. */
export function isMultiple(op: u32): bool { return op == MATMUL || op == OUTER || op == DOT || op == INVERSE || op == NORM; }

/** The rules that differ; false: this operation has no other one. */
export function pullMagnitudes(op: u32, a: i64, b: i64, x: i64, z: i64, g: i64, info: i64): bool {
  switch (op) {
    case CHOLESKY: {
      const inverse = inverseBy(TRIANGULAR, z, fixnum(0));
      const inner = bandOf(two(MATMUL, numberAbs(z), g, FIRST), HALVED);
      give(a, symmetric(two(MATMUL, two(MATMUL, inverse, inner, FIRST), inverse, 0)));
      return true;
    }
    case TRIANGULAR: {
      const flags = fixnumValue(info);
      const gb = two(MATMUL, inverseBy(TRIANGULAR, x, info), g, FIRST);
      const full = (flags & TRANSPOSED) != 0 ? pairs(numberAbs(z), gb) : pairs(gb, numberAbs(z));
      give(a, bandOf(full, (flags & IS_UPPER) != 0 ? UPPER : LOWER));
      give(b, gb);
      return true;
    }
    case SOLVE: {
      const gb = two(MATMUL, inverseBy(SOLVE, x, info), g, FIRST);
      give(a, fixnumValue(info) != 0 ? pairs(numberAbs(z), gb) : pairs(gb, numberAbs(z)));
      give(b, gb);
      return true;
    }
    case SOLVE_SPD: {
      const gb = two(MATMUL, inverseBy(SOLVE_SPD, x, info), g, 0);
      give(a, symmetric(pairs(gb, numberAbs(z))));
      give(b, gb);
      return true;
    }
    case SOFTMAX: {
      const mean = one(SUM, numberMultiply(g, z), fixnum((<i64>1 << fixnumValue(info)) | KEEP));
      give(a, numberMultiply(z, numberAdd(g, mean)));
      return true;
    }
    default: return false;
  }
}
/** The absolute values of the matrix that a system's solution is the product with. */
function inverseBy(op: u32, matrix: i64, info: i64): i64 {
  const unit = identity(sizeIn(matrix, 0));
  return unit == 0 ? noRoom() : numberAbs(two(op, matrix, tensorWord(unit), fixnumValue(info)));
}
