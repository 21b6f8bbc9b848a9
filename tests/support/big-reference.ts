// An independent high-precision reference for the elementary functions, in BigInt arithmetic.
// Invariant: every function here has a relative error below 2^-110 for every pair of doubles it is meant for, which
// is nothing next to the last place of a double (2^-53). It shares no code and no formula with the script that makes
// the runtime's tables: logarithms and arc tangents are a Newton step from the host's double, checked as they go.

/** The number mantissa * 2^exponent. */
export interface Big {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** Fraction bits of the fixed-point steps; relative steps keep as many bits. */
const P = 240;
const FRACTION = BigInt(P);
const ONE = 1n << FRACTION;
/** Results no double can hold: what ulpError makes of them depends on their size alone. */
const HUGE: Big = { mantissa: 1n, exponent: 5000 };
const VANISHING: Big = { mantissa: 1n, exponent: -5000 };
const ZERO: Big = { mantissa: 0n, exponent: 0 };

// ---- numbers ----------------------------------------------------------------------------------------------

const magnitude = (a: bigint) => (a < 0n ? -a : a);
const multiply = (a: bigint, b: bigint) => (a * b) >> FRACTION;
const divide = (a: bigint, b: bigint) => (a << FRACTION) / b;
const shift = (a: bigint, by: number) => (by >= 0 ? a << BigInt(by) : a >> BigInt(-by));

function bitLength(a: bigint): number {
  return a === 0n ? 0 : magnitude(a).toString(16).length * 4 - 3 + topBits(a);
}

/** How many bits the leading hexadecimal digit has beyond its first. */
function topBits(a: bigint): number {
  const digit = Number.parseInt(magnitude(a).toString(16)[0]!, 16);
  return digit >= 8 ? 3 : digit >= 4 ? 2 : digit >= 2 ? 1 : 0;
}

const view = new DataView(new ArrayBuffer(8));

export function bitsOf(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}

export function fromBits(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** The exact value of a finite double. */
export function big(x: number): Big {
  const bits = bitsOf(x);
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = field === 0 ? fraction : fraction | (1n << 52n);
  return { mantissa: bits >> 63n ? -mantissa : mantissa, exponent: Math.max(field, 1) - 1075 };
}

/** Keeps 2P bits: sums of numbers of very different size stay short. */
function trim(a: Big): Big {
  const extra = bitLength(a.mantissa) - 2 * P;
  return extra > 0 ? { mantissa: a.mantissa >> BigInt(extra), exponent: a.exponent + extra } : a;
}

export function add(a: Big, b: Big): Big {
  const exponent = Math.min(a.exponent, b.exponent);
  return trim({
    mantissa: shift(a.mantissa, a.exponent - exponent) + shift(b.mantissa, b.exponent - exponent),
    exponent,
  });
}

export function times(a: Big, b: Big): Big {
  return trim({ mantissa: a.mantissa * b.mantissa, exponent: a.exponent + b.exponent });
}

export function quotient(a: Big, b: Big): Big {
  const up = Math.max(0, P + 8 + bitLength(b.mantissa) - bitLength(a.mantissa));
  return { mantissa: shift(a.mantissa, up) / b.mantissa, exponent: a.exponent - b.exponent - up };
}

function squareRoot(a: Big): Big {
  let up = Math.max(0, 2 * P + 8 - bitLength(a.mantissa));
  if ((a.exponent - up) % 2 !== 0) up++;
  const square = shift(a.mantissa, up);
  let root = 1n << BigInt((bitLength(square) + 1) >> 1);
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return { mantissa: root, exponent: (a.exponent - up) / 2 };
    root = next;
  }
}

export const negate = (a: Big): Big => ({ mantissa: -a.mantissa, exponent: a.exponent });
const fromFixed = (mantissa: bigint): Big => ({ mantissa, exponent: -P });
/** Absolute error 2^-P. */
const toFixed = (a: Big): bigint => shift(a.mantissa, a.exponent + P);
/** floor(log2 |a|), a not zero. */
const scaleOf = (a: Big): number => bitLength(a.mantissa) - 1 + a.exponent;

/** The double nearest to a or next to it. */
export function toNumber(a: Big): number {
  const extra = Math.max(0, bitLength(a.mantissa) - 60);
  const lead = Number(a.mantissa >> BigInt(extra));
  const exponent = a.exponent + extra;
  const half = Math.trunc(exponent / 2);
  return lead * 2 ** half * 2 ** (exponent - half);
}

/** |got - want| in units of the last place of want; overflow counts as the double after the largest. */
export function ulpError(got: number, want: Big): number {
  if (Number.isNaN(got)) return Number.POSITIVE_INFINITY;
  const scale = want.mantissa === 0n ? -5000 : scaleOf(want);
  if (scale >= 1024)
    return got === (want.mantissa > 0n ? Infinity : -Infinity) ? 0 : Number.POSITIVE_INFINITY;
  const unit = Math.max(scale, -1022) - 52;
  const value: Big = Number.isFinite(got) ? big(got) : { mantissa: got > 0 ? 1n : -1n, exponent: 1024 };
  const difference = add(value, negate(want));
  return Math.abs(toNumber({ mantissa: difference.mantissa, exponent: difference.exponent - unit }));
}

// ---- constants --------------------------------------------------------------------------------------------

/** Enough bits of pi to reduce the largest double: 1024 before the point and P after it, twice over for luck. */
const LONG = 1700;

function inverseArcSeries(n: bigint, alternate: boolean, bits: number): bigint {
  let power = (1n << BigInt(bits)) / n;
  let sum = 0n;
  for (let j = 0n; power !== 0n; j++) {
    const term = power / (2n * j + 1n);
    sum += alternate && j % 2n === 1n ? -term : term;
    power /= n * n;
  }
  return sum;
}

// pi = 24 atan(1/8) + 8 atan(1/57) + 4 atan(1/239) (Stormer); ln 2 = 2 atanh(1/3).
const LONG_PI =
  (24n * inverseArcSeries(8n, true, LONG + 32) +
    8n * inverseArcSeries(57n, true, LONG + 32) +
    4n * inverseArcSeries(239n, true, LONG + 32)) >>
  32n;
const LN2 = (2n * inverseArcSeries(3n, false, P + 64)) >> 64n;
const HALF_PI = LONG_PI >> BigInt(LONG - P + 1);
export const PI: Big = { mantissa: LONG_PI, exponent: -LONG };
const HALF_PI_BIG: Big = { mantissa: LONG_PI, exponent: -LONG - 1 };

/** x * (c0 + c1 t + c2 t^2 + ...) for coefficients that are fractions and small t: relative, so exact near zero. */
function relativeSeries(x: Big, t: Big, coefficient: (j: number) => readonly [number, number]): Big {
  const step = toFixed(t);
  let power = ONE;
  let sum = 0n;
  for (let j = 0; power !== 0n && power !== -1n; j++) {
    const [above, below] = coefficient(j);
    sum += (power * BigInt(above)) / BigInt(below);
    power = multiply(power, step);
  }
  return times(x, fromFixed(sum));
}

const isSmall = (a: Big, log2: number) => a.mantissa === 0n || scaleOf(a) < log2;

// ---- exponentials and logarithms --------------------------------------------------------------------------

/** e^r in fixed point for |r| < 1: the series at r / 256, squared eight times. */
function expFixed(r: bigint): bigint {
  const guard = 24n;
  const one = ONE << guard;
  const step = (r << guard) >> 8n;
  let term = one;
  let sum = 0n;
  for (let j = 1n; term !== 0n && term !== -1n; j++) {
    sum += term;
    term = ((term * step) >> (FRACTION + guard)) / j;
  }
  for (let i = 0; i < 8; i++) sum = (sum * sum) >> (FRACTION + guard);
  return sum >> guard;
}

export function expOf(x: Big): Big {
  if (!isSmall(x, 12)) return x.mantissa > 0n ? HUGE : VANISHING;
  const fixed = toFixed(x);
  const k = (fixed + LN2 / 2n) / LN2;
  return { mantissa: expFixed(fixed - k * LN2), exponent: Number(k) - P };
}

export function expm1Of(x: Big): Big {
  // (e^x - 1) / x = 1 + x/2 + x^2/6 + ...; the coefficients' denominators stay exact numbers here.
  if (isSmall(x, -20)) return relativeSeries(x, x, (j) => (j > 15 ? [0, 1] : [1, factorial(j + 1)]));
  return add(expOf(x), negate(big(1)));
}

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}

