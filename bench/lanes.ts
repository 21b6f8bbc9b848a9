// Batches: lanes computed together from a recorded graph, against calls of valueAndGradient one by one.
// Invariant: both ways have the same bits, in values and derivatives, or the bench ends.
import { compile, loadInterpreter, type Program } from "../host/index.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import lotkaVolterra from "./programs/lanes.scm";
import points from "./programs/points.scm";
import { LANE_MODELS, type LaneModel, laneRatio } from "./targets.js";
import { time } from "./timer.js";

export const lanes: Workload = { name: "lanes", run: measureLanes };

const range = (count: number, at: (fraction: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => at(i / count));

/** Text, procedure and columns of arguments of each model. */
const MODELS: Readonly<Record<LaneModel, readonly [string, string, readonly Float64Array[]]>> = {
  "a e^(-bx)": [points, "decay", [range(1024, (f) => 0.1 + 4 * f)]],
  "Euler 50": [points, "euler", [range(1024, (f) => 0.5 + 2.5 * f)]],
  "map + fold": [points, "map+fold", [range(1024, (f) => 0.1 + 2 * f)]],
  "20 Lotka-Volterra steps": [
    lotkaVolterra,
    "model",
    [range(1000, (f) => 1 + f), range(1000, (f) => 2 - f / 3)],
  ],
};

async function measureLanes(context: Context): Promise<void> {
  const interpreter = await loadInterpreter();
  for (const model of LANE_MODELS) {
    const [source, name, columns] = MODELS[model];
    const interpreted = interpreter.load(source);
    for (const [subject, program] of [
      ["compiled", await compile(source)],
      ["interpreted", interpreted],
    ] as const)
      await measureModel(context, model, subject, program, name, columns);
    interpreted.dispose();
  }
}

async function measureModel(
  context: Context,
  model: LaneModel,
  subject: string,
  program: Program,
  name: string,
  columns: readonly Float64Array[],
): Promise<void> {
  const count = columns[0]?.length ?? 0;
  const calls = Array.from({ length: count }, (_, lane) => columns.map((column) => column[lane] as number));
  const together = program.batch(name, columns);
  calls.forEach((args, lane) => {
    const { value, gradient } = program.valueAndGradient(name, args);
    const same =
      Object.is(value, together.values[lane]) &&
      [...gradient].every(([parameter, d]) => Object.is(d, together.gradients.get(parameter)?.[lane]));
    if (!same) throw new Error(`${model}, ${subject}: lane ${lane} together and alone disagree`);
  });
  const [batched, apart] = await time(
    [
      { name: "together", run: () => program.batch(name, columns) },
      {
        name: "one by one",
        run: () => {
          for (const args of calls) program.valueAndGradient(name, args);
        },
      },
    ],
    context.effort,
  );
  for (const [how, timing] of [
    ["together", batched],
    ["one by one", apart],
  ] as const)
    if (timing)
      timeRow(
        context,
        { workload: `lanes, ${model}`, subject, metric: `gradient, ${how}, a lane` },
        timing,
        "µs",
        count,
      );
  ratio(context, laneRatio(model, subject), apart, batched);
}
