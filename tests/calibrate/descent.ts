// Reads descent.json, which fixtures-descent.py writes: what SciPy and pycma find.
import { readFileSync } from "node:fs";

interface Descent {
  readonly problems: readonly {
    readonly name: string;
    readonly start: readonly number[];
    readonly x: readonly number[];
    /** ½‖r‖² at the minimum. */
    readonly value: number;
    /** Evaluations that MINPACK needs with tolerances of 1e-8, and where it is then. */
    readonly lm: number;
    readonly lmValue: number;
    readonly lbfgs: number;
    readonly lbfgsValue: number;
  }[];
  /** pycma with 20 seeds from (2, …, 2): how often it comes to 1e-9, and its mean of evaluations then. */
  readonly evolution: readonly {
    readonly name: string;
    readonly n: number;
    readonly sigma: number;
    readonly size: number | null;
    readonly most: number;
    readonly successes: number;
    readonly evaluations: number;
  }[];
  /** Rows `rows` of SciPy's unscrambled Sobol points in 128 dimensions. */
  readonly sobol: { readonly rows: readonly number[]; readonly points: readonly (readonly number[])[] };
}

export const descent = JSON.parse(readFileSync(new URL("descent.json", import.meta.url), "utf8")) as Descent;
