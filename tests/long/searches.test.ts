// The quick versions of the studies that search, end to end through the command.
import { expect, test } from "vitest";
import { Folder } from "../cli/support.js";

async function study(name: string, ...more: readonly string[]) {
  const folder = new Folder();
  const run = await folder.run("study", name, "--quick", "--json", "--out", "out", ...more);
  expect(run.stderr).toBe("");
  expect(run.code).toBe(0);
  return { report: JSON.parse(run.stdout), page: (file: string) => folder.read(`out/${file}`) };
}

test("battery-search: the seeds, their figures, and a page for each search", async () => {
  const { report, page } = await study("battery-search");
  const { summary, rows } = report;
  expect(summary.seeds).toEqual([1, 2]);
  expect(summary.bestForecastRmse).toHaveLength(2);
  expect(summary.successes).toBe(summary.bestForecastRmse.filter((rmse: number) => rmse <= 0.0143).length);
  expect(summary.candidatesPerMinute).toBeGreaterThan(0);
  expect(summary.measured.early.testCells).toBe(58);
  const { difference, lower, upper } = summary.measured.early.difference;
  expect(lower).toBeLessThanOrEqual(difference);
  expect(upper).toBeGreaterThanOrEqual(difference);
  expect(rows).toHaveLength(3);
  expect(page("synthetic-1.html")).toContain("simulated cells, seed 1");
  expect(page("early.html")).toContain("measured cells, early border");
});

test("symbolic: a row for each target", async () => {
  const { report } = await study("symbolic");
  expect(report.rows).toHaveLength(4);
  expect(report.summary.recoveredFeynman).toBeGreaterThanOrEqual(0);
  for (const row of report.rows) expect(row.recovered).toBe((row.relativeTestRmse ?? 1) <= 1e-6);
});

test("flu: the program found beside the references, chosen by validation", async () => {
  const { report } = await study("flu");
  const { references, bestReference, found } = report.summary;
  const validation = (name: string): number => references[name].validationRmse;
  for (const name of Object.keys(references))
    expect(validation(bestReference)).toBeLessThanOrEqual(validation(name));
  // The references are start programs of the search.
  expect(found.validationRmse).toBeLessThanOrEqual(validation(bestReference) + 1e-6);
});

test("an engine cannot be chosen: candidates run in the interpreter", async () => {
  const run = await new Folder().run("study", "flu", "--engine", "compiled");
  expect(run.code).toBe(2);
  expect(run.stderr).toContain("runs programs in the interpreter; leave out --engine");
});
