// What the functions that do a loop's rounds in f64 locals have in common (fuse.ts says what a round is).
// Invariant: a round that cannot be finished leaves for `out` before any of the loop's variables has changed.
import type {
  ElementNode,
  FloatNode,
  FusedLoop,
  OperationNode,
  Path,
  Test,
  Tree,
  WholeNode,
} from "../fuse.js";
import type { Context, Expression, Type } from "./context.js";

/** Locals, floats and whole numbers. */
export abstract class FloatEmitter {
  private readonly types: Type[] = [];
  protected readonly carried: number[] = [];
  protected readonly invariants: number[] = [];
  protected readonly values = new Map<FloatNode, number>();

  constructor(
    protected readonly ctx: Context,
    protected readonly loop: FusedLoop,
    private readonly params: readonly Type[],
  ) {}

  get m() {
    return this.ctx.m;
  }
  get f64(): Type {
    return this.ctx.b.f64;
  }
  get i64(): Type {
    return this.ctx.b.i64;
  }
  get i32(): Type {
    return this.ctx.b.i32;
  }
  protected get extra(): readonly Type[] {
    return this.types;
  }
  protected temp(type: Type): number {
    this.types.push(type);
    return this.params.length + this.types.length - 1;
  }
  protected float(local: number): Expression {
    return this.m.local.get(local, this.f64);
  }
  protected int(local: number): Expression {
    return this.m.local.get(local, this.i32);
  }

  /** The value of a node that is known here. */
  protected value(node: FloatNode): Expression {
    const { m } = this;
    if (node.kind === "constant") return m.f64.const(node.value);
    if (node.kind === "carried") return this.float(this.carried[node.index] as number);
    if (node.kind === "invariant") return this.float(this.invariants[node.index] as number);
    const local = this.values.get(node);
    if (local !== undefined) return this.float(local);
    if (node.kind === "whole") return m.f64.convert_s.i64(this.whole(node.value));
    throw new Error(`emit ${this.loop.code.label}: a value of a fused loop is not there`);
  }
  protected abstract whole(node: WholeNode): Expression;

  protected operation(node: OperationNode): Expression {
    return this.primal(
      node.operation.name,
      node.operands.map((operand) => this.value(operand)),
    );
  }
  protected primal(name: string, operands: readonly Expression[]): Expression {
    const { m, ctx } = this;
    const [a, b] = operands as readonly [Expression, Expression];
    switch (name) {
      case "add":
        return m.f64.add(a, b);
      case "subtract":
        return m.f64.sub(a, b);
      case "multiply":
        return m.f64.mul(a, b);
      case "divide":
        return m.f64.div(a, b);
      case "negate":
        return m.f64.neg(a);
      case "abs":
        return m.f64.abs(a);
      case "min":
        return m.f64.min(a, b);
      case "max":
        return m.f64.max(a, b);
      case "sqrt":
        return m.f64.sqrt(a);
      default:
        return ctx.call(`f64${name[0]?.toUpperCase()}${name.slice(1)}`, [...operands]);
    }
  }
}

/** The rounds themselves, forwards. */
export abstract class Rounds extends FloatEmitter {
  protected readonly counters: number[] = [];
  protected readonly vectors: { base: number; size: number }[] = [];
  /** Labels of the loop, and of what is around it. */
  protected readonly round: string = "round";
  protected readonly out: string = "out";

  /** What is written down of a round before its variables change. */
  protected abstract save(path: Path): Expression[];
  /** What counts the round. */
  protected abstract count(): Expression[];

  protected whole(node: WholeNode): Expression {
    const { m } = this;
    if (node.kind === "literal") return m.i64.const(node.value);
    if (node.kind === "length")
      return m.i64.extend_u(this.int((this.vectors[node.vector] as { size: number }).size));
    if (node.kind === "counter") return m.local.get(this.counters[node.index] as number, this.i64);
    const [left, right] = [this.whole(node.left), this.whole(node.right)];
    return node.minus ? m.i64.sub(left, right) : m.i64.add(left, right);
  }

