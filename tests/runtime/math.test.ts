// The elementary functions of runtime-as/math against the high-precision reference, on random and hard arguments.
// Invariant: every result is within one unit in the last place of the true value; special cases are exact to the bit.
// DMCI_LONG=1 multiplies the random arguments by 40.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import binaryen from "binaryen";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileAssemblyScript } from "../support/assemblyscript.js";
import * as reference from "../support/big-reference.js";
import { type Big, big, bitsOf, fromBits, ulpError } from "../support/big-reference.js";

type Unary = (x: number) => number;
type Binary = (a: number, b: number) => number;

// biome-ignore format: a table
const UNARY = [
  "exp", "expm1", "log", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "tanh", "sinh", "cosh",
] as const;
const BINARY = ["atan2", "pow"] as const;
type Name = (typeof UNARY)[number] | (typeof BINARY)[number];

const LONG = process.env.DMCI_LONG === "1";
const SAMPLES = LONG ? 40 * 4000 : 4000;
const TIMEOUT = LONG ? 3_600_000 : 300_000;
const INF = Number.POSITIVE_INFINITY;
const MAX = Number.MAX_VALUE;
const LEAST_NORMAL = 2 ** -1022;
const LEAST = Number.MIN_VALUE;

const REFERENCE: Record<Name, (x: Big, y: Big) => Big> = {
  exp: reference.expOf,
  expm1: reference.expm1Of,
  log: reference.logOf,
  log1p: reference.log1pOf,
  sin: (x) => reference.sinCosOf(x)[0],
  cos: (x) => reference.sinCosOf(x)[1],
  tan: reference.tanOf,
  asin: reference.asinOf,
  acos: reference.acosOf,
  atan: reference.atanOf,
  tanh: reference.tanhOf,
  sinh: reference.sinhOf,
  cosh: reference.coshOf,
  atan2: reference.atan2Of,
  pow: reference.powOf,
};

let functions: Record<Name, Binary>;
/** The same functions on bit patterns: JavaScript may not keep the bits of a NaN, a second module does. */
let onBits: Record<Name, (a: bigint, b: bigint) => bigint>;

beforeAll(async () => {
  const exports = await compileAssemblyScript("runtime-as/math/index.ts");
  functions = exports as unknown as typeof functions;
  const wrapper = binaryen.parseText(bitWrapper());
  const module = new WebAssembly.Module(wrapper.emitBinary() as BufferSource);
  onBits = new WebAssembly.Instance(module, { m: exports }).exports as unknown as typeof onBits;
});

function bitWrapper(): string {
  const wrap = (name: string, arity: number) => {
    const parameters = (type: string) => `(param${` ${type}`.repeat(arity)})`;
    const locals = [0, 1].slice(0, arity).map((i) => `(f64.reinterpret_i64 (local.get ${i}))`);
    return {
      imported: `(import "m" "${name}" (func $${name} ${parameters("f64")} (result f64)))`,
      defined: `(func (export "${name}") ${parameters("i64")} (result i64)
        (i64.reinterpret_f64 (call $${name} ${locals.join(" ")})))`,
    };
  };
  const all = [...UNARY.map((name) => wrap(name, 1)), ...BINARY.map((name) => wrap(name, 2))];
  return `(module ${all.map((w) => w.imported).join("\n")} ${all.map((w) => w.defined).join("\n")})`;
}

// ---- arguments --------------------------------------------------------------------------------------------

/** A generator of 32-bit numbers (Marsaglia 2003), so that a failure can be repeated. */
let state = 1;
function seed(name: string): void {
  state = 2463534242;
  for (const letter of name) state = (Math.imul(state, 31) + letter.charCodeAt(0)) | 1;
}

function random(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32 + ((state * 2654435761) >>> 0) / 2 ** 64;
}

type Source = () => number;
const uniform = (low: number, high: number) => () => low + (high - low) * random();
/** Log-uniform magnitude with a random mantissa and sign; exponents in [low, high). */
const spread = (low: number, high: number) => () => {
  const scale = Math.floor(low + (high - low) * random());
  return (random() < 0.5 ? -1 : 1) * (1 + random()) * 2 ** Math.max(scale, -1074);
};
const positive = (source: Source) => () => Math.abs(source());
/** centre(1 + d) for d log-uniform from 1/2 down to the last place. */
const near = (centre: number) => () => centre * (1 + (random() < 0.5 ? -1 : 1) * 2 ** (-1 - 52 * random()));
/** Any finite bit pattern, subnormal numbers included. */
const anyDouble: Source = () => {
  for (;;) {
    const x = fromBits(
      (BigInt(Math.floor(random() * 2 ** 32)) << 32n) | BigInt(Math.floor(random() * 2 ** 32)),
    );
    if (Number.isFinite(x)) return x;
  }
};
const subnormal: Source = () =>
  (random() < 0.5 ? -1 : 1) * Math.floor(random() * 2 ** (52 * random())) * LEAST;
