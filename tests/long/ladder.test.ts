// How often the default ladder fits the right structure from ones, over 100 seeds.
import { expect, test } from "vitest";
import { fitted, TARGETS } from "../calibrate/targets.js";

test.each(Object.keys(TARGETS))("%s", (name) => {
  const { found, median } = fitted(name, 100);
  console.info(`${name}: ${found} of 100, median of evaluations ${median}`);
  expect(found).toBeGreaterThanOrEqual(98);
});
