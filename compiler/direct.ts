// Direct: core with every name resolved and every letrec* taken apart.
//
//   Unit ::= Global … Form …
//   Form ::= (define g D) | D
//   D    ::= (quote d) | x | (checked x) | g | (checked g) | (if D D D) | (begin D D …) | (set! x D) | (set! g D)
//         | (let ((x D) …) D) | (fix ((x L) …) D) | L | (call D D …) | (%instruction D …)
//   L    ::= (lambda [source D] (F D) …)
//
// A global is a variable of the program, or a procedure of the library. `checked` reads may meet a variable before its
// definition. `fix` binds lambdas only, and its variables are never assigned.
import type { Formals, Variable } from "./core.js";
import type { Datum } from "./datum.js";
import type { Place } from "./errors.js";
import { writeDatum, writeSymbol } from "./write.js";

export class Global {
  /** The lambda that it always is, once defined: calls of it need not look at the variable. */
  procedure: DirectLambda | undefined;
  /** Cannot be read before its definition has run. */
  safe = false;
  /** The host may ask for it by name. */
  exported = true;
  /** What it holds before its definition: a procedure of the table that the program redefines. */
  initial: Global | undefined;
  /** Index of its word in the program's state; library procedures have none. */
  index = -1;
  constructor(
    readonly name: string,
    readonly library: boolean,
  ) {}
  toString(): string {
    return this.library ? `(primitive ${writeSymbol(this.name)})` : writeSymbol(this.name);
  }
}

export interface DirectClause extends Formals {
  readonly body: Direct;
}
export interface DirectLambda {
  readonly kind: "lambda";
  readonly clauses: readonly DirectClause[];
  readonly name: string;
  readonly source: Direct | undefined;
  readonly place: Place;
  /** Library and interpreter code: its places are not reported. */
  readonly trusted: boolean;
  /** Library code whose speed counts more than its size, also where modules are to be small. */
  readonly hot: boolean;
}
export interface DirectBinding {
  readonly variable: Variable;
  readonly init: Direct;
}

export type Direct =
  | { readonly kind: "quote"; readonly datum: Datum }
  | { readonly kind: "local"; readonly variable: Variable; readonly checked: boolean; readonly place: Place }
  | { readonly kind: "global"; readonly global: Global; readonly checked: boolean; readonly place: Place }
  | { readonly kind: "if"; readonly test: Direct; readonly then: Direct; readonly else: Direct }
  | { readonly kind: "begin"; readonly body: readonly Direct[] }
  | { readonly kind: "set"; readonly variable: Variable; readonly value: Direct }
  | {
      readonly kind: "setGlobal";
      readonly global: Global;
      readonly value: Direct;
      readonly checked: boolean;
      readonly place: Place;
    }
  | { readonly kind: "let"; readonly bindings: readonly DirectBinding[]; readonly body: Direct }
  | {
      readonly kind: "fix";
      readonly bindings: readonly { variable: Variable; init: DirectLambda }[];
      readonly body: Direct;
    }
  | DirectLambda
  | {
      readonly kind: "call";
      readonly operator: Direct;
      readonly operands: readonly Direct[];
      readonly place: Place;
      readonly trusted: boolean;
    }
  | DirectInstruction;

export interface DirectInstruction {
  readonly kind: "instruction";
  readonly name: string;
  readonly operands: readonly Direct[];
  readonly place: Place;
  readonly trusted: boolean;
}

export type DirectForm =
  | { readonly kind: "define"; readonly global: Global; readonly value: Direct }
  | { readonly kind: "expression"; readonly value: Direct };

export interface DirectUnit {
  /** Variables of the program. */
  readonly globals: readonly Global[];
  /** Procedures of the program that need no variable. */
  readonly hidden: readonly Global[];
  readonly library: readonly Global[];
  readonly forms: readonly DirectForm[];
}

