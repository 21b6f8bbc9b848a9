// Starts of a fit compared: the waterfall of their losses, and how many of them agree with the best.
// Invariant: starts that could not be evaluated count among the starts, never among those that agree.
import { FitError } from "../errors.js";

export interface StartOutcome {
  /** What was minimised; NaN where the start could not be evaluated. */
  readonly loss: number;
  readonly parameters: ArrayLike<number>;
}

export interface Agreement {
  /** Losses of the starts that could be evaluated, best first. */
  readonly waterfall: Float64Array;
  readonly starts: number;
  readonly failed: number;
  /** Starts whose loss is the best one, to the tolerance; the best itself included. */
  readonly agreeing: number;
  /** Indices of parameters that differ among the agreeing starts: the minimum is not unique in them. */
  readonly ambiguous: readonly number[];
  readonly words: string;
}

export interface AgreementOptions {
  /** Losses within this share of the best are the same; so are those within its square of `scale`. Default 1e-4. */
  readonly relative?: number;
  /** A loss that matters: that of a constant prediction, for instance. Without it losses that are both nearly 0 count as different. */
  readonly scale?: number;
  /** Parameters of agreeing starts that differ by more than this share are ambiguous. Default 1e-2. */
  readonly parameterTolerance?: number;
}

/** @throws FitError ("not-finite") when no start could be evaluated */
export function agreementOf(outcomes: readonly StartOutcome[], options: AgreementOptions = {}): Agreement {
  const { relative = 1e-4, scale = 0, parameterTolerance = 1e-2 } = options;
  const usable = outcomes.filter(({ loss }) => Number.isFinite(loss)).sort((a, b) => a.loss - b.loss);
  const best = usable[0];
  if (!best) throw new FitError("not-finite", `none of ${outcomes.length} starts could be evaluated`);
  const slack = relative * Math.max(Math.abs(best.loss), relative * Math.abs(scale));
  const same = usable.filter(({ loss }) => loss - best.loss <= slack);
  const ambiguous = Array.from(best.parameters, (_, j) => j).filter((j) =>
    same.some(({ parameters }) => {
      const [one, other] = [best.parameters[j]!, parameters[j]!];
      return Math.abs(one - other) > parameterTolerance * Math.max(Math.abs(one), Math.abs(other));
    }),
  );
  return {
    waterfall: Float64Array.from(usable, ({ loss }) => loss),
    starts: outcomes.length,
    failed: outcomes.length - usable.length,
    agreeing: same.length,
    ambiguous,
    words: `${same.length} of ${outcomes.length} ${outcomes.length === 1 ? "start agrees" : "starts agree"}`,
  };
}
