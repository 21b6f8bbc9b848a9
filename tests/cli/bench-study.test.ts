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
