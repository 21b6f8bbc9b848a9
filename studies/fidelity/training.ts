// One pair of program and seed: trained on the compiled road and, beside it, on the interpreted one.
//
// At every step of the compiled road both roads are evaluated at the same parameters; these comparisons are what the study asserts.
// The interpreted road's own run is shown beside it. As long as both are at the same point, its evaluation there is the compared one.
import { Adam } from "../../calibrate/adam.js";
import { Comparison, type Differences, type Evaluation, type Roads } from "./comparison.js";

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

export interface Trained extends Differences {
  readonly compiled: Run;
  readonly interpreted: Run;
  /** Epoch from which on the two runs are not at the same point; null when they always are. */
  readonly partedAt: number | null;
  /** Losses by epoch. */
  readonly losses: { readonly compiled: readonly number[]; readonly interpreted: readonly number[] };
}

/** Trains both roads from `start`. The programs' constants are changed. `data` are the arguments of `loss`. */
export function train(
  roads: Roads,
  start: Float64Array,
  data: readonly Float64Array[],
  epochs: number = RECIPE.epochs,
): Trained {
  const comparison = new Comparison(roads, data);
  const ours = new Training(comparison.names, start, epochs);
  const theirs = new Training(comparison.names, start, epochs);
  let partedAt: number | null = null;
  while (!ours.done) {
    const { compiled, interpreted } = comparison.at(ours.point);
    if (!theirs.done) {
      const together = theirs.point.every((x, j) => x === ours.point[j]);
      if (!together) partedAt ??= ours.losses.length;
      theirs.advance(together ? interpreted : comparison.interpretedAt(theirs.point));
    }
    ours.advance(compiled);
  }
  while (!theirs.done) theirs.advance(comparison.interpretedAt(theirs.point));
  return {
    ...comparison.differences(),
    compiled: ours.run(),
    interpreted: theirs.run(),
    partedAt,
    losses: { compiled: ours.losses, interpreted: theirs.losses },
  };
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
