// Core to direct: names become globals or library procedures, calls of procedures of the table become instructions where the
// table says so, letrec* is taken apart, and procedures of the program that are always themselves are found.
// Invariant: what a program defines hides the table's procedure of that name everywhere in the program, also before the definition
// (where the variable still holds the table's procedure).
import {
  type Core,
  children,
  type GlobalName,
  type Lambda,
  type Program,
  plainName,
  Variable,
} from "./core.js";
import { SchemeSymbol } from "./datum.js";
import {
  type Direct,
  type DirectForm,
  type DirectInstruction,
  type DirectLambda,
  type DirectUnit,
  directChildren,
  Global,
} from "./direct.js";
import type { Place, Warning } from "./errors.js";
import { bindGroup, letrecGroups } from "./letrec.js";
import { libraryDefinition } from "./library.js";
import { instructions, type Procedure, primitiveByName, procedureByName } from "./primitives/index.js";
import { checkReplayed } from "./replayed.js";

export interface Resolved {
  readonly unit: DirectUnit;
  readonly warnings: readonly Warning[];
}

const NOWHERE: Place = { line: 0, column: 0 };

/** `exports`: the globals that a host may ask for; undefined: all. */
/** Most operands of an instruction that takes any number. */
const MOST_OPERANDS = 1000;

export function resolve(program: Program, trusted: boolean, exports?: readonly string[]): Resolved {
  return new Resolver(program, trusted, exports).run();
}

class Resolver {
  private readonly user = new Map<GlobalName, Global>();
  private readonly library = new Map<string, Global>();
  /** Definitions of the library that are no procedures, in an order in which they can be run. */
  private readonly libraryVariables: (DirectForm & { kind: "define" })[] = [];
  private readonly definitions = new Map<GlobalName, number>();
  private readonly assigned = new Set<GlobalName>();
  private readonly warnings: Warning[] = [];
  /** Code being resolved belongs to the library (then names mean the library's). */
  private inLibrary = false;
  /** Its speed counts more than its size. */
  private hot = false;
  private trusted: boolean;
  private readonly checkedVariables = new Set<Variable>();
  private fresh = 0;
  /** eval may read, assign and define any variable of the program. */
  private readonly evaluates: boolean;
  private readonly trustedProgram: boolean;

  constructor(
    private readonly program: Program,
    trusted: boolean,
    private readonly exports: readonly string[] | undefined,
  ) {
    this.trusted = trusted;
    this.trustedProgram = trusted;
    this.evaluates = !trusted && mentionsEval(program);
  }

  run(): Resolved {
    for (const form of this.program.forms)
      if (form.kind !== "expression")
        this.definitions.set(form.name, (this.definitions.get(form.name) ?? 0) + 1);
    const scan = (core: Core): void => {
      if (core.kind === "setGlobal") this.assigned.add(core.name);
      children(core).forEach(scan);
    };
    for (const form of this.program.forms) if (form.kind !== "parameter") scan(form.value);
    if (this.evaluates) for (const name of freeNames(this.program)) this.assigned.add(name);
    for (const name of [...this.definitions.keys(), ...this.assigned])
      if (!this.user.has(name)) this.user.set(name, new Global(plainName(name), false));
    const globals = [...this.user.values()];
    for (const [name, global] of this.user)
      if (typeof name !== "string") global.exported = false;
      else if (procedureByName.has(name) && !this.trusted) global.initial = this.libraryGlobal(name);
    const own = this.program.forms.map((form) => this.form(form));
    const forms = [...this.libraryVariables, ...own];
    globals.push(...this.libraryVariables.map((form) => form.global));
    markSafe(forms, globals);
    // What is only ever called by name, and never too early, needs no variable.
    if (!this.evaluates)
      for (const global of globals) global.exported &&= this.exports?.includes(global.name) ?? true;
    const hidden = (global: Global): boolean =>
      !global.exported && global.safe && global.procedure !== undefined;
    const variables = globals.filter((global) => !hidden(global));
    variables.forEach((global, index) => {
      global.index = index;
    });
    const kept = forms.filter((form) => form.kind !== "define" || !hidden(form.global));
    return {
      unit: {
        globals: variables,
        hidden: globals.filter(hidden),
        library: [...this.library.values()].filter((global) => global.procedure !== undefined),
        forms: kept,
      },
      warnings: this.warnings,
    };
  }

