// Batches: lanes computed together from a recorded graph, against lanes one by one; values and derivatives must have the same bits.
import { compile, loadInterpreter } from "../host/index.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import source from "./programs/lanes.scm";
import { laneRatio } from "./targets.js";
import { time } from "./timer.js";

export const lanes: Workload = { name: "lanes", run: measureLanes };

const LANES = 1000;

async function measureLanes(context: Context): Promise<void> {
  const columns = [
    Float64Array.from({ length: LANES }, (_, i) => 1 + i / LANES),
    Float64Array.from({ length: LANES }, (_, i) => 2 - i / (3 * LANES)),
  ];
  const interpreted = (await loadInterpreter()).load(source);
  for (const [subject, program] of [
    ["compiled", await compile(source)],
    ["interpreted", interpreted],
  ] as const) {
    const together = program.batch("model", columns);
    const apart = program.batch("model", columns, { replay: false });
    const same = (x: Float64Array, y: Float64Array): boolean => x.every((value, i) => value === y[i]);
    if (
      !same(together.values, apart.values) ||
      [...together.gradients].some(
        ([name, column]) => !same(column, apart.gradients.get(name) as Float64Array),
      )
    )
      throw new Error("lanes together and apart disagree");
    const timings = await time(
      [
        { name: "together", run: () => program.batch("model", columns) },
        { name: "one by one", run: () => program.batch("model", columns, { replay: false }) },
      ],
      context.effort,
    );
    ["together", "one by one"].forEach((how, i) => {
      const timing = timings[i];
      if (timing)
        timeRow(
          context,
          { workload: "lanes", subject, metric: `gradient, ${how}, a lane` },
          timing,
          "µs",
          LANES,
        );
    });
    ratio(context, laneRatio(subject), timings[1], timings[0]);
  }
  interpreted.dispose();
}