/** The double nearest to k pi / parts, or up to two places away. */
const nearTurn = (parts: number, bits: number) => () => {
  const x = turns(1 + Math.floor(2 ** (bits * random())), parts);
  return fromBits(bitsOf(x) + BigInt(Math.floor(random() * 5) - 2)) * (random() < 0.5 ? -1 : 1);
};

/** k pi / parts, rounded or truncated. */
const turns = (k: number, parts: number) =>
  reference.toNumber(reference.quotient(reference.times(reference.PI, big(k)), big(parts)));

function nearby(x: number, reach = 2): number[] {
  const bits = bitsOf(x);
  return range(-reach, reach + 1)
    .map((step) => fromBits(bits + BigInt(step)))
    .filter(Number.isFinite);
}

const both = (values: number[]) => values.flatMap((x) => [x, -x]);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

const EDGES = [709.782712893384, -708.3964185322641, -745.1332191019411, 700, 709, 0.125, 22, 53].flatMap(
  nearby,
);

/**
 * For every exponent, the doubles that come nearest to a multiple of pi/2: the denominators below 2^53 of the
 * convergents of 2^e / (pi/2) (Muller, Elementary Functions, 1997).
 */
function hardAngles(): number[] {
  const angles: number[] = [];
  for (let e = -60; e <= 971; e++) {
    const top = e - reference.PI.exponent + 1;
    let [above, below] = [1n << BigInt(Math.max(top, 0)), reference.PI.mantissa << BigInt(Math.max(-top, 0))];
    let [q, previous] = [0n, 1n];
    for (let next = 0n; below !== 0n; [q, previous] = [next, q]) {
      next = (above / below) * q + previous;
      if (next >= 1n << 53n) break;
      [above, below] = [below, above % below];
    }
    angles.push(Number(q) * 2 ** e, Number(previous) * 2 ** e);
  }
  return angles.filter((x) => x > 0 && Number.isFinite(x));
}

const SIN_PLAN = {
  // biome-ignore format: a table
  sources: [
    uniform(-1, 1), uniform(-10, 10), uniform(-20000, 20000), spread(-1074, 1024), spread(-30, 30), anyDouble,
    nearTurn(2, 40), nearTurn(128, 30), nearTurn(2, 12),
  ],
  // biome-ignore format: a table
  list: both([
    // All multiples of pi/2 below 2^14, where the short reduction ends, with the doubles on both sides.
    ...range(1, 10431).flatMap((k) => nearby(turns(k, 2), 1)),
    ...hardAngles(), MAX, LEAST, 1e22, ...range(1, 1100), ...range(-1074, 1024).map((k) => 2 ** k),
  ]),
};

const HYPERBOLIC_PLAN = {
  // biome-ignore format: a table
  sources: [
    uniform(-1, 1), uniform(-0.13, 0.13), uniform(-45, 45), uniform(-710.4, 710.4), uniform(700, 710.4), spread(-1074, 9),
    spread(-8, 3), subnormal,
  ],
  list: both([...EDGES, ...range(1, 711), ...nearby(40), 710.4758, LEAST, LEAST_NORMAL]),
};

