// Generic arithmetic in line.
// Float path: a tree of operations is computed in f64 from the bits of its operands as if all were flonums. Tagged words are NaNs and
// these operations pass NaNs on, so a result that is not NaN proves the guess; otherwise the tree is computed again, operation by
// operation, by the runtime's recording functions. Integer path: where a literal makes exact integers likely, fixnums are tried first.
// Invariant: both ways give the same bits; operands are evaluated once, in order, before either.
import type { Simple, SimpleInstruction } from "../flow.js";
import { type Comparison, instructions, operationFunction, operations } from "../primitives/index.js";
import type { Expression } from "./context.js";
import type { FunctionEmitter } from "./function.js";
import * as layout from "./layout.js";
import { emitShared } from "./shared.js";
import { checkError, checkTest, emitPlaced, emitWord, isSimpleOperand } from "./simple.js";

const byName = new Map(operations.map((o) => [o.name, o]));

/** f64 code of an operation; undefined when it has none that passes NaNs on. */
function floatForm(
  f: FunctionEmitter,
  name: string,
): ((x: Expression, y: Expression) => Expression) | undefined {
  const { m, ctx } = f;
  const emission = instructions.get(name)?.emission;
  if (emission?.how === "runtime" && emission.float !== undefined) {
    const rounding = emission.float as "floor" | "ceil" | "trunc" | "nearest";
    return (x) => m.f64[rounding](x);
  }
  const direct: Readonly<Record<string, (x: Expression, y: Expression) => Expression>> = {
    add: (x, y) => m.f64.add(x, y),
    subtract: (x, y) => m.f64.sub(x, y),
    multiply: (x, y) => m.f64.mul(x, y),
    divide: (x, y) => m.f64.div(x, y),
    negate: (x) => m.f64.neg(x),
    sqrt: (x) => m.f64.sqrt(x),
    abs: (x) => m.f64.abs(x),
    min: (x, y) => m.f64.min(x, y),
    max: (x, y) => m.f64.max(x, y),
  };
  const form = direct[name];
  if (form) return form;
  const operation = byName.get(name);
  if (!operation?.propagatesNaN) return undefined;
  return (x) => ctx.call(`f64${name[0]?.toUpperCase()}${name.slice(1)}`, [x]);
}

// ---- trees ----------------------------------------------------------------------------------------------------------------
/** A tree of float operations over leaves that stand in locals or are literals. */
type Tree =
  | { readonly kind: "leaf"; readonly local: number }
  | { readonly kind: "literal"; readonly value: number; readonly word: bigint }
  | { readonly kind: "node"; readonly instruction: SimpleInstruction; readonly operands: readonly Tree[] };

/** Leaves beyond this many are not worth one guess for all. */
const MOST_NODES = 64;

/** Builds the tree of an operation; code that computes its leaves is added to `before`. */
function buildTree(f: FunctionEmitter, s: Simple, before: Expression[], budget: { nodes: number }): Tree {
  if (s.kind === "quote") {
    if (typeof s.datum === "number")
      return { kind: "literal", value: s.datum, word: layout.flonumWord(s.datum) };
    if (typeof s.datum === "bigint" && isSmall(s.datum))
      return { kind: "literal", value: Number(s.datum), word: layout.fixnum(s.datum) };
  }
  if (
    s.kind === "instruction" &&
    budget.nodes > 0 &&
    floatForm(f, s.name) &&
    f.hints.of(s) !== "integer" &&
    !isExactConstant(s)
  ) {
    budget.nodes--;
    return { kind: "node", instruction: s, operands: s.operands.map((o) => buildTree(f, o, before, budget)) };
  }
  if (s.kind === "local") return { kind: "leaf", local: f.local(s.variable) };
  const local = f.temp(f.i64);
  before.push(f.m.local.set(local, emitWord(f, s)));
  return { kind: "leaf", local };
}

/** Whether an expression has exact literals only, and so may be exact itself. */
function isExactConstant(s: Simple): boolean {
  if (s.kind === "instruction") return s.operands.every(isExactConstant);
  return s.kind === "quote" && typeof s.datum === "bigint";
}

function isSmall(n: bigint): boolean {
  return n >= -(1n << 49n) && n < 1n << 49n;
}

