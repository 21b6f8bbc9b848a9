// The constructs that take seconds, on both roads; all others are in tests/constructs.test.ts.
import { expect, it } from "vitest";
import { loadInterpreter } from "../../host/index.js";
import { readCases } from "../support/cases.js";
import { checkBothRoads } from "../support/road-checks.js";

const cases = readCases().filter(({ long }) => long !== undefined);

it("there are some", () => {
  expect(cases.length).toBeGreaterThan(10);
});

it.each(cases.map((c) => [`${c.file}: ${c.name}`, c] as const))("%s", async (_name, test) => {
  await checkBothRoads(test, await loadInterpreter());
});
