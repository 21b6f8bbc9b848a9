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
 * for the two rates of the sigmoid knee, 0.001; NOTES in published.ts says what that choice does.
 */
export const SIZES: Readonly<Record<StructureName, readonly (number | "unit")[]>> = {
  sqrt: [1, 0.05],
  power: [1, 1, 2],
  stretched: [1, "unit", 100, 2],
  "two-reservoir": [1, 1, 1],
  "sigmoid-knee": [1, 0.001, 0.001, 1, 1],
};