/** For each function: where random arguments come from, and a list of particular ones. */
// biome-ignore format: a table
const UNARY_PLANS: Record<(typeof UNARY)[number], { sources: Source[]; list: number[] }> = {
  exp: {
    sources: [
      uniform(-1, 1), uniform(-20, 20), uniform(-745.2, 709.8), uniform(-745.2, -708), uniform(-709, -690),
      uniform(709, 709.79), spread(-60, 9), near(Math.LN2), () => Math.round(uniform(-1e5, 1e5)()) * (Math.LN2 / 256),
    ],
    list: [...both(EDGES), ...range(-745, 710), LEAST, -LEAST],
  },
  expm1: {
    sources: [
      uniform(-1, 1), uniform(-0.13, 0.13), uniform(-40, 40), uniform(-50, 709.8), spread(-1074, 9), spread(-8, 2),
      subnormal, () => Math.round(uniform(-6000, 10000)()) * (Math.LN2 / 256),
    ],
    list: [...both(EDGES), ...both(range(1, 710)), LEAST, -LEAST],
  },
  log: {
    sources: [
      uniform(0, 2), uniform(0, 1000), near(1), near(1), positive(spread(-1074, 1024)), positive(spread(-4, 4)),
      positive(subnormal), () => 1 + (2 * Math.floor(random() * 128) + 1) / 256 + (random() - 0.5) * 2 ** (-53 * random()),
    ],
    list: [MAX, LEAST, LEAST_NORMAL, ...range(2, 1100), ...range(-1074, 1024).map((k) => 2 ** k), ...nearby(1), Math.E],
  },
  log1p: {
    sources: [
      uniform(-1, 1), uniform(-0.01, 0.01), positive(spread(-1074, 1024)), spread(-1074, -1), spread(-12, -1),
      () => -near(1)(), positive(spread(40, 70)), subnormal,
    ],
    list: [
      MAX, LEAST, -LEAST, LEAST_NORMAL, ...range(1, 1100), ...range(-1074, 1024).map((k) => 2 ** k),
      ...both(nearby(0.00390625)), -0.5, -1 + 2 ** -53,
    ],
  },
  sin: SIN_PLAN,
  cos: SIN_PLAN,
  tan: SIN_PLAN,
  asin: {
    sources: [uniform(-1, 1), uniform(-1, 1), near(0.5), () => Math.min(near(1)(), 1), spread(-1074, 0), spread(-30, 0)],
    list: both([1, 0.5, LEAST, LEAST_NORMAL, ...nearby(0.5), 1 - 2 ** -53, 1 - 2 ** -52]),
  },
  acos: {
    sources: [uniform(-1, 1), uniform(-1, 1), near(0.5), () => Math.min(near(1)(), 1), () => -near(0.5)(), spread(-1074, 0)],
    list: [0, ...both([1, 0.5, LEAST, LEAST_NORMAL, ...nearby(0.5), 1 - 2 ** -53, 1 - 2 ** -52])],
  },
  atan: {
    sources: [uniform(-1, 1), uniform(-10, 10), spread(-1074, 1024), spread(-5, 5), near(0.125), near(8), subnormal],
    list: both([MAX, LEAST, ...range(-1074, 1024).map((k) => 2 ** k), ...range(1, 64).map((k) => k / 64)]),
  },
  tanh: {
    sources: [uniform(-1, 1), uniform(-3, 3), uniform(-23, 23), spread(-1074, 5), spread(-8, 3), near(0.0625), subnormal],
    list: both([...range(1, 60), 22.5, 19.06, MAX, LEAST, LEAST_NORMAL]),
  },
  sinh: HYPERBOLIC_PLAN,
  cosh: HYPERBOLIC_PLAN,
};

/** A base and the exponent that takes its power to e^log. */
function withLog(x: number, log: number): [number, number] {
  const y = log / Math.log(x);
  return [x, Number.isFinite(y) && y !== 0 ? y : 1];
}

const ATAN2_SIZES = [1, 3, 1e-300, LEAST, LEAST_NORMAL, MAX, 2 ** -511, 2 ** 511];
const NEXT_UP = 1 + 2 ** -52;
const NEXT_DOWN = 1 - 2 ** -53;

