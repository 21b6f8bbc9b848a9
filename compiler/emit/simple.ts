// Emission of expressions without calls, as a word, as a test, or for effect.
// Invariant: operands are computed from left to right; a failing instruction leaves the function with the sentinel.
import { type Datum, SchemeSymbol } from "../datum.js";
import { type Place, syntaxError } from "../errors.js";
import { type Simple, type SimpleInstruction, simpleChildren } from "../flow.js";
import { instructions, primitiveId } from "../primitives/index.js";
import { DIVISIONS, emitComparison, emitDivision, emitOperation, emitRounding } from "./arithmetic.js";
import { type Expression, immediateWord } from "./context.js";
import type { FunctionEmitter } from "./function.js";
import { emitInline, emitInlineTest, isInlineTest } from "./inline.js";
import * as layout from "./layout.js";
import { simpleWeight } from "./liveness.js";
import { emitShared, emitSharedReturn, isShared } from "./shared.js";
import { makeClosure } from "./support.js";

/** An if whose arms are emitted by `emit`, each with what the test tells. */
function branches(
  f: FunctionEmitter,
  s: Simple & { kind: "if" },
  emit: (f: FunctionEmitter, s: Simple) => Expression,
): Expression {
  return f.m.if(
    emitTest(f, s.test),
    f.assuming(s.test, true, () => emit(f, s.then)),
    f.assuming(s.test, false, () => emit(f, s.else)),
  );
}

export function emitWord(f: FunctionEmitter, s: Simple): Expression {
  const { m, ctx } = f;
  switch (s.kind) {
    case "quote":
      return emitConstant(f, s.datum);
    case "local":
      return f.get(s.variable);
    case "self":
      return f.self();
    case "captured":
      return m.i64.load(8 + s.slot * 8, 8, m.i32.wrap(f.self()));
    case "static":
      return f.constant(ctx.staticClosure(s.proc));
    case "global":
      return emitGlobal(f, s);
    case "closure":
      return emitClosure(f, s);
    case "cell": {
      const value = f.temp(f.i64);
      const set = m.local.set(value, emitWord(f, s.value));
      const words = [f.constant(layout.header(layout.KIND_CELL, 1)), m.local.get(value, f.i64)];
      return m.block(null, [set, emitAllocation(f, words, layout.TAG_OBJECT)], f.i64);
    }
    case "cellRef": {
      const read = m.i64.load(8, 8, m.i32.wrap(emitWord(f, s.cell)));
      if (s.checked === undefined) return read;
      return checkedRead(f, read, layout.UNINITIALIZED, "throwUninitialized", s.checked, s.place);
    }
    case "if":
      return branches(f, s, emitWord);
    case "let":
      return m.block(
        null,
        [m.local.set(f.local(s.variable), emitWord(f, s.value)), emitWord(f, s.body)],
        f.i64,
      );
    case "seq":
      return m.block(null, [...s.effects.map((e) => emitEffect(f, e)), emitWord(f, s.value)], f.i64);
    case "patch":
    case "cellSet":
    case "setGlobal":
      return m.block(null, [emitEffect(f, s), f.constant(layout.UNSPECIFIED)], f.i64);
    case "leaf": {
      const inlined = inlineLeaf(f, s);
      if (inlined) return m.block(null, [...inlined.before, emitWord(f, inlined.value)], f.i64);
      const call = emitLeaf(f, s);
      if (!ctx.failures.ofLeaf(s.target.label)) return call;
      return checkSignal(f, call, layout.SENTINEL, () =>
        ctx.call("passLeaf", [f.siteWord(s.place, s.trusted)]),
      );
    }
    case "instruction":
      return emitInstruction(f, s);
  }
}

/** A leaf's expression is put in the place of its call up to this many nodes; where size counts, up to the second number. */
const INLINED = 12;
const INLINED_SMALL = 3;

