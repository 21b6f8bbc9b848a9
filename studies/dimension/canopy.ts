// The model of the parameter-dimension study: carbon taken up by a canopy of k plant types, six constants each.
//
//   Σ cover · light · temperature · water, with light = α Q A / (α Q + A), temperature = exp(-(T - Topt)² / 2 w²), water = 1 / (1 + exp(-s (ψ - ψ50)))
//
// Invariant: truth, starts and samples depend on the number of types and the seed alone.
import { seededRandom } from "../../calibrate/random.js";

/** By constant of a type, in order: name, bounds. */
const CONSTANTS = [
  ["alpha", 0.001, 0.5],
  ["amax", 1, 40],
  ["topt", 5, 40],
  ["width", 1, 30],
  ["slope", 0.1, 20],
  ["psi50", -4, 0],
] as const;
export const PER_TYPE = CONSTANTS.length;

/** The published truths of the first five types; of more they are drawn inside the bounds. */
const KNOWN = [
  [0.06, 18, 24, 8, 2.5, -1.2],
  [0.04, 12, 30, 6, 3.5, -0.8],
  [0.08, 22, 21, 10, 1.8, -1.6],
  [0.03, 9, 33, 5, 4.5, -0.5],
  [0.05, 15, 27, 7, 3, -1],
] as const;

/** Ranges of the drivers: light, temperature, water potential. */
const DRIVERS = [
  [50, 2000],
  [5, 38],
  [-3, -0.1],
] as const;
/** How far a start is from the truth at most, relative. */
const SPREAD = 0.3;

export const ENTRY = "uptake";

/** The program for k types; its constants stand at the truth. */
export function canopyProgram(types: number, truth: readonly number[]): string {
  const name = (type: number, c: number): string => `${CONSTANTS[c]![0]}-${type + 1}`;
  const covers = types === 2 ? [0.6, 0.4] : Array.from({ length: types }, () => 1 / types);
  const parameters = truth.map((value, i) => {
    const [, lower, upper] = CONSTANTS[i % PER_TYPE]!;
    return `(define-parameter ${name(Math.floor(i / PER_TYPE), i % PER_TYPE)} ${decimal(value)} (lower ${decimal(lower)}) (upper ${decimal(upper)}))`;
  });
  const sums = covers.map((cover, type) => {
    const constants = CONSTANTS.map((_, c) => name(type, c)).join(" ");
    return `     (* ${decimal(cover)} (uptake-of q t psi ${constants}))`;
  });
  return `; Carbon taken up by a canopy of ${types} plant types, by light q, temperature t and water potential psi.
${parameters.join("\n")}

(define (uptake-of q t psi alpha amax topt width slope psi50)
  (let ((light (/ (* alpha q amax) (+ (* alpha q) amax)))
        (off (/ (- t topt) width)))
    (/ (* light (exp (* -0.5 off off)))
       (+ 1.0 (exp (* slope (- psi50 psi)))))))

(define (uptake q t psi)
  (+ 0.0
${sums.join("\n")}))
`;
}

/** So that the reader takes it for a flonum. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** True constants of k types. */
export function truthOf(types: number): number[] {
  const random = seededRandom(77);
  return Array.from({ length: types }, (_, type) =>
    CONSTANTS.map(([, lower, upper], c) => KNOWN[type]?.[c] ?? lower + (upper - lower) * random.uniform()),
  ).flat();
}

/** The truth, each constant changed by up to 30 %, kept a thousandth of its range inside the bounds. */
export function startNear(truth: readonly number[], seed: number): number[] {
  const random = seededRandom(seed);
  return truth.map((value, i) => {
    const [, lower, upper] = CONSTANTS[i % PER_TYPE]!;
    const margin = (upper - lower) / 1000;
    const moved = value * (1 + SPREAD * (2 * random.uniform() - 1));
    return Math.min(upper - margin, Math.max(lower + margin, moved));
  });
}

/** Drivers, stratified: each has one point in each of `count` equal parts of its range. */
export function driversOf(count: number, seed: number): Float64Array[] {
  const random = seededRandom(seed);
  return DRIVERS.map(([lower, upper]) => {
    const order = Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(random.uniform() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return Float64Array.from(order, (part) => lower + ((upper - lower) * (part + random.uniform())) / count);
  });
}
