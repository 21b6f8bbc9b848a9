// The primitive that a failure of an operation names.
import * as id from "../generated/names";
import { primitiveOfOperation } from "../generated/partials";
import {
  BROADCAST, CHOLESKY, CONCAT, CUMSUM, DET, DIAG, DIAGONAL, DOT, INVERSE, LOGDET, LOGSUMEXP, MATMUL, NORM, OUTER, PACK, RESHAPE, SLICE, SOFTMAX, SOLVE, SOLVE_SPD,
  STACK, SUM, TRANSPOSE, TRIANGULAR,
} from "./codes";

export function primitiveOfCode(op: u32): i32 {
  if (op < SUM) return primitiveOfOperation(op);
  switch (op) {
    case SUM: return id.ID_SUM;
    case BROADCAST: return id.ID_BROADCAST_TO;
    case RESHAPE: return id.ID_RESHAPE;
    case TRANSPOSE: return id.ID_TRANSPOSE;
    case MATMUL: return id.ID_MATMUL;
    case OUTER: return id.ID_OUTER;
    case DOT: return id.ID_DOT;
    case SLICE: return id.ID_TENSOR_SLICE;
    case CONCAT: return id.ID_CONCAT;
    case STACK: return id.ID_STACK;
    case PACK: return id.ID_TENSOR;
    case DIAG: return id.ID_DIAG;
    case DIAGONAL: return id.ID_DIAG;
    case CHOLESKY: return id.ID_CHOLESKY;
    case TRIANGULAR: return id.ID_TRIANGULAR_SOLVE;
    case SOLVE: return id.ID_SOLVE;
    case SOLVE_SPD: return id.ID_SOLVE_SPD;
    case INVERSE: return id.ID_INV;
    case DET: return id.ID_DET;
    case LOGDET: return id.ID_LOGDET;
    case NORM: return id.ID_NORM;
    case LOGSUMEXP: return id.ID_LOGSUMEXP;
    case SOFTMAX: return id.ID_SOFTMAX;
    case CUMSUM: return id.ID_CUMSUM;
    default: return id.ID_TENSOR_REF;
  }
}
