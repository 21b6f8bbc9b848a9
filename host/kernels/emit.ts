// A kernel's code: a loop over pairs of lanes with all values in locals. What all lanes have in common is computed before the loop.
// Invariant: nothing is written but the columns of results; the loop has no branch, a lane whose guards fail is only marked.
import { opcodeOf } from "../../compiler/primitives/operations.js";
import { Bytes, type FunctionImport, moduleOf, TYPE, VECTOR } from "./encode.js";
import type { Trace } from "./trace.js";
import type { Op, ValueNode } from "./values.js";

/** The function of the runtime that kernels call: elementary functions by their number. */
const IMPORTS: readonly FunctionImport[] = [
  { name: "elementary", parameters: [TYPE.i32, TYPE.f64, TYPE.f64], results: [TYPE.f64] },
];

const EXP = opcodeOf.get("exp");

// Parameters of `run`: address of the buffer, bytes of a column, first byte and byte behind the last of the lanes to compute.
const BASE = 0;
const STRIDE = 1;
const AT = 2;
const END = 3;
const SIGNATURE = { parameters: [TYPE.i32, TYPE.i32, TYPE.i32, TYPE.i32], results: [TYPE.i32] };

/** Bits of what `run` answers. */
export const SOME_NAN = 1;
export const ALL_HELD = 2;

/** Bytes of the parameters' values, before the columns: whole pairs, so that columns are aligned. */
export const headOf = (parameters: number): number => (parameters + (parameters & 1)) * 8;
/** Columns of a buffer: arguments, values, derivatives, and a mask of 64 bits for each lane. */
export const columnsOf = (trace: Pick<Trace, "parameters" | "columns">): number =>
  trace.columns + 2 + trace.parameters;

const SIMPLE: Readonly<Partial<Record<Op, number>>> = {
  add: VECTOR.add,
  subtract: VECTOR.subtract,
  multiply: VECTOR.multiply,
  divide: VECTOR.divide,
  min: VECTOR.min,
  max: VECTOR.max,
  negate: VECTOR.negate,
  sqrt: VECTOR.sqrt,
  abs: VECTOR.abs,
  floor: VECTOR.floor,
  ceiling: VECTOR.ceiling,
  truncate: VECTOR.truncate,
  round: VECTOR.round,
  eq: VECTOR.eq,
  ne: VECTOR.ne,
  lt: VECTOR.lt,
  gt: VECTOR.gt,
  le: VECTOR.le,
  ge: VECTOR.ge,
  same: VECTOR.same,
  not: VECTOR.not,
  and: VECTOR.and,
  select: VECTOR.select,
};

export interface Emitted {
  readonly binary: Uint8Array<ArrayBuffer>;
  readonly simplified: number;
  readonly pairs: number;
}
/** The module of a trace's kernel; `simplified`: values that it computes for each lane or for all;
 * `pairs`: those of them that are an exp of a pair. */
export function emitKernel(trace: Trace): Emitted {
  return new Emitter(trace).module();
}

class Emitter {
  private readonly nodes: readonly ValueNode[];
  private readonly uses: Uint32Array;
  /** Calls take a pair apart, so their operands lie in locals. */
  private readonly kept: Uint8Array;
  private readonly locals: Int32Array;
  private readonly code = new Bytes();
  private vectors = 0;
  private readonly firstPointer = END + 1;
  private readonly firstVector: number;

  constructor(private readonly trace: Trace) {
    this.nodes = trace.values.nodes;
    this.firstVector = this.firstPointer + columnsOf(trace);
    this.uses = new Uint32Array(this.nodes.length);
    this.kept = new Uint8Array(this.nodes.length);
    this.locals = new Int32Array(this.nodes.length).fill(-1);
    for (const root of this.roots()) this.uses[root] = 1 + (this.uses[root] as number);
    for (let i = this.nodes.length - 1; i >= 0; i--) {
      if (this.uses[i] === 0) continue;
      const { op, operands } = this.nodes[i] as ValueNode;
      for (const operand of operands) {
        this.uses[operand] = 1 + (this.uses[operand] as number);
        if (op === "call") this.kept[operand] = 1;
      }
    }
  }

