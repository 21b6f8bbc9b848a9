// The gc-stress suite through the interpreter: every collection moves the interpreter itself.
import { describe, it } from "vitest";
import { loadInterpreter } from "../../host/index.js";
import { readCases } from "../support/cases.js";
import { check, outcomeOf } from "../support/check.js";
import { stress } from "../support/stress.js";

// Expansions without end grow for 10,000 steps before they are refused: at a collection for each allocation that takes hours.
const cases = readCases().filter(
  (c) => !/\b\d{4,}\b/.test(c.source) && c.source.length < 600 && !c.name.includes("without end"),
);

describe.each([...new Set(cases.map((c) => c.file))])("%s", (file) => {
  it.each(cases.filter((c) => c.file === file).map((c) => [c.name, c] as const))(
    "%s",
    { timeout: 300_000 },
    async (_name, test) => {
      const interpreter = await loadInterpreter();
      stress(interpreter, 500);
      check(test, await outcomeOf(() => interpreter.load(test.source)));
    },
  );
});
