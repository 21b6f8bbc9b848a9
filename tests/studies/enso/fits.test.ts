// What fits of the El Niño models rest on: coordinates, budgets, second derivatives, intervals of modes, the check of gradients, the journal.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DataError } from "../../../calibrate/index.js";
import { seededRandom } from "../../../calibrate/random.js";
import { Tensor } from "../../../host/index.js";
import { type Coordinates, coordinatesOf, residuals } from "../../../studies/enso/coordinates.js";
import { drawing, type FitJob, hashOf, runJob } from "../../../studies/enso/fit-job.js";
import { FitJournal } from "../../../studies/enso/fit-journal.js";
import { type Fits, fitsHere, fitsOnThreads, remembered } from "../../../studies/enso/fit-pool.js";
import { checkGradient } from "../../../studies/enso/gradient-check.js";
import { hessianOf, laplaceOf, standardErrors } from "../../../studies/enso/hessian.js";
import { observations } from "../../../studies/enso/likelihood.js";
import { modeEstimate } from "../../../studies/enso/mode-intervals.js";
import { InnovationError, Objective, type States } from "../../../studies/enso/objective.js";
import { GRADIENT_UNITS, hasConverged, Problem, type SolverRun } from "../../../studies/enso/solver.js";
import { SOLVERS, solverNamed } from "../../../studies/enso/solvers.js";
import { parameterCount, programOf, STRUCTURE_NAMES, startOf } from "../../../studies/enso/structures.js";
import { loadRoads } from "../../../studies/roads.js";

