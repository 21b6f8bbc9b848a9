// The battery study: its definitions, that nothing held out leaks into a forecast, and what it hands over.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Interpreter, loadInterpreter } from "../../host/index.js";
import { persistence, straightLine } from "../../studies/battery/baselines.js";
import { type BatteryOutcome, runBattery } from "../../studies/battery/battery.js";
import { cellOf, readCells, type Series, windows } from "../../studies/battery/cells.js";
import { fitTrained, type Knee, source } from "../../studies/battery/model.js";
import { pooledRmse } from "../../studies/battery/scores.js";
import { kneeOfOthers } from "../../studies/battery/two-regime.js";
import { studies } from "../../studies/index.js";

const interpreter: Interpreter = await loadInterpreter();
const load = interpreter.load.bind(interpreter);
const series = (capacities: number[]): Series => ({
  cycles: Float64Array.from(capacities, (_, i) => i + 2),
  capacities: Float64Array.from(capacities),
});

describe("cells", () => {
  test("117, with the cycle lives of the metadata", async () => {
    const cells = await readCells();
    expect(cells).toHaveLength(117);
    const lines = readFileSync(new URL("../../studies/battery/data/cells.csv", import.meta.url), "utf8")
      .trim()
      .split("\n");
    const column = lines[0]!.split(",").indexOf("cycle_life_from_data");
    const lives = new Map(
      lines.slice(1).map((line) => [line.split(",")[0]!, Number(line.split(",")[column])]),
    );
    for (const { id, life } of cells)
      expect(Math.abs(lives.get(id)! - life.cycles.at(-1)!)).toBeLessThanOrEqual(2);
  });
  test("life ends with the first cycle at or below 0.88 Ah; 70 % of its cycles are trained", () => {
    const { life, trained, heldOut } = cellOf(
      "x",
      "b",
      series([1.1, 1.08, 1.05, 1.04, 1.02, 1, 0.98, 0.95, 0.9, 0.88, 0.87, 1]),
    );
    expect([...life.cycles]).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect([...trained.cycles]).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect([...heldOut.capacities]).toEqual([0.95, 0.9, 0.88]);
  });
  test("windows: as many as asked, in order, each the median of its own cycles", () => {
    expect([...windows(series([5, 1, 3, 9, 7, 8]), 2).capacities]).toEqual([3, 8]);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 80 }),
        (values, count) => {
          const { cycles, capacities } = windows(series(values), count);
          expect(cycles.length).toBe(Math.min(count, values.length));
          expect([...cycles]).toEqual([...cycles].sort((a, b) => a - b));
          for (const q of capacities) expect(q).toBeLessThanOrEqual(Math.max(...values));
        },
      ),
    );
  });
});

describe("baselines", () => {
  test("a straight line is continued exactly, by all of it or by a part; persistence carries the last value on", () => {
    const trained = series([10, 9, 8, 7, 6, 5, 4, 3, 2]);
    for (const share of [1, 1 / 3])
      expect([...straightLine(trained, share)(Float64Array.of(11, 12))].map((q) => q.toFixed(9))).toEqual([
        "1.000000000",
        "0.000000000",
      ]);
    expect([...persistence(trained)(Float64Array.of(11, 20))]).toEqual([2, 2]);
  });
  test("the last third alone decides the late line", () => {
    const [q] = straightLine(series([5, 50, 500, 0, 1, 2, 6, 5, 4]), 1 / 3)(Float64Array.of(11));
    expect(q).toBeCloseTo(3, 12);
  });
  test("pooling weighs points, not cells", () => {
    expect(
      pooledRmse([
        { squares: 4, points: 1 },
        { squares: 0, points: 3 },
      ]),
    ).toBe(1); // prettier-ignore
  });
});

describe("the program", () => {
  const cycles = Float64Array.from({ length: 300 }, (_, i) => i + 1);
  const truth = { fresh: 1.08, decade: 260, exponent: 1.7, "knee-fade": 0.07, steepening: 3 };
  const made = (): Series => {
    const program = load(source);
    program.setParameters(truth);
    return { cycles, capacities: program.batch("capacity", [cycles]).values };
  };
  test("a knee behind which there are points is found", async () => {
    const program = load(source);
    const { parameters } = await fitTrained(program, made(), { "knee-fade": 0.05, steepening: 2 }, {});
    expect(parameters["knee-fade"]).toBeCloseTo(truth["knee-fade"], 2);
    expect(parameters.steepening! / truth.steepening).toBeCloseTo(1, 1);
  });
  test("before its knee a cell determines the first regime and leaves the knee exactly where it was put", async () => {
    const { cycles: all, capacities } = made();
    const trained = { cycles: all.slice(0, 180), capacities: capacities.slice(0, 180) };
    const fitted = await fitTrained(load(source), trained, { "knee-fade": 0.11, steepening: 2.5 }, {});
    expect(fitted.parameters).toMatchObject({ "knee-fade": 0.11, steepening: 2.5 });
    expect(fitted.standardErrors).toMatchObject({ "knee-fade": null, steepening: null });
    expect(fitted.parameters.exponent).toBeCloseTo(1.7, 2);
    expect(fitted.parameters.decade! / 260).toBeCloseTo(1, 2);
  });
});

