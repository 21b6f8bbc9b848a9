// A loop over floats when no derivative is recorded: its rounds in f64 locals, in the loop's own function, before the ordinary code.
// Without this, every operation has a way out to the runtime within the loop, and variables pass through 64-bit integers.
//
// Invariant: it begins only when all variables and invariants are flonums (or exact where fuse.ts allows it) and counters are fixnums; a round
// that it cannot do is the ordinary code's, and the fuel is counted as there.
import type { FusedLoop } from "../fuse.js";
import type { Expression, Type } from "./context.js";
import type { InvariantWord } from "./fused.js";
import * as layout from "./layout.js";
import { Rounds } from "./rounds.js";

/** What the function that the loop stands in offers. */
export interface LoopFunction {
  readonly ctx: Rounds["ctx"];
  temp(type: Type): number;
  /** Word of a parameter of the code, by position. */
  parameter(position: number): Expression;
  setParameter(position: number, word: Expression): Expression;
  readonly word: InvariantWord;
}

export class QuickLoop extends Rounds {
  protected override readonly round = "quick-round";
  protected override readonly out = "quick-out";
  private readonly fuel: number;

  constructor(
    private readonly f: LoopFunction,
    loop: FusedLoop,
  ) {
    super(f.ctx, loop, []);
    this.fuel = this.temp(this.i32);
  }
  protected override temp(type: Type): number {
    return this.f.temp(type);
  }
  protected save(): Expression[] {
    return [];
  }
  protected count(): Expression[] {
    return [this.step(this.fuel, -1)];
  }

  emit(): Expression {
    const { m, loop, f } = this;
    const zero = (): Expression => m.i32.const(0);
    const word = this.temp(this.i64);
    const get = (): Expression => m.local.get(word, this.i64);
    const constant = (value: bigint): Expression => m.i64.const(BigInt.asIntN(64, value));
    const unlessWhole = (): Expression => m.br("quick", m.i64.lt_u(get(), constant(layout.FIXNUM_LOW)));
    const raw = (): Expression => m.i64.sub(get(), constant(layout.FIXNUM_OFFSET));
    const parts: Expression[] = [];
    const input = (from: Expression, mayBeExact: boolean): number => {
      const local = this.temp(this.f64);
      const otherwise = mayBeExact
        ? m.block(null, [unlessWhole(), m.local.set(local, m.f64.convert_s.i64(raw()))])
        : m.br("quick");
      parts.push(
        m.local.set(word, from),
        m.local.set(local, m.f64.reinterpret(get())),
        m.if(m.f64.ne(this.float(local), this.float(local)), otherwise),
      );
      return local;
    };
    for (const position of loop.floats) this.carried.push(input(f.parameter(position), false));
    for (const { source, mayBeExact } of loop.invariants)
      this.invariants.push(input(f.word(source), mayBeExact));
    for (const position of loop.counters) {
      const local = this.temp(this.i64);
      parts.push(m.local.set(word, f.parameter(position)), unlessWhole(), m.local.set(local, raw()));
      this.counters.push(local);
      parts.push(m.br("quick", this.startsBeyond(this.counters.length - 1)));
    }
    for (const source of loop.vectors) {
      const [base, size] = [this.temp(this.i32), this.temp(this.i32)];
      const head = (): Expression => m.i64.shr_u(get(), constant(40n));
      parts.push(
        m.local.set(word, f.word(source)),
        m.br("quick", m.i64.ne(m.i64.shr_u(get(), constant(48n)), constant(layout.TAG_OBJECT))),
        m.local.set(base, m.i32.wrap(get())),
        m.local.set(word, m.i64.load(0, 8, this.int(base))),
        m.br("quick", m.i64.ne(head(), constant((layout.TAG_HEADER << 8n) | layout.KIND_VECTOR))),
        m.local.set(size, m.i32.wrap(get())),
      );
      this.vectors.push({ base, size });
    }
    const isEmpty = m.i32.le_s(this.int(this.fuel), zero());
    parts.push(
      m.local.set(this.fuel, m.i32.load(layout.R_FUEL, 4, zero())),
      m.block(this.out, [m.loop(this.round, m.block(null, [m.br(this.out, isEmpty), this.tree(loop.tree)]))]),
      m.i32.store(layout.R_FUEL, 4, zero(), this.int(this.fuel)),
      // Arithmetic may have made a NaN of either sign: words have one.
      ...loop.floats.map((position, j) => {
        const value = (): Expression => this.float(this.carried[j] as number);
        const canonical = constant(layout.flonumWord(Number.NaN));
        const bits = m.select(m.f64.eq(value(), value()), m.i64.reinterpret(value()), canonical);
        return f.setParameter(position, bits);
      }),
      ...loop.counters.map((position, c) =>
        f.setParameter(
          position,
          m.i64.add(m.local.get(this.counters[c] as number, this.i64), constant(layout.FIXNUM_OFFSET)),
        ),
      ),
    );
    return m.block("quick", parts);
  }
}
