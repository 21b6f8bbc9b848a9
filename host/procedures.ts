// The procedures of the interpreter that a host calls (docs/abi.md), found by name once.

import { type Abi, NONE } from "./abi.js";
import { usageError } from "./errors.js";
import type { Machine } from "./machine.js";
import { putText } from "./values.js";

export class Procedures {
  private readonly indices = new Map<string, number>();
  constructor(private readonly machine: Machine) {}

  /** Calls a procedure with what `push` pushes and keeps what it answers: a handle. */
  keep(name: string, push: () => void): number {
    return this.call(name, push, () => kept(this.machine.abi));
  }

  /** The same, answering what `finish` reads. */
  call<T>(name: string, push: () => void, finish: () => T): T {
    return this.machine.run(() => this.start(name, push), finish);
  }

  start(name: string, push: () => void): void {
    const index = this.index(name);
    push();
    this.machine.abi.startExport(index);
  }

  index(name: string): number {
    let index = this.indices.get(name);
    if (index === undefined) {
      putText(this.machine.abi, name);
      index = this.machine.abi.findExport();
      if (index === NONE) throw usageError(`the module has no procedure ${name}: it is not the interpreter`);
      this.indices.set(name, index);
    }
    return index;
  }
}

/** Keeps the result of the evaluation that has just ended. */
export function kept(abi: Abi): number {
  const handle = abi.keepResult();
  if (handle === NONE)
    throw usageError("this instance holds too many programs; dispose of some, or use another instance");
  return handle;
}

export function pushTextAndNumber(abi: Abi, text: string, n: number): void {
  putText(abi, text);
  abi.pushArgument(abi.makeString());
  abi.pushArgument(abi.makeExact(BigInt(n)));
}
