// jax-js on the logistic map, in 64-bit floats: its gradients of an unrolled loop, operation by operation, because it has no scan, and
// its compiler takes unrolled steps together until it does not end (12 logistic steps: half a second; a compiled step alone: 3 ms a call).
import type * as JaxJs from "@jax-js/jax";
import { compile } from "../host/index.js";
import { agree } from "./agreement.js";
import { CLOSE } from "./contestants.js";
import { type Context, timeRow } from "./context.js";
import { type KernelName, kernelRatio } from "./kernel-targets.js";
import type { Kernel } from "./kernels.js";
import { installed, peer } from "./peers/optional.js";
import { quotient, type Timing, time } from "./timer.js";

type Jax = typeof JaxJs;
type JaxArray = JaxJs.Array;
type JaxLoop = (np: Jax["numpy"], n: number) => (...parameters: JaxArray[]) => JaxArray;

/** Where it works, and where the compiled program's time is not that of a call alone. */
const STEPS = 200;
const MOST_ROUNDS = 7;
const DEVICES = ["cpu", "wasm"] as const;

const number = (np: Jax["numpy"], value: number): JaxArray => np.array(value, { dtype: np.float64 });

/** Operations consume their operands; `ref` keeps one for a further use. */
const LOOPS: Partial<Record<KernelName, JaxLoop>> = {
  "logistic map": (np, n) => (r) => {
    let x = number(np, 0.5);
    let sum = number(np, 0);
    for (let i = 0; i < n; i++) {
      x = np.multiply(np.multiply(r!.ref, x.ref), np.subtract(number(np, 1), x));
      sum = np.add(sum, x.ref);
    }
    r!.dispose();
    x.dispose();
    return sum;
  },
};

async function loadJax(): Promise<Jax> {
  // It asks for this class, which Node has from 24 on, when it looks at the type of an array.
  const host = globalThis as { Float16Array?: unknown };
  host.Float16Array ??= class Float16Array extends Uint16Array {};
  const jax = await installed("@jax-js/jax", () => import("@jax-js/jax"));
  for (const device of DEVICES) await jax.init(device);
  return jax;
}

/** Measures both devices; the ratio is that of the faster. */
export async function measureJax(kernel: Kernel, context: Context): Promise<void> {
  const loop = LOOPS[kernel.name];
  if (!loop) return;
  const jax = await peer(loadJax, context.note);
  if (!jax) return;
  const { numpy: np } = jax;
  const program = await compile(kernel.source);
  const parameters = [...program.parameters.values()].map(({ initial }) => initial);
  const exact = new Float64Array(parameters.length);
  const compiled = () => program.gradientInto(exact, kernel.entry, [BigInt(STEPS)]);
  const expected = { value: compiled(), gradient: [...exact] };
  const differentiated = jax.valueAndGrad(loop(np, STEPS) as (x: JaxArray) => JaxArray);
  const run = () => {
    const [value, gradient] = differentiated(number(np, parameters[0] as number)) as unknown as [
      JaxArray,
      JaxArray,
    ];
    return { value: value.dataSync()[0] as number, gradient: [gradient.dataSync()[0] as number] };
  };
  const subjects = DEVICES.map((device) => ({
    name: `jax-js ${device}`,
    prepare: async () => {
      jax.defaultDevice(device);
    },
    run,
  }));
  for (const { name, prepare } of subjects) {
    await prepare();
    agree(`${kernel.name}, ${name}`, expected, run(), CLOSE);
  }
  const all = [{ name: "compiled", run: compiled }, ...subjects];
  const timings = await time(all, {
    ...context.effort,
    rounds: Math.min(MOST_ROUNDS, context.effort.rounds),
  });
  const metric = `gradient per step, ${STEPS} steps, unrolled`;
  all.forEach(({ name }, i) => {
    timeRow(context, { workload: kernel.name, subject: name, metric }, timings[i] as Timing, "µs", STEPS);
  });
  const [ours, ...theirs] = timings as [Timing, ...Timing[]];
  context.figure(
    kernelRatio(kernel.name, "jaxToGradient"),
    Math.min(...theirs.map((timing) => quotient(timing, ours))),
  );
  program.dispose();
}