describe("the study", () => {
  let outcome: BatteryOutcome;
  beforeAll(async () => {
    outcome = await runBattery({ load, quick: true });
  });

  test("summary and rows are those of all cells, with finite numbers", () => {
    const { study, summary, rows, record } = outcome.report;
    expect(study).toBe("battery");
    expect(rows).toHaveLength(117);
    expect(summary.cells).toBe(117);
    for (const value of Object.values(summary.pooledHoldoutRmse)) expect(value).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(outcome.report))).toEqual(outcome.report);
    expect(record.versions.node).toBe(process.versions.node);
  });
  test("the published recipe on the sigmoid knee comes within 5 % of the published table, and converged fits train no worse on any cell", () => {
    const { summary } = outcome.report;
    expect(Math.abs(summary.published.late["sigmoid-knee"]! / 0.0507 - 1)).toBeLessThan(0.05);
    expect(Math.abs(summary.published.early["sigmoid-knee"]! / 0.057 - 1)).toBeLessThan(0.05);
    expect(Object.keys(summary.converged.late)).toEqual(["sigmoid-knee"]);
    expect(summary.trainedWorseThanPublished).toBe(0);
    expect(summary.secondsPerStructure).toBeGreaterThan(0);
    expect(summary.secondsPerStructure).toBeLessThan(summary.seconds);
  });
  test("what --quick leaves out is said", () => {
    expect(outcome.report.summary.leftOut.join()).toMatch(/HUST/);
    expect(outcome.text).toContain("Not run:");
  });
  test("the pooled error of persistence, computed from the CSV alone", () => {
    const rows = readFileSync(
      new URL("../../studies/battery/data/capacity_per_cycle.csv", import.meta.url),
      "utf8",
    )
      .trim()
      .split("\n")
      .slice(1);
    const cells = new Map<string, number[]>();
    for (const row of rows) {
      const [id, , q] = row.split(",");
      const list = cells.get(id!) ?? [];
      if (list.length === 0 || list.at(-1)! > 0.88) list.push(Number(q));
      cells.set(id!, list);
    }
    for (const spiked of ["b1c18", "b2c12", "b2c44"]) cells.delete(spiked);
    let squares = 0;
    let points = 0;
    for (const list of cells.values()) {
      const border = Math.round(0.7 * list.length);
      for (const q of list.slice(border)) squares += (q - list[border - 1]!) ** 2;
      points += list.length - border;
    }
    expect(outcome.report.summary.heldOutCycles).toBe(points);
    expect(outcome.report.summary.pooledHoldoutRmse.persistence).toBeCloseTo(Math.sqrt(squares / points), 12);
  });
  test("a two-regime program forecasts better than persistence and both lines", () => {
    const { twoRegimeSharedKnee, ...others } = outcome.report.summary.pooledHoldoutRmse;
    expect(twoRegimeSharedKnee).toBeLessThan(Math.min(others.persistence, others.line, others.lateLine));
  });
  test("the knee that a cell is lent is the median of the cells of other batches", () => {
    const life = (batch: string, fade: number): [{ batch: string }, Knee] => [
      { batch },
      { "knee-fade": fade, steepening: 10 * fade },
    ];
    const lives = new Map([life("b1", 9), life("b2", 1), life("b2", 5), life("b3", 2), life("b1", 8)]);
    expect(kneeOfOthers({ batch: "b1" }, lives)).toEqual({ "knee-fade": 2, steepening: 20 });
    expect(kneeOfOthers({ batch: "b3" }, lives)).toEqual({ "knee-fade": 6.5, steepening: 65 });
  });
  test("files: a picture of the cells, and the calibrated program of the first", async () => {
    const files = await outcome.files();
    const svg = files.get("battery.svg")!;
    expect(svg.startsWith("<svg")).toBe(true);
    expect(files.get("battery.html")).toContain("sigmoid-knee");
    for (const title of ["b1c0", "persistence", "straight line, last third", "cycle"])
      expect(svg).toContain(title);
    const program = load(files.get("two-regime-b1c0.scm")!);
    const first = outcome.cells[0]!.sharedKnee.parameters;
    for (const [name, { value }] of program.parameters) expect(value).toBe(first[name]);
  });
  test("one cell alone, by name; a name that no cell has", async () => {
    const one = await runBattery({ load, only: "b3c45" });
    expect(one.cells).toEqual(outcome.cells.filter(({ cell }) => cell === "b3c45"));
    await expect(studies.battery!.run({ load, only: "zebra" })).rejects.toThrow(
      'no cell\'s name contains "zebra"',
    );
  });
  test("cancelled: rejected with the reason", async () => {
    const controller = new AbortController();
    const running = runBattery({
      load,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(running).rejects.toThrow("enough");
  });
});
