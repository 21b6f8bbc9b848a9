// Writes runtime-as/math/tables.ts: every table and polynomial coefficient of the elementary functions.
// All values are derived here, in BigInt fixed point with 512 fraction bits, from power series; nothing is
// copied from another library. Invariant: no inexact function of the host has a part in a number that is written
// (only in the error estimates of the comments), so every host writes the same file.
//
//   node scripts/make-math-tables.mjs            writes the file
//   node scripts/make-math-tables.mjs --print    writes to standard output (the test compares the two)
import { writeFileSync } from "node:fs";

// ---- fixed point: the integer v stands for v / 2^512 ------------------------------------------------------

const F = 512n;
const ONE = 1n << F;
const mul = (a, b) => (a * b) >> F;
const div = (a, b) => (a << F) / b;
const ratio = (a, b) => (BigInt(a) << F) / BigInt(b);
const abs = (a) => (a < 0n ? -a : a);
const bitLength = (a) => a.toString(2).length;

function sqrt(value) {
  const square = value << F;
  let root = 1n << BigInt((bitLength(square) + 1) >> 1);
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The double made of the `bits` leading bits of value, rounded to nearest; exact as a JavaScript number. */
function toDouble(value, bits = 53) {
  if (value === 0n) return 0;
  const magnitude = abs(value);
  const drop = BigInt(Math.max(bitLength(magnitude) - bits, 0));
  const rounded = drop > 0n ? (magnitude + (1n << (drop - 1n))) >> drop : magnitude;
  const scaled = Number(rounded) * 2 ** Number(drop - F);
  return value < 0n ? -scaled : scaled;
}

/** The double nearest to value that is a multiple of 2^-fractionBits. */
function toGrid(value, fractionBits) {
  const shift = F - BigInt(fractionBits);
  return Number((value + (1n << (shift - 1n))) >> shift) * 2 ** -fractionBits;
}

const view = new DataView(new ArrayBuffer(8));
function bitsOf(x) {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}
function fromBits(bits) {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** The exact fixed-point value of a double whose lowest bit is at least 2^-512. */
function fromDouble(x) {
  const bits = bitsOf(Math.abs(x));
  const exponent = bits >> 52n;
  if (exponent === 0n) return 0n;
  const mantissa = (bits & ((1n << 52n) - 1n)) | (1n << 52n);
  const shift = F + exponent - 1075n;
  const value = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return x < 0 ? -value : value;
}

// ---- series -----------------------------------------------------------------------------------------------

/** sum over j >= 0 of term(j) * x^j, where term(j) is a fixed-point coefficient; needs |x| <= 1/4 or so. */
function powerSeries(term, x) {
  let sum = 0n;
  let power = ONE;
  for (let j = 0; abs(power) > 1n; j++) {
    sum += mul(term(j), power);
    power = mul(power, x);
  }
  return sum;
}

const factorials = [1n];
function factorial(n) {
  for (let i = factorials.length; i <= n; i++) factorials.push(factorials[i - 1] * BigInt(i));
  return factorials[n];
}

const sign = (j) => (j % 2 === 0 ? 1n : -1n);

function atanOfInverse(n) {
  return mul(
    ratio(1, n),
    powerSeries((j) => (sign(j) * ONE) / BigInt(2 * j + 1), ratio(1, n * n)),
  );
}

function atanhOfInverse(n) {
  return mul(
    ratio(1, n),
    powerSeries((j) => ONE / BigInt(2 * j + 1), ratio(1, n * n)),
  );
}

// Machin 1706 for pi; the like for ln 2. The test's reference uses other formulas for both.
const PI = 4n * (4n * atanOfInverse(5) - atanOfInverse(239));
const LN2 = 18n * atanhOfInverse(26) - 2n * atanhOfInverse(4801) + 8n * atanhOfInverse(8749);

function exp(x) {
  return (powerSeries((j) => ONE / factorial(j), x >> 4n) ** 16n) >> (15n * F);
}

/** ln of a value near one, by the series of atanh((v - 1) / (v + 1)). */
function ln(value) {
  const s = div(value - ONE, value + ONE);
  return (
    2n *
    mul(
      s,
      powerSeries((j) => ONE / BigInt(2 * j + 1), mul(s, s)),
    )
  );
}

function atan(x) {
  if (x > ONE) return PI / 2n - atan(div(ONE, x));
  // Three halvings of the angle bring the argument below 1/8.
  let t = x;
  for (let i = 0; i < 3; i++) t = div(t, ONE + sqrt(ONE + mul(t, t)));
  return (
    8n *
    mul(
      t,
      powerSeries((j) => (sign(j) * ONE) / BigInt(2 * j + 1), mul(t, t)),
    )
  );
}

function sine(angle) {
  const square = mul(angle, angle);
  let sum = 0n;
  let term = angle;
  for (let j = 1n; term !== 0n; j++) {
    sum += term;
    term = -mul(term, square) / (2n * j * (2n * j + 1n));
  }
  return sum;
}

// ---- polynomial fits (Remez 1934) -------------------------------------------------------------------------

/** Solves a square linear system, given as rows with the right-hand side last, by elimination with pivoting. */
function solve(rows) {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) if (abs(rows[i][column]) > abs(rows[pivot][column])) pivot = i;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let i = 0; i < n; i++) {
      if (i === column || rows[i][column] === 0n) continue;
      const factor = div(rows[i][column], rows[column][column]);
      for (let j = column; j <= n; j++) rows[i][j] -= mul(factor, rows[column][j]);
    }
  }
  return rows.map((row, i) => div(row[n], row[i]));
}