/** What a call of a small leaf that cannot fail computes, after the code that gives its parameters their values; undefined for others. */
function inlineLeaf(
  f: FunctionEmitter,
  s: Simple & { kind: "leaf" },
): { before: Expression[]; value: Simple } | undefined {
  const { ctx, m } = f;
  const { hasSelf, params, body, carriesSource } = ctx.code(s.target);
  if (body.kind !== "return" || carriesSource || ctx.failures.ofLeaf(s.target.label)) return undefined;
  if (simpleWeight(body.value) > (f.cold ? INLINED_SMALL : INLINED) || mentionsSelf(body.value))
    return undefined;
  // All operands first: one of them may hold a call of the same leaf.
  const operands = hasSelf ? s.operands.slice(1) : s.operands;
  const { before, values } = settled(f, operands);
  params.forEach((param, i) => {
    before.push(m.local.set(f.local(param), (values[i] as () => Expression)()));
  });
  return { before, value: body.value };
}

function mentionsSelf(s: Simple): boolean {
  return s.kind === "self" || s.kind === "captured" || simpleChildren(s).some(mentionsSelf);
}

/** A call of a leaf, which may answer the sentinel. */
function emitLeaf(f: FunctionEmitter, s: Simple & { kind: "leaf" }): Expression {
  const { m } = f;
  // Failures of library code are reported at the call of it, which is noted when the operands are computed.
  const noted = s.target.trusted && f.ctx.failures.ofLeaf(s.target.label);
  const { before, values } = noted
    ? settled(f, s.operands)
    : { before: [], values: s.operands.map((o) => () => emitWord(f, o)) };
  if (noted) before.push(...f.noteSite(s.place, s.trusted));
  const call = m.call(s.target.label, [f.sp(), ...values.map((v) => v())], f.i64);
  return before.length === 0 ? call : m.block(null, [...before, call], f.i64);
}

/** Leaves the function with a value; what may be the sentinel instead needs no test. */
export function emitReturn(f: FunctionEmitter, s: Simple): Expression {
  const { m } = f;
  if (s.kind === "if") return branches(f, s, emitReturn);
  if (s.kind === "let")
    return m.block(null, [m.local.set(f.local(s.variable), emitWord(f, s.value)), emitReturn(f, s.body)]);
  if (s.kind === "leaf") {
    const inlined = inlineLeaf(f, s);
    if (inlined) return m.block(null, [...inlined.before, emitReturn(f, inlined.value)]);
    return m.return(emitLeaf(f, s));
  }
  if (s.kind === "instruction" && isShared(f, s)) return emitSharedReturn(f, s);
  return m.return(emitWord(f, s));
}

export function emitEffect(f: FunctionEmitter, s: Simple): Expression {
  const { m } = f;
  switch (s.kind) {
    case "patch":
      return m.i64.store(8 + s.slot * 8, 8, m.i32.wrap(emitWord(f, s.closure)), emitWord(f, s.value));
    case "cellSet":
      return m.i64.store(8, 8, m.i32.wrap(emitWord(f, s.cell)), emitWord(f, s.value));
    case "setGlobal":
      return emitSetGlobal(f, s);
    case "if":
      return branches(f, s, emitEffect);
    case "let":
      return m.block(null, [m.local.set(f.local(s.variable), emitWord(f, s.value)), emitEffect(f, s.body)]);
    case "seq":
      return m.block(
        null,
        [...s.effects, s.value].map((e) => emitEffect(f, e)),
      );
    case "quote":
    case "local":
    case "captured":
    case "self":
    case "static":
      return m.nop();
    default:
      return m.drop(emitWord(f, s));
  }
}

