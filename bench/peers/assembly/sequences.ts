// Sums over data by hand: log-sum-exp, a mixture, a hidden Markov model, a recurrent cell.
import { at, put, RESIDUALS } from "./memory";

export function logSumExpPrimal(n: i32, p: usize, _d: usize): f64 {
  let most = at(p, 0);
  let sum = 0.0;
  for (let i = 1; i < n; i++) most = Math.max(most, at(p, i));
  for (let i = 0; i < n; i++) sum += Math.exp(at(p, i) - most);
  return most + Math.log(sum);
}

export function logSumExpGradient(n: i32, p: usize, _d: usize, g: usize): f64 {
  let most = at(p, 0);
  let sum = 0.0;
  for (let i = 1; i < n; i++) most = Math.max(most, at(p, i));
  for (let i = 0; i < n; i++) {
    const e = Math.exp(at(p, i) - most);
    put(g, i, e);
    sum += e;
  }
  const scale = 1.0 / sum;
  for (let i = 0; i < n; i++) put(g, i, at(g, i) * scale);
  return most + Math.log(sum);
}

// @ts-expect-error: a decorator of AssemblyScript
function larger(a: f64, b: f64): f64 {
  return a > b ? a : b;
}

export function mixturePrimal(n: i32, p: usize, d: usize): f64 {
  const a1 = at(p, 0);
  const a2 = at(p, 1);
  const a3 = at(p, 2);
  let sum = 0.0;
  const x1 = at(p, 3);
  const y1 = at(p, 4);
  const x2 = at(p, 5);
  const y2 = at(p, 6);
  const x3 = at(p, 7);
  const y3 = at(p, 8);
  const su1 = Math.exp(at(p, 9));
  const sv1 = Math.exp(at(p, 10));
  const su2 = Math.exp(at(p, 11));
  const sv2 = Math.exp(at(p, 12));
  const su3 = Math.exp(at(p, 13));
  const sv3 = Math.exp(at(p, 14));
  const c1 = a1 + at(p, 9) + at(p, 10);
  const c2 = a2 + at(p, 11) + at(p, 12);
  const c3 = a3 + at(p, 13) + at(p, 14);
  for (let i = 0; i < n; i += 2) {
    const x = at(d, i);
    const y = at(d, i + 1);
    const dx1 = su1 * (x - x1);
    const dy1 = sv1 * (y - y1);
    const t1 = c1 - 0.5 * (dx1 * dx1 + dy1 * dy1);
    const dx2 = su2 * (x - x2);
    const dy2 = sv2 * (y - y2);
    const t2 = c2 - 0.5 * (dx2 * dx2 + dy2 * dy2);
    const dx3 = su3 * (x - x3);
    const dy3 = sv3 * (y - y3);
    const t3 = c3 - 0.5 * (dx3 * dx3 + dy3 * dy3);
    const most = larger(larger(t1, t2), t3);
    sum += most + Math.log(Math.exp(t1 - most) + Math.exp(t2 - most) + Math.exp(t3 - most));
  }
  const most = larger(larger(a1, a2), a3);
  return (
    sum - 0.5 * <f64>n * (most + Math.log(Math.exp(a1 - most) + Math.exp(a2 - most) + Math.exp(a3 - most)))
  );
}

