// Fits over worker threads: 117 cells, each its own constants of the sigmoid knee, through one shared interpreter.
// Invariant: both numbers of threads give the same constants, or the bench ends.
import { gridOf, livesOf } from "../studies/battery/grid.js";
import { converged, type Setting } from "../studies/battery/published.js";
import { readSeverson } from "../studies/battery/sources.js";
import { openThreads } from "../studies/threads.js";
import { type Context, timeRow, type Workload } from "./context.js";
import { THREADED_CELLS, THREADED_SPEEDUP } from "./targets.js";
import { timingOf } from "./timer.js";

export const threads: Workload = { name: "threads", run: measureThreads };

const ROUNDS = 3;

async function measureThreads(context: Context): Promise<void> {
  const cells = (await readSeverson()).map(({ id, batch, series }) => ({ id, group: batch, series }));
  const grid = livesOf(cells).map(gridOf);
  const medians: number[] = [];
  const found: string[] = [];
  for (const count of [1, 2]) {
    const pool = await openThreads(count);
    const setting: Setting = { cells: grid, threads: pool, run: {} };
    try {
      const rounds: number[] = [];
      for (let round = 0; round < (context.quick ? 1 : ROUNDS); round++) {
        const began = performance.now();
        const { fits } = await converged(setting, "sigmoid-knee", "late");
        rounds.push(performance.now() - began);
        found.push(JSON.stringify(fits.map(({ x }) => x)));
      }
      const timing = timingOf([rounds]);
      timeRow(
        context,
        {
          workload: "threads",
          subject: count === 1 ? "interpreter, 1 thread" : `interpreter, ${count} threads`,
          metric: "117 cells fitted",
        },
        timing,
        "s",
      );
      medians.push(timing.median);
    } finally {
      await pool.close();
    }
  }
  if (found.some((one) => one !== found[0])) throw new Error("threads: numbers of threads disagree");
  context.figure(THREADED_CELLS, medians[1]! / 1000);
  context.figure(THREADED_SPEEDUP, medians[0]! / medians[1]!);
}
