// Fused sweeps: a loop over floats (fuse.ts) as a pair of functions. The forward one runs whole rounds in f64 locals and writes down, for each
// round, what its adjoint cannot compute again cheaply; the adjoint one takes the rounds from the last to the first.
//
// L/forward (i64 parameters …) → i32: rounds that it has done, 0 when the loop is none of its own now; negative when there was no more room for
// what it writes down. New values of the parameters are in R_ARGS: floats (active words), then counters. L/adjoint has the signature of
// a continuation; its frame has a rule of runtime-as/fused.ts, which describes the memory.
// Invariant: both do what the tape's entries and their sweep do, operation by operation, in the same order.
import type { FloatNode, FusedLoop, OperationNode, Path } from "../fuse.js";
import { operations } from "../primitives/index.js";
import { parseRule, type Rule, ruleNumber, ruleVariables } from "../primitives/rules.js";
import type { Context, Expression } from "./context.js";
import * as layout from "./layout.js";
import { FloatEmitter, Rounds } from "./rounds.js";

/** Cheaper to compute again than to store and load. */
const CHEAP = new Set(["add", "subtract", "multiply", "divide", "negate", "abs", "min", "max", "sqrt"]);
/** Where the loop's inputs stand in R_ARGS, in words. */
const INPUTS = 128;
/** Bytes of the object before the cotangents. */
const HEAD = 24;
const RULE_RESIDUALS = 48;

/** What a path's adjoint loads. */
interface Plan {
  readonly path: Path;
  readonly saved: readonly FloatNode[];
}

export function adjointName(loop: FusedLoop): string {
  return `${loop.code.label}/adjoint`;
}
export function forwardName(loop: FusedLoop): string {
  return `${loop.code.label}/forward`;
}

/** Emits both functions. `word` is the word of an invariant expression, over the parameters' locals. */
export function emitFused(ctx: Context, loop: FusedLoop, word: InvariantWord): void {
  const plans = loop.paths.map((path) => ({ path, saved: savedNodes(path) }));
  const widest = Math.max(...plans.map(({ saved }) => saved.length));
  const bytes = 8 * (widest + (plans.length > 1 ? 1 : 0));
  new Forward(ctx, loop, plans, bytes, word).emit();
  new Adjoint(ctx, loop, plans, bytes).emit();
}
/** An invariant's word in the forward function, whose first locals are the parameters. */
export type InvariantWord = (source: FusedLoop["vectors"][number]) => Expression;

function isActive(node: FloatNode): boolean {
  if (node.kind === "operation") return node.operands.some(isActive);
  return node.kind === "carried" || node.kind === "invariant";
}

/** The values that the adjoint of a path needs and does not compute. */
function savedNodes(path: Path): FloatNode[] {
  const saved: FloatNode[] = [];
  const seen = new Set<FloatNode>();
  const carried = new Set<number>();
  const need = (node: FloatNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "constant" || node.kind === "invariant") return;
    if (node.kind === "carried") {
      if (!carried.has(node.index)) saved.push(node);
      carried.add(node.index);
    } else if (node.kind === "operation" && CHEAP.has(node.operation.name)) node.operands.forEach(need);
    else saved.push(node);
  };
  for (const step of path.steps) {
    if (step.kind !== "operation") continue;
    step.operation.partials.forEach((rule, k) => {
      if (!isActive(step.operands[k] as FloatNode)) return;
      const names = ruleVariables(parseRule(rule));
      if (names.has("x")) need(step.operands[0] as FloatNode);
      if (names.has("y")) need(step.operands[1] as FloatNode);
      if (names.has("z")) need(step);
    });
  }
  return saved;
}

// ---- forward -----------------------------------------------------------------------------------------------------------------------------
class Forward extends Rounds {
  private readonly at: number;
  private readonly rounds: number;
  private readonly fuel: number;

