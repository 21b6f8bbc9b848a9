// Doubles taken apart, streams of random samples, and the comparison of many samples at once. Invariant: a
// stream depends on the run's seed and its own number only, so a test fails alike alone and among others.
import { expect } from "vitest";

const long = process.env.DMCI_LONG === "1";

/** How many times the usual number of samples to draw. */
export const factor = long ? 40 : 1;
export const seed = long ? Date.now() & 0x7fffffff : 20250717;
export const timeout = long ? 1_800_000 : 300_000;

const view = new DataView(new ArrayBuffer(8));

export function toBits(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}

export function fromBits(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** |x| = significand · 2^exponent. */
export function split(x: number): { significand: bigint; exponent: number } {
  const bits = toBits(Math.abs(x));
  const field = Number(bits >> 52n);
  const fraction = bits & (2n ** 52n - 1n);
  return { significand: field ? fraction | (2n ** 52n) : fraction, exponent: (field || 1) - 1075 };
}

/** A random stream: Mulberry32. */
export function stream(salt: number) {
  let state = (seed ^ Math.imul(salt, 0x9e3779b9)) | 0;
  const word = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (n: number) => Math.floor((word() / 4294967296) * n);
  const digits = (n: number) => Array.from({ length: n }, () => below(10)).join("");
  const bits64 = () => (BigInt(word()) << 32n) | BigInt(word());
  const pick = <T>(choices: readonly T[]) => choices[below(choices.length)]!;
  const double = () => {
    view.setUint32(0, word());
    view.setUint32(4, word());
    return view.getFloat64(0);
  };
  /** The bits of a random subnormal, of any length. */
  const subnormal = () => bits64() & ((1n << BigInt(1 + below(52))) - 1n);
  return { word, below, digits, bits64, pick, double, subnormal };
}

export function* repeat<T>(count: number, make: () => T): Generator<T> {
  for (let i = 0; i < count; i++) yield make();
}

/** Expects that no sample is wrong and that there are enough. An expect() for each would take too long. */
export function expectAll<T>(
  samples: Iterable<T>,
  wrong: (sample: T) => string | null,
  atLeast: number,
): void {
  const found: string[] = [];
  let count = 0;
  for (const sample of samples) {
    count++;
    const message = wrong(sample);
    if (message !== null && found.push(message) >= 10) break;
  }
  expect(found).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(atLeast);
}

/** A table in one string: `token=value`, where a value like an integer is a bigint and any other a double. */
export function table(text: string): [string, bigint | number][] {
  return text
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [token, value] = entry.split("=") as [string, string];
      return [token, /^-?\d+$/.test(value) ? BigInt(value) : Number(value)];
    });
}

/** A title for a token that may be thousands of characters long. */
export const title = (token: string) =>
  token.length > 40 ? `${token.slice(0, 24)}…(${token.length})` : token;
