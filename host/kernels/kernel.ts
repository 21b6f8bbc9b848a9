// Kernels at run time: a graph's code is made, compiled and called, where the host allows WebAssembly to be compiled.
// Invariant: what a kernel answers has the bits of the sweep row by row; where it cannot promise that, it answers nothing.
import type { Abi } from "../abi.js";
import { ALL_HELD, columnsOf, emitKernel, headOf, SOME_NAN } from "./emit.js";
import { traceOf } from "./trace.js";

/** Operations and guards beyond which compiling takes longer than it gains. */
export const MOST_OPERATIONS = 3000;
const BYTES_OF_AN_ENTRY = 64;
/** Lanes of one call: engines exchange better code for a function between its calls. */
const LANES_AT_ONCE = 256;
/** NaNs among derivatives are computed again row by row; a kernel that meets them so often only costs time. */
const MOST_NANS = 4;

/** Values that a kernel has to compute for each exp, or else the sweep row by row is faster (measured). */
const VALUES_FOR_A_PAIR = 16;

type Run = (base: number, stride: number, from: number, to: number) => number;

/** Whether this host has refused to compile. */
let refused = false;

/** A copy of the graph that was recorded last, when it is of a size for kernels. */
export function copyGraph(abi: Abi): RecordedGraph | undefined {
  const bytes = abi.graphLength();
  if (refused || bytes > MOST_OPERATIONS * BYTES_OF_AN_ENTRY) return undefined;
  return {
    data: abi.memory.buffer.slice(abi.graphAddress(), abi.graphAddress() + bytes),
    result: abi.graphResult(),
  };
}
export interface RecordedGraph {
  readonly data: ArrayBuffer;
  /** Name of the result's node. */
  readonly result: number;
}

/** Columns that go into a kernel and come out of it. */
export interface KernelArrays {
  readonly parameters: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly values: Float64Array;
  /** By parameter. */
  readonly derivatives: readonly Float64Array[];
}

const NO_LANES = new Uint32Array(0);

export class Kernel {
  private nans = 0;

  private constructor(
    private readonly abi: Abi,
    private readonly execute: Run,
    private readonly hasGuards: boolean,
    /** Operations and guards that were recorded. */
    readonly operations: number,
    /** Values that the kernel computes, derivatives included. */
    readonly simplified: number,
  ) {}

  /** Undefined: the graph has what kernels do not compute, or the host does not compile at run time. */
  static make({ data, result }: RecordedGraph, parameters: number, abi: Abi): Kernel | undefined {
    if (refused) return undefined;
    const elementary = (abi as Partial<Abi>).elementary;
    const trace = traceOf(new DataView(data), result, parameters, elementary !== undefined);
    if (!trace) return undefined;
    const { binary, simplified, pairs } = emitKernel(trace);
    // Rows compute this function two numbers at a time, kernels by two calls.
    if (pairs * VALUES_FOR_A_PAIR > simplified) return undefined;
    const module = compileNow(binary);
    if (!module) return undefined;
    const imports = { memory: abi.memory, elementary: elementary ?? (() => Number.NaN) };
    const { exports } = new WebAssembly.Instance(module, { r: imports });
    return new Kernel(abi, exports.run as Run, trace.held !== undefined, trace.operations, simplified);
  }

  /** Whether it is worth asking. */
  get usable(): boolean {
    return this.nans < MOST_NANS;
  }

  /**
   * Evaluates the lanes, which are given in ascending order, and answers those whose guards do not hold. Undefined: a derivative is NaN, or there
   * is no room; then nothing has been changed.
   */
  run(lanes: Uint32Array, arrays: KernelArrays): Uint32Array | undefined {
    const { parameters, columns, values, derivatives } = arrays;
    const { abi } = this;
    const n = lanes.length;
    const even = n + (n & 1);
    const head = headOf(parameters.length);
    const stride = even * 8;
    const bytes = head + columnsOf({ parameters: parameters.length, columns: columns.length }) * stride;
    const base = abi.input(bytes);
    const numbers = new Float64Array(abi.memory.buffer, base, bytes / 8);
    numbers.set(parameters);
    const first = lanes[0] as number;
    // Neighbours cross as whole blocks, which costs a tenth of one number after the other.
    const neighbours = (lanes[n - 1] as number) - first === n - 1;
    let at = head / 8;
    for (const column of columns) {
      if (neighbours) numbers.set(n === column.length ? column : column.subarray(first, first + n), at);
      else for (let i = 0; i < n; i++) numbers[at + i] = column[lanes[i] as number] as number;
      // An odd last lane has itself for its neighbour.
      if (even > n) numbers[at + n] = numbers[at + n - 1] as number;
      at += even;
    }
    let all = true;
    for (let from = 0; from < even; from += LANES_AT_ONCE) {
      const answer = this.execute(base, stride, from * 8, Math.min(even, from + LANES_AT_ONCE) * 8);
      if ((answer & SOME_NAN) !== 0) {
        this.nans++;
        return undefined;
      }
      if ((answer & ALL_HELD) === 0) all = false;
    }
    if (!this.hasGuards || all) {
      for (const to of [values, ...derivatives]) {
        const from = numbers.subarray(at, at + n);
        if (neighbours) to.set(from, first);
        else for (let i = 0; i < n; i++) to[lanes[i] as number] = from[i] as number;
        at += even;
      }
      return NO_LANES;
    }
    const masks = new Uint32Array(
      abi.memory.buffer,
      base + (at + (1 + derivatives.length) * even) * 8,
      2 * n,
    );
    for (const to of [values, ...derivatives]) {
      for (let i = 0; i < n; i++) if (masks[2 * i] !== 0) to[lanes[i] as number] = numbers[at + i] as number;
      at += even;
    }
    return lanes.filter((_, i) => masks[2 * i] === 0);
  }
}

function compileNow(binary: Uint8Array<ArrayBuffer>): WebAssembly.Module | undefined {
  try {
    return new WebAssembly.Module(binary);
  } catch {
    // A content security policy, or a limit on what may be compiled at once.
    refused = true;
    return undefined;
  }
}
