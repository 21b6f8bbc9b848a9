// Takes letrec* apart (after Waddell, Sarkar & Dybvig 2005, and Ghuloum & Dybvig 2009): strongly connected groups of bindings, in
// order, become let (no recursion), fix (lambdas only), or assignments to variables that start out uninitialised.
// Invariant: initial values are computed in the order of the text.
import { type Binding, type Core, children, type Variable } from "./core.js";
import type { Direct, DirectLambda } from "./direct.js";

/** A group of bindings that belong together, and how it is bound. */
export interface LetrecGroup {
  readonly how: "let" | "fix" | "assign";
  readonly bindings: readonly Binding[];
  /** Which of them are lambdas for good. */
  readonly fixed: readonly boolean[];
}

/** The groups of a letrec*, in the order in which they are bound. Variables of an "assign" group may be read too early. */
export function letrecGroups(bindings: readonly Binding[]): LetrecGroup[] {
  const isFixed = fixedBindings(bindings);
  return stronglyConnected(bindings, isFixed).map((group) => {
    const fixed = group.map((b) => isFixed.has(b));
    if (fixed.every((f) => f)) return { how: "fix", bindings: group, fixed };
    const recursive = group.length > 1 || group.some((b) => freeLocals(b.init).has(b.variable));
    return { how: recursive ? "assign" : "let", bindings: group, fixed };
  });
}

/**
 * The bindings that are lambdas for good: never assigned, and out of reach of the initial values computed before them. Making these
 * first changes nothing; a lambda that an earlier initial value might call has to be found uninitialised by it.
 */
function fixedBindings(bindings: readonly Binding[]): ReadonlySet<Binding> {
  const lambdas = new Map(
    bindings.filter((b) => b.init.kind === "lambda" && !b.variable.assigned).map((b) => [b.variable, b]),
  );
  const fixed = new Set(lambdas.values());
  bindings.forEach((binding, i) => {
    if (binding.init.kind === "lambda") return;
    const reached = new Set<Variable>();
    const visit = (node: Core): void => {
      for (const variable of freeLocals(node)) {
        const lambda = lambdas.get(variable);
        if (!lambda || reached.has(variable)) continue;
        reached.add(variable);
        if (bindings.indexOf(lambda) > i) fixed.delete(lambda);
        visit(lambda.init);
      }
    };
    visit(binding.init);
  });
  return fixed;
}

export interface ResolvedBinding {
  readonly variable: Variable;
  readonly init: Direct;
  readonly fixed: boolean;
}

/** Binds one group around `body`. */
export function bindGroup(
  how: LetrecGroup["how"],
  group: readonly ResolvedBinding[],
  body: Direct,
  uninitialized: () => Direct,
): Direct {
  if (how === "fix") return { kind: "fix", bindings: group.map(asFixed), body };
  if (how === "let") return { kind: "let", bindings: group, body };
  // Mixed recursion: the lambdas are fixed inside the variables' scope, the others assigned in order.
  const lambdas = group.filter((b) => b.fixed);
  const complex = group.filter((b) => !b.fixed);
  for (const { variable } of complex) variable.assigned = true;
  const sets = complex.map((b): Direct => ({ kind: "set", variable: b.variable, value: b.init }));
  const inner: Direct = { kind: "begin", body: [...sets, body] };
  return {
    kind: "let",
    bindings: complex.map((b) => ({ variable: b.variable, init: uninitialized() })),
    body: lambdas.length === 0 ? inner : { kind: "fix", bindings: lambdas.map(asFixed), body: inner },
  };
}

function asFixed(binding: ResolvedBinding): { variable: Variable; init: DirectLambda } {
  return { variable: binding.variable, init: binding.init as DirectLambda };
}

/** Tarjan 1972; dependencies: variables mentioned, and for complex bindings the complex ones before them. */
function stronglyConnected(bindings: readonly Binding[], fixed: ReadonlySet<Binding>): Binding[][] {
  const position = new Map(bindings.map((b, i) => [b.variable, i]));
  const isLambda = bindings.map((b) => fixed.has(b));
  const edges = bindings.map((b, i) => {
    const targets = [...freeLocals(b.init)].map((v) => position.get(v)).filter((j) => j !== undefined);
    if (!isLambda[i])
      for (let j = i - 1; j >= 0; j--)
        if (!isLambda[j]) {
          targets.push(j);
          break;
        } // prettier-ignore
    return targets;
  });
  const groups: Binding[][] = [];
  const order: number[] = [];
  const low: number[] = [];
  const stack: number[] = [];
  const done = new Set<number>();
  let counter = 0;
  const visit = (i: number): void => {
    order[i] = low[i] = counter++;
    stack.push(i);
    for (const j of edges[i] ?? []) {
      if (order[j] === undefined) {
        visit(j);
        low[i] = Math.min(low[i] as number, low[j] as number);
      } else if (!done.has(j)) low[i] = Math.min(low[i] as number, order[j] as number);
    }
    if (low[i] !== order[i]) return;
    const members: number[] = [];
    for (;;) {
      const j = stack.pop() as number;
      done.add(j);
      members.push(j);
      if (j === i) break;
    }
    groups.push(members.sort((a, b) => a - b).map((j) => bindings[j] as Binding));
  };
  for (let i = 0; i < bindings.length; i++) if (order[i] === undefined) visit(i);
  return groups;
}

const cache = new WeakMap<Core, ReadonlySet<Variable>>();

/** Local variables mentioned in a node (bound inside or not: variables are unique). */
function freeLocals(node: Core): ReadonlySet<Variable> {
  const known = cache.get(node);
  if (known) return known;
  const result = new Set<Variable>();
  if (node.kind === "local" || node.kind === "set") result.add(node.variable);
  for (const child of children(node)) for (const variable of freeLocals(child)) result.add(variable);
  cache.set(node, result);
  return result;
}
