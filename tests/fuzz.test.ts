// Two hundred random programs over the whole language against Guile; `npm run fuzz` takes 20,000. Skipped where Guile is not installed.
import { describe, expect, it } from "vitest";
import { findPeer, fuzz } from "./fuzz/fuzz.js";

const installed = findPeer("guile") !== undefined;
if (!installed) console.log("tests/fuzz.test.ts is skipped: Guile is not installed");

describe.skipIf(!installed)("random programs over the whole language", () => {
  it("have the same value compiled, interpreted and in Guile", { timeout: 300_000 }, async () => {
    const report = await fuzz({ cases: 200, seed: 20261126, peer: "guile" });
    expect(report.differences).toEqual([]);
    expect(report.cases).toBe(200);
    // Programs that fail show little.
    expect(report.failing).toBeLessThan(40);
  });
});
