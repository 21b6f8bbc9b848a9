// The adjoint function of a fused loop: takes its rounds from the last to the first, a slice at a time, with the cotangents in locals.
//
// L/adjoint has the signature of a continuation; its frame has a rule of runtime-as/fused.ts, which describes the memory.
//
// A cotangent of 0 contributes nothing, also where the partial derivative is infinite. The rounds are first taken without looking: 0·∞ makes a
// NaN, which no later operation takes away, so when all cotangents are finite at the end of the slice there was none; else the slice is done again,
// and looks. Cotangents of elements go to the tape at once and cannot be done again: with those, every term is looked at.
import type { FloatNode, OperationNode } from "../fuse.js";
import { operations } from "../primitives/index.js";
import { parseRule, type Rule, ruleNumber, ruleVariables } from "../primitives/rules.js";
import type { Context, Expression } from "./context.js";
import { adjointName, type Fused, HEAD, isActive, type Plan } from "./fused.js";
import * as layout from "./layout.js";
import { FloatEmitter } from "./rounds.js";

const RULE_RESIDUALS = 48;
const ROUNDS_LEFT = 12;

export class Adjoint extends FloatEmitter {
  private readonly at: number;
  private readonly left: number;
  /** Rounds that the loop does before it looks up. */
  private readonly run: number;
  private readonly slice: number;
  private readonly residuals: number;
  /** Cotangents of the loop's variables after the round, which become those before it. */
  private readonly after: number[];
  private readonly sums: number[];
  private looks = false;

  constructor(
    ctx: Context,
    private readonly fused: Fused,
  ) {
    const { loop } = fused;
    super(ctx, loop, [ctx.b.i32, ctx.b.i64]);
    [this.at, this.left, this.run, this.slice, this.residuals] = [0, 0, 0, 0, 0].map(() =>
      this.temp(this.i32),
    ) as [number, number, number, number, number];
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
    const zero = (): Expression => m.i32.const(0);
    const fuel = this.temp(this.i32);
    const rule = m.i32.wrap(m.i64.load(8, 8, m.local.get(0, this.i32)));
    const n = loop.floats.length + loop.invariants.length;
    const parts: Expression[] = [
      m.local.set(this.residuals, m.i32.wrap(m.i64.load(RULE_RESIDUALS, 8, rule))),
      m.local.set(this.left, m.i32.load(ROUNDS_LEFT, 4, this.int(this.residuals))),
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
      ...this.invariants.map((local, i) => m.local.set(local, this.field(n + i))),
    ];
    if (this.fused.elements) {
      this.looks = true;
      parts.push(this.rounds("looking"));
    } else {
      parts.push(this.rounds("plain"));
      const all = [...this.after, ...this.sums].map((local) => this.float(local));
      const sum = all.reduce((a, b) => m.f64.add(a, b));
      const allFinite = m.f64.lt(m.f64.abs(sum), m.f64.const(Number.POSITIVE_INFINITY));
      this.looks = true;
      parts.push(m.if(allFinite, m.nop(), this.rounds("looking")));
    }
    parts.push(
      ...[...this.after, ...this.sums].map((local, i) =>
        m.f64.store(HEAD + 8 * i, 8, this.int(this.residuals), this.float(local)),
      ),
      m.i32.store(ROUNDS_LEFT, 4, this.int(this.residuals), this.int(this.left)),
      m.select(
        m.i32.eqz(this.int(this.left)),
        m.i64.const(BigInt.asIntN(64, layout.FALSE)),
        m.i64.const(BigInt.asIntN(64, layout.TRUE)),
      ),
    );
    m.addFunction(
      adjointName(loop, this.fused.elements),
      ctx.b.createType([this.i32, this.i64]),
      this.i64,
      [...this.extra],
      m.block(null, parts, this.i64),
    );
  }

