// Calls that need not be made: many procedures answer at once for some arguments (a recursion's last case). Where such a procedure is known,
// its first test is made at the call, and only what cannot fail and needs no call is answered there.
// Invariant: a shortcut is taken only when the procedure itself would certainly answer the same, without a failure and without recording
// anything; in every other case the call is made and tests again.
import type { Variable } from "../core.js";
import { type Code, type Flow, type Simple, type SimpleInstruction, simpleChildren } from "../flow.js";
import { type Comparison, instructions } from "../primitives/index.js";
import { type Expression, immediateWord } from "./context.js";
import type { FunctionEmitter } from "./function.js";
import * as layout from "./layout.js";
import { emitTest, emitWord } from "./simple.js";

/** A procedure's first test, and what it answers after one of its outcomes. */
interface Shortcut {
  readonly test: Simple;
  readonly outcome: boolean;
  readonly value: Simple;
}

export function emitShortcut(
  f: FunctionEmitter,
  code: Code,
  values: readonly Simple[],
): { test: Expression; value: Expression } | undefined {
  if (code.carriesSource || code.leaf) return undefined;
  const found = shortcutOf(code.body);
  if (!found) return undefined;
  const passed = code.hasSelf ? values.slice(1) : values;
  const given = new Map(code.params.map((param, i) => [param, passed[i] as Simple]));
  const [test, value] = [substitute(found.test, given), substitute(found.value, given)];
  if (!test || !value || !isSafe(value)) return undefined;
  // The hints are those of the procedure's own variables.
  const certain = emitCertain(f, test, found.test, found.outcome);
  return certain === undefined ? undefined : { test: certain, value: emitWord(f, value) };
}

function shortcutOf(flow: Flow): Shortcut | undefined {
  if (flow.kind === "if") {
    if (flow.then.kind === "return") return { test: flow.test, outcome: true, value: flow.then.value };
    if (flow.else.kind === "return") return { test: flow.test, outcome: false, value: flow.else.value };
  }
  // (or test …)
  if (flow.kind === "let" && flow.next.kind === "if" && isLocal(flow.next.test, flow.variable)) {
    const { then } = flow.next;
    if (then.kind === "return" && isLocal(then.value, flow.variable) && isTotal(flow.value))
      return { test: flow.value, outcome: true, value: { kind: "quote", datum: true } };
  }
  return undefined;
}
function isLocal(s: Simple, variable: Variable): boolean {
  return s.kind === "local" && s.variable === variable;
}

/** Tests that no operand makes fail and that record nothing. */
function isTotal(s: Simple): boolean {
  if (s.kind !== "instruction") return false;
  if (s.name === "not") return isTotal(s.operands[0] as Simple);
  if (s.name === "null?" || s.name === "pair?") return true;
  return s.name === "eq?" && s.operands.some((o) => o.kind === "quote" && typeof o.datum !== "number");
}

/** Whether all tests in a value are total. */
function isSafe(s: Simple): boolean {
  return (s.kind !== "instruction" || isTotal(s)) && simpleChildren(s).every(isSafe);
}

/** The expression with operands in place of parameters; undefined when it has anything that may fail, call or cost much. */
function substitute(s: Simple, given: ReadonlyMap<Variable, Simple>): Simple | undefined {
  const inner = (each: Simple): Simple | undefined => substitute(each, given);
  switch (s.kind) {
    case "local":
      return given.get(s.variable);
    case "quote":
      return immediateWord(s.datum) === undefined ? undefined : s;
    case "if": {
      const [test, then, otherwise] = [inner(s.test), inner(s.then), inner(s.else)];
      if (!test || !then || !otherwise || !isTotal(test)) return undefined;
      return { kind: "if", test, then, else: otherwise };
    }
    case "instruction": {
      if (!isTotal(s) && s.name !== "not" && comparisonOf(s) === undefined) return undefined;
      const operands = s.operands.map(inner);
      return operands.every((o) => o !== undefined) ? { ...s, operands: operands as Simple[] } : undefined;
    }
    default:
      return undefined;
  }
}

function comparisonOf(s: SimpleInstruction): Comparison | undefined {
  const emission = instructions.get(s.name)?.emission;
  return emission?.how === "compare" ? emission.comparison : undefined;
}

/** Whether a test certainly has an outcome; `original` is the test over the procedure's own variables. */
function emitCertain(
  f: FunctionEmitter,
  test: Simple,
  original: Simple,
  outcome: boolean,
): Expression | undefined {
  const { m } = f;
  if (test.kind !== "instruction" || original.kind !== "instruction") return undefined;
  if (test.name === "not")
    return emitCertain(f, test.operands[0] as Simple, original.operands[0] as Simple, !outcome);
  if (isTotal(test)) return outcome ? emitTest(f, test) : m.i32.eqz(emitTest(f, test));
  const comparison = comparisonOf(test);
  if (comparison === undefined || !test.operands.every((o) => o.kind === "local" || o.kind === "quote"))
    return undefined;
  const wanted = outcome ? comparison : OPPOSITE[comparison];
  return original.operands.some((o) => f.hints.of(o) === "float")
    ? certainFloats(f, wanted, test.operands)
    : certainFixnums(f, wanted, test.operands);
}

const OPPOSITE: Readonly<Record<Comparison | "ne", Comparison | "ne">> = {
  eq: "ne",
  ne: "eq",
  lt: "ge",
  gt: "le",
  le: "gt",
  ge: "lt",
};

/** Fixnum words are ordered as their values are. */
function certainFixnums(
  f: FunctionEmitter,
  comparison: Comparison | "ne",
  operands: readonly Simple[],
): Expression | undefined {
  const { m } = f;
  if (operands.some((o) => o.kind === "quote" && typeof o.datum !== "bigint")) return undefined;
  const [a, b] = operands.map((o) => () => emitWord(f, o)) as [() => Expression, () => Expression];
  const tested = operands.filter((o) => o.kind !== "quote").map((o) => emitWord(f, o));
  if (tested.length === 0) return undefined;
  const all = tested.reduce((x, y) => m.i64.and(x, y));
  const ops = {
    eq: m.i64.eq,
    ne: m.i64.ne,
    lt: m.i64.lt_u,
    gt: m.i64.gt_u,
    le: m.i64.le_u,
    ge: m.i64.ge_u,
  };
  return m.i32.and(m.i64.ge_u(all, f.constant(layout.FIXNUM_LOW)), ops[comparison](a(), b()));
}

/** A comparison of what is no flonum, a NaN, is false. */
function certainFloats(
  f: FunctionEmitter,
  comparison: Comparison | "ne",
  operands: readonly Simple[],
): Expression | undefined {
  const { m } = f;
  if (comparison === "ne") return undefined;
  const floats = operands.map((o): Expression | undefined => {
    if (o.kind === "local") return m.f64.reinterpret(emitWord(f, o));
    if (o.kind !== "quote" || (typeof o.datum !== "number" && typeof o.datum !== "bigint")) return undefined;
    return m.f64.const(Number(o.datum));
  });
  const [x, y] = floats;
  return x === undefined || y === undefined ? undefined : m.f64[comparison](x, y);
}
