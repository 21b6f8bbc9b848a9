// The El Niño study where it takes long: the fit of 346 parameters converges; a study that was killed goes on where it was.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadRecord } from "../../studies/enso/data-files.js";
import { fitsHere } from "../../studies/enso/fit-pool.js";
import { prepare, statesOf } from "../../studies/enso/prepare.js";
import { hasConverged } from "../../studies/enso/solver.js";
import { loadRoads } from "../../studies/roads.js";
import { Folder } from "../cli/support.js";

it("the dense model of 15 components converges from the published start, through the interpreter", async () => {
  const { interpreted } = await loadRoads();
  const prepared = prepare(await loadRecord("pacific2deg"), { protocol: "clean", training: 362, kept: 15 });
  const run = await fitsHere(interpreted).run({
    ...{ kind: "fit", solver: "l-bfgs", structure: "dense", seed: 1, budget: 1500 },
    states: { data: statesOf(prepared, 15, 0, 360), dimension: 15, first: prepared.first },
  });
  expect(run.parameters).toHaveLength(346);
  expect(hasConverged(run)).toBe(true);
  expect(run.gradients).toBeLessThan(250);
});

it("goes on after it was killed, and does no fit twice", async () => {
  const folder = new Folder();
  const journal = join(folder.path, "results", "enso-fits.jsonl");
  const study = ["study", "enso", "--quick", "--only", "fit ", "--out", "results", "--json"];
  const lines = (): string[] =>
    existsSync(journal) ? readFileSync(journal, "utf8").split("\n").slice(0, -1) : [];
  const killed = folder.start(...study);
  const ended = new Promise((resolve) => killed.on("exit", resolve));
  while (lines().length < 3 && killed.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 20));
  killed.kill("SIGKILL");
  await ended;
  const before = lines();
  expect(before.length).toBeGreaterThanOrEqual(3);
  const again = await folder.run(...study);
  expect(again.code).toBe(0);
  const after = lines();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(new Set(after.map((line) => JSON.parse(line).hash)).size).toBe(after.length);
  const { rows } = JSON.parse(again.stdout);
  expect(rows).toHaveLength(after.length);
  const known = new Set(before.map((line) => JSON.parse(line).result.value));
  expect(rows.filter(({ value }: { value: number }) => known.has(value)).length).toBeGreaterThanOrEqual(3);
});
