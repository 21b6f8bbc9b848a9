// Instructions that are emitted in line: type tests, pairs, vectors, identity.
import type { Simple, SimpleInstruction } from "../flow.js";
import { instructions } from "../primitives/index.js";
import type { Expression } from "./context.js";
import type { FunctionEmitter } from "./function.js";
import * as layout from "./layout.js";
import { emitAllocation, emitBump, emitTest, emitWord, settled } from "./simple.js";

export function isInlineTest(name: string): boolean {
  const emission = instructions.get(name)?.emission;
  return emission?.how === "inline" && emission.test;
}

/** One operand in a local. */
function operand(f: FunctionEmitter, s: Simple, before: Expression[]): () => Expression {
  if (s.kind === "local") return () => f.get(s.variable);
  const local = f.temp(f.i64);
  before.push(f.m.local.set(local, emitWord(f, s)));
  return () => f.m.local.get(local, f.i64);
}
function locals(f: FunctionEmitter, s: SimpleInstruction, before: Expression[]): (() => Expression)[] {
  return s.operands.map((each) => operand(f, each, before));
}

const hasTag = (f: FunctionEmitter, word: Expression, tag: bigint): Expression =>
  f.m.i64.eq(f.m.i64.shr_u(word, f.constant(48n)), f.constant(tag));

// ---- tests ----------------------------------------------------------------------------------------------------------------
export function emitInlineTest(f: FunctionEmitter, s: SimpleInstruction): Expression {
  const { m } = f;
  const [first] = s.operands as [Simple];
  switch (s.name) {
    case "not":
      return m.i32.eqz(emitTest(f, first));
    case "null?":
      return m.i64.eq(emitWord(f, first), f.constant(layout.NULL));
    case "uninitialized?":
      return m.i64.eq(emitWord(f, first), f.constant(layout.UNINITIALIZED));
    case "unbound?":
      return m.i64.eq(emitWord(f, first), f.constant(layout.UNBOUND));
    case "default?":
      return m.i64.eq(emitWord(f, first), f.constant(layout.DEFAULT));
    case "pair?":
      return hasTag(f, emitWord(f, first), layout.TAG_PAIR);
    case "symbol?":
      return hasTag(f, emitWord(f, first), layout.TAG_SYMBOL);
    case "char?":
      return hasTag(f, emitWord(f, first), layout.TAG_CHAR);
    case "procedure?":
      return hasTag(f, emitWord(f, first), layout.TAG_PROCEDURE);
    case "boolean?":
      // #f and #t differ in the last bit only.
      return m.i64.eq(m.i64.or(emitWord(f, first), f.constant(1n)), f.constant(layout.TRUE));
    case "string?":
      return objectTest(f, first, layout.KIND_STRING);
    case "vector?":
      return objectTest(f, first, layout.KIND_VECTOR);
    case "values?":
      return objectTest(f, first, layout.KIND_VALUES);
    case "record?":
      return recordTest(f, s);
    case "eq?":
    case "eqv?":
      return identityTest(f, s);
    case "fixnum?":
      return m.i64.ge_u(emitWord(f, first), f.constant(layout.FIXNUM_LOW));
    // The same word: eq? of what cannot be numbers.
    case "same?":
      return m.i64.eq(emitWord(f, first), emitWord(f, s.operands[1] as Simple));
    case "same-code?": {
      const code = (each: Simple): Expression => m.i32.load(0, 4, m.i32.wrap(emitWord(f, each)));
      return m.i32.eq(code(first), code(s.operands[1] as Simple));
    }
    default:
      throw new Error(`emit: no inline test ${s.name}`);
  }
}

function objectTest(f: FunctionEmitter, s: Simple, kind: bigint): Expression {
  const { m } = f;
  const before: Expression[] = [];
  const word = operand(f, s, before);
  const head = m.i64.shr_u(m.i64.load(0, 8, m.i32.wrap(word())), f.constant(40n));
  const test = m.if(
    hasTag(f, word(), layout.TAG_OBJECT),
    m.i64.eq(head, f.constant((layout.TAG_HEADER << 8n) | kind)),
    m.i32.const(0),
  );
  return before.length === 0 ? test : m.block(null, [...before, test], f.i32);
}

/** Whether the first operand is a record of the type that is the second: types are the same when their words are. */
function recordTest(f: FunctionEmitter, s: SimpleInstruction): Expression {
  const { m } = f;
  const before: Expression[] = [];
  const [word, type] = locals(f, s, before) as [() => Expression, () => Expression];
  const address = (): Expression => m.i32.wrap(word());
  const kind = m.i64.shr_u(m.i64.load(0, 8, address()), f.constant(40n));
  const test = m.if(
    hasTag(f, word(), layout.TAG_OBJECT),
    m.if(
      m.i64.eq(kind, f.constant((layout.TAG_HEADER << 8n) | layout.KIND_RECORD)),
      m.i64.eq(m.i64.load(8, 8, address()), type()),
      m.i32.const(0),
    ),
    m.i32.const(0),
  );
  return before.length === 0 ? test : m.block(null, [...before, test], f.i32);
}

