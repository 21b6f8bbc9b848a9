// Values across the border, both ways.
//
//   Scheme                          JavaScript
//   flonum                          number
//   exact integer                   number when safe, else bigint        (a bigint goes in as an exact integer)
//   boolean, string                 boolean, string
//   symbol                          Symbol.for(name)
//   character                       SchemeChar
//   proper list                     array
//   vector of flonums               Float64Array
//   other vector                    SchemeVector
//   tensor                          Tensor                              (a tensor of tfjs goes in, too)
//   improper pair                   SchemePair
//   unspecified                     undefined
//   procedure, others               SchemeOpaque (its printed form)
//
// Invariant: an f64 is canonicalised by the runtime when it enters (NaN hygiene, docs/abi.md); a word is never built here.
import type { Warning } from "../compiler/errors.js";
import type { Abi } from "./abi.js";
import { LimitError, usageError } from "./errors.js";

export class SchemePair {
  constructor(
    readonly car: Value,
    readonly cdr: Value,
  ) {}
}
/** A vector with elements that are not all flonums. */
export class SchemeVector {
  constructor(readonly items: readonly Value[]) {}
}
/** A dense array of 64-bit floats. */
export class Tensor {
  /**
   * @param shape sizes of the axes, 1 to 8 of them
   * @param data the elements, row by row (the last axis runs fastest); not copied
   * @throws SchemeError of kind "usage" when their number is not the product of the sizes
   */
  constructor(
    readonly shape: readonly number[],
    readonly data: Float64Array,
  ) {
    const count = shape.reduce((product, size) => product * size, 1);
    if (shape.length === 0 || shape.length > MOST_AXES)
      throw usageError(`a tensor has 1 to ${MOST_AXES} axes, not ${shape.length}`);
    if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0))
      throw usageError(`sizes of axes are whole numbers from 0: (${shape.join(" ")})`);
    if (count !== data.length)
      throw usageError(`a tensor of shape (${shape.join(" ")}) has ${count} elements, not ${data.length}`);
  }

  /**
   * Of rows in arrays, nested as deep as there are axes.
   * @throws SchemeError of kind "usage" when rows differ in length
   */
  static from(rows: NestedNumbers): Tensor {
    const shape: number[] = [];
    for (let row: number | NestedNumbers = rows; typeof row !== "number"; row = row[0] as NestedNumbers) {
      shape.push(row.length);
      if (row.length === 0) break;
    }
    const numbers: number[] = [];
    const add = (row: number | NestedNumbers, axis: number): void => {
      if (typeof row === "number") {
        if (axis !== shape.length) throw usageError("rows of different shapes");
        numbers.push(row);
        return;
      }
      if (row.length !== shape[axis]) throw usageError("rows of different shapes");
      for (const item of row as ArrayLike<number | NestedNumbers> & Iterable<number | NestedNumbers>)
        add(item, axis + 1);
    };
    add(rows, 0);
    return new Tensor(shape, Float64Array.from(numbers));
  }

  /** The rows in nested arrays. */
  toArray(): NestedNumbers {
    const rows = (axis: number, from: number, to: number): NestedNumbers => {
      if (axis === this.shape.length - 1) return Array.from(this.data.subarray(from, to));
      const n = this.shape[axis] as number;
      const step = n === 0 ? 0 : (to - from) / n;
      return Array.from({ length: n }, (_, i) => rows(axis + 1, from + i * step, from + (i + 1) * step));
    };
    return rows(0, 0, this.data.length);
  }
}
const MOST_AXES = 8;
export type NestedNumbers = readonly number[] | Float64Array | readonly NestedNumbers[];

/** What a tensor of tfjs shows of itself. */
export interface ForeignTensor {
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
}
function isForeign(value: object): value is ForeignTensor {
  return (
    "dataSync" in value &&
    typeof value.dataSync === "function" &&
    "shape" in value &&
    Array.isArray(value.shape)
  );
}