  constructor(
    ctx: Context,
    loop: FusedLoop,
    private readonly plans: readonly Plan[],
    private readonly bytes: number,
    private readonly word: InvariantWord,
  ) {
    super(
      ctx,
      loop,
      [...(loop.code.hasSelf ? [0] : []), ...loop.code.params].map(() => ctx.b.i64),
    );
    this.at = this.temp(this.i32);
    this.rounds = this.temp(this.i32);
    this.fuel = this.temp(this.i32);
  }
  private parameter(position: number): Expression {
    return this.m.local.get(position + (this.loop.code.hasSelf ? 1 : 0), this.i64);
  }
  emit(): void {
    const { m, ctx, loop } = this;
    const zero = (): Expression => m.i32.const(0);
    const parts: Expression[] = [];
    const active = this.temp(this.i32);
    const word = this.temp(this.i64);
    const get = (): Expression => m.local.get(word, this.i64);
    const giveUp = (): Expression => m.return(zero());
    const isWhole = (): Expression => m.i64.ge_u(get(), m.i64.const(BigInt.asIntN(64, layout.FIXNUM_LOW)));
    const raw = (): Expression => m.i64.sub(get(), m.i64.const(BigInt.asIntN(64, layout.FIXNUM_OFFSET)));

    // ---- what the loop starts from ----
    let inputs = 0;
    const input = (from: Expression, mayBeExact: boolean): number => {
      const local = this.temp(this.f64);
      const isDirect = m.i32.eq(
        m.i32.wrap(m.i64.shr_u(get(), m.i64.const(32n))),
        m.i32.load(layout.R_TAPE_HIGH, 4, zero()),
      );
      const plain = m.block(null, [
        m.local.set(local, m.f64.reinterpret(get())),
        m.if(
          m.f64.ne(this.float(local), this.float(local)),
          mayBeExact ? m.if(isWhole(), m.local.set(local, m.f64.convert_s.i64(raw())), giveUp()) : giveUp(),
        ),
      ]);
      parts.push(
        m.local.set(word, from),
        m.i64.store(layout.R_ARGS + 8 * (INPUTS + inputs++), 8, zero(), get()),
        m.if(
          isDirect,
          m.block(null, [
            m.local.set(local, m.f64.load(0, 8, m.i32.wrap(get()))),
            m.local.set(active, m.i32.const(1)),
          ]),
          plain,
        ),
      );
      return local;
    };
    for (const position of loop.floats) this.carried.push(input(this.parameter(position), false));
    for (const { source, mayBeExact } of loop.invariants)
      this.invariants.push(input(this.word(source), mayBeExact));
    for (const position of loop.counters) {
      const local = this.temp(this.i64);
      parts.push(
        m.local.set(word, this.parameter(position)),
        m.if(isWhole(), m.local.set(local, raw()), giveUp()),
      );
      this.counters.push(local);
    }
    parts.push(m.if(m.i32.eqz(this.int(active)), giveUp()));
    for (const source of loop.vectors) {
      const [base, size] = [this.temp(this.i32), this.temp(this.i32)];
      const head = m.i64.load(0, 8, this.int(base));
      parts.push(
        m.local.set(word, this.word(source)),
        m.if(m.i64.ne(m.i64.shr_u(get(), m.i64.const(48n)), m.i64.const(layout.TAG_OBJECT)), giveUp()),
        m.local.set(base, m.i32.wrap(get())),
        m.local.set(word, head),
        m.if(
          m.i64.ne(
            m.i64.shr_u(get(), m.i64.const(40n)),
            m.i64.const((layout.TAG_HEADER << 8n) | layout.KIND_VECTOR),
          ),
          giveUp(),
        ),
        m.local.set(size, m.i32.wrap(get())),
      );
      this.vectors.push({ base, size });
    }

    // ---- rounds ----
    const [k, n] = [loop.floats.length, loop.invariants.length];
    const head = HEAD + 8 * (2 * k + 2 * n);
    const residuals = this.temp(this.i32);
    const end = this.temp(this.i32);
    parts.push(
      m.local.set(residuals, ctx.call("fusedBegin", [m.i32.const(head), m.i32.const(this.bytes)])),
      m.if(m.i32.eqz(this.int(residuals)), giveUp()),
      m.local.set(this.at, m.i32.add(this.int(residuals), m.i32.const(head))),
      m.local.set(end, m.i32.load(layout.R_FUSED_END, 4, zero())),
      m.local.set(this.fuel, m.i32.load(layout.R_FUEL, 4, zero())),
      ...this.invariants.map((local, i) =>
        m.f64.store(HEAD + 8 * (k + n + i), 8, this.int(residuals), this.float(local)),
      ),
    );
    const full = (): Expression =>
      m.i32.gt_u(m.i32.add(this.int(this.at), m.i32.const(this.bytes)), this.int(end));
    const stop = m.i32.or(full(), m.i32.le_s(this.int(this.fuel), zero()));
    parts.push(
      m.block("out", [m.loop("round", m.block(null, [m.if(stop, m.br("out")), this.tree(loop.tree)]))]),
    );

    // ---- what it ends with ----
    parts.push(
      m.i32.store(layout.R_FUEL, 4, zero(), this.int(this.fuel)),
      m.if(m.i32.eqz(this.int(this.rounds)), giveUp()),
      ...this.carried.map((local, j) => m.f64.store(layout.R_ARGS + 8 * j, 8, zero(), this.float(local))),
      ctx.call("fusedEnd", [
        this.int(residuals),
        this.int(this.at),
        this.int(this.rounds),
        m.i32.const(k),
        m.i32.const(n),
        m.i32.const(ctx.tableIndex(adjointName(loop))),
      ]),
      ...this.counters.map((local, c) =>
        m.i64.store(
          layout.R_ARGS + 8 * (k + c),
          8,
          zero(),
          m.i64.add(m.local.get(local, this.i64), m.i64.const(BigInt.asIntN(64, layout.FIXNUM_OFFSET))),
        ),
      ),
      m.return(m.select(full(), m.i32.sub(zero(), this.int(this.rounds)), this.int(this.rounds))),
    );
    const { b } = ctx;
    const params = b.createType([
      ...(loop.code.hasSelf ? [this.i64] : []),
      ...loop.code.params.map(() => this.i64),
    ]);
    m.addFunction(forwardName(loop), params, this.i32, [...this.extra], m.block(null, parts, b.unreachable));
  }

