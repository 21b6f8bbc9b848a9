// The El Niño study as a whole, reduced: with a solver of the test's own, with what it says when it is asked for what it has not.
import { expect, it } from "vitest";
import { coordinatesOf } from "../../../studies/enso/coordinates.js";
import { costOf } from "../../../studies/enso/costs.js";
import { runEnso } from "../../../studies/enso/enso.js";
import { observations } from "../../../studies/enso/likelihood.js";
import { Objective } from "../../../studies/enso/objective.js";
import {
  GRADIENT_UNITS,
  hasConverged,
  Problem,
  runSolver,
  type Solver,
} from "../../../studies/enso/solver.js";
import { startOf } from "../../../studies/enso/structures.js";
import { loadRoads } from "../../../studies/roads.js";
import type { Load } from "../../../studies/study.js";
import { Folder } from "../../cli/support.js";

/** The study loads its programs itself. */
const load: Load = () => {
  throw new Error("the engine chosen is not to be used");
};

/** Steps of fixed length down the gradient. */
const descent = (steps: number): Solver => ({
  name: "descent",
  gradients: true,
  most: 6,
  starts: 2,
  settings: { steps },
  solve(problem, start) {
    let at = start;
    for (let i = 0; i < steps; i++) {
      const gradient = problem.valueAndGradient(at)!.gradient!;
      const size = Math.hypot(...gradient);
      at = at.map((x, k) => x - (0.05 * gradient[k]!) / size);
    }
    return "budget";
  },
});

it("compares solvers from the same starts, and tells what they did", async () => {
  const news: string[] = [];
  const outcome = await runEnso(
    { load, quick: true, only: "fit", onProgress: (message) => news.push(message) },
    [descent(8)],
  );
  const { runs } = outcome.findings;
  expect(news).toEqual(["fit descent 6", "done"]);
  expect(
    runs.map(({ start, dimension, gradients, values }) => [start, dimension, gradients, values]),
  ).toEqual([
    [1, 6, 8, 0],
    [2, 6, 8, 0],
  ]);
  for (const run of runs) {
    expect(run.evaluations).toBe(8 * GRADIENT_UNITS);
    expect(run.value).toBeLessThan(run.curve[0]!.value);
    expect(run.value).toBe(run.curve.at(-1)!.value);
    expect(run.gradientNorm).toBeGreaterThan(0);
    expect(hasConverged(run)).toBe(false);
  }
  const { study, summary, rows, record } = outcome.report;
  expect([study, rows.length, record.seeds]).toEqual(["enso", 2, [1, 2]]);
  const best = Math.min(...runs.map(({ value }) => value));
  expect(summary.bestTrainNll).toEqual({ descent: { 6: best } });
  expect(Object.keys(summary)).toEqual(
    expect.arrayContaining(["gradientNorm", "secondsPerFit", "skillByLead", "seconds", "solvers"]),
  );
  expect(summary.solvers).toMatchObject([
    { solver: "descent", starts: 2, above: 0, within2Percent: expect.any(Number) },
  ]);
  expect(outcome.text).toContain("descent");
  const files = await outcome.files();
  expect([...files.keys()].sort()).toEqual(["enso-fits.csv", "enso.html", "enso.json"]);
  expect(files.get("enso.html")).toMatch(/<svg[\s\S]*descent/);
  expect(JSON.parse(JSON.stringify(outcome.report))).toMatchObject({ study: "enso" });
});

it("holds a solver to its budget", async () => {
  const { interpreted } = await loadRoads();
  const { data } = await observations(2, 24);
  const states = { data, dimension: 2, first: 0 };
  const objective = await Objective.load(interpreted, "dense", states);
  const start = startOf("dense", 2, () => 0.5);
  const coordinates = coordinatesOf("dense", states);
  const run = (steps: number) =>
    runSolver(descent(steps), new Problem(objective, coordinates, 5 * GRADIENT_UNITS), start, 1);
  expect(run(5).evaluations).toBe(5 * GRADIENT_UNITS);
  expect(() => run(6)).toThrow(/asked for 36 evaluations of 30/);
  objective.dispose();
});

it("has references of forecasts without a solver", async () => {
  const { report, findings } = await runEnso({ load, quick: true, only: "kaplan clean" }, []);
  expect(findings.skills.map(({ split, testMonths }) => [split, testMonths])).toEqual([["kaplan", 238]]);
  const { byLead, selection, trend, dimension } = findings.skills[0]!;
  const scores = Object.values(selection).flatMap((bySize) => Object.values(bySize));
  expect(scores).toHaveLength(8);
  expect(selection[trend]![dimension]).toBe(Math.min(...scores));
  expect(byLead.map(({ lead }) => lead)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  for (const { of } of byLead)
    for (const { skill, advantage } of Object.values(of)) {
      const { correlation, rmse } = skill;
      expect(correlation.low <= correlation.value && correlation.value <= correlation.high).toBe(true);
      expect(rmse.low <= rmse.value && rmse.value <= rmse.high).toBe(true);
      const more = rmse.value - of.dampedPersistence!.skill.rmse.value;
      expect(advantage.rmse.value).toBeCloseTo(more, 12);
    }
  // 36 skills, and what the Green function chose.
  expect(report.rows).toHaveLength(37);
});

it("measures both roads on the same states", async () => {
  const { data } = await observations(3, 24);
  const cost = await costOf(await loadRoads(), "stable", { data, dimension: 3, first: 0 }, 3, () => 0.3);
  expect(cost).toMatchObject({ structure: "stable", dimension: 3, months: 24, parameters: 16 });
  expect(Math.min(cost.compiledSeconds, cost.interpretedSeconds, cost.ratio)).toBeGreaterThan(0);
  expect(cost.difference).toBeLessThan(1e-12);
});

it("names its parts, and what is wrong with NOAA's file", async () => {
  const folder = new Folder();
  const unknown = await folder.run("study", "enso", "--only", "no such");
  expect([unknown.code, unknown.stdout]).toEqual([1, ""]);
  expect(unknown.stderr).toMatch(/no part's name contains "no such"; they are cost dense 6, /);
  folder.write("sst.nc", "month,g0\n");
  const wrong = await folder.run("study", "enso", "--ersst", "sst.nc", "--only", "ersst ");
  expect([wrong.code, wrong.stdout]).toEqual([1, ""]);
  expect(wrong.stderr).toMatch(/^sst\.nc: error: this is no NetCDF file/);
  const useless = await folder.run("study", "nested", "--ersst", "sst.nc");
  expect([useless.code, useless.stdout]).toEqual([2, ""]);
  expect(useless.stderr).toMatch(/the study nested has no use for --ersst/);
});