export function logOf(x: Big): Big {
  const scale = scaleOf(x);
  const nearOne = add(x, negate(big(1)));
  if (isSmall(nearOne, -8)) return log1pSmall(nearOne);
  // x = z 2^scale with 1 <= z < 2, and ln z = y + ln(z e^-y) for a double y near it.
  const z: Big = { mantissa: x.mantissa, exponent: x.exponent - scale };
  const y = Math.log(toNumber(z));
  const delta = add(times(z, expOf(big(-y))), negate(big(1)));
  if (!isSmall(delta, -45)) throw new Error("reference logarithm: the starting value is off");
  const lnZ = add(big(y), log1pSmall(delta));
  return add(fromFixed(BigInt(scale) * LN2), lnZ);
}

function log1pSmall(x: Big): Big {
  return relativeSeries(x, x, (j) => [j % 2 === 0 ? 1 : -1, j + 1]);
}

export function log1pOf(x: Big): Big {
  return isSmall(x, -8) ? log1pSmall(x) : logOf(add(big(1), x));
}

export function tanhOf(x: Big): Big {
  if (!isSmall(x, 6)) return { mantissa: x.mantissa > 0n ? 1n : -1n, exponent: 0 };
  const e = expm1Of({ mantissa: x.mantissa, exponent: x.exponent + 1 });
  return quotient(e, add(e, big(2)));
}

