// Sums of two 64-bit floats, some 106 bits together: the arithmetic of references. Dekker (1971), "A floating-point technique for extending
// the available precision"; Knuth, TAOCP vol. 2, 4.2.2, for the exact sum.
// Invariant: |low| is at most half a unit in the last place of high; no operand is near the limits of the exponent.

export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

export const exact = (value: number): DoubleDouble => ({ high: value, low: 0 });

/** Of numbers whose order of magnitude is not known: high + low is a + b exactly. */
function exactSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  const part = high - a;
  return { high, low: a - (high - part) + (b - part) };
}

/** The same where |a| ≥ |b|. */
function normal(a: number, b: number): DoubleDouble {
  const high = a + b;
  return { high, low: b - (high - a) };
}

/** 2^27 + 1: takes a float apart into halves of 26 bits, whose products are exact. */
const SPLITTER = 134217729;

function exactProduct(a: number, b: number): DoubleDouble {
  const high = a * b;
  const [ta, tb] = [SPLITTER * a, SPLITTER * b];
  const [ah, bh] = [ta - (ta - a), tb - (tb - b)];
  const [al, bl] = [a - ah, b - bh];
  return { high, low: ah * bh - high + ah * bl + al * bh + al * bl };
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const sum = exactSum(a.high, b.high);
  const rest = exactSum(a.low, b.low);
  const carried = normal(sum.high, sum.low + rest.high);
  return normal(carried.high, carried.low + rest.low);
}

export const negative = (a: DoubleDouble): DoubleDouble => ({ high: -a.high, low: -a.low });
export const subtract = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => add(a, negative(b));

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = exactProduct(a.high, b.high);
  return normal(product.high, product.low + (a.high * b.low + a.low * b.high));
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a.high / b.high;
  const rest = subtract(a, multiply(b, exact(first)));
  const second = rest.high / b.high;
  const left = subtract(rest, multiply(b, exact(second)));
  return add(normal(first, second), exact(left.high / b.high));
}

/** a - b, rounded: how far a float is from a reference. */
export const distance = (a: number, b: DoubleDouble): number => Math.abs(a - b.high - b.low);
