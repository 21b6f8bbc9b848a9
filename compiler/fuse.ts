// Loops over floats, found in the flow of a self-tail-calling procedure and said as straight-line paths: what a fused sweep is made of
// (emit/fused.ts). A path is what an iteration does between two rounds of the loop; anything else leaves the loop before it changed
// anything, so that the ordinary code does it.
//
//   Tree ::= (step Node Tree) | (test Test Tree Tree) | (next Path) | (leave)
//   Node ::= carried | invariant | constant | element of a vector | whole number | operation on nodes
//
// Invariant: a path computes what the ordinary code computes, operation by operation, in the same order; every value that it hands on to
// the next round is a flonum there, too (exact numbers stay with the ordinary code).
import type { Variable } from "./core.js";
import type { Hints } from "./emit/hints.js";
import type { Code, Flow, Label, Simple, SimpleInstruction } from "./flow.js";
import { type Operation, operations } from "./primitives/index.js";

/** A float. */
export type FloatNode =
  | { readonly kind: "constant"; readonly value: number }
  /** The loop's variable of this number, at the start of the round. */
  | { readonly kind: "carried"; readonly index: number }
  /** What does not change in the loop: an entry of `FusedLoop.invariants`. */
  | { readonly kind: "invariant"; readonly index: number }
  | { readonly kind: "whole"; readonly value: WholeNode }
  | ElementNode
  | OperationNode;
export interface ElementNode {
  readonly kind: "element";
  /** An entry of `FusedLoop.vectors`. */
  readonly vector: number;
  readonly index: WholeNode;
}
export interface OperationNode {
  readonly kind: "operation";
  readonly operation: Operation;
  readonly operands: readonly FloatNode[];
}
/** An exact integer. */
export type WholeNode =
  | { readonly kind: "literal"; readonly value: bigint }
  | { readonly kind: "counter"; readonly index: number }
  /** Of an entry of `FusedLoop.vectors`. */
  | { readonly kind: "length"; readonly vector: number }
  | {
      readonly kind: "sum";
      readonly minus: boolean;
      readonly left: WholeNode;
      readonly right: WholeNode;
    };
export type Comparison = "eq" | "lt" | "gt" | "le" | "ge";
export interface Test {
  readonly comparison: Comparison;
  readonly left: FloatNode;
  readonly right: FloatNode;
}

export interface Path {
  readonly number: number;
  /** Operations and elements in the order in which they are computed. */
  readonly steps: Steps;
  /** What the floats of the loop are in the next round. */
  readonly floats: readonly FloatNode[];
  readonly counters: readonly WholeNode[];
}
export type Tree =
  | { readonly kind: "step"; readonly node: OperationNode | ElementNode; readonly next: Tree }
  | { readonly kind: "test"; readonly test: Test; readonly then: Tree; readonly else: Tree }
  | { readonly kind: "next"; readonly path: Path }
  | { readonly kind: "leave" };

export interface FusedLoop {
  readonly code: Code;
  /** Positions among the code's parameters. */
  readonly floats: readonly number[];
  readonly counters: readonly number[];
  /** Expressions without effects that are floats, `exact`: or may be exact integers. */
  readonly invariants: readonly { readonly source: Simple; readonly mayBeExact: boolean }[];
  readonly vectors: readonly Simple[];
  readonly tree: Tree;
  readonly paths: readonly Path[];
}

const MOST_PATHS = 8;
const MOST_STEPS = 400;
const MOST_TESTS = 64;
const MOST_VALUES = 48;
const byName = new Map(operations.map((operation) => [operation.name, operation]));
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  "number=": "eq",
  "number<": "lt",
  "number>": "gt",
  "number<=": "le",
  "number>=": "ge",
};

/** The loop that a procedure is; undefined when it is none that can be fused. */
export function fusedLoop(code: Code, codes: ReadonlyMap<string, Code>, hints: Hints): FusedLoop | undefined {
  if (code.carriesSource) return undefined;
  const rounds = selfCalls(code, code.body);
  if (rounds === undefined || rounds.length === 0) return undefined;
  return new Analysis(code, codes, hints, rounds).run();
}

