// Every check of the conformance suite holds interpreted, and every fourth one compiled, of those with `eval`, which compiles the whole library
// into each module, every sixteenth; all of them compiled: tests/long/conformance.test.ts.
import { describe, expect, it } from "vitest";
import { compile, loadInterpreter } from "../host/index.js";
import { failure, readChecks } from "./support/conformance.js";

const checks = readChecks();
const wholeLibrary = /\(eval\s/;
const files = [...new Set(checks.map((check) => check.file))];

describe("the conformance suite", () => {
  it("is large", () => {
    expect(checks.length).toBeGreaterThan(1600);
  });

  it.each(files)("%s, interpreted", async (file) => {
    const interpreter = await loadInterpreter();
    for (const check of checks.filter((each) => each.file === file))
      expect.soft(await failure(check, () => interpreter.load(check.source))).toBeUndefined();
  });

  it.each(files)("%s, compiled", async (file) => {
    const some = checks.filter(
      (each, i) => each.file === file && i % (wholeLibrary.test(each.source) ? 16 : 4) === 0,
    );
    expect(some.length).toBeGreaterThan(0);
    for (const check of some) expect.soft(await failure(check, () => compile(check.source))).toBeUndefined();
  });
});