/** The truth of a value, as i32. */
export function emitTest(f: FunctionEmitter, s: Simple): Expression {
  const { m } = f;
  if (s.kind === "quote") return m.i32.const(s.datum === false ? 0 : 1);
  if (s.kind === "if") return branches(f, s, emitTest);
  if (s.kind === "let")
    return m.block(
      null,
      [m.local.set(f.local(s.variable), emitWord(f, s.value)), emitTest(f, s.body)],
      f.i32,
    );
  if (s.kind === "seq")
    return m.block(null, [...s.effects.map((e) => emitEffect(f, e)), emitTest(f, s.value)], f.i32);
  if (s.kind === "instruction") {
    const test = emitInstructionTest(f, s);
    if (test !== undefined) return test;
  }
  if (s.kind === "leaf") {
    const inlined = inlineLeaf(f, s);
    if (inlined) return m.block(null, [...inlined.before, emitTest(f, inlined.value)], f.i32);
  }
  return m.i64.ne(emitWord(f, s), f.constant(layout.FALSE));
}

// ---- constants and variables ---------------------------------------------------------------------------------------------
export function emitConstant(f: FunctionEmitter, datum: Datum): Expression {
  const word = immediateWord(datum);
  if (word !== undefined) return f.constant(word);
  return f.m.i64.load(f.ctx.constantAddress(datum), 8, f.m.i32.const(0));
}

function checkedRead(
  f: FunctionEmitter,
  read: Expression,
  marker: bigint,
  thrower: string,
  name: string,
  place: Place,
): Expression {
  const { m, ctx } = f;
  const value = f.temp(f.i64);
  const get = (): Expression => m.local.get(value, f.i64);
  const symbol = emitConstant(f, SchemeSymbol.of(name));
  const fail = m.return(ctx.call(thrower, [f.sp(), f.siteWord(place, false), symbol]));
  return m.block(
    null,
    [m.local.set(value, read), m.if(m.i64.eq(get(), f.constant(marker)), fail), get()],
    f.i64,
  );
}

function emitGlobal(f: FunctionEmitter, s: Simple & { kind: "global" }): Expression {
  const read = f.m.i64.load(f.ctx.globalAddress(s.global), 8, f.m.i32.const(0));
  if (!s.checked || s.global.safe) return read;
  return checkedRead(f, read, layout.UNBOUND, "throwUndefined", s.global.name, s.place);
}

function emitSetGlobal(f: FunctionEmitter, s: Simple & { kind: "setGlobal" }): Expression {
  const { m, ctx } = f;
  const address = ctx.globalAddress(s.global);
  const value = f.temp(f.i64);
  const parts = [m.local.set(value, emitWord(f, s.value))];
  if (s.checked && !s.global.safe) {
    const read = m.i64.load(address, 8, m.i32.const(0));
    parts.push(m.drop(checkedRead(f, read, layout.UNBOUND, "throwUndefined", s.global.name, s.place)));
  }
  parts.push(m.i64.store(address, 8, m.i32.const(0), m.local.get(value, f.i64)));
  return m.block(null, parts);
}

// ---- allocation ---------------------------------------------------------------------------------------------------------------
/** Bumps the heap pointer for words that are computed already (locals and constants only), stores them, answers the pointer. */
export function emitAllocation(f: FunctionEmitter, words: readonly Expression[], tag: bigint): Expression {
  const { m } = f;
  const at = f.temp(f.i32);
  const stores = words.map((word, i) => m.i64.store(i * 8, 8, m.local.get(at, f.i32), word));
  const result = m.i64.or(m.i64.extend_u(m.local.get(at, f.i32)), f.constant(tag << 48n));
  return m.block(null, [emitBump(f, at, words.length * 8), ...stores, result], f.i64);
}

/** Sets the local `at` to the address of `bytes` fresh bytes. */
export function emitBump(f: FunctionEmitter, at: number, bytes: number): Expression {
  const { m, ctx } = f;
  const zero = (): Expression => m.i32.const(0);
  const top = f.temp(f.i32);
  const next = m.i32.add(m.local.tee(at, m.i32.load(layout.R_HP, 4, zero()), f.i32), m.i32.const(bytes));
  const full = m.i32.gt_u(m.local.tee(top, next, f.i32), m.i32.load(layout.R_HEAP_LIMIT, 4, zero()));
  const slow = m.local.set(at, ctx.call("allocateSlow", [m.i32.const(bytes)]));
  return m.if(full, slow, m.i32.store(layout.R_HP, 4, zero(), m.local.get(top, f.i32)));
}

