// Functions that every module needs besides the program's own: yielding and entering again, wrong arities, rest lists, the
// procedures made of runtime functions, and the driver's loop. They are emitted here and not in the runtime because they call
// through the code table and return_call.
import type { Proc } from "../closures.js";
import { instructions } from "../primitives/index.js";
import { type Context, type Expression, TABLE, type Type } from "./context.js";
import * as layout from "./layout.js";

export const constant = (ctx: Context, word: bigint): Expression => ctx.m.i64.const(BigInt.asIntN(64, word));

/** Type of code with `words` word parameters. */
export function codeType(ctx: Context, words: number): Type {
  return ctx.b.createType([ctx.b.i32, ...new Array<Type>(words).fill(ctx.b.i64)]);
}

/** Saves words in a frame with this code, and answers the sentinel. */
function saveFrame(ctx: Context, frame: number, code: number, words: readonly Expression[]): Expression {
  const { m, b } = ctx;
  const size = words.length + 1;
  const at = (): Expression => m.local.get(frame, b.i32);
  return m.block(null, [
    m.local.set(frame, m.i32.sub(m.local.get(0, b.i32), m.i32.const(size * 8))),
    m.i64.store(0, 8, at(), constant(ctx, BigInt(code) | (BigInt(size) << 32n))),
    ...words.map((word, i) => m.i64.store(8 + i * 8, 8, at(), word)),
    m.i32.store(layout.R_PENDING_SP, 4, m.i32.const(0), at()),
    m.return(constant(ctx, layout.SENTINEL)),
  ]);
}

/** `(sp, table index, word …)`: saves the words in a frame that enters the code again, and answers the sentinel. */
export function yieldFunction(ctx: Context, words: number): string {
  return ctx.demand(`yield/${words}`, () => {
    const { m, b } = ctx;
    const code = m.i64.add(m.i64.extend_u(m.local.get(1, b.i32)), constant(ctx, layout.FIXNUM_OFFSET));
    const saved = Array.from({ length: words }, (_, i) => m.local.get(i + 2, b.i64));
    const params = b.createType([b.i32, b.i32, ...new Array<Type>(words).fill(b.i64)]);
    const body = saveFrame(ctx, words + 2, layout.REENTER_CODE + words, [code, ...saved]);
    m.addFunction(`yield/${words}`, params, b.i64, [b.i32], body);
  });
}

/** `(sp, procedure, argument …)`: saves them in a frame that calls the procedure again, and answers the sentinel. */
export function yieldCall(ctx: Context, args: number): string {
  return ctx.demand(`yield/call/${args}`, () => {
    const { m, b } = ctx;
    const saved = Array.from({ length: args + 1 }, (_, i) => m.local.get(i + 1, b.i64));
    m.addFunction(
      `yield/call/${args}`,
      codeType(ctx, args + 1),
      b.i64,
      [b.i32],
      saveFrame(ctx, args + 2, args, saved),
    );
  });
}

/** `(sp, table index, word …)`: saves the words in a frame for a continuation and answers its address. */
export function pushFrame(ctx: Context, words: number): string {
  return ctx.demand(`push/${words}`, () => {
    const { m, b } = ctx;
    const size = words + 1;
    const at = (): Expression => m.local.get(0, b.i32);
    const head = m.i64.or(m.i64.extend_u(m.local.get(1, b.i32)), constant(ctx, BigInt(size) << 32n));
    const body = m.block(null, [
      m.local.set(0, m.i32.sub(at(), m.i32.const(size * 8))),
      m.i64.store(0, 8, at(), head),
      ...Array.from({ length: words }, (_, i) => m.i64.store(8 + i * 8, 8, at(), m.local.get(i + 2, b.i64))),
      m.return(at()),
    ]);
    const params = b.createType([b.i32, b.i32, ...new Array<Type>(words).fill(b.i64)]);
    m.addFunction(`push/${words}`, params, b.i32, [], body);
  });
}

