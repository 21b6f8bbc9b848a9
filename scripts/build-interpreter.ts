// Compiles the interpreter's sources, in order, to the artifact: one linked module without imports.
import { readFileSync } from "node:fs";
import binaryen from "binaryen";
import { compileProgram } from "../compiler/compile.js";
import type { RuntimeImage } from "../compiler/emit/runtime-image.js";
import { INTERPRETER_EXPORTS, interpreterSource } from "./interpreter-sources.js";

export function buildInterpreter(): Uint8Array {
  const runtime: RuntimeImage = {
    bytes: new Uint8Array(readFileSync(".build/runtime-small.wasm")),
    ...JSON.parse(readFileSync(".build/runtime-small.json", "utf8")),
  };
  const compiled = compileProgram(binaryen, runtime, interpreterSource(), {
    linked: true,
    trusted: true,
    exports: INTERPRETER_EXPORTS,
    check: true,
    optimize: 2,
    shrink: 2,
  });
  return compiled.binary;
}
