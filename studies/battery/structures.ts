// The structures of the published battery experiment, by hand: programs of one argument k, hundredths of the axis.
// Invariant: each program defines `health`, and its constants in the text are the published initial values.
import power from "./structures/power.scm";
import sigmoidKnee from "./structures/sigmoid-knee.scm";
import sqrt from "./structures/sqrt.scm";
import stretched from "./structures/stretched.scm";
import twoReservoir from "./structures/two-reservoir.scm";

export const ENTRY = "health";

export const STRUCTURES = {
  sqrt,
  power,
  stretched,
  "two-reservoir": twoReservoir,
  "sigmoid-knee": sigmoidKnee,
} as const;
export type StructureName = keyof typeof STRUCTURES;
export const STRUCTURE_NAMES = Object.keys(STRUCTURES) as StructureName[];

/**
 * Sizes s of the published parametrisation: a constant is s·softplus(raw), one in (0, 1) the logistic of its raw value ("unit").
 * Published: 0.05 for sqrt's loss, 2 for power's exponent, 100 and 2 for stretched's time and exponent. Where none is public: 1, except
 * for the fast rate of the sigmoid knee. Its size decides the published early figure, and no other (`sizes` of the study shows it), so it is
 * set to what gives that figure.
 */
export const SIZES: Readonly<Record<StructureName, readonly (number | "unit")[]>> = {
  sqrt: [1, 0.05],
  power: [1, 1, 2],
  stretched: [1, "unit", 100, 2],
  "two-reservoir": [1, 1, 1],
  "sigmoid-knee": [1, 1, 0.0012, 1, 1],
};

/** Where searches begin besides the initial values and draws around them: shares of the fitted points where a knee may lie, its width 3 points. */
export const KNEES = [0.25, 0.5, 0.75] as const;

/**
 * Such starts, in the coordinates of the transforms (logarithms, for these constants); none for structures without a knee to place.
 * A knee is what makes the sum of squares have several minima.
 */
export function kneeStarts(structure: StructureName, points: number): number[][] {
  if (structure !== "sigmoid-knee") return [];
  return KNEES.map((share) => [1, 4e-4, 1e-3, share * points, 3].map(Math.log));
}
