// How much work the study is: fixed before the run whose results are told.
// Invariant: at one number of components every solver has the same budget, in the units of solver.ts.

export interface Budgets {
  /** Of each solver from one start, by number of components. */
  readonly comparison: Readonly<Record<number, number>>;
  /** Of a fit of another structure, by L-BFGS. */
  readonly structure: number;
  /** Of a fit for forecasts, by L-BFGS. */
  readonly forecast: number;
  /** Starts of any solver at most. */
  readonly starts: number;
  /** Starts of the structures that are compared by their criteria. */
  readonly structureStarts: number;
}

export const BUDGETS: Readonly<Record<"full" | "quick", Budgets>> = {
  full: {
    comparison: { 6: 10_000, 10: 10_000, 15: 10_000, 20: 10_000 },
    structure: 10_000,
    forecast: 10_000,
    starts: 8,
    structureStarts: 4,
  },
  quick: { comparison: { 6: 600 }, structure: 1200, forecast: 1200, starts: 2, structureStarts: 1 },
};

/** Components of the structures that are compared. */
export const COMPARED_DIMENSION = 15;

/** Structures that forecasts choose from. The companion is left out: it says little on components that are no delays of one another. */
export const FORECAST_STRUCTURES = ["dense", "diagonal", "lowRank", "stable", "seasonal"] as const;

/** @throws RangeError for a number of components that is not compared */
export function comparisonBudget({ comparison }: Budgets, dimension: number): number {
  const budget = comparison[dimension];
  if (budget === undefined) throw new RangeError(`solvers are not compared at ${dimension} components`);
  return budget;
}
