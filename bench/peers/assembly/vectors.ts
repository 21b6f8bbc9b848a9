// Short vectors inside of loops by hand: least squares of a polynomial of eight coefficients, an equation of ten components, minors of
// 5 × 5. Lengths are constants, so that a compiler may unroll.
import { at, put, RESIDUALS } from "./memory";

const COEFFICIENTS = 8;
const COMPONENTS = 10;
const ORDER = 5;

// @ts-expect-error: a decorator of AssemblyScript
function sign(t: f64): f64 {
  return t < 0.0 ? -1.0 : t > 0.0 ? 1.0 : 0.0;
}

export function leastSquaresPrimal(n: i32, p: usize, _d: usize): f64 {
  const last = <f64>n - 1.0;
  let sum = 0.0;
  for (let i = 0; i < n; i++) {
    const t = -1.0 + (2.0 * <f64>i) / last;
    let value = 0.0;
    for (let j = COEFFICIENTS - 1; j >= 0; j--) value = value * t + at(p, j);
    const rest = sign(t) - value;
    sum += rest * rest;
  }
  return 0.5 * sum;
}

/** Each point's adjoint follows at once: its powers of t are the derivatives of the polynomial. */
export function leastSquaresGradient(n: i32, p: usize, _d: usize, g: usize): f64 {
  const last = <f64>n - 1.0;
  let sum = 0.0;
  for (let j = 0; j < COEFFICIENTS; j++) put(g, j, 0.0);
  for (let i = 0; i < n; i++) {
    const t = -1.0 + (2.0 * <f64>i) / last;
    let value = 0.0;
    for (let j = COEFFICIENTS - 1; j >= 0; j--) value = value * t + at(p, j);
    const rest = sign(t) - value;
    let power = rest;
    sum += rest * rest;
    for (let j = 0; j < COEFFICIENTS; j++) {
      put(g, j, at(g, j) - power);
      power *= t;
    }
  }
  return 0.5 * sum;
}

const Y = memory.data(8 * COMPONENTS, 16);
const K1 = memory.data(8 * COMPONENTS, 16);
const K2 = memory.data(8 * COMPONENTS, 16);
const K3 = memory.data(8 * COMPONENTS, 16);
const K4 = memory.data(8 * COMPONENTS, 16);
const Y2 = memory.data(8 * COMPONENTS, 16);
const Y3 = memory.data(8 * COMPONENTS, 16);
const Y4 = memory.data(8 * COMPONENTS, 16);
const BY = memory.data(8 * COMPONENTS, 16);
const U = memory.data(8 * COMPONENTS, 16);
const BACK = memory.data(8 * COMPONENTS, 16);
const TOTAL = memory.data(8 * COMPONENTS, 16);

// @ts-expect-error: a decorator of AssemblyScript
function slopes(x: usize, y: usize, k: usize): void {
  put(k, 0, at(x, 0));
  for (let i = 1; i < COMPONENTS; i++) put(k, i, at(x, i) * at(y, i - 1));
}

// @ts-expect-error: a decorator of AssemblyScript
function moved(y: usize, h: f64, k: usize, to: usize): void {
  for (let i = 0; i < COMPONENTS; i++) put(to, i, at(y, i) + h * at(k, i));
}

/** The four slopes of a step from y, and the places where the last three are taken. */
// @ts-expect-error: a decorator of AssemblyScript
function stages(x: usize, y: usize, h: f64): void {
  slopes(x, y, K1);
  moved(y, 0.5 * h, K1, Y2);
  slopes(x, Y2, K2);
  moved(y, 0.5 * h, K2, Y3);
  slopes(x, Y3, K3);
  moved(y, h, K3, Y4);
}

// @ts-expect-error: a decorator of AssemblyScript
function advance(x: usize, h: f64): void {
  stages(x, Y, h);
  slopes(x, Y4, K4);
  const sixth = h / 6.0;
  for (let j = 0; j < COMPONENTS; j++)
    put(Y, j, at(Y, j) + sixth * (at(K1, j) + 2.0 * (at(K2, j) + at(K3, j)) + at(K4, j)));
}

export function odePrimal(n: i32, x: usize, _d: usize): f64 {
  const h = 2.0 / <f64>n;
  memory.fill(Y, 0, 8 * COMPONENTS);
  for (let i = 0; i < n; i++) advance(x, h);
  return at(Y, COMPONENTS - 1);
}