  private form(form: Program["forms"][number]): DirectForm {
    if (form.kind === "expression") return { kind: "expression", value: this.core(form.value) };
    const global = this.user.get(form.name) as Global;
    if (form.kind === "parameter") {
      const index: Direct = { kind: "quote", datum: BigInt(form.index) };
      return { kind: "define", global, value: this.instruction("parameter", [index], form.place) };
    }
    const value = this.core(form.value);
    const once = this.definitions.get(form.name) === 1 && !this.assigned.has(form.name);
    if (once && value.kind === "lambda" && !value.source) global.procedure = value;
    return { kind: "define", global, value };
  }

  private instruction(name: string, operands: readonly Direct[], place: Place): DirectInstruction {
    if (!instructions.has(name)) throw new Error(`unknown instruction %${name}`);
    return { kind: "instruction", name, operands, place, trusted: this.trusted };
  }

  // ---- names ------------------------------------------------------------------------------------------------------------
  /** What a free name means: a variable of the program, a procedure of the table, or nothing (yet). */
  private meaning(name: GlobalName): Global | Procedure | undefined {
    if (!this.inLibrary) {
      const global = this.user.get(name);
      if (global) return global;
    }
    if (typeof name !== "string") return undefined;
    return (
      (this.trusted ? originalOf(name) : publicOf(name)) ??
      (this.inLibrary && libraryDefinition(name) ? this.libraryGlobal(name) : undefined)
    );
  }

  /** The library procedure of this name as a global, resolved on first use. */
  libraryGlobal(given: string): Global {
    const procedure = originalOf(given);
    const name = procedure?.name ?? given;
    const existing = this.library.get(name) ?? this.shared(name);
    if (existing) return existing;
    const global = new Global(name, true);
    global.safe = true;
    this.library.set(name, global);
    const before = { inLibrary: this.inLibrary, trusted: this.trusted, hot: this.hot };
    this.inLibrary = true;
    this.trusted = true;
    const definition = libraryDefinition(name);
    if (procedure?.instruction !== undefined)
      global.procedure = this.wrapper(procedure, procedure.instruction);
    else if (definition) {
      this.hot = definition.hot;
      const value = this.core(definition.value);
      if (value.kind !== "lambda") {
        // A variable: its definition runs before the program's forms, after those that it refers to.
        global.exported = false;
        this.libraryVariables.push({ kind: "define", global, value });
      } else {
        const clauses = procedure ? this.withOptionals(procedure, global, value.clauses) : value.clauses;
        global.procedure = { ...value, clauses, name };
      }
    } else throw new Error(`the library does not define ${name}`);
    this.inLibrary = before.inLibrary;
    this.trusted = before.trusted;
    this.hot = before.hot;
    return global;
  }

  /** Where the program is the interpreter, the library does not bring what is defined there a second time. */
  private shared(name: string): Global | undefined {
    return this.trustedProgram && libraryDefinition(name)?.interpreter ? this.user.get(name) : undefined;
  }

  private temporary(name: string): Variable {
    return new Variable(name, 1_000_000 + ++this.fresh);
  }

  /** A procedure that is an instruction, as a lambda with a clause for each number of arguments. */
  private wrapper({ name, least, most }: Procedure, instruction: string): DirectLambda {
    const clauses = Array.from({ length: (most ?? least) - least + 1 }, (_, more) => {
      const required = Array.from({ length: least + more }, () => this.temporary("x"));
      const operands = required.map(
        (variable): Direct => ({ kind: "local", variable, checked: false, place: NOWHERE }),
      );
      return { required, rest: undefined, body: this.integrated(instruction, operands, NOWHERE) };
    });
    return { kind: "lambda", clauses, name, source: undefined, place: NOWHERE, trusted: true, hot: true };
  }

