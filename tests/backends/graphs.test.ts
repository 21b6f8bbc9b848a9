// Recorded graphs on other libraries, by their gradients: every operation, and the graphs of the fidelity study's programs. Differences are on
// the scale of docs/gradients.md: |difference| over the larger of 1 and the sum of the terms that the derivative was added up from.
import { beforeAll, describe, expect, it } from "vitest";
import * as onJax from "../../backends/jax.js";
import * as onTfjs from "../../backends/tfjs.js";
import { compile, type Graph, type Interpreter, loadInterpreter, type Program } from "../../host/index.js";
import { dataOf, sourceOf } from "../../studies/fidelity/program.js";
import { programs } from "../../studies/fidelity/programs/index.js";
import { jaxJs, tfjs } from "../support/libraries.js";

type Numbers = { readonly value: number; readonly gradient: readonly number[] };
interface BackEnd {
  readonly name: string;
  readonly tolerance: number;
  run(graph: Graph, inputs?: readonly number[]): Promise<Numbers> | Numbers;
}

let interpreter: Interpreter;
const backEnds: BackEnd[] = [];
let tensors: () => number;
beforeAll(async () => {
  interpreter = await loadInterpreter();
  const { tf, select } = await tfjs();
  await select("wasm");
  await select("cpu");
  tensors = () => tf.memory().numTensors;
  for (const name of ["cpu", "wasm"] as const)
    backEnds.push({
      name: `tfjs ${name}`,
      tolerance: 1e-5,
      run: async (graph, inputs) => {
        await select(name);
        return onTfjs.valueAndGradient(tf, graph, inputs);
      },
    });
  const jax = await jaxJs();
  backEnds.push({
    name: "jax-js",
    tolerance: 1e-12,
    run: (graph, inputs) => onJax.valueAndGradient(jax, graph, inputs),
  });
});

/** Largest difference from the native value and gradient, on the scale. */
function largest(
  program: Program,
  graph: Graph,
  found: Numbers,
  name?: string,
  data: readonly Float64Array[] = [],
): number {
  const { value, gradient } = program.valueAndGradient(name, data);
  const { magnitudes } = program.magnitudes(name, data);
  let worst = Math.abs(found.value - value) / Math.max(1, Math.abs(value));
  graph.inputs.forEach((input, i) => {
    const key = input.name as string;
    const scale = Math.max(1, magnitudes.get(key) as number);
    worst = Math.max(worst, Math.abs((found.gradient[i] as number) - (gradient.get(key) as number)) / scale);
  });
  return worst;
}

const OPERATIONS = [
  "(+ a b)",
  "(- a b)",
  "(* a b)",
  "(/ a b)",
  "(- a)",
  "(sqrt a)",
  "(exp a)",
  "(log a)",
  "(sin a)",
  "(cos a)",
  "(tan a)",
  "(asin c)",
  "(acos c)",
  "(atan a)",
  "(atan a b)",
  "(tanh a)",
  "(expm1 a)",
  "(log1p a)",
  "(expt a b)",
  "(expt a 3)",
  "(expt a -2)",
  "(expt a 2.5)",

  "(expt 2 a)",
  "(abs b)",
  "(abs a)",
  "(min a b)",
  "(max a b)",
  "(sinh a)",
  "(cosh a)",
  "(* a (stop-gradient a))",
  "(square b)",
  "(+ a (* 0 b))",
]; // prettier-ignore

describe("operations", () => {
  it.each(OPERATIONS)("%s", async (text) => {
    const source = `(define-parameter a 0.7) (define-parameter b -1.3) (define-parameter c 0.4)\n${text}`;
    for (const program of [await compile(source), interpreter.load(source)])
      for (const backEnd of backEnds) {
        const before = tensors();
        const graph = program.graph();
        const difference = largest(program, graph, await backEnd.run(graph));
        expect(difference, backEnd.name).toBeLessThanOrEqual(backEnd.tolerance);
        expect(tensors(), "tensors left behind").toBe(before);
      }
  });
});

/** Programs with rules of their own, and whether the result hangs on one: no other library can differentiate that. */
const WITH_RULES = new Map([
  ["an implicit equation", false],
  ["an adjoint of its own", true],
]);

describe("the programs of the fidelity study", () => {
  it.each(programs.map((p) => [p.name, p] as const))("%s", async (_name, description) => {
    const program = interpreter.load(sourceOf(description));
    const data = dataOf(description);
    const graph = program.graph("loss", data);
    const hasRules = graph.nodes.some((node) => node.operation === "custom");
    expect(hasRules).toBe(WITH_RULES.has(description.name));
    const elsewhere = graph.inputs.map((input) => input.value + 0.125);
    const rule = "rule that the program has made itself";
    for (const backEnd of backEnds) {
      if (hasRules) await expect((async () => backEnd.run(graph, elsewhere))()).rejects.toThrow(rule);
      if (WITH_RULES.get(description.name)) {
        await expect((async () => backEnd.run(graph))()).rejects.toThrow(rule);
        continue;
      }
      const difference = largest(program, graph, await backEnd.run(graph), "loss", data);
      expect(difference, backEnd.name).toBeLessThanOrEqual(backEnd.tolerance);
    }
    program.dispose();
  });
});