/** The operands of all calls of itself; undefined when the code makes other calls that come back. */
function selfCalls(code: Code, flow: Flow): (readonly Simple[])[] | undefined {
  const both = (a: Flow, b: Flow): (readonly Simple[])[] | undefined => {
    const [left, right] = [selfCalls(code, a), selfCalls(code, b)];
    return left && right && [...left, ...right];
  };
  switch (flow.kind) {
    case "let":
    case "effect":
      return selfCalls(code, flow.next);
    case "if":
      return both(flow.then, flow.else);
    case "join":
      return both(flow.after, flow.body);
    case "call":
      return undefined;
    case "tailCall":
      if (flow.callee.kind !== "code" || flow.callee.target.label !== code.label) return [];
      return [code.hasSelf ? flow.operands.slice(1) : flow.operands];
    case "return":
    case "jump":
      return [];
  }
}

/** What an expression is: a float, an exact integer, or something that must not be looked at. */
type Value =
  | { readonly is: "float"; readonly node: FloatNode }
  | { readonly is: "whole"; readonly node: WholeNode }
  | { readonly is: "invariant"; readonly source: Simple; readonly key: string };
/** The expression cannot be part of a path. */
class Unsupported extends Error {}
function unsupported(): never {
  throw new Unsupported();
}

type Bindings = ReadonlyMap<Variable, Value>;
type Steps = readonly (OperationNode | ElementNode)[];
type Use = (value: Value, done: Steps) => Tree;
type Joins = ReadonlyMap<Label, (values: readonly Value[], done: Steps) => Tree>;

class Analysis {
  private readonly floats: number[] = [];
  private readonly counters: number[] = [];
  private readonly paths: Path[] = [];
  private readonly invariants = new Map<string, { index: number; source: Simple; mayBeExact: boolean }>();
  private readonly vectors = new Map<string, { index: number; source: Simple }>();
  private steps = 0;
  private tests = 0;

  constructor(
    private readonly code: Code,
    private readonly codes: ReadonlyMap<string, Code>,
    private readonly hints: Hints,
    private readonly rounds: readonly (readonly Simple[])[],
  ) {}

  run(): FusedLoop | undefined {
    const { code } = this;
    const start = new Map<Variable, Value>();
    code.params.forEach((variable, position) => {
      const local: Simple = { kind: "local", variable };
      const stays = this.rounds.every((operands) => {
        const operand = operands[position];
        return operand?.kind === "local" && operand.variable === variable;
      });
      if (stays) start.set(variable, { is: "invariant", source: local, key: `p${position}` });
      else if (
        this.hints.of(local) === "integer" &&
        this.rounds.every((operands) => this.isWhole(operands[position] as Simple))
      ) {
        start.set(variable, { is: "whole", node: { kind: "counter", index: this.counters.length } });
        this.counters.push(position);
      } else {
        start.set(variable, { is: "float", node: { kind: "carried", index: this.floats.length } });
        this.floats.push(position);
      }
    });
    if (this.floats.length === 0) return undefined;
    const tree = this.flow(code.body, start, new Map(), []);
    const work = this.paths.some(({ steps }) => steps.some((step) => step.kind === "operation"));
    const values = this.floats.length + this.invariants.size + this.vectors.size;
    if (!work || values > MOST_VALUES) return undefined;
    return {
      code,
      floats: this.floats,
      counters: this.counters,
      invariants: [...this.invariants.values()],
      vectors: [...this.vectors.values()].map(({ source }) => source),
      tree,
      paths: this.paths,
    };
  }

  /** Whether it is made of whole numbers only, by all that is known of them. */
  private isWhole(s: Simple): boolean {
    if (s.kind === "quote") return typeof s.datum === "bigint";
    if (s.kind === "local") return this.hints.of(s) === "integer";
    return (
      s.kind === "instruction" &&
      (s.name === "add" || s.name === "subtract") &&
      s.operands.every((operand) => this.isWhole(operand))
    );
  }

