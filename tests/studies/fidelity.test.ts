// The fidelity study: its definitions (pairs, starts, stopping rule, targets), gradients checked by differences, and that it sees a
// difference between the roads when there is one.
import { beforeAll, describe, expect, test } from "vitest";
import { Adam } from "../../calibrate/index.js";
import { seededRandom } from "../../calibrate/random.js";
import { compile, type Program } from "../../host/index.js";
import { distance, gradientDifference } from "../../studies/fidelity/compare.js";
import { type FidelityOutcome, programs, runFidelity } from "../../studies/fidelity/fidelity.js";
import { dataOf, type FidelityProgram, grid, linspace, sourceOf } from "../../studies/fidelity/program.js";
import { ownPrograms, publishedPrograms } from "../../studies/fidelity/programs/index.js";
import { normal, startOf } from "../../studies/fidelity/starts.js";
import { towerPrograms } from "../../studies/fidelity/tower.js";
import { RECIPE, train } from "../../studies/fidelity/training.js";
import { studies } from "../../studies/index.js";
import { loadRoads, type RoadLoads } from "../../studies/roads.js";

const pairsOf = (list: readonly FidelityProgram[]): number => list.reduce((sum, { seeds }) => sum + seeds, 0);

describe("the pairs", () => {
  test("171 published ones: 6 × 10, 15 × 5, and 36 of the recursive models", () => {
    const of = (experiment: string) => publishedPrograms.filter((p) => p.experiment === experiment);
    expect([of("A"), of("B"), of("C")].map((list) => [list.length, pairsOf(list)])).toEqual([
      [6, 60],
      [15, 75],
      [8, 36],
    ]);
  });
  test("at least as many of our own, all recursive or higher-order, besides the towers", () => {
    expect(pairsOf(ownPrograms)).toBeGreaterThanOrEqual(171);
    expect(ownPrograms.every(({ higherOrder }) => higherOrder)).toBe(true);
    expect(towerPrograms).toHaveLength(15);
  });
  test("names are unique, and every constant has a true value", () => {
    expect(new Set(programs.map(({ name }) => name)).size).toBe(programs.length);
    for (const { source, truth } of programs)
      expect([...source.matchAll(/\(define-parameter (\S+)/g)].map(([, name]) => name)).toEqual(
        Object.keys(truth),
      );
  });
});

describe("points and starts", () => {
  test("linspace and grid", () => {
    expect([...linspace(0.5, 3, 6)]).toEqual([0.5, 1, 1.5, 2, 2.5, 3]);
    expect(grid(0, 1, 2, 3).map((column) => [...column])).toEqual([
      [0, 0, 0, 0, 1, 1, 1, 1],
      [0, 0, 1, 1, 0, 0, 1, 1],
      [0, 1, 0, 1, 0, 1, 0, 1],
    ]);
  });
  test("normal draws have the moments of a standard normal, and depend on the seed alone", () => {
    const random = seededRandom(7);
    const draws = Array.from({ length: 20_000 }, () => normal(random));
    const moment = (k: number): number => draws.reduce((sum, z) => sum + z ** k, 0) / draws.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.03);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.05);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.3);
    expect([...startOf([1, 2], 3)]).toEqual([...startOf([1, 2], 3)]);
    expect([...startOf([1, 2], 3)]).not.toEqual([...startOf([1, 2], 4)]);
  });
  test("a start is 0.3 · max(|c|, 0.1) normal draws away from the constant", () => {
    const [a, b, c] = startOf([0, -2, 0.05], 5);
    const random = seededRandom(5);
    expect(a).toBeCloseTo(0.03 * normal(random), 14);
    expect(b).toBeCloseTo(-2 + 0.6 * normal(random), 14);
    expect(c).toBeCloseTo(0.05 + 0.03 * normal(random), 14);
  });
});

describe("comparing", () => {
  test("the distance of two doubles", () => {
    expect(distance(1, 1 + 2 ** -52)).toBe(1);
    expect(distance(Number.MIN_VALUE, -Number.MIN_VALUE)).toBe(3); // over 0 and -0
    expect(distance(0, -0)).toBe(1);
    expect(distance(Number.NaN, Number.NaN)).toBe(0);
    expect(distance(1, Number.NaN)).toBe(Number.POSITIVE_INFINITY);
    expect(distance(Number.POSITIVE_INFINITY, Number.MAX_VALUE)).toBe(1);
  });
  test("gradients relative to the sum of their terms", () => {
    const magnitudes = (a: number) => () => ({ value: 0, magnitudes: new Map([["a", a]]), chain: 10 });
    expect(gradientDifference(["a"], [1], [1], magnitudes(1)).relative).toBe(0);
    const { relative, ofAllowed } = gradientDifference(["a"], [1], [1.5], magnitudes(100));
    expect(relative).toBe(0.005);
    expect(ofAllowed).toBeCloseTo(0.005 / (8 * 2 ** -52 * 10), 0);
    expect(gradientDifference(["a"], [Number.NaN], [1], magnitudes(1)).relative).toBe(Infinity);
    expect(gradientDifference(["a"], [Number.NaN], [Number.NaN], magnitudes(1)).relative).toBe(0);
  });
});

