// One pair of program and seed: trained on the compiled road and, beside it, on the interpreted one.
//
// At every step of the compiled road both roads are evaluated at the same parameters; these comparisons are what the study asserts.
// The interpreted road's own run is shown beside it. As long as both are at the same point, its evaluation there is the compared one.
import { Adam } from "../../calibrate/adam.js";
import type { Program, ValueAndGradient } from "../../host/program.js";
import { distance, gradientDifference } from "./compare.js";

/** The published recipe: Adam with step 0.05; 50 more epochs after the first loss below 0.001, at most 3000. */
export const RECIPE = { learningRate: 0.05, threshold: 1e-3, epochsAfter: 50, epochs: 3000 } as const;

/** What a run came to. */
export interface Run {
  /** First epoch, from 0, with a loss below the threshold; null when there was none. */
  readonly convergedAt: number | null;
  /** Evaluations of the loss. */
  readonly epochs: number;
  /** The last loss, as in the published tables; not the smallest. */
  readonly loss: number;
  readonly parameters: readonly number[];
  /** What was not a finite number, when that ended the run. */
  readonly ended: string | null;
}

export interface Trained {
  readonly compiled: Run;
  readonly interpreted: Run;
  /** Epoch from which on the two runs are not at the same point; null when they always are. */
  readonly partedAt: number | null;
  /** Points at which both roads were compared. */
  readonly comparisons: number;
  /** Doubles between the two values, at most. */
  readonly maxValueDifference: number;
  readonly maxGradientDifference: number;
  /** Gradient difference in units of 8 ε D Σ|terms|, at most. */
  readonly maxOfAllowed: number;
  /** Losses by epoch. */
  readonly losses: { readonly compiled: readonly number[]; readonly interpreted: readonly number[] };
}

export interface Roads {
  readonly compiled: Program;
  readonly interpreted: Program;
}

/** Trains both roads from `start`. The programs' constants are changed. `data` are the arguments of `loss`. */
export function train(
  { compiled, interpreted }: Roads,
  start: Float64Array,
  data: readonly Float64Array[],
  epochs: number = RECIPE.epochs,
): Trained {
  const names = [...compiled.parameters.keys()];
  const args = [...data];
  const at = (program: Program, point: Float64Array): Evaluation => {
    program.setParameters(new Map(names.map((name, j) => [name, point[j]!])));
    const gradient = new Float64Array(names.length);
    const value = program.gradientInto(gradient, "loss", args);
    return { value, gradient };
  };
  const ours = new Training(names, start, epochs);
  const theirs = new Training(names, start, epochs);
  let partedAt: number | null = null;
  let comparisons = 0;
  let maxValueDifference = 0;
  let maxGradientDifference = 0;
  let maxOfAllowed = 0;
  while (!ours.done) {
    const first = at(compiled, ours.point);
    const second = at(interpreted, ours.point);
    comparisons++;
    maxValueDifference = Math.max(maxValueDifference, distance(first.value, second.value));
    const apart = gradientDifference(names, first.gradient, second.gradient, () =>
      compiled.magnitudes("loss", args),
    );
    maxGradientDifference = Math.max(maxGradientDifference, apart.relative);
    maxOfAllowed = Math.max(maxOfAllowed, apart.ofAllowed);
    if (!theirs.done) {
      const together = theirs.point.every((x, j) => x === ours.point[j]);
      if (!together) partedAt ??= comparisons - 1;
      theirs.advance(together ? second : at(interpreted, theirs.point));
    }
    ours.advance(first);
  }
  while (!theirs.done) theirs.advance(at(interpreted, theirs.point));
  return {
    compiled: ours.run(),
    interpreted: theirs.run(),
    partedAt,
    comparisons,
    maxValueDifference,
    maxGradientDifference,
    maxOfAllowed,
    losses: { compiled: ours.losses, interpreted: theirs.losses },
  };
}

interface Evaluation extends Pick<ValueAndGradient, "value"> {
  readonly gradient: Float64Array;
}

/** The recipe, one epoch at a time. */
class Training {
  readonly point: Float64Array;
  readonly losses: number[] = [];
  private readonly adam: Adam;
  private convergedAt: number | null = null;
  private ended: string | null = null;

  constructor(
    names: readonly string[],
    start: Float64Array,
    private readonly epochs: number,
  ) {
    this.point = Float64Array.from(start);
    this.adam = new Adam(names, { learningRate: RECIPE.learningRate });
  }

  get done(): boolean {
    const { length } = this.losses;
    if (this.ended !== null || length >= this.epochs) return true;
    return this.convergedAt !== null && length > this.convergedAt + RECIPE.epochsAfter;
  }

  /** Takes the loss and gradient at `point` and moves on. */
  advance({ value, gradient }: Evaluation): void {
    if (value < RECIPE.threshold) this.convergedAt ??= this.losses.length;
    this.losses.push(value);
    if (!Number.isFinite(value)) this.ended = `the loss is ${value}`;
    else if (gradient.some((g) => !Number.isFinite(g))) this.ended = "a derivative is not finite";
    else this.adam.step(this.point, gradient);
  }

  run(): Run {
    return {
      convergedAt: this.convergedAt,
      epochs: this.losses.length,
      loss: this.losses.at(-1)!,
      parameters: [...this.point],
      ended: this.ended,
    };
  }
}
