// Guesses of what numbers variables hold, from literals and operations around them. They only order the tests in generic arithmetic
// (exact integers first, or flonums first): a wrong guess costs time and changes nothing else.
import type { Variable } from "../core.js";
import type { Datum } from "../datum.js";
import type { Code, Flow, Simple } from "../flow.js";
import { operations } from "../primitives/index.js";

export type Hint = "integer" | "float" | undefined;

const INTEGER_RESULTS = new Set([
  "length",
  "vector-length",
  "string-length",
  "quotient",
  "remainder",
  "modulo",
  "floor-quotient",
  "gcd",
  "lcm",
  "char->integer",
  "exact",
]); // prettier-ignore
const FLOAT_RESULTS = new Set([
  "inexact",
  ...operations.filter((o) => o.integer === undefined).map((o) => o.name),
  "divide",
  "sqrt",
]);
const MIXED = new Set(["add", "subtract", "multiply", "min", "max", "abs", "negate"]);

function literalElements(datum: Datum): Hint {
  if (typeof datum !== "object" || !("kind" in datum) || datum.kind !== "vector") return undefined;
  const kinds = new Set(datum.items.map((item) => typeof item));
  return kinds.size === 1 && kinds.has("number") ? "float" : undefined;
}

export class Hints {
  private readonly known = new Map<Variable, Hint>();
  /** What the elements of vectors in variables are likely to be. */
  private readonly elements = new Map<Variable, Hint>();
  /** What code is likely to return, by label. */
  private readonly returned = new Map<string, Hint>();
  private label = "";

  constructor(codes: Iterable<Code>) {
    const all = [...codes];
    const byLabel = new Map(all.map((code) => [code.label, code]));
    // Some rounds: a loop's step refers to the variable that it is a guess for, a recursion to its own result.
    for (let round = 0; round < 3; round++)
      for (const code of all) {
        this.label = code.label;
        this.visit(code.body, byLabel);
      }
  }

  private note(variable: Variable, hint: Hint): void {
    if (hint === undefined) return;
    const before = this.known.get(variable);
    // A float anywhere wins: integers flow into float loops as initial values, hardly the other way round.
    if (before !== "float") this.known.set(variable, hint);
  }

  private noteElement(variable: Variable, hint: Hint): void {
    if (hint !== undefined && this.elements.get(variable) !== "float") this.elements.set(variable, hint);
  }
  /** Two names of what may be one vector. */
  private unite(variable: Variable, value: Simple): void {
    if (value.kind === "quote") return this.noteElement(variable, literalElements(value.datum));
    if (value.kind !== "local") return;
    this.noteElement(variable, this.elements.get(value.variable));
    this.noteElement(value.variable, this.elements.get(variable));
  }

  private visit(flow: Flow, codes: ReadonlyMap<string, Code>): void {
    switch (flow.kind) {
      case "let":
        this.note(flow.variable, this.of(flow.value));
        this.unite(flow.variable, flow.value);
        return this.visit(flow.next, codes);
      case "effect": {
        const { value } = flow;
        if (value.kind === "instruction" && value.name === "vector-set!") {
          const [vector, , element] = value.operands as [Simple, Simple, Simple];
          if (vector.kind === "local") this.noteElement(vector.variable, this.of(element));
        }
        return this.visit(flow.next, codes);
      }
      case "if":
        this.visit(flow.then, codes);
        return this.visit(flow.else, codes);
      case "call":
      case "tailCall":
        if (flow.callee.kind === "code") {
          const target = codes.get(flow.callee.target.label);
          const operands = target?.hasSelf ? flow.operands.slice(1) : flow.operands;
          target?.params.forEach((param, i) => {
            const operand = operands[i];
            if (!operand) return;
            this.note(param, this.of(operand));
            this.unite(param, operand);
          });
        }
        if (
          flow.kind === "call" &&
          flow.callee.kind === "procedure" &&
          flow.callee.instruction === "make-vector"
        )
          this.noteElement(flow.result, flow.operands[1] && this.of(flow.operands[1]));
        if (flow.kind === "tailCall") return;
        if (flow.callee.kind === "code") this.note(flow.result, this.returned.get(flow.callee.target.label));
        return this.visit(flow.next, codes);
      case "join":
        this.visit(flow.after, codes);
        return this.visit(flow.body, codes);
      case "jump":
        flow.label.params.forEach((param, i) => {
          const operand = flow.operands[i];
          if (operand) this.note(param, this.of(operand));
        });
        return;
      case "return": {
        const hint = this.of(flow.value);
        if (hint !== undefined && this.returned.get(this.label) !== "float")
          this.returned.set(this.label, hint);
        return;
      }
    }
  }

  /** The likely kind of a value. */
  of(s: Simple): Hint {
    if (s.kind === "quote")
      return typeof s.datum === "bigint" ? "integer" : typeof s.datum === "number" ? "float" : undefined;
    if (s.kind === "local") return this.known.get(s.variable);
    if (s.kind === "if") return this.of(s.then) ?? this.of(s.else);
    if (s.kind === "let") return this.of(s.body);
    if (s.kind === "seq") return this.of(s.value);
    if (s.kind === "leaf") return this.returned.get(s.target.label);
    if (s.kind !== "instruction") return undefined;
    if (s.name === "vector-ref") {
      const [vector] = s.operands as [Simple];
      return vector.kind === "local" ? this.elements.get(vector.variable) : undefined;
    }
    if (INTEGER_RESULTS.has(s.name)) return "integer";
    if (FLOAT_RESULTS.has(s.name)) return "float";
    if (!MIXED.has(s.name)) return undefined;
    const hints = s.operands.map((operand) => this.of(operand));
    if (hints.includes("float")) return "float";
    // (+ i 1): a literal integer makes an integer likely, except in a product ((* 2 x) is as likely a float).
    if (s.name === "multiply") return hints.every((hint) => hint === "integer") ? "integer" : undefined;
    return hints.includes("integer") ? "integer" : undefined;
  }
}
