// The Kalman likelihood of the El Niño study at 15 components and 360 months: value, and value with gradient, on both roads.
// Invariant: both roads answer the same bits before anything is timed.
import { compile, loadInterpreter, type Program, Tensor } from "../host/index.js";
import { type Dense, initial, kalman, observations } from "../studies/enso/likelihood.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import { kalmanRatios } from "./targets.js";
import { type Timing, time } from "./timer.js";

export const kalmanLikelihood: Workload = { name: "Kalman likelihood", run: measureLikelihood };

const DIMENSION = 15;
const STEPS = 360;

async function measureLikelihood(context: Context): Promise<void> {
  const tensor = ({ shape, data }: Dense): Tensor => new Tensor(shape, data);
  const { f, l, r } = initial(DIMENSION);
  const given = [tensor(f), tensor(l), r, tensor(await observations(DIMENSION, STEPS))] as const;
  const interpreted = (await loadInterpreter()).load(kalman);
  const roads: readonly (readonly [string, Program])[] = [
    ["compiled", await compile(kalman)],
    ["interpreted", interpreted],
  ];
  const bits = roads.map(([, program]) => numbersOf(program.call("likelihood+gradient", ...given)));
  if (bits[0]!.some((x, i) => !Object.is(x, bits[1]![i])))
    throw new Error("the roads disagree about the Kalman likelihood");
  // All four in the same rounds: the ratios between the roads are of what ran side by side.
  const timings = await time(
    roads.flatMap(([road, program]) => [
      { name: `${road}, value`, run: () => program.call("likelihood", ...given) },
      { name: `${road}, gradient`, run: () => program.call("likelihood+gradient", ...given) },
    ]),
    context.effort,
  );
  roads.forEach(([road], i) => {
    const where = { workload: "Kalman likelihood", subject: road };
    const [value, gradient] = [timings[2 * i] as Timing, timings[2 * i + 1] as Timing];
    timeRow(context, { ...where, metric: "value" }, value, "ms");
    timeRow(context, { ...where, metric: "value and gradient" }, gradient, "ms");
    ratio(context, kalmanRatios.gradientToPrimal(road), gradient, value);
  });
  ratio(context, kalmanRatios.interpretedToCompiled, timings[3], timings[1]);
  context.figure(kalmanRatios.interpreted, (timings[3] as Timing).median);
  interpreted.dispose();
}

/** All numbers of a value and its derivatives, in their order. */
function numbersOf(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (value instanceof Tensor) return Array.from(value.data);
  if (Array.isArray(value)) return value.flatMap(numbersOf);
  throw new TypeError(`a likelihood with its gradient has a ${typeof value} in it`);
}