function floatTree(f: FunctionEmitter, tree: Tree): Expression {
  const { m } = f;
  if (tree.kind === "leaf") return m.f64.reinterpret(m.local.get(tree.local, f.i64));
  if (tree.kind === "literal") return m.f64.const(tree.value);
  const [x, y] = tree.operands.map((o) => floatTree(f, o));
  const form = floatForm(f, tree.instruction.name) as (x: Expression, y: Expression) => Expression;
  return form(x as Expression, y as Expression);
}

/** The tree, operation by operation. */
function slowTree(f: FunctionEmitter, tree: Tree): Expression {
  const { m } = f;
  if (tree.kind === "leaf") return m.local.get(tree.local, f.i64);
  if (tree.kind === "literal") return f.constant(tree.word);
  const s = tree.instruction;
  const operands = tree.operands.map((o) => slowTree(f, o));
  if (f.cold) return emitShared(f, s, operands);
  return emitPlaced(
    f,
    s,
    operands,
    tree.operands.every((o) => o.kind !== "node"),
    (words) => checkError(f, f.ctx.call(functionOf(s.name), words), s),
  );
}

function functionOf(name: string): string {
  const emission = instructions.get(name)?.emission;
  return emission?.how === "runtime" ? emission.function : operationFunction(name);
}

export function emitOperation(f: FunctionEmitter, s: SimpleInstruction): Expression {
  if (!f.cold && f.hints.of(s) === "integer" && (s.name === "add" || s.name === "subtract"))
    return integerFirst(f, s);
  if (!f.cold && f.hints.of(s) === "integer" && s.name === "multiply") return emitProduct(f, s);
  if (!floatForm(f, s.name) || f.hints.of(s) === "integer" || isExactConstant(s)) return plainCall(f, s);
  return emitTree(f, s);
}

export function emitRounding(f: FunctionEmitter, s: SimpleInstruction): Expression {
  return isExactConstant(s) ? plainCall(f, s) : emitTree(f, s);
}

function plainCall(f: FunctionEmitter, s: SimpleInstruction): Expression {
  if (f.cold)
    return emitShared(
      f,
      s,
      s.operands.map((o) => emitWord(f, o)),
    );
  return emitPlaced(
    f,
    s,
    s.operands.map((o) => emitWord(f, o)),
    s.operands.every(isSimpleOperand),
    (words) => checkError(f, f.ctx.call(functionOf(s.name), words), s),
  );
}

function emitTree(f: FunctionEmitter, s: SimpleInstruction): Expression {
  const { m, ctx } = f;
  const before: Expression[] = [];
  const tree = buildTree(f, s, before, { nodes: MOST_NODES });
  if (f.cold) return m.block(null, [...before, slowTree(f, tree)], f.i64);
  const guess = f.temp(ctx.b.f64);
  const get = (): Expression => m.local.get(guess, ctx.b.f64);
  const fast = m.f64.eq(m.local.tee(guess, floatTree(f, tree), ctx.b.f64), get());
  const value = m.if(fast, m.i64.reinterpret(get()), slowSum(f, tree) ?? slowTree(f, tree));
  return before.length === 0 ? value : m.block(null, [...before, value], f.i64);
}

/** A lone sum or difference of two variables may as well be one of fixnums: tried before the runtime is called. */
function slowSum(f: FunctionEmitter, tree: Tree): Expression | undefined {
  if (tree.kind !== "node" || (tree.instruction.name !== "add" && tree.instruction.name !== "subtract"))
    return undefined;
  const [left, right] = tree.operands;
  if (left?.kind !== "leaf" || right?.kind !== "leaf") return undefined;
  const { m } = f;
  const a = (): Expression => m.local.get(left.local, f.i64);
  const b = (): Expression => m.local.get(right.local, f.i64);
  return fixnumSum(
    f,
    tree.instruction,
    m.i64.ge_u(m.i64.and(a(), b()), f.constant(layout.FIXNUM_LOW)),
    sumOf(f, tree.instruction.name, a, b),
    a,
    b,
  );
}

/** Words of fixnums added or subtracted; out of range leaves the topmost words. */
function sumOf(f: FunctionEmitter, name: string, a: () => Expression, b: () => Expression): Expression {
  const { m } = f;
  const offset = f.constant(layout.FIXNUM_OFFSET);
  return name === "add" ? m.i64.sub(m.i64.add(a(), b()), offset) : m.i64.add(m.i64.sub(a(), b()), offset);
}

