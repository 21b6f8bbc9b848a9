// Graphs with operations on tensors: the same on both roads, evaluated at other inputs, and on other libraries by their gradients.
import { beforeAll, describe, expect, it } from "vitest";
import * as onJax from "../../backends/jax.js";
import * as onTfjs from "../../backends/tfjs.js";
import {
  compile,
  type Graph,
  type Interpreter,
  loadInterpreter,
  type Program,
  Tensor,
} from "../../host/index.js";
import { initial, kalman, observations } from "../../studies/enso/likelihood.js";
import { compareGraphs } from "../support/graph-roads.js";
import { jaxJs, tfjs } from "../support/libraries.js";

let interpreter: Interpreter;
type Numbers = { readonly value: number; readonly gradient: readonly number[] };
const backEnds: { name: string; tolerance: number; run(graph: Graph): Promise<Numbers> | Numbers }[] = [];
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
      tolerance: 2e-4,
      run: async (graph) => {
        await select(name);
        return onTfjs.valueAndGradient(tf, graph);
      },
    });
  const jax = await jaxJs();
  backEnds.push({ name: "jax-js", tolerance: 1e-11, run: (graph) => onJax.valueAndGradient(jax, graph) });
});

const PARAMETERS = `
(define-parameter a 0.7) (define-parameter b -1.3) (define-parameter c 0.4) (define-parameter d 2.1)
(define v (tensor a b c))
(define w (tensor d (* a b) 0.25))
(define m (tensor (list (list a b c) (list d 1.5 (* a c)))))
(define s (+ (matmul (transpose m) m) (* 2.0 (eye 3))))
(define weights (tensor 0.3 -0.2 0.9))
(define plane (tensor '((0.3 -0.2 0.9) (1.1 0.4 -0.6))))`;

const OPERATIONS = [
  "(sum (* v w))",
  "(sum (* m v))",
  "(sum (* (+ m 1.5) (- 2.0 m)))",
  "(sum (exp (/ v 2.0)))",
  "(sum (* plane (expt (+ m 3.0) 2)))",
  "(sum (* (sum m 0) weights))",
  "(sum (* (sum m 1 #t) m))",
  "(mean (* m m))",
  "(sum (* (broadcast-to v '(2 3)) plane))",
  "(sum (* (reshape m 3 2) (transpose plane)))",
  "(sum (* (transpose m) (transpose plane)))",
  "(sum (matmul m (transpose m)))",
  "(sum (* (matmul m v) (tensor 1.0 -2.0)))",
  "(sum (* (matmul (tensor 1.0 -2.0) m) weights))",
  "(dot v weights)",
  "(sum (* (outer v w) s))",
  "(sum (* (tensor-slice m 1 #t) weights))",
  "(sum (tensor-slice m #t '(2 #f -2)))",
  "(* (tensor-ref m 0 1) (tensor-ref m 1 0))",
  "(sum (* (concat m plane) (concat plane m)))",
  "(sum (* (concat (list m plane) 1) 2.0 (concat (list plane m) 1)))",
  "(sum (* (stack v w) plane))",
  "(sum (* (stack (list v w) 1) (transpose plane)))",
  "(sum (* (diag v) s))",
  "(sum (* (diag s) weights))",
  "(trace s)",
  "(sum (* (tril s) (triu s)))",
  "(sum (* (cholesky s) (outer weights weights)))",
  "(sum (* (solve s v) weights))",
  "(sum (* (solve s (transpose m)) (transpose plane)))",
  "(sum (* (solve-spd s v) weights))",
  "(sum (* (triangular-solve (cholesky s) v) weights))",
  "(sum (* (triangular-solve (transpose (cholesky s)) v 'upper) weights))",
  "(sum (* (triangular-solve (cholesky s) v 'lower #t) weights))",
  "(sum (* (inv s) (outer weights weights)))",
  "(det s)",
  "(logdet s)",
  "(norm m)",
  "(sum (* (norm m 0) weights))",
  "(logsumexp v)",
  "(sum (* (logsumexp m 0) weights))",
  "(sum (* (softmax m) plane))",
  "(sum (* (cumsum v) weights))",
  "(sum (* (cumsum m 0) plane))",
  "(amax v)",
  "(sum (* (amin m 0) weights))",
  "(prod v)",
  "(std m)",
  "(sum (* v (stop-gradient w)))",
  "(sum (* (max v w) weights))",
  "(sum (abs m))",
  "(gradient (lambda (x) (sum (* (cholesky (+ s (* x (eye 3)))) (outer weights weights)))) a)",
  "(sum (gradient (lambda (x) (logdet (+ s (outer x x)))) v))",
] as const; // prettier-ignore

