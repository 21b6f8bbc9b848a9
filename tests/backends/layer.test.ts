// Programs as layers: their numbers and derivatives reach TensorFlow.js as they are, and a network and a program learn together.
import { beforeAll, describe, expect, it } from "vitest";
import { type TfjsWithLayers, toTfLayer } from "../../backends/tf-layer.js";
import { compile, type Interpreter, loadInterpreter, type Program } from "../../host/index.js";
import { tfjs } from "../support/libraries.js";

type Core = typeof import("@tensorflow/tfjs-core");
type Tf = Core & typeof import("@tensorflow/tfjs-layers");
type Tensor = import("@tensorflow/tfjs-core").Tensor;
let tf: Tf;
let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
  const { tf: core, select } = await tfjs();
  await select("cpu");
  tf = { ...core, ...(await import("@tensorflow/tfjs-layers")) } as Tf;
});

const roads: [string, (source: string) => Promise<Program>][] = [
  ["compiled", (source) => compile(source)],
  ["interpreted", async (source) => interpreter.load(source)],
];

function expectClose(tensor: Tensor, wanted: readonly number[], digits: number): void {
  const found = [...tensor.dataSync()];
  expect(found.length).toBe(wanted.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(wanted[i] as number, digits);
}

describe.each(roads)("a %s program", (_road, load) => {
  const SOURCE = `(define-parameter k 0.5 (lower 0.0)) (define-parameter c 0.25)
(define (f x y) (if (< x 0) (* k x y) (+ (sin (* k x)) (* c y y))))
(define (g x y) (- x (* c y)))
(define (h row) (* k (vector-ref row 0) (vector-ref row 1)))`;

  it("gives its numbers, and its derivatives by inputs and constants", async () => {
    const program = await load(SOURCE);
    const layer = toTfLayer(tf, program, ["f", "g"], { name: "physics" });
    const rows = [
      [0.3, 1.2],
      [-0.7, 0.4],
      [2.0, -1.0],
    ];
    const x = tf.tensor2d(rows);
    const y = layer.apply(x) as Tensor;
    expect(y.shape).toEqual([3, 2]);
    const numbers = rows.flatMap(([a, b]) => [
      program.call("f", a as number, b as number),
      program.call("g", a as number, b as number),
    ]);
    expectClose(y, numbers as number[], 6);
    // The derivatives of the sum of all outputs, by central differences.
    const sum = (k: number, c: number, at: number[][]): number => {
      program.setParameters({ k, c });
      return at.reduce(
        (total, [a, b]) =>
          total +
          (program.call("f", a as number, b as number) as number) +
          (program.call("g", a as number, b as number) as number),
        0,
      );
    };
    const step = 1e-5;
    const central = (up: number, down: number): number => (up - down) / (2 * step);
    const wanted = rows.map((row, r) =>
      row.map((_, col) => {
        const moved = (by: number): number[][] =>
          rows.map((other, i) => (i === r ? other.map((v, j) => (j === col ? v + by : v)) : other));
        return central(sum(0.5, 0.25, moved(step)), sum(0.5, 0.25, moved(-step)));
      }),
    );
    const byK = central(sum(0.5 + step, 0.25, rows), sum(0.5 - step, 0.25, rows));
    const byC = central(sum(0.5, 0.25 + step, rows), sum(0.5, 0.25 - step, rows));
    const dx = tf.grad((input) => tf.sum(layer.apply(input) as Tensor))(x);
    expectClose(dx, wanted.flat(), 5);
    const weight = layer.trainableWeights[0] as unknown as { val: import("@tensorflow/tfjs-core").Variable };
    const { grads } = tf.variableGrads(() => tf.sum(layer.apply(x) as Tensor), [weight.val]);
    const [dk, dc] = (Object.values(grads)[0] as Tensor).dataSync();
    // k has a lower bound: its weight is log k, and k d/dk is the derivative by it.
    expect(dk).toBeCloseTo(0.5 * byK, 5);
    expect(dc).toBeCloseTo(byC, 5);
  });

  it("takes rows as vectors, too, and can be left as it is", async () => {
    const program = await load(SOURCE);
    const layer = toTfLayer(tf, program, "h", { input: "vector", trainable: false });
    const y = layer.apply(tf.tensor2d([[2, 3]])) as Tensor;
    expect(y.dataSync()[0]).toBeCloseTo(3, 6);
    expect(layer.trainableWeights.length).toBe(0);
    const dx = tf.grad((x) => tf.sum(layer.apply(x) as Tensor))(tf.tensor2d([[2, 3]]));
    expect([...dx.dataSync()]).toEqual([1.5, 1]);
  });

  it("learns together with a network: the law of cooling with an unknown loss", async () => {
    // dT/dt = -k (T - 20) + q(t), ten explicit steps; k is the program's, and q is what the network has to find.
    const program = await load(`
(define-parameter k 0.2 (lower 0.0))
(define (cooled T q)
  (let loop ((i 0) (T T))
    (if (= i 10) T (loop (+ i 1) (+ T (* 0.1 (+ (* (- k) (- T 20.0)) (* 10.0 q))))))))`);
    const truth = (T: number, t: number): number => {
      let now = T;
      for (let i = 0; i < 10; i++) now += 0.1 * (-0.7 * (now - 20) + 10 * (0.3 * t - 0.1));
      return now;
    };
    const points = Array.from({ length: 48 }, (_, i) => [15 + ((i * 7) % 31), ((i * 5) % 17) / 17] as const);
    const start = tf.input({ shape: [1] });
    const time = tf.input({ shape: [1] });
    const unknown = tf.layers.dense({ units: 1, kernelInitializer: "zeros" }).apply(time);
    const physics = toTfLayer(tf, program, "cooled");
    const both = tf.layers.concatenate().apply([start, unknown as never]);
    const model = tf.model({ inputs: [start, time], outputs: physics.apply(both) as never });
    model.compile({ optimizer: tf.train.adam(0.05), loss: "meanSquaredError" });
    const xs = [tf.tensor2d(points.map(([T]) => [T])), tf.tensor2d(points.map(([, t]) => [t]))];
    const ys = tf.tensor2d(points.map(([T, t]) => [truth(T, t)]));
    const history = await model.fit(xs, ys, { epochs: 300, batchSize: 48, verbose: 0 });
    const losses = history.history.loss as number[];
    expect(losses[0]).toBeGreaterThan(1);
    expect(losses.at(-1)).toBeLessThan(0.01);
    expect(physics.constants().k).toBeGreaterThan(0.68);
    expect(physics.constants().k).toBeLessThan(0.72);
    physics.writeBack();
    expect(program.parameters.get("k")?.value).toBe(physics.constants().k);
  });

  it("says what is wrong with its making", async () => {
    const program = await load(SOURCE);
    expect(() => toTfLayer({ ...tf, layers: undefined } as unknown as TfjsWithLayers, program, "f")).toThrow(
      "without its layers",
    );
    expect(() => toTfLayer(tf, program, "nothing")).toThrow("nothing named nothing");
    expect(() => toTfLayer(tf, program, [])).toThrow("needs a procedure");
    const layer = toTfLayer(tf, program, "f");
    expect(() => layer.apply(tf.tensor2d([[1, 2, 3]]))).toThrow(/f.*arguments?/);
  });
});
