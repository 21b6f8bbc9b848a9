// Emission of one piece of code: the function that runs it, and for each non-tail call the continuation function that goes on when
// the call comes back through the driver.
//
// A non-tail call stores the frame [code | size << 32, word, …] below sp, calls natively, and on return either sees the sentinel and
// returns it, or reloads its live variables and goes on. What follows a call is emitted again in the continuation function when it
// is small; else it is there only, and the native path tail-calls it.
// Invariant: between a store of a frame and the end of its call, every live word of this code is in that frame.
import { Variable } from "../core.js";
import type { Place } from "../errors.js";
import type { Callee, Code, Flow, FlowCall, FlowJoin, Label, Simple } from "../flow.js";
import { type FusedLoop, fusedLoop } from "../fuse.js";
import { type Context, type Expression, TABLE, type Type } from "./context.js";
import { emitControl } from "./control.js";
import { forwardName, fusedVariants } from "./fused.js";
import { Adjoint } from "./fused-adjoint.js";
import { Forward } from "./fused-forward.js";
import type { Hints } from "./hints.js";
import * as layout from "./layout.js";
import { freeLabels, Liveness, SELF } from "./liveness.js";
import { QuickLoop } from "./quick.js";
import { emitShortcut } from "./shortcut.js";
import { emitEffect, emitReturn, emitTest, emitWord, isTest } from "./simple.js";
import { emitProcedureFunction, mayNotEnter, pushFrame, yieldCall, yieldFunction } from "./support.js";

/** What follows a call is copied into the calling function up to this weight, when speed counts … */
const COPIED = 40;
/** … and when size does. */
const COPIED_SMALL = 8;
/** A join of more than this weight becomes a function when continuations need it too. */
const SHARED_JOIN = 40;

/** Where a jump goes in the function being emitted. */
type Target =
  | { readonly kind: "block"; readonly name: string }
  | { readonly kind: "function"; readonly name: string; readonly live: readonly Variable[] };

interface JoinInfo {
  readonly join: FlowJoin;
  readonly outer: readonly JoinInfo[];
  shared: string | undefined;
}

/** All functions of one code. */
export class CodeEmitter {
  readonly liveness: Liveness;
  readonly joins = new Map<Label, JoinInfo>();
  readonly pending: (() => void)[] = [];
  private continuationCount = 0;
  readonly callsItself: boolean;
  readonly makesCalls: boolean;
  /** Whether size counts more than speed here. */
  readonly cold: boolean;
  /** The loop over floats that it is. */
  readonly fused: FusedLoop | undefined;

  constructor(
    readonly ctx: Context,
    readonly code: Code,
    readonly hints: Hints,
  ) {
    this.cold = ctx.small && !code.hot;
    this.liveness = new Liveness(code);
    this.liveness.of(code.body);
    const found = { self: false, calls: false };
    this.scan(code.body, [], found);
    this.callsItself = found.self;
    this.makesCalls = found.calls;
    this.fused = found.self && !ctx.small && !code.trusted ? fusedLoop(code, ctx.codes, hints) : undefined;
  }

  private scan(flow: Flow, outer: readonly JoinInfo[], found: { self: boolean; calls: boolean }): void {
    switch (flow.kind) {
      case "let":
      case "effect":
        return this.scan(flow.next, outer, found);
      case "if":
        this.scan(flow.then, outer, found);
        return this.scan(flow.else, outer, found);
      case "call":
        found.calls = true;
        return this.scan(flow.next, outer, found);
      case "tailCall":
        if (this.isSelfCall(flow.callee)) found.self = true;
        return;
      case "join": {
        this.scan(flow.after, outer, found);
        const before = found.calls;
        found.calls = false;
        const info: JoinInfo = { join: flow, outer, shared: undefined };
        this.joins.set(flow.label, info);
        this.scan(flow.body, [...outer, info], found);
        if (found.calls && this.liveness.weight(flow.after) > SHARED_JOIN)
          info.shared = `${this.code.label}/join${flow.label.id}`;
        found.calls ||= before;
        return;
      }
    }
  }

  isSelfCall(callee: Callee): boolean {
    return callee.kind === "code" && callee.target.label === this.code.label;
  }

