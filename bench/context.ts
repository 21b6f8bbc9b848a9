// What a workload is given, and where it leaves what it has measured.

import type { Row } from "./report.js";
import { type Effort, quotient, type Timing } from "./timer.js";

export interface Context {
  readonly quick: boolean;
  readonly effort: Effort;
  /** Says why something was not measured. */
  readonly note: (text: string) => void;
  readonly row: (row: Row) => void;
  /** A value for one of the names in targets.ts. */
  readonly figure: (name: string, value: number) => void;
}

export interface Workload {
  readonly name: string;
  /** Left out of a quick run, unless it is asked for by name. */
  readonly fullOnly?: boolean;
  readonly run: (context: Context) => Promise<void>;
}

const PER_MILLISECOND = { s: 1e-3, ms: 1, µs: 1e3, ns: 1e6 } as const;
export type TimeUnit = keyof typeof PER_MILLISECOND;

/** Reports a timing; `of` divides it, for times per step. */
export function timeRow(
  context: Context,
  where: Pick<Row, "workload" | "subject" | "metric" | "size">,
  timing: Timing,
  unit: TimeUnit,
  of = 1,
): void {
  const scale = PER_MILLISECOND[unit] / of;
  context.row({
    ...where,
    median: timing.median * scale,
    p25: timing.p25 * scale,
    p75: timing.p75 * scale,
    unit,
  });
}

/** Reports how many times as long `a` takes as `b`, when both were measured. */
export function ratio(context: Context, name: string, a: Timing | undefined, b: Timing | undefined): void {
  if (a && b) context.figure(name, quotient(a, b));
}
