// Which expressions may leave their function with the sentinel: those with an instruction that may fail, or a call of a leaf that may.
// Invariant: what is said not to fail answers a value, so that its answer needs no test.
import { type Code, type Flow, type Simple, simpleChildren } from "../flow.js";
import { instructions } from "../primitives/index.js";

/** In-line instructions that never fail. */
const SAFE =
  /^(cons|list|vector|values|record|unsafe-.*|unspecified|default|uninitialized|unbound|eof|console-.*|symbol-index)$/;

export function instructionFails(name: string): boolean {
  const emission = instructions.get(name)?.emission;
  if (emission?.how === "inline") return !emission.test && !SAFE.test(name);
  return emission?.how === "runtime" ? emission.fails : true;
}

export class Failures {
  private readonly known = new Map<string, boolean>();

  constructor(private readonly codes: ReadonlyMap<string, Code>) {}

  /** Whether a call of a leaf may answer the sentinel. */
  ofLeaf(label: string): boolean {
    let fails = this.known.get(label);
    if (fails === undefined) {
      const code = this.codes.get(label);
      fails = code === undefined || !code.leaf || this.ofFlow(code.body);
      this.known.set(label, fails);
    }
    return fails;
  }

  private ofFlow(flow: Flow): boolean {
    switch (flow.kind) {
      case "return":
        return this.of(flow.value);
      case "let":
      case "effect":
        return this.of(flow.value) || this.ofFlow(flow.next);
      case "if":
        return this.of(flow.test) || this.ofFlow(flow.then) || this.ofFlow(flow.else);
      case "join":
        return this.ofFlow(flow.after) || this.ofFlow(flow.body);
      case "jump":
        return flow.operands.some((s) => this.of(s));
      default:
        return true;
    }
  }

  private of(s: Simple): boolean {
    if (s.kind === "instruction" && instructionFails(s.name)) return true;
    if (s.kind === "leaf" && this.ofLeaf(s.target.label)) return true;
    if (s.kind === "cellRef" && s.checked !== undefined) return true;
    if ((s.kind === "global" || s.kind === "setGlobal") && s.checked && !s.global.safe) return true;
    return simpleChildren(s).some((child) => this.of(child));
  }
}