describe("the recipe", () => {
  test("50 epochs after the first loss below the threshold, along Adam's steps", async () => {
    const source = "(define-parameter a 3.0) (define (loss) (square (- a 1.0)))";
    const [compiled, interpreted] = [await compile(source), await compile(source)];
    const trained = train({ compiled, interpreted }, Float64Array.of(3), []);
    // The same by hand.
    const adam = new Adam(["a"], { learningRate: 0.05 });
    const a = Float64Array.of(3);
    const losses: number[] = [];
    let first = -1;
    while (first < 0 || losses.length < first + 51) {
      const loss = (a[0]! - 1) ** 2;
      if (first < 0 && loss < 1e-3) first = losses.length;
      losses.push(loss);
      adam.step(a, [2 * (a[0]! - 1)]);
    }
    expect(trained.losses.compiled).toEqual(losses);
    expect(trained.compiled).toMatchObject({ convergedAt: first, epochs: first + 51, loss: losses.at(-1) });
    expect(trained.interpreted).toEqual(trained.compiled);
    expect(trained).toMatchObject({ partedAt: null, comparisons: first + 51, maxValueDifference: 0 });
  });
  test("ends after the most epochs, or where a number is not finite", async () => {
    const run = async (source: string, epochs?: number) => {
      const program = await compile(source);
      return train({ compiled: program, interpreted: program }, Float64Array.of(1), [], epochs).compiled;
    };
    const flat = "(define-parameter a 1.0) (define (loss) (+ 1.0 (* 0.0 a)))";
    expect(await run(flat, 7)).toMatchObject({ epochs: 7, convergedAt: null, ended: null });
    expect(await run(flat)).toMatchObject({ epochs: RECIPE.epochs });
    const edge = "(define-parameter a 1.0) (define (loss) (sqrt (- a 1.0)))";
    expect(await run(edge)).toMatchObject({ epochs: 1, ended: "a derivative is not finite" });
    const undefinedLoss = "(define-parameter a 1.0) (define (loss) (log (- a)))";
    expect(await run(undefinedLoss)).toMatchObject({ epochs: 1, ended: "the loss is NaN" });
  });
  test("roads that differ are compared at the compiled one's points, and their own runs part", async () => {
    const text = (target: number): string =>
      `(define-parameter a 0.7) (define (loss) (square (- a ${target})))`;
    const [compiled, interpreted] = [await compile(text(1)), await compile(text(1.001))];
    const trained = train({ compiled, interpreted }, Float64Array.of(0.7), []);
    expect(trained.partedAt).toBe(1);
    expect(trained.comparisons).toBe(trained.compiled.epochs);
    // At equal points the gradients are 0.002 apart; the sum of the terms, 2 |a - 1|, is smallest at the best point.
    const best = Math.min(...trained.losses.compiled);
    expect(trained.maxGradientDifference / (0.002 / (2 * Math.sqrt(best)))).toBeCloseTo(1, 9);
    expect(Math.abs(trained.interpreted.parameters[0]! - trained.compiled.parameters[0]!)).toBeGreaterThan(
      1e-5,
    );
  });
});

// Through the interpreter, where loading takes a millisecond; the study itself shows that the compiled road is the same.
describe("every program", () => {
  let load: RoadLoads["interpreted"];
  beforeAll(async () => {
    load = (await loadRoads()).interpreted;
  });
  const plain = programs.filter(({ experiment }) => experiment !== "tower");
  const centred = (
    program: Program,
    point: readonly number[],
    j: number,
    h: number,
    data: Float64Array[],
  ) => {
    const names = [...program.parameters.keys()];
    const at = (shift: number): number => {
      program.setParameters(new Map(names.map((name, k) => [name, point[k]! + (k === j ? shift : 0)])));
      return program.evaluate("loss", data) as number;
    };
    return (at(h) - at(-h)) / (2 * h);
  };
  test.each(plain.map((p) => [`${p.experiment} ${p.name}`, p] as const))("%s", async (_, fidelity) => {
    const program = await load(sourceOf(fidelity));
    const data = [...dataOf(fidelity)];
    expect(data.every((column) => column.length === data[0]!.length)).toBe(true);

    // At the true constants the loss is that of the closed form: 0, but for the two models that only come near their targets.
    program.setParameters(fidelity.truth);
    const loss = program.evaluate("loss", data) as number;
    const closed = lossAtTruth(fidelity);
    expect(Math.abs(loss - closed)).toBeLessThanOrEqual(1e-20 + 1e-9 * closed);

    // The gradient at a start, by central differences of two steps: where these agree, it is theirs.
    const point = [
      ...startOf(
        [...program.parameters.values()].map(({ initial }) => initial),
        1,
      ),
    ];
    program.setParameters(new Map([...program.parameters.keys()].map((name, j) => [name, point[j]!])));
    const { value, gradient } = program.valueAndGradient("loss", data);
    for (const [j, [name, g]] of [...gradient].entries()) {
      const [coarse, fine] = [1e-4, 2e-5].map((h) => centred(program, point, j, h, data)) as [number, number];
      const scale = Math.abs(g) + Math.abs(value) + 1e-3;
      expect(Math.abs(coarse - fine), `differences by ${name} do not settle`).toBeLessThan(1e-4 * scale);
      expect(Math.abs(fine - g), `${name}: ${g}, differences ${fine}`).toBeLessThan(1e-5 * scale);
    }
    program.dispose();
  });

  /** In TypeScript: what is left of the Taylor series after x⁸, and Newton's method after five steps. */
  function lossAtTruth({ name, inputs }: FidelityProgram): number {
    const squares = (error: (x: number) => number): number =>
      inputs[0]!.reduce((sum, x) => sum + error(x) ** 2, 0);
    if (name === "M09 Taylor series")
      return squares((x) => {
        let term = 1;
        let sum = 1;
        for (let i = 1; i <= 8; i++) {
          term *= (0.5 * x) / i;
          sum += term;
        }
        return sum - Math.exp(0.5 * x);
      });
    if (name === "M12 Newton square root")
      return squares((x) => {
        let guess = 0.5 * x;
        for (let i = 0; i < 5; i++) guess = (guess + x / guess) / 2;
        return guess - Math.sqrt(x);
      });
    return 0;
  }
});