/** (E + E / (1 + E)) / 2 with E = e^x - 1, for x >= 0. */
export function sinhOf(x: Big): Big {
  if (x.mantissa < 0n) return negate(sinhOf(negate(x)));
  const e = expm1Of(x);
  return times(add(e, quotient(e, add(big(1), e))), big(0.5));
}

export function coshOf(x: Big): Big {
  const e = expOf(x);
  return times(add(e, quotient(big(1), e)), big(0.5));
}

export function powOf(x: Big, y: Big): Big {
  const odd = y.exponent >= 0 ? y.exponent === 0 && y.mantissa % 2n !== 0n : isOddInteger(y);
  const power = expOf(times(y, logOf({ mantissa: magnitude(x.mantissa), exponent: x.exponent })));
  return x.mantissa < 0n && odd ? negate(power) : power;
}

function isOddInteger(y: Big): boolean {
  const point = BigInt(-y.exponent);
  return (
    (magnitude(y.mantissa) >> point) << point === magnitude(y.mantissa) &&
    ((magnitude(y.mantissa) >> point) & 1n) === 1n
  );
}

// ---- trigonometry -----------------------------------------------------------------------------------------

/** [sin, cos] of a fixed-point angle below one in magnitude. */
function sinCosFixed(r: bigint): [bigint, bigint] {
  let sin = 0n;
  let cos = 0n;
  let term = ONE;
  for (let j = 0n; term !== 0n && term !== -1n; j++) {
    const signed = j & 2n ? -term : term;
    if (j & 1n) sin += signed;
    else cos += signed;
    term = multiply(term, r) / (j + 1n);
  }
  return [sin, cos];
}