const horner = (coefficients, x) => coefficients.reduceRight((sum, c) => mul(sum, x) + c, 0n);

/** Indices of the largest error in each run of equal sign, thinned at the ends to the wanted count. */
function alternation(errors, wanted) {
  const peaks = [];
  errors.forEach((error, i) => {
    if (error === 0n) return;
    const last = peaks.at(-1);
    if (last === undefined || error > 0n !== errors[last] > 0n) peaks.push(i);
    else if (abs(error) > abs(errors[last])) peaks[peaks.length - 1] = i;
  });
  while (peaks.length > wanted)
    if (abs(errors[peaks[0]]) < abs(errors[peaks.at(-1)])) peaks.shift();
    else peaks.pop();
  return peaks;
}

/**
 * The polynomial p with n coefficients that makes the largest |weight * (p - g)| on a grid over [low, high] as
 * small as can be. weight(x) >= 0 turns an error of g into an error relative to the function that g serves.
 * lead goes in front of the coefficients. On intervals that begin at zero the first two coefficients are rounded first and the others fitted again, so
 * that they make up for that rounding.
 */
function minimax({ name, comment, lead = [], term, low, high, n, weight }) {
  const grid = COSINES.map((cosine) => {
    const x = (low + high) / 2n - mul((high - low) / 2n, cosine);
    return { x, g: powerSeries(term, x), w: weight(x) };
  });
  let coefficients = [];
  for (let rounded = 0; rounded <= (low === 0n ? Math.min(2, n - 1) : 0); rounded++) {
    const fixed = coefficients.slice(0, rounded).map((c) => fromDouble(toDouble(c)));
    coefficients = remez(grid, fixed, n - rounded);
  }
  const doubles = coefficients.map((c) => toDouble(c));
  let worst = 0n;
  for (const error of errorsOf(grid, doubles.map(fromDouble))) if (abs(error) > worst) worst = abs(error);
  const log2 = Math.log2(Number(worst >> (F - 200n))) - 200;
  return { name, comment: `${comment}; relative error 2^${log2.toFixed(1)}.`, values: [...lead, ...doubles] };
}

/** Places in [-1, 1], denser towards both ends, where a polynomial's error turns fastest. */
const COSINES = Array.from({ length: 1000 }, (_, j) => sine((PI * BigInt(999 - 2 * j)) / 2000n));

const errorsOf = (grid, p) => grid.map(({ x, g, w }) => mul(horner(p, x) - g, w));

/** fixed, followed by the `free` further coefficients that level the weighted error on the grid. */
function remez(grid, fixed, free) {
  const steps = grid.length - 1;
  let reference = Array.from({ length: free + 1 }, (_, j) => Math.round(((j + 0.5) * steps) / (free + 1)));
  let coefficients = fixed;
  for (let round = 0; round < 30; round++) {
    // p(x) + (-1)^j E / w(x) = g(x) at the reference points; E is the levelled error.
    const unknowns = solve(
      reference.map((index, j) => {
        const { x, g, w } = grid[index];
        const powers = Array.from({ length: free }, (_, i) => power(x, fixed.length + i));
        return [...powers, div(sign(j) * ONE, w), g - horner(fixed, x)];
      }),
    );
    coefficients = [...fixed, ...unknowns.slice(0, free)];
    const next = alternation(errorsOf(grid, coefficients), free + 1);
    if (next.length <= free) throw new Error("the error of a fit does not alternate");
    if (next.every((index, j) => index === reference[j])) break;
    reference = next;
  }
  return coefficients;
}

