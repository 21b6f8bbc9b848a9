// Flow: explicitly sequenced code. Every non-tail call is a statement of its own, followed by what happens after it; what makes
// no calls stays an expression, to be compiled to one WebAssembly expression.
//
//   Flow   ::= (return S) | (let x S Flow) | (effect S Flow) | (if S Flow Flow)
//           | (call x Callee (S …) Flow) | (tail-call Callee (S …))
//           | (join j (x …) Flow Flow) | (jump j (S …))              the first Flow is what follows jumps to j
//   Callee ::= k | (value S) | (node S) | (procedure instruction) | (control instruction)
//   S      ::= (quote d) | x | (captured i) | self | (global g) | (static p) | (closure p S …) | (patch S i S)
//           | (cell S) | (cell-ref S) | (cell-set! S S) | (set! g S) | (if S S S) | (let x S S) | (seq S … S)
//           | (%instruction S …) | (leaf k S …)
//
// Variables are never assigned (assigned ones are cells). A leaf is a procedure that makes no calls: calling it needs no frame.

import type { Proc } from "./closures.js";
import type { Variable } from "./core.js";
import type { Datum } from "./datum.js";
import type { Global } from "./direct.js";
import type { Place } from "./errors.js";
import { writeDatum } from "./write.js";

export type Callee =
  | { readonly kind: "code"; readonly target: CodeRef }
  | { readonly kind: "value"; readonly value: Simple }
  /** A value known to be a procedure; the call's place is not reported. */
  | { readonly kind: "node"; readonly value: Simple }
  /** A runtime function that may have to wait for a collection. */
  | { readonly kind: "procedure"; readonly instruction: string }
  /** What changes the stack or calls what it is given: apply, prompt, escape, call/cc, throw (emit/control.ts). */
  | { readonly kind: "control"; readonly instruction: string };

export class Label {
  private static count = 0;
  readonly id = Label.count++;
  constructor(readonly params: readonly Variable[]) {}
}

export type Flow =
  | { readonly kind: "return"; readonly value: Simple }
  | { readonly kind: "let"; readonly variable: Variable; readonly value: Simple; readonly next: Flow }
  | { readonly kind: "effect"; readonly value: Simple; readonly next: Flow }
  | { readonly kind: "if"; readonly test: Simple; readonly then: Flow; readonly else: Flow }
  | FlowCall
  | {
      readonly kind: "tailCall";
      readonly callee: Callee;
      readonly operands: readonly Simple[];
      readonly place: Place;
      readonly trusted: boolean;
    }
  | FlowJoin
  | { readonly kind: "jump"; readonly label: Label; readonly operands: readonly Simple[] };

export interface FlowCall {
  readonly kind: "call";
  readonly result: Variable;
  readonly callee: Callee;
  readonly operands: readonly Simple[];
  readonly next: Flow;
  readonly place: Place;
  readonly trusted: boolean;
}
export interface FlowJoin {
  readonly kind: "join";
  readonly label: Label;
  readonly after: Flow;
  readonly body: Flow;
}

export type Simple =
  | { readonly kind: "quote"; readonly datum: Datum }
  | { readonly kind: "local"; readonly variable: Variable }
  | { readonly kind: "captured"; readonly slot: number }
  | { readonly kind: "self" }
  | { readonly kind: "global"; readonly global: Global; readonly checked: boolean; readonly place: Place }
  | { readonly kind: "static"; readonly proc: Proc }
  | { readonly kind: "closure"; readonly proc: Proc; readonly captures: readonly Simple[] }
  | { readonly kind: "patch"; readonly closure: Simple; readonly slot: number; readonly value: Simple }
  | { readonly kind: "cell"; readonly value: Simple }
  | {
      readonly kind: "cellRef";
      readonly cell: Simple;
      readonly checked: string | undefined;
      readonly place: Place;
    }
  | { readonly kind: "cellSet"; readonly cell: Simple; readonly value: Simple }
  | {
      readonly kind: "setGlobal";
      readonly global: Global;
      readonly value: Simple;
      readonly checked: boolean;
      readonly place: Place;
    }
  | { readonly kind: "if"; readonly test: Simple; readonly then: Simple; readonly else: Simple }
  | { readonly kind: "let"; readonly variable: Variable; readonly value: Simple; readonly body: Simple }
  | { readonly kind: "seq"; readonly effects: readonly Simple[]; readonly value: Simple }
  | SimpleInstruction
  | {
      readonly kind: "leaf";
      readonly target: CodeRef;
      readonly operands: readonly Simple[];
      readonly place: Place;
      readonly trusted: boolean;
    };

