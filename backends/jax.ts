// Recorded graphs on jax-js (@jax-js/jax), in 64-bit floats, differentiated by its own gradients.
// The caller hands in the library. Its "cpu" device computes elementary functions in full; "wasm" has those of 32 bits.
import type * as JaxJs from "@jax-js/jax";
import type { Graph } from "../host/graph.js";
import { byProducts } from "../host/graph-lowering.js";
import type { Tensor } from "../host/values.js";
import { requireGuards } from "./tfjs.js";
import { type ArrayOperations, type Library, walk } from "./walk.js";

export { GraphError } from "./walk.js";

export type Jax = typeof JaxJs;
type JaxArray = JaxJs.Array;

export interface JaxResult {
  readonly value: number;
  /** By the graph's inputs, in their order. */
  readonly gradient: readonly number[];
}

const LARGEST_PRODUCT = 64;

function arraysOf(
  { numpy: np }: Jax,
  constant: (value: number | Tensor) => JaxArray,
): ArrayOperations<JaxArray> {
  const reshape = (x: JaxArray, shape: readonly number[]): JaxArray => np.reshape(x, [...shape]);
  const matmul = (x: JaxArray, y: JaxArray): JaxArray => np.matmul(x, y);
  return {
    reshape,
    matmul,
    broadcast: (x, shape) => np.broadcastTo(x, [...shape]),
    transpose: (x, axes) => np.transpose(x, [...axes]),
    sum: (x, axes) => np.sum(x, [...axes]),
    concat: (parts, axis) => np.concatenate([...parts], axis),
    slice: (x, begin, shape) =>
      x.slice(...begin.map((from, axis) => [from, from + (shape[axis] as number)] as [number, number])),
    pad: (x, before, behind) =>
      np.pad(
        x,
        before.map((n, axis) => [n, behind[axis] as number] as [number, number]),
      ),
    ...byProducts(constant, { reshape, matmul }, (x) => x.size),
  };
}

function libraryOf(jax: Jax): Library<JaxArray> {
  const { numpy: np, lax } = jax;
  const constant = (value: number | Tensor): JaxArray =>
    typeof value === "number"
      ? np.array(value, { dtype: np.float64 })
      : np.array(value.data, { shape: [...value.shape], dtype: np.float64 });
  /** By products, because the library's power is exp(y log x), which has no negative bases. */
  const whole = (x: JaxArray, n: number): JaxArray => {
    let result: JaxArray | undefined;
    let square = x;
    for (let left = n; left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) result = result ? np.multiply(result, square.ref) : square.ref;
      if (left > 1) square = np.multiply(square.ref, square);
    }
    square.dispose();
    return result as JaxArray;
  };
  return {
    name: "jax-js",
    constant,
    use: (value) => value.ref,
    release: (value) => value.dispose(),
    power: (x, exponent) => {
      if (exponent === 0) return np.add(np.multiply(x, constant(0)), constant(1));
      if (!Number.isInteger(exponent) || Math.abs(exponent) > LARGEST_PRODUCT)
        return np.power(x, constant(exponent));
      const power = whole(x, Math.abs(exponent));
      return exponent < 0 ? np.divide(constant(1), power) : power;
    },
    arrays: arraysOf(jax, constant),
    operations: {
      add: (x, y) => np.add(x, y),
      subtract: (x, y) => np.subtract(x, y),
      multiply: (x, y) => np.multiply(x, y),
      divide: (x, y) => np.divide(x, y),
      negate: (x) => np.negative(x),
      sqrt: (x) => np.sqrt(x),
      exp: (x) => np.exp(x),
      log: (x) => np.log(x),
      sin: (x) => np.sin(x),
      cos: (x) => np.cos(x),
      tan: (x) => np.tan(x),
      asin: (x) => np.asin(x),
      acos: (x) => np.acos(x),
      atan: (x) => np.atan(x),
      atan2: (x, y) => np.atan2(x, y),
      tanh: (x) => np.tanh(x),
      expm1: (x) => np.expm1(x),
      log1p: (x) => np.log1p(x),
      expt: (x, y) => np.power(x, y),
      abs: (x) => np.abs(x),
      min: (x, y) => np.minimum(x, y),
      max: (x, y) => np.maximum(x, y),
      sinh: (x) => np.sinh(x),
      cosh: (x) => np.cosh(x),
      "stop-gradient": (x) => lax.stopGradient(x),
    },
  };
}

/** The graph as a function of jax-js arrays, one for each of its inputs (which it consumes, as that library's functions do). */
export function graphFunction(jax: Jax, graph: Graph): (...inputs: JaxArray[]) => JaxArray {
  const library = libraryOf(jax);
  return (...inputs) => {
    if (inputs.length !== graph.inputs.length)
      throw new Error(`the graph has ${graph.inputs.length} inputs, got ${inputs.length} arrays`);
    return walk(graph, inputs, library);
  };
}

/**
 * Value and gradient by jax-js's gradients, in 64-bit floats on its default device.
 * @param inputs values of the graph's inputs, in their order; default: those of the run
 * @throws Error when a guard does not hold at the inputs; GraphError for a rule that the program has made itself
 */
export async function valueAndGradient(
  jax: Jax,
  graph: Graph,
  inputs?: readonly number[],
): Promise<JaxResult> {
  if (inputs) requireGuards(graph, inputs);
  const values = inputs ?? graph.inputs.map((input) => input.value);
  if (!("node" in graph.result)) return { value: graph.value, gradient: values.map(() => 0) };
  const { numpy: np } = jax;
  const f = graphFunction(jax, graph);
  const argnums = values.map((_, i) => i);
  const [value, gradient] = jax.valueAndGrad(f as (...xs: JaxArray[]) => JaxArray, { argnums })(
    ...values.map((x) => np.array(x, { dtype: np.float64 })),
  ) as unknown as [JaxArray, JaxArray[]];
  const number = async (array: JaxArray): Promise<number> => (await array.data())[0] as number;
  return { value: await number(value), gradient: await Promise.all(gradient.map(number)) };
}
