// A normal prior on a structure's constants from whole lives of other cells.
//
// Whole-life fits may lie far out in a constant that their cell does not determine. So the centre is the median and the width 1.4826 times the
// median absolute deviation (of a normal distribution: its standard deviation); deviations beyond 3 widths count as 3 in the correlations, which are shrunk by a tenth towards none.
// Invariant: nothing but the given fits enters.
import { CholeskyDecomposition, inverse, Matrix } from "ml-matrix";
import type { NormalPrior, SeriesFit } from "../../calibrate/index.js";
import { median } from "./cells.js";

const NORMAL = 1.4826;
const FARTHEST = 3;
const SHRINKAGE = 0.1;
/** Widths below this are set to it: cells may agree by chance. In transformed coordinates: a per mille of the constant. */
const NARROWEST = 1e-3;

/**
 * @param strength how many rows of a fit count as one: their errors follow one another, so that they tell less than as many independent
 *   ones would; above 1 the prior counts for more
 */
export function priorFrom(
  lives: readonly Pick<SeriesFit, "x" | "meanSquare">[],
  strength: number,
): NormalPrior {
  const width = lives[0]!.x.length;
  const columns = Array.from({ length: width }, (_, j) => lives.map(({ x }) => x[j]!));
  const mean = columns.map((column) => median(column));
  const widths = columns.map((column, j) =>
    Math.max(NARROWEST, NORMAL * median(column.map((x) => Math.abs(x - mean[j]!)))),
  );
  const scores = columns.map((column, j) =>
    column.map((x) => Math.max(-FARTHEST, Math.min(FARTHEST, (x - mean[j]!) / widths[j]!))),
  );
  const covariance = Matrix.zeros(width, width);
  for (let i = 0; i < width; i++)
    for (let j = 0; j < width; j++) {
      const product = scores[i]!.reduce((sum, z, c) => sum + z * scores[j]![c]!, 0) / lives.length;
      covariance.set(i, j, i === j ? Math.max(product, NARROWEST) : (1 - SHRINKAGE) * product);
    }
  // Σ = D L Lᵀ D, so its precision is FᵀF with F = L⁻¹ D⁻¹.
  const factor = inverse(new CholeskyDecomposition(covariance).lowerTriangularMatrix);
  const noise = Math.sqrt(strength * median(lives.map(({ meanSquare }) => meanSquare)));
  return {
    mean,
    factor: Array.from({ length: width }, (_, i) => widths.map((w, j) => (noise * factor.get(i, j)) / w)),
  };
}
