// Functions of the calling convention that a program's control procedures are made of: apply, and those that work on the stack itself.
// They have the signature of code, so that they are called like it; what they do to the frames is in runtime-as/continuations.ts.
// Invariant: one that changed the stack answers the sentinel, so that no native frame above a changed one goes on.
import { primitiveId } from "../primitives/index.js";
import { type Context, type Expression, TABLE } from "./context.js";
import * as layout from "./layout.js";
import { codeType, constant, yieldFunction } from "./support.js";

const EMITTERS: Readonly<Record<string, (ctx: Context, label: string) => void>> = {
  apply: emitApply,
  prompt: emitPrompt,
  "call/cc": emitCapture,
  escape: emitEscape,
  throw: emitThrow,
  exit: emitExit,
  "fused-pull": emitFusedPull,
};

/** Label of a control instruction's function. */
export function emitControl(ctx: Context, instruction: string): string {
  const label = `%${instruction}`;
  const emit = EMITTERS[instruction];
  if (!emit) throw new Error(`emit: %${instruction} is no control instruction`);
  return ctx.demand(label, () => emit(ctx, label));
}

/** Answers the failure of a call of what is no procedure. */
function checkProcedure(ctx: Context, local: number): Expression {
  const { m, b } = ctx;
  const f = (): Expression => m.local.get(local, b.i64);
  const other = m.i64.ne(m.i64.shr_u(f(), constant(ctx, 48n)), constant(ctx, layout.TAG_PROCEDURE));
  const fail = ctx.call("throwNotProcedure", [m.local.get(0, b.i32), constant(ctx, 0n), f()]);
  return m.if(other, m.return(fail));
}

/** Table index of the entry of the procedure in a local for `count` arguments. */
function entryOf(ctx: Context, local: number, count: number): Expression {
  const { m, b } = ctx;
  const code = m.i32.load(0, 4, m.i32.wrap(m.local.get(local, b.i64)));
  return count === 0 ? code : m.i32.add(code, m.i32.const(count));
}

/** `(sp, procedure, list)`: calls the procedure with the list's elements. */
function emitApply(ctx: Context, label: string): void {
  const { m, b } = ctx;
  const sp = (): Expression => m.local.get(0, b.i32);
  const f = (): Expression => m.local.get(1, b.i64);
  const count = (): Expression => m.local.get(3, b.i32);
  const arg = (i: number): Expression => m.i64.load(layout.R_ARGS + i * 8, 8, m.i32.const(0));
  const entry = (offset: number): Expression =>
    m.i32.add(m.i32.load(0, 4, m.i32.wrap(f())), m.i32.const(offset));
  const list = [
    sp(),
    constant(ctx, 0n),
    m.i32.const(primitiveId("apply")),
    m.i32.const(layout.EXPECT_LIST),
    m.local.get(2, b.i64),
  ];
  const parts: Expression[] = [
    m.if(
      m.i64.ne(m.i64.shr_u(f(), constant(ctx, 48n)), constant(ctx, layout.TAG_PROCEDURE)),
      m.return(ctx.call("throwNotProcedure", [sp(), constant(ctx, 0n), f()])),
    ),
    m.local.set(3, ctx.call("spreadArguments", [m.local.get(2, b.i64)])),
    m.if(m.i32.lt_s(count(), m.i32.const(0)), m.return(ctx.call("throwType", list))),
  ];
  for (let n = 0; n <= layout.DIRECT_ARGS; n++) {
    const args = Array.from({ length: n }, (_, i) => arg(i));
    const call = m.return_call_indirect(TABLE, entry(n), [sp(), f(), ...args], codeType(ctx, n + 1), b.i64);
    parts.push(m.if(m.i32.eq(count(), m.i32.const(n)), call));
  }
  const many = b.createType([b.i32, b.i64, b.i32]);
  parts.push(m.return_call_indirect(TABLE, entry(layout.REENTER_MANY), [sp(), f(), count()], many, b.i64));
  m.addFunction(label, codeType(ctx, 2), b.i64, [b.i32], m.block(null, parts));
}

