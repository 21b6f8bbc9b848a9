// Core: the small language that the expander makes and both roads agree on.
//
//   Program ::= Form …
//   Form    ::= (define x E) | (define-parameter x i) | E
//   E       ::= (quote D) | x | (primitive p) | (if E E E) | (set! x E) | (begin E E …)
//            | (lambda F E) | (case-lambda (F E) …) | (let ((x E) …) E) | (letrec* ((x E) …) E) | (E E …)
//            | (%instruction E …)                                         trusted sources only
//            | (lambda/source E F E)                                      trusted sources only
//   F       ::= (x …) | (x … . x)
//
// Local variables are written name.k, numbered in the order of their binding from the start of each form; globals that no text can
// name, #:name.k, numbered in the order in which they are made. `primitive` is a procedure of the table that the program's own
// definitions cannot touch. `unparse` prints this text; the expander written in Scheme (interpreter/expand.scm) must print the same
// for every program (tests/constructs).
import { type Datum, NULL, UNSPECIFIED } from "./datum.js";
import type { Place } from "./errors.js";
import { writeDatum, writeSymbol } from "./write.js";

export class Variable {
  /** Set by a `set!` somewhere. */
  assigned = false;
  constructor(
    readonly name: string,
    readonly number: number,
  ) {}
  toString(): string {
    return `${writeSymbol(this.name)}.${this.number}`;
  }
}

/** Name of a global variable that no text can name: of a library, or introduced by a macro. */
export class PrivateName {
  constructor(
    readonly name: string,
    readonly number: number,
  ) {}
  toString(): string {
    return `#:${writeSymbol(this.name)}.${this.number}`;
  }
}
export type GlobalName = string | PrivateName;

/** The name for messages. */
export function plainName(name: GlobalName): string {
  return typeof name === "string" ? name : name.name;
}
function writeGlobal(name: GlobalName): string {
  return typeof name === "string" ? writeSymbol(name) : String(name);
}

export interface Formals {
  readonly required: readonly Variable[];
  readonly rest: Variable | undefined;
}
export interface Clause extends Formals {
  readonly body: Core;
}
export interface Binding {
  readonly variable: Variable;
  readonly init: Core;
}

export type Core =
  | { readonly kind: "quote"; readonly datum: Datum; readonly place: Place }
  | { readonly kind: "local"; readonly variable: Variable; readonly place: Place }
  | { readonly kind: "global"; readonly name: GlobalName; readonly place: Place }
  | { readonly kind: "primitive"; readonly name: string; readonly place: Place }
  | {
      readonly kind: "if";
      readonly test: Core;
      readonly then: Core;
      readonly else: Core;
      readonly place: Place;
    }
  | { readonly kind: "set"; readonly variable: Variable; readonly value: Core; readonly place: Place }
  | { readonly kind: "setGlobal"; readonly name: GlobalName; readonly value: Core; readonly place: Place }
  | { readonly kind: "begin"; readonly body: readonly Core[]; readonly place: Place }
  | Lambda
  | {
      readonly kind: "let";
      readonly bindings: readonly Binding[];
      readonly body: Core;
      readonly place: Place;
    }
  | {
      readonly kind: "letrec";
      readonly bindings: readonly Binding[];
      readonly body: Core;
      readonly place: Place;
    }
  | {
      readonly kind: "call";
      readonly operator: Core;
      readonly operands: readonly Core[];
      readonly place: Place;
    }
  | {
      readonly kind: "instruction";
      readonly name: string;
      readonly operands: readonly Core[];
      readonly place: Place;
    };

export interface Lambda {
  readonly kind: "lambda";
  readonly clauses: readonly Clause[];
  /** For messages and backtraces; "" when anonymous. */
  readonly name: string;
  /** lambda/source: what the closure carries in place of a static source place. */
  readonly source: Core | undefined;
  readonly place: Place;
  /** A failure in it is reported at the call of it: it is no text of the program. */
  readonly transparent?: boolean;
}

export type Form =
  | { readonly kind: "define"; readonly name: GlobalName; readonly value: Core; readonly place: Place }
  | { readonly kind: "parameter"; readonly name: GlobalName; readonly index: number; readonly place: Place }
  | { readonly kind: "expression"; readonly value: Core; readonly place: Place };

/** A learnable constant: a parameter, or an inexact literal of the text. */
export interface Parameter {
  readonly name: string;
  readonly literal: boolean;
  readonly init: number;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
  /** Column of the data that tells series apart which have values of their own. */
  readonly per: string | undefined;
  /** Place of the initial value's text. */
  readonly place: Place;
}

export interface Program {
  readonly forms: readonly Form[];
  readonly parameters: readonly Parameter[];
  /** The macros and the standard libraries' imports of the top level as data: what eval needs besides the variables. */
  readonly syntax: readonly Datum[];
}