  // ---- flow ------------------------------------------------------------------------------------------------------------------
  /** `done`: the steps on the way here; `returns`: what follows a procedure that is called. What cannot be part of a path leaves the loop. */
  private flow(flow: Flow, bindings: Bindings, joins: Joins, done: Steps, returns?: Use): Tree {
    try {
      switch (flow.kind) {
        case "let":
          return this.value(flow.value, bindings, done, (value, steps) =>
            this.flow(flow.next, new Map([...bindings, [flow.variable, value]]), joins, steps, returns),
          );
        case "if":
          return this.test(
            flow.test,
            bindings,
            done,
            (steps) => this.flow(flow.then, bindings, joins, steps, returns),
            (steps) => this.flow(flow.else, bindings, joins, steps, returns),
          );
        case "join": {
          const after = (values: readonly Value[], steps: Steps): Tree => {
            const given = flow.label.params.map((param, i) => [param, values[i] as Value] as const);
            return this.flow(flow.after, new Map([...bindings, ...given]), joins, steps, returns);
          };
          return this.flow(flow.body, bindings, new Map([...joins, [flow.label, after]]), done, returns);
        }
        case "jump":
          return this.values(flow.operands, bindings, done, (values, steps) =>
            (joins.get(flow.label) ?? unsupported())(values, steps),
          );
        case "tailCall":
          return returns ? unsupported() : this.next(flow, bindings, done);
        case "return":
          return returns ? this.value(flow.value, bindings, done, returns) : { kind: "leave" };
        default:
          return { kind: "leave" };
      }
    } catch (error) {
      if (error instanceof Unsupported) return { kind: "leave" };
      throw error;
    }
  }

  private next(flow: Flow & { kind: "tailCall" }, bindings: Bindings, done: Steps): Tree {
    const { code } = this;
    if (flow.callee.kind !== "code" || flow.callee.target.label !== code.label) return { kind: "leave" };
    const operands = code.hasSelf ? flow.operands.slice(1) : flow.operands;
    return this.values(operands, bindings, done, (values, steps) => {
      if (this.paths.length >= MOST_PATHS) unsupported();
      const floats = this.floats.map((position) => this.asFloat(values[position] as Value, true));
      const counters = this.counters.map((position) => {
        const value = values[position] as Value;
        return value.is === "whole" ? value.node : unsupported();
      });
      const path: Path = { number: this.paths.length, steps, floats, counters };
      this.paths.push(path);
      return { kind: "next", path };
    });
  }

  // ---- expressions -----------------------------------------------------------------------------------------------------------
  private values(
    simples: readonly Simple[],
    bindings: Bindings,
    done: Steps,
    use: (values: readonly Value[], done: Steps) => Tree,
  ): Tree {
    const [first, ...rest] = simples;
    if (!first) return use([], done);
    return this.value(first, bindings, done, (value, steps) =>
      this.values(rest, bindings, steps, (values, after) => use([value, ...values], after)),
    );
  }

  private value(s: Simple, bindings: Bindings, done: Steps, use: Use): Tree {
    switch (s.kind) {
      case "quote":
        if (typeof s.datum === "number")
          return use({ is: "float", node: { kind: "constant", value: s.datum } }, done);
        if (typeof s.datum === "bigint" && s.datum >= -LARGEST && s.datum <= LARGEST)
          return use({ is: "whole", node: { kind: "literal", value: s.datum } }, done);
        return unsupported();
      case "local":
        return use(bindings.get(s.variable) ?? unsupported(), done);
      case "global":
        return use({ is: "invariant", source: s, key: `g${s.global.index}` }, done);
      case "captured":
        return use({ is: "invariant", source: s, key: `c${s.slot}` }, done);
      case "cellRef":
        if (s.cell.kind !== "captured") return unsupported();
        return use({ is: "invariant", source: s, key: `b${s.cell.slot}` }, done);
      case "let":
        return this.value(s.value, bindings, done, (value, steps) =>
          this.value(s.body, new Map([...bindings, [s.variable, value]]), steps, use),
        );
      case "if":
        return this.test(
          s.test,
          bindings,
          done,
          (steps) => this.value(s.then, bindings, steps, use),
          (steps) => this.value(s.else, bindings, steps, use),
        );
      case "leaf": {
        const target = this.codes.get(s.target.label);
        // It cannot call itself: a leaf makes no calls but of leaves that come before it. A static procedure has no captured values.
        if (!target || target.site) return unsupported();
        if (target.hasSelf && s.operands[0]?.kind !== "static") return unsupported();
        const operands = target.hasSelf ? s.operands.slice(1) : s.operands;
        return this.values(operands, bindings, done, (values, steps) => {
          const given = target.params.map((param, i) => [param, values[i] as Value] as const);
          return this.flow(target.body, new Map(given), new Map(), steps, use);
        });
      }
      case "instruction":
        return this.values(s.operands, bindings, done, (values, steps) =>
          this.instruction(s, values, steps, use),
        );
      default:
        return unsupported();
    }
  }