const { interpreted } = await loadRoads();
const folder = mkdtempSync(join(tmpdir(), "dmci-enso-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function basin(dimension: number, steps: number): Promise<States> {
  const { data } = await observations(dimension, steps);
  return { data, dimension, first: 12 * 1970, record: "coarse" };
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

describe("coordinates", () => {
  it.each(STRUCTURE_NAMES)(
    "of %s go there and back, and derivatives by them are those of the map",
    async (structure) => {
      const coordinates = coordinatesOf(structure, await basin(4, 60));
      const draw = drawing(1);
      const vector = (): Float64Array => Float64Array.from({ length: parameterCount(structure, 4) }, draw);
      const [point, derivatives] = [vector(), vector()];
      const back = coordinates.fromParameters(coordinates.toParameters(point));
      back.forEach((x, i) => {
        expect(x).toBeCloseTo(point[i]!, 12);
      });
      // The map is linear, so a directional derivative is a product with the image of the direction.
      const direction = vector();
      expect(dot(coordinates.gradient(derivatives), direction)).toBeCloseTo(
        dot(derivatives, coordinates.toParameters(direction)),
        10,
      );
      expect(() => coordinates.toParameters(point.slice(1))).toThrow(/no point of/);
    },
  );

  it("make second derivatives by F alike: near the number of months", async () => {
    const states = await basin(3, 120);
    const objective = await Objective.load(interpreted, "dense", states);
    const coordinates = coordinatesOf("dense", states);
    const { green, factor } = residuals(states);
    const triangle = [0, 3, 4, 6, 7, 8].map((i) => factor[i]!);
    const hessian = hessianOf(objective, coordinates, Float64Array.of(...green, ...triangle, -20));
    const n = coordinates.count;
    // Variances of the months that are used differ from 1 by what these 120 months have of the whole record.
    for (let i = 0; i < 9; i++) {
      expect(hessian[i * n + i]! / 120).toBeGreaterThan(0.3);
      expect(hessian[i * n + i]! / 120).toBeLessThan(3);
    }
    objective.dispose();
  });
});

describe("a problem", () => {
  it("comes back from a step that is too long, and not from a start that does not do", async () => {
    const states = { ...(await basin(2, 48)), first: 12 * 1970 + 1 };
    const objective = await Objective.load(interpreted, "seasonal", states);
    const identity: Coordinates = {
      count: 12,
      toParameters: (point) => Float64Array.from(point),
      fromParameters: (parameters) => Float64Array.from(parameters),
      gradient: (derivatives) => Float64Array.from(derivatives),
    };
    const good = Float64Array.of(0.9, 0, 0, 0.9, 0, 0, 0, 0, 0.1, 0, 0.1, -4);
    const bad = good.with(7, 1e200);
    const problem = new Problem(objective, identity, 20);
    expect(problem.value(good)!.value).toBeGreaterThan(0);
    expect(problem.value(bad)).toBeUndefined();
    expect(problem.valueAndGradient(bad)).toBeUndefined();
    expect([problem.spent, problem.left]).toEqual([2 + GRADIENT_UNITS, 18 - GRADIENT_UNITS]);
    expect(problem.solution().parameters).toEqual(good);
    const atStart = new Problem(objective, identity, 20);
    expect(() => atStart.value(bad)).toThrow(InnovationError);
    expect(() => new Problem(objective, identity, 20).solution()).toThrow(/no point has been evaluated/);
    objective.dispose();
  });

  it("of a series that is too short is the data's mistake, on a thread as well", async () => {
    const states = await basin(6, 9);
    const job: FitJob = { kind: "fit", solver: "l-bfgs", structure: "dense", states, seed: 1, budget: 60 };
    await expect(runJob(job, interpreted, solverNamed)).rejects.toThrow(DataError);
    const threads = fitsOnThreads(1);
    await expect(threads.run(job)).rejects.toMatchObject({ name: "DataError", file: "coarse" });
    await threads.close();
    await expect(threads.run(job)).rejects.toThrow(/have been ended/);
  });
});

describe("solvers", () => {
  it("keep to one budget; L-BFGS converges, and the same from threads and from here", async () => {
    const states = await basin(2, 48);
    const fits = fitsHere(interpreted);
    const job = (solver: string): FitJob => ({
      ...{ kind: "fit", solver, structure: "dense", states, seed: 1, budget: 300 },
    });
    const runs: SolverRun[] = [];
    for (const { name } of SOLVERS) runs.push(await fits.run(job(name)));
    const byName = new Map(runs.map((run) => [run.solver, run]));
    for (const { evaluations, values, gradients, curve, value } of runs) {
      expect(evaluations).toBe(values + GRADIENT_UNITS * gradients);
      expect(evaluations).toBeLessThanOrEqual(300);
      expect(curve.at(-1)!.value).toBe(value);
    }
    const [exact, differences] = [byName.get("l-bfgs")!, byName.get("l-bfgs by differences")!];
    expect(hasConverged(exact)).toBe(true);
    // Eight parameters are few enough for differences, the simplex and the strategies to come close.
    for (const { value } of runs) expect(value).toBeGreaterThan(exact.value - 1e-6);
    expect(differences.value - exact.value).toBeLessThan(1e-3);
    expect(byName.get("green-function")!.value - exact.value).toBeLessThan(1);
    const threads = fitsOnThreads(2);
    const [again, other] = await Promise.all([threads.run(job("l-bfgs")), threads.run(job("cma-es"))]);
    await threads.close();
    expect(again.parameters).toEqual(exact.parameters);
    expect(other.value).toBe(byName.get("cma-es")!.value);
  }, 180_000);

  it("are known by name", () => {
    expect(() => solverNamed("guess")).toThrow(/no solver "guess"/);
  });
});

describe("second derivatives", () => {
  it("are those that the language computes, reverse over forward", async () => {
    const states = await basin(2, 40);
    const objective = await Objective.load(interpreted, "dense", states);
    const coordinates = coordinatesOf("dense", states);
    const parameters = startOf("dense", 2, drawing(2));
    const found = hessianOf(objective, coordinates, parameters);
    const program = await interpreted(
      `${programOf("dense")}\n(define (second theta observations first) (hessian (lambda (at) (negative-log-likelihood at observations first)) theta))`,
    );
    const exact = program.call(
      "second",
      new Tensor([8], parameters),
      new Tensor([40, 2], states.data),
      0,
    ) as unknown as Tensor;
    // By the coordinates: the map on both sides.
    const unit = (i: number): Float64Array =>
      coordinates.toParameters(Float64Array.from({ length: 8 }, (_, j) => (i === j ? 1 : 0)));
    const largest = found.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    for (let i = 0; i < 8; i++)
      for (let j = 0; j < 8; j++) {
        const [a, b] = [unit(i), unit(j)];
        const image = Float64Array.from({ length: 8 }, (_, k) => dot(exact.data.slice(8 * k, 8 * k + 8), b));
        expect(Math.abs(found[8 * i + j]! - dot(a, image)) / largest).toBeLessThan(1e-6);
      }
    program.dispose();
    objective.dispose();
  });

  it("have errors from their inverse; what is held has none; a saddle has no errors", async () => {
    const plain: Coordinates = {
      count: 3,
      toParameters: (point) => Float64Array.from(point, (x) => 2 * x),
      fromParameters: (parameters) => Float64Array.from(parameters, (x) => x / 2),
      gradient: (derivatives) => Float64Array.from(derivatives, (x) => 2 * x),
    };
    // Inverse of ((4 1) (1 1)): ((1/3 -1/3) (-1/3 4/3)).
    const laplace = laplaceOf(Float64Array.of(4, 1, 9, 1, 1, 9, 9, 9, 0), new Set([2]))!;
    [1 / 3, -1 / 3, 0, -1 / 3, 4 / 3, 0, 0, 0, 0].forEach((x, k) => {
      expect(laplace.covariance[k]).toBeCloseTo(x, 12);
    });
    const errors = standardErrors(laplace, plain);
    [2 * Math.sqrt(1 / 3), 2 * Math.sqrt(4 / 3), 0].forEach((x, i) => {
      expect(errors[i]).toBeCloseTo(x, 12);
    });
    expect(laplaceOf(Float64Array.of(1, 2, 2, 1), new Set())).toBeUndefined();
  });
});

describe("El Niño's mode", () => {
  const swing = (period: number, decay: number): Float64Array => {
    const size = Math.exp(-1 / decay);
    const angle = (2 * Math.PI) / period;
    const [c, s] = [size * Math.cos(angle), size * Math.sin(angle)];
    return Float64Array.of(c, -s, s, c);
  };
  const plain: Coordinates = {
    count: 4,
    toParameters: (point) => Float64Array.from(point),
    fromParameters: (parameters) => Float64Array.from(parameters),
    gradient: (derivatives) => Float64Array.from(derivatives),
  };
  const certain = (deviation: number) => ({
    covariance: new Float64Array(16),
    factor: Float64Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? deviation : 0)),
  });

  it("has the interval of the delta method where errors are small, and none where there is nothing to err", () => {
    const sure = modeEstimate(swing(48, 20), 2, plain, certain(0))!;
    expect(sure.period).toEqual({
      value: sure.period.value,
      low: sure.period.value,
      high: sure.period.value,
    });
    expect(sure.period.value).toBeCloseTo(48, 9);
    expect(sure.decay.value).toBeCloseTo(20, 9);
    // The angle is that of the mean rotation: its error is the deviation over the root of 2 and the modulus.
    const deviation = 1e-4;
    const { period, swinging } = modeEstimate(swing(48, 20), 2, plain, certain(deviation), { draws: 4000 })!;
    const error = (48 ** 2 / (2 * Math.PI)) * (deviation / Math.SQRT2 / Math.exp(-1 / 20));
    expect(period.high - 48).toBeGreaterThan(1.96 * error * 0.93);
    expect(period.high - 48).toBeLessThan(1.96 * error * 1.07);
    expect(48 - period.low).toBeGreaterThan(1.96 * error * 0.93);
    expect(swinging).toBe(1);
  });

  it("is missing where no eigenvalue has its period", () => {
    expect(modeEstimate(swing(12, 20), 2, plain, certain(0))).toBeUndefined();
  });
});