export const unspecified = (place: Place): Core => ({ kind: "quote", datum: UNSPECIFIED, place });
export const nullConstant = (place: Place): Core => ({ kind: "quote", datum: NULL, place });

// ---- unparser ---------------------------------------------------------------------------------------------------------
export function unparseProgram(program: Program): string {
  return `${program.forms.map(unparseForm).join("\n")}\n`;
}

export function unparseForm(form: Form): string {
  if (form.kind === "define") return `(define ${writeGlobal(form.name)} ${unparse(form.value)})`;
  if (form.kind === "parameter") return `(define-parameter ${writeGlobal(form.name)} ${form.index})`;
  return unparse(form.value);
}

export function unparse(core: Core): string {
  switch (core.kind) {
    case "quote":
      return `(quote ${writeDatum(core.datum)})`;
    case "local":
      return core.variable.toString();
    case "global":
      return writeGlobal(core.name);
    case "primitive":
      return `(primitive ${writeSymbol(core.name)})`;
    case "if":
      return `(if ${unparse(core.test)} ${unparse(core.then)} ${unparse(core.else)})`;
    case "set":
      return `(set! ${core.variable} ${unparse(core.value)})`;
    case "setGlobal":
      return `(set! ${writeGlobal(core.name)} ${unparse(core.value)})`;
    case "begin":
      return `(begin ${core.body.map(unparse).join(" ")})`;
    case "lambda":
      return unparseLambda(core);
    case "let":
    case "letrec": {
      const bindings = core.bindings.map((b) => `(${b.variable} ${unparse(b.init)})`).join(" ");
      return `(${core.kind === "let" ? "let" : "letrec*"} (${bindings}) ${unparse(core.body)})`;
    }
    case "call":
      return `(${[core.operator, ...core.operands].map(unparse).join(" ")})`;
    case "instruction":
      return `(${[`%${core.name}`, ...core.operands.map(unparse)].join(" ")})`;
  }
}

function unparseLambda(lambda: Lambda): string {
  const first = lambda.clauses[0];
  if (lambda.source && first)
    return `(lambda/source ${unparse(lambda.source)} ${formals(first)} ${unparse(first.body)})`;
  if (lambda.clauses.length === 1 && first) return `(lambda ${formals(first)} ${unparse(first.body)})`;
  return `(case-lambda ${lambda.clauses.map((c) => `(${formals(c)} ${unparse(c.body)})`).join(" ")})`;
}

function formals({ required, rest }: Formals): string {
  const names = required.map(String).join(" ");
  if (!rest) return `(${names})`;
  return required.length === 0 ? String(rest) : `(${names} . ${rest})`;
}

// ---- checker ------------------------------------------------------------------------------------------------------------
/** Throws unless every variable is bound once and used within its scope. */
export function checkProgram(program: Program): void {
  const bound = new Set<Variable>();
  const check = (core: Core, scope: ReadonlySet<Variable>): void => {
    const bind = (variables: readonly Variable[]): Set<Variable> => {
      for (const variable of variables) {
        if (bound.has(variable)) throw new Error(`core: ${variable} is bound twice`);
        bound.add(variable);
      }
      return new Set([...scope, ...variables]);
    };
    switch (core.kind) {
      case "local":
        if (!scope.has(core.variable)) throw new Error(`core: ${core.variable} is used outside its scope`);
        return;
      case "set":
        if (!scope.has(core.variable) || !core.variable.assigned)
          throw new Error(`core: bad set! of ${core.variable}`);
        return check(core.value, scope);
      case "lambda":
        if (core.source) check(core.source, scope);
        for (const clause of core.clauses)
          check(clause.body, bind(clause.rest ? [...clause.required, clause.rest] : clause.required));
        return;
      case "let":
        for (const { init } of core.bindings) check(init, scope);
        return check(core.body, bind(core.bindings.map((b) => b.variable)));
      case "letrec": {
        const inner = bind(core.bindings.map((b) => b.variable));
        for (const { init } of core.bindings) check(init, inner);
        return check(core.body, inner);
      }
      default:
        for (const child of children(core)) check(child, scope);
    }
  };
  for (const form of program.forms) if (form.kind !== "parameter") check(form.value, new Set());
}

/** The subexpressions of a node, in the order of their evaluation. */
export function children(core: Core): readonly Core[] {
  switch (core.kind) {
    case "quote":
    case "local":
    case "global":
    case "primitive":
      return [];
    case "if":
      return [core.test, core.then, core.else];
    case "set":
    case "setGlobal":
      return [core.value];
    case "begin":
      return core.body;
    case "lambda":
      return [...(core.source ? [core.source] : []), ...core.clauses.map((c) => c.body)];
    case "let":
    case "letrec":
      return [...core.bindings.map((b) => b.init), core.body];
    case "call":
      return [core.operator, ...core.operands];
    case "instruction":
      return core.operands;
  }
}