// biome-ignore format: a table
const BINARY_PLANS: Record<(typeof BINARY)[number], { sources: (() => [number, number])[]; list: [number, number][] }> = {
  atan2: {
    sources: [
      () => [uniform(-1, 1)(), uniform(-1, 1)()], () => [uniform(-10, 10)(), uniform(-10, 10)()],
      () => [spread(-1074, 1024)(), spread(-1074, 1024)()], () => [spread(-1074, -1000)(), spread(-1074, -1000)()],
      () => [spread(1000, 1024)(), spread(960, 1024)()], () => [spread(-8, 8)(), spread(-8, 8)()],
      () => [spread(-1074, -900)(), spread(-40, 10)()], () => [subnormal() || LEAST, subnormal() || LEAST],
      () => { const x = spread(-70, 70)(); return [x * near(1)(), x]; },
    ],
    list: ATAN2_SIZES.flatMap((a) => both([a, a * 2 ** 64, a * 2 ** -64, a * 8, a / 8]).map((b): [number, number] => [a, b]))
      .filter(([, b]) => b !== 0 && Number.isFinite(b))
      .flatMap(([a, b]): [number, number][] => [[a, b], [b, a], [-a, b]]),
  },
  pow: {
    sources: [
      () => [uniform(0, 10)(), uniform(-10, 10)()], () => [positive(anyDouble)(), uniform(-1, 1)()],
      () => withLog(positive(spread(-1074, 1024))(), uniform(-746, 710)()), () => withLog(near(1)(), uniform(-746, 710)()),
      () => withLog(positive(spread(-1074, 1024))(), uniform(-745.2, -690)()),
      () => withLog(near(1)(), uniform(709, 709.79)()), () => withLog(positive(spread(-4, 4))(), spread(-60, 9)()),
      () => [-positive(spread(-30, 30))(), Math.round(spread(0, 6)())],
      () => [Math.round(uniform(1, 1000)()), Math.round(uniform(-300, 300)())],
      () => [positive(subnormal)() || LEAST, uniform(-1.1, 1.1)()], () => [near(1)(), 2 ** (64 * random())],
    ],
    list: [
      [MAX, 1], [MAX, -1], [LEAST, 1], [LEAST, -0.5], [LEAST, 2 ** -65], [0.5, 1074], [0.5, 1075], [2, -1074],
      [NEXT_UP, 2 ** 62], [NEXT_DOWN, 2 ** 62], [NEXT_UP, 2 ** 64], [NEXT_DOWN, -(2 ** 63)], [-2, 1023], [-2, -1074],
      [-3, 3], [Math.E, 1], [10, 308], [10, -323], [2, 2 ** -65], [3, 2 ** -70], [-1.5, 2 ** 53],
    ],
  },
};

// ---- accuracy ---------------------------------------------------------------------------------------------

const summary: string[] = [];
afterAll(() => console.log(summary.join("\n")));

/** Largest error allowed. One is the promise; these are what the functions keep, so that a loss does not go unseen. */
// biome-ignore format: a table
const BOUND: Record<Name, number> = {
  exp: 0.51, expm1: 0.7, log: 0.51, log1p: 0.51, sin: 0.52, cos: 0.52, tan: 0.52, asin: 0.7, acos: 0.7,
  atan: 0.65, tanh: 0.65, sinh: 0.7, cosh: 0.7, atan2: 0.65, pow: 0.52,
};

interface Worst {
  error: number;
  at: number[];
  count: number;
}

function measure(name: Name, worst: Worst, ...at: number[]): void {
  const got = functions[name](at[0]!, at[1]!);
  const want = REFERENCE[name](big(at[0]!), big(at[1] ?? 0));
  const error = ulpError(got, want);
  worst.count++;
  if (error > worst.error) Object.assign(worst, { error, at });
}

function report(name: Name, worst: Worst): void {
  summary.push(
    `${name.padEnd(6)} max error ${worst.error.toFixed(4)} ulp at ${worst.at.join(", ")} (${worst.count} arguments)`,
  );
  expect(worst.error, `${name}(${worst.at.join(", ")})`).toBeLessThanOrEqual(BOUND[name]);
  expect(worst.count).toBeGreaterThan(20_000);
}

/** Where a function has no finite value, or its sign is the point, the special cases below take over. */
const inDomain: Partial<Record<Name, Unary>> = {
  log: (x) => (x > 0 ? 1 : 0),
  log1p: (x) => (x > -1 ? 1 : 0),
  asin: (x) => (Math.abs(x) <= 1 ? 1 : 0),
  acos: (x) => (Math.abs(x) <= 1 ? 1 : 0),
};

describe("within one unit in the last place", () => {
  for (const name of UNARY)
    it(name, { timeout: TIMEOUT }, () => {
      seed(name);
      const worst: Worst = { error: 0, at: [], count: 0 };
      const { sources, list } = UNARY_PLANS[name];
      const valid = inDomain[name] ?? (() => 1);
      for (const x of list) if (valid(x)) measure(name, worst, x);
      for (const source of sources)
        for (let i = 0; i < SAMPLES; i++) {
          const x = source();
          if (valid(x)) measure(name, worst, x);
        }
      report(name, worst);
    });

  for (const name of BINARY)
    it(name, { timeout: TIMEOUT }, () => {
      seed(name);
      const worst: Worst = { error: 0, at: [], count: 0 };
      const { sources, list } = BINARY_PLANS[name];
      for (const pair of list) measure(name, worst, ...pair);
      for (const source of sources) for (let i = 0; i < SAMPLES; i++) measure(name, worst, ...source());
      report(name, worst);
    });
});

