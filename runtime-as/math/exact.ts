// Error-free pieces shared by the elementary functions (Dekker 1971; Cody & Waite 1980).
// Invariant: nothing here rounds where its comment says exact, and every operation has an f64x2 counterpart.

/** Entry of a static table of doubles; with a constant index this is one load. */
// @ts-ignore: decorator
@inline export function at(table: usize, index: usize): f64 {
  return load<f64>(table + (index << 3));
}

/** The 26 leading bits of x; x - upperHalf(x) is exact and has 27 bits. */
// @ts-ignore: decorator
@inline export function upperHalf(x: f64): f64 {
  return reinterpret<f64>(reinterpret<u64>(x) & 0xfffffffff8000000);
}

/** a * b - product, where product is fl(a * b); exact but for one bit 106 places below the product. */
// @ts-ignore: decorator
@inline export function productError(a: f64, b: f64, product: f64): f64 {
  const aHigh = upperHalf(a);
  const aLow = a - aHigh;
  const bHigh = upperHalf(b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** Knuth's error of sum = fl(a + b), whatever the magnitudes of a and b. */
// @ts-ignore: decorator
@inline export function sumError(a: f64, b: f64, sum: f64): f64 {
  const virtual = sum - a;
  return a - (sum - virtual) + (b - virtual);
}

/** The same where |a| >= |b| or a is 0 (Dekker). */
// @ts-ignore: decorator
@inline export function orderedSumError(a: f64, b: f64, sum: f64): f64 {
  return a - sum + b;
}

/** a - head * b for a head of 26 bits near a / b: what the quotient a / b still lacks, times b; exact to 79 bits. */
// @ts-ignore: decorator
@inline export function leftOver(a: f64, b: f64, head: f64): f64 {
  const bHigh = upperHalf(b);
  return a - head * bHigh - head * (b - bHigh);
}
