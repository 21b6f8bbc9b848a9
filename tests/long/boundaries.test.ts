// Gradients next to the boundaries of branches, in 5,000 random programs; tests/semantics.test.ts has the quick form.
import { expect, it } from "vitest";
import { loadInterpreter } from "../../host/index.js";
import { walkBoundaries } from "../support/boundaries.js";

it("hold up to the last number before a branch changes", async () => {
  const interpreter = await loadInterpreter();
  let [boundaries, oneSided] = [0, 0];
  for (let part = 0; part < 20; part++) {
    const tally = await walkBoundaries(interpreter, 900_000 + part, 250);
    boundaries += tally.boundaries;
    oneSided += tally.oneSided;
  }
  console.log(`boundaries: ${boundaries}; one-sided differences that agree: ${oneSided}`);
  expect(boundaries).toBeGreaterThan(2_000);
});