  emit(): void {
    const f = new FunctionEmitter(this);
    f.emitMain();
    const { fused } = this;
    if (fused) {
      const words = new FunctionEmitter(this);
      for (const variant of fusedVariants(fused)) {
        new Forward(this.ctx, variant, (source) => words.invariant(source)).emit();
        new Adjoint(this.ctx, variant).emit();
      }
    }
    // Continuations and shared joins are emitted after the function that first needs them: no recursion over long bodies.
    for (let next = this.pending.shift(); next; next = this.pending.shift()) next();
  }

  continuationName(): string {
    return `${this.code.label}/k${this.continuationCount++}`;
  }
}

export class FunctionEmitter {
  readonly ctx: Context;
  readonly code: Code;
  private readonly variables = new Map<Variable, number>();
  private readonly types: Type[] = [];
  private paramCount = 0;
  private blockCount = 0;
  private spLocal = 0;
  private readonly targets = new Map<Label, Target>();
  /** Name of the loop that a self tail call goes back to; undefined outside the main function. */
  private loop: string | undefined;
  /** Variables whose word stands in memory, by distance from sp in words. */
  private memory = new Map<number, Variable>();

  /** `cold`: size counts more than speed in this function. */
  constructor(
    readonly owner: CodeEmitter,
    readonly cold = owner.cold,
  ) {
    this.ctx = owner.ctx;
    this.code = owner.code;
  }

  get m() {
    return this.ctx.m;
  }
  get i64(): Type {
    return this.ctx.b.i64;
  }
  get i32(): Type {
    return this.ctx.b.i32;
  }
  get hints(): Hints {
    return this.owner.hints;
  }

  // ---- locals -----------------------------------------------------------------------------------------------------------
  private addParam(type: Type): number {
    this.types.push(type);
    return this.paramCount++;
  }
  temp(type: Type): number {
    this.types.push(type);
    return this.types.length - 1;
  }
  /** Local that holds a variable. */
  local(variable: Variable): number {
    let index = this.variables.get(variable);
    if (index === undefined) {
      index = this.temp(this.i64);
      this.variables.set(variable, index);
    }
    return index;
  }
  get(variable: Variable): Expression {
    const index = this.variables.get(variable);
    if (index === undefined) throw new Error(`emit ${this.code.label}: ${variable} has no value here`);
    return this.m.local.get(index, this.i64);
  }
  sp(): Expression {
    return this.m.local.get(this.spLocal, this.i32);
  }
  self(): Expression {
    return this.get(SELF);
  }

  constant(word: bigint): Expression {
    return this.m.i64.const(BigInt.asIntN(64, word));
  }

  /** The word that says where an error happened; 0 in library code: there the caller's place counts. */
  siteWord(place: Place, trusted: boolean): Expression {
    if (this.code.site) return this.get(this.code.site);
    if (this.code.carriesSource) return this.m.i64.load(8, 8, this.m.i32.wrap(this.self()));
    if (trusted) return this.constant(0n);
    return this.constant(layout.fixnum(BigInt(this.ctx.site(place, this.code.name))));
  }
  noteSite(place: Place, trusted: boolean): Expression[] {
    if (trusted && !this.code.carriesSource && !this.code.site) return [];
    return [this.m.i64.store(layout.R_SITE, 8, this.m.i32.const(0), this.siteWord(place, trusted))];
  }

  // ---- what tests have told ----------------------------------------------------------------------------------------------
  /** Variables that hold pairs where code is being emitted: they need no test. */
  private readonly pairs = new Set<Variable>();
  isPair(s: Simple): boolean {
    return s.kind === "local" && this.pairs.has(s.variable);
  }
  /** Emits code that runs when a test has had this outcome. */
  assuming<T>(test: Simple, outcome: boolean, emit: () => T): T {
    return this.knowing([...pairsTold(test, outcome), ...pairsOpened(test)], emit);
  }
  private knowing<T>(pairs: readonly Variable[], emit: () => T): T {
    const told = pairs.filter((variable) => !this.pairs.has(variable));
    for (const variable of told) this.pairs.add(variable);
    const code = emit();
    for (const variable of told) this.pairs.delete(variable);
    return code;
  }

