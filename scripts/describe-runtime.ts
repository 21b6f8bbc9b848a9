// What the compiler must know of the compiled runtime: where its static data ends and the types of its exported functions.
import { readFileSync } from "node:fs";
import binaryen from "binaryen";
import type { RuntimeImage, ValueType } from "../compiler/emit/runtime-image.js";

export async function describeRuntime(bytes: Uint8Array): Promise<Omit<RuntimeImage, "bytes">> {
  const m = binaryen.readBinary(bytes);
  const typeName = (type: number): ValueType => {
    if (type === binaryen.i32) return "i32";
    if (type === binaryen.i64) return "i64";
    if (type === binaryen.f64) return "f64";
    if (type === binaryen.none) return "none";
    throw new Error("the runtime exports a function of another type");
  };
  const functions: Record<string, { params: ValueType[]; result: ValueType }> = {};
  for (let i = 0; i < m.getNumExports(); i++) {
    const info = binaryen.getExportInfo(m.getExportByIndex(i));
    if (info.kind !== binaryen.ExternalFunction) continue;
    const { params, results } = binaryen.getFunctionInfo(m.getFunction(info.value));
    functions[info.name] = { params: binaryen.expandType(params).map(typeName), result: typeName(results) };
  }
  const { instance } = (await WebAssembly.instantiate(
    bytes as BufferSource,
    {},
  )) as unknown as WebAssembly.WebAssemblyInstantiatedSource;
  const abi = readFileSync("runtime-as/abi.ts", "utf8");
  const host = [...abi.matchAll(/^export function (\w+)/gm)].map((match) => match[1] as string);
  return {
    host: host.filter((name) => name !== "initialize"),
    staticEnd: (instance.exports.staticEnd as () => number)(),
    functions,
  };
}
