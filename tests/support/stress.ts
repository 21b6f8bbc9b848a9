// Makes an instance collect at every safe point after an allocation and run in slices of a few steps, so that every frame of every
// continuation is saved, moved and resumed.
import type { Abi } from "../../host/abi.js";
import type { Interpreter, Program } from "../../host/index.js";

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
