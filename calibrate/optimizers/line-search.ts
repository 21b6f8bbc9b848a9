// A line search for the strong Wolfe conditions (Nocedal & Wright 2006, algorithms 3.5 and 3.6), one evaluation at a time.
// Invariants: `low` satisfies the condition of sufficient decrease and has the lowest value of all such steps tried; once there is a
// `high`, the interval between both holds steps that satisfy both conditions. A failed evaluation is a `high` of value +∞ (null).

/** At a step α along the direction: the value and its derivative by α. */
export interface Along {
  readonly value: number;
  readonly slope: number;
}

interface End extends Along {
  readonly step: number;
}

/** Plain data. */
export interface LineSearch {
  readonly start: Along;
  /** The step to be evaluated next. */
  readonly step: number;
  readonly low: End;
  /** The other end; undefined while none is known. `value` is null where the evaluation failed. */
  readonly high: { readonly step: number; readonly value: number | null; readonly slope: number } | undefined;
  readonly trials: number;
}

/** Sufficient decrease and curvature, as usual for quasi-Newton methods (Nocedal & Wright, p. 62). */
const DECREASE = 1e-4;
const CURVATURE = 0.9;
const TRIALS = 60;

/** @param value at step 0 @param slope there, below 0 @param step the first to be tried */
export function begin(value: number, slope: number, step: number): LineSearch {
  return { start: { value, slope }, step, low: { step: 0, value, slope }, high: undefined, trials: 0 };
}

/** What follows when `found` is told of `search.step`. */
export function advance(search: LineSearch, found: Along | undefined): LineSearch | "accepted" | "failed" {
  const { start, low, step, high } = search;
  const trials = search.trials + 1;
  if (!(start.slope < 0) || trials > TRIALS) return "failed";
  const enough = found !== undefined && found.value <= start.value + DECREASE * step * start.slope;
  if (found === undefined || !enough || (found.value >= low.value && low.step !== 0)) {
    return zoomed({
      ...search,
      trials,
      high: { step, value: found?.value ?? null, slope: found?.slope ?? 0 },
    });
  }
  if (Math.abs(found.slope) <= -CURVATURE * start.slope) return "accepted";
  const end = { step, ...found };
  if (high === undefined) {
    if (found.slope < 0) return { ...search, trials, low: end, step: 2 * step + 2 * (step - low.step) };
    return zoomed({ ...search, trials, low: end, high: low });
  }
  // The minimum lies on the side to which the slope descends.
  const turned = found.slope * (high.step - low.step) >= 0;
  return zoomed({ ...search, trials, low: end, high: turned ? low : high });
}

/** The next step between both ends: of the cubic through their values and slopes (eq. 3.59), kept away from the ends. */
function zoomed(search: LineSearch): LineSearch | "failed" {
  const { low, high } = search as { low: End; high: NonNullable<LineSearch["high"]> };
  const width = high.step - low.step;
  const middle = low.step + width / 2;
  if (Math.abs(width) <= Number.EPSILON * Math.abs(low.step) || middle === low.step) return "failed";
  const step = high.value === null ? low.step + width / 10 : cubic(low, { ...high, value: high.value });
  const inside = (step - low.step) / width;
  return { ...search, step: inside >= 0.05 && inside <= 0.95 ? step : middle };
}

function cubic(a: End, b: End): number {
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step);
  const square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return Number.NaN;
  const d2 = Math.sign(b.step - a.step) * Math.sqrt(square);
  return b.step - ((b.step - a.step) * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
}