/** `raw` when `test` holds and the sum fits, else the runtime's answer. */
function fixnumSum(
  f: FunctionEmitter,
  s: SimpleInstruction,
  test: Expression,
  raw: Expression,
  a: () => Expression,
  b: () => Expression,
): Expression {
  const { m } = f;
  const sum = f.temp(f.i64);
  const get = (): Expression => m.local.get(sum, f.i64);
  // 0 is no fixnum, so it stands for "not computed": one compare sees that as well as an overflow.
  const guarded = m.local.set(sum, m.select(test, raw, f.constant(0n)));
  const slow = m.local.set(
    sum,
    emitPlaced(f, s, [a(), b()], true, (words) => checkError(f, f.ctx.call(functionOf(s.name), words), s)),
  );
  return m.block(null, [guarded, m.if(m.i64.lt_u(get(), f.constant(layout.FIXNUM_LOW)), slow), get()], f.i64);
}

// ---- exact integers first ----------------------------------------------------------------------------------------------------
function literalInteger(s: Simple | undefined): bigint | undefined {
  return s?.kind === "quote" && typeof s.datum === "bigint" && isSmall(s.datum) ? s.datum : undefined;
}

/** Operands in locals; literals stay literals. */
function operandLocals(
  f: FunctionEmitter,
  operands: readonly Simple[],
  before: Expression[],
): (() => Expression)[] {
  const { m } = f;
  return operands.map((s) => {
    const literal = literalInteger(s);
    if (literal !== undefined) return () => f.constant(layout.fixnum(literal));
    if (s.kind === "local") return () => f.get(s.variable);
    const local = f.temp(f.i64);
    before.push(m.local.set(local, emitWord(f, s)));
    return () => m.local.get(local, f.i64);
  });
}

/** Whether words are fixnums: only those that are no literals need the test. */
function fixnumTest(
  f: FunctionEmitter,
  operands: readonly Simple[],
  words: readonly (() => Expression)[],
): Expression {
  const { m } = f;
  const tested = words.filter((_, i) => literalInteger(operands[i]) === undefined).map((word) => word());
  const all = tested.reduce((a, b) => m.i64.and(a, b));
  return m.i64.ge_u(all, f.constant(layout.FIXNUM_LOW));
}

function integerFirst(f: FunctionEmitter, s: SimpleInstruction): Expression {
  const { m } = f;
  if (s.operands.every((o) => literalInteger(o) !== undefined)) return plainCall(f, s);
  const before: Expression[] = [];
  const words = operandLocals(f, s.operands, before);
  const [a, b] = words as [() => Expression, () => Expression];
  const plus = s.name === "add";
  const right = literalInteger(s.operands[1]);
  const left = plus ? literalInteger(s.operands[0]) : undefined;
  let raw: Expression;
  if (right !== undefined) raw = m.i64.add(a(), f.constant(plus ? right : -right));
  else if (left !== undefined) raw = m.i64.add(b(), f.constant(left));
  else raw = sumOf(f, s.name, a, b);
  const sum = fixnumSum(f, s, fixnumTest(f, s.operands, words), raw, a, b);
  return before.length === 0 ? sum : m.block(null, [...before, sum], f.i64);
}

/** A product that is likely one of fixnums: its f64 tells whether it fits. */
function emitProduct(f: FunctionEmitter, s: SimpleInstruction): Expression {
  const { m } = f;
  if (s.operands.every((o) => literalInteger(o) !== undefined)) return plainCall(f, s);
  const before: Expression[] = [];
  const words = operandLocals(f, s.operands, before);
  const [a, b] = words as [() => Expression, () => Expression];
  const raw = (word: () => Expression): Expression => m.i64.sub(word(), f.constant(layout.FIXNUM_OFFSET));
  const float = m.f64.mul(m.f64.convert_s.i64(raw(a)), m.f64.convert_s.i64(raw(b)));
  const fits = m.f64.lt(m.f64.abs(float), m.f64.const(2 ** 49));
  const value = m.if(
    m.i32.and(fixnumTest(f, s.operands, words), fits),
    m.i64.add(m.i64.mul(raw(a), raw(b)), f.constant(layout.FIXNUM_OFFSET)),
    emitPlaced(f, s, [a(), b()], true, (given) => checkError(f, f.ctx.call(functionOf(s.name), given), s)),
  );
  return m.block(null, [...before, value], f.i64);
}