const margin = (x) => x + x / 4096n;
const power = (x, n) => (n === 0 ? ONE : mul(power(x, n - 1), x));

// ---- tables -----------------------------------------------------------------------------------------------

const EXP_BITS = 7;
const EXP_SIZE = 1 << EXP_BITS;

function makeExp() {
  const rows = [];
  for (let i = 0; i < EXP_SIZE; i++) {
    const value = exp((LN2 * BigInt(i)) / BigInt(EXP_SIZE));
    const head = toDouble(value);
    const tail = toDouble(div(value - fromDouble(head), fromDouble(head)));
    rows.push([bitsOf(tail), bitsOf(head) - (BigInt(i) << BigInt(52 - EXP_BITS))]);
  }
  return rows;
}

const LOG_BITS = 7;
const LOG_SIZE = 1 << LOG_BITS;
const LOG_STEP = 1n << BigInt(52 - LOG_BITS);
// Cells are centred on multiples of LOG_STEP so that 1 is in the middle of its cell; the range starts near 0.7.
const LOG_START = bitsOf(1) - LOG_STEP / 2n - 77n * LOG_STEP;
// The reciprocals have 10 fraction bits: their product with the upper half of a mantissa is then exact.
const LOG_RECIPROCAL_BITS = 10;

function makeLog() {
  const rows = [];
  let widest = 0n;
  for (let i = 0; i < LOG_SIZE; i++) {
    const low = fromDouble(fromBits(LOG_START + BigInt(i) * LOG_STEP));
    const high = fromDouble(fromBits(LOG_START + BigInt(i + 1) * LOG_STEP));
    // Nothing may cancel next to one, so its cell takes exactly one, whose logarithm is zero.
    const centre = low < ONE && high > ONE ? ONE : (low + high) / 2n;
    const reciprocal = toGrid(div(ONE, centre), LOG_RECIPROCAL_BITS);
    const value = -ln(fromDouble(reciprocal));
    const head = toGrid(value, 42);
    rows.push([reciprocal, head, toDouble(value - fromDouble(head))]);
    for (const end of [low, high]) {
      const r = abs(mul(end, fromDouble(reciprocal)) - ONE);
      if (r > widest) widest = r;
    }
  }
  return { rows, widest };
}

const ATAN_FIRST = 1 / 8;
const ATAN_ROWS = 50;

function makeAtan() {
  const rows = [[0, 0, 0]];
  for (let i = 0; i < ATAN_ROWS - 2; i++) {
    const low = bitsOf(ATAN_FIRST) + (BigInt(i) << 49n);
    rows.push(atanRow(fromBits(low + (1n << 48n))));
  }
  // Every |x| >= 8 shares one far centre: (x - c) / (1 + x c) is then nearly -1/x.
  rows.push(atanRow(2 ** 20));
  return rows;
}

function atanRow(centre) {
  const value = atan(fromDouble(centre));
  const head = toDouble(value);
  return [centre, head, toDouble(value - fromDouble(head))];
}

const TURN_STEPS = 128;

function makeSine() {
  const rows = [];
  for (let i = 0; i < TURN_STEPS; i++) {
    // Fold into a quarter turn, so that symmetric rows are equal to the bit and the zeros are exact.
    const half = i % (TURN_STEPS / 2);
    const folded = Math.min(half, TURN_STEPS / 2 - half);
    const value = sine((2n * PI * BigInt(folded)) / BigInt(TURN_STEPS));
    const [head, tail] = split(i < TURN_STEPS / 2 ? value : -value, [26]);
    rows.push([head, tail]);
  }
  return rows;
}