export class SchemeChar {
  constructor(readonly codePoint: number) {}
  toString(): string {
    return String.fromCodePoint(this.codePoint);
  }
}
/** A value that has no counterpart in JavaScript, such as a procedure; `text` is what `write` prints. */
export class SchemeOpaque {
  constructor(readonly text: string) {}
}

export type Value =
  | number
  | bigint
  | boolean
  | string
  | symbol
  | undefined
  | Float64Array
  | Tensor
  | ForeignTensor
  | SchemePair
  | SchemeVector
  | SchemeChar
  | SchemeOpaque
  | readonly Value[];

// Numbers of runtime-as/layout.ts (docs/abi.md).
const TAG_HEADER = 0x7ff9;
const TAG_PAIR = 0x7ffa;
const TAG_OBJECT = 0x7ffb;
const TAG_ACTIVE = 0x7ffe;
const TAG_CHAR = 0xfffa;
const TAG_IMMEDIATE = 0xfffb;
const FIXNUM_OFFSET = 0xfffe_0000_0000_0000n;
const FIXNUM_TAG = 0xfffc;
const ERROR_WORD = 0x7fff_0000_0000_0001n;
const KIND_VECTOR = 1;
const KIND_STRING = 0x81;
const KIND_INTEGER = 0x82;
const KIND_TENSOR = 0x84;
const KIND_ACTIVE_TENSOR = 7;
const MOST_ITEMS = 100_000_000;
const MOST_NESTING = 10_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Puts text into the module's input buffer. */
export function putText(abi: Abi, text: string): void {
  const bytes = encoder.encode(text);
  const address = abi.input(bytes.length);
  new Uint8Array(abi.memory.buffer, address, bytes.length).set(bytes);
}

/** The text that a `describe…` function left. */
export function takeText(abi: Abi): string {
  return decoder.decode(new Uint8Array(abi.memory.buffer, abi.textAddress(), abi.textLength()));
}

/** What the program has displayed since the last call. */
export function takeOutput(abi: Abi): string {
  const length = abi.outputLength();
  if (length === 0) return "";
  const text = decoder.decode(new Uint8Array(abi.memory.buffer, abi.outputAddress(), length));
  abi.clearOutput();
  return text;
}

/** What it has written to its error port since the last call. */
export function takeErrorOutput(abi: Abi): string {
  const length = abi.errorsLength();
  if (length === 0) return "";
  const text = decoder.decode(new Uint8Array(abi.memory.buffer, abi.errorsAddress(), length));
  abi.clearErrors();
  return text;
}

/** The lines of a described table, their fields separated by tabs. */
export function takeTable(abi: Abi): string[][] {
  const text = takeText(abi);
  return text === ""
    ? []
    : text
        .slice(0, -1)
        .split("\n")
        .map((line) => line.split("\t")); // prettier-ignore
}

/** A described warning: line, column, message. */
export function warningOf([line, column, ...message]: string[]): Warning {
  return { line: Number(line), column: Number(column), message: message.join("\t") };
}

// ---- inwards ------------------------------------------------------------------------------------------------------------

/** Pushes a JavaScript value as the next argument. Nothing collects in between, so words may be held. */
export function pushValue(abi: Abi, value: Value): void {
  abi.pushArgument(toWord(abi, value, 0));
}

