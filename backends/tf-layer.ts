// A compiled or interpreted program as a trainable layer of TensorFlow.js: rows in, a number for each of its procedures out.
// Invariant: numbers come from the program in 64 bits, and the derivatives are its own sweeps'; TensorFlow.js only passes them on, in 32.
import type * as Core from "@tensorflow/tfjs-core";
import type * as Layers from "@tensorflow/tfjs-layers";
import { type Transform, transformFor } from "../calibrate/transform.js";
import type { Program } from "../host/program.js";

/** What the layer is made of: `@tensorflow/tfjs`, or the exports of its core and of its layers together. */
export interface TfjsWithLayers {
  readonly customGrad: typeof Core.customGrad;
  readonly tensor: typeof Core.tensor;
  readonly tidy: typeof Core.tidy;
  readonly layers: typeof Layers.layers;
  readonly initializers: typeof Layers.initializers;
}

export interface LayerOptions {
  /** Name of the layer in its model. */
  readonly name?: string;
  /** How a row reaches the procedure: an argument for each of its columns (default), or the whole row as one vector. */
  readonly input?: "arguments" | "vector";
  /** Whether the program's constants are weights of the layer (default true); false: only its inputs are differentiated by. */
  readonly trainable?: boolean;
}

/** The layer; its one weight holds the constants in the order of `program.parameters`, each through the transform of its bounds. */
export type ProgramLayer = Layers.layers.Layer & {
  /** The constants' present values, by name. */
  constants(): Record<string, number>;
  /** Puts them into the program. */
  writeBack(): void;
};

/**
 * A layer that calls procedures of the program for every row of its input, of shape [rows, columns], and gives a tensor of shape [rows,
 * procedures]. Its weights are the program's learnable constants, kept inside their bounds by the transform that `fit` uses. While the
 * layer is evaluated it sets the program's constants; the program must not be used for anything else meanwhile.
 * @param procedures the name of a procedure or entry, or several; each must answer a number
 * @throws Error when TensorFlow.js comes without layers; what the program throws, with the row in `lane`
 */
export function toTfLayer(
  tf: TfjsWithLayers,
  program: Program,
  procedures: string | readonly string[],
  options: LayerOptions = {},
): ProgramLayer {
  const LayerClass = (tf.layers as unknown as { Layer?: typeof Layers.layers.Layer } | undefined)?.Layer;
  if (!LayerClass)
    throw new Error(
      "TensorFlow.js was handed in without its layers: pass @tensorflow/tfjs, or { ...core, ...layers } of @tensorflow/tfjs-core and @tensorflow/tfjs-layers",
    );
  const names = typeof procedures === "string" ? [procedures] : [...procedures];
  const unknown = names.find((name) => !program.names.includes(name));
  if (names.length === 0 || unknown !== undefined)
    throw new Error(
      unknown === undefined
        ? "a layer needs a procedure to call"
        : `the program has nothing named ${unknown}; it has ${program.names.join(", ")}`,
    );
  const { input = "arguments", trainable = true } = options;
  const transforms = new Map<string, Transform>(
    [...program.parameters.values()].map(({ name, bounds }) => [name, transformFor(bounds)]),
  );
  const constantNames = [...transforms.keys()];
  const valuesOf = (weights: ArrayLike<number>): Record<string, number> =>
    Object.fromEntries(
      constantNames.map((name, i) => [
        name,
        (transforms.get(name) as Transform).inverse(weights[i] as number),
      ]),
    );

  /** The layer's numbers for one input, with all derivatives. */
  const evaluate = (rows: Float32Array, columns: number, weights: ArrayLike<number>): Evaluated => {
    program.setParameters(valuesOf(weights));
    const count = columns === 0 ? 0 : rows.length / columns;
    const values = new Float32Array(count * names.length);
    const byInput = new Float64Array(count * names.length * columns);
    const byWeight = new Float64Array(count * names.length * constantNames.length);
    for (let row = 0; row < count; row++) {
      const numbers = Float64Array.from(rows.subarray(row * columns, (row + 1) * columns));
      const args = input === "vector" ? [numbers] : [...numbers];
      names.forEach((name, k) => {
        const at = row * names.length + k;
        const answer = program.valueAndGradients(name, args);
        values[at] = answer.value;
        byInput.set(
          input === "vector" ? (answer.arguments[0] as Float64Array) : (answer.arguments as number[]),
          at * columns,
        );
        constantNames.forEach((constant, p) => {
          const inner = (transforms.get(constant) as Transform).derivative(weights[p] as number);
          byWeight[at * constantNames.length + p] = (answer.gradient.get(constant) as number) * inner;
        });
      });
    }
    return { values, byInput, byWeight };
  };

  class SchemeProgram extends (LayerClass as unknown as new (config: object) => Layers.layers.Layer) {
    static readonly className = "SchemeProgram";
    private weights_?: Layers.LayerVariable;

    override build(): void {
      if (constantNames.length > 0)
        this.weights_ = this.addWeight(
          "constants",
          [constantNames.length],
          "float32",
          tf.initializers.zeros(),
          undefined,
          trainable,
        );
      this.built = true;
      const present = [...program.parameters.values()].map(({ name, value }) =>
        (transforms.get(name) as Transform).forward(value),
      );
      if (present.length > 0) this.setWeights([tf.tensor(present, [present.length])]);
    }
    override computeOutputShape(shape: Layers.Shape | Layers.Shape[]): Layers.Shape {
      const [rows = null] = (Array.isArray(shape[0]) ? shape[0] : shape) as (number | null)[];
      return [rows, names.length];
    }
    override call(inputs: Core.Tensor | Core.Tensor[]): Core.Tensor {
      const x = Array.isArray(inputs) ? (inputs[0] as Core.Tensor) : inputs;
      const weight = this.weights_?.read() ?? tf.tensor([], [0]);
      return apply(x, weight);
    }
    constants(): Record<string, number> {
      return valuesOf((this.weights_?.read().dataSync() ?? []) as ArrayLike<number>);
    }
    writeBack(): void {
      program.setParameters(this.constants());
    }
    override getClassName(): string {
      return SchemeProgram.className;
    }
  }

  const apply = tf.customGrad((...all) => {
    const [x, weight] = all as [Core.Tensor, Core.Tensor];
    const [count = 0, columns = 1] = x.shape;
    const { values, byInput, byWeight } = evaluate(x.dataSync() as Float32Array, columns, weight.dataSync());
    const n = names.length;
    const p = constantNames.length;
    return {
      value: tf.tensor(values, [count, n]),
      gradFunc: (dy: Core.Tensor) => {
        const d = dy.dataSync();
        const dx = new Float32Array(count * columns);
        const dw = new Float64Array(p);
        for (let at = 0; at < count * n; at++) {
          const row = Math.floor(at / n);
          const scale = d[at] as number;
          // A zero cotangent contributes nothing, as in the program's own sweeps.
          if (scale === 0) continue;
          for (let c = 0; c < columns; c++)
            (dx[row * columns + c] as number) += scale * (byInput[at * columns + c] as number);
          for (let i = 0; i < p; i++) (dw[i] as number) += scale * (byWeight[at * p + i] as number);
        }
        return [tf.tensor(dx, [count, columns]), tf.tensor(Float32Array.from(dw), [p])];
      },
    };
  });

  return new SchemeProgram({
    ...(options.name === undefined ? {} : { name: options.name }),
    trainable,
  }) as unknown as ProgramLayer;
}

interface Evaluated {
  readonly values: Float32Array;
  /** By row, procedure and column; by row, procedure and weight. */
  readonly byInput: Float64Array;
  readonly byWeight: Float64Array;
}