/** floor(2/pi * 2^fraction) for more bits than the fixed point above holds. */
function twoOverPi(bits) {
  const guard = BigInt(bits + 64);
  const arctangent = (n) => {
    let sum = 0n;
    let term = (1n << guard) / BigInt(n);
    for (let j = 0; term > 0n; j++) {
      sum += (sign(j) * term) / BigInt(2 * j + 1);
      term /= BigInt(n * n);
    }
    return sum;
  };
  const pi = 4n * (4n * arctangent(5) - arctangent(239));
  return (1n << (guard + BigInt(bits) + 1n)) / pi;
}

// The mantissa of the largest double has its lowest bit at 2^971; 192 bits of product are kept from there.
const TWO_OVER_PI_WORDS = 20;

function makeTwoOverPi() {
  const value = twoOverPi(TWO_OVER_PI_WORDS * 64 - 64);
  const words = [];
  for (let i = TWO_OVER_PI_WORDS - 1; i >= 0; i--) words.push((value >> BigInt(64 * i)) & ((1n << 64n) - 1n));
  return words;
}

/** Splits value into doubles: the first parts have the given number of bits, the last one is a full double. */
function split(value, bits) {
  const parts = [];
  for (const count of [...bits, 53]) {
    const part = toDouble(value, count);
    parts.push(part);
    value -= fromDouble(part);
  }
  return parts;
}

// ---- output -----------------------------------------------------------------------------------------------

const number = (x) => (Number.isInteger(x) && Math.abs(x) < 1e21 ? `${x}.0` : `${x}`);
const hex = (x) => `0x${x.toString(16).padStart(16, "0")}`;

/** Declares static data; every row is an array and perLine rows share a line. */
function table(name, comment, type, rows, format, perLine = 1) {
  const lines = [];
  for (let i = 0; i < rows.length; i += perLine)
    lines.push(
      `  ${rows
        .slice(i, i + perLine)
        .flat()
        .map(format)
        .join(", ")},`,
    );
  return `/** ${comment} */\nexport const ${name}: usize = memory.data<${type}>([\n${lines.join("\n")}\n]);\n`;
}

const constants = (name, comment, values) =>
  table(
    name,
    comment,
    "f64",
    values.map((v) => [v]),
    number,
  );

function constant(name, value, comment) {
  return `/** ${comment} */\n// @ts-ignore: decorator\n@inline export const ${name}: f64 = ${number(value)};\n`;
}