  module(): Emitted {
    const { code, trace } = this;
    const pointers = columnsOf(trace);
    for (let c = 0; c < pointers; c++) {
      if (c === 0) code.get(BASE).integer(headOf(trace.parameters)).byte(0x6a);
      else
        code
          .get(this.firstPointer + c - 1)
          .get(STRIDE)
          .byte(0x6a);
      code.set(this.firstPointer + c);
    }
    const nan = this.firstVector + this.vectors++;
    const all = this.firstVector + this.vectors++;
    code.integer(-1).byte(0xac, 0xfd, 0x12).set(all); // i64.extend_i32_s, i64x2.splat
    let simplified = 0;
    let pairs = 0;
    this.nodes.forEach((node, i) => {
      if (this.uses[i] === 0) return;
      if (node.operands.length > 0) simplified++;
      if (node.op === "call" && node.detail === EXP && !node.uniform) pairs++;
      if (node.uniform) this.define(i);
    });
    code.byte(0x03, 0x40); // loop
    this.nodes.forEach((node, i) => {
      if (!node.uniform && ((this.uses[i] as number) > 1 || this.kept[i] === 1)) this.define(i);
    });
    this.results(nan, all);
    code.get(AT).integer(16).byte(0x6a).tee(AT).get(END).byte(0x49, 0x0d).u32(0); // i32.add, i32.lt_u, br_if
    code.byte(0x0b);
    code.get(nan).vector(VECTOR.anyTrue);
    code.get(all).vector(VECTOR.allTrue).integer(1).byte(0x74, 0x72); // i32.shl, i32.or
    code.byte(0x0b);
    const body = new Bytes().u32(2).u32(pointers).byte(TYPE.i32).u32(this.vectors).byte(TYPE.v128);
    return { binary: moduleOf(IMPORTS, SIGNATURE, body.append(code)), simplified, pairs };
  }

  private roots(): number[] {
    const { value, derivatives, held } = this.trace;
    return [value, ...derivatives, held].filter((root) => root !== undefined);
  }

  /** Computes a node into a local of its own. */
  private define(i: number): void {
    if (this.locals[i] !== -1) return;
    this.compute(i);
    const local = this.firstVector + this.vectors++;
    this.locals[i] = local;
    this.code.set(local);
  }

  /** Leaves the node's value on the stack. */
  private push(i: number): void {
    const local = this.locals[i] as number;
    if (local === -1) this.compute(i);
    else this.code.get(local);
  }

  private compute(i: number): void {
    const { code } = this;
    const { op, operands, detail, uniform } = this.nodes[i] as ValueNode;
    if (op === "constant") code.vector(VECTOR.constant).f64(detail).f64(detail);
    else if (op === "parameter") code.get(BASE).memory(VECTOR.splatFrom, 3, detail * 8);
    else if (op === "column") this.address(detail).memory(VECTOR.load, 3);
    else if (op === "call") {
      this.call(detail, operands, 0);
      code.vector(VECTOR.splat);
      if (uniform) return;
      this.call(detail, operands, 1);
      code.vector(VECTOR.replace).byte(1);
    } else {
      for (const operand of operands) this.push(operand);
      code.vector(SIMPLE[op] as number);
    }
  }

  private call(operation: number, operands: readonly number[], lane: 0 | 1): void {
    const { code } = this;
    code.integer(operation);
    for (const operand of operands) {
      code.get(this.locals[operand] as number);
      code.vector(VECTOR.extract).byte(lane);
    }
    if (operands.length === 1) code.byte(0x44).f64(0);
    code.byte(0x10).u32(0);
  }

  private address(column: number): Bytes {
    return this.code
      .get(this.firstPointer + column)
      .get(AT)
      .byte(0x6a);
  }

  /** Stores what the lanes have, and notes NaNs among the derivatives and lanes that do not hold. */
  private results(nan: number, all: number): void {
    const { code, trace } = this;
    const { columns, parameters, held } = trace;
    this.address(columns);
    this.push(trace.value);
    code.memory(VECTOR.store, 3);
    let found = false;
    trace.derivatives.forEach((derivative, p) => {
      this.address(columns + 1 + p);
      if (derivative === undefined) {
        code.vector(VECTOR.constant).f64(0).f64(0).memory(VECTOR.store, 3);
        return;
      }
      if (this.locals[derivative] === -1) this.define(derivative);
      const local = this.locals[derivative] as number;
      code.get(local).memory(VECTOR.store, 3);
      code.get(local).get(local).vector(VECTOR.ne);
      if (found) code.vector(VECTOR.or);
      found = true;
    });
    if (held !== undefined) {
      if (this.locals[held] === -1) this.define(held);
      const local = this.locals[held] as number;
      if (found) code.get(local).vector(VECTOR.and);
      this.address(columns + 1 + parameters)
        .get(local)
        .memory(VECTOR.store, 3);
      code.get(all).get(local).vector(VECTOR.and).set(all);
    }
    if (found) code.get(nan).vector(VECTOR.or).set(nan);
  }
}