/** eq? and eqv?: the same word, or the runtime's opinion (active numbers, NaNs, boxed integers). */
function identityTest(f: FunctionEmitter, s: SimpleInstruction): Expression {
  const { m } = f;
  // Against a symbol, character, boolean, () or small exact integer, words decide.
  if (s.operands.some(isPlainLiteral))
    return m.i64.eq(emitWord(f, s.operands[0] as Simple), emitWord(f, s.operands[1] as Simple));
  const before: Expression[] = [];
  const [a, b] = locals(f, s, before) as [() => Expression, () => Expression];
  const test = m.if(
    m.i64.eq(a(), b()),
    m.i32.const(1),
    m.block(null, [...f.noteSite(s.place, s.trusted), f.ctx.call("isEqv", [a(), b()])], f.i32),
  );
  return before.length === 0 ? test : m.block(null, [...before, test], f.i32);
}

function isPlainLiteral(s: Simple): boolean {
  if (s.kind !== "quote" || typeof s.datum === "number") return false;
  if (typeof s.datum === "bigint") return s.datum >= layout.FIXNUM_MIN && s.datum <= layout.FIXNUM_MAX;
  return !(typeof s.datum === "object" && "kind" in s.datum && s.datum.kind === "literal");
}

// ---- values -------------------------------------------------------------------------------------------------------------------
export function emitInline(f: FunctionEmitter, s: SimpleInstruction, id: number): Expression {
  const { m } = f;
  switch (s.name) {
    case "cons": {
      const { before, values } = settled(f, s.operands);
      return m.block(
        null,
        [
          ...before,
          emitAllocation(
            f,
            values.map((v) => v()),
            layout.TAG_PAIR,
          ),
        ],
        f.i64,
      );
    }
    case "list":
      return emitList(f, s.operands);
    case "vector":
      return emitObject(f, s.operands, layout.KIND_VECTOR);
    case "record":
      return emitObject(f, s.operands, layout.KIND_RECORD);
    case "values": {
      const [only, ...more] = s.operands;
      return only && more.length === 0 ? emitWord(f, only) : emitObject(f, s.operands, layout.KIND_VALUES);
    }
    case "unsafe-car":
      return m.i64.load(0, 8, m.i32.wrap(emitWord(f, s.operands[0] as Simple)));
    case "unsafe-cdr":
      return m.i64.load(8, 8, m.i32.wrap(emitWord(f, s.operands[0] as Simple)));
    case "unsafe-set-cdr!":
      return store(f, emitWord(f, s.operands[0] as Simple), 8, emitWord(f, s.operands[1] as Simple));
    case "set-car!":
    case "set-cdr!": {
      const before: Expression[] = [];
      const [pair, value] = locals(f, s, before) as [() => Expression, () => Expression];
      const offset = s.name === "set-car!" ? 0 : 8;
      return m.block(
        null,
        [...before, requirePair(f, s, pair, id, pair), store(f, pair(), offset, value())],
        f.i64,
      );
    }
    case "vector-ref":
    case "vector-set!":
      return emitVectorAccess(f, s, id);
    case "unsafe-vector-ref":
      return m.i64.load(
        8,
        8,
        elementAddress(f, emitWord(f, s.operands[0] as Simple), s.operands[1] as Simple),
      );
    case "unsafe-vector-set!":
      return m.block(
        null,
        [
          m.i64.store(
            8,
            8,
            elementAddress(f, emitWord(f, s.operands[0] as Simple), s.operands[1] as Simple),
            emitWord(f, s.operands[2] as Simple),
          ),
          f.constant(layout.UNSPECIFIED),
        ],
        f.i64,
      );
    case "unspecified":
      return f.constant(layout.UNSPECIFIED);
    case "default":
      return f.constant(layout.DEFAULT);
    case "uninitialized":
      return f.constant(layout.UNINITIALIZED);
    case "unbound":
      return f.constant(layout.UNBOUND);
    case "console-input":
      return f.constant(layout.CONSOLE_INPUT);
    case "console-output":
      return f.constant(layout.CONSOLE_INPUT + 1n);
    case "console-errors":
      return f.constant(layout.CONSOLE_INPUT + 2n);
    case "eof":
      return f.constant(layout.EOF_OBJECT);
    case "symbol-index":
      return m.i64.add(
        m.i64.extend_u(m.i32.wrap(emitWord(f, s.operands[0] as Simple))),
        f.constant(layout.FIXNUM_OFFSET),
      );
  }
  const path = /^c([ad]+)r$/.exec(s.name)?.[1];
  if (path !== undefined) return emitPath(f, s, path, id);
  throw new Error(`emit: no inline instruction ${s.name}`);
}

/** An object of one kind whose words are the operands. */
function emitObject(f: FunctionEmitter, operands: readonly Simple[], kind: bigint): Expression {
  const { before, values } = settled(f, operands);
  const words = [f.constant(layout.header(kind, values.length)), ...values.map((v) => v())];
  return f.m.block(null, [...before, emitAllocation(f, words, layout.TAG_OBJECT)], f.i64);
}