export interface SimpleInstruction {
  readonly kind: "instruction";
  readonly name: string;
  readonly operands: readonly Simple[];
  readonly place: Place;
  readonly trusted: boolean;
}

/** Code that can be called by name. */
export interface CodeRef {
  readonly label: string;
  /** Library or interpreter code. */
  readonly trusted: boolean;
}

/** The code of one clause of a procedure, or of top-level forms. */
export interface Code extends CodeRef {
  /** Where it stands in the user's text; line 0 when that is not to be told. */
  readonly place: Place;
  /** Procedure's name, for backtraces. */
  readonly name: string;
  /** Whether it takes its closure as the first parameter. */
  readonly hasSelf: boolean;
  /** Whether the closure's first slot says where the code stands in another program's text. */
  readonly carriesSource: boolean;
  /** Made for other programs to run, so worth its speed where size counts: a library procedure, or a closure made at run time. */
  readonly hot: boolean;
  /** Parameter that holds the site word to report failures at; undefined: each instruction's own place. */
  readonly site?: Variable | undefined;
  /** Parameters after self: own, rest, and the free variables of a lifted procedure. */
  readonly params: readonly Variable[];
  readonly body: Flow;
  readonly leaf: boolean;
}

export function simpleChildren(s: Simple): readonly Simple[] {
  switch (s.kind) {
    case "quote":
    case "local":
    case "captured":
    case "self":
    case "global":
    case "static":
      return [];
    case "closure":
      return s.captures;
    case "patch":
      return [s.closure, s.value];
    case "cell":
    case "setGlobal":
      return [s.value];
    case "cellRef":
      return [s.cell];
    case "cellSet":
      return [s.cell, s.value];
    case "if":
      return [s.test, s.then, s.else];
    case "let":
      return [s.value, s.body];
    case "seq":
      return [...s.effects, s.value];
    case "instruction":
    case "leaf":
      return s.operands;
  }
}

export function calleeSimples(callee: Callee): readonly Simple[] {
  return callee.kind === "value" || callee.kind === "node" ? [callee.value] : [];
}

// ---- unparser -----------------------------------------------------------------------------------------------------------
export function unparseCode(code: Code): string {
  const head = `(${code.leaf ? "leaf" : "code"} ${code.label} (${code.params.join(" ")})`;
  return `${head}\n${unparseFlow(code.body, "  ")})\n`;
}

function unparseFlow(flow: Flow, indent: string): string {
  const inner = `${indent}  `;
  switch (flow.kind) {
    case "return":
      return `${indent}(return ${unparseSimple(flow.value)})`;
    case "let":
      return `${indent}(let ${flow.variable} ${unparseSimple(flow.value)})\n${unparseFlow(flow.next, indent)}`;
    case "effect":
      return `${indent}(effect ${unparseSimple(flow.value)})\n${unparseFlow(flow.next, indent)}`;
    case "if":
      return `${indent}(if ${unparseSimple(flow.test)}\n${unparseFlow(flow.then, inner)}\n${unparseFlow(flow.else, inner)})`;
    case "call":
      return `${indent}(call ${flow.result} ${unparseCallee(flow.callee)} ${flow.operands.map(unparseSimple).join(" ")})\n${unparseFlow(flow.next, indent)}`;
    case "tailCall":
      return `${indent}(tail-call ${unparseCallee(flow.callee)} ${flow.operands.map(unparseSimple).join(" ")})`;
    case "join":
      return `${indent}(join j${flow.label.id} (${flow.label.params.join(" ")})\n${unparseFlow(flow.after, inner)}\n${unparseFlow(flow.body, inner)})`;
    case "jump":
      return `${indent}(jump j${flow.label.id} ${flow.operands.map(unparseSimple).join(" ")})`;
  }
}