  // ---- functions ----------------------------------------------------------------------------------------------------------
  emitMain(): void {
    const { code, m } = this;
    this.spLocal = this.addParam(this.i32);
    if (code.hasSelf) this.variables.set(SELF, this.addParam(this.i64));
    for (const param of code.params) this.variables.set(param, this.addParam(this.i64));
    const rounds = this.owner.callsItself;
    const parts: Expression[] = [];
    if (rounds) {
      this.loop = "again";
      // The stack is as deep in the last round as in the first.
      if (this.owner.makesCalls && !this.cold) parts.push(m.if(this.isTooDeep(), this.yieldEntry()));
      const fused = this.owner.fused ? [this.tryFused(this.owner.fused)] : [];
      parts.push(m.loop("again", m.block(null, [...fused, ...this.checks(false), this.flow(code.body)])));
    } else parts.push(...(code.leaf ? [] : this.checks(this.owner.makesCalls)), this.flow(code.body));
    this.finish(code.label, m.block(null, parts));
  }

  /**
   * The rounds of the loop that a fused sweep can do, when derivatives are recorded. Tried at the start and, as the first round often makes
   * floats of exact numbers, once more.
   */
  private tryFused(loop: FusedLoop): Expression {
    const { m, code } = this;
    const tried = this.temp(this.i32);
    const done = this.temp(this.i32);
    const get = (local: number): Expression => m.local.get(local, this.i32);
    const arg = (i: number): Expression => m.i64.load(layout.R_ARGS + 8 * i, 8, m.i32.const(0));
    const words = [...(code.hasSelf ? [this.self()] : []), ...code.params.map((p) => this.get(p))];
    const reload = [...loop.floats, ...loop.counters].map((position, i) =>
      m.local.set(this.local(code.params[position] as Variable), arg(i)),
    );
    const rounds = m.loop(
      "fused",
      m.if(
        m.local.tee(done, m.call(forwardName(loop), words, this.i32), this.i32),
        m.block(null, [...reload, m.br("fused", m.i32.lt_s(get(done), m.i32.const(0)))]),
      ),
    );
    return m.if(
      m.i32.lt_u(get(tried), m.i32.const(2)),
      m.block(null, [
        m.local.set(tried, m.i32.add(get(tried), m.i32.const(1))),
        m.if(m.i32.load(layout.R_FUSES, 4, m.i32.const(0)), rounds),
        this.quickRounds(loop),
      ]),
    );
  }

  /** The rounds that can be done in f64 locals when none of their numbers is active. */
  private quickRounds(loop: FusedLoop): Expression {
    const { m, code } = this;
    const param = (position: number): Variable => code.params[position] as Variable;
    const quick = new QuickLoop(
      {
        ctx: this.ctx,
        temp: (type) => this.temp(type),
        parameter: (position) => this.get(param(position)),
        setParameter: (position, word) => m.local.set(this.local(param(position)), word),
        word: (source) => this.invariant(source),
      },
      loop,
    );
    return quick.emit();
  }

  /** The word of an expression that does not change in the code's loop, in a function whose parameters are the code's. */
  invariant(s: Simple): Expression {
    if (this.paramCount === 0) {
      if (this.code.hasSelf) this.variables.set(SELF, this.addParam(this.i64));
      for (const param of this.code.params) this.variables.set(param, this.addParam(this.i64));
    }
    if (s.kind === "global") return this.m.i64.load(this.ctx.globalAddress(s.global), 8, this.m.i32.const(0));
    if (s.kind === "cellRef") return this.m.i64.load(8, 8, this.m.i32.wrap(emitWord(this, s.cell)));
    return emitWord(this, s);
  }

  private isTooDeep(): Expression {
    const { m } = this;
    return m.i32.lt_u(this.sp(), m.i32.load(layout.R_SP_LIMIT, 4, m.i32.const(0)));
  }