/** `(code, capture …)`: a fresh closure. */
export function makeClosure(ctx: Context, captures: number): string {
  return ctx.demand(`closure/${captures}`, () => {
    const { m, b } = ctx;
    const at = captures + 1;
    const bytes = 8 * (captures + 1);
    const address = (): Expression => m.local.get(at, b.i32);
    const head = m.i64.or(
      m.i64.extend_u(m.local.get(0, b.i32)),
      constant(ctx, layout.procedureHeader(captures, 0)),
    );
    const body = m.block(null, [
      bump(ctx, at, at + 1, bytes),
      m.i64.store(0, 8, address(), head),
      ...Array.from({ length: captures }, (_, i) =>
        m.i64.store(8 + i * 8, 8, address(), m.local.get(i + 1, b.i64)),
      ),
      m.return(m.i64.or(m.i64.extend_u(address()), constant(ctx, layout.TAG_PROCEDURE << 48n))),
    ]);
    m.addFunction(`closure/${captures}`, codeType(ctx, captures), b.i64, [b.i32, b.i32], body);
  });
}

/** Sets the local `at` to the address of fresh bytes; `top` is scratch. */
function bump(ctx: Context, at: number, top: number, bytes: number): Expression {
  const { m, b } = ctx;
  const zero = (): Expression => m.i32.const(0);
  const next = m.i32.add(m.local.tee(at, m.i32.load(layout.R_HP, 4, zero()), b.i32), m.i32.const(bytes));
  const full = m.i32.gt_u(m.local.tee(top, next, b.i32), m.i32.load(layout.R_HEAP_LIMIT, 4, zero()));
  const slow = m.local.set(at, ctx.call("allocateSlow", [m.i32.const(bytes)]));
  return m.if(full, slow, m.i32.store(layout.R_HP, 4, zero(), m.local.get(top, b.i32)));
}

/** `(sp)`: whether code must yield at its entry; otherwise uses a step of fuel. For code whose size counts more than its speed. */
export function mayNotEnter(ctx: Context): string {
  return ctx.demand("enter?", () => {
    const { m, b } = ctx;
    const zero = (): Expression => m.i32.const(0);
    const fuel = (): Expression => m.local.get(1, b.i32);
    const empty = m.i32.le_s(m.local.tee(1, m.i32.load(layout.R_FUEL, 4, zero()), b.i32), zero());
    const deep = m.i32.lt_u(m.local.get(0, b.i32), m.i32.load(layout.R_SP_LIMIT, 4, zero()));
    const body = m.block(null, [
      m.if(m.i32.or(empty, deep), m.return(m.i32.const(1))),
      m.i32.store(layout.R_FUEL, 4, zero(), m.i32.sub(fuel(), m.i32.const(1))),
      m.return(zero()),
    ]);
    m.addFunction("enter?", b.i32, b.i32, [b.i32], body);
  });
}

/** Names of the table's first functions: see runtime-as/layout.ts. */
export function emitReentries(ctx: Context): string[] {
  const { m, b } = ctx;
  const frame = (): Expression => m.local.get(0, b.i32);
  const word = (index: number): Expression => m.i64.load(index * 8, 8, frame());
  const params = b.createType([b.i32, b.i64]);
  const names: string[] = [];
  for (let n = 0; n <= layout.DIRECT_ARGS; n++) {
    const sp = m.i32.add(frame(), m.i32.const((n + 2) * 8));
    const code = m.i32.add(m.i32.load(0, 4, m.i32.wrap(word(1))), m.i32.const(n));
    const args = Array.from({ length: n }, (_, i) => word(i + 2));
    const body = m.return_call_indirect(TABLE, code, [sp, word(1), ...args], codeType(ctx, n + 1), b.i64);
    m.addFunction(`enter/${n}`, params, b.i64, [], body);
    names.push(`enter/${n}`);
  }
  const size = (): Expression => m.i32.load(4, 4, frame());
  const count = (): Expression => m.i32.sub(size(), m.i32.const(2));
  const copy = m.memory.copy(
    m.i32.const(layout.R_ARGS),
    m.i32.add(frame(), m.i32.const(16)),
    m.i32.mul(count(), m.i32.const(8)),
  );
  const sp = m.i32.add(frame(), m.i32.mul(size(), m.i32.const(8)));
  const code = m.i32.add(m.i32.load(0, 4, m.i32.wrap(word(1))), m.i32.const(layout.REENTER_MANY));
  const many = m.return_call_indirect(
    TABLE,
    code,
    [sp, word(1), count()],
    b.createType([b.i32, b.i64, b.i32]),
    b.i64,
  );
  m.addFunction("enter/many", params, b.i64, [], m.block(null, [copy, many]));
  names.push("enter/many");
  for (let n = 0; n <= ctx.mostParams; n++) {
    const above = m.i32.add(frame(), m.i32.const((n + 2) * 8));
    const args = Array.from({ length: n }, (_, i) => word(i + 2));
    const body = m.return_call_indirect(
      TABLE,
      m.i32.wrap(word(1)),
      [above, ...args],
      codeType(ctx, n),
      b.i64,
    );
    m.addFunction(`enter/code/${n}`, params, b.i64, [], body);
    names.push(`enter/code/${n}`);
  }
  return names;
}