  private instruction(s: SimpleInstruction, values: readonly Value[], done: Steps, use: Use): Tree {
    const [a, b] = values as [Value, Value];
    if ((s.name === "add" || s.name === "subtract") && a.is === "whole" && b.is === "whole") {
      const node: WholeNode = { kind: "sum", minus: s.name === "subtract", left: a.node, right: b.node };
      return use({ is: "whole", node }, done);
    }
    if (s.name === "vector-length" && a.is === "invariant")
      return use({ is: "whole", node: { kind: "length", vector: this.vector(a) } }, done);
    if (s.name === "vector-ref" && a.is === "invariant" && b.is === "whole") {
      const vector = this.vector(a);
      const node: ElementNode = { kind: "element", vector, index: b.node };
      return this.step(node, done, use);
    }
    const operation = byName.get(s.name);
    if (!operation) return unsupported();
    // One operand at least must be inexact, so that the result is: else the ordinary code would compute exactly.
    const certain = values.some((value) => this.isInexact(value));
    if (!certain && !values.some((value) => value.is === "invariant")) return unsupported();
    const operands = values.map((value) => this.asFloat(value, !certain && value.is === "invariant"));
    return this.step({ kind: "operation", operation, operands }, done, use);
  }

  private step(node: OperationNode | ElementNode, done: Steps, use: Use): Tree {
    if (++this.steps > MOST_STEPS) unsupported();
    return { kind: "step", node, next: this.leaving(() => use({ is: "float", node }, [...done, node])) };
  }
  private leaving(tree: () => Tree): Tree {
    try {
      return tree();
    } catch (error) {
      if (error instanceof Unsupported) return { kind: "leave" };
      throw error;
    }
  }

  private isInexact(value: Value): boolean {
    if (value.is !== "float") return false;
    return value.node.kind !== "whole";
  }

  /** `inexact`: whether it has to be inexact. */
  private asFloat(value: Value, inexact: boolean): FloatNode {
    if (value.is === "float") return value.node;
    if (value.is === "whole") return inexact ? unsupported() : { kind: "whole", value: value.node };
    let found = this.invariants.get(value.key);
    if (!found) {
      found = { index: this.invariants.size, source: value.source, mayBeExact: true };
      this.invariants.set(value.key, found);
    }
    if (inexact) found.mayBeExact = false;
    return { kind: "invariant", index: found.index };
  }
  private vector(value: Value & { is: "invariant" }): number {
    let found = this.vectors.get(value.key);
    if (!found) {
      found = { index: this.vectors.size, source: value.source };
      this.vectors.set(value.key, found);
    }
    return found.index;
  }

  private test(
    s: Simple,
    bindings: Bindings,
    done: Steps,
    then: (done: Steps) => Tree,
    otherwise: (done: Steps) => Tree,
  ): Tree {
    if (s.kind === "quote") return s.datum === false ? otherwise(done) : then(done);
    if (s.kind === "if")
      return this.test(
        s.test,
        bindings,
        done,
        (steps) => this.test(s.then, bindings, steps, then, otherwise),
        (steps) => this.test(s.else, bindings, steps, then, otherwise),
      );
    if (s.kind !== "instruction") return unsupported();
    const comparison = COMPARISONS[s.name];
    if (!comparison || ++this.tests > MOST_TESTS) return unsupported();
    return this.values(s.operands, bindings, done, (values, steps) => {
      const [left, right] = values.map((value) => this.asFloat(value, false)) as [FloatNode, FloatNode];
      return {
        kind: "test",
        test: { comparison, left, right },
        then: this.leaving(() => then(steps)),
        else: this.leaving(() => otherwise(steps)),
      };
    });
  }
}
/** Exact integers up to here are exact as f64, and so are a few sums of them. */
const LARGEST = 1n << 40n;
