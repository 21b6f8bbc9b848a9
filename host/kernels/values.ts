// The values that a kernel computes, as a graph in which equal values are one node: constants are folded, common subexpressions found as
// they are made, and what no root asks for is never emitted.
// Invariant: no simplification changes a bit of a value, all NaNs counting as one; sums and products are never reassociated.

/** What a node is. `call` is an elementary function of the runtime, by the operations' table. */
export type Op =
  | "parameter"
  | "column"
  | "constant"
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "min"
  | "max"
  | "negate"
  | "sqrt"
  | "abs"
  | "floor"
  | "ceiling"
  | "truncate"
  | "round"
  | "eq"
  | "ne"
  | "lt"
  | "gt"
  | "le"
  | "ge"
  | "same"
  | "not"
  | "and"
  | "select"
  | "call";

export interface ValueNode {
  readonly op: Op;
  /** Indices of the operands, all smaller than the node's own. */
  readonly operands: readonly number[];
  /** The constant, or the index of the parameter, column or operation. */
  readonly detail: number;
  /** Whether all lanes have the same. */
  readonly uniform: boolean;
}

const COMMUTATIVE: ReadonlySet<Op> = new Set<Op>([
  "add",
  "multiply",
  "min",
  "max",
  "eq",
  "ne",
  "and",
  "same",
]);
/** What JavaScript computes with the same bits. */
const FOLDED: Partial<Record<Op, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  negate: (x) => -x,
  sqrt: (x) => Math.sqrt(x),
  abs: (x) => Math.abs(x),
};
const COMPARED: Partial<Record<Op, (x: number, y: number) => boolean>> = {
  eq: (x, y) => x === y,
  lt: (x, y) => x < y,
  gt: (x, y) => x > y,
};

export class Values {
  readonly nodes: ValueNode[] = [];
  private readonly known = new Map<string, number>();

  parameter(index: number): number {
    return this.node("parameter", [], index);
  }
  column(index: number): number {
    return this.node("column", [], index);
  }
  constant(value: number): number {
    return this.node("constant", [], value);
  }
  /** An elementary function, by its number in the operations' table. */
  call(operation: number, operands: readonly number[]): number {
    return this.node("call", operands, operation);
  }
  /** `a` where the mask is set, else `b`. */
  select(mask: number | boolean, a: number, b: number): number {
    if (typeof mask === "boolean") return mask ? a : b;
    return a === b ? a : this.node("select", [a, b, mask], 0);
  }
  /** A comparison for a select: known at once when both operands are constants. */
  compare(op: "eq" | "lt" | "gt", a: number, b: number): number | boolean {
    const x = this.constantOf(a);
    const y = this.constantOf(b);
    const decide = COMPARED[op];
    if (x !== undefined && y !== undefined && decide) return decide(x, y);
    return this.node(op, [a, b], 0);
  }

  of(op: Op, a: number, b?: number): number {
    const x = this.constantOf(a);
    const y = b === undefined ? 0 : this.constantOf(b);
    const fold = FOLDED[op];
    if (fold && x !== undefined && y !== undefined) return this.constant(fold(x, y));
    if (b !== undefined) {
      // Each of these gives the other operand's own bits, signs of zeros included.
      if (op === "multiply" && y === 1) return a;
      if (op === "multiply" && x === 1) return b;
      if (op === "divide" && y === 1) return a;
      if (op === "subtract" && Object.is(y, 0)) return a;
      if (op === "add" && Object.is(y, -0)) return a;
      if (op === "add" && Object.is(x, -0)) return b;
    }
    const inner = this.nodes[a];
    if (op === "negate" && inner?.op === "negate") return inner.operands[0] as number;
    return this.node(op, b === undefined ? [a] : [a, b], 0);
  }

  private constantOf(index: number): number | undefined {
    const node = this.nodes[index];
    return node?.op === "constant" ? node.detail : undefined;
  }

  private node(op: Op, given: readonly number[], detail: number): number {
    const [first, second] = given;
    const operands =
      COMMUTATIVE.has(op) && first !== undefined && second !== undefined && first > second
        ? [second, first]
        : given;
    const name = Object.is(detail, -0) ? "-0" : String(detail);
    const key = `${op} ${operands.join(" ")} ${name}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const uniform =
      op !== "column" && operands.every((operand) => (this.nodes[operand] as ValueNode).uniform);
    const index = this.nodes.push({ op, operands, detail, uniform }) - 1;
    this.known.set(key, index);
    return index;
  }
}
