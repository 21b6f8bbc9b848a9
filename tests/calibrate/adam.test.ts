// Adam beside two other implementations: TensorFlow.js (32-bit) and the moments as explicit sums over all gradients.
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Adam, type AdamOptions, FitError } from "../../calibrate/index.js";

/** Step t of Adam without recursion: the moments are Σ (1-β) β^(t-i) gᵢ, and the same of gᵢ². */
function closedForm(
  start: number,
  gradients: readonly number[],
  { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions,
): number {
  let theta = start;
  for (let t = 1; t <= gradients.length; t++) {
    const mean = (beta: number, power: number): number => {
      let sum = 0;
      let weights = 0;
      for (let i = 1; i <= t; i++) {
        sum += beta ** (t - i) * gradients[i - 1]! ** power;
        weights += beta ** (t - i);
      }
      return sum / weights; // Σ weights = (1 - β^t) / (1 - β)
    };
    theta -= (learningRate * mean(beta1, 1)) / (Math.sqrt(mean(beta2, 2)) + epsilon);
  }
  return theta;
}

const failure = (run: () => unknown): FitError => {
  try {
    run();
  } catch (error) {
    if (error instanceof FitError) return error;
    throw error;
  }
  throw new Error("did not fail");
};

describe("the steps", () => {
  test("are those of the explicit sums", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 }),
        fc.record({
          learningRate: fc.double({ min: 1e-4, max: 1, noNaN: true }),
          beta1: fc.double({ min: 0, max: 0.99, noNaN: true }),
          beta2: fc.double({ min: 0, max: 0.9999, noNaN: true }),
          epsilon: fc.constantFrom(1e-8, 1e-7, 1e-3),
        }),
        (gradients, options) => {
          const adam = new Adam(["a", "b"], options);
          const theta = Float64Array.of(0.5, -2);
          for (const g of gradients) adam.step(theta, [g, -3 * g]);
          // Rounding is that of the terms, which cancel where the gradient's sign changes.
          const far = closedForm(0, gradients.map(Math.abs), options);
          const allowed = 1e-12 * (2 + 3 * Math.abs(far));
          expect(Math.abs(theta[0]! - closedForm(0.5, gradients, options))).toBeLessThan(allowed);
          const scaled = gradients.map((g) => -3 * g);
          expect(Math.abs(theta[1]! - closedForm(-2, scaled, options))).toBeLessThan(allowed);
        },
      ),
    );
  });
  test("the first one is the learning rate against the sign of the gradient", () => {
    const theta = Float64Array.of(1, 1, 1);
    new Adam(["a", "b", "c"], { learningRate: 0.05 }).step(theta, [123, -0.01, 0]);
    expect(theta[0]).toBeCloseTo(0.95, 9);
    expect(theta[1]).toBeCloseTo(1.05, 6);
    expect(theta[2]).toBe(1);
  });
  test("are those of TensorFlow.js along Rosenbrock's valley, to its 32 bits", async () => {
    await tf.setBackend("cpu");
    const options = { learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
    const x = tf.variable(tf.scalar(-1.2));
    const y = tf.variable(tf.scalar(1));
    const other = tf.train.adam(options.learningRate, options.beta1, options.beta2, options.epsilon);
    const adam = new Adam(["x", "y"], options);
    const theta = Float64Array.of(-1.2, 1);
    for (let i = 0; i < 60; i++) {
      const [a, b] = theta as unknown as [number, number];
      const gradient = [-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)] as const;
      other.applyGradients([
        { name: x.name, tensor: tf.scalar(gradient[0]) },
        { name: y.name, tensor: tf.scalar(gradient[1]) },
      ]);
      adam.step(theta, gradient);
      expect(theta[0]).toBeCloseTo((await x.data())[0]!, 4);
      expect(theta[1]).toBeCloseTo((await y.data())[0]!, 4);
    }
  });
});

describe("the state", () => {
  test("goes through JSON, and the steps after it are the same to the bit", () => {
    const gradients = Array.from({ length: 20 }, (_, i) => [Math.sin(i), 10 * Math.cos(i)]);
    const whole = new Adam(["a", "b"], { learningRate: 0.3 });
    const expected = Float64Array.of(1, 2);
    for (const g of gradients) whole.step(expected, g);

    let adam = new Adam(["a", "b"], { learningRate: 0.3 });
    const theta = Float64Array.of(1, 2);
    for (const g of gradients) {
      adam.step(theta, g);
      adam = Adam.fromState(JSON.parse(JSON.stringify(adam.state())));
    }
    expect([...theta]).toEqual([...expected]);
    expect(adam.state()).toEqual(whole.state());
    expect(adam.state().steps).toBe(20);
  });
  test("is a copy", () => {
    const adam = new Adam(["a"]);
    const before = adam.state();
    adam.step(Float64Array.of(0), [1]);
    expect(before).toMatchObject({ steps: 0, firstMoments: [0], secondMoments: [0] });
  });
  test("that is none is refused", () => {
    const state = new Adam(["a", "b"]).state();
    const of = (change: object) => failure(() => Adam.fromState({ ...state, ...change })).message;
    expect(of({ steps: -1 })).toBe("steps must be a whole number, got -1");
    expect(of({ firstMoments: [0] })).toBe("firstMoments must have 2 elements, got 1");
    expect(of({ secondMoments: [0, -1] })).toBe("secondMoments has -1 for b");
    expect(of({ firstMoments: [Number.NaN, 0] })).toBe("firstMoments has NaN for a");
    expect(of({ beta1: 1 })).toBe("beta1 must be from 0 to below 1, got 1");
  });
});

describe("mistakes", () => {
  test("a derivative that is not finite: the parameter is named, and nothing has changed", () => {
    const adam = new Adam(["rate", "scale"]);
    const theta = Float64Array.of(1, 2);
    adam.step(theta, [1, 1]);
    const [before, state] = [[...theta], adam.state()];
    for (const [g, text] of [
      [Number.NaN, "the derivative by scale is NaN, not a finite number, in step 2 of Adam"],
      [-Infinity, "the derivative by scale is -Infinity, not a finite number, in step 2 of Adam"],
      [1e200, "the square of the derivative by scale, 1e+200, is Infinity, not a finite number"],
    ] as const) {
      const error = failure(() => adam.step(theta, [1, g]));
      expect(error.kind).toBe("not-finite");
      expect(error.message).toContain(text);
    }
    expect([...theta]).toEqual(before);
    expect(adam.state()).toEqual(state);
  });
  test("a parameter that leaves the numbers", () => {
    const adam = new Adam(["a"], { learningRate: 1e308 });
    const error = failure(() => adam.step(Float64Array.of(-1.7e308), [1]));
    expect(error.message).toBe("a would become -Infinity, not a finite number, in step 1 of Adam");
  });
  test("lengths and options", () => {
    const adam = new Adam(["a", "b"]);
    expect(failure(() => adam.step(new Float64Array(1), [1, 1])).message).toBe(
      "parameters must have 2 elements (a, b), got 1",
    );
    expect(failure(() => adam.step(new Float64Array(2), [1])).message).toMatch(/^gradient must have 2/);
    for (const options of [
      { learningRate: 0 },
      { learningRate: Number.NaN },
      { learningRate: Infinity },
      { beta1: -0.1 },
      { beta2: 1 },
      { epsilon: 0 },
    ])
      expect(failure(() => new Adam(["a"], options)).kind).toBe("usage");
  });
});
