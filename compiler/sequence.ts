// Direct to flow: orders all calls, turns assigned variables into cells, and makes captured variables explicit.
// Invariant: operands are evaluated from left to right, the operator first, on both roads.
import { type Closures, knownProc, type Proc, type ProcClause } from "./closures.js";
import { Variable } from "./core.js";
import { UNSPECIFIED } from "./datum.js";
import type { Direct, DirectInstruction, DirectUnit, Global } from "./direct.js";
import type { Place } from "./errors.js";
import { type Callee, type Code, type CodeRef, type Flow, Label, type Simple } from "./flow.js";
import { instructions } from "./primitives/index.js";

/** All code, and which of it runs the top-level forms. */
export interface Sequenced {
  readonly codes: readonly Code[];
  readonly main: CodeRef;
}

/** Where a value goes. */
type Cont =
  | { readonly kind: "return" }
  | { readonly kind: "jump"; readonly label: Label }
  | { readonly kind: "bind"; readonly variable: Variable | undefined; readonly use: (value: Simple) => Flow }
  | { readonly kind: "ignore"; readonly next: () => Flow };

const RETURN: Cont = { kind: "return" };
const NOTHING: Simple = { kind: "quote", datum: UNSPECIFIED };
const isTrue = (s: Simple): boolean | undefined =>
  s.kind === "quote" && typeof s.datum === "boolean" ? s.datum : undefined;

export function sequence(unit: DirectUnit, closures: Closures): Sequenced {
  const leaves = findLeaves(closures);
  const codes = closures.procs.flatMap((proc) =>
    proc.clauses.map((clause) => new Sequencer(closures, leaves, proc).clause(clause)),
  );
  const main = sequenceMain(unit, new Sequencer(closures, leaves, undefined));
  return { codes: [...codes, ...main], main: main[0] as Code };
}

// ---- leaves -----------------------------------------------------------------------------------------------------------
/** Clauses that make no calls but calls of leaves, and so need no frame, fuel or stack check. */
function findLeaves(closures: Closures): Leaves {
  const state = new Map<ProcClause, boolean | "visiting">();
  const simple = new WeakMap<Direct, boolean>();
  const isLeaf = (clause: ProcClause): boolean => {
    const known = state.get(clause);
    if (known === "visiting") return false; // recursive
    if (known !== undefined) return known;
    state.set(clause, "visiting");
    const leaf = isSimple(clause.clause.body);
    state.set(clause, leaf);
    return leaf;
  };
  const isSimple = (node: Direct): boolean => {
    let result = simple.get(node);
    if (result === undefined) {
      result = compute(node);
      // While a clause is being visited its recursive calls count as calls, which may be wrong for nobody: it is no leaf.
      simple.set(node, result);
    }
    return result;
  };
  const compute = (node: Direct): boolean => {
    switch (node.kind) {
      case "quote":
      case "local":
      case "global":
        return true;
      case "lambda":
        return node.source === undefined || isSimple(node.source);
      case "if":
        return isSimple(node.test) && isSimple(node.then) && isSimple(node.else);
      case "begin":
        return node.body.every(isSimple);
      case "set":
      case "setGlobal":
        return isSimple(node.value);
      case "let":
        return node.bindings.every((b) => isSimple(b.init)) && isSimple(node.body);
      case "fix":
        return isSimple(node.body);
      case "instruction": {
        const how = instructions.get(node.name)?.emission.how;
        return how !== "procedure" && how !== "control" && node.operands.every(isSimple);
      }
      case "call": {
        const clause = knownProc(node.operator, closures.byVariable, closures.byGlobal)?.clauseFor(
          node.operands.length,
        );
        return clause !== undefined && node.operands.every(isSimple) && isLeaf(clause);
      }
    }
  };
  for (const proc of closures.procs) for (const clause of proc.clauses) isLeaf(clause);
  return { isLeaf: (clause) => state.get(clause) === true, isSimple };
}

interface Leaves {
  isLeaf(clause: ProcClause): boolean;
  isSimple(node: Direct): boolean;
}

// ---- one clause -----------------------------------------------------------------------------------------------------------
class Sequencer {
  private counter = 0;
  constructor(
    private readonly closures: Closures,
    private readonly leaves: Leaves,
    /** undefined: top-level code. */
    private readonly proc: Proc | undefined,
  ) {}

