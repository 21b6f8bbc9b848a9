// Every check of the conformance suite holds compiled.
import { describe, expect, it } from "vitest";
import { compile } from "../../host/index.js";
import { failure, readChecks } from "../support/conformance.js";

const checks = readChecks();

describe("the conformance suite, compiled", () => {
  it.each([...new Set(checks.map((check) => check.file))])("%s", async (file) => {
    for (const check of checks.filter((each) => each.file === file))
      expect.soft(await failure(check, () => compile(check.source))).toBeUndefined();
  });
});