/** Values in locals, computed in order, so that an allocation can follow. */
export function settled(
  f: FunctionEmitter,
  operands: readonly Simple[],
): { before: Expression[]; values: (() => Expression)[] } {
  const { m } = f;
  const before: Expression[] = [];
  const values = operands.map((s) => {
    if (s.kind === "local") return () => f.get(s.variable);
    if (s.kind === "quote" && immediateWord(s.datum) !== undefined) return () => emitWord(f, s);
    const temp = f.temp(f.i64);
    before.push(m.local.set(temp, emitWord(f, s)));
    return () => m.local.get(temp, f.i64);
  });
  return { before, values };
}

/** What is allocated in line must be a small object (runtime-as/heap.ts). */
const MOST_WORDS = 4000;

function emitClosure(f: FunctionEmitter, s: Simple & { kind: "closure" }): Expression {
  const count = s.captures.length;
  if (count > MOST_WORDS || (s.proc.isLarge && s.proc.carriesSource))
    throw syntaxError(
      `a procedure uses ${count} variables of the procedures around it, which is too many`,
      s.proc.lambda.place,
    );
  const row = f.ctx.row(s.proc);
  if (f.cold && !s.proc.isLarge) {
    const captures = s.captures.map((each) => emitWord(f, each));
    return f.m.call(makeClosure(f.ctx, count), [f.m.i32.const(row), ...captures], f.i64);
  }
  const { before, values } = settled(f, s.captures);
  const head = f.constant(layout.procedureHeader(count, row));
  return f.m.block(
    null,
    [...before, emitAllocation(f, [head, ...values.map((v) => v())], layout.TAG_PROCEDURE)],
    f.i64,
  );
}

// ---- instructions ------------------------------------------------------------------------------------------------------------------
function emitInstruction(f: FunctionEmitter, s: SimpleInstruction): Expression {
  const { m } = f;
  if (isShared(f, s)) return emitShared(f, s);
  const instruction = instructions.get(s.name);
  if (!instruction) throw new Error(`emit: no instruction ${s.name}`);
  const { emission } = instruction;
  switch (emission.how) {
    case "operation":
      return emitOperation(f, s);
    case "inline":
      if (isInlineTest(s.name)) break;
      return emitInline(f, s, primitiveId(instruction.scheme));
    case "runtime":
      if (emission.float !== undefined) return emitRounding(f, s);
      if (!f.ctx.small && DIVISIONS.has(s.name)) return emitDivision(f, s, emission.function);
      if (emission.result === "word") return emitRuntime(f, s, emission.function, emission.fails);
      break;
    case "compare":
      break;
    default:
      throw new Error(`emit: %${s.name} is not an expression`);
  }
  return m.select(emitInstructionTest(f, s) as Expression, f.constant(layout.TRUE), f.constant(layout.FALSE));
}

/** Whether it answers #t or #f and nothing else. */
export function isTest(s: Simple): boolean {
  if (s.kind !== "instruction") return false;
  const emission = instructions.get(s.name)?.emission;
  return (
    emission?.how === "compare" ||
    (emission?.how === "inline" && isInlineTest(s.name)) ||
    (emission?.how === "runtime" && emission.result === "test")
  );
}

/** An instruction whose result is a truth value; undefined when it is not one. */
function emitInstructionTest(f: FunctionEmitter, s: SimpleInstruction): Expression | undefined {
  const emission = instructions.get(s.name)?.emission;
  if (emission?.how === "compare") return emitComparison(f, s, emission.comparison);
  if (emission?.how === "inline" && isInlineTest(s.name)) return emitInlineTest(f, s);
  if (emission?.how === "runtime" && emission.result === "test") {
    const operands = s.operands.map((o) => emitWord(f, o));
    const { function: name, fails } = emission;
    if (!fails && !READS.has(name)) return f.ctx.call(name, operands);
    return emitPlaced(f, s, operands, s.operands.every(isSimpleOperand), (words) =>
      fails ? checkTest(f, f.ctx.call(name, words), s) : f.ctx.call(name, words),
    );
  }
  return undefined;
}

