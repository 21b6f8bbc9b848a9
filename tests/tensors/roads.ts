// What the tests of tensors share: both roads, random tensors, and numbers with shapes compared.
// Invariant: a number is a tensor of shape ().
import { expect } from "vitest";
import { compile, loadInterpreter, type Program, Tensor, type Value } from "../../host/index.js";

const interpreter = await loadInterpreter();

/** Name, how a program is loaded. */
export const roads: readonly (readonly [string, (source: string) => Promise<Program>])[] = [
  ["compiled", (source) => compile(source)],
  ["interpreted", async (source) => interpreter.load(source)],
];

export interface Dense {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, n) => size * n, 1);

/** As an argument of a call. */
export const given = ({ shape, data }: Dense): Value =>
  shape.length === 0 ? (data[0] as number) : new Tensor([...shape], Float64Array.from(data));

/** Shape and numbers of a call's result. */
export function denseOf(value: unknown, what = "the result"): Dense {
  if (typeof value === "number") return { shape: [], data: [value] };
  if (!(value instanceof Tensor)) throw new Error(`${what} is no tensor: ${String(value)}`);
  const { shape, data } = value;
  expect(data, what).toBeInstanceOf(Float64Array);
  expect(data.length, `${what}: numbers for shape (${shape.join(" ")})`).toBe(sizeOf(shape));
  return { shape: [...shape], data: Array.from(data) };
}

/** One after the other what a structure of lists, tensors and numbers holds. */
export const denseIn = (value: unknown, what?: string): Dense[] =>
  Array.isArray(value) ? value.flatMap((item) => denseIn(item, what)) : [denseOf(value, what)];

export const greatest = (...all: readonly Dense[]): number =>
  all.reduce((most, { data }) => data.reduce((m, x) => Math.max(m, Math.abs(x)), most), 0);

/** Equal shapes, and numbers at most `tolerance` times `scale`, or their own magnitude where that is greater, apart. */
export function expectNear(got: Dense, wanted: Dense, tolerance: number, scale: number, what: string): void {
  expect(got.shape, `${what}: shape`).toEqual(wanted.shape);
  wanted.data.forEach((x, i) => {
    const y = got.data[i] as number;
    if (y === x || (Number.isNaN(x) && Number.isNaN(y))) return;
    const allowed = tolerance * Math.max(scale, Math.abs(x));
    // An infinite number is near itself only.
    if (!Number.isFinite(x) || !(Math.abs(y - x) <= allowed))
      expect.fail(
        `${what}: number ${i} of shape (${wanted.shape.join(" ")}) is ${y} for ${x}, allowed ${allowed}`,
      );
  });
}

export type Random = () => number;

/** Numbers in [0, 1): mulberry32 (Ettinger 2017). */
export function randomFrom(seed: number): Random {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** One seed for each case, so that a case alone has the numbers that it has among the others. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

const between =
  (low: number, high: number) =>
  (shape: readonly number[], random: Random): Dense => ({
    shape,
    data: Array.from({ length: sizeOf(shape) }, () => low + (high - low) * random()),
  });

/** Numbers of both signs that keep away from 0, where `abs`, `floor` and others have no derivative. */
function real(shape: readonly number[], random: Random): Dense {
  const data = Array.from({ length: sizeOf(shape) }, () => {
    const x = 0.1 + 1.7 * random();
    return random() < 0.5 ? -x : x;
  });
  return { shape, data };
}

/** The diagonal dominates; a determinant above 0. */
function dominant(shape: readonly number[], random: Random): Dense {
  const n = shape[0] as number;
  const { data } = between(-1, 1)(shape, random);
  return { shape, data: Array.from(data, (x, i) => x + (i % (n + 1) === 0 ? n + 1 : 0)) };
}

/** With zeros in some places: a product has derivatives there that are no quotients of it. */
const zeroed =
  (...places: readonly number[]) =>
  (shape: readonly number[], random: Random): Dense => {
    const data = [...real(shape, random).data];
    for (const place of places) data[place < 0 ? data.length + place : place] = 0;
    return { shape, data };
  };

/** Where inputs come from. */
export const domains = {
  real,
  positive: between(0.3, 2.5),
  unit: between(-0.9, 0.9),
  zero: zeroed(1),
  zeros: zeroed(0, -1),
  dominant,
} as const;
export type Domain = keyof typeof domains;
