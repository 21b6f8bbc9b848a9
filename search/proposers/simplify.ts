// Simplification of number expressions: what costs complexity and gives nothing.
// Invariant: the functions that a program can be fitted to stay the same or become more: constants are free, so an operation on constants
// alone is one constant. (Values may differ in the last digits.)
import type { Constant, Tree } from "./genome.js";

const EVALUATED: Readonly<Record<string, (...operands: number[]) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => (b === undefined ? -(a as number) : (a as number) - b),
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  min: Math.min,
  max: Math.max,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  square: (a) => a * a,
  abs: Math.abs,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  expt: (a, b) => a ** b,
} as Readonly<Record<string, (...operands: number[]) => number>>;

/**
 * Simplifies a tree. A constant without bounds that is used once may be merged with others; the new value goes to `constants`.
 * @param kept atoms that are used elsewhere, too
 */
export function simplify(
  tree: Tree,
  constants: Map<string, Constant>,
  kept: ReadonlySet<string> = new Set(),
): Tree {
  const uses = new Map<string, number>();
  const count = (part: Tree): void => {
    if (typeof part !== "string") part.forEach(count);
    else uses.set(part, (uses.get(part) ?? 0) + 1);
  };
  count(tree);
  const free = (part: Tree | undefined): number | undefined => {
    if (typeof part !== "string" || uses.get(part) !== 1 || kept.has(part)) return undefined;
    const constant = constants.get(part);
    return constant && constant.lower === undefined && constant.upper === undefined
      ? constant.value
      : undefined;
  };
  const known = (part: Tree): number | undefined =>
    free(part) ?? (typeof part === "string" && /^[+-]?\d+$/.test(part) ? Number(part) : undefined);
  const visit = (part: Tree): Tree => {
    if (typeof part === "string") return part;
    const [head, ...operands] = part.map(visit) as [Tree, ...Tree[]];
    if (typeof head !== "string") return [head, ...operands];
    return merged(head, operands) ?? identity(head, operands) ?? [head, ...operands];
  };
  /** An operation on constants, one of which is free, is a constant. */
  const merged = (head: string, operands: readonly Tree[]): Tree | undefined => {
    const evaluate = EVALUATED[head];
    const name = operands.find((part) => free(part) !== undefined);
    const values = operands.map(known);
    if (!evaluate || typeof name !== "string" || values.some((value) => value === undefined))
      return undefined;
    const value = evaluate(...(values as number[]));
    if (!Number.isFinite(value)) return undefined;
    constants.set(name, { value });
    return name;
  };
  return visit(tree);
}

function identity(head: string, operands: readonly Tree[]): Tree | undefined {
  const [a, b] = operands as [Tree, Tree | undefined];
  const same = b !== undefined && JSON.stringify(a) === JSON.stringify(b);
  if (operands.length === 1) {
    if (head === "-" && typeof a !== "string" && a[0] === "-" && a.length === 2) return a[1];
    if (head === "exp" && typeof a !== "string" && a[0] === "log") return a[1];
    if (head === "log" && typeof a !== "string" && a[0] === "exp") return a[1];
    if (head === "abs" && typeof a !== "string" && (a[0] === "abs" || a[0] === "exp")) return a;
    return undefined;
  }
  if (operands.length !== 2) return undefined;
  switch (head) {
    case "+":
      return a === "0" ? b : b === "0" ? a : undefined;
    case "-":
      return b === "0" ? a : same ? "0" : undefined;
    case "*":
      return a === "0" || b === "0" ? "0" : a === "1" ? b : b === "1" ? a : undefined;
    case "/":
      return b === "1" ? a : same ? "1" : undefined;
    case "expt":
      return b === "1" ? a : undefined;
    case "min":
    case "max":
      return same ? a : undefined;
    default:
      return undefined;
  }
}
