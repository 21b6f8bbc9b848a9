// The forward function of a fused loop.
//
// L/forward (i64 parameters …) → i32: rounds that it has done, 0 when the loop is none of its own now; negative when there was no more room for
// what it writes down. New values of the parameters are in R_ARGS: floats (active words), then counters.
// Invariant: what a round writes down is written before any of the loop's variables changes, and is taken back when the round leaves.
import type { ElementNode, Path } from "../fuse.js";
import type { Context, Expression } from "./context.js";
import {
  adjointName,
  type Fused,
  forwardName,
  HEAD,
  INPUTS,
  type InvariantWord,
  type Plan,
} from "./fused.js";
import * as layout from "./layout.js";
import { Rounds } from "./rounds.js";

export class Forward extends Rounds {
  /** Counts the rounds: where the next one writes; with nothing to write, their number. */
  private readonly cursor: number;
  /** By an element: its slot on the tape, or 0. */
  private readonly slots = new Map<ElementNode, number>();

  constructor(
    ctx: Context,
    private readonly fused: Fused,
    private readonly word: InvariantWord,
  ) {
    const { code } = fused.loop;
    super(
      ctx,
      fused.loop,
      [...(code.hasSelf ? [0] : []), ...code.params].map(() => ctx.b.i64),
    );
    this.cursor = this.temp(this.i32);
  }
  private parameter(position: number): Expression {
    return this.m.local.get(position + (this.loop.code.hasSelf ? 1 : 0), this.i64);
  }
  private isDirect(word: Expression): Expression {
    const { m } = this;
    return m.i32.eq(
      m.i32.wrap(m.i64.shr_u(word, m.i64.const(32n))),
      m.i32.load(layout.R_TAPE_HIGH, 4, m.i32.const(0)),
    );
  }