  clause(clause: ProcClause): Code {
    const { required, rest, body } = clause.clause;
    const own = rest ? [...required, rest] : [...required];
    const params = own.map((v) => (v.assigned ? this.fresh(v.name) : v));
    const extra = clause.proc.lifted ? clause.proc.captures : [];
    // Assigned parameters move into cells at once.
    const flow = own.reduceRight<Flow>(
      (next, v, i) =>
        v.assigned
          ? { kind: "let", variable: v, value: { kind: "cell", value: local(params[i] as Variable) }, next }
          : next,
      this.flow(body, RETURN),
    );
    const { proc, label } = clause;
    const leaf = this.leaves.isLeaf(clause);
    return {
      label,
      trusted: clause.trusted,
      place: clause.trusted ? NOWHERE : proc.lambda.place,
      name: proc.name,
      hasSelf: !proc.lifted,
      carriesSource: proc.carriesSource,
      hot: proc.lambda.hot || (proc.escapes && !proc.isStatic),
      params: [...params, ...extra],
      body: flow,
      leaf,
    };
  }

  private fresh(name: string): Variable {
    return new Variable(name, 2_000_000 + ++this.counter);
  }

  // ---- variables ----------------------------------------------------------------------------------------------------------
  /** The word of a variable: its value, or its cell when it is assigned. */
  private word(variable: Variable): Simple {
    const known = this.closures.byVariable.get(variable);
    if (known?.isStatic) return { kind: "static", proc: known };
    const { proc } = this;
    if (proc && !proc.lifted && proc.captures.includes(variable))
      return { kind: "captured", slot: proc.slotOf(variable) };
    return local(variable);
  }

  private closure(proc: Proc, source: Simple | undefined): Simple {
    if (proc.isStatic) return { kind: "static", proc };
    const captures = proc.captures.map((v) => this.word(v));
    return { kind: "closure", proc, captures: [...(source ? [source] : []), ...counted(proc), ...captures] };
  }

  // ---- expressions without calls -------------------------------------------------------------------------------------------
  private simple(node: Direct): Simple {
    switch (node.kind) {
      case "quote":
        return { kind: "quote", datum: node.datum };
      case "local": {
        const word = this.word(node.variable);
        if (!node.variable.assigned) return word;
        return {
          kind: "cellRef",
          cell: word,
          checked: node.checked ? node.variable.name : undefined,
          place: node.place,
        };
      }
      case "global": {
        const { global, place } = node;
        const proc = this.closures.byGlobal.get(global);
        if (proc && (global.library || global.safe)) return { kind: "static", proc };
        return { kind: "global", global, checked: node.checked && !global.safe, place };
      }
      case "if":
        return {
          kind: "if",
          test: this.simple(node.test),
          then: this.simple(node.then),
          else: this.simple(node.else),
        };
      case "begin": {
        const parts = node.body.map((each) => this.simple(each));
        return { kind: "seq", effects: parts.slice(0, -1), value: parts.at(-1) as Simple };
      }
      case "set":
        return { kind: "cellSet", cell: this.word(node.variable), value: this.simple(node.value) };
      case "setGlobal":
        return {
          kind: "setGlobal",
          global: node.global,
          value: this.simple(node.value),
          checked: node.checked && !node.global.safe,
          place: node.place,
        };
      case "lambda":
        return this.closure(this.closures.procOf.get(node) as Proc, node.source && this.simple(node.source));
      case "let": {
        const bindings = node.bindings.filter((b) => !this.isUnbound(b.variable));
        return bindings.reduceRight<Simple>(
          (body, b) => ({
            kind: "let",
            variable: b.variable,
            value: this.bound(b.variable, this.simple(b.init)),
            body,
          }),
          this.simple(node.body),
        );
      }
      case "fix": {
        const { lets, patches } = this.fixed(node.bindings.map((b) => b.variable));
        const body: Simple =
          patches.length === 0
            ? this.simple(node.body)
            : { kind: "seq", effects: patches, value: this.simple(node.body) };
        return lets.reduceRight<Simple>(
          (rest, l) => ({ kind: "let", variable: l.variable, value: l.value, body: rest }),
          body,
        );
      }
      case "instruction":
        return {
          kind: "instruction",
          name: node.name,
          operands: node.operands.map((o) => this.simple(o)),
          place: node.place,
          trusted: node.trusted,
        };
      case "call": {
        const clause = this.knownClause(node.operator, node.operands.length) as ProcClause;
        const operands = this.passed(
          clause,
          node.operator,
          node.operands.map((o) => this.simple(o)),
        );
        return { kind: "leaf", target: clause, operands, place: node.place, trusted: node.trusted };
      }
    }
  }

