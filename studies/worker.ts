// The jobs of the studies, as a file that threads load: those of calibrate/threads/, and the studies' own.
import { type JobProgram, job, withProgram } from "../calibrate/threads/serve.js";
import { type EvolutionInput, evolve } from "./battery/evolution.js";
import { type Descent, descend, type RecipeInput } from "./battery/recipe.js";
import { type InnerLoopInput, type InnerLoopResult, runSeeds } from "./inner-loop/runs.js";

export { leastSquares, series } from "../calibrate/threads/worker.js";

export const batteryRecipe = job(
  ({ program, ...input }: RecipeInput & { readonly program: JobProgram }): Promise<Descent[]> =>
    withProgram(program, (loaded) => descend(loaded, input)),
);

export const batteryEvolution = job(
  ({ program, ...input }: EvolutionInput & { readonly program: JobProgram }): Promise<Descent[]> =>
    withProgram(program, (loaded) => evolve(loaded, input)),
);

export const innerLoop = job(
  (input: InnerLoopInput): Promise<InnerLoopResult> =>
    withProgram({ text: input.target.text }, (loaded) => runSeeds(loaded, input)),
);
