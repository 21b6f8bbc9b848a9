// Every construct on both roads: value, output, error and gradient as other Schemes and closed forms have them, and the same core
// from both expanders.
import { beforeAll, describe, expect, it } from "vitest";
import { compile, type Interpreter, loadInterpreter } from "../host/index.js";
import { disagreement } from "./support/agreement.js";
import { readCases } from "./support/cases.js";
import { check, outcomeOf } from "./support/check.js";

const cases = readCases();
let interpreter: Interpreter;

beforeAll(async () => {
  interpreter = await loadInterpreter();
});

describe.each([...new Set(cases.map((c) => c.file))])("%s", (file) => {
  it.each(cases.filter((c) => c.file === file).map((c) => [c.name, c] as const))(
    "%s",
    async (_name, test) => {
      let core: string | undefined;
      const compiled = await outcomeOf(() =>
        compile(test.source, {
          dump: (pass, text) => {
            if (pass === "core") core = text;
          },
        }),
      );
      const interpreted = await outcomeOf(() => interpreter.load(test.source));
      check(test, compiled);
      check(test, interpreted);
      // Messages and places are the same, whatever the file expects.
      expect(interpreted.outcome).toEqual(compiled.outcome);
      if (core !== undefined) expect(interpreter.printCore(test.source)).toBe(core);
      if (test.gradient && compiled.program && interpreted.program)
        expect(disagreement(compiled.program, interpreted.program)).toBeUndefined();
      interpreted.program?.dispose();
    },
  );
});
