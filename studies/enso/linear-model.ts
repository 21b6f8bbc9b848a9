// Forecasts by matrices: what F, or the twelve of a year, make of a state, and the classical linear inverse model that needs no likelihood.
// Invariant: matrices are row-major; of twelve, the one of month m (0 for January) leads from m to the month after it.
import { Matrix, solve } from "ml-matrix";

/** One matrix that holds always, or twelve. */
export type Transitions = readonly Float64Array[];

/** The matrix that leads from a month (its number, calendar.ts) to the next. */
export function transitionAt(transitions: Transitions, month: number): Float64Array {
  return transitions[month % transitions.length]!;
}

/** The states expected 1, 2 … `leads` months after a state. @param month number of the month of the state */
export function expectedStates(
  transitions: Transitions,
  state: ArrayLike<number>,
  month: number,
  leads: number,
): Float64Array[] {
  const states: Float64Array[] = [];
  let last: Float64Array = Float64Array.from(state);
  for (let lead = 0; lead < leads; lead++) {
    last = matvec(transitionAt(transitions, month + lead), last);
    states.push(last);
  }
  return states;
}

/**
 * The Green function of a linear inverse model for one month, G = C(1) C(0)^-1, from the lag covariances of observed states; for longer
 * leads its powers (Penland & Sardeshmukh 1995, J. Climate 8, equations 4 and 5).
 * @param states T x D, of mean 0 over the training
 */
export function greenFunction(states: Float64Array, dimension: number): Float64Array {
  const months = states.length / dimension;
  if (months <= dimension + 1)
    throw new RangeError(`${months} months are too few for the covariance of ${dimension} components`);
  // G C(0) = C(1), transposed because `solve` has the unknown on the right. C(0) is over the months that have a successor.
  const [c0, c1] = [new Matrix(dimension, dimension), new Matrix(dimension, dimension)];
  for (let t = 0; t + 1 < months; t++)
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j < dimension; j++) {
        const now = states[t * dimension + j]!;
        c0.set(i, j, c0.get(i, j) + states[t * dimension + i]! * now);
        c1.set(i, j, c1.get(i, j) + states[(t + 1) * dimension + i]! * now);
      }
  return Float64Array.from(solve(c0, c1.transpose()).transpose().to1DArray());
}

function matvec(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j]! * vector[j]!;
    return sum;
  });
}
