// Closure analysis: which lambdas are known procedures, what each captures, which need an object at run time.
// A known procedure that is only ever called is lifted: its free variables become further parameters. One that is also used as a
// value is a closure, called directly where it is known. A closure that captures nothing is a static object.
// Invariant: `captures` of a lifted procedure are parameters of every clause, in the same order at every call.
import type { Variable } from "./core.js";
import {
  type Direct,
  type DirectClause,
  type DirectLambda,
  type DirectUnit,
  directChildren,
  type Global,
} from "./direct.js";

/** Words of a closure that its header can count (runtime-as/layout.ts). */
const MOST_COUNTED = 254;

export class Proc {
  readonly clauses: readonly ProcClause[];
  /** Used as a value somewhere, so that unknown calls may reach it. */
  escapes = false;
  /** A closure without captures: one object in static data. */
  isStatic = false;
  /** Free variables: parameters when lifted, slots of the closure otherwise (after the source place, if it carries one). */
  captures: readonly Variable[] = [];
  constructor(
    readonly id: number,
    readonly lambda: DirectLambda,
  ) {
    this.clauses = lambda.clauses.map((clause, index) => new ProcClause(this, index, clause));
  }
  get name(): string {
    return this.lambda.name;
  }
  get carriesSource(): boolean {
    return this.lambda.source !== undefined;
  }
  get lifted(): boolean {
    return !this.escapes;
  }
  /** The clause that takes `count` arguments. */
  clauseFor(count: number): ProcClause | undefined {
    return this.clauses.find((c) =>
      c.clause.rest ? count >= c.clause.required.length : count === c.clause.required.length,
    );
  }
  /** Captures more than the header can count: the first slot holds the number. */
  get isLarge(): boolean {
    return this.captures.length + (this.carriesSource ? 1 : 0) > MOST_COUNTED;
  }
  /** Slot of a captured variable in the closure object. */
  slotOf(variable: Variable): number {
    return this.captures.indexOf(variable) + (this.carriesSource || this.isLarge ? 1 : 0);
  }
}

export class ProcClause {
  constructor(
    readonly proc: Proc,
    readonly index: number,
    readonly clause: DirectClause,
  ) {}
  get trusted(): boolean {
    return this.proc.lambda.trusted;
  }
  get label(): string {
    const { proc } = this;
    return `${proc.name || "lambda"}#${proc.id}${proc.clauses.length > 1 ? `.${this.index}` : ""}`;
  }
}

export interface Closures {
  readonly procs: readonly Proc[];
  readonly procOf: ReadonlyMap<DirectLambda, Proc>;
  /** Procedure that a local variable always is. */
  readonly byVariable: ReadonlyMap<Variable, Proc>;
  readonly byGlobal: ReadonlyMap<Global, Proc>;
}

/** More parameters than this make a lifted procedure dearer than a closure. */
const MOST_LIFTED = 24;

