// TensorFlow.js as a peer: eager reverse mode over its own kernels and its own gradient rules, on the cpu or the wasm backend.
// Production mode (no checks), everything inside tidy; float32, because tfjs has nothing wider.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import { installed, packageRoot } from "./optional.js";

export type Tfjs = typeof import("@tensorflow/tfjs-core");
/** A loop in tfjs operations: from the parameters, as scalars, to the scalar result of n steps. */
export type TfjsLoop = (tf: Tfjs, n: number) => (...parameters: Tensor[]) => Scalar;
export const BACKENDS = ["cpu", "wasm"] as const;
export type Backend = (typeof BACKENDS)[number];

export interface TfjsPeer {
  /** Waits until operations run on this backend. */
  select(backend: Backend): Promise<void>;
  /** The value; leaves the derivatives in `gradient`. Runs on the backend that is selected when it is called. */
  gradient(loop: TfjsLoop, n: number, parameters: readonly number[], gradient: Float64Array): () => number;
  /** Two n × n matrices, on the backend that is selected, to be multiplied there again and again. */
  matrices(n: number, a: Float64Array, b: Float64Array): TfjsMatrices;
}

export interface TfjsMatrices {
  /** Multiplies `count` times; the first element of the last product is read. */
  products(count: number): number;
  product(): Float32Array;
  dispose(): void;
}

export async function loadTfjs(): Promise<TfjsPeer> {
  const tf = await installed("@tensorflow/tfjs-core", () => import("@tensorflow/tfjs-core"));
  tf.enableProdMode();
  await installed("@tensorflow/tfjs-backend-cpu", () => import("@tensorflow/tfjs-backend-cpu"));
  const wasm = await installed(
    "@tensorflow/tfjs-backend-wasm",
    () => import("@tensorflow/tfjs-backend-wasm"),
  );
  const require = createRequire(import.meta.url);
  // The folder holds the plain and the SIMD build; tfjs takes SIMD where the host has it.
  wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
  // Before the backend starts; all subjects of the bench have one thread.
  wasm.setThreadsCount(1);
  await registerGradients();
  return {
    select: async (backend) => {
      if (tf.getBackend() === backend) return;
      if (!(await tf.setBackend(backend))) throw new Error(`tfjs cannot start its ${backend} backend`);
      await tf.ready();
    },
    gradient: (loop, n, parameters, gradient) => {
      const differentiated = tf.valueAndGrads(loop(tf, n));
      return () =>
        tf.tidy(() => {
          const { value, grads } = differentiated(parameters.map((p) => tf.scalar(p)));
          grads.forEach((grad, i) => {
            gradient[i] = grad.dataSync()[0] as number;
          });
          return value.dataSync()[0] as number;
        });
    },
    matrices: (n, a, b) => {
      const left = tf.tensor2d(Float32Array.from(a), [n, n]);
      const right = tf.tensor2d(Float32Array.from(b), [n, n]);
      // Not inside tidy: what leaves a tidy is searched for tensors, every number of an array, which takes longer than the product.
      const product = (): Float32Array => {
        const made = tf.matMul<Tensor>(left, right);
        const numbers = made.dataSync() as Float32Array;
        made.dispose();
        return numbers;
      };
      return {
        products: (count) => {
          for (let i = 1; i < count; i++) tf.matMul<Tensor>(left, right).dispose();
          return product()[0] as number;
        },
        product,
        dispose: () => tf.dispose([left, right]),
      };
    },
  };
}

/**
 * tfjs-core's build for Node leaves its gradient rules out, and their files cannot be imported by Node as they are (no file
 * extensions): bundled, they enter the registry that all copies of tfjs-core share.
 */
async function registerGradients(): Promise<void> {
  const { build } = await installed("esbuild", () => import("esbuild"));
  const root = packageRoot();
  const outfile = join(root, ".build", "tfjs-gradients.mjs");
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ["@tensorflow/tfjs-core/dist/register_all_gradients.js"],
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "error",
    outfile,
  });
  await import(pathToFileURL(outfile).href);
}
