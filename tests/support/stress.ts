// Makes an instance collect at every safe point after an allocation and run in slices of a few steps, so that every frame of every
// continuation is saved, moved and resumed.
import { describe, it } from "vitest";
import type { Abi } from "../../host/abi.js";
import { compile, type Interpreter, type Program } from "../../host/index.js";
import type { Case } from "./cases.js";
import { check, outcomeOf } from "./check.js";

interface HasMachine {
  machine: { abi: Abi };
}

export function stress(instance: Program | Interpreter, steps = 50): void {
  const holder =
    "at" in instance ? (instance as unknown as { at: HasMachine }).at : (instance as unknown as HasMachine);
  const { abi } = holder.machine;
  abi.setCollectorStress(1);
  Object.defineProperty(holder.machine, "abi", {
    value: { ...abi, resume: (fuel: number) => abi.resume(Math.min(fuel, steps)) },
  });
}

/** Programs that run long take minutes at this rate; they have nothing that shorter ones lack. */
export const shortEnough = ({ source }: Case): boolean => !/\b\d{5,}\b/.test(source);

/** Tests that compile each case, stress it, and compare with what its file expects. */
export function stressCompiled(cases: readonly Case[]): void {
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
}
