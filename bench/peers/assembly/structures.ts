// What the programs with lists, closures and trees compute, by hand and without any of them.
import { at, put, RESIDUALS } from "./memory";

export function listFoldPrimal(n: i32, p: usize, _d: usize): f64 {
  const a = at(p, 0);
  const b = at(p, 1);
  const c = at(p, 2);
  const count = <f64>n;
  let sum = 0.0;
  for (let i = 1; i <= n; i++) {
    const x = <f64>i / count;
    sum = a * x * x + b * x + c * sum;
  }
  return sum;
}

export function listFoldGradient(n: i32, p: usize, _d: usize, g: usize): f64 {
  const a = at(p, 0);
  const b = at(p, 1);
  const c = at(p, 2);
  const count = <f64>n;
  let sum = 0.0;
  let adjoint = 1.0;
  let ga = 0.0;
  let gb = 0.0;
  let gc = 0.0;
  for (let i = 0; i < n; i++) {
    const x = <f64>(i + 1) / count;
    put(RESIDUALS, 2 * i, x);
    put(RESIDUALS, 2 * i + 1, sum);
    sum = a * x * x + b * x + c * sum;
  }
  for (let i = n - 1; i >= 0; i--) {
    const x = at(RESIDUALS, 2 * i);
    const weighted = adjoint * x;
    ga += weighted * x;
    gb += weighted;
    gc += adjoint * at(RESIDUALS, 2 * i + 1);
    adjoint *= c;
  }
  put(g, 0, ga);
  put(g, 1, gb);
  put(g, 2, gc);
  return sum;
}

function worth(a: f64, b: f64, c: f64, depth: i32, place: i32): f64 {
  if (depth === 0) return c * ((<f64>place + 1.0) / 1024.0);
  return Math.tanh(a * worth(a, b, c, depth - 1, 2 * place) + b * worth(a, b, c, depth - 1, 2 * place + 1));
}

export function treePrimal(depth: i32, p: usize, _d: usize): f64 {
  return worth(at(p, 0), at(p, 1), at(p, 2), depth, 0);
}

/** Worths lie as in a heap: node k has the children 2 k and 2 k + 1. */
function worthSaved(a: f64, b: f64, c: f64, depth: i32, place: i32, node: i32): f64 {
  let value: f64;
  if (depth === 0) value = c * ((<f64>place + 1.0) / 1024.0);
  else
    value = Math.tanh(
      a * worthSaved(a, b, c, depth - 1, 2 * place, 2 * node) +
        b * worthSaved(a, b, c, depth - 1, 2 * place + 1, 2 * node + 1),
    );
  put(RESIDUALS, node, value);
  return value;
}

function worthBack(a: f64, b: f64, depth: i32, place: i32, node: i32, cotangent: f64, g: usize): void {
  if (depth === 0) {
    put(g, 2, at(g, 2) + cotangent * ((<f64>place + 1.0) / 1024.0));
    return;
  }
  const value = at(RESIDUALS, node);
  const inner = cotangent * (1.0 - value * value);
  put(g, 0, at(g, 0) + inner * at(RESIDUALS, 2 * node));
  put(g, 1, at(g, 1) + inner * at(RESIDUALS, 2 * node + 1));
  worthBack(a, b, depth - 1, 2 * place, 2 * node, inner * a, g);
  worthBack(a, b, depth - 1, 2 * place + 1, 2 * node + 1, inner * b, g);
}

export function treeGradient(depth: i32, p: usize, _d: usize, g: usize): f64 {
  for (let i = 0; i < 3; i++) put(g, i, 0.0);
  const value = worthSaved(at(p, 0), at(p, 1), at(p, 2), depth, 0, 1);
  worthBack(at(p, 0), at(p, 1), depth, 0, 1, 1.0, g);
  return value;
}

export function dispatchPrimal(n: i32, p: usize, _d: usize): f64 {
  const a = at(p, 0);
  const b = at(p, 1);
  const c = at(p, 2);
  let sum = 0.0;
  for (let i = 1; i <= n; i++) {
    const x = <f64>i / <f64>n;
    const cx = c * x;
    sum += (a * x + b) * Math.exp(-(cx * cx));
  }
  return sum;
}