  /**
   * Stops when the fuel is used up or, where `depth` says so, the stack too deep, before using any fuel (so that a resumed entry
   * counts once).
   */
  private checks(depth: boolean): Expression[] {
    const { m } = this;
    if (this.owner.cold)
      return [m.if(m.call(mayNotEnter(this.ctx), [this.sp()], this.i32), this.yieldEntry())];
    const fuel = this.temp(this.i32);
    const zero = (): Expression => m.i32.const(0);
    const empty = m.i32.le_s(m.local.tee(fuel, m.i32.load(layout.R_FUEL, 4, zero()), this.i32), zero());
    return [
      m.if(depth ? m.i32.or(empty, this.isTooDeep()) : empty, this.yieldEntry()),
      m.i32.store(layout.R_FUEL, 4, zero(), m.i32.sub(m.local.get(fuel, this.i32), m.i32.const(1))),
    ];
  }

  /** Saves the parameters in a frame that enters this code again, and returns the sentinel. */
  private yieldEntry(): Expression {
    const { code, m, ctx } = this;
    const words = [...(code.hasSelf ? [this.self()] : []), ...code.params.map((p) => this.get(p))];
    if (ctx.isRowEntry(code.label))
      return m.return_call(yieldCall(ctx, code.params.length), [this.sp(), ...words], this.i64);
    const helper = yieldFunction(ctx, words.length);
    const place = code.carriesSource ? layout.SOURCE_CARRYING : ctx.site(code.place, code.name);
    return m.return_call(
      helper,
      [this.sp(), m.i32.const(ctx.tableIndex(code.label, place)), ...words],
      this.i64,
    );
  }

  private emitContinuation(name: string, call: FlowCall, slots: readonly Variable[]): void {
    const { m } = this;
    const frame = this.addParam(this.i32);
    const value = this.addParam(this.i64);
    this.variables.set(call.result, value);
    this.spLocal = this.temp(this.i32);
    const size = slots.length + 1;
    const parts: Expression[] = [
      m.local.set(this.spLocal, m.i32.add(m.local.get(frame, this.i32), m.i32.const(size * 8))),
    ];
    parts.push(...this.reload(frame, slots));
    parts.push(this.withJoins(call.next));
    this.finish(name, m.block(null, parts));
  }

  private emitShared(info: JoinInfo, name: string, live: readonly Variable[]): void {
    this.spLocal = this.addParam(this.i32);
    for (const variable of [...info.join.label.params, ...live])
      this.variables.set(variable, this.addParam(this.i64));
    this.finish(name, this.withJoins(info.join.after));
  }

  private finish(name: string, body: Expression): void {
    const { b, m } = this.ctx;
    const params = b.createType(this.types.slice(0, this.paramCount));
    m.addFunction(name, params, this.i64, this.types.slice(this.paramCount), body);
    if (this.cold) this.ctx.coldFunctions.add(name);
    if (this.smallestFrame < Number.POSITIVE_INFINITY) this.ctx.frames.set(name, this.smallestFrame);
  }

  /** A flow that starts a function, inside blocks for the joins around it that it may jump to. */
  private withJoins(flow: Flow): Expression {
    const wanted: JoinInfo[] = [];
    const visit = (each: Flow): void => {
      for (const label of freeLabels(each)) {
        const info = this.owner.joins.get(label) as JoinInfo;
        if (wanted.includes(info) || info.shared !== undefined) continue;
        wanted.push(info);
        visit(info.join.after);
      }
    };
    visit(flow);
    // Outer joins first: an inner one's continuation may jump to an outer one.
    wanted.sort((a, b) => a.outer.length - b.outer.length);
    for (const info of wanted) this.openBlock(info);
    let body = this.flow(flow);
    for (const info of wanted.reverse()) {
      this.memory = new Map();
      body = this.closeBlock(info, body);
    }
    return body;
  }

  // ---- flow -----------------------------------------------------------------------------------------------------------------
  flow(flow: Flow): Expression {
    const { m } = this;
    const parts: Expression[] = [];
    const opened: Variable[] = [];
    let at = flow;
    while (at.kind === "let" || at.kind === "effect") {
      const { value, next } = at;
      if (at.kind === "let" && isTestOf(next, at.variable) && isTest(value)) {
        parts.push(this.knowing(opened, () => this.decide(value, (at as FlowLet).variable, next as FlowIf)));
        return m.block(null, parts);
      }
      const code = this.knowing(opened, () =>
        at.kind === "let"
          ? m.local.set(this.local(at.variable), emitWord(this, value))
          : emitEffect(this, value),
      );
      parts.push(code);
      opened.push(...pairsOpened(value));
      at = next;
    }
    parts.push(this.knowing(opened, () => this.last(at)));
    return parts.length === 1 ? (parts[0] as Expression) : m.block(null, parts);
  }