  private bound(variable: Variable, value: Simple): Simple {
    return variable.assigned ? { kind: "cell", value } : value;
  }

  /** A variable that has no run-time value: it is known to be a lifted or static procedure. */
  private isUnbound(variable: Variable): boolean {
    const proc = this.closures.byVariable.get(variable);
    return proc !== undefined && (proc.lifted || proc.isStatic);
  }

  /** The closures of a fix: allocated one after another, then patched where they capture a later one. */
  private fixed(variables: readonly Variable[]): {
    lets: { variable: Variable; value: Simple }[];
    patches: Simple[];
  } {
    const lets: { variable: Variable; value: Simple }[] = [];
    const patches: Simple[] = [];
    const pending = new Set(variables.filter((v) => !this.isUnbound(v)));
    for (const variable of variables) {
      if (this.isUnbound(variable)) continue;
      const proc = this.closures.byVariable.get(variable) as Proc;
      const captures = proc.captures.map((v): Simple => {
        if (!pending.has(v)) return this.word(v);
        patches.push({ kind: "patch", closure: local(variable), slot: proc.slotOf(v), value: local(v) });
        return NOTHING;
      });
      lets.push({ variable, value: { kind: "closure", proc, captures: [...counted(proc), ...captures] } });
      pending.delete(variable);
    }
    return { lets, patches };
  }

  private knownClause(operator: Direct, count: number): ProcClause | undefined {
    return knownProc(operator, this.closures.byVariable, this.closures.byGlobal)?.clauseFor(count);
  }

  /** Operands of a known call as its code takes them: self of a closure first, a rest list made, free variables added. */
  private passed(clause: ProcClause, operator: Direct, operands: readonly Simple[]): Simple[] {
    const { proc } = clause;
    const { required, rest } = clause.clause;
    const own = rest
      ? [...operands.slice(0, required.length), listOf(operands.slice(required.length))]
      : [...operands];
    if (proc.lifted) return [...own, ...proc.captures.map((v) => this.word(v))];
    return [this.selfOf(proc, operator), ...own];
  }

  private selfOf(proc: Proc, operator: Direct): Simple {
    if (proc.isStatic) return { kind: "static", proc };
    if (operator.kind !== "local") throw new Error("a closure is known by a local variable");
    if (this.proc === proc) return { kind: "self" };
    return this.word(operator.variable);
  }

  // ---- flow ------------------------------------------------------------------------------------------------------------------
  flow(node: Direct, k: Cont): Flow {
    if (this.leaves.isSimple(node)) return this.give(this.simple(node), k);
    switch (node.kind) {
      case "begin":
        return this.beginFlow(node.body, 0, k);
      case "let":
        return this.letFlow(node.bindings, 0, node.body, k);
      case "fix": {
        const { lets, patches } = this.fixed(node.bindings.map((b) => b.variable));
        const body = this.flow(node.body, k);
        const patched = patches.reduceRight<Flow>((next, value) => ({ kind: "effect", value, next }), body);
        return lets.reduceRight<Flow>(
          (next, l) => ({ kind: "let", variable: l.variable, value: l.value, next }),
          patched,
        );
      }
      case "if":
        return this.join(k, (inner) =>
          this.test(
            node.test,
            () => this.flow(node.then, inner),
            () => this.flow(node.else, inner),
          ),
        );
      case "set":
      case "setGlobal":
        return this.operands([node.value], ([value]) => {
          const s: Simple =
            node.kind === "set"
              ? { kind: "cellSet", cell: this.word(node.variable), value: value as Simple }
              : {
                  kind: "setGlobal",
                  global: node.global,
                  value: value as Simple,
                  checked: node.checked && !node.global.safe,
                  place: node.place,
                };
          return this.give(s, k);
        });
      case "lambda":
        return this.operands([node.source as Direct], ([source]) =>
          this.give(this.closure(this.closures.procOf.get(node) as Proc, source), k),
        );
      case "instruction":
        return this.instructionFlow(node, k);
      case "call":
        return this.callFlow(node, k);
      default:
        throw new Error(`flow: ${node.kind} is simple`);
    }
  }

