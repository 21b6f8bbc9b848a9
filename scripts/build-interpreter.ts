// Compiles the interpreter's sources, in order, to the artifact: one linked module without imports.
import { readFileSync } from "node:fs";
import binaryen from "binaryen";
import { compileProgram } from "../compiler/compile.js";
import type { RuntimeImage } from "../compiler/emit/runtime-image.js";

/** Files of the interpreter; what runs when it starts comes last. */
export const INTERPRETER_FILES = [
  "syntax",
  "read",
  "core",
  "expand",
  "forms-basic",
  "forms-derived",
  "forms-quasiquote",
  "body",
  "toplevel",
  "unparse",
  "scope",
  "generated/nodes",
  "analyse",
  "analyse-lambda",
  "letrec",
  "analyse-call",
  "program",
  "state",
]; // prettier-ignore

/** What the host calls in the artifact (docs/abi.md). */
export const INTERPRETER_EXPORTS = ["load-program", "prepare-entry", "print-core"];

export function interpreterSource(folder = "interpreter"): string {
  return INTERPRETER_FILES.map((file) => readFileSync(`${folder}/${file}.scm`, "utf8")).join("\n");
}

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
