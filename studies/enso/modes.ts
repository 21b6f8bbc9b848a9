// The modes of F: periods and decay of its eigenvalues, and which of them is El Niño's.
// Invariant: a complex pair is one mode; a real negative eigenvalue has the period of two months that it has.
import { EigenvalueDecomposition, Matrix } from "ml-matrix";

export interface Mode {
  readonly real: number;
  /** Not negative. */
  readonly imaginary: number;
  /** Months; infinite for a mode that does not swing. */
  readonly period: number;
  /** Months until a factor of e is lost; negative for a mode that grows, infinite at modulus 1. */
  readonly decay: number;
}

/** Months: what is taken for the period of El Niño. */
export const ENSO_PERIODS = [24, 84] as const;

/** The modes of a D x D matrix, the one of the greatest modulus first. */
export function modesOf(matrix: Float64Array): Mode[] {
  const size = Math.sqrt(matrix.length);
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(
    Matrix.from1DArray(size, size, matrix),
    { assumeSymmetric: false },
  );
  return realEigenvalues
    .flatMap((real, k) => {
      const imaginary = imaginaryEigenvalues[k]!;
      return imaginary < 0 ? [] : [modeOf(real, imaginary)];
    })
    .sort((a, b) => Math.hypot(b.real, b.imaginary) - Math.hypot(a.real, a.imaginary));
}

/** The slowest mode to decay among those that swing with El Niño's period; undefined when there is none. */
export function ensoMode(modes: readonly Mode[]): Mode | undefined {
  const [shortest, longest] = ENSO_PERIODS;
  return modes.find(({ period }) => period >= shortest && period <= longest);
}

/** The greatest modulus: below 1, the model is stable. */
export function spectralRadius(modes: readonly Mode[]): number {
  return Math.max(...modes.map(({ real, imaginary }) => Math.hypot(real, imaginary)));
}

function modeOf(real: number, imaginary: number): Mode {
  const angle = Math.atan2(imaginary, real);
  const decay = -1 / Math.log(Math.hypot(real, imaginary));
  return { real, imaginary, period: angle === 0 ? Number.POSITIVE_INFINITY : (2 * Math.PI) / angle, decay };
}

/** The product of a year's matrices, January's applied first: its modes are those of a seasonal model, per year. */
export function yearProduct(transitions: readonly Float64Array[]): Float64Array {
  const size = Math.sqrt(transitions[0]!.length);
  const product = transitions.reduce(
    (all, matrix) => Matrix.from1DArray(size, size, matrix).mmul(all),
    Matrix.eye(size),
  );
  return Float64Array.from(product.to1DArray());
}