// ---- rows: what an unknown call of a procedure with n arguments enters ---------------------------------------------------
function arityStub(ctx: Context, count: number): string {
  return ctx.demand(`arity/${count}`, () => {
    const { m, b } = ctx;
    const body = m.return(
      ctx.call("throwArity", [m.local.get(0, b.i32), m.local.get(1, b.i64), m.i32.const(count)]),
    );
    m.addFunction(`arity/${count}`, codeType(ctx, count + 1), b.i64, [], body);
  });
}

function arityMany(ctx: Context): string {
  return ctx.demand("arity/many", () => {
    const { m, b } = ctx;
    const body = m.return(
      ctx.call("throwArity", [m.local.get(0, b.i32), m.local.get(1, b.i64), m.local.get(2, b.i32)]),
    );
    m.addFunction("arity/many", b.createType([b.i32, b.i64, b.i32]), b.i64, [], body);
  });
}

/** The eight table entries of a procedure. */
export function rowEntries(ctx: Context, proc: Proc): string[] {
  const names: string[] = [];
  for (let count = 0; count <= layout.DIRECT_ARGS; count++) {
    const clause = proc.clauseFor(count);
    if (!clause) names.push(arityStub(ctx, count));
    else if (clause.clause.rest) names.push(spill(ctx, count));
    else names.push(clause.label);
  }
  names.push(manyEntry(ctx, proc));
  return names;
}

/** Entries of the procedure that loads the program: `main` takes no closure. */
export function loadEntries(ctx: Context, main: string): string[] {
  const { m, b } = ctx;
  m.addFunction("load", codeType(ctx, 1), b.i64, [], m.return_call(main, [m.local.get(0, b.i32)], b.i64));
  const stubs = Array.from({ length: layout.DIRECT_ARGS }, (_, i) => arityStub(ctx, i + 1));
  return ["load", ...stubs, arityMany(ctx)];
}

/**
 * Enters a clause with a rest parameter with `count` direct arguments: by way of the argument buffer, so that all procedures share it.
 * Calls of known procedures make the list themselves, and others are rare enough.
 */
function spill(ctx: Context, count: number): string {
  return ctx.demand(`spill/${count}`, () => {
    const { m, b } = ctx;
    const self = (): Expression => m.local.get(1, b.i64);
    const stores = Array.from({ length: count }, (_, i) =>
      m.i64.store(layout.R_ARGS + i * 8, 8, m.i32.const(0), m.local.get(i + 2, b.i64)),
    );
    const many = m.i32.add(m.i32.load(0, 4, m.i32.wrap(self())), m.i32.const(layout.REENTER_MANY));
    const enter = m.return_call_indirect(
      TABLE,
      many,
      [m.local.get(0, b.i32), self(), m.i32.const(count)],
      b.createType([b.i32, b.i64, b.i32]),
      b.i64,
    );
    m.addFunction(`spill/${count}`, codeType(ctx, count + 1), b.i64, [], m.block(null, [...stores, enter]));
  });
}

