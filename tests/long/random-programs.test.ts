// 10,000 random programs on both roads.
import { expect, it } from "vitest";
import { loadInterpreter } from "../../host/index.js";
import { compareRoads } from "../support/compare-roads.js";

it("10,000 random programs agree", { timeout: 1_200_000 }, async () => {
  const tally = await compareRoads(await loadInterpreter(), 1, 100, 100);
  console.log(tally);
  expect(tally.programs).toBe(10_000);
});