  /** The clauses of a library procedure whose one clause takes all arguments that the table calls optional: fewer are filled up. */
  private withOptionals(
    { least, most }: Procedure,
    global: Global,
    clauses: DirectLambda["clauses"],
  ): DirectLambda["clauses"] {
    const [all, ...others] = clauses;
    if (!all || others.length > 0 || all.rest || all.required.length !== most) return clauses;
    const fewer = Array.from({ length: most - least }, (_, more) => {
      const required = all.required.slice(0, least + more).map((v) => this.temporary(v.name));
      const given = required.map(
        (variable): Direct => ({ kind: "local", variable, checked: false, place: NOWHERE }),
      );
      const missing = all.required
        .slice(required.length)
        .map((): Direct => this.instruction("default", [], NOWHERE));
      const body: Direct = {
        kind: "call",
        operator: { kind: "global", global, checked: false, place: NOWHERE },
        operands: [...given, ...missing],
        place: NOWHERE,
        trusted: true,
      };
      return { required, rest: undefined, body };
    });
    return [...fewer, all];
  }

  // ---- expressions ----------------------------------------------------------------------------------------------------------
  private core(core: Core): Direct {
    switch (core.kind) {
      case "quote":
        return { kind: "quote", datum: core.datum };
      case "local":
        return {
          kind: "local",
          variable: core.variable,
          checked: this.checkedVariables.has(core.variable),
          place: core.place,
        };
      case "global":
        return this.reference(core.name, core.place);
      case "primitive":
        return { kind: "global", global: this.libraryGlobal(core.name), checked: false, place: core.place };
      case "if":
        return {
          kind: "if",
          test: this.core(core.test),
          then: this.core(core.then),
          else: this.core(core.else),
        };
      case "set":
        return { kind: "set", variable: core.variable, value: this.core(core.value) };
      case "setGlobal":
        return this.setGlobal(core);
      case "begin":
        return { kind: "begin", body: core.body.map((each) => this.core(each)) };
      case "lambda":
        return this.lambda(core);
      case "let":
        return {
          kind: "let",
          bindings: core.bindings.map((b) => ({ variable: b.variable, init: this.core(b.init) })),
          body: this.core(core.body),
        };
      case "letrec":
        return this.letrec(core);
      case "instruction":
        if (core.name === "program-syntax")
          return { kind: "quote", datum: { kind: "list", items: this.program.syntax } };
        return this.instruction(
          core.name,
          core.operands.map((o) => this.core(o)),
          core.place,
        );
      case "call":
        return this.call(core);
    }
  }

  private lambda(core: Lambda): Direct {
    const before = this.trusted;
    this.trusted ||= core.transparent === true;
    const lambda: Direct = {
      kind: "lambda",
      clauses: core.clauses.map((c) => ({ required: c.required, rest: c.rest, body: this.core(c.body) })),
      name: core.name,
      source: core.source && this.core(core.source),
      place: core.place,
      trusted: this.trusted,
      hot: this.hot,
    };
    this.trusted = before;
    return lambda;
  }

  private reference(name: GlobalName, place: Place): Direct {
    const meaning = this.meaning(name);
    if (meaning instanceof Global) {
      if (this.evaluates && this.isUnknown(name)) this.warn(plainName(name), place);
      return { kind: "global", global: meaning, checked: !meaning.library, place };
    }
    if (meaning) return { kind: "global", global: this.libraryGlobal(meaning.name), checked: false, place };
    const plain = plainName(name);
    this.warn(plain, place);
    return this.instruction("raise-undefined", [{ kind: "quote", datum: SchemeSymbol.of(plain) }], place);
  }

