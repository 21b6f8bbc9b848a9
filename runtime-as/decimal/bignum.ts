// Natural numbers of a few thousand bits, for the cases where 64 bits cannot decide a rounding. A number is a
// register in static memory: a u32 count, then that many u32 limbs, lowest first. Invariant: the top limb of
// a register is never zero (zero has no limbs), so the count alone gives the size of the number. No routine
// checks the capacity: each caller states why its numbers stay within CAPACITY limbs.

/** Limbs in a register: the longest number met is 770 decimal digits shifted by up to 96 bits, 83 limbs. */
const CAPACITY: i32 = 96;
const REGISTER_BYTES: i32 = 4 + CAPACITY * 4;

/** The two registers of the room. Whoever is called to convert a number may overwrite both. */
export const NUMERATOR: usize = memory.data(REGISTER_BYTES, 8);
export const DENOMINATOR: usize = memory.data(REGISTER_BYTES, 8);

/** The largest power of five that fits a limb; the step of multiplyPowerOf5. */
const FIVE_TO_13: u32 = 1220703125;

/** Set by floorShifted: the bits below the unit were not all zero. */
export let discarded: bool = false;

// @ts-ignore: decorator
@inline
function limb(big: usize, index: u32): usize {
  return big + 4 + ((<usize>index) << 2);
}

// @ts-ignore: decorator
@inline
export function isZero(big: usize): bool {
  return load<u32>(big) == 0;
}

export function setU64(big: usize, value: u64): void {
  store<u32>(limb(big, 0), <u32>value);
  store<u32>(limb(big, 1), <u32>(value >> 32));
  store<u32>(big, value >> 32 ? 2 : value ? 1 : 0);
}

export function bitLength(big: usize): i32 {
  const count = load<u32>(big);
  return count == 0 ? 0 : <i32>(count << 5) - <i32>clz<u32>(load<u32>(limb(big, count - 1)));
}

/** big ← big · factor + addend, the step by which digits are read in. */
export function multiplyAdd(big: usize, factor: u32, addend: u32): void {
  const count = load<u32>(big);
  const end = limb(big, count);
  let carry = <u64>addend;
  for (let at = limb(big, 0); at < end; at += 4) {
    carry += <u64>load<u32>(at) * <u64>factor;
    store<u32>(at, <u32>carry);
    carry >>= 32;
  }
  if (carry) {
    store<u32>(end, <u32>carry);
    store<u32>(big, count + 1);
  }
}

export function multiplyPowerOf5(big: usize, power: i32): void {
  for (; power >= 13; power -= 13) multiplyAdd(big, FIVE_TO_13, 0);
  let rest: u32 = 1;
  for (; power > 0; power--) rest *= 5;
  if (rest != 1) multiplyAdd(big, rest, 0);
}

/** big ← big · 2^bits. */
export function shiftLeft(big: usize, bits: i32): void {
  const count = load<u32>(big);
  if (count == 0 || bits == 0) return;
  const limbs = <u32>bits >> 5;
  const rest = <u64>(bits & 31);
  // From the top down, so that the move can be made in place.
  let above: u64 = 0;
  for (let i = count; i > 0; i--) {
    const value = <u64>load<u32>(limb(big, i - 1)) << rest;
    store<u32>(limb(big, i + limbs), <u32>(above | (value >> 32)));
    above = value & 0xffffffff;
  }
  store<u32>(limb(big, limbs), <u32>above);
  memory.fill(limb(big, 0), 0, (<usize>limbs) << 2);
  const size = count + limbs;
  store<u32>(big, load<u32>(limb(big, size)) ? size + 1 : size);
}

/** ⌊big · 2^shift⌋, known to the caller to fit 64 bits; `discarded` says whether anything was lost. */
export function floorShifted(big: usize, shift: i32): u64 {
  const count = load<u32>(big);
  if (shift >= 0) {
    discarded = false;
    return (limbOrZero(big, 0, count) | (limbOrZero(big, 1, count) << 32)) << <u64>shift;
  }
  const limbs = <u32>-shift >> 5;
  const rest = <u64>(-shift & 31);
  const low = limbOrZero(big, limbs, count);
  let lost = low & ((<u64>1 << rest) - 1);
  for (let i: u32 = 0; i < limbs && !lost; i++) lost = limbOrZero(big, i, count);
  discarded = lost != 0;
  const value = (low | (limbOrZero(big, limbs + 1, count) << 32)) >> rest;
  return rest ? value | (limbOrZero(big, limbs + 2, count) << (64 - rest)) : value;
}

function limbOrZero(big: usize, index: u32, count: u32): u64 {
  return index < count ? <u64>load<u32>(limb(big, index)) : 0;
}

/** Shifts a nonzero divisor until its top bit is set, as `quotient` needs, and returns by how many bits. */
export function normalize(big: usize): i32 {
  const shift = -bitLength(big) & 31;
  shiftLeft(big, shift);
  return shift;
}

/**
 * ⌊n / d⌋ for a normalized d and n < d · 2^64, leaving the remainder in n.
 * Schoolbook division in base 2^32 (Knuth, The Art of Computer Programming 2, 1969, algorithm 4.3.1D).
 */
export function quotient(n: usize, d: usize): u64 {
  const size = load<u32>(d);
  for (let i = load<u32>(n); i < size + 2; i++) store<u32>(limb(n, i), 0);
  const high = <u64>quotientDigit(limb(n, 1), d, size);
  const low = <u64>quotientDigit(limb(n, 0), d, size);
  let count = size;
  while (count > 0 && load<u32>(limb(n, count - 1)) == 0) count--;
  store<u32>(n, count);
  return (high << 32) | low;
}

/** Divides the size + 1 limbs at `window` by d in place; they are less than d · 2^32, so one limb will do. */
function quotientDigit(window: usize, d: usize, size: u32): u32 {
  const lead = window + ((<usize>size) << 2);
  // The top bit of d is set, so the guess from two limbs over one is never too small and at most two too
  // large.
  let guess = load<u64>(lead - 4) / <u64>load<u32>(limb(d, size - 1));
  if (guess > 0xffffffff) guess = 0xffffffff;
  let carry: u64 = 0;
  let borrow: i64 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const at = window + ((<usize>i) << 2);
    carry += guess * <u64>load<u32>(limb(d, i));
    borrow += <i64>load<u32>(at) - <i64>(carry & 0xffffffff);
    store<u32>(at, <u32>borrow);
    borrow >>= 32;
    carry >>= 32;
  }
  borrow += <i64>load<u32>(lead) - <i64>carry;
  store<u32>(lead, <u32>borrow);
  for (let negative = borrow < 0; negative; guess--) {
    carry = 0;
    for (let i: u32 = 0; i < size; i++) {
      const at = window + ((<usize>i) << 2);
      carry += <u64>load<u32>(at) + <u64>load<u32>(limb(d, i));
      store<u32>(at, <u32>carry);
      carry >>= 32;
    }
    carry += <u64>load<u32>(lead);
    store<u32>(lead, <u32>carry);
    negative = carry >> 32 == 0;
  }
  return <u32>guess;
}
