// Runs a construct's program and compares with what its file expects.
import { expect } from "vitest";
import { LimitError, type Program, SchemeError } from "../../host/index.js";
import { type Case, withinTolerance } from "./cases.js";

export interface Outcome {
  readonly value?: string;
  readonly output?: string;
  readonly error?: { kind: string; line: number; column: number; message: string };
}

/** Loads a program and runs it; what a program does wrong is an outcome, too. */
export async function outcomeOf(
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

/** Compares with what the case expects. */
export function check(test: Case, { outcome: got, program }: { outcome: Outcome; program?: Program }): void {
  if (test.error) {
    expect(got.error, `value ${got.value}`).toBeDefined();
    expect(got.error).toMatchObject(test.error);
    return;
  }
  expect(got.error).toBeUndefined();
  expect(got.value === undefined ? undefined : withinTolerance(got.value, test)).toBe(test.value);
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