// ---- exact and special cases ------------------------------------------------------------------------------

describe("exact powers", () => {
  it("of two, over the whole range", () => {
    for (let k = -1074; k < 1024; k++) {
      expect(functions.pow(2, k)).toBe(2 ** k);
      expect(functions.pow(0.5, -k)).toBe(2 ** k);
      if (k % 2 === 0) expect(functions.pow(2 ** k, 0.5)).toBe(2 ** (k / 2));
    }
  });

  it("of integers, as long as they are representable", () => {
    let count = 0;
    for (let base = 1; base <= 3000; base++) {
      let exact = 1n;
      for (let n = 0; n < 1100; n++, exact *= BigInt(base)) {
        if (!Number.isFinite(Number(exact)) || BigInt(Number(exact)) !== exact) break;
        expect(functions.pow(base, n)).toBe(Number(exact));
        expect(functions.pow(-base, n)).toBe(n % 2 === 0 ? Number(exact) : -Number(exact));
        if (n === 2 || n === 4) expect(functions.pow(Number(exact), 1 / n)).toBe(base);
        count++;
      }
    }
    expect(count).toBeGreaterThan(15_000);
    for (let n = 0; n <= 22; n++) expect(functions.pow(10, n)).toBe(Number(`1e${n}`));
  });

  it("one and squares of short numbers", () => {
    seed("short");
    for (let i = 0; i < 5000; i++) {
      const x = anyDouble();
      expect(functions.pow(x, 1)).toBe(x);
      const short = Math.fround(spread(-60, 60)());
      expect(functions.pow(short, 2)).toBe(short * short);
      expect(functions.pow(short * short, 0.5)).toBe(Math.abs(short));
    }
  });
});

const NAN = Number.NaN;
const QUARTER = 0.7853981633974483;
const HALF = 1.5707963267948966;
const THREE_QUARTERS = 2.356194490192345;

// biome-ignore format: a table
const UNARY_SPECIAL: Record<(typeof UNARY)[number], [number, number][]> = {
  exp: [[0, 1], [-0, 1], [INF, INF], [-INF, 0], [NAN, NAN], [710, INF], [-746, 0], [MAX, INF], [-MAX, 0], [1, Math.E]],
  expm1: [[0, 0], [-0, -0], [INF, INF], [-INF, -1], [NAN, NAN], [710, INF], [-100, -1], [-MAX, -1], [LEAST, LEAST]],
  log: [[0, -INF], [-0, -INF], [1, 0], [INF, INF], [-1, NAN], [-INF, NAN], [-LEAST, NAN], [NAN, NAN], [2, Math.LN2]],
  log1p: [[0, 0], [-0, -0], [-1, -INF], [INF, INF], [-1.5, NAN], [-INF, NAN], [NAN, NAN], [-LEAST, -LEAST]],
  sin: [[0, 0], [-0, -0], [INF, NAN], [-INF, NAN], [NAN, NAN], [LEAST, LEAST], [-1e-300, -1e-300]],
  cos: [[0, 1], [-0, 1], [INF, NAN], [-INF, NAN], [NAN, NAN], [LEAST, 1]],
  tan: [[0, 0], [-0, -0], [INF, NAN], [-INF, NAN], [NAN, NAN], [-LEAST, -LEAST]],
  asin: [[0, 0], [-0, -0], [1, HALF], [-1, -HALF], [NEXT_UP, NAN], [-2, NAN], [INF, NAN], [NAN, NAN]],
  acos: [[0, HALF], [-0, HALF], [1, 0], [-1, Math.PI], [NEXT_UP, NAN], [-2, NAN], [-INF, NAN], [NAN, NAN]],
  atan: [[0, 0], [-0, -0], [INF, HALF], [-INF, -HALF], [NAN, NAN], [1, QUARTER], [-LEAST, -LEAST]],
  tanh: [[0, 0], [-0, -0], [INF, 1], [-INF, -1], [NAN, NAN], [400, 1], [-400, -1], [LEAST, LEAST]],
  sinh: [[0, 0], [-0, -0], [INF, INF], [-INF, -INF], [NAN, NAN], [711, INF], [-MAX, -INF], [LEAST, LEAST]],
  cosh: [[0, 1], [-0, 1], [INF, INF], [-INF, INF], [NAN, NAN], [711, INF], [-MAX, INF], [LEAST, 1]],
};