  emit(): void {
    const { m, ctx, loop, fused } = this;
    const zero = (): Expression => m.i32.const(0);
    const parts: Expression[] = [];
    const active = this.temp(this.i32);
    const word = this.temp(this.i64);
    const get = (): Expression => m.local.get(word, this.i64);
    const giveUp = (): Expression => m.return(zero());
    const isWhole = (): Expression => m.i64.ge_u(get(), m.i64.const(BigInt.asIntN(64, layout.FIXNUM_LOW)));
    const raw = (): Expression => m.i64.sub(get(), m.i64.const(BigInt.asIntN(64, layout.FIXNUM_OFFSET)));

    // ---- what the loop starts from ----
    for (const source of loop.vectors) {
      const [base, size] = [this.temp(this.i32), this.temp(this.i32)];
      parts.push(
        m.local.set(word, this.word(source)),
        m.if(m.i64.ne(m.i64.shr_u(get(), m.i64.const(48n)), m.i64.const(layout.TAG_OBJECT)), giveUp()),
        m.local.set(base, m.i32.wrap(get())),
        m.local.set(word, m.i64.load(0, 8, this.int(base))),
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
    if (fused.elements) parts.push(m.local.set(active, m.i32.const(1)));
    else if (loop.vectors.length > 0) parts.push(this.otherwiseElements());
    let inputs = 0;
    const input = (from: Expression, mayBeExact: boolean): number => {
      const local = this.temp(this.f64);
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
          this.isDirect(get()),
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
      parts.push(m.if(this.startsBeyond(this.counters.length - 1), giveUp()));
    }
    parts.push(m.if(m.i32.eqz(this.int(active)), giveUp()));

    // ---- rounds ----
    const { bytes } = fused;
    const [k, n] = [loop.floats.length, loop.invariants.length];
    const head = HEAD + 8 * (2 * k + 2 * n);
    const [residuals, fuel, room, stop, rounds] = [0, 0, 0, 0, 0].map(() => this.temp(this.i32)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const start = (): Expression => m.i32.add(this.int(residuals), m.i32.const(head));
    parts.push(
      m.local.set(residuals, ctx.call("fusedBegin", [m.i32.const(head), m.i32.const(bytes)])),
      m.if(m.i32.eqz(this.int(residuals)), giveUp()),
      m.local.set(fuel, m.i32.load(layout.R_FUEL, 4, zero())),
      m.if(m.i32.le_s(this.int(fuel), zero()), giveUp()),
      ...this.invariants.map((local, i) =>
        m.f64.store(HEAD + 8 * (k + n + i), 8, this.int(residuals), this.float(local)),
      ),
    );
    if (bytes === 0) parts.push(m.local.set(stop, this.int(fuel)));
    else {
      const left = m.i32.sub(m.i32.load(layout.R_FUSED_END, 4, zero()), start());
      parts.push(
        m.local.set(room, m.i32.div_u(left, m.i32.const(bytes))),
        m.local.set(this.cursor, start()),
        m.local.set(
          stop,
          m.i32.add(
            start(),
            m.i32.mul(
              m.select(m.i32.lt_u(this.int(room), this.int(fuel)), this.int(room), this.int(fuel)),
              m.i32.const(bytes),
            ),
          ),
        ),
      );
    }
    const isLast = m.i32.ge_u(this.int(this.cursor), this.int(stop));
    parts.push(
      m.block("out", [m.loop("round", m.block(null, [m.br("out", isLast), this.tree(loop.tree)]))]),
      m.local.set(
        rounds,
        bytes === 0
          ? this.int(this.cursor)
          : m.i32.div_u(m.i32.sub(this.int(this.cursor), start()), m.i32.const(bytes)),
      ),
    );

    // ---- what it ends with ----
    const end = bytes === 0 ? start() : this.int(this.cursor);
    const isFull = bytes === 0 ? zero() : m.i32.eq(this.int(rounds), this.int(room));
    parts.push(
      m.i32.store(layout.R_FUEL, 4, zero(), m.i32.sub(this.int(fuel), this.int(rounds))),
      m.if(m.i32.eqz(this.int(rounds)), giveUp()),
      ...this.carried.map((local, j) => m.f64.store(layout.R_ARGS + 8 * j, 8, zero(), this.float(local))),
      ctx.call("fusedEnd", [
        this.int(residuals),
        end,
        this.int(rounds),
        m.i32.const(k),
        m.i32.const(n),
        m.i32.const(ctx.tableIndex(adjointName(loop, fused.elements))),
      ]),
      ...this.counters.map((local, c) =>
        m.i64.store(
          layout.R_ARGS + 8 * (k + c),
          8,
          zero(),
          m.i64.add(m.local.get(local, this.i64), m.i64.const(BigInt.asIntN(64, layout.FIXNUM_OFFSET))),
        ),
      ),
      m.return(m.select(isFull, m.i32.sub(zero(), this.int(rounds)), this.int(rounds))),
    );
    const { b } = ctx;
    m.addFunction(
      forwardName(loop, fused.elements),
      b.createType(this.parameters),
      this.i32,
      [...this.extra],
      m.block(null, parts, b.unreachable),
    );
  }
  private get parameters(): number[] {
    const { code } = this.loop;
    return [...(code.hasSelf ? [this.i64] : []), ...code.params.map(() => this.i64)];
  }

  /** The first element tells whether a vector's elements are active; what the rounds read is looked at there. */
  private otherwiseElements(): Expression {
    const { m, loop } = this;
    const are = this.vectors
      .map(({ base, size }) =>
        m.if(this.int(size), this.isDirect(m.i64.load(8, 8, this.int(base))), m.i32.const(0)),
      )
      .reduce((a, b) => m.i32.or(a, b));
    const words = this.parameters.map((_, i) => m.local.get(i, this.i64));
    return m.if(are, m.return(m.call(forwardName(loop, true), words, this.i32)));
  }
  protected override unusual(node: ElementNode, local: number): Expression {
    const { m } = this;
    if (!this.fused.elements) return super.unusual(node, local);
    const slot = this.slotOf(node);
    const word = (): Expression => m.i64.reinterpret(this.float(local));
    return m.block(null, [
      m.if(m.i32.eqz(this.isDirect(word())), m.br(this.out)),
      m.local.set(slot, m.i32.wrap(word())),
      m.local.set(local, m.f64.load(0, 8, this.int(slot))),
    ]);
  }
  protected override beforeElement(node: ElementNode): Expression[] {
    return this.fused.elements ? [this.m.local.set(this.slotOf(node), this.m.i32.const(0))] : [];
  }
  private slotOf(node: ElementNode): number {
    let slot = this.slots.get(node);
    if (slot === undefined) {
      slot = this.temp(this.i32);
      this.slots.set(node, slot);
    }
    return slot;
  }

  protected save(path: Path): Expression[] {
    const { m } = this;
    const { plans, slotsAt, pathAt } = this.fused;
    const { saved, slots } = plans[path.number] as Plan;
    const at = (): Expression => this.int(this.cursor);
    return [
      ...saved.map((node, i) => m.f64.store(8 * i, 8, at(), this.value(node))),
      ...slots.map((node, i) => m.i32.store(slotsAt + 4 * i, 4, at(), this.int(this.slotOf(node)))),
      ...(plans.length > 1 ? [m.i32.store(pathAt, 4, at(), m.i32.const(path.number))] : []),
    ];
  }
  protected count(): Expression[] {
    return [this.step(this.cursor, this.fused.bytes === 0 ? 1 : this.fused.bytes)];
  }
}
