// Every construct on both roads: value, output, error and gradient as other Schemes and closed forms have them, and the same core
// from both expanders. What takes seconds (`;; long:` in its file) is in tests/long/constructs.test.ts.
import { beforeAll, describe, expect, it } from "vitest";
import { type Interpreter, loadInterpreter } from "../host/index.js";
import { readCases } from "./support/cases.js";
import { checkBothRoads, checkInterpreted } from "./support/road-checks.js";

const cases = readCases().filter(({ long }) => long !== "both");
let interpreter: Interpreter;

beforeAll(async () => {
  interpreter = await loadInterpreter();
});

describe.each([...new Set(cases.map((c) => c.file))])("%s", (file) => {
  it.each(cases.filter((c) => c.file === file).map((c) => [c.name, c] as const))("%s", (_name, test) =>
    test.long === "compiled" ? checkInterpreted(test, interpreter) : checkBothRoads(test, interpreter),
  );
});

it("few constructs are left to the long tests", () => {
  expect(readCases().filter(({ long }) => long !== undefined).length).toBeLessThan(20);
});