/** `(sp, dynamic, thunk)`: calls the thunk in a dynamic state, and is back in the one before when it returns. */
function emitPrompt(ctx: Context, label: string): void {
  const { m, b } = ctx;
  const frame = (): Expression => m.local.get(3, b.i32);
  const result = (): Expression => m.local.get(4, b.i64);
  const zero = (): Expression => m.i32.const(0);
  const call = m.call_indirect(
    TABLE,
    entryOf(ctx, 2, 0),
    [frame(), m.local.get(2, b.i64)],
    codeType(ctx, 1),
    b.i64,
  );
  const body = m.block(null, [
    checkProcedure(ctx, 2),
    m.local.set(3, m.i32.sub(m.local.get(0, b.i32), m.i32.const(24))),
    m.i64.store(0, 8, frame(), constant(ctx, (3n << 32n) | layout.CODE_PROMPT)),
    m.i64.store(8, 8, frame(), m.i64.load(layout.R_DYNAMIC, 8, zero())),
    m.i64.store(16, 8, frame(), m.local.get(1, b.i64)),
    m.i64.store(layout.R_DYNAMIC, 8, zero(), m.local.get(1, b.i64)),
    m.local.set(4, call),
    m.if(m.i64.eq(result(), constant(ctx, layout.SENTINEL)), m.return(result())),
    m.i64.store(layout.R_DYNAMIC, 8, zero(), m.i64.load(8, 8, frame())),
    m.return(result()),
  ]);
  m.addFunction(label, codeType(ctx, 2), b.i64, [b.i32, b.i64], body);
  ctx.frames.set(label, 24);
}

/** `(sp, receiver)`: calls the receiver with the frames at and above sp as a stack object. */
function emitCapture(ctx: Context, label: string): void {
  const { m, b } = ctx;
  const receiver = (): Expression => m.local.get(1, b.i64);
  const stack = (): Expression => m.local.get(2, b.i64);
  const again = m.return_call(
    yieldFunction(ctx, 1),
    [m.local.get(0, b.i32), m.i32.const(ctx.tableIndex(label)), receiver()],
    b.i64,
  );
  const body = m.block(null, [
    m.local.set(2, ctx.call("captureStack", [m.local.get(0, b.i32), receiver()])),
    m.if(m.i64.eq(stack(), constant(ctx, layout.SENTINEL)), m.return(stack())),
    m.if(m.i64.eq(stack(), constant(ctx, layout.RETRY)), again),
    m.return_call_indirect(
      TABLE,
      entryOf(ctx, 1, 1),
      [m.local.get(0, b.i32), receiver(), stack()],
      codeType(ctx, 2),
      b.i64,
    ),
  ]);
  m.addFunction(label, codeType(ctx, 1), b.i64, [b.i64], body);
}

/** `(sp, dynamic, entry)`: ends the extent of the prompt with this dynamic state; the prompt answers the entry. */
function emitEscape(ctx: Context, label: string): void {
  const { m, b } = ctx;
  const operands = [m.local.get(0, b.i32), m.local.get(1, b.i64), m.local.get(2, b.i64)];
  m.addFunction(label, codeType(ctx, 2), b.i64, [], m.return(ctx.call("escapeTo", operands)));
}

/** `(sp, stack, value, dynamic)`: the captured frames go on with the value, in the dynamic state. */
function emitThrow(ctx: Context, label: string): void {
  const { m, b } = ctx;
  const operands = [1, 2, 3].map((i) => m.local.get(i, b.i64));
  m.addFunction(label, codeType(ctx, 3), b.i64, [], m.return(ctx.call("throwTo", operands)));
}

/** `(sp, obj)`: the evaluation ends. */
function emitExit(ctx: Context, label: string): void {
  const { m, b } = ctx;
  const operands = [m.local.get(0, b.i32), m.local.get(1, b.i64)];
  m.addFunction(label, codeType(ctx, 1), b.i64, [], m.return(ctx.call("exitWith", operands)));
}

/** `(sp, rule)`: a slice of the adjoint of a fused loop (fused.ts); whether there is more to do. */
function emitFusedPull(ctx: Context, label: string): void {
  const { m, b } = ctx;
  const frame = (): Expression => m.local.get(2, b.i32);
  const rule = (): Expression => m.local.get(1, b.i64);
  // A fixnum: its low half is the code's index.
  const code = (): Expression => m.i32.load(RULE_CODE, 4, m.i32.wrap(rule()));
  const head = m.i64.or(m.i64.extend_u(code()), constant(ctx, 2n << 32n));
  const body = m.block(null, [
    m.local.set(2, m.i32.sub(m.local.get(0, b.i32), m.i32.const(16))),
    m.i64.store(0, 8, frame(), head),
    m.i64.store(8, 8, frame(), rule()),
    m.return_call_indirect(
      TABLE,
      code(),
      [frame(), constant(ctx, layout.UNSPECIFIED)],
      b.createType([b.i32, b.i64]),
      b.i64,
    ),
  ]);
  m.addFunction(label, codeType(ctx, 1), b.i64, [b.i32], body);
  ctx.frames.set(label, 16);
}
/** Where a rule has the code of its adjoint (runtime-as/fused.ts): its ninth word. */
const RULE_CODE = 72;
