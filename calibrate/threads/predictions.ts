// Rows' numbers with their derivatives at many points, over worker threads: what a fit of several starts asks for at once.
// Invariants: columns lie in shared memory, so that a job carries parameters and results only; a thread keeps the program of the latest
// fit; the numbers are those of the same program on one thread.
import type { Program } from "../../host/program.js";
import { type Failure, failureOf } from "./failure.js";
import type { Threads } from "./pool.js";
import { parts } from "./pool.js";
import type { JobProgram } from "./serve.js";

/** Rows that share all parameters. */
export interface RowGroup {
  /** One for each argument, one element for each row, in shared memory (see `shared`). */
  readonly lanes: readonly Float64Array[];
}

export interface PredictionsJob {
  readonly program: JobProgram;
  /** A definition or entry that answers one row's number. */
  readonly entry: string;
  readonly groups: readonly RowGroup[];
  /** For each point, for each group, the program's parameters in their order. */
  readonly points: readonly (readonly Float64Array[])[];
}

/** Numbers of a group's rows, and their derivatives: one column for each parameter of the program. */
export interface GroupPredictions {
  readonly values: Float64Array;
  readonly columns: readonly Float64Array[];
}

/** The groups' predictions at one point, or why the program failed there. */
export type PointPredictions = readonly GroupPredictions[] | { readonly failure: Failure };

/** A copy in memory that all threads see. */
export function shared(values: ArrayLike<number>): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(8 * values.length));
  copy.set(values);
  return copy;
}

/** One after the other; a point at which the program fails does not keep the others from being evaluated. */
export function predictionsAt(
  program: Program,
  { entry, groups, points }: PredictionsJob,
): PointPredictions[] {
  const names = [...program.parameters.keys()];
  return points.map((point) => {
    try {
      return groups.map(({ lanes }, g) => {
        program.setParameters(new Map(names.map((name, j) => [name, point[g]![j]!])));
        const { values, gradients } = program.batch(entry, lanes, { onFailure: "throw" });
        return { values, columns: names.map((name) => gradients.get(name)!) };
      });
    } catch (error) {
      return { failure: failureOf(error) };
    }
  });
}

/** The same over threads: the points are cut into as many parts as there are threads. In the order of the points. */
export async function predictionsOnThreads(
  threads: Threads,
  job: PredictionsJob,
): Promise<PointPredictions[]> {
  const jobs = parts(job.points, threads.threads).map((points) => ({ ...job, points }));
  const found = await threads.run<PredictionsJob, PointPredictions[]>("predictions", jobs);
  return found.flat();
}
