// Compiles one AssemblyScript file in memory, so that a room of runtime-as/ can be tested by itself.
// Invariant: the flags are those of asconfig.json, so that what is tested is what ships.
import { readFileSync } from "node:fs";
import asc from "assemblyscript/asc";

export async function compileAssemblyScript(entry: string): Promise<WebAssembly.Exports> {
  const { error, stderr, binary } = await compile(entry);
  if (error || !binary) throw new Error(`asc ${entry}: ${stderr}`);
  const module = await WebAssembly.compile(binary as BufferSource);
  return (await WebAssembly.instantiate(module, {})).exports;
}

async function compile(entry: string) {
  let binary: Uint8Array | undefined;
  const options = JSON.parse(readFileSync("asconfig.json", "utf8")).options as Record<string, unknown>;
  const flags = Object.entries(options).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : value === false ? [] : [`--${name}`, [value].flat().join(",")],
  );
  const { error, stderr } = await asc.main([entry, "--outFile", "out.wasm", ...flags], {
    writeFile: (_name: string, contents: string | Uint8Array) => {
      if (typeof contents !== "string") binary = contents;
    },
  });
  return { error, stderr: stderr.toString(), binary };
}