/** Takes a slope's cotangent u back to x (added) and to y (written). */
// @ts-expect-error: a decorator of AssemblyScript
function slopesBack(x: usize, y: usize, g: usize): void {
  put(g, 0, at(g, 0) + at(U, 0));
  for (let i = 1; i < COMPONENTS; i++) {
    put(g, i, at(g, i) + at(U, i) * at(y, i - 1));
    put(BACK, i - 1, at(U, i) * at(x, i));
  }
}

/** Adds a stage's cotangent to the step's, and makes that of the stage before. */
// @ts-expect-error: a decorator of AssemblyScript
function stageBefore(weight: f64, step: f64): void {
  for (let j = 0; j < COMPONENTS; j++) {
    put(TOTAL, j, at(TOTAL, j) + at(BACK, j));
    put(U, j, weight * at(BY, j) + step * at(BACK, j));
  }
}

export function odeGradient(n: i32, x: usize, _d: usize, g: usize): f64 {
  const h = 2.0 / <f64>n;
  memory.fill(Y, 0, 8 * COMPONENTS);
  memory.fill(BY, 0, 8 * COMPONENTS);
  memory.fill(g, 0, 8 * COMPONENTS);
  for (let i = 0; i < n; i++) {
    memory.copy(RESIDUALS + <usize>i * 8 * COMPONENTS, Y, 8 * COMPONENTS);
    advance(x, h);
  }
  put(BACK, COMPONENTS - 1, 0.0);
  put(BY, COMPONENTS - 1, 1.0);
  for (let i = n - 1; i >= 0; i--) {
    const y = RESIDUALS + <usize>i * 8 * COMPONENTS;
    stages(x, y, h);
    for (let j = 0; j < COMPONENTS; j++) {
      put(TOTAL, j, at(BY, j));
      put(U, j, (h / 6.0) * at(BY, j));
    }
    slopesBack(x, Y4, g);
    stageBefore(h / 3.0, h);
    slopesBack(x, Y3, g);
    stageBefore(h / 3.0, 0.5 * h);
    slopesBack(x, Y2, g);
    stageBefore(h / 6.0, 0.5 * h);
    slopesBack(x, y, g);
    for (let j = 0; j < COMPONENTS; j++) put(BY, j, at(TOTAL, j) + at(BACK, j));
  }
  return at(Y, COMPONENTS - 1);
}

/** Columns that are left are the bits of a mask. */
function minor(m: usize, row: i32, columns: i32): f64 {
  if (row === ORDER) return 1.0;
  let sum = 0.0;
  let s = 1.0;
  for (let j = 0; j < ORDER; j++)
    if (columns & (1 << j)) {
      sum += s * at(m, row * ORDER + j) * minor(m, row + 1, columns & ~(1 << j));
      s = -s;
    }
  return sum;
}

export function determinantPrimal(_n: i32, p: usize, _d: usize): f64 {
  return minor(p, 0, (1 << ORDER) - 1);
}

/** The same, leaving the minors on a stack, each above those that it is made of. */
let top: usize = 0;
function minorSaved(m: usize, row: i32, columns: i32): f64 {
  if (row === ORDER) return 1.0;
  let sum = 0.0;
  let s = 1.0;
  for (let j = 0; j < ORDER; j++)
    if (columns & (1 << j)) {
      const inner = minorSaved(m, row + 1, columns & ~(1 << j));
      sum += s * at(m, row * ORDER + j) * inner;
      store<f64>(top, inner);
      top += 8;
      s = -s;
    }
  return sum;
}

function minorBack(m: usize, row: i32, columns: i32, cotangent: f64, g: usize): void {
  if (row === ORDER) return;
  let s = (ORDER - row) & 1 ? 1.0 : -1.0;
  for (let j = ORDER - 1; j >= 0; j--)
    if (columns & (1 << j)) {
      const place = row * ORDER + j;
      top -= 8;
      put(g, place, at(g, place) + cotangent * s * load<f64>(top));
      minorBack(m, row + 1, columns & ~(1 << j), cotangent * s * at(m, place), g);
      s = -s;
    }
}

export function determinantGradient(_n: i32, p: usize, _d: usize, g: usize): f64 {
  top = RESIDUALS;
  memory.fill(g, 0, 8 * ORDER * ORDER);
  const value = minorSaved(p, 0, (1 << ORDER) - 1);
  minorBack(p, 0, (1 << ORDER) - 1, 1.0, g);
  return value;
}