  protected save(path: Path): Expression[] {
    const { m } = this;
    const { saved } = this.plans[path.number] as Plan;
    const stores = saved.map((node, i) => m.f64.store(8 * i, 8, this.int(this.at), this.value(node)));
    if (this.plans.length > 1)
      stores.push(m.i32.store(this.bytes - 8, 4, this.int(this.at), m.i32.const(path.number)));
    return stores;
  }
  protected count(): Expression[] {
    const by = [...(this.bytes > 0 ? [this.step(this.at, this.bytes)] : [])];
    return [...by, this.step(this.rounds, 1), this.step(this.fuel, -1)];
  }
}

// ---- adjoint -----------------------------------------------------------------------------------------------------------------------------
class Adjoint extends FloatEmitter {
  private readonly at: number;
  private readonly left: number;
  private readonly slice: number;
  private readonly residuals: number;
  /** Cotangents of the loop's variables after the round, which become those before it. */
  private readonly after: number[];
  private readonly sums: number[];

  constructor(
    ctx: Context,
    loop: FusedLoop,
    private readonly plans: readonly Plan[],
    private readonly bytes: number,
  ) {
    super(ctx, loop, [ctx.b.i32, ctx.b.i64]);
    [this.at, this.left, this.slice, this.residuals] = [0, 0, 0, 0].map(() => this.temp(this.i32)) as [
      number,
      number,
      number,
      number,
    ];
    this.after = loop.floats.map(() => this.temp(this.f64));
    this.sums = loop.invariants.map(() => this.temp(this.f64));
    this.carried.push(...loop.floats.map(() => this.temp(this.f64)));
    this.invariants.push(...loop.invariants.map(() => this.temp(this.f64)));
  }
  protected whole(): Expression {
    throw new Error("emit: whole numbers are written down by fused loops");
  }
  private field(offset: number): Expression {
    return this.m.f64.load(HEAD + 8 * offset, 8, this.int(this.residuals));
  }

