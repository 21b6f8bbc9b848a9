// A fit as plain data: what is to be done, the hash by which it is known again, and its doing.
// Invariant: the hash covers everything that the result depends on; two jobs of one hash have one result but for seconds.
import { createHash } from "node:crypto";
import { seededRandom } from "../../calibrate/random.js";
import type { Load } from "../study.js";
import { coordinatesOf } from "./coordinates.js";
import { hessianOf } from "./hessian.js";
import { Objective, type States } from "./objective.js";
import { GRADIENT_UNITS, Problem, runSolver, type Solver, type SolverRun } from "./solver.js";
import { programOf, type StructureName, startOf } from "./structures.js";

interface Likelihood {
  readonly structure: StructureName;
  readonly states: States;
}

export interface FitJob extends Likelihood {
  readonly kind: "fit";
  readonly solver: string;
  /** Number of the start: the seed that it is drawn with. */
  readonly seed: number;
  /** Units (solver.ts). */
  readonly budget: number;
}

/** The second derivatives at parameters, by the coordinates. */
export interface HessianJob extends Likelihood {
  readonly kind: "hessian";
  readonly parameters: Float64Array;
}

export type Job = FitJob | HessianJob;

export interface HessianRun {
  /** By the coordinates, row by row: n x n. */
  readonly hessian: Float64Array;
  readonly seconds: number;
}

export type Result<J extends Job> = J extends FitJob ? SolverRun : HessianRun;

/** Made anew when what a result means changes. */
const FORMAT = 1;

/** @param solver that of the job's name, for a fit */
export function hashOf(job: Job, solver: Solver | undefined): string {
  const { structure, states } = job;
  const rest =
    job.kind === "fit" ? [job.solver, solver?.settings ?? null, job.seed, job.budget, GRADIENT_UNITS] : [];
  const hash = createHash("sha256")
    .update(JSON.stringify([FORMAT, job.kind, structure, states.dimension, states.first % 12, ...rest]))
    .update(programOf(structure))
    .update(bytes(states.data));
  if (job.kind === "hessian") hash.update(bytes(job.parameters));
  return hash.digest("hex");
}

/** @throws the programs' errors; InnovationError at a start; the signal's reason */
export async function runJob<J extends Job>(
  job: J,
  load: Load,
  solverOf: (name: string) => Solver,
  signal?: AbortSignal,
): Promise<Result<J>> {
  const objective = await Objective.load(load, job.structure, job.states);
  try {
    const coordinates = coordinatesOf(job.structure, job.states);
    const run = (given: Job): SolverRun | HessianRun => {
      if (given.kind === "fit") {
        const start = startOf(given.structure, given.states.dimension, drawing(given.seed));
        const problem = new Problem(objective, coordinates, given.budget, signal);
        return runSolver(solverOf(given.solver), problem, start, given.seed);
      }
      const began = performance.now();
      const hessian = hessianOf(objective, coordinates, given.parameters, signal);
      return { hessian, seconds: (performance.now() - began) / 1000 };
    };
    return run(job) as Result<J>;
  } finally {
    objective.dispose();
  }
}

/** Draws of mean 0 and variance 1, evenly spread. */
export function drawing(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.sqrt(12) * (random.uniform() - 0.5);
}

function bytes({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