function store(f: FunctionEmitter, address: Expression, offset: number, value: Expression): Expression {
  const { m } = f;
  return m.block(
    null,
    [m.i64.store(offset, 8, m.i32.wrap(address), value), f.constant(layout.UNSPECIFIED)],
    f.i64,
  );
}

/** car, cdr and their compositions; the message shows the whole operand. */
function emitPath(f: FunctionEmitter, s: SimpleInstruction, path: string, id: number): Expression {
  const { m } = f;
  const before: Expression[] = [];
  const whole = operand(f, s.operands[0] as Simple, before);
  let value = whole;
  let isPair = f.isPair(s.operands[0] as Simple);
  for (const step of [...path].reverse()) {
    if (!isPair) before.push(requirePair(f, s, value, id, whole));
    isPair = false;
    const loaded = f.temp(f.i64);
    before.push(m.local.set(loaded, m.i64.load(step === "a" ? 0 : 8, 8, m.i32.wrap(value()))));
    value = () => m.local.get(loaded, f.i64);
  }
  return m.block(null, [...before, value()], f.i64);
}

function requirePair(
  f: FunctionEmitter,
  s: SimpleInstruction,
  word: () => Expression,
  id: number,
  shown: () => Expression,
): Expression {
  const { m } = f;
  const failure = f.ctx.call("throwType", [
    f.sp(),
    f.siteWord(s.place, s.trusted),
    m.i32.const(id),
    m.i32.const(layout.EXPECT_PAIR),
    shown(),
  ]);
  return m.if(m.i64.ne(m.i64.shr_u(word(), f.constant(48n)), f.constant(layout.TAG_PAIR)), m.return(failure));
}

/** A list of operands: one allocation for all its pairs. */
function emitList(f: FunctionEmitter, operands: readonly Simple[]): Expression {
  const { m } = f;
  if (operands.length === 0) return f.constant(layout.NULL);
  const { before, values } = settled(f, operands);
  const at = f.temp(f.i32);
  const pair = (index: number): Expression =>
    m.i64.or(
      m.i64.extend_u(m.i32.add(m.local.get(at, f.i32), m.i32.const(index * 16))),
      f.constant(layout.TAG_PAIR << 48n),
    );
  const stores = values.flatMap((value, i) => [
    m.i64.store(i * 16, 8, m.local.get(at, f.i32), value()),
    m.i64.store(
      i * 16 + 8,
      8,
      m.local.get(at, f.i32),
      i === values.length - 1 ? f.constant(layout.NULL) : pair(i + 1),
    ),
  ]);
  return m.block(null, [...before, emitBump(f, at, values.length * 16), ...stores, pair(0)], f.i64);
}

/** Address of element i, less the header's 8 bytes; the index is a fixnum. */
function elementAddress(f: FunctionEmitter, vector: Expression, index: Simple): Expression {
  const { m } = f;
  if (index.kind === "quote" && typeof index.datum === "bigint")
    return m.i32.add(m.i32.wrap(vector), m.i32.const(Number(index.datum) * 8));
  return m.i32.add(m.i32.wrap(vector), m.i32.shl(m.i32.wrap(emitWord(f, index)), m.i32.const(3)));
}

function emitVectorAccess(f: FunctionEmitter, s: SimpleInstruction, id: number): Expression {
  const { m } = f;
  const before: Expression[] = [];
  const [vector, index, value] = locals(f, s, before) as [
    () => Expression,
    () => Expression,
    (() => Expression)?,
  ];
  const size = f.temp(f.i64);
  // A vector's header less that of an empty one is its size; anything else is larger than any size.
  const head = m.if(
    hasTag(f, vector(), layout.TAG_OBJECT),
    m.i64.load(0, 8, m.i32.wrap(vector())),
    f.constant(0n),
  );
  const sized = m.local.tee(size, m.i64.sub(head, f.constant(layout.header(layout.KIND_VECTOR, 0))), f.i64);
  const isVector = m.i64.lt_u(sized, f.constant(1n << 40n));
  const inside = m.i64.lt_u(m.i64.sub(index(), f.constant(layout.FIXNUM_OFFSET)), m.local.get(size, f.i64));
  const failure = f.ctx.call("throwVector", [
    f.sp(),
    f.siteWord(s.place, s.trusted),
    m.i32.const(id),
    vector(),
    index(),
  ]);
  const check = m.if(m.i32.eqz(m.i32.and(isVector, inside)), m.return(failure));
  const address = m.i32.add(m.i32.wrap(vector()), m.i32.shl(m.i32.wrap(index()), m.i32.const(3)));
  const access = value
    ? [m.i64.store(8, 8, address, value()), f.constant(layout.UNSPECIFIED)]
    : [m.i64.load(8, 8, address)];
  return m.block(null, [...before, check, ...access], f.i64);
}