  /** A choice by a test whose outcome is a variable, too: the variable is known in both arms. */
  private decide(test: Simple, outcome: Variable, { then, else: otherwise }: FlowIf): Expression {
    const { m } = this;
    const condition = emitTest(this, test);
    const before = new Map(this.memory);
    const local = this.local(outcome);
    const arm = (is: boolean, flow: Flow): Expression => {
      this.memory = new Map(before);
      const word = this.constant(is ? layout.TRUE : layout.FALSE);
      return m.block(null, [m.local.set(local, word), this.assuming(test, is, () => this.flow(flow))]);
    };
    return m.if(condition, arm(true, then), arm(false, otherwise));
  }

  private last(flow: Flow): Expression {
    const { m } = this;
    switch (flow.kind) {
      case "return":
        return emitReturn(this, flow.value);
      case "if": {
        const test = emitTest(this, flow.test);
        const before = new Map(this.memory);
        const then = this.assuming(flow.test, true, () => this.flow(flow.then));
        this.memory = before;
        return m.if(
          test,
          then,
          this.assuming(flow.test, false, () => this.flow(flow.else)),
        );
      }
      case "call":
        return this.call(flow);
      case "tailCall":
        return this.tailCall(flow);
      case "join":
        return this.join(flow);
      case "jump":
        return this.jump(flow.label, flow.operands);
      default:
        throw new Error("emit: not the last part of a flow");
    }
  }

  private join(join: FlowJoin): Expression {
    const info = this.owner.joins.get(join.label) as JoinInfo;
    if (info.shared !== undefined) {
      this.shareJoin(info, info.shared);
      return this.flow(join.body);
    }
    this.openBlock(info);
    const body = this.flow(join.body);
    this.memory = new Map();
    return this.closeBlock(info, body);
  }

  private openBlock({ join }: JoinInfo): void {
    for (const param of join.label.params) this.local(param);
    this.targets.set(join.label, { kind: "block", name: `j${join.label.id}.${this.blockCount++}` });
  }
  private closeBlock({ join }: JoinInfo, body: Expression): Expression {
    const target = this.targets.get(join.label) as Target;
    return this.m.block(null, [this.m.block(target.name, [body]), this.flow(join.after)]);
  }

  private shareJoin(info: JoinInfo, name: string): Target {
    const live = [...this.owner.liveness.ofLabel(info.join.label)];
    this.ctx.demand(name, () =>
      this.owner.pending.push(() => new FunctionEmitter(this.owner).emitShared(info, name, live)),
    );
    return { kind: "function", name, live };
  }

  private jump(label: Label, operands: readonly Simple[]): Expression {
    const { m } = this;
    const values = operands.map((s) => emitWord(this, s));
    let target = this.targets.get(label);
    if (!target) {
      const info = this.owner.joins.get(label) as JoinInfo;
      target = this.shareJoin(info, info.shared as string);
    }
    if (target.kind === "function")
      return m.return_call(
        target.name,
        [this.sp(), ...values, ...target.live.map((v) => this.get(v))],
        this.i64,
      );
    const sets = values.map((value, i) => m.local.set(this.local(label.params[i] as Variable), value));
    return m.block(null, [...sets, m.br(target.name)]);
  }

