// The operations on tensors that are recorded as one entry each, beside the element-wise ones, which have the numbers of
// compiler/primitives/operations.ts. docs/gradients.md lists their rules and where these come from.
export const SUM: u32 = 64; // info: axes (see `axesInfo`)
export const SUM_TO: u32 = 65; // info: template of the result's shape; the adjoint of BROADCAST
export const BROADCAST: u32 = 66; // info: template
export const RESHAPE: u32 = 67; // info: template
export const TRANSPOSE: u32 = 68; // info: the operand's axis for each axis of the result, four bits each
export const MATMUL: u32 = 69; // matrix by matrix or vector; info: bits FIRST and SECOND: transposed
export const OUTER: u32 = 70;
export const DOT: u32 = 71;
export const SLICE: u32 = 72; // info: vector of start, count, step, whether dropped, for each axis
export const UNSLICE: u32 = 73; // info: pair of that and a template; the adjoint of SLICE
export const ELEMENT: u32 = 74; // info: index among all elements
export const UNELEMENT: u32 = 75; // info: pair of that and a template
export const CONCAT: u32 = 76; // of a vector of parts; info: axis
export const STACK: u32 = 77; // of a vector of parts; info: axis
export const PACK: u32 = 78; // of a vector of numbers; info: template
export const DIAG: u32 = 79; // info: pair of the diagonal's number and a template
export const DIAGONAL: u32 = 80; // info: number of the diagonal
export const BAND: u32 = 81; // info: LOWER, UPPER or HALVED, plus four times the diagonal's number
export const CHOLESKY: u32 = 82;
export const TRIANGULAR: u32 = 83; // info: bits IS_UPPER and TRANSPOSED
export const SOLVE: u32 = 84; // info: TRANSPOSED or 0
export const SOLVE_SPD: u32 = 85;
export const INVERSE: u32 = 86;
export const DET: u32 = 87;
export const LOGDET: u32 = 88;
export const NORM: u32 = 89; // info: axes
export const LOGSUMEXP: u32 = 90; // info: axes
export const SOFTMAX: u32 = 91; // info: axis
export const CUMSUM: u32 = 92; // info: axis, plus BACKWARDS
export const PICK: u32 = 93; // info: tensor of indices among all elements, in the result's shape
export const PLACE: u32 = 94; // info: pair of that and a template; the adjoint of PICK
export const COFACTORS: u32 = 95; // the derivatives of a determinant (cofactors.ts)

export const FUSED: u32 = 96; // a loop (../fused.ts)

export const FIRST: i64 = 1;
export const SECOND: i64 = 2;
export const LOWER: i64 = 0;
export const UPPER: i64 = 1;
export const HALVED: i64 = 2; // the lower triangle with half of its diagonal
export const IS_UPPER: i64 = 1;
export const TRANSPOSED: i64 = 2;
export const BACKWARDS: i64 = 16;
export const KEEP: i64 = 256; // of axes: they stay, of size 1