it("a gradient that is wrong is found", async () => {
  const states = await basin(3, 60);
  const objective = await Objective.load(interpreted, "dense", states);
  const coordinates = coordinatesOf("dense", states);
  const start = startOf("dense", 3, drawing(1));
  expect(checkGradient(objective, coordinates, start, "start")).toMatchObject({
    structure: "dense",
    coordinates: 20,
  });
  expect(checkGradient(objective, coordinates, start, "start").largestError).toBeLessThan(1e-6);
  const wrong = Object.create(objective, {
    valueAndGradient: {
      value: (at: Float64Array) => {
        const { value, gradient } = objective.valueAndGradient(at);
        return { value, gradient: gradient.map((x) => 1.001 * x) };
      },
    },
  }) as Objective;
  expect(checkGradient(wrong, coordinates, start, "start").largestError).toBeGreaterThan(1e-4);
  objective.dispose();
});

describe("the journal", () => {
  const random = seededRandom(7);
  const result = (value: number): SolverRun => ({
    ...{ solver: "l-bfgs", structure: "dense", dimension: 2, start: 1, stop: "gtol", curve: [] },
    ...{ evaluations: 6, values: 0, gradients: 1, seconds: 0.1, gradientNorm: 1e-3, value },
    parameters: Float64Array.from({ length: 8 }, () => random.uniform() * 10 ** (10 * random.uniform())),
  });

  it("gives back the same bits, drops what was cut off, and tells of damage", () => {
    const path = join(folder, "fits.jsonl");
    const journal = FitJournal.open(path);
    const [a, b] = [result(0.1 + 0.2), result(-1e-300)];
    journal.add("a", a);
    journal.add("b", b);
    journal.close();
    const whole = readFileSync(path, "utf8");
    appendFileSync(path, '{"hash":"c","result":{"parameters":[1,2');
    const again = FitJournal.open(path);
    expect([again.get("a"), again.get("b"), again.get("c")]).toEqual([a, b, undefined]);
    again.close();
    expect(readFileSync(path, "utf8")).toBe(whole);
    writeFileSync(path, `${whole.slice(0, 40)}\n${whole}`);
    expect(() => FitJournal.open(path)).toThrow(
      expect.objectContaining({ name: "DataError", file: path, line: 1 }),
    );
  });

  it("runs a job once, and again when anything has changed that its result depends on", async () => {
    const states = await basin(2, 40);
    const job: FitJob = { kind: "fit", solver: "l-bfgs", structure: "dense", states, seed: 1, budget: 60 };
    const solver = solverNamed("l-bfgs");
    const others: FitJob[] = [
      { ...job, seed: 2 },
      { ...job, budget: 61 },
      { ...job, structure: "stable" },
      { ...job, states: { ...states, data: states.data.with(3, 0) } },
      { ...job, states: { ...states, first: states.first + 1 } },
    ];
    const hashes = [job, ...others].map((one) => hashOf(one, solver));
    expect(new Set(hashes).size).toBe(6);
    expect(hashOf(job, { ...solver, settings: { memory: 5 } })).not.toBe(hashes[0]);
    expect(hashOf({ ...job, states: { ...states, first: states.first + 12 } }, solver)).toBe(hashes[0]);
    let asked = 0;
    const counting: Fits = {
      run: async () => {
        asked++;
        return result(asked) as never;
      },
      close: async () => undefined,
    };
    const path = join(folder, "once.jsonl");
    const fits = remembered(counting, FitJournal.open(path));
    const [first, second] = await Promise.all([fits.run(job), fits.run(job)]);
    expect([first, asked]).toEqual([second, 1]);
    await fits.close();
    const later = remembered(counting, FitJournal.open(path));
    expect([await later.run(job), asked]).toEqual([first, 1]);
    expect((await later.run(others[0]!)).value).toBe(2);
    await later.close();
  });
});
