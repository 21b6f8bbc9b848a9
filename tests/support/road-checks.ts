// The checks of one construct on both roads, for the short suite and the long one.
import { expect } from "vitest";
import { compile, type Interpreter } from "../../host/index.js";
import { disagreement } from "./agreement.js";
import type { Case } from "./cases.js";
import { check, outcomeOf } from "./check.js";

/** Compiled and interpreted as the file expects, with the same messages, places and gradients, and the same core from both expanders. */
export async function checkBothRoads(test: Case, interpreter: Interpreter): Promise<void> {
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
}

/** Interpreted as the file expects. */
export async function checkInterpreted(test: Case, interpreter: Interpreter): Promise<void> {
  const interpreted = await outcomeOf(() => interpreter.load(test.source));
  check(test, interpreted);
  interpreted.program?.dispose();
}
