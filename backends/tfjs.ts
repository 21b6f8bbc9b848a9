// Recorded graphs on TensorFlow.js, differentiated by its own gradients, and programs as trainable layers of its networks.
// The caller hands in the library that it uses (`tf`): this package has none of its own, and any backend will do.
import type * as Core from "@tensorflow/tfjs-core";
import type { Graph, GraphGuard } from "../host/graph.js";
import { byProducts } from "../host/graph-lowering.js";
import type { Tensor } from "../host/values.js";
import { type ArrayOperations, type Library, placeOf, walk } from "./walk.js";

export { type LayerOptions, type ProgramLayer, toTfLayer } from "./tf-layer.js";
export { GraphError } from "./walk.js";

export type Tfjs = typeof Core;

/** What TensorFlow.js computes for a graph: 32-bit floats. */
export interface TfjsResult {
  readonly value: number;
  /** By the graph's inputs, in their order. */
  readonly gradient: readonly number[];
}

function arraysOf(tf: Tfjs, constant: (value: number | Tensor) => Core.Tensor): ArrayOperations<Core.Tensor> {
  const reshape = (x: Core.Tensor, shape: readonly number[]): Core.Tensor => tf.reshape(x, [...shape]);
  const matmul = (x: Core.Tensor, y: Core.Tensor): Core.Tensor =>
    tf.matMul(x as Core.Tensor2D, y as Core.Tensor2D);
  return {
    reshape,
    matmul,
    // Its own gradient of a broadcast is only that of an operation that broadcasts.
    broadcast: (x, shape) => tf.add(x, tf.zeros([...shape])),
    transpose: (x, axes) => tf.transpose(x, [...axes]),
    sum: (x, axes) => tf.sum(x, [...axes]),
    concat: (parts, axis) => tf.concat([...parts], axis),
    slice: (x, begin, shape) => tf.slice(x, [...begin], [...shape]),
    pad: (x, before, behind) =>
      tf.pad(
        x,
        before.map((n, axis) => [n, behind[axis] as number] as [number, number]),
      ),
    ...byProducts(constant, { reshape, matmul }, (x) => x.size),
  };
}

function libraryOf(tf: Tfjs): Library<Core.Tensor> {
  const constant = (value: number | Tensor): Core.Tensor => toTfjs(tf, value);
  const stop = tf.customGrad((x) => ({
    value: (x as Core.Tensor).clone(),
    gradFunc: (dy: Core.Tensor) => tf.zerosLike(dy),
  }));
  return {
    name: `TensorFlow.js (${tf.getBackend()})`,
    constant,
    power: (x, exponent) =>
      exponent === 2
        ? tf.square(x)
        : exponent === 1
          ? tf.mul(x, 1)
          : exponent === 0
            ? tf.onesLike(x)
            : tf.pow(x, tf.scalar(exponent)),
    arrays: arraysOf(tf, constant),
    operations: {
      add: (x, y) => tf.add(x, y),
      subtract: (x, y) => tf.sub(x, y),
      multiply: (x, y) => tf.mul(x, y),
      divide: (x, y) => tf.div(x, y),
      negate: (x) => tf.neg(x),
      sqrt: (x) => tf.sqrt(x),
      exp: (x) => tf.exp(x),
      log: (x) => tf.log(x),
      sin: (x) => tf.sin(x),
      cos: (x) => tf.cos(x),
      tan: (x) => tf.tan(x),
      asin: (x) => tf.asin(x),
      acos: (x) => tf.acos(x),
      atan: (x) => tf.atan(x),
      atan2: (x, y) => tf.atan2(x, y),
      tanh: (x) => tf.tanh(x),
      expm1: (x) => tf.expm1(x),
      log1p: (x) => tf.log1p(x),
      expt: (x, y) => tf.pow(x, y),
      abs: (x) => tf.abs(x),
      min: (x, y) => tf.minimum(x, y),
      max: (x, y) => tf.maximum(x, y),
      sinh: (x) => tf.sinh(x),
      cosh: (x) => tf.cosh(x),
      "stop-gradient": (x) => stop(x),
    },
  };
}

