// The studies that search: their data and definitions, and that nothing a forecast is scored by can reach it.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadInterpreter } from "../../host/index.js";
import { screen } from "../../search/funnel.js";
import { lifeCurve, measuredCurves, simulatedCurves } from "../../studies/battery-search/cells.js";
import { compared, forecasts, pooledRmse } from "../../studies/battery-search/forecasts.js";
import { STRUCTURES, TRUTH } from "../../studies/battery-search/structures.js";
import { forecastPoints, SQUARE_ROOT, writeTask } from "../../studies/battery-search/task.js";
import { REFERENCES } from "../../studies/flu/references.js";
import { compareWeeks, fitted, measuresOf, predicted } from "../../studies/flu/scoring.js";
import { HORIZONS, type Row, rowsOf, SEASONS } from "../../studies/flu/weeks.js";
import { studies } from "../../studies/index.js";
import { parseFormula } from "../../studies/symbolic/formula.js";
import { experimentD, feynmanTargets } from "../../studies/symbolic/targets.js";
import { temporary } from "../search/support.js";

const interpreter = await loadInterpreter();
const load = interpreter.load.bind(interpreter);

describe("battery-search: cells", () => {
  test("a life is laid out on 100 points by linear interpolation, relative to the first cycle, up to 0.8 of it", () => {
    // 2 Ah at cycle 1, falling by 0.1 a cycle: 0.8 of it is reached at cycle 5.
    const recorded = Array.from({ length: 12 }, (_, i) => ({ cycle: 1 + i, capacity: 2 - 0.1 * i }));
    const health = lifeCurve(recorded) as Float64Array;
    expect(health).toHaveLength(100);
    expect(health[0]).toBe(1);
    expect(health[99]).toBeCloseTo(0.8, 12);
    expect(health[33]).toBeCloseTo(1 - (0.2 * 33) / 99, 12);
    const shuffled = [...recorded].reverse().concat({ cycle: 3, capacity: Number.NaN });
    expect(lifeCurve(shuffled)).toEqual(health);
    expect(lifeCurve(recorded.slice(0, 9))).toBeUndefined();
  });

  test("117 are measured, all from 1 and falling; simulated ones come from the seed", async () => {
    const curves = await measuredCurves();
    expect(curves).toHaveLength(117);
    for (const { health } of curves) {
      expect(health[0]).toBe(1);
      expect(health[99]).toBeLessThan(0.9);
      expect(health.every(Number.isFinite)).toBe(true);
    }
    expect(simulatedCurves(0)).toEqual(simulatedCurves(0));
    expect(simulatedCurves(0)[0]?.health).not.toEqual(simulatedCurves(1)[0]?.health);
  });

  test("forecasts are every tenth point from the border on, and the last", () => {
    expect(forecastPoints(70)).toEqual([70, 80, 90, 99]);
    expect(forecastPoints(45)).toEqual([45, 55, 65, 75, 85, 95, 99]);
  });

  test("a task's files hold the points before the border, and later points of the cells that rank apart from the others'", () => {
    const folder = temporary();
    const curves = simulatedCurves(0);
    const problem = { name: "x", curves, border: 70, ranks: (i: number) => i % 2 === 0 };
    const task = writeTask(folder, problem, { evaluations: 1 }, 1);
    const points = (file: string | undefined): string[][] =>
      readFileSync(file as string, "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","));
    expect(Math.max(...points(task.data.train).map(([, k]) => Number(k)))).toBe(69);
    const [ranking, tested] = [points(task.data.validation), points(task.data.test)];
    expect(Math.min(...[...ranking, ...tested].map(([, k]) => Number(k)))).toBe(70);
    const cells = (rows: string[][]): Set<string> => new Set(rows.map(([cell]) => cell as string));
    expect(cells(ranking).size + cells(tested).size).toBe(12);
    expect([...cells(ranking)].filter((cell) => cells(tested).has(cell))).toEqual([]);
    expect(screen(SQUARE_ROOT, task).status).toBe("candidate");
  });
});

describe("battery-search: forecasts", () => {
  test("of noiseless cells by their own structure are exact; the square root's are not, and a bootstrap tells them apart", async () => {
    const curves = [0.014, 0.016, 0.018, 0.017].map((a, i) => ({
      cell: String(i),
      health: Float64Array.from({ length: 100 }, (_, k) => Math.min(1 - a * Math.sqrt(k), 1 - 0.0024 * k)),
    }));
    const of = (name: string) =>
      forecasts(load, STRUCTURES.find((one) => one.name === name)?.text as string, curves, 70);
    const [exact, smooth] = [await of(TRUTH), await of("square root")];
    expect(pooledRmse(exact)).toBeLessThan(1e-9);
    // The seed cannot bend: at the last point it is off by at least half of what the knee has cost.
    expect(pooledRmse(smooth)).toBeGreaterThan(0.01);
    const { difference, lower, upper } = compared(exact, smooth, 500);
    expect(difference).toBeCloseTo(pooledRmse(exact) - pooledRmse(smooth), 12);
    expect(lower).toBeLessThanOrEqual(difference);
    expect(upper).toBeLessThan(0);
    expect(compared(exact, exact, 10)).toMatchObject({ difference: 0, lower: 0, upper: 0 });
  });
});

describe("symbolic", () => {
  test("formulas follow Python's precedence", () => {
    const value = (text: string): number =>
      parseFormula(text, ["x", "y"])(
        new Map([
          ["x", 3],
          ["y", 2],
        ]),
      );
    expect(value("-x**2")).toBe(-9);
    expect(value("2**-y")).toBe(0.25);
    expect(value("y**x**y")).toBe(512);
    expect(value("x-y-1")).toBe(0);
    expect(value("12/x/y*2")).toBe(4);
    expect(value("1/2*x")).toBe(1.5);
    expect(value("sqrt(2*pi)*1e1")).toBeCloseTo(25.066282746310002, 12);
    expect(value("arcsin(sin(x/y/2))+ln(exp(y))")).toBeCloseTo(2.75, 12);
    expect(() => parseFormula("x +", ["x"])).toThrow(
      /expected a number, a variable or a function, found the end/,
    );
    expect(() => parseFormula("(x", ["x"])).toThrow(/closing bracket/);
    expect(() => parseFormula("z", ["x"])).toThrow(/found z/);
    expect(() => parseFormula("x y", ["x", "y"])).toThrow(/expected the end, found y/);
  });

  test("targets: experiment D as published; equations by their number of variables, at points in their ranges, splits apart", async () => {
    const { train } = experimentD();
    expect(train.columns[0]?.[0]).toBe(0.5);
    expect(train.columns[0]?.[19]).toBe(3);
    expect(train.target[19]).toBeCloseTo(2 * Math.sin(9) + 4.5, 12);
    const targets = await feynmanTargets();
    expect(targets).toHaveLength(16);
    const bell = targets.find(({ name }) => name === "I.6.2a");
    for (const split of [bell?.train, bell?.validation, bell?.test]) {
      split?.target.forEach((y, i) => {
        const theta = split.columns[0]?.[i] as number;
        expect(theta).toBeGreaterThan(1);
        expect(theta).toBeLessThan(3);
        expect(y).toBeCloseTo(Math.exp(-(theta ** 2) / 2) / Math.sqrt(2 * Math.PI), 14);
      });
    }
    expect(bell?.train.columns[0]?.[0]).not.toBe(bell?.test.columns[0]?.[0]);
    for (const { train: rows } of targets) expect(rows.target.every(Number.isFinite)).toBe(true);
  });
});

describe("flu", () => {
  test("rows: origin and target in the split's seasons, arguments from the origin and before, means of training seasons", async () => {
    const lines = readFileSync("studies/flu/data/wili_wide_2010w40_2025w39_spliced.csv", "utf8")
      .trim()
      .split("\n");
    const column = (lines[0] as string).split(",").indexOf("hhs3");
    const series = lines.slice(1).map((line) => Number(line.split(",")[column]));
    const epiweek = lines.slice(1).map((line) => Number(line.split(",")[0]));
    const seasonOf = (i: number): number => {
      const week = epiweek[i] as number;
      return Math.floor(week / 100) - (week % 100 < 40 ? 1 : 0);
    };
    for (const split of ["train", "validation", "test"] as const) {
      const rows = (await rowsOf(split)).filter(({ region }) => region === "hhs3");
      expect(new Set(rows.map(({ origin }) => seasonOf(origin)))).toEqual(new Set(SEASONS[split]));
      for (const { origin, horizon, arguments: given, target } of rows) {
        expect(given.slice(0, 3)).toEqual([series[origin], series[origin - 1], series[origin - 2]]);
        expect(target).toBe(series[origin + horizon]);
        expect(SEASONS[split]).toContain(seasonOf(origin + horizon));
        expect(given[7]).toBe(horizon);
      }
    }
    // The mean of week 3 over the eight training seasons.
    const third = epiweek.flatMap((week, i) =>
      week % 100 === 3 && week < 201840 ? [series[i] as number] : [],
    );
    expect(third).toHaveLength(8);
    const mean = third.reduce((a, b) => a + b, 0) / 8;
    const row = (await rowsOf("test")).find(({ region, origin, horizon }) => {
      return region === "hhs3" && (epiweek[origin + horizon] as number) % 100 === 3;
    });
    expect(row?.arguments[4]).toBeCloseTo(mean, 12);
  });

  test("references: what a program answers is the forecast by hand; the autoregression's constants are found again", async () => {
    const row = (given: readonly number[], target: number, origin = 0): Row => ({
      origin,
      region: "nat",
      horizon: given[7] as number,
      arguments: given,
      target,
    });
    const one = row([3, 2.5, 2, 2, 2.2, 10, 5, 2], 3);
    const forecast = async (name: string): Promise<number> => {
      const text = REFERENCES.find((reference) => reference.name === name)?.text as string;
      return (await predicted(load, text, {}, { validation: [one], test: [one] })).test[0] as number;
    };
    expect(await forecast("persistence")).toBe(3);
    expect(await forecast("seasonal mean")).toBe(2.2);
    expect(await forecast("damped persistence")).toBeCloseTo(2.2 + 0.81 * 1, 12);
    const ar = REFERENCES.find(({ name }) => name.startsWith("AR"))?.text as string;
    const rows = Array.from({ length: 60 }, (_, i) => {
      const [p, q, r] = [2 + Math.sin(i), 2 + Math.cos(3 * i), 1 + Math.sin(2 * i + 1)] as const;
      const next = 0.3 + 0.9 * p - 0.2 * q + 0.1 * r;
      const after = 0.3 + 0.9 * next - 0.2 * p + 0.1 * q;
      return i % 2 === 0 ? row([p, q, r, 0, 0, 0, 0, 1], next) : row([p, q, r, 0, 0, 0, 0, 2], after);
    });
    const constants = await fitted(load, ar, rows);
    expect(constants.a).toBeCloseTo(0.3, 6);
    expect(constants.b1).toBeCloseTo(0.9, 6);
    expect(constants.b2).toBeCloseTo(-0.2, 6);
    expect(constants.b3).toBeCloseTo(0.1, 6);
  });

  test("scores by horizon, and weeks compared in blocks", () => {
    const rows: Row[] = Array.from({ length: 40 }, (_, i) => ({
      origin: i >> 2,
      region: "nat",
      horizon: HORIZONS[i % 4] as number,
      arguments: [],
      target: i,
    }));
    const off = (by: number): Float64Array => Float64Array.from(rows, ({ target }) => target + by);
    const all = { validation: rows, test: rows };
    const measures = measuresOf({ validation: off(2), test: off(0.5) }, all);
    expect(measures.validationRmse).toBeCloseTo(2, 12);
    expect(measures.testRmse).toBeCloseTo(0.5, 12);
    expect(measures.byHorizon.map(({ horizon }) => horizon)).toEqual(HORIZONS);
    expect(measures.byHorizon[0]?.correlation).toBeCloseTo(1, 12);
    const { difference, lower, upper } = compareWeeks(rows, off(0.5), off(2));
    expect([difference, lower, upper].map((x) => Number(x.toFixed(9)))).toEqual([-1.5, -1.5, -1.5]);
  });
});

test("the studies that search are listed, and say so", () => {
  for (const name of ["battery-search", "flu", "symbolic"]) expect(studies[name]?.searches).toBe(true);
});
