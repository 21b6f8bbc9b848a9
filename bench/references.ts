// Three workloads and their derivatives in double-double arithmetic, by tangents: what gradients of any length are compared with.
// Invariant: constants are the floats of the programs; only the arithmetic has more digits.
import { add, type DoubleDouble, divide, exact, multiply, subtract } from "./double-double.js";

/** A number with its derivatives by the parameters. */
interface Dual {
  readonly value: DoubleDouble;
  readonly by: readonly DoubleDouble[];
}

const ZERO = exact(0);

const constant = (value: number, count: number): Dual => ({
  value: exact(value),
  by: Array<DoubleDouble>(count).fill(ZERO),
});
const plus = (x: Dual, y: Dual): Dual => ({
  value: add(x.value, y.value),
  by: x.by.map((dx, i) => add(dx, y.by[i]!)),
});
const minus = (x: Dual, y: Dual): Dual => ({
  value: subtract(x.value, y.value),
  by: x.by.map((dx, i) => subtract(dx, y.by[i]!)),
});
const times = (x: Dual, y: Dual): Dual => ({
  value: multiply(x.value, y.value),
  by: x.by.map((dx, i) => add(multiply(dx, y.value), multiply(x.value, y.by[i]!))),
});
const scaled = (x: Dual, factor: DoubleDouble): Dual => ({
  value: multiply(x.value, factor),
  by: x.by.map((dx) => multiply(dx, factor)),
});

/** From the parameters, each with derivative 1 by itself, and the number of steps. */
export type Reference = (parameters: readonly Dual[], n: number) => Dual;

/** Value and derivatives of a workload, in double-double numbers. */
export function reference(
  run: Reference,
  parameters: readonly number[],
  n: number,
): { value: DoubleDouble; gradient: readonly DoubleDouble[] } {
  const duals = parameters.map((parameter, i) => ({
    value: exact(parameter),
    by: parameters.map((_, j) => exact(i === j ? 1 : 0)),
  }));
  const { value, by } = run(duals, n);
  return { value, gradient: by };
}

/** programs/logistic.scm. */
export const logistic: Reference = ([r], n) => {
  const one = constant(1, 1);
  let x = constant(0.5, 1);
  let sum = constant(0, 1);
  for (let i = 0; i < n; i++) {
    x = times(times(r!, x), minus(one, x));
    sum = plus(sum, x);
  }
  return sum;
};

/** programs/lotka-volterra.scm. */
export const lotkaVolterra: Reference = ([alpha, beta, delta, gamma], n) => {
  const dt = exact(0.001);
  let [x, y, sum] = [constant(10, 4), constant(10, 4), constant(0, 4)];
  for (let i = 0; i < n; i++) {
    const xy = times(x, y);
    const prey = plus(x, scaled(minus(times(alpha!, x), times(beta!, xy)), dt));
    y = plus(y, scaled(minus(times(delta!, xy), times(gamma!, y)), dt));
    x = prey;
    sum = plus(plus(sum, x), y);
  }
  return sum;
};

/** programs/list-fold.scm: the fold begins with the first of the numbers 1/n … n/n. */
export const listFold: Reference = ([a, b, c], n) => {
  let sum = constant(0, 3);
  for (let i = 1; i <= n; i++) {
    const x = divide(exact(i), exact(n));
    sum = plus(plus(scaled(scaled(a!, x), x), scaled(b!, x)), times(c!, sum));
  }
  return sum;
};