  emit(): void {
    const { m, ctx, loop } = this;
    const [k, n] = [loop.floats.length, loop.invariants.length];
    const zero = (): Expression => m.i32.const(0);
    const head = HEAD + 8 * (2 * k + 2 * n);
    const fuel = this.temp(this.i32);
    const rule = m.i32.wrap(m.i64.load(8, 8, m.local.get(0, this.i32)));
    const parts: Expression[] = [
      m.local.set(this.residuals, m.i32.wrap(m.i64.load(RULE_RESIDUALS, 8, rule))),
      m.local.set(this.left, m.i32.load(12, 4, this.int(this.residuals))),
      m.local.set(fuel, m.i32.load(layout.R_FUEL, 4, zero())),
      // A slice of at least some rounds, so that a sweep gets on even when a collection has taken the fuel.
      m.local.set(
        this.slice,
        m.select(m.i32.gt_s(this.int(fuel), m.i32.const(64)), this.int(fuel), m.i32.const(64)),
      ),
      m.if(
        m.i32.gt_u(this.int(this.slice), this.int(this.left)),
        m.local.set(this.slice, this.int(this.left)),
      ),
      m.i32.store(layout.R_FUEL, 4, zero(), m.i32.sub(this.int(fuel), this.int(this.slice))),
      m.local.set(
        this.at,
        m.i32.add(
          m.i32.add(this.int(this.residuals), m.i32.const(head)),
          m.i32.mul(this.int(this.left), m.i32.const(this.bytes)),
        ),
      ),
      ...this.after.map((local, j) => m.local.set(local, this.field(j))),
      ...this.sums.map((local, i) => m.local.set(local, this.field(k + i))),
      ...this.invariants.map((local, i) => m.local.set(local, this.field(k + n + i))),
    ];
    const step = (local: number, by: number): Expression =>
      m.local.set(local, m.i32.add(this.int(local), m.i32.const(by)));
    const round = [
      ...(this.bytes > 0 ? [step(this.at, -this.bytes)] : []),
      this.paths(),
      step(this.left, -1),
      step(this.slice, -1),
      m.br("round", this.int(this.slice)),
    ];
    parts.push(
      m.if(this.int(this.slice), m.loop("round", m.block(null, round))),
      ...[...this.after, ...this.sums].map((local, i) =>
        m.f64.store(HEAD + 8 * i, 8, this.int(this.residuals), this.float(local)),
      ),
      m.i32.store(12, 4, this.int(this.residuals), this.int(this.left)),
      m.select(
        m.i32.eqz(this.int(this.left)),
        m.i64.const(BigInt.asIntN(64, layout.FALSE)),
        m.i64.const(BigInt.asIntN(64, layout.TRUE)),
      ),
    );
    m.addFunction(
      adjointName(loop),
      ctx.b.createType([this.i32, this.i64]),
      this.i64,
      [...this.extra],
      m.block(null, parts, this.i64),
    );
  }

  private paths(): Expression {
    const { m } = this;
    const which = (): Expression => m.i32.load(this.bytes - 8, 4, this.int(this.at));
    return this.plans.reduceRight<Expression | undefined>((rest, plan, i) => {
      const path = this.path(plan);
      return rest === undefined ? path : m.if(m.i32.eq(which(), m.i32.const(i)), path, rest);
    }, undefined) as Expression;
  }