  /** Whether nothing in the text defines it: eval may. */
  private isUnknown(name: GlobalName): boolean {
    return (
      !this.inLibrary &&
      !this.definitions.has(name) &&
      !(typeof name === "string" && procedureByName.has(name))
    );
  }

  private warn(name: string, place: Place): void {
    if (this.trusted)
      throw new Error(`undefined variable ${name} at ${place.line}:${place.column} of a trusted source`);
    this.warnings.push({ message: `undefined variable: ${name}`, line: place.line, column: place.column });
  }

  private setGlobal(core: Core & { kind: "setGlobal" }): Direct {
    const global = this.user.get(core.name) as Global;
    const known = typeof core.name === "string" && procedureByName.has(core.name);
    if (!this.definitions.has(core.name) && !known) this.warn(plainName(core.name), core.place);
    return { kind: "setGlobal", global, value: this.core(core.value), checked: true, place: core.place };
  }

  private letrec(core: Core & { kind: "letrec" }): Direct {
    return this.bindLetrec(core, () => this.core(core.body));
  }

  private bindLetrec(core: Core & { kind: "letrec" }, body: () => Direct): Direct {
    const groups = letrecGroups(core.bindings);
    for (const { how, bindings, fixed } of groups)
      if (how === "assign")
        for (const [i, b] of bindings.entries()) if (!fixed[i]) this.checkedVariables.add(b.variable);
    const resolved = groups.map(({ how, bindings, fixed }) => {
      return {
        how,
        bindings: bindings.map((b, i) => ({
          variable: b.variable,
          init: this.core(b.init),
          fixed: fixed[i] as boolean,
        })),
      };
    });
    const uninitialized = (): Direct => this.instruction("uninitialized", [], core.place);
    return resolved.reduceRight<Direct>(
      (rest, { how, bindings }) => bindGroup(how, bindings, rest, uninitialized),
      body(),
    );
  }

  private call(core: Core & { kind: "call" }): Direct {
    const { operator, operands, place } = core;
    if (operator.kind === "primitive" || operator.kind === "global") {
      const meaning = operator.kind === "primitive" ? originalOf(operator.name) : this.meaning(operator.name);
      if (meaning && !(meaning instanceof Global)) {
        if (!this.inLibrary) checkReplayed(meaning.name, operands);
        const integrated = this.integrate(
          meaning,
          operands.map((o) => this.core(o)),
          place,
        );
        if (integrated) return integrated;
      }
    }
    // ((lambda (x …) body) e …) is let.
    if (operator.kind === "lambda" && operator.clauses.length === 1 && !operator.source) {
      const [clause] = operator.clauses;
      if (clause && !clause.rest && clause.required.length === operands.length && operands.length > 0) {
        const bindings = clause.required.map((variable, i) => ({
          variable,
          init: this.core(operands[i] as Core),
        }));
        return { kind: "let", bindings, body: this.core(clause.body) };
      }
    }
    // ((letrec* (…) f) e …): its scope does not reach the operands, so the call may move inside once they are values.
    if (operator.kind === "letrec" && operator.body.kind === "local") {
      const head = operator.body.variable;
      const values = operands.map((o) => ({ variable: this.temporary("arg"), init: this.core(o) }));
      const local = (variable: Variable): Direct => ({ kind: "local", variable, checked: false, place });
      const call: Direct = {
        kind: "call",
        operator: local(head),
        operands: values.map((v) => local(v.variable)),
        place,
        trusted: this.trusted,
      };
      const body = this.bindLetrec(operator, () => call);
      return values.length === 0 ? body : { kind: "let", bindings: values, body };
    }
    return {
      kind: "call",
      operator: this.core(operator),
      operands: operands.map((o) => this.core(o)),
      place,
      trusted: this.trusted,
    };
  }