function difference(program: Program, graph: Graph, found: Numbers): number {
  const { value, gradient } = program.valueAndGradient();
  let worst = Math.abs(found.value - value) / Math.max(1, Math.abs(value));
  graph.inputs.forEach((input, i) => {
    const wanted = gradient.get(input.name as string) as number;
    worst = Math.max(worst, Math.abs((found.gradient[i] as number) - wanted) / Math.max(1, Math.abs(wanted)));
  });
  return worst;
}

describe("operations on tensors", () => {
  it.each(OPERATIONS)("%s", async (text) => {
    const source = `${PARAMETERS}\n${text}`;
    await compareGraphs(interpreter, { file: "tensors.scm", name: text, source });
    for (const program of [await compile(source), interpreter.load(source)]) {
      const graph = program.graph();
      expect(graph.hasTensors).toBe(true);
      // Evaluated again at the same inputs and at others, where the program itself says what is right.
      const same = graph.evaluate(graph.inputs.map((input) => input.value));
      expect(same.broken).toBe(undefined);
      expect(same.value).toBeCloseTo(graph.value, 11);
      const elsewhere = graph.inputs.map((input) => input.value + 0.01);
      program.setParameters(Object.fromEntries(graph.inputs.map((input, i) => [input.name, elsewhere[i]])));
      const there = graph.evaluate(elsewhere);
      expect(there.broken).toBe(undefined);
      expect(there.value).toBeCloseTo(program.valueAndGradient().value, 10);
      program.setParameters(Object.fromEntries(graph.inputs.map((input) => [input.name, input.value])));
      for (const backEnd of backEnds) {
        const before = tensors();
        expect(difference(program, graph, await backEnd.run(graph)), backEnd.name).toBeLessThanOrEqual(
          backEnd.tolerance,
        );
        expect(tensors(), "tensors left behind").toBe(before);
      }
    }
  });
});

describe("decisions about tensors", () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ["where the greatest element is", "(amax v)", 3],
    ["where it is along an axis", "(sum (amax m 1))", 3],
    ["an index", "(* a (argmax v))", 3],
    ["rounded elements", "(* a (sum (floor (* 10.0 v))))", 0.2],
    ["an element that is printed", "(begin (number->string (tensor-ref v 1)) (sum v))", 0.2],
    ["a tensor that is displayed", "(begin (write v (open-output-string)) (sum v))", 0.2],
    ["tensors that are compared", "(if (equal? v w) 1.0 (sum v))", 0.2],
  ];
  it.each(cases)("%s", async (_, text, step) => {
    for (const program of [
      await compile(`${PARAMETERS}\n${text}`),
      interpreter.load(`${PARAMETERS}\n${text}`),
    ]) {
      const graph = program.graph();
      const inputs = graph.inputs.map((input) => input.value);
      expect(graph.evaluate(inputs).broken).toBe(undefined);
      expect(graph.evaluate(inputs.map((x, i) => (i === 1 ? x + step : x))).broken).toBeDefined();
    }
  });
});

it("tells what a node is", async () => {
  const program = await compile(
    "(define-parameter a 2.0)\n(sum (matmul (tensor (list (list a 1) (list 0 a))) (tensor 3 4)))",
  );
  const { nodes } = program.graph();
  expect(nodes.map((node) => node.operation)).toEqual(["input", "pack", "matmul", "sum"]);
  expect(nodes[1]).toMatchObject({
    shape: [2, 2],
    value: Tensor.from([
      [2, 1],
      [0, 2],
    ]),
  });
  expect(nodes[2]).toMatchObject({
    operands: [{ node: 1 }, { constant: Tensor.from([3, 4]) }],
    attributes: { transposed: [false, false] },
    line: 2,
    column: 6,
  });
  expect(program.graph().toDot()).toContain("tensor 2×2");
  expect(() => program.graph().adjoints()).toThrow("no partial derivatives");
});

