// Both roads of one program, evaluated at the same parameters; the greatest differences are kept.
import type { Program } from "../../host/program.js";
import { distance, GRADIENT_TOLERANCE, gradientDifference } from "./compare.js";

export interface Roads {
  readonly compiled: Program;
  readonly interpreted: Program;
}

/** A loss and its gradient, in the order of the parameters. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** What the comparisons came to. */
export interface Differences {
  /** Points at which both roads were compared. */
  readonly comparisons: number;
  /** Doubles between the two values, at most. */
  readonly maxValueDifference: number;
  /** |g₁ - g₂| / Σ|terms|, at most. */
  readonly maxGradientDifference: number;
  /** The same in units of what is allowed, 8 ε D Σ|terms|. */
  readonly maxOfAllowed: number;
}

/** What the study asserts. */
export function holds(differences: Differences): boolean {
  const { maxValueDifference, maxGradientDifference, maxOfAllowed } = differences;
  return maxValueDifference === 0 && maxGradientDifference <= GRADIENT_TOLERANCE && maxOfAllowed <= 1;
}

export class Comparison {
  readonly names: readonly string[];
  private comparisons = 0;
  private maxValueDifference = 0;
  private maxGradientDifference = 0;
  private maxOfAllowed = 0;

  /** `data` are the arguments of the programs' `loss`. The programs' constants will be changed. */
  constructor(
    private readonly roads: Roads,
    private readonly data: readonly Float64Array[],
  ) {
    this.names = [...roads.compiled.parameters.keys()];
  }

  /** Evaluates both roads at a point and compares them. */
  at(point: Float64Array): { readonly compiled: Evaluation; readonly interpreted: Evaluation } {
    const compiled = this.evaluate(this.roads.compiled, point);
    const interpreted = this.interpretedAt(point);
    this.comparisons++;
    this.maxValueDifference = Math.max(this.maxValueDifference, distance(compiled.value, interpreted.value));
    const { relative, ofAllowed } = gradientDifference(
      this.names,
      compiled.gradient,
      interpreted.gradient,
      () => this.roads.compiled.magnitudes("loss", this.data),
    );
    this.maxGradientDifference = Math.max(this.maxGradientDifference, relative);
    this.maxOfAllowed = Math.max(this.maxOfAllowed, ofAllowed);
    return { compiled, interpreted };
  }

  /** The interpreted road alone, where there is nothing to compare. */
  interpretedAt(point: Float64Array): Evaluation {
    return this.evaluate(this.roads.interpreted, point);
  }

  differences(): Differences {
    const { comparisons, maxValueDifference, maxGradientDifference, maxOfAllowed } = this;
    return { comparisons, maxValueDifference, maxGradientDifference, maxOfAllowed };
  }

  private evaluate(program: Program, point: Float64Array): Evaluation {
    program.setParameters(new Map(this.names.map((name, j) => [name, point[j]!])));
    const gradient = new Float64Array(this.names.length);
    const value = program.gradientInto(gradient, "loss", this.data);
    return { value, gradient };
  }
}