  protected tree(tree: Tree): Expression {
    const { m } = this;
    switch (tree.kind) {
      case "leave":
        return m.br(this.out);
      case "test":
        return m.if(this.test(tree.test), this.tree(tree.then), this.tree(tree.else));
      case "step":
        return m.block(null, [this.compute(tree.node), this.tree(tree.next)]);
      case "next":
        return this.next(tree.path);
    }
  }
  private test({ comparison, left, right }: Test): Expression {
    const { m } = this;
    if (left.kind === "whole" && right.kind === "whole") {
      const ops = { eq: m.i64.eq, lt: m.i64.lt_s, gt: m.i64.gt_s, le: m.i64.le_s, ge: m.i64.ge_s };
      return ops[comparison](this.whole(left.value), this.whole(right.value));
    }
    const ops = { eq: m.f64.eq, lt: m.f64.lt, gt: m.f64.gt, le: m.f64.le, ge: m.f64.ge };
    return ops[comparison](this.value(left), this.value(right));
  }
  private compute(node: OperationNode | ElementNode): Expression {
    const { m } = this;
    const local = this.temp(this.f64);
    if (node.kind === "operation") {
      const set = m.local.set(local, this.operation(node));
      this.values.set(node, local);
      return set;
    }
    const { base, size } = this.vectors[node.vector] as { base: number; size: number };
    const index = this.temp(this.i64);
    const get = (): Expression => m.local.get(index, this.i64);
    const address = m.i32.add(this.int(base), m.i32.shl(m.i32.wrap(get()), m.i32.const(3)));
    this.values.set(node, local);
    return m.block(null, [
      ...this.beforeElement(node),
      m.local.set(index, this.whole(node.index)),
      m.if(m.i64.ge_u(get(), m.i64.extend_u(this.int(size))), m.br(this.out)),
      m.local.set(local, m.f64.load(8, 8, address)),
      m.if(m.f64.ne(this.float(local), this.float(local)), this.unusual(node, local)),
    ]);
  }
  protected beforeElement(_node: ElementNode): Expression[] {
    return [];
  }
  /** An element is no flonum, or NaN: the ordinary code sees to it. */
  protected unusual(_node: ElementNode, _local: number): Expression {
    return this.m.br(this.out);
  }

  /** The end of a round: all variables change at once. */
  private next(path: Path): Expression {
    const { m } = this;
    const parts: Expression[] = [];
    const counters = path.counters.map((node, c) => {
      const local = this.temp(this.i64);
      if (this.isSteady(c)) parts.push(m.local.set(local, this.whole(node)));
      else
        parts.push(m.if(this.isBeyond(m.local.tee(local, this.whole(node), this.i64), 49n), m.br(this.out)));
      return local;
    });
    parts.push(...this.save(path));
    const changed = path.floats
      .map((node, j) => ({ node, j }))
      .filter(({ node, j }) => !(node.kind === "carried" && node.index === j));
    const temps = changed.map(({ node }) => {
      // An operation's value stands in a local of its own already.
      const known = this.values.get(node);
      if (known !== undefined) return known;
      const local = this.temp(this.f64);
      parts.push(m.local.set(local, this.value(node)));
      return local;
    });
    parts.push(
      ...changed.map(({ j }, i) => m.local.set(this.carried[j] as number, this.float(temps[i] as number))),
      ...counters.map((local, c) => m.local.set(this.counters[c] as number, m.local.get(local, this.i64))),
      ...this.count(),
      m.br(this.round),
    );
    return m.block(null, parts);
  }
  /** Whether a counter changes by small steps only, and so little in all rounds that there can be that one look at its start is enough. */
  private isSteady(c: number): boolean {
    return this.loop.paths.every(({ counters }) => {
      const node = counters[c] as WholeNode;
      const changed =
        node.kind === "sum" && !node.minus && node.right.kind !== "literal" ? swapped(node) : node;
      const [of, by] = changed.kind === "sum" ? [changed.left, changed.right] : [changed, NOTHING];
      const isSmall = by.kind === "literal" && by.value >= -SMALL && by.value <= SMALL;
      return of.kind === "counter" && of.index === c && isSmall;
    });
  }
  /** Whether a counter cannot be followed from where it starts. */
  protected startsBeyond(c: number): Expression {
    return this.isBeyond(
      this.m.local.get(this.counters[c] as number, this.i64),
      this.isSteady(c) ? 48n : 49n,
    );
  }
  private isBeyond(value: Expression, bits: bigint): Expression {
    const { m } = this;
    return m.i64.ge_u(m.i64.add(value, m.i64.const(1n << bits)), m.i64.const(1n << (bits + 1n)));
  }
  protected step(local: number, by: number): Expression {
    return this.m.local.set(local, this.m.i32.add(this.int(local), this.m.i32.const(by)));
  }
}

/** A counter's steps that 2³¹ rounds cannot add up to more than 2⁴⁷. */
const SMALL = 1n << 16n;
const NOTHING: WholeNode = { kind: "literal", value: 0n };
function swapped(node: WholeNode & { kind: "sum" }): WholeNode {
  return { ...node, left: node.right, right: node.left };
}