// biome-ignore format: a table
const ATAN2_SPECIAL: [number, number, number][] = [
  [0, 0, 0], [-0, 0, -0], [0, -0, Math.PI], [-0, -0, -Math.PI], [0, 1, 0], [-0, 1, -0], [0, -1, Math.PI],
  [-0, -1, -Math.PI], [1, 0, HALF], [1, -0, HALF], [-1, 0, -HALF], [-1, -0, -HALF], [INF, INF, QUARTER],
  [-INF, INF, -QUARTER], [INF, -INF, THREE_QUARTERS], [-INF, -INF, -THREE_QUARTERS], [1, INF, 0], [-1, INF, -0],
  [1, -INF, Math.PI], [-1, -INF, -Math.PI], [INF, 1, HALF], [INF, -1, HALF], [-INF, 1, -HALF], [-INF, -1, -HALF],
  [0, INF, 0], [-0, -INF, -Math.PI], [INF, 0, HALF], [-INF, -0, -HALF], [NAN, 1, NAN], [1, NAN, NAN], [NAN, NAN, NAN],
  [NAN, INF, NAN], [INF, NAN, NAN], [0, NAN, NAN], [LEAST, MAX, 0], [-LEAST, MAX, -0], [LEAST, -MAX, Math.PI],
  [MAX, LEAST, HALF], [MAX, -LEAST, HALF], [1, 1, QUARTER], [1, -1, THREE_QUARTERS], [LEAST, LEAST, QUARTER],
  [MAX, MAX, QUARTER], [-MAX, -MAX, -THREE_QUARTERS],
];

// biome-ignore format: a table
const POW_SPECIAL: [number, number, number][] = [
  // pow(x, 0) and pow(1, y)
  ...[0, -0, 1, -1, 2.5, INF, -INF, NAN, LEAST].flatMap((x): [number, number, number][] => [[x, 0, 1], [x, -0, 1]]),
  ...[0, 1, -3, 0.5, INF, -INF, NAN, MAX].map((y): [number, number, number] => [1, y, 1]),
  [NAN, 1, NAN], [2, NAN, NAN], [NAN, NAN, NAN], [-1, NAN, NAN], [0, NAN, NAN], [INF, NAN, NAN], [NAN, INF, NAN],
  // zeros
  [0, 3, 0], [-0, 3, -0], [0, 2, 0], [-0, 2, 0], [0, 0.5, 0], [-0, 0.5, 0], [0, -1, INF], [-0, -1, -INF],
  [0, -2, INF], [-0, -2, INF], [-0, -3, -INF], [0, -0.5, INF], [-0, -0.5, INF], [0, INF, 0], [-0, INF, 0],
  [0, -INF, INF], [-0, -INF, INF], [-0, 2 ** 53, 0], [-0, 2 ** 53 - 1, -0], [-0, -(2 ** 53 - 1), -INF],
  // infinities
  [-1, INF, 1], [-1, -INF, 1], [0.5, INF, 0], [0.5, -INF, INF], [2, INF, INF], [2, -INF, 0], [-2, INF, INF],
  [-0.5, -INF, INF], [-0.5, INF, 0], [-2, -INF, 0], [INF, 1, INF], [INF, -1, 0], [INF, 0.5, INF], [-INF, 1, -INF],
  [-INF, 2, INF], [-INF, 0.5, INF], [-INF, -1, -0], [-INF, -2, 0], [-INF, -0.5, 0], [-INF, 3, -INF], [INF, INF, INF],
  [INF, -INF, 0], [-INF, INF, INF], [-INF, -INF, 0], [-INF, LEAST, INF], [0, LEAST, 0], [-INF, -MAX, 0],
  // negative bases
  [-2, 3, -8], [-2, 2, 4], [-2, -1, -0.5], [-8, 1 / 3, NAN], [-1, 0.5, NAN], [-MAX, 0.1, NAN], [-1, MAX, 1],
  [-1, 2 ** 53 - 1, -1], [-1, 2 ** 53, 1], [-1, -3, -1], [-2, LEAST, NAN], [-LEAST, 1, -LEAST], [-LEAST, 2, 0],
  [-LEAST, 0.5, NAN], [-1, LEAST, NAN], [-LEAST, 3, -0], [-LEAST, -3, -INF],
  // out of range
  [2, 1024, INF], [2, -1075, 0], [-2, 1025, -INF], [-2, -1077, -0], [-2, 1024, INF], [0.5, MAX, 0], [0.5, -MAX, INF],
  [1.5, MAX, INF], [-1.5, MAX, INF], [MAX, 2, INF], [LEAST, 2, 0], [LEAST, -1, INF], [-MAX, 3, -INF], [-MAX, -3, -0],
  [NEXT_UP, MAX, INF], [NEXT_DOWN, MAX, 0], [NEXT_DOWN, -MAX, INF], [2, LEAST, 1], [LEAST, LEAST, 1], [LEAST, MAX, 0],
];