export function directChildren(node: Direct): readonly Direct[] {
  switch (node.kind) {
    case "quote":
    case "local":
    case "global":
      return [];
    case "if":
      return [node.test, node.then, node.else];
    case "begin":
      return node.body;
    case "set":
    case "setGlobal":
      return [node.value];
    case "let":
    case "fix":
      return [...node.bindings.map((b) => b.init), node.body];
    case "lambda":
      return [...(node.source ? [node.source] : []), ...node.clauses.map((c) => c.body)];
    case "call":
      return [node.operator, ...node.operands];
    case "instruction":
      return node.operands;
  }
}

/** The node with its subexpressions replaced; lambdas count as one subexpression each, whose bodies are not looked into. */
export function mapChildren(node: Direct, f: (child: Direct) => Direct): Direct {
  switch (node.kind) {
    case "quote":
    case "local":
    case "global":
    case "lambda":
      return node;
    case "if":
      return { ...node, test: f(node.test), then: f(node.then), else: f(node.else) };
    case "begin":
      return { ...node, body: node.body.map(f) };
    case "set":
    case "setGlobal":
      return { ...node, value: f(node.value) };
    case "let":
      return {
        ...node,
        bindings: node.bindings.map((b) => ({ ...b, init: f(b.init) })),
        body: f(node.body),
      };
    case "fix":
      return {
        ...node,
        bindings: node.bindings.map((b) => ({ ...b, init: f(b.init) as DirectLambda })),
        body: f(node.body),
      };
    case "call":
      return { ...node, operator: f(node.operator), operands: node.operands.map(f) };
    case "instruction":
      return { ...node, operands: node.operands.map(f) };
  }
}

// ---- unparser and checker -----------------------------------------------------------------------------------------------
export function unparseUnit(unit: DirectUnit): string {
  const lines = unit.forms.map((form) =>
    form.kind === "define"
      ? `(define ${form.global} ${unparseDirect(form.value)})`
      : unparseDirect(form.value),
  );
  return `${lines.join("\n")}\n`;
}

export function unparseDirect(node: Direct): string {
  switch (node.kind) {
    case "quote":
      return `(quote ${writeDatum(node.datum)})`;
    case "local":
      return node.checked ? `(checked ${node.variable})` : String(node.variable);
    case "global":
      return node.checked ? `(checked ${node.global})` : String(node.global);
    case "if":
      return `(if ${node.test ? unparseDirect(node.test) : ""} ${unparseDirect(node.then)} ${unparseDirect(node.else)})`;
    case "begin":
      return `(begin ${node.body.map(unparseDirect).join(" ")})`;
    case "set":
      return `(set! ${node.variable} ${unparseDirect(node.value)})`;
    case "setGlobal":
      return `(set! ${node.global} ${unparseDirect(node.value)})`;
    case "let":
    case "fix":
      return `(${node.kind} (${node.bindings.map((b) => `(${b.variable} ${unparseDirect(b.init)})`).join(" ")}) ${unparseDirect(node.body)})`;
    case "lambda": {
      const clauses = node.clauses.map(
        (c) => `((${c.required.join(" ")}${c.rest ? ` . ${c.rest}` : ""}) ${unparseDirect(c.body)})`,
      );
      return `(lambda ${node.source ? `source ${unparseDirect(node.source)} ` : ""}${clauses.join(" ")})`;
    }
    case "call":
      return `(call ${[node.operator, ...node.operands].map(unparseDirect).join(" ")})`;
    case "instruction":
      return `(${[`%${node.name}`, ...node.operands.map(unparseDirect)].join(" ")})`;
  }
}

/** Throws unless instructions have their arity and `fix` variables are never assigned. */
export function checkUnit(unit: DirectUnit, arity: (instruction: string) => number | undefined): void {
  const check = (node: Direct): void => {
    if (node.kind === "instruction") {
      const wanted = arity(node.name);
      if (wanted !== undefined && wanted >= 0 && wanted !== node.operands.length)
        throw new Error(`direct: %${node.name} takes ${wanted} operands`);
    }
    if (node.kind === "fix" && node.bindings.some((b) => b.variable.assigned))
      throw new Error("direct: a variable of fix is assigned");
    directChildren(node).forEach(check);
  };
  for (const form of unit.forms) check(form.value);
}