/** Divisions of exact integers that are done in line when the divisor is a positive fixnum. */
export const DIVISIONS: ReadonlySet<string> = new Set(["quotient", "remainder", "modulo"]);

export function emitDivision(f: FunctionEmitter, s: SimpleInstruction, slowCall: string): Expression {
  const { m } = f;
  const before: Expression[] = [];
  const words = operandLocals(f, s.operands, before);
  const [a, b] = words as [() => Expression, () => Expression];
  const raw = (word: () => Expression): Expression => m.i64.sub(word(), f.constant(layout.FIXNUM_OFFSET));
  const result = f.temp(f.i64);
  const get = (): Expression => m.local.get(result, f.i64);
  const quick = {
    quotient: () => m.i64.div_s(raw(a), raw(b)),
    remainder: () => m.i64.rem_s(raw(a), raw(b)),
    // A remainder below 0 becomes what is left to the next multiple below.
    modulo: () =>
      m.block(
        null,
        [
          m.local.set(result, m.i64.rem_s(raw(a), raw(b))),
          m.i64.add(get(), m.select(m.i64.lt_s(get(), f.constant(0n)), raw(b), f.constant(0n))),
        ],
        f.i64,
      ),
  };
  const literal = literalInteger(s.operands[1]);
  const slow = emitPlaced(f, s, [a(), b()], true, (given) => checkError(f, f.ctx.call(slowCall, given), s));
  if ((literal !== undefined && literal <= 0n) || s.operands.every((o) => literalInteger(o) !== undefined))
    return m.block(null, [...before, slow], f.i64);
  const isPositive =
    literal === undefined ? m.i64.gt_u(b(), f.constant(layout.FIXNUM_OFFSET)) : m.i32.const(1);
  const value = m.if(
    m.i32.and(fixnumTest(f, s.operands, words), isPositive),
    m.i64.add(quick[s.name as keyof typeof quick](), f.constant(layout.FIXNUM_OFFSET)),
    slow,
  );
  return m.block(null, [...before, value], f.i64);
}

// ---- comparison -------------------------------------------------------------------------------------------------------------------
const SLOW: Readonly<Record<Comparison, string>> = {
  eq: "numberEquals",
  lt: "numberLess",
  gt: "numberGreater",
  le: "numberNotGreater",
  ge: "numberNotLess",
}; // prettier-ignore

export function emitComparison(f: FunctionEmitter, s: SimpleInstruction, comparison: Comparison): Expression {
  const hints = s.operands.map((o) => f.hints.of(o));
  return hints.includes("integer") && !hints.includes("float")
    ? integerComparison(f, s, comparison)
    : floatComparison(f, s, comparison);
}

function integerComparison(f: FunctionEmitter, s: SimpleInstruction, comparison: Comparison): Expression {
  const { m } = f;
  const before: Expression[] = [];
  if (f.cold) {
    const operands = s.operands.map((o) => emitWord(f, o));
    return emitPlaced(f, s, operands, s.operands.every(isSimpleOperand), (words) =>
      checkTest(f, f.ctx.call(SLOW[comparison], words), s),
    );
  }
  const words = operandLocals(f, s.operands, before);
  const [a, b] = words as [() => Expression, () => Expression];
  const slow = emitPlaced(f, s, [a(), b()], true, (words) =>
    checkTest(f, f.ctx.call(SLOW[comparison], words), s),
  );
  if (s.operands.every((o) => literalInteger(o) !== undefined)) return slow;
  const test = m.if(
    fixnumTest(f, s.operands, words),
    wordComparisons(f)[comparison](a(), b()),
    mixedComparison(f, s, comparison, words, slow),
  );
  return before.length === 0 ? test : m.block(null, [...before, test], f.i32);
}