/** Bits of the wanted result; every NaN is the canonical positive one. */
const wanted = (x: number) => (Number.isNaN(x) ? 0x7ff8000000000000n : bitsOf(x));
const show = (bits: bigint) => `0x${BigInt.asUintN(64, bits).toString(16)}`;

describe("special cases, to the bit", () => {
  for (const name of UNARY)
    it(name, () => {
      for (const [x, result] of UNARY_SPECIAL[name])
        expect(show(onBits[name](bitsOf(x), 0n)), `${name}(${x})`).toBe(show(wanted(result)));
    });
  it("atan2", () => {
    for (const [y, x, result] of ATAN2_SPECIAL)
      expect(show(onBits.atan2(bitsOf(y), bitsOf(x))), `atan2(${y}, ${x})`).toBe(show(wanted(result)));
  });
  it("pow", () => {
    for (const [x, y, result] of POW_SPECIAL)
      expect(show(onBits.pow(bitsOf(x), bitsOf(y))), `pow(${x}, ${y})`).toBe(show(wanted(result)));
  });
  it("a negative canonical NaN gives the positive one", () => {
    const negative = 0xfff8000000000000n;
    for (const name of UNARY) expect(show(onBits[name](negative, 0n)), name).toBe(show(wanted(NAN)));
    for (const name of BINARY) {
      expect(show(onBits[name](negative, bitsOf(2))), name).toBe(show(wanted(NAN)));
      expect(show(onBits[name](bitsOf(2), negative)), name).toBe(show(wanted(NAN)));
    }
  });
});

describe("symmetry, to the bit", () => {
  const sign = 1n << 63n;
  it("odd and even functions", () => {
    seed("symmetry");
    for (let i = 0; i < 20_000; i++) {
      const x = bitsOf([anyDouble, spread(-30, 20), uniform(-1, 1)][i % 3]!());
      const y = bitsOf(anyDouble());
      for (const name of ["sin", "tan", "asin", "atan", "tanh", "sinh"] as const) {
        const [plus, minus] = [onBits[name](x, 0n), onBits[name](x ^ sign, 0n)];
        if (!Number.isNaN(fromBits(plus))) expect(show(plus ^ sign)).toBe(show(minus));
      }
      expect(onBits.cos(x, 0n)).toBe(onBits.cos(x ^ sign, 0n));
      expect(onBits.cosh(x, 0n)).toBe(onBits.cosh(x ^ sign, 0n));
      expect(onBits.atan2(x ^ sign, y) ^ onBits.atan2(x, y)).toBe(BigInt.asIntN(64, sign));
    }
  });
});

describe("the tables", () => {
  it("are what the generator writes", () => {
    const text = execFileSync("node", ["scripts/make-math-tables.mjs", "--print"], { encoding: "utf8" });
    expect(readFileSync("runtime-as/math/tables.ts", "utf8")).toBe(text);
  });
});

// ---- the reference itself ---------------------------------------------------------------------------------

/** The first digits of a value, truncated: up to 60 after the point. */
function digits(value: Big, count = 60): string {
  const scaled = reference.times(value, { mantissa: 10n ** BigInt(count), exponent: 0 });
  const integer =
    scaled.exponent >= 0
      ? scaled.mantissa << BigInt(scaled.exponent)
      : scaled.mantissa >> BigInt(-scaled.exponent);
  const text = integer.toString().padStart(count + 1, "0");
  return `${text.slice(0, -count)}.${text.slice(-count)}`;
}

const closeness = (a: Big, b: Big) => {
  const difference = reference.add(a, reference.negate(b));
  return difference.mantissa === 0n ? 0 : Math.abs(reference.toNumber(reference.quotient(difference, b)));
};