/** The sum has derivative 1, so each point's adjoint follows at once and nothing is saved. */
export function mixtureGradient(n: i32, p: usize, d: usize, g: usize): f64 {
  const a1 = at(p, 0);
  const a2 = at(p, 1);
  const a3 = at(p, 2);
  let sum = 0.0;
  const x1 = at(p, 3);
  const y1 = at(p, 4);
  const x2 = at(p, 5);
  const y2 = at(p, 6);
  const x3 = at(p, 7);
  const y3 = at(p, 8);
  const su1 = Math.exp(at(p, 9));
  const sv1 = Math.exp(at(p, 10));
  const su2 = Math.exp(at(p, 11));
  const sv2 = Math.exp(at(p, 12));
  const su3 = Math.exp(at(p, 13));
  const sv3 = Math.exp(at(p, 14));
  const c1 = a1 + at(p, 9) + at(p, 10);
  const c2 = a2 + at(p, 11) + at(p, 12);
  const c3 = a3 + at(p, 13) + at(p, 14);
  let w1 = 0.0;
  let w2 = 0.0;
  let w3 = 0.0;
  let gx1 = 0.0;
  let gy1 = 0.0;
  let gx2 = 0.0;
  let gy2 = 0.0;
  let gx3 = 0.0;
  let gy3 = 0.0;
  let qx1 = 0.0;
  let qy1 = 0.0;
  let qx2 = 0.0;
  let qy2 = 0.0;
  let qx3 = 0.0;
  let qy3 = 0.0;
  for (let i = 0; i < n; i += 2) {
    const x = at(d, i);
    const y = at(d, i + 1);
    const dx1 = su1 * (x - x1);
    const dy1 = sv1 * (y - y1);
    const t1 = c1 - 0.5 * (dx1 * dx1 + dy1 * dy1);
    const dx2 = su2 * (x - x2);
    const dy2 = sv2 * (y - y2);
    const t2 = c2 - 0.5 * (dx2 * dx2 + dy2 * dy2);
    const dx3 = su3 * (x - x3);
    const dy3 = sv3 * (y - y3);
    const t3 = c3 - 0.5 * (dx3 * dx3 + dy3 * dy3);
    const most = larger(larger(t1, t2), t3);
    const e1 = Math.exp(t1 - most);
    const e2 = Math.exp(t2 - most);
    const e3 = Math.exp(t3 - most);
    const total = e1 + e2 + e3;
    sum += most + Math.log(total);
    const scale = 1.0 / total;
    const r1 = e1 * scale;
    const r2 = e2 * scale;
    const r3 = e3 * scale;
    w1 += r1;
    w2 += r2;
    w3 += r3;
    gx1 += r1 * dx1;
    gy1 += r1 * dy1;
    gx2 += r2 * dx2;
    gy2 += r2 * dy2;
    gx3 += r3 * dx3;
    gy3 += r3 * dy3;
    qx1 += r1 * dx1 * dx1;
    qy1 += r1 * dy1 * dy1;
    qx2 += r2 * dx2 * dx2;
    qy2 += r2 * dy2 * dy2;
    qx3 += r3 * dx3 * dx3;
    qy3 += r3 * dy3 * dy3;
  }
  const most = larger(larger(a1, a2), a3);
  const e1 = Math.exp(a1 - most);
  const e2 = Math.exp(a2 - most);
  const e3 = Math.exp(a3 - most);
  const total = e1 + e2 + e3;
  const scale = (0.5 * <f64>n) / total;
  put(g, 0, w1 - e1 * scale);
  put(g, 1, w2 - e2 * scale);
  put(g, 2, w3 - e3 * scale);
  put(g, 3, gx1 * su1);
  put(g, 4, gy1 * sv1);
  put(g, 5, gx2 * su2);
  put(g, 6, gy2 * sv2);
  put(g, 7, gx3 * su3);
  put(g, 8, gy3 * sv3);
  put(g, 9, w1 - qx1);
  put(g, 10, w1 - qy1);
  put(g, 11, w2 - qx2);
  put(g, 12, w2 - qy2);
  put(g, 13, w3 - qx3);
  put(g, 14, w3 - qy3);
  return sum - 0.5 * <f64>n * (most + Math.log(total));
}

export function hiddenMarkovPrimal(n: i32, p: usize, d: usize): f64 {
  const stay = at(p, 0);
  const leave = 1.0 - at(p, 1);
  const m1 = at(p, 2);
  const m2 = at(p, 3);
  let first = 0.5;
  let sum = 0.0;
  for (let i = 0; i < n; i++) {
    const d1 = at(d, i) - m1;
    const d2 = at(d, i) - m2;
    const predicted = first * stay + (1.0 - first) * leave;
    const w1 = predicted * Math.exp(-0.5 * (d1 * d1));
    const w2 = (1.0 - predicted) * Math.exp(-0.5 * (d2 * d2));
    const total = w1 + w2;
    sum += Math.log(total);
    first = w1 / total;
  }
  return sum;
}

export function hiddenMarkovGradient(n: i32, p: usize, d: usize, g: usize): f64 {
  const stay = at(p, 0);
  const leave = 1.0 - at(p, 1);
  const m1 = at(p, 2);
  const m2 = at(p, 3);
  let first = 0.5;
  let sum = 0.0;
  let bf = 0.0;
  let gp = 0.0;
  let gq = 0.0;
  let g1 = 0.0;
  let g2 = 0.0;
  for (let i = 0; i < n; i++) {
    const saved = RESIDUALS + <usize>i * 24;
    const d1 = at(d, i) - m1;
    const d2 = at(d, i) - m2;
    const predicted = first * stay + (1.0 - first) * leave;
    const e1 = Math.exp(-0.5 * (d1 * d1));
    const e2 = Math.exp(-0.5 * (d2 * d2));
    const w1 = predicted * e1;
    const w2 = (1.0 - predicted) * e2;
    const total = w1 + w2;
    put(saved, 0, first);
    put(saved, 1, e1);
    put(saved, 2, e2);
    sum += Math.log(total);
    first = w1 / total;
  }
  for (let i = n - 1; i >= 0; i--) {
    const saved = RESIDUALS + <usize>i * 24;
    const before = at(saved, 0);
    const e1 = at(saved, 1);
    const e2 = at(saved, 2);
    const predicted = before * stay + (1.0 - before) * leave;
    const w1 = predicted * e1;
    const w2 = (1.0 - predicted) * e2;
    const scale = 1.0 / (w1 + w2);
    const bt = (1.0 - bf * w1 * scale) * scale;
    const b1 = bt + bf * scale;
    const b2 = bt;
    const bp = b1 * e1 - b2 * e2;
    g1 += b1 * w1 * (at(d, i) - m1);
    g2 += b2 * w2 * (at(d, i) - m2);
    gp += bp * before;
    gq -= bp * (1.0 - before);
    bf = bp * (stay - leave);
  }
  put(g, 0, gp);
  put(g, 1, gq);
  put(g, 2, g1);
  put(g, 3, g2);
  return sum;
}