  // ---- calls ------------------------------------------------------------------------------------------------------------------
  private call(call: FlowCall): Expression {
    const { m, owner } = this;
    const live = [...owner.liveness.of(call.next)].filter((v) => v !== call.result);
    if (this.code.carriesSource && !live.includes(SELF)) live.push(SELF);
    const info = this.frameInfo(call, live);
    const slots = this.arrange(live, info >= layout.NODE);
    const name = owner.continuationName();
    const code = this.ctx.tableIndex(name, info);
    // Continuations run only when a call had to be given up: they are cold.
    owner.pending.push(() => new FunctionEmitter(owner, this.ctx.small).emitContinuation(name, call, slots));

    // The operands are computed before the frame is stored: they may fail, and then the frame does not belong on the stack.
    const { before, values } = this.values(call.callee, call.operands);
    const frame = this.temp(this.i32);
    const result = this.temp(this.i64);
    const get = (): Expression => m.local.get(result, this.i64);
    const quick = this.shortcut(call.callee, values);
    const small = this.isSmall(call.next);
    const memory = new Map(this.memory);
    const push = this.pushFrame(frame, code, slots);
    this.memory = new Map(slots.map((variable, i) => [i + 1, variable]));
    const through: Expression[] = isReported(call.callee) ? this.noteSite(call.place, call.trusted) : [];
    const operands = values.map((value) => emitWord(this, value));
    through.push(
      m.local.set(result, this.transfer(call.callee, frame, operands, false)),
      m.if(m.i64.eq(get(), this.constant(layout.SENTINEL)), m.return(get())),
    );
    if (!small) {
      const parts = [...before, ...push, ...this.unless(quick, result, through)];
      parts.push(m.return_call(name, [m.local.get(frame, this.i32), get()], this.i64));
      return m.block(null, parts);
    }
    through.push(...this.reload(frame, slots));
    const parts = [...before, ...this.unless(quick, result, [...push, ...through])];
    // Where the call was not made, the words stand as they stood before.
    if (quick)
      for (const [distance, variable] of [...this.memory])
        if (memory.get(distance) !== variable) this.memory.delete(distance);
    this.variables.set(call.result, result);
    parts.push(this.flow(call.next));
    return m.block(null, parts);
  }

  /** Does `otherwise`, which sets the local `result`, unless a shortcut gives the result. */
  private unless(
    quick: { test: Expression; value: Expression } | undefined,
    result: number,
    otherwise: Expression[],
  ): Expression[] {
    const { m } = this;
    if (!quick) return otherwise;
    return [m.if(quick.test, m.local.set(result, quick.value), m.block(null, otherwise))];
  }

  /** What a known procedure answers at once for some operands, so that the call need not be made (shortcut.ts). */
  private shortcut(
    callee: Callee,
    values: readonly Simple[],
  ): { test: Expression; value: Expression } | undefined {
    if (this.cold || callee.kind !== "code") return undefined;
    return emitShortcut(this, this.ctx.code(callee.target), values);
  }

  /** What a frame tells of its place: a site, or that the closure in its last word carries it, or waits for a node that does. */
  private frameInfo({ callee, trusted, place }: FlowCall, live: readonly Variable[]): number {
    const node = callee.kind === "node" && callee.value.kind === "captured" ? callee.value.slot + 1 : 0;
    if (this.code.carriesSource) return layout.SOURCE_CARRYING + node;
    if (node > 0 && live.includes(SELF)) return layout.NODE + node;
    return this.ctx.site(trusted ? { line: 0, column: 0 } : place, this.code.name);
  }

  /** Bytes of the smallest frame that the function stores before a native call. */
  private smallestFrame = Number.POSITIVE_INFINITY;
  /** Stores a frame for a continuation; words that stand in their place already are left there. */
  private pushFrame(frame: number, code: number, slots: readonly Variable[]): Expression[] {
    const { m } = this;
    const size = slots.length + 1;
    this.smallestFrame = Math.min(this.smallestFrame, size * 8);
    const moved = [...slots.keys()].filter((i) => this.memory.get(i + 1) !== slots[i]);
    if (this.cold && moved.length === slots.length) {
      const words = [...slots].reverse().map((variable) => this.get(variable));
      const push = m.call(
        pushFrame(this.ctx, words.length),
        [this.sp(), m.i32.const(code), ...words],
        this.i32,
      );
      return [m.local.set(frame, push)];
    }
    const at = (): Expression => m.local.get(frame, this.i32);
    return [
      m.local.set(frame, m.i32.sub(this.sp(), m.i32.const(size * 8))),
      m.i64.store(0, 8, at(), this.constant(BigInt(code) | (BigInt(size) << 32n))),
      ...moved.map((i) => m.i64.store((size - i - 1) * 8, 8, at(), this.get(slots[i] as Variable))),
    ];
  }

