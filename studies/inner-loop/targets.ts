// The four targets of experiment F with their right structures, and data of a seed.
// Invariant: data and start depend on the target and the seed alone.
import { seededRandom } from "../../calibrate/random.js";
import { normals } from "../battery/recipe.js";

export interface Target {
  readonly name: string;
  /** Program of one argument x; it defines `curve`. Its constants are without bounds, as published. */
  readonly text: string;
  readonly truth: readonly number[];
  /** Which of its constants enter linearly together. */
  readonly linear: readonly number[];
}

const program = (constants: string, body: string): string =>
  `${constants
    .split(" ")
    .map((name) => `(define-parameter ${name} 1.0)`)
    .join("\n")}\n\n(define (curve x)\n  ${body})\n`;

export const TARGETS: readonly Target[] = [
  {
    name: "2.5 e^(-0.8 x)",
    text: program("a b", "(* a (exp (- (* b x))))"),
    truth: [2.5, 0.8],
    linear: [0],
  },
  {
    name: "1.5 sin(4x) e^(-0.3 x)",
    text: program("a b c", "(* a (sin (* b x)) (exp (- (* c x))))"),
    truth: [1.5, 4, 0.3],
    linear: [0],
  },
  {
    name: "2 e^(-0.5 x) + sin(3x)",
    text: program("a b c d", "(+ (* a (exp (- (* b x)))) (* c (sin (* d x))))"),
    truth: [2, 0.5, 1, 3],
    linear: [0, 2],
  },
  {
    name: "5 / (1 + e^(-2 (x - 2.5)))",
    text: program("a b c", "(/ a (+ 1.0 (exp (- (* b (- x c))))))"),
    truth: [5, 2, 2.5],
    linear: [0],
  },
];

const POINTS = 64;
const NOISE = 0.02;
/** Every fourth point is held out. */
const HELD_OUT = 4;

export interface Sample {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Points of a seed: 48 to fit, 16 held out; noise of 0.02 on both. @param clean the target's values without noise at all 64 points */
export function samplesOf(
  clean: Float64Array,
  seed: number,
): { readonly train: Sample; readonly heldOut: Sample } {
  const normal = normals(seed);
  const x = abscissae();
  const y = clean.map((value) => value + NOISE * normal());
  const where = (held: boolean): Sample => {
    const rows = [...x.keys()].filter((i) => (i % HELD_OUT === HELD_OUT - 1) === held);
    return { x: Float64Array.from(rows, (i) => x[i]!), y: Float64Array.from(rows, (i) => y[i]!) };
  };
  return { train: where(false), heldOut: where(true) };
}

export function abscissae(): Float64Array {
  return Float64Array.from({ length: POINTS }, (_, i) => (5 * i) / (POINTS - 1));
}

/** The published start: 1 + 0.5 N(0, 1) for each constant. */
export function startOf(count: number, seed: number): Float64Array {
  const normal = normals(seed + 1_000_003);
  return Float64Array.from({ length: count }, () => 1 + 0.5 * normal());
}

/** A seed of an optimiser's own draws. */
export function drawSeed(seed: number): number {
  return Math.floor(seededRandom(seed).uniform() * 2 ** 31);
}
