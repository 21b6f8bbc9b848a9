// What the study trains: a Scheme program with learnable constants, the points it is trained on, and where the targets come from.
// Invariant: targets are computed by TypeScript that shares nothing with the program, at the constants `truth`.

export type Experiment = "A" | "B" | "C" | "own" | "tower";

export interface FidelityProgram {
  readonly experiment: Experiment;
  /** Unique; for example "C01 Lotka-Volterra". */
  readonly name: string;
  /** Defines `(model input ...)`; the parameters have the values around which the starts are drawn. */
  readonly source: string;
  /** Constants by which the targets are made. */
  readonly truth: Readonly<Record<string, number>>;
  /** One column per input of the model. */
  readonly inputs: readonly Float64Array[];
  /** The target at one point. */
  target(...inputs: readonly number[]): number;
  /** Seeds are 0 to seeds - 1. */
  readonly seeds: number;
  /** Recursion by procedures, or procedures as data, in the program itself. */
  readonly higherOrder: boolean;
  /** Most epochs; default 3000. */
  readonly epochs?: number;
}

/** The loss that every program is trained by: the sum of squared differences, over columns of inputs. */
const LOSS = `
(define (loss targets . columns)
  (apply + (vector->list
    (apply vector-map
      (lambda (target . inputs) (square (- (apply model inputs) target)))
      targets columns))))
`;

/** The text that both engines get. */
export function sourceOf(program: FidelityProgram): string {
  return `${program.source.trim()}\n${LOSS}`;
}

/** Arguments of the loss. */
export function dataOf({ inputs, target }: FidelityProgram): readonly Float64Array[] {
  const targets = Float64Array.from(inputs[0]!, (_, i) => target(...inputs.map((column) => column[i]!)));
  return [targets, ...inputs];
}

/** `count` equally spaced numbers, both ends included. */
export function linspace(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** Columns of the grid with `count` equally spaced numbers on each of `axes` axes; the last axis runs fastest. */
export function grid(from: number, to: number, count: number, axes: number): Float64Array[] {
  const axis = linspace(from, to, count);
  return Array.from({ length: axes }, (_, k) =>
    Float64Array.from(
      { length: count ** axes },
      (_, i) => axis[Math.floor(i / count ** (axes - 1 - k)) % count]!,
    ),
  );
}

/** The state after `count` steps. */
export function iterate<S>(count: number, state: S, step: (state: S, index: number) => S): S {
  for (let i = 0; i < count; i++) state = step(state, i);
  return state;
}