export function analyseClosures(unit: DirectUnit): Closures {
  const procs: Proc[] = [];
  const procOf = new Map<DirectLambda, Proc>();
  const byVariable = new Map<Variable, Proc>();
  const byGlobal = new Map<Global, Proc>();
  const parents = new Map<Proc, Proc | undefined>();

  const procFor = (lambda: DirectLambda, parent: Proc | undefined): Proc => {
    let proc = procOf.get(lambda);
    if (!proc) {
      proc = new Proc(procs.length, lambda);
      procs.push(proc);
      procOf.set(lambda, proc);
      parents.set(proc, parent);
    }
    return proc;
  };

  // ---- find the procedures and the known variables ------------------------------------------------------------------------
  const find = (node: Direct, parent: Proc | undefined): void => {
    let inside = parent;
    if (node.kind === "lambda") {
      inside = procFor(node, parent);
      if (node.source) find(node.source, parent);
      for (const clause of node.clauses) find(clause.body, inside);
      return;
    }
    if (node.kind === "fix" || node.kind === "let")
      for (const { variable, init } of node.bindings)
        if (init.kind === "lambda" && !variable.assigned && !init.source)
          byVariable.set(variable, procFor(init, parent));
    for (const child of directChildren(node)) find(child, inside);
  };
  for (const global of [...unit.library, ...unit.hidden, ...unit.globals])
    if (global.procedure) {
      const proc = procFor(global.procedure, undefined);
      byGlobal.set(global, proc);
      find(global.procedure, undefined);
    }
  for (const form of unit.forms) find(form.value, undefined);

  // ---- who escapes, who calls whom, who mentions what ------------------------------------------------------------------------
  const mentions = new Map<Proc, Set<Variable>>(procs.map((p) => [p, new Set()]));
  const calls = new Map<Proc, Set<Proc>>(procs.map((p) => [p, new Set()]));
  const bound = new Map<Variable, Proc | undefined>();
  const bind = (variables: readonly Variable[], owner: Proc | undefined): void => {
    for (const variable of variables) bound.set(variable, owner);
  };
  const known = (operator: Direct, count: number): Proc | undefined => {
    const proc = knownProc(operator, byVariable, byGlobal);
    return proc?.clauseFor(count) ? proc : undefined;
  };
  const walk = (node: Direct, owner: Proc | undefined): void => {
    switch (node.kind) {
      case "local": {
        const proc = byVariable.get(node.variable);
        if (proc) proc.escapes = true;
        if (owner) mentions.get(owner)?.add(node.variable);
        return;
      }
      case "global": {
        const proc = byGlobal.get(node.global);
        if (proc) proc.escapes = true;
        return;
      }
      case "set":
        if (owner) mentions.get(owner)?.add(node.variable);
        return walk(node.value, owner);
      case "lambda": {
        const proc = procOf.get(node) as Proc;
        proc.escapes = true;
        return enter(proc, owner);
      }
      case "let":
      case "fix":
        bind(
          node.bindings.map((b) => b.variable),
          owner,
        );
        for (const { variable, init } of node.bindings) {
          if (init.kind === "lambda" && byVariable.has(variable))
            enter(byVariable.get(variable) as Proc, owner);
          else walk(init, owner);
        }
        return walk(node.body, owner);
      case "call": {
        const proc = known(node.operator, node.operands.length);
        if (proc) {
          if (owner) calls.get(owner)?.add(proc);
        } else walk(node.operator, owner);
        for (const operand of node.operands) walk(operand, owner);
        return;
      }
      default:
        for (const child of directChildren(node)) walk(child, owner);
    }
  };
  const enter = (proc: Proc, owner: Proc | undefined): void => {
    if (proc.lambda.source) walk(proc.lambda.source, owner);
    for (const { clause } of proc.clauses) {
      bind(clause.rest ? [...clause.required, clause.rest] : clause.required, proc);
      walk(clause.body, proc);
    }
  };
  for (const global of [...unit.library, ...unit.hidden, ...unit.globals]) {
    const proc = byGlobal.get(global);
    if (!proc) continue;
    // A definition stores the procedure in the program's variable.
    if (!global.library && global.index >= 0) proc.escapes = true;
    enter(proc, undefined);
  }
  for (const global of unit.globals) {
    const initial = global.initial && byGlobal.get(global.initial);
    if (initial) initial.escapes = true;
  }
  for (const form of unit.forms)
    if (!(form.kind === "define" && form.global.procedure)) walk(form.value, undefined);

  // ---- free variables, to a fixed point ------------------------------------------------------------------------------------------
  const variableOf = new Map<Proc, Variable>([...byVariable].map(([variable, proc]) => [proc, variable]));
  const nested = new Map<Proc, Proc[]>(procs.map((p) => [p, []]));
  for (const [proc, parent] of parents) if (parent) nested.get(parent)?.push(proc);
  const free = new Map<Proc, Set<Variable>>(procs.map((p) => [p, new Set()]));
  const isInside = (proc: Proc, owner: Proc | undefined): boolean => {
    for (let p: Proc | undefined = owner; p; p = parents.get(p)) if (p === proc) return true;
    return false;
  };
  const computeFree = (): void => {
    for (const proc of procs) free.set(proc, new Set());
    for (let changed = true; changed; ) {
      changed = false;
      for (const proc of procs) {
        const set = free.get(proc) as Set<Variable>;
        const before = set.size;
        const add = (variable: Variable): void => {
          if (!isInside(proc, bound.get(variable)) && bound.has(variable)) set.add(variable);
        };
        for (const variable of mentions.get(proc) ?? []) add(variable);
        for (const callee of calls.get(proc) ?? []) {
          if (callee.lifted) for (const variable of free.get(callee) ?? []) add(variable);
          else {
            const variable = variableOf.get(callee);
            if (variable) add(variable);
          }
        }
        for (const inner of nested.get(proc) ?? [])
          for (const variable of free.get(inner) ?? []) add(variable);
        if (set.size !== before) changed = true;
      }
    }
  };
  computeFree();
  for (let changed = true; changed; ) {
    changed = false;
    for (const proc of procs)
      if (
        proc.lifted &&
        (free.get(proc)?.size ?? 0) + Math.max(...proc.clauses.map((c) => c.clause.required.length)) >
          MOST_LIFTED
      ) {
        proc.escapes = true;
        changed = true;
      }
    if (changed) computeFree();
  }

  // ---- static closures: all that they capture is static -------------------------------------------------------------------------
  for (const proc of procs) proc.isStatic = proc.escapes && !proc.carriesSource;
  const dynamic = (variable: Variable): boolean => !(byVariable.get(variable)?.isStatic ?? false);
  for (let changed = true; changed; ) {
    changed = false;
    for (const proc of procs)
      if (proc.isStatic && [...(free.get(proc) ?? [])].some(dynamic)) {
        proc.isStatic = false;
        changed = true;
      }
  }
  for (const proc of procs) {
    // Lifted procedures have no object, so nobody captures their variables.
    const captured = [...(free.get(proc) ?? [])].filter(
      (v) => dynamic(v) && !(byVariable.get(v)?.lifted ?? false),
    );
    proc.captures = proc.isStatic ? [] : captured;
  }
  return { procs, procOf, byVariable, byGlobal };
}

/** The procedure that an operator is known to be. */
export function knownProc(
  operator: Direct,
  byVariable: ReadonlyMap<Variable, Proc>,
  byGlobal: ReadonlyMap<Global, Proc>,
): Proc | undefined {
  if (operator.kind === "local") return byVariable.get(operator.variable);
  if (operator.kind === "global" && (operator.global.library || operator.global.safe))
    return byGlobal.get(operator.global);
  return undefined;
}