/**
 * A tensor of a program's as one of TensorFlow.js, rounded to its 32-bit floats, or to another type; a number becomes a scalar. The other way
 * needs nothing: programs take TensorFlow.js's tensors as arguments.
 * @param dtype "float32" (default), "int32" or "bool", as `tf.tensor` has them
 */
export function toTfjs(
  tf: Tfjs,
  value: number | Tensor,
  dtype: "float32" | "int32" | "bool" = "float32",
): Core.Tensor {
  return typeof value === "number"
    ? tf.scalar(value, dtype)
    : tf.tensor(Float32Array.from(value.data), [...value.shape], dtype);
}

/**
 * The graph as a function of tensors, one for each of its inputs, in TensorFlow.js's own operations: scalars, or tensors of one shape (for many
 * points at once, as far as the guards hold there, and when the program itself has no tensors). `tf.grads` and `tf.valueAndGrads` differentiate it.
 * @throws GraphError for a rule that the program has made itself
 */
export function graphFunction(tf: Tfjs, graph: Graph): (...inputs: Core.Tensor[]) => Core.Tensor {
  const library = libraryOf(tf);
  return (...inputs) => {
    if (inputs.length !== graph.inputs.length)
      throw new Error(`the graph has ${graph.inputs.length} inputs, got ${inputs.length} tensors`);
    return walk(graph, inputs, library);
  };
}

/**
 * Value and gradient by TensorFlow.js's gradients, in 32-bit floats. All tensors are disposed of.
 * @param inputs values of the graph's inputs, in their order; default: those of the run
 * @throws Error when a guard does not hold at the inputs: the program would take another path there
 */
export function valueAndGradient(tf: Tfjs, graph: Graph, inputs?: readonly number[]): TfjsResult {
  if (inputs) requireGuards(graph, inputs);
  const values = inputs ?? graph.inputs.map((input) => input.value);
  return tf.tidy(() => {
    const f = graphFunction(tf, graph);
    if (!("node" in graph.result)) return { value: graph.value, gradient: values.map(() => 0) };
    // What nothing depends on has no gradient there; adding nothing of it makes it known.
    const whole = (...xs: Core.Tensor[]): Core.Scalar =>
      xs.reduce((sum, x) => tf.add(sum, tf.mul(x, 0)), f(...xs)) as Core.Scalar;
    const finite = values.every((value) => Number.isFinite(value));
    const { value, grads } = tf.valueAndGrads(finite ? whole : (f as (...xs: Core.Tensor[]) => Core.Scalar))(
      values.map((x) => tf.scalar(x)),
    );
    return {
      value: value.dataSync()[0] as number,
      gradient: grads.map((gradient) => gradient.dataSync()[0] as number),
    };
  });
}

/** @throws Error naming the first guard that does not hold at the inputs, and its place, or a rule that holds at the recorded inputs only */
export function requireGuards(graph: Graph, inputs: readonly number[]): void {
  const rule = graph.nodes.find((node) => node.operation === "custom");
  if (rule && inputs.some((x, i) => !Object.is(x, graph.inputs[i]?.value)))
    throw new Error(
      `the graph has the answer of a rule that the program has made itself (with-adjoint or implicit-solve, at ${placeOf(rule)}), which holds at the recorded inputs only: record a graph at these`,
    );
  const { broken } = graph.evaluate(inputs);
  if (broken) throw new Error(describeBroken(broken));
}
function describeBroken({ test, outcome, line, column }: GraphGuard): string {
  return `the decision (${test} …) at ${line}:${column} was ${outcome === true ? "#t" : outcome === false ? "#f" : outcome} in the recorded run and is not at these inputs: the program would take another path; record a graph there`;
}