  /** Whether what follows a call may stand in two functions. */
  private isSmall(flow: Flow): boolean {
    return this.owner.liveness.weight(flow) <= (this.cold ? COPIED_SMALL : COPIED);
  }

  /** Loads the words of a frame into the locals of its variables. */
  private reload(frame: number, slots: readonly Variable[]): Expression[] {
    const { m } = this;
    const size = slots.length + 1;
    this.memory = new Map(slots.map((variable, i) => [i + 1, variable]));
    return slots.map((variable, i) =>
      m.local.set(this.local(variable), m.i64.load((size - i - 1) * 8, 8, m.local.get(frame, this.i32))),
    );
  }

  /** Order of the live variables in a frame, from sp downwards: self first where the frame's place is found by it, then what is there. */
  private arrange(live: readonly Variable[], selfFirst: boolean): Variable[] {
    const count = live.length;
    const slots: (Variable | undefined)[] = new Array<Variable | undefined>(count).fill(undefined);
    const rest = new Set(live);
    const place = (variable: Variable, index: number): void => {
      if (!rest.has(variable) || index >= count || slots[index] !== undefined) return;
      slots[index] = variable;
      rest.delete(variable);
    };
    if (selfFirst) place(SELF, 0);
    for (const [distance, variable] of this.memory) place(variable, distance - 1);
    for (let i = 0; i < count; i++) {
      if (slots[i] !== undefined) continue;
      const [next] = rest;
      slots[i] = next as Variable;
      rest.delete(next as Variable);
    }
    return slots as Variable[];
  }

  /** Evaluates callee and operands in order; answers what must come first, and the operands as expressions that may be emitted again. */
  private values(
    callee: Callee,
    operands: readonly Simple[],
  ): { before: Expression[]; values: readonly Simple[] } {
    const all = callee.kind === "value" || callee.kind === "node" ? [callee.value, ...operands] : operands;
    const before: Expression[] = [];
    const values = all.map((s): Simple => {
      if (s.kind === "local" || s.kind === "self" || s.kind === "quote" || s.kind === "static") return s;
      const variable = new Variable("operand", 0);
      const temp = this.temp(this.i64);
      before.push(this.m.local.set(temp, emitWord(this, s)));
      this.variables.set(variable, temp);
      return { kind: "local", variable };
    });
    return { before, values };
  }

  /** The call instruction itself, with `frame` as the callee's stack pointer. */
  private transfer(callee: Callee, frame: number, operands: Expression[], tail: boolean): Expression {
    const { m, ctx } = this;
    const sp = (): Expression => m.local.get(frame, this.i32);
    const direct = (name: string): Expression =>
      tail ? m.return_call(name, [sp(), ...operands], this.i64) : m.call(name, [sp(), ...operands], this.i64);
    if (callee.kind === "code") return direct(callee.target.label);
    if (callee.kind === "procedure") return direct(emitProcedureFunction(ctx, callee.instruction));
    if (callee.kind === "control") return direct(emitControl(ctx, callee.instruction));
    const [procedure, ...args] = operands as [Expression, ...Expression[]];
    const f = this.temp(this.i64);
    const get = (): Expression => m.local.get(f, this.i64);
    const parts: Expression[] = [];
    parts.push(m.local.set(f, procedure));
    if (callee.kind === "value") {
      const notProcedure = m.i64.ne(
        m.i64.shr_u(get(), this.constant(48n)),
        this.constant(layout.TAG_PROCEDURE),
      );
      parts.push(
        m.if(notProcedure, m.return(ctx.call("throwNotProcedure", [sp(), this.constant(0n), get()]))),
      );
    }
    const code = m.i32.load(0, 4, m.i32.wrap(get()));
    const { b } = ctx;
    let target: Expression;
    let passed: Expression[];
    let params: Type;
    if (args.length <= layout.DIRECT_ARGS) {
      target = args.length === 0 ? code : m.i32.add(code, m.i32.const(args.length));
      passed = [sp(), get(), ...args];
      params = b.createType([this.i32, this.i64, ...args.map(() => this.i64)]);
    } else {
      parts.push(...args.map((arg, i) => m.i64.store(layout.R_ARGS + i * 8, 8, m.i32.const(0), arg)));
      target = m.i32.add(code, m.i32.const(layout.REENTER_MANY));
      passed = [sp(), get(), m.i32.const(args.length)];
      params = b.createType([this.i32, this.i64, this.i32]);
    }
    const call = tail
      ? m.return_call_indirect(TABLE, target, passed, params, this.i64)
      : m.call_indirect(TABLE, target, passed, params, this.i64);
    return m.block(null, [...parts, call], tail ? ctx.b.unreachable : this.i64);
  }

