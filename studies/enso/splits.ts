// Which months are for what. Fixed before anything was fitted.
// Invariant: months of fitting, of selection and of the test follow one another and do not overlap.

import { month } from "./calendar.js";
import type { RecordName } from "./data-files.js";

/** Months, both included. */
export interface Months {
  readonly from: string;
  readonly to: string;
}

export interface Split {
  readonly record: RecordName;
  readonly training: Months;
  readonly selection: Months;
  readonly test: Months;
}

/** Skill of forecasts. */
export const SPLITS = {
  pacific: {
    record: "pacific2deg",
    training: { from: "1970-01", to: "1989-12" },
    selection: { from: "1990-01", to: "1994-12" },
    test: { from: "1995-01", to: "2003-03" },
  },
  kaplan: {
    record: "kaplan5",
    training: { from: "1950-01", to: "1984-12" },
    selection: { from: "1985-01", to: "1994-12" },
    test: { from: "1995-01", to: "2014-10" },
  },
} as const satisfies Record<string, Split>;

/** NOAA's full file: training and, for selection, the test of the published experiment; its test is on months that were not used there. */
export const ERSST_SPLIT = {
  training: { from: "1950-01", to: "1980-01" },
  selection: { from: "1980-02", to: "1990-01" },
  test: { from: "1990-02", to: "2024-12" },
} as const;

/** Solvers and costs: the 2° basin, so many states from the first one on. */
export const SOLVER_RECORD: RecordName = "pacific2deg";
export const SOLVER_STATES = 360;

/** How many months there are from one to another, both included. */
export function monthsIn({ from, to }: Months): number {
  return month(to) - month(from) + 1;
}