function generate() {
  const { rows: logRows, widest } = makeLog();
  const [ln2Head, ln2Tail] = [toGrid(LN2, 42), toDouble(LN2 - fromDouble(toGrid(LN2, 42)))];
  const expStep = LN2 / BigInt(EXP_SIZE);
  const turnStep = (2n * PI) / BigInt(TURN_STEPS);
  const [halfPiHigh, halfPiLow] = split(PI / 2n, [53]);
  const [piHigh, piLow] = split(PI, [53]);
  const reach = margin(turnStep / 2n);
  const expTerm = (j) => ONE / factorial(j + 3);

  const polynomials = [
    minimax({
      name: "EXP_P",
      comment: "1/2 and (e^r - 1 - r - r^2/2) / r^3 on |r| <= ln2/256",
      lead: [0.5],
      term: expTerm,
      // One percent wider: pow reduces by the leading part of its argument only.
      low: (-101n * expStep) / 200n,
      high: (101n * expStep) / 200n,
      n: 3,
      weight: (r) => power(abs(r), 3),
    }),
    minimax({
      name: "EXPM1_P",
      comment: "1/2 and (e^x - 1 - x - x^2/2) / x^3 on |x| <= 1/8",
      lead: [0.5],
      term: expTerm,
      low: -ONE / 8n,
      high: ONE / 8n,
      n: 8,
      weight: (r) => power(r, 2),
    }),
    minimax({
      name: "LOG_P",
      comment: "-1/2 and (ln(1+r) - r + r^2/2) / r^3 on the cells of LOG_TABLE",
      lead: [-0.5],
      term: (j) => (sign(j) * ONE) / BigInt(j + 3),
      low: -margin(widest),
      high: margin(widest),
      n: 6,
      weight: (r) => power(r, 2),
    }),
    minimax({
      name: "SIN_P",
      comment: "(sin r - r) / r^3 as a polynomial in r^2, |r| <= pi/128",
      term: (j) => -(sign(j) * ONE) / factorial(2 * j + 3),
      low: 0n,
      high: mul(reach, reach),
      n: 3,
      weight: (z) => z,
    }),
    minimax({
      name: "COS_P",
      comment: "-1/2 and (cos r - 1 + r^2/2) / r^4 as a polynomial in r^2, |r| <= pi/128",
      lead: [-0.5],
      term: (j) => (sign(j) * ONE) / factorial(2 * j + 4),
      low: 0n,
      high: mul(reach, reach),
      n: 2,
      weight: (z) => power(z, 2),
    }),
    minimax({
      name: "ATAN_P",
      comment: "(atan t - t) / t^3 as a polynomial in t^2, |t| <= 1/8",
      term: (j) => -(sign(j) * ONE) / BigInt(2 * j + 3),
      low: 0n,
      high: ONE / 64n,
      n: 6,
      weight: (z) => z,
    }),
    minimax({
      name: "ASIN_P",
      comment: "(asin s - s) / s^3 as a polynomial in s^2, |s| <= 1/2",
      term: (j) =>
        (ONE * factorial(2 * j + 2)) / (4n ** BigInt(j + 1) * factorial(j + 1) ** 2n * BigInt(2 * j + 3)),
      low: 0n,
      high: ONE / 4n,
      n: 13,
      weight: (z) => z,
    }),
  ];

  return [
    `// GENERATED by scripts/make-math-tables.mjs - do not edit; run the script again instead.
// Tables and polynomial coefficients of the elementary functions; each function's file says how it uses them.
// Relative errors are of the polynomial in exact arithmetic with its coefficients rounded as printed. Coefficients
// are in memory because a load is one operand of an instruction, where a constant costs V8 two instructions.
`,
    constants("ROUNDER", "1.5 * 2^52: adding it rounds |x| < 2^51 to an integer, held in the low bits.", [
      1.5 * 2 ** 52,
    ]),
    table(
      "EXP_TABLE",
      "Row i: bits of the relative error of fl(2^(i/128)), then bits of fl(2^(i/128)) less i * 2^45.",
      "u64",
      makeExp(),
      hex,
      2,
    ),
    constants("EXP_STEP", "128 / ln 2; then ln 2 / 128 in two parts, the first with 35 bits.", [
      toDouble(div(ONE, expStep)),
      ...split(expStep, [35]),
    ]),
    table(
      "LOG_TABLE",
      "Row i: 1/c with 10 fraction bits, -ln(1/c) rounded to a multiple of 2^-42, and what that rounding left.",
      "f64",
      logRows,
      number,
      2,
    ),
    `/** Bits of the double where cell 0 of LOG_TABLE begins; a cell is 2^45 wide in bits. */\n// @ts-ignore: decorator\n@inline export const LOG_START: i64 = ${hex(LOG_START)};\n`,
    constants("LN2", "ln 2 rounded to a multiple of 2^-42, and what that rounding left.", [ln2Head, ln2Tail]),
    table(
      "SIN_TABLE",
      "Row i: sin(i pi/64) in two parts, the first with 26 bits; the cosine is 32 rows further, modulo 128.",
      "f64",
      makeSine(),
      number,
      2,
    ),
    constants("TURN_STEP", "64 / pi; then pi / 64 in three parts, the first two with 33 bits.", [
      toDouble(div(ONE, turnStep)),
      ...split(turnStep, [33, 33]),
    ]),
    table(
      "TWO_OVER_PI",
      "2/pi, most significant first. The first word is its integer part, zero.",
      "u64",
      makeTwoOverPi().map((w) => [w]),
      hex,
      4,
    ),
    table(
      "ATAN_TABLE",
      "Row i: centre c, atan(c), and what rounding atan(c) left. Row 0 is |x| < 1/8, the last is |x| >= 8.",
      "f64",
      makeAtan(),
      number,
    ),
    constant("HALF_PI_HIGH", halfPiHigh, "pi/2 and pi are sums of two doubles each."),
    constant("HALF_PI_LOW", halfPiLow, "pi/2 - HALF_PI_HIGH."),
    constant("PI_HIGH", piHigh, "pi rounded."),
    constant("PI_LOW", piLow, "pi - PI_HIGH."),
    ...polynomials.map(({ name, comment, values }) => constants(name, comment, values)),
  ].join("\n");
}

const text = generate();
if (process.argv.includes("--print")) process.stdout.write(text);
else writeFileSync(new URL("../runtime-as/math/tables.ts", import.meta.url), text);
