// `bench` and `study` reach their rooms; what these do is tested there.
import { expect, test } from "vitest";
import { Folder } from "./support.js";

const folder = new Folder();

test("bench --json prints rows, and every target with null for what was not measured", async () => {
  const { code, stdout } = await folder.run("bench", "--only", "artifact size", "--json");
  expect(code).toBe(0);
  const { machine, rows, ratios } = JSON.parse(stdout);
  expect(machine.node).toBe(process.versions.node);
  expect(rows).toMatchObject([{ workload: "artifact size", unit: "bytes" }]);
  expect(ratios.length).toBeGreaterThan(5);
  expect(ratios[0]).toMatchObject({ value: null, met: null });
});

test("bench --out writes its results, and no others are written when only some workloads are run", async () => {
  const { code, stderr } = await folder.run("bench", "--only", "artifact size", "--out", "results");
  expect(code).toBe(0);
  expect(stderr).toMatch(/^wrote results.results\.json$/m);
  const { rows } = JSON.parse(folder.read("results/results.json"));
  expect(rows).toMatchObject([{ workload: "artifact size", unit: "bytes" }]);
});

test("bench names the workloads when --only fits none", async () => {
  const { code, stdout, stderr } = await folder.run("bench", "--only", "no such");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(
    /^error: the bench cannot go on: no workload's name contains "no such"; there are: /,
  );
});

test("study lists the studies when the name is none", async () => {
  const { code, stdout, stderr } = await folder.run("study", "nope");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: there is no study "nope"; there are:\n {2}battery: /);
});

test("a study of both engines runs, and refuses a choice of one", async () => {
  const { code, stdout } = await folder.run("study", "nested", "--only", "Prolog", "--quick", "--json");
  expect(code).toBe(0);
  const { study, summary, rows } = JSON.parse(stdout);
  expect(study).toBe("nested");
  expect(summary).toMatchObject({ problems: 1, answers: 4, failures: [] });
  expect(rows).toHaveLength(2);

  const refused = await folder.run("study", "fidelity", "--engine", "interpreter");
  expect(refused).toEqual({
    code: 2,
    stdout: "",
    stderr: "error: the study fidelity compares both engines; leave out --engine\n",
  });
});

test("study fidelity prints its table and writes its files", async () => {
  const { code, stdout } = await folder.run("study", "fidelity", "--only", "P4 twice #0", "--out", "plots");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^A {6}P4 twice +1\/1 /m);
  expect(stdout).toMatch(/^ {2}values: equal to the bit$/m);
  expect(stdout).toMatch(/^wrote plots.fidelity\.csv$/m);
  expect(folder.read("plots/fidelity.csv").split("\n")[1]).toMatch(/^A,P4 twice,0,true,/);

  const none = await folder.run("study", "fidelity", "--only", "zebra");
  expect(none.code).toBe(1);
  expect(none.stderr).toMatch(/^error: the study fidelity cannot go on: no pair's name contains "zebra"/);
});
