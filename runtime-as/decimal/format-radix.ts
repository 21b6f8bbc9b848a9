// Integers in any radix, and the doubles that have a finite text in a radix other than ten. Invariant:
// nothing is rounded here. In radixes other than ten a text denotes exactly the number given, and where there
// is no such text, or no room for it, the answer is -1 and nothing is written at `out`.

import { formatFlonum, writeSpecial } from "./format";

/** Room for the longest text made here before it is copied: 64 bits in radix 2 and a sign. */
const SCRATCH_BYTES: i32 = 72;
const SCRATCH: usize = memory.data(SCRATCH_BYTES, 8);

const LARGEST_INTEGER: f64 = 9007199254740992.0; // 2^53

/** Writes n at `out`, at most 65 bytes, lower case, and returns the length; -1 unless 2 <= radix <= 36. */
export function formatInteger(n: i64, radix: i32, out: usize): i32 {
  if (radix < 2 || radix > 36) return -1;
  const end = SCRATCH + SCRATCH_BYTES;
  // The magnitude of the least i64 is right as a u64, where negation leaves it alone.
  let rest = <u64>(n < 0 ? -n : n);
  let at = end;
  if (radix == 10) {
    // A constant divisor is much the cheaper one.
    for (; rest >= 10; rest /= 10) store<u8>(--at, <u8>(0x30 + (rest % 10)));
  } else {
    for (; rest >= <u64>radix; rest /= <u64>radix) store<u8>(--at, digitCharacter(<u32>(rest % <u64>radix)));
  }
  store<u8>(--at, digitCharacter(<u32>rest));
  if (n < 0) store<u8>(--at, 0x2d);
  const length = end - at;
  memory.copy(out, at, length);
  return <i32>length;
}

// @ts-ignore: decorator
@inline
function digitCharacter(digit: u32): u8 {
  return <u8>(digit < 10 ? 0x30 + digit : 0x57 + digit);
}

/**
 * Writes x at `out` in positional notation in a radix 2..36, never with an exponent, always with a point and
 * a digit on either side of it ("ff.0", "-0.1"), and returns the length. Infinities and NaN are written as in
 * radix 10.
 * - Radix 10: formatFlonum's text, which is the shortest one rather than the exact one, and may have an
 *   exponent.
 * - Radixes 2, 4, 8, 16, 32: the exact expansion of any finite x.
 * - All others: integers up to 2^53 in magnitude.
 * Returns -1 for anything else, and where the text is longer than `capacity` bytes.
 */
export function formatFlonumRadix(x: f64, radix: i32, out: usize, capacity: i32): i32 {
  if (radix < 2 || radix > 36) return -1;
  if (!(abs<f64>(x) < Infinity)) return copied(<i32>(writeSpecial(x, SCRATCH) - SCRATCH), out, capacity);
  if (radix == 10) return copied(formatFlonum(x, SCRATCH), out, capacity);
  if (abs<f64>(x) <= LARGEST_INTEGER && floor<f64>(x) == x) return formatWhole(x, radix, out, capacity);
  return popcnt<i32>(radix) == 1 ? formatBits(x, <i32>ctz<i32>(radix), out, capacity) : -1;
}

/** Hands over a text that stands in the scratch room. */
function copied(length: i32, out: usize, capacity: i32): i32 {
  if (length > capacity) return -1;
  memory.copy(out, SCRATCH, length);
  return length;
}

function formatWhole(x: f64, radix: i32, out: usize, capacity: i32): i32 {
  const negative = reinterpret<i64>(x) < 0;
  // The sign goes by itself, so that negative zero has one too, and last, as formatInteger works in the same
  // scratch.
  const length = formatInteger(<i64>abs<f64>(x), radix, SCRATCH + <usize>negative) + <i32>negative;
  if (negative) store<u8>(SCRATCH, 0x2d);
  store<u16>(SCRATCH + <usize>length, 0x302e); // ".0"
  return copied(length + 2, out, capacity);
}

/** The expansion of a nonzero finite x in radix 2^width: each digit is `width` bits of it. */
function formatBits(x: f64, width: i32, out: usize, capacity: i32): i32 {
  const bits = reinterpret<u64>(x);
  const field = <i32>(bits >> 52) & 0x7ff;
  let m = bits & 0x000fffffffffffff;
  if (field) m |= 0x0010000000000000;
  const zeros = <i32>ctz<u64>(m);
  m >>= <u64>zeros;
  const e = (field ? field : 1) - 1075 + zeros; // |x| = m · 2^e with m odd
  const negative = <i64>bits < 0;

  // Places of the first and the last digit, the units' place being 0; a digit on either side of the point at
  // least.
  const first = max<i32>(floorDivide(e + 63 - <i32>clz<u64>(m), width), 0);
  const last = min<i32>(floorDivide(e, width), -1);
  const length = <i32>negative + (first - last + 1) + 1;
  if (length > capacity) return -1;

  if (negative) store<u8>(out++, 0x2d);
  const mask = (<u64>1 << <u64>width) - 1;
  for (let place = first; place >= last; place--) {
    if (place == -1) store<u8>(out++, 0x2e);
    const down = place * width - e; // how far above the lowest bit of m this digit begins
    const digit = down >= 64 || down <= -width ? 0 : (down >= 0 ? m >> <u64>down : m << <u64>-down) & mask;
    store<u8>(out++, digitCharacter(<u32>digit));
  }
  return length;
}

// @ts-ignore: decorator
@inline
function floorDivide(a: i32, b: i32): i32 {
  return a >= 0 ? a / b : -((b - 1 - a) / b);
}
