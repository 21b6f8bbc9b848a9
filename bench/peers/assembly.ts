// Compiles the hand-written adjoints with AssemblyScript's own optimiser at its highest level, in memory.
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

export async function loadHandWritten(): Promise<HandWritten> {
  const root = packageRoot();
  const entry = join("bench", "peers", "assembly", "loops.ts");
  if (!existsSync(join(root, entry)))
    throw new PeerMissing("the hand-written adjoints are in a checkout only");
  const { default: asc } = await installed("assemblyscript", () => import("assemblyscript/asc"));
  let binary: Uint8Array | undefined;
  const flags = ["-O3", "--converge", "--noAssert", "--runtime", "stub", "--use", "abort="];
  const { error, stderr } = await asc.main(
    [entry.replaceAll("\\", "/"), "--baseDir", root, "--outFile", "loops.wasm", ...flags],
    {
      writeFile: (_name: string, contents: string | Uint8Array) => {
        if (typeof contents !== "string") binary = contents;
      },
    },
  );
  if (error || !binary) throw new Error(`asc ${entry}: ${stderr.toString()}`);
  const { instance } = await WebAssembly.instantiate(binary as BufferSource, {});
  return new Instance(instance.exports);
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