  private tailCall(flow: Flow & { kind: "tailCall" }): Expression {
    const { m } = this;
    if (this.loop !== undefined && this.owner.isSelfCall(flow.callee)) return this.goRound(flow.operands);
    const { before, values } = this.values(flow.callee, flow.operands);
    const operands = values.map((value) => emitWord(this, value));
    const parts = [...before];
    if (isReported(flow.callee)) parts.push(...this.noteSite(flow.place, flow.trusted));
    parts.push(this.transfer(flow.callee, this.spLocal, operands, true));
    return parts.length === 1 ? (parts[0] as Expression) : m.block(null, parts);
  }

  /** A self tail call in the main function: new values for the parameters, then the loop. */
  private goRound(operands: readonly Simple[]): Expression {
    const { m, code } = this;
    const values = code.hasSelf ? operands.slice(1) : operands;
    const changed = values
      .map((value, i) => ({ value, param: code.params[i] as Variable }))
      .filter(({ value, param }) => !(value.kind === "local" && value.variable === param));
    const parts: Expression[] = [];
    const temps = changed.map(({ value }, i) => {
      if (i === changed.length - 1) return emitWord(this, value);
      const temp = this.temp(this.i64);
      parts.push(m.local.set(temp, emitWord(this, value)));
      return m.local.get(temp, this.i64);
    });
    // The last value is computed after the others and may be assigned at once.
    for (let i = changed.length - 1; i >= 0; i--)
      parts.push(m.local.set(this.local((changed[i] as { param: Variable }).param), temps[i] as Expression));
    return m.block(null, [...parts, m.br(this.loop as string)]);
  }
}

type FlowLet = Flow & { readonly kind: "let" };
type FlowIf = Flow & { readonly kind: "if" };

function isTestOf(flow: Flow, variable: Variable): flow is FlowIf {
  return flow.kind === "if" && flow.test.kind === "local" && flow.test.variable === variable;
}

/** Variables whose components are taken whenever the expression is evaluated: where it has a value, they are pairs. */
function pairsOpened(s: Simple): Variable[] {
  switch (s.kind) {
    case "let":
      return [...pairsOpened(s.value), ...pairsOpened(s.body)].filter((variable) => variable !== s.variable);
    case "seq":
      return [...s.effects, s.value].flatMap(pairsOpened);
    case "if":
      return pairsOpened(s.test);
    case "instruction": {
      const [first] = s.operands;
      const own = OPENING.has(s.name) && first?.kind === "local" ? [first.variable] : [];
      return [...own, ...s.operands.flatMap(pairsOpened)];
    }
    default:
      return [];
  }
}
const OPENING: ReadonlySet<string> = new Set(["car", "cdr", "set-car!", "set-cdr!"]);

/** Variables that are pairs when a test has this outcome. */
function pairsTold(test: Simple, outcome: boolean): Variable[] {
  if (test.kind === "if" && test.else.kind === "quote" && test.else.datum === false && outcome)
    return [...pairsTold(test.test, true), ...pairsTold(test.then, true)];
  if (test.kind !== "instruction") return [];
  const [operand] = test.operands;
  if (test.name === "not") return pairsTold(operand as Simple, !outcome);
  return test.name === "pair?" && outcome && operand?.kind === "local" ? [operand.variable] : [];
}

/** Whether a failure at the entry of the callee is reported at the call. */
function isReported(callee: Callee): boolean {
  return callee.kind === "code" ? callee.target.trusted : callee.kind !== "node";
}