  private path({ path, saved }: Plan): Expression {
    const { m, loop } = this;
    const parts: Expression[] = [];
    this.values.clear();
    saved.forEach((node, i) => {
      const local = node.kind === "carried" ? (this.carried[node.index] as number) : this.temp(this.f64);
      parts.push(m.local.set(local, m.f64.load(8 * i, 8, this.int(this.at))));
      if (node.kind !== "carried") this.values.set(node, local);
    });
    const compute = (node: FloatNode): void => {
      if (node.kind !== "operation" || this.values.has(node)) return;
      node.operands.forEach(compute);
      const local = this.temp(this.f64);
      parts.push(m.local.set(local, this.operation(node)));
      this.values.set(node, local);
    };

    // In the first round the variables are the loop's inputs, whose cotangents may have begun elsewhere.
    const before = loop.floats.map(() => this.temp(this.f64));
    const k = loop.floats.length;
    before.forEach((local, j) => {
      const existing = this.field(k + 2 * loop.invariants.length + j);
      const isFirst = m.i32.eq(this.int(this.left), m.i32.const(1));
      parts.push(m.local.set(local, m.if(isFirst, existing, m.f64.const(0))));
    });
    const cotangents = new Map<FloatNode, number>();
    const add = (node: FloatNode, term: Expression): void => {
      if (node.kind === "carried" || node.kind === "invariant") {
        const local = (node.kind === "carried" ? before : this.sums)[node.index] as number;
        parts.push(m.local.set(local, m.f64.add(this.float(local), term)));
        return;
      }
      const known = cotangents.get(node);
      if (known !== undefined) parts.push(m.local.set(known, m.f64.add(this.float(known), term)));
      else {
        const local = this.temp(this.f64);
        cotangents.set(node, local);
        parts.push(m.local.set(local, term));
      }
    };
    path.floats.forEach((node, j) => {
      if (isActive(node)) add(node, this.float(this.after[j] as number));
    });
    for (const step of [...path.steps].reverse()) {
      const cotangent = cotangents.get(step);
      if (step.kind !== "operation" || cotangent === undefined) continue;
      const d = (): Expression => this.float(cotangent);
      for (const [index, operand] of step.operands.entries()) {
        if (!isActive(operand)) continue;
        const rule = parseRule(step.operation.partials[index] as string);
        if (rule === "1" || rule === "-1") {
          add(operand, rule === "1" ? d() : m.f64.neg(d()));
          continue;
        }
        const names = ruleVariables(rule);
        const [x, y] = step.operands as [FloatNode, FloatNode];
        if (names.has("x")) compute(x);
        if (names.has("y")) compute(y);
        if (names.has("z")) compute(step);
        const product = m.f64.mul(this.partial(rule, step), d());
        // A cotangent of 0 contributes nothing, also where the partial derivative is infinite.
        add(operand, m.select(m.f64.eq(d(), m.f64.const(0)), m.f64.const(0), product));
      }
    }
    const after = this.after.map((local, j) => m.local.set(local, this.float(before[j] as number)));
    return m.block(null, [...parts, ...after]);
  }

  /** A rule over the values of an operation. */
  private partial(rule: Rule, node: OperationNode): Expression {
    const { m } = this;
    if (typeof rule === "string") {
      const number = ruleNumber(rule);
      if (number !== undefined) return m.f64.const(number);
      return this.value(rule === "z" ? node : (node.operands[rule === "x" ? 0 : 1] as FloatNode));
    }
    const [name, ...rest] = rule as [string, ...Rule[]];
    const [a, b, c] = rest.map((part) => (): Expression => this.partial(part, node)) as [
      () => Expression,
      () => Expression,
      () => Expression,
    ];
    // A literal exponent decides at once which formula holds.
    const known = name === "if" ? this.knownTest(rest[0] as Rule, node) : undefined;
    if (known !== undefined) return known ? b() : c();
    if (name === "if") return m.select(this.partialTest(rest[0] as Rule, node), b(), c());
    const operation = operations.find((o) => o.scheme === name && o.arity === rest.length);
    if (!operation) throw new Error(`emit: ${name} in a rule`);
    return this.primal(operation.name, rest.length === 1 ? [a()] : [a(), b()]);
  }
  private knownTest(rule: Rule, { operands }: OperationNode): boolean | undefined {
    const [name, ...sides] = rule as [string, ...Rule[]];
    const [left, right] = sides.map((side) => {
      if (typeof side !== "string") return undefined;
      const operand = side === "x" ? operands[0] : side === "y" ? operands[1] : undefined;
      if (operand?.kind === "constant") return operand.value;
      if (operand?.kind === "whole" && operand.value.kind === "literal") return Number(operand.value.value);
      return ruleNumber(side);
    });
    if (left === undefined || right === undefined) return undefined;
    return name === "=" ? left === right : name === "<" ? left < right : left > right;
  }
  private partialTest(rule: Rule, node: OperationNode): Expression {
    const { m } = this;
    const [name, left, right] = rule as [string, Rule, Rule];
    const ops = { "=": m.f64.eq, "<": m.f64.lt, ">": m.f64.gt };
    return ops[name as "="](this.partial(left, node), this.partial(right, node));
  }
}
