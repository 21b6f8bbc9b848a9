// Every construct on both roads: value, output, error and gradient as other Schemes and closed forms have them, and the same core
// from both expanders.
import { beforeAll, describe, expect, it } from "vitest";
import {
  compile,
  type Interpreter,
  LimitError,
  loadInterpreter,
  type Program,
  SchemeError,
} from "../host/index.js";
import { disagreement } from "./support/agreement.js";
import { type Case, readCases } from "./support/cases.js";

const cases = readCases();
let interpreter: Interpreter;

beforeAll(async () => {
  interpreter = await loadInterpreter();
});

interface Outcome {
  readonly value?: string;
  readonly output?: string;
  readonly error?: { kind: string; line: number; column: number; message: string };
}

async function outcome(
  load: () => Program | Promise<Program>,
): Promise<{ outcome: Outcome; program?: Program }> {
  let program: Program | undefined;
  try {
    program = await load();
    const value = program.write();
    return { outcome: { value, output: program.output }, program };
  } catch (error) {
    if (error instanceof LimitError || !(error instanceof SchemeError)) throw error;
    const { kind, line, column, message } = error;
    return {
      outcome: { error: { kind, line, column, message }, ...(program ? { output: program.output } : {}) },
    };
  }
}

function check(test: Case, { outcome: got, program }: { outcome: Outcome; program?: Program }): void {
  if (test.error) {
    expect(got.error, `value ${got.value}`).toBeDefined();
    expect(got.error).toMatchObject(test.error);
    return;
  }
  expect(got.error).toBeUndefined();
  expect(got.value).toBe(test.value);
  if (test.output !== undefined) expect(got.output).toBe(test.output);
  if (test.gradient && program) checkGradient(test.gradient, program);
}

function checkGradient(wanted: ReadonlyMap<string, number>, program: Program): void {
  const { gradient } = program.valueAndGradient();
  expect([...gradient.keys()].sort()).toEqual([...wanted.keys()].sort());
  for (const [name, value] of wanted) {
    const got = gradient.get(name) as number;
    if (!Number.isFinite(value)) expect(got).toBe(value);
    else
      expect(Math.abs(got - value), `d/d${name} = ${got}, expected ${value}`).toBeLessThanOrEqual(
        1e-12 * Math.max(Math.abs(value), 1e-3),
      );
  }
}

describe.each([...new Set(cases.map((c) => c.file))])("%s", (file) => {
  it.each(cases.filter((c) => c.file === file).map((c) => [c.name, c] as const))(
    "%s",
    async (_name, test) => {
      let core: string | undefined;
      const compiled = await outcome(() =>
        compile(test.source, {
          dump: (pass, text) => {
            if (pass === "core") core = text;
          },
        }),
      );
      const interpreted = await outcome(() => interpreter.load(test.source));
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