it("records tensors that are arguments", async () => {
  const source = "(define-parameter a 2.0) (define (f x) (sum (* a (matmul x x))))";
  for (const program of [await compile(source), interpreter.load(source)]) {
    const graph = program.graph(
      "f",
      [
        Tensor.from([
          [1, 2],
          [3, 4],
        ]),
      ],
      { arguments: "inputs" },
    );
    expect(graph.inputs.map((input) => input.value)).toEqual([2, 1, 2, 3, 4]);
    const { gradient } = await (backEnds[2] as (typeof backEnds)[0]).run(graph);
    // d sum(a X X) / dX = a (1 (X 1)ᵀ + (Xᵀ 1) 1ᵀ), by hand.
    expect(gradient).toEqual([54, 14, 22, 18, 26].map((x) => expect.closeTo(x, 10)));
  }
});

it("takes a filter's likelihood elsewhere", async () => {
  const { f, l, r } = initial(3);
  const data = await observations(3, 8);
  const dense = ({ shape, data }: { shape: readonly number[]; data: Float64Array }): Tensor =>
    new Tensor(shape, data);
  const program = interpreter.load(kalman);
  const args = [dense(f), dense(l), r, dense(data)];
  const graph = program.graph("likelihood", args, { arguments: "inputs" });
  const native = program.valueAndGradients("likelihood", args);
  const [byF, byL, byR] = native.arguments as [Tensor, Tensor, number, Tensor];
  const wanted = [...byF.data, ...byL.data, byR];
  for (const backEnd of backEnds) {
    const found = await backEnd.run(graph);
    expect(found.value, backEnd.name).toBeCloseTo(native.value, backEnd.tolerance > 1e-6 ? 2 : 9);
    wanted.forEach((d, i) => {
      const scale = Math.max(1, Math.abs(d));
      expect(Math.abs((found.gradient[i] as number) - d) / scale).toBeLessThanOrEqual(backEnd.tolerance * 50);
    });
  }
});

it("passes tensors to and from TensorFlow.js", async () => {
  const { tf, select } = await tfjs();
  await select("cpu");
  for (const program of [
    await compile("(define (twice x) (* 2 x)) (define (total x) (sum x))"),
    interpreter.load("(define (twice x) (* 2 x)) (define (total x) (sum x))"),
  ]) {
    const theirs = tf.tensor([1, 2, 3, 4, 5, 6], [2, 3]);
    const ours = program.call("twice", theirs) as Tensor;
    expect(ours).toEqual(
      Tensor.from([
        [2, 4, 6],
        [8, 10, 12],
      ]),
    );
    const back = onTfjs.toTfjs(tf, ours);
    expect([back.shape, back.dtype, [...back.dataSync()]]).toEqual([[2, 3], "float32", [2, 4, 6, 8, 10, 12]]);
    expect(program.call("total", tf.scalar(1.5))).toBe(1.5);
    expect(program.call("total", tf.zeros([0, 4]))).toBe(0);
    expect(onTfjs.toTfjs(tf, new Tensor([2], Float64Array.of(1.9, 0)), "int32").dataSync()).toEqual(
      Int32Array.of(1, 0),
    );
    expect(onTfjs.toTfjs(tf, 3).shape).toEqual([]);
  }
});

it("refuses a batch's graph and goes lane by lane", async () => {
  const source = "(define-parameter a 2.0) (define (f x) (sum (* x (tensor a 1.0))))";
  const xs = Float64Array.from({ length: 40 }, (_, i) => i / 8);
  for (const program of [await compile(source), interpreter.load(source)]) {
    const { values, gradients } = program.batch("f", { x: xs });
    expect([...values]).toEqual([...xs].map((x) => x * 2 + x));
    expect([...(gradients.get("a") as Float64Array)]).toEqual([...xs]);
  }
});
