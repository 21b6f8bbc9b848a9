// Compiles the hand-written adjoints and the plain matrix product with AssemblyScript's own optimiser at its highest level, in memory.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installed, PeerMissing, packageRoot } from "./optional.js";

/** A hand-written workload at one point. */
export interface HandWritten {
  readonly primal: () => number;
  /** The value; leaves the derivatives in `derivatives`, as the library's `gradientInto` does. */
  readonly gradient: (derivatives: Float64Array) => number;
}

export interface HandWrittenModule {
  /** The parameters' order is the program's; the answer is valid until the next `prepare`. */
  prepare(name: string, n: number, parameters: Float64Array, data: Float64Array): HandWritten;
}

type HandWrittenPrimal = (n: number, parameters: number, data: number) => number;
type HandWrittenGradient = (n: number, parameters: number, data: number, gradient: number) => number;
/** Two numbers for each of a million steps; no workload saves more. */
const RESIDUAL_BYTES = 16_000_000;

/** Three nested loops over matrices of 64-bit numbers. */
export interface NaiveProduct {
  /** Takes two n × n matrices in row-major order; the answer multiplies them `count` times, and sums the first elements. */
  prepare(n: number, a: Float64Array, b: Float64Array): (count: number) => number;
  /** The product that was computed last. */
  result(n: number): Float64Array;
}

export async function loadHandWritten(): Promise<HandWrittenModule> {
  const exports = await assembled("adjoints.ts");
  const { memory, ...addresses } = exports as unknown as {
    memory: WebAssembly.Memory;
    reserve(bytes: number): void;
    parametersAddress(): number;
    dataAddress(): number;
    gradientAddress(): number;
  };
  addresses.reserve(RESIDUAL_BYTES);
  const [p, d, g] = [addresses.parametersAddress(), addresses.dataAddress(), addresses.gradientAddress()];
  return {
    prepare: (name, n, parameters, data) => {
      new Float64Array(memory.buffer, p, parameters.length).set(parameters);
      new Float64Array(memory.buffer, d, data.length).set(data);
      const primal = exports[`${name}Primal`] as HandWrittenPrimal;
      const gradient = exports[`${name}Gradient`] as HandWrittenGradient;
      const found = new Float64Array(memory.buffer, g, parameters.length);
      return {
        primal: () => primal(n, p, d),
        gradient: (derivatives) => {
          const value = gradient(n, p, d, g);
          derivatives.set(found);
          return value;
        },
      };
    },
  };
}

export async function loadNaiveProduct(): Promise<NaiveProduct> {
  const { memory, reserve, products } = (await assembled("product.ts")) as unknown as {
    memory: WebAssembly.Memory;
    reserve(n: number): number;
    products(n: number, count: number): number;
  };
  return {
    prepare: (n, a, b) => {
      const start = reserve(n);
      new Float64Array(memory.buffer, start, n * n).set(a);
      new Float64Array(memory.buffer, start + 8 * n * n, n * n).set(b);
      return (count) => products(n, count);
    },
    result: (n) => new Float64Array(memory.buffer, reserve(n) + 16 * n * n, n * n).slice(),
  };
}

async function assembled(name: string): Promise<WebAssembly.Exports> {
  const root = packageRoot();
  const entry = join("bench", "peers", "assembly", name);
  if (!existsSync(join(root, entry)))
    throw new PeerMissing(`bench/peers/assembly/${name} is in a checkout only`);
  const { default: asc } = await installed("assemblyscript", () => import("assemblyscript/asc"));
  let binary: Uint8Array | undefined;
  const flags = ["-O3", "--converge", "--noAssert", "--runtime", "stub", "--use", "abort="];
  const { error, stderr } = await asc.main(
    [entry.replaceAll("\\", "/"), "--baseDir", root, "--outFile", "peer.wasm", ...flags],
    {
      writeFile: (_name: string, contents: string | Uint8Array) => {
        if (typeof contents !== "string") binary = contents;
      },
    },
  );
  if (error || !binary) throw new Error(`asc ${entry}: ${stderr.toString()}`);
  const { instance } = await WebAssembly.instantiate(binary as BufferSource, {});
  return instance.exports;
}
