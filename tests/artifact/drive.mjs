// Drives the artifact by docs/abi.md alone: no other file of the project is near, and nothing can be compiled after the load.
// Usage: node drive.mjs CASES.json; answers one JSON object per case on standard output.
import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile("dmci.wasm"));
const forbidden = () => {
  throw new Error("nothing may be compiled after the artifact has been loaded");
};
for (const name of [
  "compile",
  "instantiate",
  "compileStreaming",
  "instantiateStreaming",
  "Module",
  "Instance",
])
  WebAssembly[name] = forbidden;
const dmci = instance.exports;
const KINDS = [
  "",
  "type",
  "range",
  "arity",
  "undefined",
  "uninitialized",
  "not-procedure",
  "arithmetic",
  "user",
  "limit",
  "syntax",
  "value",
  "raised",
  "exit",
  "read",
];

function input(text) {
  const bytes = new TextEncoder().encode(text);
  const address = dmci.input(bytes.length);
  new Uint8Array(dmci.memory.buffer, address, bytes.length).set(bytes);
}
function read(address, length) {
  return new TextDecoder().decode(new Uint8Array(dmci.memory.buffer, address, length));
}
function text() {
  return read(dmci.textAddress(), dmci.textLength());
}
function run() {
  let status;
  do status = dmci.resume(1_000_000);
  while (status === 1);
  if (status === 0) return;
  dmci.describeFailure();
  const message = text();
  dmci.locateFailure();
  throw Object.assign(new Error(message), {
    failure: { kind: KINDS[dmci.failureKind()], line: dmci.failureLine(), column: dmci.failureColumn() },
  });
}
function call(name, ...words) {
  input(name);
  const index = dmci.findExport();
  for (const word of words) dmci.pushArgument(word());
  dmci.startExport(index);
  run();
  return dmci.keepResult();
}
const string = (s) => () => {
  input(s);
  return dmci.makeString();
};
const integer = (n) => () => dmci.makeExact(BigInt(n));

function outcome({ source, gradient }) {
  dmci.clearOutput();
  let program = -1;
  try {
    program = call("load-program", string(source), integer(0));
    dmci.startEvaluation(0, program, -1, 0);
    run();
    dmci.describeResult();
    const result = { value: text(), output: read(dmci.outputAddress(), dmci.outputLength()) };
    if (!gradient) return result;
    dmci.describeParameters(program);
    const names = text()
      .trim()
      .split("\n")
      .map((line) => line.split("\t")[0]); // prettier-ignore
    dmci.startEvaluation(2, program, -1, 0);
    run();
    const values = new Float64Array(dmci.memory.buffer, dmci.gradientAddress(), dmci.gradientLength());
    return { ...result, gradient: Object.fromEntries(names.map((name, i) => [name, String(values[i])])) };
  } catch (error) {
    if (!error.failure) throw error;
    return { error: error.failure };
  } finally {
    if (program >= 0) dmci.release(program);
  }
}

const cases = JSON.parse(await readFile(process.argv[2], "utf8"));
console.log(JSON.stringify(cases.map(outcome)));