describe("the reference", () => {
  it("knows published constants to 60 digits", () => {
    const [sin1, cos1] = reference.sinCosOf(big(1));
    expect(digits(reference.PI)).toBe("3.141592653589793238462643383279502884197169399375105820974944");
    expect(digits(reference.expOf(big(1)))).toBe(
      "2.718281828459045235360287471352662497757247093699959574966967",
    );
    expect(digits(reference.logOf(big(2)))).toBe(
      "0.693147180559945309417232121458176568075500134360255254120680",
    );
    expect(digits(reference.logOf(big(10)))).toBe(
      "2.302585092994045684017991454684364207601101488628772976033327",
    );
    expect(digits(sin1)).toBe("0.841470984807896506652502321630298999622563060798371065672751");
    expect(digits(cos1)).toBe("0.540302305868139717400936607442976603732310420617922227670097");
    expect(digits(reference.powOf(big(2), big(0.5)))).toBe(
      "1.414213562373095048801688724209698078569671875376948073176679",
    );
    expect(digits(reference.tanhOf(big(1)))).toBe(
      "0.761594155955764888119458282604793590412768597257936551596810",
    );
    expect(digits(reference.times(big(4), reference.atanOf(big(1))))).toBe(digits(reference.PI));
    expect(digits(reference.times(big(6), reference.asinOf(big(0.5))))).toBe(digits(reference.PI));
    expect(digits(reference.times(big(1.5), reference.acosOf(big(-0.5))))).toBe(digits(reference.PI));
    // An argument that needs more than a thousand bits of pi, from the literature on argument reduction.
    expect(digits(reference.negate(reference.sinCosOf(big(1e22))[0]), 28)).toBe(
      "0.8522008497671888017727058937",
    );
  });

  it("satisfies identities to 2^-110", () => {
    const limit = 2 ** -110;
    seed("identities");
    for (let i = 0; i < 500; i++) {
      const x = big(spread(-40, 8)());
      const [sin, cos] = reference.sinCosOf(x);
      const one = reference.add(reference.times(sin, sin), reference.times(cos, cos));
      expect(closeness(one, big(1))).toBeLessThan(limit);
      expect(closeness(reference.tanOf(reference.atanOf(x)), x)).toBeLessThan(limit);
      const small = big(spread(-40, -1)());
      expect(closeness(reference.log1pOf(reference.expm1Of(small)), small)).toBeLessThan(limit);
      expect(closeness(reference.logOf(reference.expOf(small)), small)).toBeLessThan(limit);
      expect(closeness(reference.sinCosOf(reference.asinOf(small))[0], small)).toBeLessThan(limit);
      expect(closeness(reference.sinCosOf(reference.acosOf(small))[1], small)).toBeLessThan(limit);
      const cube = reference.times(x, reference.times(x, x));
      expect(closeness(reference.powOf(x, big(3)), cube)).toBeLessThan(limit);
    }
  });

  it("agrees with the host's functions to 2 ulp (3 for tanh and sinh)", () => {
    for (const name of [...UNARY, ...BINARY])
      for (let i = 0; i < 2000; i++) {
        const x = name === "log" || name === "pow" ? uniform(0, 4)() : uniform(-0.99, 0.99)();
        const y = uniform(-10, 10)();
        const error = ulpError((Math[name] as Binary)(x, y), REFERENCE[name](big(x), big(y)));
        expect(error, `${name}(${x}, ${y})`).toBeLessThan(name === "tanh" || name === "sinh" ? 3 : 2);
      }
  });

  it("is asked about the hardest angle there is", () => {
    // The double nearest to a multiple of pi/2, as published (Muller 1997): 2^-61 away from one.
    const hardest = 6381956970095103 * 2 ** 797;
    expect(SIN_PLAN.list).toContain(hardest);
    expect(Math.abs(reference.toNumber(reference.sinCosOf(big(hardest))[1]))).toBeLessThan(2 ** -60);
  });

  it("tells a result that is off", () => {
    const two = reference.powOf(big(2), big(1));
    expect(ulpError(2, two)).toBeLessThan(1e-30);
    expect(ulpError(fromBits(bitsOf(2) + 2n), two)).toBeCloseTo(2, 10);
    expect(ulpError(fromBits(bitsOf(2) - 1n), two)).toBeCloseTo(0.5, 10);
    expect(ulpError(LEAST, { mantissa: 1n, exponent: -1075 })).toBe(0.5);
    expect(ulpError(MAX, { mantissa: 1n, exponent: 1024 })).toBe(INF);
    expect(ulpError(INF, { mantissa: 1n, exponent: 1024 })).toBe(0);
    expect(ulpError(NAN, two)).toBe(INF);
  });
});