  /** Hands a value to its continuation. */
  private give(value: Simple, k: Cont): Flow {
    switch (k.kind) {
      case "return":
        return { kind: "return", value };
      case "jump": {
        if (k.label.params.length > 0) return { kind: "jump", label: k.label, operands: [value] };
        // Nobody wants the value; what it does must happen all the same.
        const jump: Flow = { kind: "jump", label: k.label, operands: [] };
        return isPureValue(value) ? jump : { kind: "effect", value, next: jump };
      }
      case "bind":
        return k.use(value);
      case "ignore":
        return isPureValue(value) ? k.next() : { kind: "effect", value, next: k.next() };
    }
  }

  /** Makes a continuation that may be used several times. */
  private join(k: Cont, body: (k: Cont) => Flow): Flow {
    if (k.kind === "return" || k.kind === "jump") return body(k);
    const params = k.kind === "bind" ? [k.variable ?? this.fresh("v")] : [];
    const label = new Label(params);
    const after = k.kind === "bind" ? k.use(local(params[0] as Variable)) : k.next();
    return { kind: "join", label, after, body: body({ kind: "jump", label }) };
  }

  private beginFlow(body: readonly Direct[], index: number, k: Cont): Flow {
    const node = body[index] as Direct;
    if (index === body.length - 1) return this.flow(node, k);
    return this.flow(node, { kind: "ignore", next: () => this.beginFlow(body, index + 1, k) });
  }

  private letFlow(
    bindings: readonly { variable: Variable; init: Direct }[],
    index: number,
    body: Direct,
    k: Cont,
  ): Flow {
    const binding = bindings[index];
    if (!binding) return this.flow(body, k);
    const { variable, init } = binding;
    if (this.isUnbound(variable)) return this.letFlow(bindings, index + 1, body, k);
    if (variable.assigned)
      return this.flow(init, {
        kind: "bind",
        variable: undefined,
        use: (value) => ({
          kind: "let",
          variable,
          value: { kind: "cell", value },
          next: this.letFlow(bindings, index + 1, body, k),
        }),
      });
    return this.flow(init, {
      kind: "bind",
      variable,
      use: (value) => {
        const next = this.letFlow(bindings, index + 1, body, k);
        return value.kind === "local" && value.variable === variable
          ? next
          : { kind: "let", variable, value, next };
      },
    });
  }

  /** Branches on a test; each continuation is used at most once. */
  private test(node: Direct, then: () => Flow, otherwise: () => Flow): Flow {
    if (this.leaves.isSimple(node)) {
      const test = this.simple(node);
      const known = isTrue(test);
      if (known !== undefined) return known ? then() : otherwise();
      return { kind: "if", test, then: then(), else: otherwise() };
    }
    if (node.kind === "if") {
      const yes = new Label([]);
      const no = new Label([]);
      const goYes = (): Flow => ({ kind: "jump", label: yes, operands: [] });
      const goNo = (): Flow => ({ kind: "jump", label: no, operands: [] });
      const body = this.test(
        node.test,
        () => this.test(node.then, goYes, goNo),
        () => this.test(node.else, goYes, goNo),
      );
      return {
        kind: "join",
        label: yes,
        after: then(),
        body: { kind: "join", label: no, after: otherwise(), body },
      };
    }
    return this.flow(node, {
      kind: "bind",
      variable: undefined,
      use: (test) => ({ kind: "if", test, then: then(), else: otherwise() }),
    });
  }

  /** Evaluates operands in order; those before a call are kept in variables. */
  private operands(nodes: readonly Direct[], use: (values: Simple[]) => Flow): Flow {
    let last = nodes.length - 1;
    while (last >= 0 && this.leaves.isSimple(nodes[last] as Direct)) last--;
    const step = (index: number, values: Simple[]): Flow => {
      const node = nodes[index];
      if (!node) return use(values);
      if (index > last) return step(index + 1, [...values, this.simple(node)]);
      const keep = (value: Simple): Flow => {
        if (isStable(value)) return step(index + 1, [...values, value]);
        const variable = this.fresh("t");
        return { kind: "let", variable, value, next: step(index + 1, [...values, local(variable)]) };
      };
      return this.flow(node, { kind: "bind", variable: undefined, use: keep });
    };
    return step(0, []);
  }