describe("the study", () => {
  let roads: RoadLoads;
  let outcome: FidelityOutcome;
  beforeAll(async () => {
    roads = await loadRoads();
    outcome = await runFidelity({ quick: true, roads });
  });

  test("quick: every program with seed 0, one tower; values equal to the bit, gradients within the bound", () => {
    const { summary, rows } = outcome.report;
    const plain = publishedPrograms.length + ownPrograms.length;
    expect(summary).toMatchObject({ pairs: plain + 1, publishedPairs: 29, towerPairs: 1, failures: [] });
    expect(rows).toHaveLength(plain + 1);
    expect(summary.maxValueDifference).toBe(0);
    expect(summary.maxRelativeGradientDifference).toBeLessThanOrEqual(1e-13);
    expect(summary.maxOfAllowed).toBeLessThanOrEqual(1);
    expect(summary.drawsCompared).toBe(6 * 50);
    expect(summary.comparisons).toBe(outcome.pairs.reduce((sum, row) => sum + row.comparisons, 0));
    expect(outcome.failure).toBeUndefined();
    for (const row of outcome.pairs) {
      expect(row.comparisons).toBe(row.compiledEpochs);
      expect(row.compiledEpochs).toBeLessThanOrEqual(100);
      expect(row.holds).toBe(true);
    }
    expect(JSON.parse(JSON.stringify(outcome.report))).toEqual(outcome.report);
  });
  test("a run that converges has found the constants, where these are determined", () => {
    const row = outcome.pairs.find(({ program }) => program === "M14 anomaly score")!;
    expect(row.compiledParameterError).toBeLessThan(0.2);
  });
  test("text and files", async () => {
    expect(outcome.text).toContain("values: equal to the bit");
    for (const { name } of publishedPrograms) expect(outcome.text).toContain(name);
    const files = await outcome.files();
    const lines = files.get("fidelity.csv")!.trim().split("\n");
    expect(lines).toHaveLength(outcome.pairs.length + 1);
    expect(lines[1]).toMatch(/^A,P1 square,0,false,/);
    const svg = files.get("fidelity.svg")!;
    expect(svg.startsWith("<svg")).toBe(true);
    expect(svg).toContain("C01 Lotka-Volterra");
  });
  test("--only, and a name that no pair has", async () => {
    const one = await runFidelity({ roads, only: "P4 twice #7" });
    expect(one.pairs.map(({ program, seed }) => [program, seed])).toEqual([["P4 twice", 7]]);
    expect(one.pairs[0]!.compiledConvergedAt).not.toBeNull();
    const none = studies.fidelity!.run({ load: roads.compiled, only: "zebra" });
    await expect(none).rejects.toThrow('no pair\'s name contains "zebra"; names are like A P1 square #0');
  });
  test("a road that computes something else fails the study", async () => {
    const wrong: RoadLoads = {
      ...roads,
      interpreted: (source, options) =>
        roads.interpreted(source.replace("(* alpha x x)", "(* alpha (+ x 1e-15) x)"), options),
    };
    const failed = await runFidelity({ roads: wrong, only: "P1 square #0" });
    expect(failed.failure).toBe("the roads disagree: A P1 square #0; A P1 square, drawn parameters");
    expect(failed.report.summary.failures).toEqual(["A P1 square #0", "A P1 square, drawn parameters"]);
    expect(failed.report.summary.maxValueDifference).toBeGreaterThan(0);
    expect(failed.text).toContain("DIFFERENT: A P1 square #0");
  });
  test("cancelled: rejected with the reason", async () => {
    const controller = new AbortController();
    const running = runFidelity({
      roads,
      only: "P1",
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(running).rejects.toThrow("enough");
  });
});
