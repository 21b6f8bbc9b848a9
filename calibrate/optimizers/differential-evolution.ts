// Differential evolution within bounds (Storn & Price 1997), a whole generation at a time: rand/1/bin and best/1/bin.
// Invariant: generation g draws from the generator of (seed, g) alone, so that plain data suffices to resume.
import { seededRandom } from "../random.js";
import type { Answer, Optimizer, Reason, Request } from "./optimizer.js";

export interface DifferentialEvolutionOptions {
  readonly seed: number;
  /** The member that is moved: any (default), or the best, which is quicker and more often trapped. */
  readonly strategy?: "rand1bin" | "best1bin";
  /** Members of the population, at least 4. Default: 15 for each parameter. */
  readonly size?: number;
  /** Scale of the difference of two members, above 0. Default 0.7. */
  readonly weight?: number;
  /** Probability that a coordinate is taken from the mutant. Default 0.9. */
  readonly crossover?: number;
  /** Stops when the largest and the smallest value differ by at most ftol (1 + |smallest|). Default 1e-10. */
  readonly ftol?: number;
}

/** Plain data; the same after a round trip through JSON. */
export interface DifferentialEvolutionState {
  readonly bounds: readonly (readonly [number, number])[];
  readonly options: Required<DifferentialEvolutionOptions>;
  readonly generation: number;
  readonly members: readonly (readonly number[])[];
  /** null stands for a failed evaluation. */
  readonly values: readonly (number | null)[];
  readonly trials: readonly (readonly number[])[];
  readonly evaluations: number;
  readonly stopped: Reason | undefined;
}

export class DifferentialEvolution implements Optimizer {
  readonly name = "differential-evolution";
  private constructor(private state: DifferentialEvolutionState) {}

  /** Starts from points uniform within the bounds. @throws RangeError on bounds or options out of their range. */
  static within(
    bounds: readonly (readonly [number, number])[],
    given: DifferentialEvolutionOptions,
  ): DifferentialEvolution {
    const defaults = { strategy: "rand1bin", weight: 0.7, crossover: 0.9, ftol: 1e-10 } as const;
    const options = { ...defaults, size: Math.max(4, 15 * bounds.length), ...given };
    if (bounds.length === 0 || !bounds.every(([low, high]) => low < high && Number.isFinite(high - low))) {
      throw new RangeError("differential evolution needs finite bounds, the lower below the upper");
    }
    const { size, weight, crossover } = options;
    if (!(Number.isInteger(size) && size >= 4 && weight > 0 && crossover >= 0 && crossover <= 1)) {
      throw new RangeError("size must be an integer from 4, weight above 0, crossover from 0 to 1");
    }
    const random = seededRandom(options.seed);
    const trials = Array.from({ length: size }, () => bounds.map((b) => between(b, random.uniform())));
    return new DifferentialEvolution({
      ...{ bounds, options, generation: 0, members: [], values: [], trials },
      ...{ evaluations: 0, stopped: undefined },
    });
  }

  /** Continues exactly where `toJSON` was called. */
  static restore(state: DifferentialEvolutionState): DifferentialEvolution {
    return new DifferentialEvolution(state);
  }

  toJSON(): DifferentialEvolutionState {
    return this.state;
  }

  get evaluations(): number {
    return this.state.evaluations;
  }

  get stopped(): Reason | undefined {
    return this.state.stopped;
  }

  get best(): { x: Float64Array; value: number } | undefined {
    const { members, values } = this.state;
    const i = lowest(values);
    const value = values[i] ?? null;
    return value === null ? undefined : { x: Float64Array.from(members[i]!), value };
  }

  ask(): Request {
    return { points: this.state.trials.map((x) => Float64Array.from(x)), need: "value" };
  }

  tell(answers: readonly (Answer | undefined)[]): void {
    const { trials, options, evaluations, generation } = this.state;
    if (answers.length !== trials.length) {
      throw new RangeError(`${trials.length} points were asked, but ${answers.length} answers were told`);
    }
    const members = trials.map((x, i) => this.state.members[i] ?? x);
    const values = trials.map((_, i) => this.state.values[i] ?? null);
    for (const [i, trial] of trials.entries()) {
      const value = answers[i]?.value;
      if (value === undefined || !Number.isFinite(value) || value > (values[i] ?? value)) continue;
      members[i] = trial;
      values[i] = value;
    }
    const known = values.filter((v) => v !== null);
    const low = Math.min(...known);
    const flat =
      known.length === values.length && Math.max(...known) - low <= options.ftol * (1 + Math.abs(low));
    const told = { ...this.state, members, values, evaluations: evaluations + trials.length };
    const next = { ...told, generation: generation + 1, stopped: flat ? ("ftol" as const) : undefined };
    this.state = { ...next, trials: breed(next) };
  }
}

function breed({ bounds, options, generation, members, values }: DifferentialEvolutionState): number[][] {
  const random = seededRandom(options.seed + Math.imul(generation, 0x9e3779b1));
  const below = (n: number) => Math.floor(random.uniform() * n);
  return members.map((member, i) => {
    const others: number[] = [];
    while (others.length < 3) {
      const j = below(members.length);
      if (j !== i && !others.includes(j)) others.push(j);
    }
    const base = members[options.strategy === "best1bin" ? lowest(values) : others[2]!]!;
    const [a, b] = [members[others[0]!]!, members[others[1]!]!];
    const forced = below(bounds.length);
    return bounds.map((bound, k) => {
      const crossed = random.uniform() < options.crossover || k === forced;
      const v = crossed ? base[k]! + options.weight * (a[k]! - b[k]!) : member[k]!;
      // Outside the bounds a coordinate is drawn anew.
      return v >= bound[0] && v <= bound[1] ? v : between(bound, random.uniform());
    });
  });
}

/** Index of the least known value, 0 when none is known. */
function lowest(values: readonly (number | null)[]): number {
  let index = 0;
  for (const [i, v] of values.entries()) if (v !== null && v < (values[index] ?? Infinity)) index = i;
  return index;
}

function between([low, high]: readonly [number, number], u: number): number {
  return low + u * (high - low);
}
