// Which variables a flow still needs. `self` counts as a variable: captured variables are read through it.
import { Variable } from "../core.js";
import { type Code, calleeSimples, type Flow, type Label, type Simple, simpleChildren } from "../flow.js";

export const SELF = new Variable("self", 0);

export class Liveness {
  private readonly flows = new Map<Flow, ReadonlySet<Variable>>();
  private readonly labels = new Map<Label, ReadonlySet<Variable>>();
  private readonly weights = new Map<Flow, number>();

  constructor(private readonly code: Code) {}

  /** Variables that are read in `flow` before they are defined there. */
  of(flow: Flow): ReadonlySet<Variable> {
    let live = this.flows.get(flow);
    if (!live) {
      live = this.compute(flow);
      this.flows.set(flow, live);
    }
    return live;
  }
  /** Variables that what follows a label needs, its parameters apart. */
  ofLabel(label: Label): ReadonlySet<Variable> {
    const live = this.labels.get(label);
    if (!live) throw new Error("liveness: label met before its join");
    return live;
  }

  private compute(flow: Flow): ReadonlySet<Variable> {
    const live = new Set<Variable>();
    const read = (simples: readonly Simple[]): void => {
      for (const s of simples) this.read(s, live);
    };
    const rest = (next: Flow, without: readonly Variable[]): void => {
      for (const variable of this.of(next)) if (!without.includes(variable)) live.add(variable);
    };
    switch (flow.kind) {
      case "return":
        read([flow.value]);
        break;
      case "let":
        read([flow.value]);
        rest(flow.next, [flow.variable]);
        break;
      case "effect":
        read([flow.value]);
        rest(flow.next, []);
        break;
      case "if":
        read([flow.test]);
        rest(flow.then, []);
        rest(flow.else, []);
        break;
      case "call":
        read([...calleeSimples(flow.callee), ...flow.operands]);
        rest(flow.next, [flow.result]);
        if (this.code.carriesSource) live.add(SELF);
        break;
      case "tailCall":
        read([...calleeSimples(flow.callee), ...flow.operands]);
        if (this.code.carriesSource) live.add(SELF);
        break;
      case "join": {
        const after = new Set(this.of(flow.after));
        for (const param of flow.label.params) after.delete(param);
        this.labels.set(flow.label, after);
        rest(flow.body, []);
        break;
      }
      case "jump":
        read(flow.operands);
        for (const variable of this.ofLabel(flow.label)) live.add(variable);
        break;
    }
    return live;
  }

  private read(s: Simple, live: Set<Variable>): void {
    if (s.kind === "local") live.add(s.variable);
    else if (s.kind === "captured" || s.kind === "self") live.add(SELF);
    else if (s.kind === "let") {
      this.read(s.value, live);
      const inner = new Set<Variable>();
      this.read(s.body, inner);
      for (const variable of inner) if (variable !== s.variable) live.add(variable);
    } else {
      // A failing instruction reports the source that self carries.
      if (
        this.code.carriesSource &&
        (s.kind === "instruction" || s.kind === "cellRef" || s.kind === "global" || s.kind === "leaf")
      )
        live.add(SELF);
      for (const child of simpleChildren(s)) this.read(child, live);
    }
  }

  /** A measure of the code that a flow becomes. */
  weight(flow: Flow): number {
    let weight = this.weights.get(flow);
    if (weight === undefined) {
      weight = this.computeWeight(flow);
      this.weights.set(flow, weight);
    }
    return weight;
  }
  private computeWeight(flow: Flow): number {
    const simples = (all: readonly Simple[]): number => all.reduce((sum, s) => sum + simpleWeight(s), 0);
    switch (flow.kind) {
      case "return":
        return 1 + simples([flow.value]);
      case "let":
      case "effect":
        return simples([flow.value]) + this.weight(flow.next);
      case "if":
        return 1 + simples([flow.test]) + this.weight(flow.then) + this.weight(flow.else);
      case "call":
        return 8 + simples([...calleeSimples(flow.callee), ...flow.operands]) + this.weight(flow.next);
      case "tailCall":
        return 3 + simples([...calleeSimples(flow.callee), ...flow.operands]);
      case "join":
        return this.weight(flow.after) + this.weight(flow.body);
      case "jump":
        return 1 + simples(flow.operands);
    }
  }
}

const simpleWeights = new WeakMap<Simple, number>();
export function simpleWeight(s: Simple): number {
  let weight = simpleWeights.get(s);
  if (weight === undefined) {
    weight = simpleChildren(s).reduce((sum, child) => sum + simpleWeight(child), 1);
    simpleWeights.set(s, weight);
  }
  return weight;
}

/** Labels that a flow may jump to and does not define itself. */
export function freeLabels(flow: Flow, found: Set<Label> = new Set()): Set<Label> {
  switch (flow.kind) {
    case "let":
    case "effect":
    case "call":
      return freeLabels(flow.next, found);
    case "if":
      freeLabels(flow.then, found);
      return freeLabels(flow.else, found);
    case "join": {
      freeLabels(flow.after, found);
      freeLabels(flow.body, found);
      found.delete(flow.label);
      return found;
    }
    case "jump":
      found.add(flow.label);
      return found;
    default:
      return found;
  }
}
