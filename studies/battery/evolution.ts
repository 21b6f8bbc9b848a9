// Differential evolution on one cell at a time, with the published settings (F 0.6, crossover 0.9, 24 members), as many evaluations as it is given.
// Members begin uniform within a width of the program's constants, in the coordinates of their transforms.
// Invariant: the evaluations are those of the program on all fitted points; what it minimises is the sum of squares, as the other fits do.

import { DifferentialEvolution } from "../../calibrate/optimizers/differential-evolution.js";
import { minimize } from "../../calibrate/optimizers/minimize.js";
import { evaluator, transformsOf } from "../../calibrate/threads/least-squares.js";
import type { Program } from "../../host/program.js";
import type { Descent } from "./recipe.js";

export interface EvolutionInput {
  readonly entry: string;
  readonly at: Float64Array;
  readonly targets: readonly Float64Array[];
  readonly ask: Float64Array;
  /** Evaluations by cell; whole generations are made, so up to 23 fewer are used. */
  readonly evaluations: readonly number[];
  readonly seed: number;
}

const SIZE = 24;
/** Half-width of the box in transformed coordinates: a factor of e² on either side. */
const WIDTH = 2;

/** One result for each cell. @throws RangeError when no member of a cell could be evaluated; the program's errors */
export function evolve(
  program: Program,
  { entry, at, targets, ask, evaluations, seed }: EvolutionInput,
): Descent[] {
  const names = [...program.parameters.keys()];
  const transforms = transformsOf(program);
  const bounds = [...program.parameters.values()].map(({ initial }, j) => {
    const centre = transforms[j]!.forward(initial);
    return [centre - WIDTH, centre + WIDTH] as const;
  });
  return targets.map((target, cell) => {
    const search = DifferentialEvolution.within(bounds, {
      seed,
      size: SIZE,
      weight: 0.6,
      crossover: 0.9,
      ftol: 0,
    });
    const evaluate = evaluator(program, { predict: entry, columns: [at], target });
    minimize(search, evaluate, { maxEvaluations: Math.max(SIZE, evaluations[cell]!) });
    const { best } = search;
    if (!best) throw new RangeError("no member of the population could be evaluated to a finite number");
    const parameters = Object.fromEntries(names.map((name, j) => [name, transforms[j]!.inverse(best.x[j]!)]));
    program.setParameters(parameters);
    const predictions = program.batch(entry, [ask], { onFailure: "throw" }).values;
    return { parameters, meanSquare: (2 * best.value) / target.length, predictions };
  });
}
