// The operations that the grammar proposer writes programs with, by the numbers of operands that it gives them.
// Invariant: operands and results are numbers; what a task does not allow is not used.
import type { LanguageAllowance } from "../task.js";

/** Numbers of operands by name. */
export const OPERATIONS: Readonly<Record<string, readonly number[]>> = {
  "+": [2],
  "-": [2, 1],
  "*": [2],
  "/": [2],
  min: [2],
  max: [2],
  expt: [2],
  exp: [1],
  log: [1],
  sqrt: [1],
  square: [1],
  abs: [1],
  sin: [1],
  cos: [1],
  tan: [1],
  asin: [1],
  acos: [1],
  atan: [1],
  sinh: [1],
  cosh: [1],
  tanh: [1],
  expm1: [1],
  log1p: [1],
};

export interface Vocabulary {
  readonly unary: readonly string[];
  readonly binary: readonly string[];
  /** A comparison that may be used in tests. */
  readonly less: string | undefined;
  readonly forms: ReadonlySet<string>;
}

export function vocabularyOf({ primitives, forms }: LanguageAllowance): Vocabulary {
  const known = primitives.filter((name) => Object.hasOwn(OPERATIONS, name));
  const taking = (count: number): string[] => known.filter((name) => OPERATIONS[name]?.includes(count));
  return {
    unary: taking(1),
    binary: taking(2),
    less: ["<", "<=", ">", ">="].find((name) => primitives.includes(name)),
    forms: new Set(forms),
  };
}
