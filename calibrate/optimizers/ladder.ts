// The default way to fit constants: the program's own values and mixed starts around them, successive halving, Levenberg–Marquardt to the end.
// Where constants enter linearly, each search solves for these (variable-projection.ts), so that a start counts by its other constants alone.
// Invariant: the search from the program's own values stays in the race until the best search has stopped.
import type { StartCoordinate } from "../starts.js";
import {
  LevenbergMarquardt,
  type LevenbergMarquardtOptions,
  type LevenbergMarquardtState,
} from "./levenberg-marquardt.js";
import { mixedStarts } from "./mixed-starts.js";
import { type HalvingOptions, type HalvingState, SuccessiveHalving } from "./successive-halving.js";
import { VariableProjection, type VariableProjectionState } from "./variable-projection.js";

export interface LadderOptions extends LevenbergMarquardtOptions, Omit<HalvingOptions, "keepFirst"> {
  /** Searches begun. Default 64. */
  readonly starts?: number;
  /** Of the draws. Default 1. */
  readonly seed?: number;
  /**
   * Coordinates that enter linearly together, as `linearParameters` finds them; without acceleration then. Default none. Where all do, the
   * problem is linear, and Levenberg–Marquardt is run on all.
   */
  readonly linear?: readonly number[];
}

export type Ladder = SuccessiveHalving<LevenbergMarquardt | VariableProjection>;

/** @param coordinates the declared constants with their bounds; points are asked for in the coordinates of their transforms */
export function ladder(coordinates: readonly StartCoordinate[], options: LadderOptions = {}): Ladder {
  const { starts = 64, seed = 1, linear = [], first = 8, eta = 2, finalists = 3, ...steps } = options;
  const projected = linear.length > 0 && linear.length < coordinates.length;
  const searches = mixedStarts(coordinates, starts, seed).map(({ point }) =>
    projected ? VariableProjection.from(point, { ...steps, linear }) : LevenbergMarquardt.from(point, steps),
  );
  return SuccessiveHalving.of(searches, { first, eta, finalists, keepFirst: true });
}

/** Continues exactly where `toJSON` was called. */
export function restoreLadder(state: HalvingState): Ladder {
  return SuccessiveHalving.restore<LevenbergMarquardt | VariableProjection>(state, (search) =>
    "linear" in (search as object)
      ? VariableProjection.restore(search as VariableProjectionState)
      : LevenbergMarquardt.restore(search as LevenbergMarquardtState),
  );
}