/** Enters a procedure with its arguments in the argument buffer. */
function manyEntry(ctx: Context, proc: Proc): string {
  const takers = proc.clauses.filter(
    ({ clause }) => clause.rest || clause.required.length > layout.DIRECT_ARGS,
  );
  if (takers.length === 0) return arityMany(ctx);
  const { m, b } = ctx;
  const name = `${proc.name || "lambda"}#${proc.id}/many`;
  const count = (): Expression => m.local.get(2, b.i32);
  const parts = takers.map(({ label, clause }) => {
    const required = clause.required.length;
    const own = Array.from({ length: required }, (_, i) =>
      m.i64.load(layout.R_ARGS + i * 8, 8, m.i32.const(0)),
    );
    const rest = clause.rest ? [ctx.call("restArguments", [m.i32.const(required), count()])] : [];
    const fits = clause.rest
      ? m.i32.ge_s(count(), m.i32.const(required))
      : m.i32.eq(count(), m.i32.const(required));
    return m.if(
      fits,
      m.return_call(label, [m.local.get(0, b.i32), m.local.get(1, b.i64), ...own, ...rest], b.i64),
    );
  });
  parts.push(m.return_call(arityMany(ctx), [m.local.get(0, b.i32), m.local.get(1, b.i64), count()], b.i64));
  m.addFunction(name, b.createType([b.i32, b.i64, b.i32]), b.i64, [], m.block(null, parts));
  return name;
}

// ---- procedures made of runtime functions ----------------------------------------------------------------------------------------
/** A runtime function that allocates by size, as code: may yield, and enters again when a collection is needed first. */
export function emitProcedureFunction(ctx: Context, name: string): string {
  const label = `%${name}`;
  return ctx.demand(label, () => {
    const instruction = instructions.get(name);
    if (instruction?.emission.how !== "procedure") throw new Error(`emit: %${name} is no procedure`);
    const { m, b } = ctx;
    const arity = instruction.arity;
    const sp = (): Expression => m.local.get(0, b.i32);
    const args = (): Expression[] => Array.from({ length: arity }, (_, i) => m.local.get(i + 1, b.i64));
    const fuel = arity + 1;
    const result = (): Expression => m.local.get(arity + 2, b.i64);
    const again = (): Expression =>
      m.return_call(yieldFunction(ctx, arity), [sp(), m.i32.const(ctx.tableIndex(label)), ...args()], b.i64);
    const zero = (): Expression => m.i32.const(0);
    const body = m.block(null, [
      m.if(m.i32.le_s(m.local.tee(fuel, m.i32.load(layout.R_FUEL, 4, zero()), b.i32), zero()), again()),
      m.i32.store(layout.R_FUEL, 4, zero(), m.i32.sub(m.local.get(fuel, b.i32), m.i32.const(1))),
      m.local.set(arity + 2, ctx.call(instruction.emission.function, args())),
      m.if(m.i64.eq(result(), constant(ctx, layout.RETRY)), again()),
      m.if(
        m.i64.eq(result(), constant(ctx, layout.ERROR)),
        m.return(ctx.call("throwPending", [sp(), constant(ctx, 0n)])),
      ),
      m.return(result()),
    ]);
    m.addFunction(label, codeType(ctx, arity), b.i64, [b.i32, b.i64], body);
  });
}

// ---- the driver's loop --------------------------------------------------------------------------------------------------------------
/** `resume(fuel)`: runs for at most so many steps; answers the status (runtime-as/driver.ts). */
export function emitResume(ctx: Context): void {
  const { m, b } = ctx;
  const code = (): Expression => m.local.get(1, b.i32);
  const frame = m.i32.load(layout.R_PENDING_SP, 4, m.i32.const(0));
  const run = m.call_indirect(
    TABLE,
    code(),
    [frame, ctx.call("takePending", [])],
    b.createType([b.i32, b.i64]),
    b.i64,
  );
  const body = m.block(null, [
    ctx.call("refuel", [m.local.get(0, b.i32)]),
    m.loop(
      "next",
      m.block(null, [
        m.if(
          m.i32.lt_s(m.local.tee(1, ctx.call("driverNext", []), b.i32), m.i32.const(0)),
          m.return(ctx.call("status", [])),
        ),
        ctx.call("driverDeliver", [run]),
        m.br("next"),
      ]),
    ),
  ]);
  m.addFunction("resume", b.i32, b.i32, [b.i32], body);
}
