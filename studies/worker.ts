// The jobs of the studies, as a file that threads load: those of calibrate/threads/, and the studies' own.
import { interpreter, type JobProgram, job, withProgram } from "../calibrate/threads/serve.js";
import { type EvolutionInput, evolve } from "./battery/evolution.js";
import { type Descent, descend, type RecipeInput } from "./battery/recipe.js";
import type { Job, Result } from "./enso/fit-job.js";
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

/** Its solvers and tensors are loaded by the threads that need them. */
export const ensoFit = job(async (input: Job): Promise<Result<Job>> => {
  const [{ runJob }, { solverNamed }, loaded] = await Promise.all([
    import("./enso/fit-job.js"),
    import("./enso/solvers.js"),
    interpreter(),
  ]);
  return runJob(input, async (source, options) => loaded.load(source, options), solverNamed);
});