  private instructionFlow(node: DirectInstruction, k: Cont): Flow {
    const { name, place, trusted } = node;
    const how = instructions.get(name)?.emission.how;
    return this.operands(node.operands, (operands) => {
      if (name === "call")
        return this.emitCall(
          { kind: "node", value: operands[0] as Simple },
          operands.slice(1),
          place,
          trusted,
          k,
        );
      if (how === "control" || how === "procedure")
        return this.emitCall({ kind: how, instruction: name }, operands, place, trusted, k);
      return this.give({ kind: "instruction", name, operands, place, trusted }, k);
    });
  }

  private callFlow(node: Direct & { kind: "call" }, k: Cont): Flow {
    const { operator, operands, place, trusted } = node;
    const clause = this.knownClause(operator, operands.length);
    if (clause)
      return this.operands(operands, (values) => {
        const passed = this.passed(clause, operator, values);
        if (this.leaves.isLeaf(clause))
          return this.give({ kind: "leaf", target: clause, operands: passed, place, trusted }, k);
        return this.emitCall({ kind: "code", target: clause }, passed, place, trusted, k);
      });
    return this.operands([operator, ...operands], ([value, ...rest]) =>
      this.emitCall({ kind: "value", value: value as Simple }, rest, place, trusted, k),
    );
  }

  private emitCall(
    callee: Callee,
    operands: readonly Simple[],
    place: Place,
    trusted: boolean,
    k: Cont,
  ): Flow {
    if (k.kind === "return") return { kind: "tailCall", callee, operands, place, trusted };
    const result = (k.kind === "bind" && k.variable) || this.fresh("r");
    return { kind: "call", result, callee, operands, next: this.give(local(result), k), place, trusted };
  }
}

const local = (variable: Variable): Simple => ({ kind: "local", variable });

/** A large closure's first word: how many follow its header. */
function counted(proc: Proc): Simple[] {
  return proc.isLarge ? [{ kind: "quote", datum: BigInt(proc.captures.length + 1) }] : [];
}

function listOf(items: readonly Simple[]): Simple {
  return { kind: "instruction", name: "list", operands: items, place: { line: 0, column: 0 }, trusted: true };
}

/** Whether a value cannot change, so that it may be computed later than its turn. */
function isStable(s: Simple): boolean {
  return (
    s.kind === "quote" ||
    s.kind === "local" ||
    s.kind === "captured" ||
    s.kind === "static" ||
    s.kind === "self"
  );
}

function isPureValue(s: Simple): boolean {
  return isStable(s) || s.kind === "closure";
}

// ---- top level --------------------------------------------------------------------------------------------------------------
/** Forms per procedure of top-level code: keeps each procedure, and the recursion over it, small. */
const FORMS_PER_CODE = 40;
const NOWHERE: Place = { line: 0, column: 0 };

/** The top-level forms in groups, each a procedure without parameters, and first the one that calls them in order. */
function sequenceMain(unit: DirectUnit, sequencer: Sequencer): Code[] {
  const parts: Code[] = [];
  for (let i = 0; i < unit.forms.length; i += FORMS_PER_CODE) {
    const forms = unit.forms.slice(i, i + FORMS_PER_CODE);
    const nodes = forms.map((form): Direct => (form.kind === "define" ? defineNode(form) : form.value));
    // The value of a program that ends with a definition is unspecified.
    if (forms.at(-1)?.kind === "define") nodes.push({ kind: "quote", datum: UNSPECIFIED });
    parts.push(mainCode(`main.${parts.length}`, sequencer.flow({ kind: "begin", body: nodes }, RETURN)));
  }
  const last = parts.at(-1);
  const tail: Flow = last ? callTo(last, "tailCall") : { kind: "return", value: NOTHING };
  const body = parts
    .slice(0, -1)
    .reduceRight<Flow>(
      (next, part) => ({ ...callTo(part, "call"), result: new Variable("_", 0), next }),
      tail,
    );
  return [mainCode("main", body), ...parts];
}

function callTo<K extends "call" | "tailCall">(target: CodeRef, kind: K) {
  return { kind, callee: { kind: "code" as const, target }, operands: [], place: NOWHERE, trusted: true };
}

function mainCode(label: string, body: Flow): Code {
  return {
    label,
    trusted: false,
    place: NOWHERE,
    name: "",
    hasSelf: false,
    carriesSource: false,
    hot: false,
    params: [],
    body,
    leaf: false,
  };
}

function defineNode(form: { global: Global; value: Direct }): Direct {
  return { kind: "setGlobal", global: form.global, value: form.value, checked: false, place: NOWHERE };
}
