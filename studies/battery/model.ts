// The two-regime program fitted to cells: to whole lives, to a training part alone, and to it with the knee of other cells.
// Invariant: a forecast is a function of the cell's trained series and of lives of cells of other batches. Where the training part ends
// relative to life is never used.
import { fit as calibrate, type Fit, type FitOptions } from "../../calibrate/index.js";
import type { Program } from "../../host/program.js";
import type { Forecast } from "./baselines.js";
import { median, type Series, windows } from "./cells.js";
import source from "./two-regime.scm";

export { source };

/** Points of a fitted series: windows of consecutive cycles. */
export const TRAINED_POINTS = 60;
export const LIFE_POINTS = 100;

/** A kink moves with the constants, so the last digits are hard to get and worth nothing: the data have four. */
const CONTROL = { optimizer: "levenberg-marquardt", startEvaluations: 60 } as const;

export type FitControl = Pick<FitOptions, "signal">;

/** The constants that a training part before the knee leaves open. */
export interface Knee {
  /** Ah lost when the knee comes. */
  readonly "knee-fade": number;
  readonly steepening: number;
}

/** The median knee of cells whose whole lives are known. */
export function medianKnee(lives: readonly Knee[]): Knee {
  return {
    "knee-fade": median(lives.map((knee) => knee["knee-fade"])),
    steepening: median(lives.map((knee) => knee.steepening)),
  };
}

/** Fits a whole life (to learn from it for cells of other batches) from a knee at four fifths of it. */
export async function fitLife(program: Program, life: Series, control: FitControl): Promise<Knee> {
  const points = windows(life, LIFE_POINTS);
  const knee = Math.floor(0.8 * points.cycles.length);
  start(program, points, knee, { "knee-fade": fadeAt(points, knee), steepening: 3 });
  const { parameters } = await fitCapacity(program, points, control);
  return { "knee-fade": parameters["knee-fade"]!, steepening: parameters.steepening! };
}

/**
 * Fits a training part. The knee starts as given, or where the program's text has it; it stays there exactly when no trained point
 * lies behind it.
 */
export function fitTrained(
  program: Program,
  trained: Series,
  knee: Knee | undefined,
  control: FitControl,
): Promise<Fit> {
  const points = windows(trained, TRAINED_POINTS);
  start(program, points, points.cycles.length - 1, knee ?? textKnee(program));
  return fitCapacity(program, points, control);
}

/** The program at its current constants as a forecast. */
export function forecastOf(program: Program): Forecast {
  return (cycles) => program.batch("capacity", [cycles], { onFailure: "throw" }).values;
}

/** Starts the first regime with the fade of the text's exponent through the point `at`. */
function start(program: Program, points: Series, at: number, knee: Knee): void {
  const exponent = program.parameters.get("exponent")!.initial;
  const decade = points.cycles[at]! * (0.1 / fadeAt(points, at)) ** (1 / exponent);
  program.setParameters({ ...knee, fresh: highest(points), decade, exponent });
}

function fitCapacity(program: Program, { cycles, capacities }: Series, control: FitControl): Promise<Fit> {
  const data = { cycle: cycles, capacity: capacities };
  return calibrate(program, data, {
    predict: "capacity",
    columns: ["cycle"],
    target: "capacity",
    ...CONTROL,
    ...control,
  });
}

function textKnee(program: Program): Knee {
  const initial = (name: string): number => program.parameters.get(name)!.initial;
  return { "knee-fade": initial("knee-fade"), steepening: initial("steepening") };
}

/** Ah lost at a point since the highest one; a hundredth of the knee's order at least, to start from something. */
function fadeAt(points: Series, at: number): number {
  return Math.max(highest(points) - points.capacities[at]!, 1e-3);
}

function highest({ capacities }: Series): number {
  return Math.max(...capacities);
}