function toWord(abi: Abi, value: Value, nesting: number): bigint {
  if (nesting > MOST_NESTING) throw usageError("the value is nested too deeply, or circular");
  switch (typeof value) {
    case "number":
      return abi.makeNumber(value);
    case "boolean":
      return abi.makeBoolean(value ? 1 : 0);
    case "bigint":
      if (BigInt.asIntN(64, value) !== value)
        throw usageError(`${value} does not fit an exact integer of 64 bits`);
      return checked(abi, abi.makeExact(value));
    case "string":
      putText(abi, value);
      return checked(abi, abi.makeString());
    case "symbol":
      putText(abi, Symbol.keyFor(value) ?? value.description ?? "");
      return abi.makeSymbol();
    case "undefined":
      return ((BigInt(TAG_IMMEDIATE) << 48n) | 3n) as bigint;
    default:
  }
  if (value instanceof Float64Array) {
    const address = abi.input(value.byteLength);
    new Float64Array(abi.memory.buffer, address, value.length).set(value);
    return checked(abi, abi.makeFlonums());
  }
  if (value instanceof Tensor) {
    const before = ((value.shape.length + 1) >> 1) * 8;
    const address = abi.input(before + value.data.byteLength);
    new Uint32Array(abi.memory.buffer, address, value.shape.length).set(value.shape);
    new Float64Array(abi.memory.buffer, address + before, value.data.length).set(value.data);
    return checked(abi, abi.makeTensor(value.shape.length));
  }
  if (typeof value === "object" && isForeign(value)) {
    const data = Float64Array.from(value.dataSync());
    return value.shape.length === 0
      ? abi.makeNumber(data[0] as number)
      : toWord(abi, new Tensor(value.shape, data), nesting);
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return toWord(abi, Float64Array.from(value as unknown as ArrayLike<number>), nesting);
  if (Array.isArray(value)) {
    let list = abi.makeNull();
    for (let i = value.length - 1; i >= 0; i--)
      list = checked(abi, abi.makeCons(toWord(abi, value[i] as Value, nesting + 1), list));
    return list;
  }
  if (value instanceof SchemeVector) {
    for (const item of value.items) abi.pushArgument(toWord(abi, item, nesting + 1));
    return checked(abi, abi.makeVectorOf(value.items.length));
  }
  if (value instanceof SchemePair)
    return checked(
      abi,
      abi.makeCons(toWord(abi, value.car, nesting + 1), toWord(abi, value.cdr, nesting + 1)),
    );
  if (value instanceof SchemeChar) return (BigInt(TAG_CHAR) << 48n) | BigInt(value.codePoint);
  throw usageError(`cannot pass ${describe(value)} to a Scheme program; see "Values" in docs/abi.md`);
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (value instanceof SchemeOpaque) return value.text;
  return typeof value === "object"
    ? `an object of class ${value.constructor?.name ?? "Object"}`
    : `a ${typeof value}`;
}

function checked(abi: Abi, word: bigint): bigint {
  if (BigInt.asUintN(64, word) !== ERROR_WORD) return word;
  abi.describeFailure();
  throw new LimitError("heap", takeText(abi));
}

// ---- outwards --------------------------------------------------------------------------------------------------------------

/** The result of the evaluation that just ended. */
export function resultValue(abi: Abi): Value {
  const view = new DataView(abi.memory.buffer);
  let items = 0;
  const written = (): string => {
    abi.describeResult();
    return takeText(abi);
  };
  const count = (): void => {
    if (++items > MOST_ITEMS) throw usageError("the result is too large, or circular");
  };
  const toValue = (unsigned: bigint, nesting: number): Value => {
    count();
    if (nesting > MOST_NESTING) throw usageError("the result is nested too deeply, or circular");
    const tag = Number(unsigned >> 48n);
    const address = Number(unsigned & 0xffff_ffffn);
    if (tag >= FIXNUM_TAG) return safe(BigInt.asIntN(64, unsigned - FIXNUM_OFFSET));
    if (tag === TAG_PAIR) return list(address, nesting);
    if (tag === TAG_OBJECT) return object(address, nesting);
    if (tag === TAG_ACTIVE) return view.getFloat64(address, true); // its slot is where its primal is
    if (tag === TAG_CHAR) return new SchemeChar(address);
    if (tag === TAG_IMMEDIATE) {
      if (address === 0 || address === 1) return address === 1;
      return address === 2 ? [] : address === 3 ? undefined : new SchemeOpaque(written());
    }
    if (tag === 0xfff9) return Symbol.for(symbolText(address));
    if (tag === TAG_HEADER || (tag > 0x7ff8 && tag < 0x8000))
      return new SchemeOpaque(nesting === 0 ? written() : "#<procedure>");
    return bitsToNumber(unsigned);
  };
  const symbolText = (index: number): string => {
    abi.describeSymbol(index);
    return takeText(abi);
  };
  const word = (address: number): bigint => view.getBigUint64(address, true);
  const list = (first: number, nesting: number): Value => {
    const values: Value[] = [];
    // Brent 1980: a pair met a power of two earlier comes again only in a circle.
    let mark = first;
    let distance = 0;
    let limit = 1;
    for (let at = first; ; ) {
      if (distance > 0 && at === mark) throw usageError("the result is a circular list");
      if (distance++ === limit) {
        mark = at;
        distance = 1;
        limit *= 2;
      }
      values.push(toValue(word(at), nesting + 1));
      const rest = word(at + 8);
      if (Number(rest >> 48n) === TAG_PAIR) at = Number(rest & 0xffff_ffffn);
      else if (rest === ((BigInt(TAG_IMMEDIATE) << 48n) | 2n)) return values;
      else {
        let tail = toValue(rest, nesting + 1);
        for (let i = values.length - 1; i >= 0; i--) tail = new SchemePair(values[i] as Value, tail);
        return tail;
      }
    }
  };
  const object = (address: number, nesting: number): Value => {
    const head = word(address);
    const kind = Number((head >> 40n) & 0xffn);
    const size = Number(head & 0xff_ffff_ffffn);
    if (kind === KIND_STRING) {
      const points = new Uint32Array(abi.memory.buffer, address + 16, Number(word(address + 8)));
      let text = "";
      for (let i = 0; i < points.length; i += 4096)
        text += String.fromCodePoint(...points.subarray(i, i + 4096));
      return text;
    }
    if (kind === KIND_INTEGER) return safe(view.getBigInt64(address + 8, true));
    if (kind === KIND_TENSOR || kind === KIND_ACTIVE_TENSOR) {
      const at = abi.tensorAddress((BigInt(TAG_OBJECT) << 48n) | BigInt(address));
      const shape = Array.from(new Uint32Array(abi.memory.buffer, at + 8, view.getUint32(at, true)));
      return new Tensor(
        shape,
        new Float64Array(abi.memory.buffer, at + 40, view.getUint32(at + 4, true)).slice(),
      );
    }
    if (kind !== KIND_VECTOR) return new SchemeOpaque(nesting === 0 ? written() : "#<object>");
    const flonums = readFlonums(view, address + 8, size);
    if (flonums) return flonums;
    const values: Value[] = [];
    for (let i = 1; i <= size; i++) values.push(toValue(word(address + i * 8), nesting + 1));
    return new SchemeVector(values);
  };
  return toValue(BigInt.asUintN(64, abi.resultWord()), 0);
}

function safe(n: bigint): number | bigint {
  const number = Number(n);
  return Number.isSafeInteger(number) ? number : n;
}

const scratch = new DataView(new ArrayBuffer(8));
function bitsToNumber(bits: bigint): number {
  scratch.setBigUint64(0, bits);
  return scratch.getFloat64(0);
}

/** The elements of a vector when all are flonums (an active number counts as its primal). */
function readFlonums(view: DataView, address: number, size: number): Float64Array | undefined {
  const numbers = new Float64Array(view.buffer.slice(address, address + size * 8));
  for (let i = 0; i < size; i++) {
    if (!Number.isNaN(numbers[i])) continue;
    const high = view.getUint32(address + i * 8 + 4, true);
    if ((high & 0x7fff_ffff) === 0x7ff8_0000) continue;
    if (high >>> 16 !== TAG_ACTIVE) return undefined;
    numbers[i] = view.getFloat64(view.getUint32(address + i * 8, true), true);
  }
  return numbers;
}