/** A counter may be compared with a flonum: a number of steps that came from a host. Fixnums are exact as f64. */
function mixedComparison(
  f: FunctionEmitter,
  s: SimpleInstruction,
  comparison: Comparison,
  words: readonly (() => Expression)[],
  slow: Expression,
): Expression {
  const { m } = f;
  const counter = s.operands.findIndex((o) => f.hints.of(o) === "integer" && literalInteger(o) === undefined);
  const other = 1 - counter;
  if (counter < 0 || f.hints.of(s.operands[other] as Simple) === "integer") return slow;
  const [n, word] = [words[counter], words[other]] as [() => Expression, () => Expression];
  const x = (): Expression => m.f64.reinterpret(word());
  const whole = m.f64.convert_s.i64(m.i64.sub(n(), f.constant(layout.FIXNUM_OFFSET)));
  const ops = { eq: m.f64.eq, lt: m.f64.lt, gt: m.f64.gt, le: m.f64.le, ge: m.f64.ge };
  const compared = counter === 0 ? ops[comparison](whole, x()) : ops[comparison](x(), whole);
  const plain = m.i32.and(m.i64.ge_u(n(), f.constant(layout.FIXNUM_LOW)), m.f64.eq(x(), x()));
  return m.if(plain, compared, slow);
}

function floatComparison(f: FunctionEmitter, s: SimpleInstruction, comparison: Comparison): Expression {
  const { m, ctx } = f;
  const f64 = ctx.b.f64;
  const before: Expression[] = [];
  if (s.operands.every(isExactConstant))
    return emitPlaced(
      f,
      s,
      s.operands.map((o) => emitWord(f, o)),
      s.operands.every(isSimpleOperand),
      (words) => checkTest(f, f.ctx.call(SLOW[comparison], words), s),
    );
  const trees = s.operands.map((o) => buildTree(f, o, before, { nodes: MOST_NODES }));
  const simple = trees.every((tree) => tree.kind !== "node");
  if (f.cold) {
    const words = trees.map((tree) => slowTree(f, tree));
    const test = emitPlaced(f, s, words, simple, (operands) =>
      checkTest(f, ctx.call(SLOW[comparison], operands), s),
    );
    return m.block(null, [...before, test], f.i32);
  }
  const guesses = trees.map((tree) => {
    const guess = f.temp(f64);
    before.push(m.local.set(guess, floatTree(f, tree)));
    return guess;
  });
  const [x, y] = guesses.map((g) => () => m.local.get(g, f64)) as [() => Expression, () => Expression];
  const ops = { eq: m.f64.eq, lt: m.f64.lt, gt: m.f64.gt, le: m.f64.le, ge: m.f64.ge };
  const ordered = m.i32.and(m.f64.eq(x(), x()), m.f64.eq(y(), y()));
  const slow = emitPlaced(
    f,
    s,
    trees.map((tree) => slowTree(f, tree)),
    simple,
    (operands) => checkTest(f, ctx.call(SLOW[comparison], operands), s),
  );
  const otherwise = hintsFloat(f, s) ? slow : fixnumComparison(f, comparison, trees, slow);
  return m.block(null, [...before, m.if(ordered, ops[comparison](x(), y()), otherwise)], f.i32);
}

function hintsFloat(f: FunctionEmitter, s: SimpleInstruction): boolean {
  return s.operands.some((o) => f.hints.of(o) === "float");
}

/** What is no comparison of flonums is most often one of fixnums: tried before the runtime is called. */
function fixnumComparison(
  f: FunctionEmitter,
  comparison: Comparison,
  trees: readonly Tree[],
  slow: Expression,
): Expression {
  const { m } = f;
  const words: (() => Expression)[] = [];
  for (const tree of trees) {
    if (tree.kind === "node" || (tree.kind === "literal" && tree.word < layout.FIXNUM_LOW)) return slow;
    words.push(tree.kind === "leaf" ? () => m.local.get(tree.local, f.i64) : () => f.constant(tree.word));
  }
  const [a, b] = words as [() => Expression, () => Expression];
  const both = m.i64.ge_u(m.i64.and(a(), b()), f.constant(layout.FIXNUM_LOW));
  return m.if(both, wordComparisons(f)[comparison](a(), b()), slow);
}

/** Fixnum words are ordered as their values are. */
function wordComparisons(f: FunctionEmitter) {
  const { m } = f;
  return { eq: m.i64.eq, lt: m.i64.lt_u, gt: m.i64.gt_u, le: m.i64.le_u, ge: m.i64.ge_u };
}
