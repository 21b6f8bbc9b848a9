// The graphs of every construct's program; tests/graphs.test.ts has a quarter of them.
import { beforeAll, expect, it } from "vitest";
import { type Interpreter, loadInterpreter } from "../../host/index.js";
import { readCases } from "../support/cases.js";
import { compareGraphs } from "../support/graph-roads.js";

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

it("are the same on both roads", async () => {
  const cases = readCases().filter((c) => c.gradient !== undefined);
  expect(cases.length).toBeGreaterThan(200);
  for (const test of cases) await compareGraphs(interpreter, test);
});