export function dispatchGradient(n: i32, p: usize, _d: usize, g: usize): f64 {
  const a = at(p, 0);
  const b = at(p, 1);
  const c = at(p, 2);
  let sum = 0.0;
  let ga = 0.0;
  let gb = 0.0;
  let gc = 0.0;
  for (let i = 1; i <= n; i++) {
    const x = <f64>i / <f64>n;
    const cx = c * x;
    const e = Math.exp(-(cx * cx));
    const product = (a * x + b) * e;
    sum += product;
    ga += x * e;
    gb += e;
    gc -= product * 2.0 * cx * x;
  }
  put(g, 0, ga);
  put(g, 1, gb);
  put(g, 2, gc);
  return sum;
}

/** Where a charged particle crosses the axis, squared; the force of the charges at (10, 10 - w) and (10, 0), written out. */
export function particlePrimal(_n: i32, p: usize, _d: usize): f64 {
  const w = at(p, 0);
  let x = 0.0;
  let y = 8.0;
  let u = 0.75;
  let v = 0.0;
  for (;;) {
    const nx = x + 0.1 * u;
    const ny = y + 0.1 * v;
    if (!(ny > 0.0)) break;
    const dx = x - 10.0;
    const d1 = y - (10.0 - w);
    const d2 = y;
    const r1 = Math.sqrt(dx * dx + d1 * d1);
    const r2 = Math.sqrt(dx * dx + d2 * d2);
    const f1 = 1.0 / (r1 * r1 * r1);
    const f2 = 1.0 / (r2 * r2 * r2);
    u += 0.1 * (dx * f1 + dx * f2);
    v += 0.1 * (d1 * f1 + d2 * f2);
    x = nx;
    y = ny;
  }
  const crossing = x + (-y / v) * u;
  return crossing * crossing;
}

export function particleGradient(_n: i32, p: usize, _d: usize, g: usize): f64 {
  const w = at(p, 0);
  let x = 0.0;
  let y = 8.0;
  let u = 0.75;
  let v = 0.0;
  let gw = 0.0;
  let top = RESIDUALS;
  for (;;) {
    const nx = x + 0.1 * u;
    const ny = y + 0.1 * v;
    if (!(ny > 0.0)) break;
    const dx = x - 10.0;
    const d1 = y - (10.0 - w);
    const d2 = y;
    const r1 = Math.sqrt(dx * dx + d1 * d1);
    const r2 = Math.sqrt(dx * dx + d2 * d2);
    const f1 = 1.0 / (r1 * r1 * r1);
    const f2 = 1.0 / (r2 * r2 * r2);
    put(top, 0, x);
    put(top, 1, y);
    put(top, 2, f1);
    put(top, 3, f2);
    top += 32;
    u += 0.1 * (dx * f1 + dx * f2);
    v += 0.1 * (d1 * f1 + d2 * f2);
    x = nx;
    y = ny;
  }
  const rest = -y / v;
  const crossing = x + rest * u;
  const b = 2.0 * crossing;
  let bx = b;
  let by = (-b * u) / v;
  let bu = b * rest;
  let bv = (-b * u * rest) / v;
  while (top > RESIDUALS) {
    top -= 32;
    const dx = at(top, 0) - 10.0;
    const d2 = at(top, 1);
    const d1 = d2 - (10.0 - w);
    const f1 = at(top, 2);
    const f2 = at(top, 3);
    const fu = 0.1 * bu;
    const fv = 0.1 * bv;
    const s1 = (3.0 * f1 * (fu * dx + fv * d1)) / (dx * dx + d1 * d1);
    const s2 = (3.0 * f2 * (fu * dx + fv * d2)) / (dx * dx + d2 * d2);
    const b1 = fv * f1 - s1 * d1;
    bu += 0.1 * bx;
    bv += 0.1 * by;
    bx += fu * (f1 + f2) - (s1 + s2) * dx;
    by += b1 + fv * f2 - s2 * d2;
    gw += b1;
  }
  put(g, 0, gw);
  return crossing * crossing;
}
