// The negative log likelihood of a structure on a stretch of states, as solvers see it: one flat vector of parameters in, value and
// gradient out, by one call of the program. Invariant: the program and the states stay what they are; nothing is kept between calls but
// the count of them.
import { DataError } from "../../calibrate/index.js";
import { type Program, SchemeError, Tensor } from "../../host/index.js";
import type { Load } from "../study.js";
import { monthText } from "./calendar.js";
import { parameterCount, programOf, type StructureName } from "./structures.js";

export interface States {
  /** T x D, row by row: a row for each month. */
  readonly data: Float64Array;
  readonly dimension: number;
  /** Number of the first month (calendar.ts). */
  readonly first: number;
  /** Of the record that they are from, for errors. */
  readonly record?: string;
}

/** At some parameters the filter cannot go on: the covariance of an innovation is not positive definite, by size or by rounding. */
export class InnovationError extends Error {
  override readonly name: string = "InnovationError";
  readonly kind = "innovation";
  constructor(
    message: string,
    /** From 0. */
    readonly step: number,
    readonly parameters: Float64Array,
  ) {
    super(message);
  }
}

export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

export class Objective {
  /** How often the likelihood was computed, alone or with its gradient. */
  evaluations = 0;
  /** How often with its gradient. */
  gradients = 0;
  /** The states as the programs take them, with the month of the year of the first. */
  private readonly given: readonly [Tensor, number];

  private constructor(
    readonly structure: StructureName,
    readonly states: States,
    private readonly program: Program,
  ) {
    const { data, dimension, first } = states;
    this.given = [new Tensor([data.length / dimension, dimension], data), first % 12];
  }

  /**
   * @throws RangeError: states that are no rows of numbers; DataError: fewer numbers than the structure has parameters; and what `load` throws
   */
  static async load(load: Load, structure: StructureName, states: States): Promise<Objective> {
    const { data, dimension, first } = states;
    const count = parameterCount(structure, dimension);
    if (data.length % dimension !== 0)
      throw new RangeError(`${data.length} numbers are no rows of ${dimension}`);
    const wrong = data.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0)
      throw new RangeError(
        `the state of ${monthText(first + Math.floor(wrong / dimension))} has ${data[wrong]} as component ${(wrong % dimension) + 1}`,
      );
    if (data.length < count)
      throw new DataError(
        `${data.length / dimension} months of ${dimension} components are too few for the ${count} parameters of the structure ${structure}: ${Math.ceil(count / dimension)} months are the least`,
        states.record ?? "states",
        0,
        0,
      );
    const program = await load(programOf(structure), { file: `${structure}.scm` });
    return new Objective(structure, states, program);
  }

  get count(): number {
    return parameterCount(this.structure, this.states.dimension);
  }

  get steps(): number {
    return this.given[0].shape[0]!;
  }

  /** @throws InnovationError; RangeError for another number of parameters */
  value(parameters: Float64Array): number {
    return this.call("negative-log-likelihood", parameters, this.given) as number;
  }

  /** By one forward and one backward pass. @throws as `value` */
  valueAndGradient(parameters: Float64Array): Evaluation {
    const answer = this.call("value-and-gradient", parameters, this.given);
    const [value, gradient] = answer as unknown as [number, Tensor];
    return { value, gradient: gradient.data };
  }

  /** T x D: the mean of each month's state once the month is known. Other states than those of the fit may be given. @throws as `value` */
  filtered(parameters: Float64Array, { data, dimension, first }: States = this.states): Float64Array {
    const observations = new Tensor([data.length / dimension, dimension], data);
    return (this.call("filtered", parameters, [observations, first % 12], first) as unknown as Tensor).data;
  }

  /** D x D each: the one F, or twelve, January's first; a month's leads to the next month. */
  transitions(parameters: Float64Array): Float64Array[] {
    const { dimension } = this.states;
    const { data, shape } = this.call("transitions", parameters, [dimension]) as unknown as Tensor;
    const size = dimension ** 2;
    return Array.from({ length: shape[0]! }, (_, m) => data.slice(m * size, (m + 1) * size));
  }

  /** Q (D x D), and the variance of an observation. */
  noises(parameters: Float64Array): { readonly q: Float64Array; readonly r: number } {
    const [q, r] = this.call("noises", parameters, [this.states.dimension]) as unknown as [Tensor, number];
    return { q: q.data, r };
  }

  dispose(): void {
    this.program.dispose();
  }

  private call(
    name: string,
    parameters: Float64Array,
    rest: readonly (Tensor | number)[],
    first: number = this.states.first,
  ): unknown {
    if (parameters.length !== this.count)
      throw new RangeError(
        `the structure ${this.structure} has ${this.count} parameters, ${parameters.length} were given`,
      );
    if (name === "negative-log-likelihood" || name === "value-and-gradient") this.evaluations++;
    if (name === "value-and-gradient") this.gradients++;
    try {
      return this.program.call(name, new Tensor([parameters.length], parameters), ...rest);
    } catch (error) {
      throw this.explained(error, parameters, first);
    }
  }

  private explained(error: unknown, parameters: Float64Array, first: number): unknown {
    if (!(error instanceof SchemeError && error.kind === "user" && /innovation/.test(error.message)))
      return error;
    const step = Number(error.irritants[0]);
    const largest = parameters.reduce(
      (at, value, i) => (Math.abs(value) <= Math.abs(parameters[at]!) ? at : i),
      0,
    );
    return new InnovationError(
      `${this.structure}: the covariance of the innovation is not positive definite at step ${step} (${monthText(first + step)}): ${error.irritants[1]}. The largest of the ${parameters.length} parameters is number ${largest}, ${parameters[largest]}; start nearer to 0, or take shorter steps`,
      step,
      parameters.slice(),
    );
  }
}
