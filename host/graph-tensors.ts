// Operations on tensors in a recorded graph: what runtime-as/tensors/graph.ts has written behind their entries, read and named.
// Invariant: an attribute says what the operation does beside its operands in terms of NumPy; indices count elements row by row.
import { Tensor } from "./values.js";

/** The part of an axis that a slice takes. */
export interface SlicePart {
  readonly start: number;
  readonly count: number;
  readonly step: number;
  /** Whether the axis (of one element) is gone from the result. */
  readonly drop: boolean;
}

/** What an operation on tensors is told beside its operands; docs/graphs.md says which has which. */
export interface TensorAttributes {
  readonly axes?: readonly number[];
  readonly axis?: number;
  /** Whether reduced axes stay, of size 1. */
  readonly keep?: boolean;
  /** Of `matmul`: which of the operands are transposed. */
  readonly transposed?: readonly [boolean, boolean] | boolean;
  readonly upper?: boolean;
  readonly parts?: readonly SlicePart[];
  /** Elements that the result is made of, or goes to. */
  readonly indices?: readonly number[];
  /** Which diagonal: 0 the main one, above it positive. */
  readonly diagonal?: number;
  readonly band?: "lower" | "upper" | "lower-half-diagonal";
  readonly backwards?: boolean;
}

/** Names by the numbers of runtime-as/tensors/codes.ts, from FIRST_CODE on. */
const NAMES = [
  "sum",
  "sum-to",
  "broadcast",
  "reshape",
  "transpose",
  "matmul",
  "outer",
  "dot",
  "slice",
  "unslice",
  "element",
  "unelement",
  "concat",
  "stack",
  "pack",
  "diag",
  "diagonal",
  "band",
  "cholesky",
  "triangular-solve",
  "solve",
  "solve-spd",
  "inverse",
  "determinant",
  "log-determinant",
  "norm",
  "logsumexp",
  "softmax",
  "cumsum",
  "pick",
  "place",
  "cofactors",
] as const; // prettier-ignore
const FIRST_CODE = 64;
export type TensorOperation = (typeof NAMES)[number];
/** Operations whose operands or results are tensors, beside those that go element by element. */
export const TENSOR_OPERATIONS: ReadonlySet<string> = new Set(NAMES);
export function tensorOperation(code: number): TensorOperation | undefined {
  return NAMES[code - FIRST_CODE];
}

type Info = undefined | number | Tensor | { readonly shape: readonly number[] } | readonly Info[];
export type RecordedOperand = { readonly slot: number } | { readonly constant: number | Tensor };

/** What stands behind an entry. */
export interface Payload {
  readonly operands: readonly RecordedOperand[];
  readonly info: Info;
  readonly value: number | Tensor;
}

/** What a word behind an entry is, by its number. */
const WORDS = ["nothing", "node", "number", "elements", "shape", "integer", "pair", "items"] as const;

export function readPayload(view: DataView, start: number, operandCount: number): Payload {
  let at = start;
  const u32 = (): number => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const f64 = (): number => {
    at += 8;
    return view.getFloat64(at - 8, true);
  };
  const sizes = (rank: number): number[] => {
    const shape = Array.from({ length: rank }, u32);
    if (rank % 2 === 1) u32();
    return shape;
  };
  const next = (): Info | RecordedOperand => {
    const word = WORDS[u32()];
    const count = u32();
    switch (word) {
      case "node":
        return { slot: count };
      case "number":
        return f64();
      case "elements": {
        const shape = sizes(count);
        const data = Float64Array.from({ length: shape.reduce((n, size) => n * size, 1) }, f64);
        return shape.length === 0 ? (data[0] as number) : new Tensor(shape, data);
      }
      case "shape":
        return { shape: sizes(count) };
      case "integer":
        at += 8;
        return Number(view.getBigInt64(at - 8, true));
      case "pair":
        return [next() as Info, next() as Info];
      case "items":
        return Array.from({ length: count }, () => next() as Info);
      default:
        return undefined;
    }
  };
  const operands = Array.from({ length: operandCount }, (): RecordedOperand => {
    const operand = next();
    return typeof operand === "number" || operand instanceof Tensor
      ? { constant: operand }
      : (operand as { slot: number });
  });
  return { operands, info: next() as Info, value: next() as number | Tensor };
}

// ---- what the runtime's specifications mean (runtime-as/tensors/codes.ts) -------------------------------------------------------------
const KEEP = 256;
function axesIn(mask: number): number[] {
  return Array.from({ length: 8 }, (_, i) => i).filter((i) => ((mask >> i) & 1) === 1);
}
function first(info: Info): Info {
  return (info as readonly Info[])[0];
}
function partsOf(info: Info): SlicePart[] {
  const numbers = info as readonly number[];
  return Array.from({ length: numbers.length / 4 }, (_, i) => {
    const [start, count, step, drop] = numbers.slice(4 * i, 4 * i + 4) as [number, number, number, number];
    return { start, count, step, drop: drop !== 0 };
  });
}
function indicesOf(info: Info): number[] {
  return typeof info === "number" ? [info] : Array.from((info as Tensor).data);
}

/** @param rank number of axes of the first operand */
export function attributesOf(operation: TensorOperation, info: Info, rank: number): TensorAttributes {
  const flags = typeof info === "number" ? info : 0;
  switch (operation) {
    case "sum":
    case "norm":
    case "logsumexp":
      return { axes: axesIn(flags & 255), keep: (flags & KEEP) !== 0 };
    case "transpose":
      return { axes: Array.from({ length: rank }, (_, i) => (flags >> (4 * i)) & 15) };
    case "matmul":
      return { transposed: [(flags & 1) !== 0, (flags & 2) !== 0] };
    case "slice":
      return { parts: partsOf(info) };
    case "unslice":
      return { parts: partsOf(first(info)) };
    case "element":
      return { indices: [flags] };
    case "unelement":
      return { indices: [first(info) as number] };
    case "concat":
    case "stack":
    case "softmax":
      return { axis: flags };
    case "diag":
      return { diagonal: first(info) as number };
    case "diagonal":
      return { diagonal: flags };
    case "band":
      return {
        band: (["lower", "upper", "lower-half-diagonal"] as const)[flags & 3] as "lower",
        diagonal: flags >> 2,
      };
    case "triangular-solve":
      return { upper: (flags & 1) !== 0, transposed: (flags & 2) !== 0 };
    case "solve":
      return { transposed: (flags & 2) !== 0 };
    case "cumsum":
      return { axis: flags & 15, backwards: (flags & 16) !== 0 };
    case "pick":
      return { indices: indicesOf(info) };
    case "place":
      return { indices: indicesOf(first(info)) };
    default:
      return {};
  }
}
