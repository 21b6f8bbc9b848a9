// The gc-stress suite: every construct, compiled, with a collection at every safe point and slices of 50 steps.
// stress.test.ts does the same with the interpreter.
import { describe, it } from "vitest";
import { compile } from "../../host/index.js";
import { readCases } from "../support/cases.js";
import { check, outcomeOf } from "../support/check.js";
import { stress } from "../support/stress.js";

// Programs that run long take minutes at this rate; they have nothing that shorter ones lack.
const cases = readCases().filter((c) => !/\b\d{5,}\b/.test(c.source));

describe.each([...new Set(cases.map((c) => c.file))])("%s", (file) => {
  it.each(cases.filter((c) => c.file === file).map((c) => [c.name, c] as const))(
    "%s",
    async (_name, test) => {
      check(
        test,
        await outcomeOf(async () => {
          const program = await compile(test.source);
          stress(program);
          return program;
        }),
      );
    },
  );
});
