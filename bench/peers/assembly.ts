// Compiles the hand-written adjoints and the plain matrix product with AssemblyScript's own optimiser at its highest level, in memory.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installed, PeerMissing, packageRoot } from "./optional.js";

type LoopFunction = (n: number, ...parameters: number[]) => number;

export interface HandWritten {
  /** The value; the order of parameters is the program's. */
  primal(loop: string, n: number, parameters: readonly number[]): () => number;
  /** The value; leaves the derivatives in `gradient`, as the library's `gradientInto` does. */
  gradient(loop: string, n: number, parameters: readonly number[], gradient: Float64Array): () => number;
}

/** Three nested loops over matrices of 64-bit numbers. */
export interface NaiveProduct {
  /** Takes two n × n matrices in row-major order; the answer multiplies them `count` times, and sums the first elements. */
  prepare(n: number, a: Float64Array, b: Float64Array): (count: number) => number;
  /** The product that was computed last. */
  result(n: number): Float64Array;
}

export async function loadHandWritten(): Promise<HandWritten> {
  return new Instance(await assembled("loops.ts"));
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

class Instance implements HandWritten {
  constructor(private readonly exports: WebAssembly.Exports) {}

  primal(loop: string, n: number, parameters: readonly number[]): () => number {
    const run = this.exports[`${loop}Primal`] as LoopFunction;
    return () => run(n, ...parameters);
  }

  gradient(loop: string, n: number, parameters: readonly number[], gradient: Float64Array): () => number {
    const { memory, reserve, gradientAddress } = this.exports as unknown as {
      memory: WebAssembly.Memory;
      reserve(n: number): void;
      gradientAddress(): number;
    };
    reserve(n);
    const run = this.exports[`${loop}Gradient`] as LoopFunction;
    return () => {
      const value = run(n, ...parameters);
      gradient.set(new Float64Array(memory.buffer, gradientAddress(), gradient.length));
      return value;
    };
  }
}
