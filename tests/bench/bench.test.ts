// The bench by what it answers, not by its timings: a cheap workload gives a well-formed report, every target is listed.
import { describe, expect, test } from "vitest";
import { formatBench, type Row, runBench } from "../../bench/index.js";
import { kernelRatio } from "../../bench/kernel-targets.js";
import { ratiosOf } from "../../bench/report.js";
import { ARTIFACT_SIZE, COLD_COMPILED, TARGETS } from "../../bench/targets.js";
import { quantile, quotient, timingOf } from "../../bench/timer.js";

const note = (text: string): never => {
  throw new Error(text);
};

describe("a quick run of one workload", () => {
  test("reports its rows as they come, and all targets", async () => {
    const seen: Row[] = [];
    const report = await runBench({
      quick: true,
      only: "eight",
      onRow: (row) => seen.push(row),
      onNote: note,
    });
    expect(seen).toEqual(report.rows);
    expect(report.rows.map((row) => [row.workload, row.subject, row.metric, row.unit])).toEqual([
      ["eight points", "compiled", "gradient, one evaluation", "ms"],
      ["eight points", "compiled", "gradient, 8 calls", "ms"],
      ["eight points", "interpreted", "gradient, one evaluation", "ms"],
      ["eight points", "interpreted", "gradient, 8 calls", "ms"],
    ]);
    for (const row of report.rows) {
      expect(row.p25).toBeGreaterThan(0);
      expect(row.median).toBeGreaterThanOrEqual(row.p25);
      expect(row.p75).toBeGreaterThanOrEqual(row.median);
    }
    expect(report.ratios.map((ratio) => ratio.name)).toEqual(TARGETS.map((target) => target.name));
    const measured = report.ratios.filter((ratio) => ratio.value !== null);
    expect(measured.map((ratio) => [ratio.target, typeof ratio.met])).toEqual([
      [2, "boolean"],
      [2, "boolean"],
    ]);
    for (const ratio of report.ratios) if (ratio.value === null) expect(ratio.met).toBeNull();
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(Object.keys(report)).toEqual(["machine", "rows", "ratios"]);
  });

  test("names the workloads when none fits", async () => {
    await expect(runBench({ only: "nonsense" })).rejects.toThrow(/nonsense.*logistic map.*cold process/s);
  });
});

describe("the report", () => {
  test("judges figures by their targets", () => {
    const tfjs = kernelRatio("logistic map", "tfjsToGradient");
    const ratios = ratiosOf(
      new Map([
        [tfjs, 999],
        [ARTIFACT_SIZE, 307200],
        [kernelRatio("list fold", "gradientToHandWritten"), 3],
      ]),
    );
    const of = (name: string) => ratios.find((ratio) => ratio.name === name);
    expect(of(tfjs)).toEqual({ name: tfjs, value: 999, target: 1000, met: false });
    expect(of(ARTIFACT_SIZE)).toMatchObject({ value: 307200, met: true });
    expect(of(kernelRatio("list fold", "gradientToHandWritten"))).toMatchObject({
      value: 3,
      target: null,
      met: null,
    });
    expect(of(COLD_COMPILED)).toMatchObject({ value: null, target: 1.5, met: null });
    expect(() => ratiosOf(new Map([["no such ratio", 1]]))).toThrow("no such ratio");
  });

  test("is printed as two tables", () => {
    const where = { workload: "w", subject: "s", metric: "m" };
    const text = formatBench({
      machine: {
        cpu: "a cpu",
        cores: 2,
        memoryGiB: 8,
        platform: "linux",
        arch: "x64",
        node: "20.0.0",
        v8: "11",
        peers: [
          { name: "gcc", version: "12.2.0" },
          { name: "ADOL-C", version: null, reason: "not installed" },
        ],
      },
      rows: [
        { ...where, median: 1.23456, p25: 1, p75: 2, unit: "µs" },
        { ...where, median: 300000, p25: 300000, p75: 300000, unit: "bytes" },
      ],
      ratios: ratiosOf(new Map([[ARTIFACT_SIZE, 300000]])),
    });
    expect(text).toMatch(
      /^a cpu, 2 cores, 8 GiB, linux x64, Node 20\.0\.0\ngcc 12\.2\.0, ADOL-C not installed\n/,
    );
    expect(text).toMatch(/^w +s +m +1\.23 +1 … 2 +µs$/m);
    expect(text).toMatch(/^w +s +m +300000 +bytes$/m);
    expect(text).toMatch(/^interpreter\/dmci\.wasm, bytes +300000 +at most 720896 +met$/m);
    expect(text).toMatch(/^run in a cold process, compiled, s +not measured +at most 1\.5$/m);
  });
});

describe("timings", () => {
  test("quartiles are of all samples, ratios of the fastest of each round", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    const slow = timingOf([[2, 4], [20], [6]]);
    const fast = timingOf([[1], [10], [2]]);
    expect(slow).toMatchObject({ median: 5, p25: 3.5, p75: 9.5, fastest: [2, 20, 6] });
    expect(quotient(slow, fast)).toBe(2);
  });
});
