// docs/backends.md's table of ties and singular points, row by row, on every library.
import { expect, it } from "vitest";
import * as onJax from "../../backends/jax.js";
import * as onTfjs from "../../backends/tfjs.js";
import { compile, loadInterpreter } from "../../host/index.js";
import { tableRows } from "../support/documented.js";
import { jaxJs, tfjs } from "../support/libraries.js";

it("differ as the table says", async () => {
  const rows = tableRows("docs/backends.md", ["program", "here", "TensorFlow.js", "jax-js"]);
  expect(rows.length).toBeGreaterThan(15);
  const interpreter = await loadInterpreter();
  const { tf, select } = await tfjs();
  const jax = await jaxJs();
  const text = (value: number, derivative: number): string =>
    `${value}, ${derivative}`.replaceAll("-0,", "0,");
  for (const [program = "", here, theirs, jaxs] of rows) {
    for (const loaded of [await compile(program), interpreter.load(program)]) {
      const native = loaded.valueAndGradient();
      expect(text(native.value, native.gradient.get("a") as number), program).toBe(here);
      const graph = loaded.graph();
      for (const backend of ["cpu", "wasm"] as const) {
        await select(backend);
        const { value, gradient } = onTfjs.valueAndGradient(tf, graph);
        expect(text(value, gradient[0] as number), `${backend}: ${program}`).toBe(theirs);
      }
      const { value, gradient } = await onJax.valueAndGradient(jax, graph);
      expect(text(value, gradient[0] as number), program).toBe(jaxs);
    }
  }
});

it("refuse other paths and rules of one's own, with their places", async () => {
  const interpreter = await loadInterpreter();
  const { tf, select } = await tfjs();
  await select("cpu");
  const graph = interpreter.load("(define-parameter a 1.0)\n(if (< a 2)\n (* a a) 0.0)").graph();
  expect(onTfjs.valueAndGradient(tf, graph, [1.5]).gradient[0]).toBeCloseTo(3, 5);
  expect(() => onTfjs.valueAndGradient(tf, graph, [3])).toThrow("(< …) at 2:5 was #t");
  const ruled = interpreter
    .load("(define-parameter a 1.0)\n((with-adjoint (lambda (x) (* x x)) (lambda (d x) (* 2 d x))) a)")
    .graph();
  expect(() => onTfjs.valueAndGradient(tf, ruled)).toThrow(/rule that the program has made itself.*2:1/);
  const jax = await jaxJs();
  await expect(onJax.valueAndGradient(jax, graph, [3])).rejects.toThrow("(< …) at 2:5 was #t");
});