/** [sin, cos] with small relative errors: a remainder keeps P - 70 bits beside the nearest multiple of pi/2. */
export function sinCosOf(x: Big): [Big, Big] {
  if (isSmall(x, -30)) {
    const square = times(x, x);
    const sin = relativeSeries(x, square, (j) => (j > 4 ? [0, 1] : [j % 2 ? -1 : 1, factorial(2 * j + 1)]));
    const cos = relativeSeries(big(1), square, (j) => (j > 4 ? [0, 1] : [j % 2 ? -1 : 1, factorial(2 * j)]));
    return [sin, cos];
  }
  // The angle in units of 2^-LONG, so that its product with no constant is rounded before the reduction.
  const angle = shift(x.mantissa, x.exponent + LONG);
  const quarters = (2n * angle + LONG_PI / 2n) / LONG_PI - (2n * angle + LONG_PI / 2n < 0n ? 1n : 0n);
  const remainder = angle - (quarters * LONG_PI) / 2n;
  const [sin, cos] = sinCosFixed(remainder >> BigInt(LONG - P));
  const turned: [bigint, bigint][] = [
    [sin, cos],
    [cos, -sin],
    [-sin, -cos],
    [-cos, sin],
  ];
  const [s, c] = turned[Number(((quarters % 4n) + 4n) % 4n)]!;
  return [fromFixed(s), fromFixed(c)];
}

export function tanOf(x: Big): Big {
  const [sin, cos] = sinCosOf(x);
  return quotient(sin, cos);
}

export function atanOf(q: Big): Big {
  if (q.mantissa < 0n) return negate(atanOf(negate(q)));
  if (isSmall(q, -20)) return relativeSeries(q, times(q, q), (j) => [j % 2 ? -1 : 1, 2 * j + 1]);
  if (!isSmall(q, 20)) return add(HALF_PI_BIG, negate(atanOf(quotient(big(1), q))));
  // atan q = y + atan((q cos y - sin y) / (cos y + q sin y)) for a double y near it.
  const y = Math.atan(toNumber(q));
  const [sin, cos] = sinCosFixed(y > 0.9 ? HALF_PI - toFixed(big(y)) : toFixed(big(y)));
  const [s, c] = (y > 0.9 ? [cos, sin] : [sin, cos]) as [bigint, bigint];
  const fixed = toFixed(q);
  const delta = divide(multiply(fixed, c) - s, c + multiply(fixed, s));
  if (magnitude(delta) >> (FRACTION - 45n) !== 0n)
    throw new Error("reference arc tangent: the starting value is off");
  const cube = multiply(delta, multiply(delta, delta));
  return fromFixed(toFixed(big(y)) + delta - cube / 3n + multiply(cube, multiply(delta, delta)) / 5n);
}

/** The angle of the point (x, y); neither is zero. */
export function atan2Of(y: Big, x: Big): Big {
  const angle = atanOf(
    quotient({ ...y, mantissa: magnitude(y.mantissa) }, { ...x, mantissa: magnitude(x.mantissa) }),
  );
  const turned = x.mantissa < 0n ? add(PI, negate(angle)) : angle;
  return y.mantissa < 0n ? negate(turned) : turned;
}

/** sqrt(1 - x^2), from the exact product (1 - x)(1 + x). */
function cofactor(x: Big): Big {
  return squareRoot(times(add(big(1), negate(x)), add(big(1), x)));
}

export function asinOf(x: Big): Big {
  if (toNumber(x) ** 2 === 1) return x.mantissa > 0n ? HALF_PI_BIG : negate(HALF_PI_BIG);
  return atanOf(quotient(x, cofactor(x)));
}

export function acosOf(x: Big): Big {
  if (x.mantissa === 0n) return HALF_PI_BIG;
  if (toNumber(x) === 1) return ZERO;
  if (toNumber(x) === -1) return PI;
  return atan2Of(cofactor(x), x);
}
