// Random programs on both roads, quick form; tests/long/random-programs.test.ts runs 10,000.
import { expect, it } from "vitest";
import { loadInterpreter } from "../host/index.js";
import { compareRoads } from "./support/compare-roads.js";

it("compiled and interpreted programs agree in value and gradient, and with central differences", async () => {
  const tally = await compareRoads(await loadInterpreter(), 20_000, 2, 100);
  expect(tally.programs).toBe(200);
  // The comparison means something only when gradients flow and differences can be trusted.
  expect(tally.active).toBeGreaterThan(100);
  expect(tally.differenced).toBeGreaterThan(200);
});