  /** The rounds of the slice, from the cotangents that are in memory. */
  private rounds(label: string): Expression {
    const { m, loop } = this;
    const { bytes } = this.fused;
    const [k, n] = [loop.floats.length, loop.invariants.length];
    const head = HEAD + 8 * (2 * k + 2 * n);
    const set = (local: number, value: Expression): Expression => m.local.set(local, value);
    const less = (local: number, by: Expression): Expression => set(local, m.i32.sub(this.int(local), by));
    const round = [
      ...(bytes > 0 ? [less(this.at, m.i32.const(bytes))] : []),
      this.paths(),
      less(this.run, m.i32.const(1)),
      m.br(label, this.int(this.run)),
    ];
    // The variables of the first round are the loop's inputs, whose cotangents may have begun elsewhere.
    const first = this.after.map((local, j) =>
      set(local, m.f64.add(this.field(k + 2 * n + j), this.float(local))),
    );
    return m.block(null, [
      set(this.left, m.i32.load(ROUNDS_LEFT, 4, this.int(this.residuals))),
      set(this.run, this.int(this.slice)),
      set(
        this.at,
        m.i32.add(
          m.i32.add(this.int(this.residuals), m.i32.const(head)),
          m.i32.mul(this.int(this.left), m.i32.const(bytes)),
        ),
      ),
      less(this.left, this.int(this.run)),
      ...this.after.map((local, j) => set(local, this.field(j))),
      ...this.sums.map((local, i) => set(local, this.field(k + i))),
      m.if(this.int(this.run), m.loop(label, m.block(null, round))),
      m.if(
        m.i32.and(m.i32.eqz(this.int(this.left)), m.i32.ne(this.int(this.slice), m.i32.const(0))),
        m.block(null, first),
      ),
    ]);
  }

  private paths(): Expression {
    const { m } = this;
    const { plans, pathAt } = this.fused;
    const which = (): Expression => m.i32.load(pathAt, 4, this.int(this.at));
    return plans.reduceRight<Expression | undefined>((rest, plan, i) => {
      const path = this.path(plan);
      return rest === undefined ? path : m.if(m.i32.eq(which(), m.i32.const(i)), path, rest);
    }, undefined) as Expression;
  }

  private path({ path, saved, slots }: Plan): Expression {
    const { m, loop } = this;
    const { slotsAt, elements } = this.fused;
    const parts: Expression[] = [];
    this.values.clear();
    saved.forEach((node, i) => {
      const local = node.kind === "carried" ? (this.carried[node.index] as number) : this.temp(this.f64);
      parts.push(m.local.set(local, m.f64.load(8 * i, 8, this.int(this.at))));
      if (node.kind !== "carried") this.values.set(node, local);
    });
    const slotOf = new Map<FloatNode, number>();
    slots.forEach((node, i) => {
      const local = this.temp(this.i32);
      parts.push(m.local.set(local, m.i32.load(slotsAt + 4 * i, 4, this.int(this.at))));
      slotOf.set(node, local);
    });
    const compute = (node: FloatNode): void => {
      if (node.kind !== "operation" || this.values.has(node)) return;
      node.operands.forEach(compute);
      const local = this.temp(this.f64);
      parts.push(m.local.set(local, this.operation(node)));
      this.values.set(node, local);
    };

    const before: (number | undefined)[] = loop.floats.map(() => undefined);
    const cotangents = new Map<FloatNode, number>();
    const add = (node: FloatNode, term: Expression): void => {
      if (node.kind === "carried" || node.kind === "invariant") {
        const local = (node.kind === "carried" ? before : this.sums)[node.index];
        if (local !== undefined) parts.push(m.local.set(local, m.f64.add(this.float(local), term)));
        else {
          const begun = this.temp(this.f64);
          before[node.index] = begun;
          parts.push(m.local.set(begun, term));
        }
        return;
      }
      if (node.kind === "element") {
        const slot = (): Expression => this.int(slotOf.get(node) as number);
        const old = m.f64.load(layout.TAPE_ADJOINT, 8, slot());
        parts.push(m.if(slot(), m.f64.store(layout.TAPE_ADJOINT, 8, slot(), m.f64.add(old, term))));
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
      if (isActive(node, elements)) add(node, this.float(this.after[j] as number));
    });
    for (const step of [...path.steps].reverse()) {
      const cotangent = cotangents.get(step);
      if (step.kind !== "operation" || cotangent === undefined) continue;
      const d = (): Expression => this.float(cotangent);
      for (const [index, operand] of step.operands.entries()) {
        if (!isActive(operand, elements)) continue;
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
        add(operand, this.looks ? m.select(m.f64.eq(d(), m.f64.const(0)), m.f64.const(0), product) : product);
      }
    }
    const after = this.after.map((local, j) => {
      const begun = before[j];
      return m.local.set(local, begun === undefined ? m.f64.const(0) : this.float(begun));
    });
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