/** Runtime functions, beside arithmetic, that read a number's value: a graph notes that with its place. */
const READS: ReadonlySet<string> = new Set([
  "isEqv",
  "isEqual",
  "toExact",
  "truncateQuotient",
  "truncateRemainder",
  "floorQuotient",
  "floorRemainder",
  "greatestCommonDivisor",
  "leastCommonMultiple",
  "numeratorOf",
  "denominatorOf",
  "rationalize",
  "numberToString",
]);

/** A call of the runtime that may record: its place is noted first, for graphs (runtime-as/graph.ts). */
export function emitPlaced(
  f: FunctionEmitter,
  s: SimpleInstruction,
  operands: readonly Expression[],
  simple: boolean,
  call: (words: Expression[]) => Expression,
): Expression {
  const note = f.noteSite(s.place, s.trusted);
  if (note.length === 0) return call([...operands]);
  // What computes an operand may note places of its own.
  const temps = simple ? [] : operands.map(() => f.temp(f.i64));
  const before = simple ? [] : operands.map((operand, i) => f.m.local.set(temps[i] as number, operand));
  const made = call(simple ? [...operands] : temps.map((temp) => f.m.local.get(temp, f.i64)));
  return f.m.block(null, [...before, ...note, made], f.ctx.b.auto);
}

export function isSimpleOperand(s: Simple): boolean {
  return s.kind === "local" || s.kind === "quote";
}

/** A call of a runtime function that answers a word. */
function emitRuntime(f: FunctionEmitter, s: SimpleInstruction, name: string, fails: boolean): Expression {
  const signature = f.ctx.runtime.functions[name];
  const operands = s.operands.map((operand, i) => {
    const word = emitWord(f, operand);
    return signature?.params[i] === "i32" ? f.m.i32.wrap(word) : word;
  });
  const made = (words: Expression[]): Expression => {
    const call = f.ctx.call(name, words);
    return fails ? checkError(f, call, s) : call;
  };
  return READS.has(name)
    ? emitPlaced(f, s, operands, s.operands.every(isSimpleOperand), made)
    : made(operands);
}

/** The word that a runtime function answered, unless it is ERROR. */
export function checkError(f: FunctionEmitter, call: Expression, s: SimpleInstruction): Expression {
  return checkSignal(f, call, layout.ERROR, () =>
    f.ctx.call("throwPending", [f.sp(), f.siteWord(s.place, s.trusted)]),
  );
}

/** The word that a call answered, unless it is the sentinel. */
export function checkSentinel(f: FunctionEmitter, call: Expression): Expression {
  return checkSignal(f, call, layout.SENTINEL, () => f.constant(layout.SENTINEL));
}

function checkSignal(
  f: FunctionEmitter,
  call: Expression,
  signal: bigint,
  thrown: () => Expression,
): Expression {
  const { m } = f;
  const value = f.temp(f.i64);
  const get = (): Expression => m.local.get(value, f.i64);
  return m.block(
    null,
    [m.local.set(value, call), m.if(m.i64.eq(get(), f.constant(signal)), m.return(thrown())), get()],
    f.i64,
  );
}

/** The truth value that a runtime function answered, unless it is 2. */
export function checkTest(f: FunctionEmitter, call: Expression, s: SimpleInstruction): Expression {
  const { m } = f;
  const value = f.temp(f.i32);
  const get = (): Expression => m.local.get(value, f.i32);
  const thrown = m.return(f.ctx.call("throwPending", [f.sp(), f.siteWord(s.place, s.trusted)]));
  return m.block(
    null,
    [m.local.set(value, call), m.if(m.i32.eq(get(), m.i32.const(2)), thrown), get()],
    f.i32,
  );
}