  /** A call of a procedure of the table as instructions; undefined: an ordinary call. */
  private integrate(procedure: Procedure, operands: readonly Direct[], place: Place): Direct | undefined {
    const { integrate } = procedure;
    // What builds one object inline must be a small one (runtime-as/heap.ts); more arguments go to the procedure.
    if (operands.length > MOST_OPERANDS) return undefined;
    if (integrate.list) return this.instruction(integrate.list, operands, place);
    const how = integrate[operands.length];
    if (how !== undefined) return this.integrated(how, operands, place);
    if (integrate.left !== undefined && operands.length > 2)
      return operands.reduce((left, right) =>
        this.instruction(integrate.left as string, [left, right], place),
      );
    return undefined;
  }

  private integrated(how: string, operands: readonly Direct[], place: Place): Direct {
    if (/^\d+$/.test(how)) return { kind: "quote", datum: BigInt(how) };
    const missing = Math.max(0, (instructions.get(how)?.arity ?? 0) - operands.length);
    const defaults = Array.from({ length: missing }, () => this.instruction("default", [], place));
    return this.instruction(how, [...operands, ...defaults], place);
  }
}

/** Whether a program can evaluate data among its own variables. */
function mentionsEval(program: Program): boolean {
  const own = new Set<GlobalName>(
    program.forms.flatMap((form) => (form.kind === "expression" ? [] : [form.name])),
  );
  const mentions = (core: Core): boolean => {
    if (core.kind === "call" && core.operands.length === 2 && isEval(core.operator, "eval"))
      return core.operands.some(mentions);
    return isEval(core, "eval") || isEval(core, "interaction-environment") || children(core).some(mentions);
  };
  const isEval = (core: Core, name: string): boolean =>
    (core.kind === "primitive" || (core.kind === "global" && !own.has(core.name))) && core.name === name;
  return program.forms.some((form) => form.kind !== "parameter" && mentions(form.value));
}

/** The global names that a program's text mentions and that are no procedures of the table, and those that it defines. */
function freeNames(program: Program): Set<GlobalName> {
  const names = new Set<GlobalName>();
  const scan = (core: Core): void => {
    if (core.kind === "global" && !(typeof core.name === "string" && procedureByName.has(core.name)))
      names.add(core.name);
    children(core).forEach(scan);
  };
  for (const form of program.forms) {
    if (form.kind !== "expression") names.add(form.name);
    if (form.kind !== "parameter") scan(form.value);
  }
  return names;
}

/** The procedure that `(primitive name)` stands for. */
function originalOf(name: string): Procedure | undefined {
  const procedure = primitiveByName.get(name);
  return procedure?.alias === undefined ? procedure : primitiveByName.get(procedure.alias);
}

/** The same for a name in a program's text. */
function publicOf(name: string): Procedure | undefined {
  return procedureByName.has(name) ? originalOf(name) : undefined;
}

/**
 * Finds the globals that cannot be read before their definition: those that no form executed earlier can reach, where a form
 * reaches what its text and the text of earlier forms mention, through the procedures of the program.
 */
function markSafe(forms: readonly DirectForm[], globals: readonly Global[]): void {
  const definedAt = new Map<Global, number>();
  forms.forEach((form, i) => {
    if (form.kind === "define" && !definedAt.has(form.global)) definedAt.set(form.global, i);
  });
  const reached = new Set<Global>();
  const unsafe = new Set<Global>();
  const reach = (node: Direct, at: number): void => {
    const global = node.kind === "global" || node.kind === "setGlobal" ? node.global : undefined;
    if (global && !global.library && !reached.has(global)) {
      reached.add(global);
      if ((definedAt.get(global) ?? Number.POSITIVE_INFINITY) >= at) unsafe.add(global);
      if (global.procedure) reach(global.procedure, at);
    }
    for (const child of directChildren(node)) reach(child, at);
  };
  forms.forEach((form, i) => {
    if (form.kind === "define" && form.global.procedure) return;
    reach(form.value, i);
  });
  for (const global of globals) global.safe = definedAt.has(global) && !unsafe.has(global);
}
