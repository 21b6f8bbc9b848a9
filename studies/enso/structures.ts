// The structures of the linear inverse model: their programs, how many parameters they have, and where fits start.
// Invariant: a structure's parameters are those of F (or M), then the lower triangle L of Q (or G) row by row, then r; so are its counts.
import companion from "./models/companion.scm";
import dense from "./models/dense.scm";
import diagonal from "./models/diagonal.scm";
import lim from "./models/lim.scm";
import lowRank from "./models/low-rank.scm";
import seasonal from "./models/seasonal.scm";
import stable from "./models/stable.scm";

export const STRUCTURE_NAMES = ["dense", "diagonal", "lowRank", "companion", "stable", "seasonal"] as const;
export type StructureName = (typeof STRUCTURE_NAMES)[number];

interface Structure {
  /** The published name, where there is one. */
  readonly published?: "S0" | "S1" | "S3" | "S4";
  readonly source: string;
  /** Parameters of the dynamics of so many components. */
  readonly dynamics: (dimension: number) => number;
  /** Whether a parameter of the dynamics is one of those that start away from 0. */
  readonly onDiagonal: (index: number, dimension: number) => boolean;
}

const isSquareDiagonal = (index: number, dimension: number): boolean =>
  index < dimension ** 2 && index % (dimension + 1) === 0;

export const STRUCTURES: Readonly<Record<StructureName, Structure>> = {
  dense: { published: "S0", source: dense, dynamics: (d) => d * d, onDiagonal: isSquareDiagonal },
  diagonal: { published: "S1", source: diagonal, dynamics: (d) => d, onDiagonal: (i, d) => i < d },
  lowRank: { published: "S3", source: lowRank, dynamics: (d) => 5 * d, onDiagonal: (i, d) => i < d },
  companion: { published: "S4", source: companion, dynamics: () => 2, onDiagonal: (i) => i === 0 },
  stable: { source: stable, dynamics: (d) => d * d, onDiagonal: isSquareDiagonal },
  seasonal: { source: seasonal, dynamics: (d) => d * d + 2 * d, onDiagonal: isSquareDiagonal },
};

/** The program of a structure: its own text, then the filter's. */
export function programOf(structure: StructureName): string {
  return `${STRUCTURES[structure].source}\n${lim}`;
}

/** Parameters of a structure of so many components. @throws RangeError for less than two components */
export function parameterCount(structure: StructureName, dimension: number): number {
  if (!(Number.isInteger(dimension) && dimension >= 2))
    throw new RangeError(`a model has two components at least; ${dimension} were asked for`);
  return STRUCTURES[structure].dynamics(dimension) + (dimension * (dimension + 1)) / 2 + 1;
}

/** Diagonal of C = 0.9: what M = B C has there when M is a multiple of the identity. */
const CONTRACTION_09 = 0.9 / Math.sqrt(1 - 0.81);

/**
 * Where a fit starts, as published: 0.9 on the diagonal of F, plus 0.02 times a draw everywhere; L has 0.1 on and 0.005 times a draw below
 * its diagonal; r = -4. The stable structure has the same diagonal of F, and a stationary variance of 1 instead of Q.
 * @param draw numbers of mean 0 and variance 1, one for each call
 */
export function startOf(structure: StructureName, dimension: number, draw: () => number): Float64Array {
  const count = parameterCount(structure, dimension);
  const { dynamics, onDiagonal } = STRUCTURES[structure];
  const stable = structure === "stable";
  const start = new Float64Array(count);
  const moving = dynamics(dimension);
  for (let i = 0; i < moving; i++)
    start[i] = (onDiagonal(i, dimension) ? (stable ? CONTRACTION_09 : 0.9) : 0) + 0.02 * draw();
  for (let row = 0, i = moving; row < dimension; row++)
    for (let column = 0; column <= row; column++, i++)
      start[i] = column === row ? (stable ? 1 : 0.1) : 0.005 * draw();
  start[count - 1] = -4;
  return start;
}