// @ts-expect-error: a decorator of AssemblyScript
function sigmoid(x: f64): f64 {
  return 1.0 / (1.0 + Math.exp(-x));
}

export function lstmPrimal(n: i32, p: usize, d: usize): f64 {
  let hidden = 0.0;
  let cell = 0.0;
  let sum = 0.0;
  const wf = at(p, 0);
  const bf = at(p, 1);
  const wi = at(p, 2);
  const bi = at(p, 3);
  const wo = at(p, 4);
  const bo = at(p, 5);
  const wc = at(p, 6);
  const bc = at(p, 7);
  for (let i = 0; i < n - 1; i++) {
    const x = at(d, i);
    const forget = sigmoid(x * wf + bf);
    const input = sigmoid(hidden * wi + bi);
    const out = sigmoid(x * wo + bo);
    const change = Math.tanh(hidden * wc + bc);
    cell = cell * forget + input * change;
    hidden = out * Math.tanh(cell);
    const miss = hidden - at(d, i + 1);
    sum += miss * miss;
  }
  return sum;
}

export function lstmGradient(n: i32, p: usize, d: usize, g: usize): f64 {
  let hidden = 0.0;
  let cell = 0.0;
  let sum = 0.0;
  const wf = at(p, 0);
  const bf = at(p, 1);
  const wi = at(p, 2);
  const bi = at(p, 3);
  const wo = at(p, 4);
  const bo = at(p, 5);
  const wc = at(p, 6);
  const bc = at(p, 7);
  let gwf = 0.0;
  let gbf = 0.0;
  let gwi = 0.0;
  let gbi = 0.0;
  let gwo = 0.0;
  let gbo = 0.0;
  let gwc = 0.0;
  let gbc = 0.0;
  let bh = 0.0;
  let bl = 0.0;
  for (let i = 0; i < n - 1; i++) {
    const saved = RESIDUALS + <usize>i * 56;
    const x = at(d, i);
    const forget = sigmoid(x * wf + bf);
    const input = sigmoid(hidden * wi + bi);
    const out = sigmoid(x * wo + bo);
    const change = Math.tanh(hidden * wc + bc);
    put(saved, 0, hidden);
    put(saved, 1, cell);
    put(saved, 2, forget);
    put(saved, 3, input);
    put(saved, 4, out);
    put(saved, 5, change);
    cell = cell * forget + input * change;
    put(saved, 6, Math.tanh(cell));
    hidden = out * at(saved, 6);
    const miss = hidden - at(d, i + 1);
    sum += miss * miss;
  }
  for (let i = n - 2; i >= 0; i--) {
    const saved = RESIDUALS + <usize>i * 56;
    const x = at(d, i);
    const before = at(saved, 0);
    const forget = at(saved, 2);
    const input = at(saved, 3);
    const out = at(saved, 4);
    const change = at(saved, 5);
    const shown = at(saved, 6);
    bh += 2.0 * (out * shown - at(d, i + 1));
    const po = bh * shown * out * (1.0 - out);
    bl += bh * out * (1.0 - shown * shown);
    const pf = bl * at(saved, 1) * forget * (1.0 - forget);
    const pi = bl * change * input * (1.0 - input);
    const pc = bl * input * (1.0 - change * change);
    gwf += pf * x;
    gbf += pf;
    gwi += pi * before;
    gbi += pi;
    gwo += po * x;
    gbo += po;
    gwc += pc * before;
    gbc += pc;
    bh = pi * wi + pc * wc;
    bl *= forget;
  }
  put(g, 0, gwf);
  put(g, 1, gbf);
  put(g, 2, gwi);
  put(g, 3, gbi);
  put(g, 4, gwo);
  put(g, 5, gbo);
  put(g, 6, gwc);
  put(g, 7, gbc);
  return sum;
}
