// Derivatives from values alone, with an estimate of their own error: what `grad --check` compares gradients with.
// Central and one-sided quotients at shrinking steps, extrapolated to step 0 (C. J. F. Ridders, Accurate computation of F'(x) and
// F'(x)F''(x), Adv. Eng. Software 4, 1982). Invariant: no estimate claims to be better than rounding allows.

export interface Estimate {
  readonly derivative: number;
  /** Estimated absolute error; Infinity when the quotients do not settle. */
  readonly error: number;
}

export interface Differences {
  readonly central: Estimate;
  /** From one side only; they differ from each other at a kink. */
  readonly left: Estimate;
  readonly right: Estimate;
}

const SHRINK = 1.6;
const LEVELS = 12;
/** First steps, relative to the size of the argument. */
const FIRST_STEPS = [1e-1, 1e-3, 1e-5];
/** An estimate this good, relative to the derivative, needs no other first step. */
const GOOD = 1e-9;
/** Rounding errors of a value that are reckoned with, in units of ε times its size. */
const ROUNDING = 8;
const NONE: Estimate = { derivative: Number.NaN, error: Number.POSITIVE_INFINITY };

/**
 * Derivative of f at x within open bounds, each estimate from the first step that serves it best.
 * @param f answers NaN where it cannot be computed.
 */
export function differentiate(
  f: (x: number) => number,
  x: number,
  bounds: { readonly lower: number; readonly upper: number },
): Differences {
  const room = 0.5 * Math.min(x - bounds.lower, bounds.upper - x);
  const middle = f(x);
  let best: Differences = { central: NONE, left: NONE, right: NONE };
  for (const first of firstSteps(x)) {
    const found = atSteps(f, x, middle, Math.min(first, room));
    best = {
      central: better(best.central, found.central),
      left: better(best.left, found.left),
      right: better(best.right, found.right),
    };
    const { central, left, right } = best;
    const settled = (e: Estimate, tolerance: number): boolean =>
      e.error <= tolerance * Math.abs(e.derivative);
    if (settled(central, GOOD) && settled(left, 1e-5) && settled(right, 1e-5)) break;
  }
  return best;
}

function firstSteps(x: number): readonly number[] {
  const size = x === 0 ? 1 : Math.abs(x);
  const relative = FIRST_STEPS.map((step) => step * size);
  // A tiny argument may belong to a function that changes over a range of about 1.
  return size < 1e-3 ? [...relative, 1e-2, 1e-4] : relative;
}

function better(a: Estimate, b: Estimate): Estimate {
  return b.error < a.error ? b : a;
}

function atSteps(f: (x: number) => number, x: number, middle: number, first: number): Differences {
  const central = new Extrapolation(2);
  const left = new Extrapolation(1);
  const right = new Extrapolation(1);
  let step = first;
  for (let level = 0; level < LEVELS; level++, step /= SHRINK) {
    // The points that the arithmetic really reaches.
    const above = x + step;
    const below = x - step;
    if (!(above > x && below < x)) break;
    const up = f(above);
    const down = f(below);
    const size = Math.max(Math.abs(up), Math.abs(down), Math.abs(middle));
    const noise = (ROUNDING * Number.EPSILON * size) / step;
    central.add((up - down) / (above - below), noise);
    right.add((up - middle) / (above - x), noise);
    left.add((middle - down) / (x - below), noise);
  }
  return { central: central.best, left: left.best, right: right.best };
}

/** Neville's table for quotients whose error begins with step^order. */
class Extrapolation {
  private row: number[] = [];
  private found = NONE;
  private readonly factor: number;
  constructor(order: 1 | 2) {
    this.factor = SHRINK ** order;
  }

  get best(): Estimate {
    return this.found;
  }

  add(quotient: number, noise: number): void {
    // A point that cannot be computed ends a table; smaller steps begin the next.
    if (!Number.isFinite(quotient)) {
      this.row = [];
      return;
    }
    const previous = this.row;
    const row = [quotient];
    let power = this.factor;
    for (let j = 0; j < previous.length; j++) {
      const coarser = previous[j] as number;
      const same = row[j] as number;
      const value = (same * power - coarser) / (power - 1);
      row.push(value);
      const error = Math.max(Math.abs(value - same), Math.abs(value - coarser), noise);
      if (error < this.found.error) this.found = { derivative: value, error };
      power *= this.factor;
    }
    this.row = row;
  }
}