function unparseCallee(callee: Callee): string {
  if (callee.kind === "code") return callee.target.label;
  if (callee.kind === "value" || callee.kind === "node") return unparseSimple(callee.value);
  return `%${callee.instruction}`;
}

export function unparseSimple(s: Simple): string {
  switch (s.kind) {
    case "quote":
      return `(quote ${writeDatum(s.datum)})`;
    case "local":
      return String(s.variable);
    case "captured":
      return `(captured ${s.slot})`;
    case "self":
      return "self";
    case "global":
      return `(global ${s.global})`;
    case "static":
      return `(static ${s.proc.name}#${s.proc.id})`;
    case "closure":
      return `(${[`closure ${s.proc.name}#${s.proc.id}`, ...s.captures.map(unparseSimple)].join(" ")})`;
    case "patch":
      return `(patch ${unparseSimple(s.closure)} ${s.slot} ${unparseSimple(s.value)})`;
    case "cell":
      return `(cell ${unparseSimple(s.value)})`;
    case "cellRef":
      return `(cell-ref ${unparseSimple(s.cell)})`;
    case "cellSet":
      return `(cell-set! ${unparseSimple(s.cell)} ${unparseSimple(s.value)})`;
    case "setGlobal":
      return `(set! ${s.global} ${unparseSimple(s.value)})`;
    case "if":
      return `(if ${unparseSimple(s.test)} ${unparseSimple(s.then)} ${unparseSimple(s.else)})`;
    case "let":
      return `(let ${s.variable} ${unparseSimple(s.value)} ${unparseSimple(s.body)})`;
    case "seq":
      return `(seq ${[...s.effects, s.value].map(unparseSimple).join(" ")})`;
    case "instruction":
      return `(${[`%${s.name}`, ...s.operands.map(unparseSimple)].join(" ")})`;
    case "leaf":
      return `(${[`leaf ${s.target.label}`, ...s.operands.map(unparseSimple)].join(" ")})`;
  }
}

// ---- checker --------------------------------------------------------------------------------------------------------------
/** Throws unless every variable is defined before its use on every path, and jumps fit their labels. */
export function checkCode(code: Code): void {
  const where = code.label;
  const checkSimple = (s: Simple, scope: ReadonlySet<Variable>): void => {
    if (s.kind === "local" && !scope.has(s.variable))
      throw new Error(`flow ${where}: ${s.variable} is not defined here`);
    if (s.kind === "let") {
      checkSimple(s.value, scope);
      return checkSimple(s.body, new Set([...scope, s.variable]));
    }
    for (const child of simpleChildren(s)) checkSimple(child, scope);
  };
  const check = (flow: Flow, scope: ReadonlySet<Variable>, labels: ReadonlySet<Label>): void => {
    const all = (simples: readonly Simple[]): void => {
      for (const s of simples) checkSimple(s, scope);
    };
    switch (flow.kind) {
      case "return":
        return checkSimple(flow.value, scope);
      case "let":
        checkSimple(flow.value, scope);
        return check(flow.next, new Set([...scope, flow.variable]), labels);
      case "effect":
        checkSimple(flow.value, scope);
        return check(flow.next, scope, labels);
      case "if":
        checkSimple(flow.test, scope);
        check(flow.then, scope, labels);
        return check(flow.else, scope, labels);
      case "call":
        all([...calleeSimples(flow.callee), ...flow.operands]);
        return check(flow.next, new Set([...scope, flow.result]), labels);
      case "tailCall":
        return all([...calleeSimples(flow.callee), ...flow.operands]);
      case "join":
        check(flow.after, new Set([...scope, ...flow.label.params]), labels);
        return check(flow.body, scope, new Set([...labels, flow.label]));
      case "jump":
        if (!labels.has(flow.label))
          throw new Error(`flow ${where}: jump to j${flow.label.id}, which is not in scope`);
        if (flow.label.params.length !== flow.operands.length)
          throw new Error(`flow ${where}: jump with a wrong number of operands`);
        return all(flow.operands);
    }
  };
  check(code.body, new Set(code.params), new Set());
}
