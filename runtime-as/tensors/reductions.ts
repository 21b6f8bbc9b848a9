// Reductions along axes and sums running along one. Sums over long runs of neighbours are taken in pairs of halves: the error grows with the
// logarithm of their length (Higham 2002, 4.2).
import { countOf, dataOf, dimOf, rankOf, at } from "./tensor";
import * as math from "../math/index";

/** Elements before, along and behind an axis. */
export let before: usize = 0;
export let along: usize = 0;
export let behind: usize = 0;
export function splitAt(t: usize, axis: u32): void {
  before = 1;
  behind = 1;
  for (let i: u32 = 0; i < axis; i++) before *= dimOf(t, i);
  along = dimOf(t, axis);
  for (let i = axis + 1; i < rankOf(t); i++) behind *= dimOf(t, i);
}

const RUN: usize = 128;
export function sumRun(from: usize, count: usize): f64 {
  if (count > RUN) {
    const half = ((count >> 1) + 7) & ~7;
    return sumRun(from, half) + sumRun(from + (half << 3), count - half);
  }
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let i: usize = 0;
  for (; i + 4 <= count; i += 4) {
    s0 = f64x2.add(s0, v128.load(from + (i << 3)));
    s1 = f64x2.add(s1, v128.load(from + (i << 3), 16));
  }
  s0 = f64x2.add(s0, s1);
  let sum = f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
  for (; i < count; i++) sum += load<f64>(from + (i << 3));
  return sum;
}

/** Sums along the middle one of three axes. */
export function sumAlong(from: usize, to: usize, outer: usize, n: usize, inner: usize): void {
  if (inner == 1) {
    for (let o: usize = 0; o < outer; o++) store<f64>(to + (o << 3), sumRun(from + ((o * n) << 3), n));
    return;
  }
  for (let o: usize = 0; o < outer; o++) sumRows(from + ((o * n * inner) << 3), to + ((o * inner) << 3), n, inner);
}
/** The sum of n rows, one after the other. */
function sumRows(from: usize, to: usize, n: usize, inner: usize): void {
  memory.fill(to, 0, inner << 3);
  for (let k: usize = 0; k < n; k++, from += inner << 3) {
    let i: usize = 0;
    for (; i + 2 <= inner; i += 2) v128.store(to + (i << 3), f64x2.add(v128.load(to + (i << 3)), v128.load(from + (i << 3))));
    if (i < inner) store<f64>(to + (i << 3), load<f64>(to + (i << 3)) + load<f64>(from + (i << 3)));
  }
}

/** Sums that run along the axis, or from its end. */
export function cumulate(t: usize, to: usize, axis: u32, backwards: bool): void {
  splitAt(t, axis);
  const step = behind << 3;
  for (let o: usize = 0; o < before; o++) {
    for (let i: usize = 0; i < behind; i++) {
      const base = ((o * along * behind + i) << 3);
      let sum: f64 = 0;
      for (let k: usize = 0; k < along; k++) {
        const place = base + (backwards ? along - 1 - k : k) * step;
        sum += load<f64>(dataOf(t) + place);
        store<f64>(to + place, sum);
      }
    }
  }
}

/** The index along the axis of the first greatest (or least) element, or of the first NaN; −1 for none. */
export function extremeIndex(from: usize, n: usize, step: usize, least: bool): i32 {
  let index: i32 = -1;
  let most: f64 = 0;
  for (let k: usize = 0; k < n; k++) {
    const x = load<f64>(from + k * step);
    if (x != x) return <i32>k;
    if (index < 0 || (least ? x < most : x > most)) {
      most = x;
      index = <i32>k;
    }
  }
  return index;
}

/** log Σ exp of n numbers `step` bytes apart, without overflow. */
export function logSumExp(from: usize, n: usize, step: usize): f64 {
  let most: f64 = -Infinity;
  for (let k: usize = 0; k < n; k++) {
    const x = load<f64>(from + k * step);
    if (x != x) return x;
    if (x > most) most = x;
  }
  if (most - most != 0) return most;
  let sum: f64 = 0;
  for (let k: usize = 0; k < n; k++) sum += math.exp(load<f64>(from + k * step) - most);
  return most + math.log(sum);
}
/** exp(x − m) / Σ exp(x − m) along n numbers. */
export function softMax(from: usize, to: usize, n: usize, step: usize): void {
  let most: f64 = -Infinity;
  for (let k: usize = 0; k < n; k++) {
    const x = load<f64>(from + k * step);
    if (x > most) most = x;
  }
  let sum: f64 = 0;
  for (let k: usize = 0; k < n; k++) {
    const x = math.exp(load<f64>(from + k * step) - most);
    store<f64>(to + k * step, x);
    sum += x;
  }
  for (let k: usize = 0; k < n; k++) store<f64>(to + k * step, load<f64>(to + k * step) / sum);
}

/** The 2-norm of n numbers `step` bytes apart, scaled where squares would overflow or vanish. */
export function norm(from: usize, n: usize, step: usize): f64 {
  let sum: f64 = 0;
  let most: f64 = 0;
  for (let k: usize = 0; k < n; k++) {
    const x = abs<f64>(load<f64>(from + k * step));
    if (x != x) return x;
    if (x > most) most = x;
    sum += x * x;
  }
  if ((sum > 1e-280 && sum < 1e300) || most == 0 || most == Infinity) return most == Infinity ? most : sqrt<f64>(sum);
  sum = 0;
  for (let k: usize = 0; k < n; k++) {
    const x = load<f64>(from + k * step) / most;
    sum += x * x;
  }
  return most * sqrt<f64>(sum);
}
