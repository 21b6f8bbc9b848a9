// The graph that a run has recorded: operations on inputs and constants, in the order in which they happened, and the decisions that
// depended on them (runtime-as/graph.ts writes it, docs/graphs.md describes it).
// Invariant: a node's operands come before it. While every guard holds, evaluating the nodes again at other inputs gives the program's
// value there, bit for bit.
import { type Operation, operations } from "../compiler/primitives/operations.js";
import type { Abi } from "./abi.js";
import { usageError } from "./errors.js";
import { type Library, lowered, shapeOf } from "./graph-lowering.js";
import { type Plain, plainLibrary } from "./graph-plain.js";
import {
  attributesOf,
  type Payload,
  readPayload,
  TENSOR_OPERATIONS,
  type TensorAttributes,
  tensorOperation,
} from "./graph-tensors.js";
import { Tensor } from "./values.js";

/** A number in JSON: those that JSON has no form for are written as Scheme writes them. */
export type JsonNumber = number | "+inf.0" | "-inf.0" | "+nan.0";

/** A node by its index, or a constant. */
export type Operand = { readonly node: number } | { readonly constant: number | Tensor };

/** Where the operation stands in the program's text, from 1; 0 when no place is known. */
export interface GraphPlace {
  readonly line: number;
  readonly column: number;
  /** Name of the entry whose expression it is, when it is not the program's own text. */
  readonly entry?: string;
}

/** An operation of the language's table of rules (docs/gradients.md), an input, or what has no rule that a graph can hold. */
export interface GraphNode extends GraphPlace {
  /**
   * A name of `GRAPH_OPERATIONS` (on tensors: element by element, with broadcasting), one of `TENSOR_OPERATIONS`, `input`, `stop-gradient` (passes its operand's value and no derivative), or `custom` (the answer of a
   * rule that the program has made with `with-adjoint` or `implicit-solve`; it has no operands here).
   */
  readonly operation: string;
  readonly operands: readonly Operand[];
  /** What the run computed. */
  readonly value: number | Tensor;
  /** Sizes of the value's axes; absent for a number. */
  readonly shape?: readonly number[];
  /** What an operation on tensors is told beside its operands. */
  readonly attributes?: TensorAttributes;
  /** Derivatives of a number by each operand, numbers too, at that value; 0 for constants. None for operations on tensors. */
  readonly partials: readonly number[];
}

/** A decision of the run: the path is the same wherever the test has the same outcome. */
export interface GraphGuard extends GraphPlace {
  /**
   * `=`, `<`, `>`, `<=`, `>=`, `nan?`, `finite?`, `infinite?`, `integer?` with a boolean outcome; `floor`, `ceiling`, `truncate`, `round` with
   * the number they gave; `value`: the program read the number itself (as `exact`, `eqv?` or `number->string` do), so it must stay. Of
   * tensors: `argmax`, `argmin` with the places (row by row) of the greatest or least elements along `axis`, of all without one.
   */
  readonly test: string;
  readonly operands: readonly Operand[];
  readonly axis?: number;
  readonly outcome: boolean | number | Tensor;
  /** Number of nodes that were there when it was taken. */
  readonly after: number;
}

export interface GraphInput extends GraphPlace {
  readonly node: number;
  /** The parameter's name, or undefined for an argument. */
  readonly name: string | undefined;
  /** For an argument: its position in the call, from 0, and the positions inside of it. */
  readonly path: readonly number[] | undefined;
  readonly value: number;
}

export interface GraphStatistics {
  /** Nodes that are operations. */
  readonly operations: number;
  readonly inputs: number;
  readonly guards: number;
  /** Operations on the longest path from an input to the result. */
  readonly depth: number;
  /** Operations that the result depends on. */
  readonly live: number;
  /** Bytes that a run of `valueAndGradient` records for it: 41 for each node. */
  readonly tapeBytes: number;
  /** How often each operation occurs. */
  readonly histogram: Readonly<Record<string, number>>;
}

const TESTS = [
  "value",
  "=",
  "<",
  ">",
  "<=",
  ">=",
  "floor",
  "ceiling",
  "truncate",
  "round",
  "nan?",
  "finite?",
  "infinite?",
  "integer?",
  "argmax",
  "argmin",
]; // prettier-ignore
const UNARY_TESTS = new Set([
  "value",
  "floor",
  "ceiling",
  "truncate",
  "round",
  "nan?",
  "finite?",
  "infinite?",
  "integer?",
  "argmax",
  "argmin",
]); // prettier-ignore
const BOOLEAN_TESTS = new Set(["=", "<", ">", "<=", ">=", "nan?", "finite?", "infinite?", "integer?"]);

/** The operations that a graph's nodes can have: name, number of operands, Scheme's own name. */
export const GRAPH_OPERATIONS: ReadonlyMap<string, Pick<Operation, "name" | "arity" | "scheme">> = new Map(
  operations.map((operation) => [operation.name, operation]),
);

function toEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}
const TESTED: Readonly<Record<string, (x: number, y: number) => boolean | number>> = {
  value: (x) => x,
  "=": (x, y) => x === y,
  "<": (x, y) => x < y,
  ">": (x, y) => x > y,
  "<=": (x, y) => x <= y,
  ">=": (x, y) => x >= y,
  floor: Math.floor,
  ceiling: Math.ceil,
  truncate: Math.trunc,
  round: toEven,
  "nan?": Number.isNaN,
  "finite?": Number.isFinite,
  "infinite?": (x) => !Number.isNaN(x) && !Number.isFinite(x),
  "integer?": Number.isInteger,
};

const ENTRY = 64;
const CONSTANT_OF = 0x80;
const GUARD = 0x100;
/** Added to both, and to operations, where the entry has operands and values behind it. */
const TENSORS = 0x200;
const BYTES_OF_A_NODE = 41;

/** Names of the inputs, in the runtime's order: parameters, then the arguments' numbers. */
export interface InputName extends GraphPlace {
  readonly name: string | undefined;
  readonly path: readonly number[] | undefined;
}

export class Graph {
  private constructor(
    readonly inputs: readonly GraphInput[],
    readonly nodes: readonly GraphNode[],
    readonly guards: readonly GraphGuard[],
    readonly result: Operand,
    /** The value of the run. */
    readonly value: number,
  ) {}

  /** Reads what the runtime has recorded; `locate` tells which text a place is in. */
  static read(
    abi: Abi,
    names: readonly InputName[],
    locate: (line: number, column: number) => GraphPlace,
  ): Graph {
    const view = new DataView(abi.memory.buffer, abi.graphAddress(), abi.graphLength());
    const bySlot = new Map<number, number>();
    const nodes: GraphNode[] = [];
    const guards: GraphGuard[] = [];
    const inputs: GraphInput[] = [];
    const named = (slot: number): Operand => ({ node: bySlot.get(slot) as number });
    for (let at = 0; at < view.byteLength; at += ENTRY) {
      const u32 = (offset: number): number => view.getUint32(at + offset, true);
      const f64 = (offset: number): number => view.getFloat64(at + offset, true);
      const kind = u32(0);
      const operand = (slot: number, constant: number): Operand =>
        slot === 0 ? { constant } : { node: bySlot.get(slot) as number };
      const operands = [operand(u32(8), f64(24)), operand(u32(12), f64(32))];
      const place = locate(u32(16), u32(20));
      if (kind >= TENSORS) {
        const { operands, info, value } = readPayload(view, at + ENTRY, u32(8));
        const given = operands.map((o) => ("slot" in o ? named(o.slot) : o));
        if (kind >= TENSORS + GUARD) {
          const test = TESTS[kind - TENSORS - GUARD] as string;
          const axis = typeof info === "number" ? { axis: info } : {};
          guards.push({ test, operands: given, ...axis, outcome: value, after: nodes.length, ...place });
        } else {
          bySlot.set(u32(4), nodes.length);
          nodes.push(tensorNode(kind - TENSORS, given, { info, value }, nodes, place));
        }
        at += u32(12);
        continue;
      }
      if (kind >= GUARD) {
        const test = TESTS[kind - GUARD] as string;
        guards.push({
          test,
          operands: UNARY_TESTS.has(test) ? operands.slice(0, 1) : operands,
          outcome: BOOLEAN_TESTS.has(test) ? f64(40) === 1 : f64(40),
          after: nodes.length,
          ...place,
        });
        continue;
      }
      const index = nodes.length;
      bySlot.set(u32(4), index);
      const value = f64(40);
      const name = kind === 0 ? names[inputs.length] : undefined;
      if (name) {
        inputs.push({ ...name, node: index, value });
        nodes.push({
          operation: "input",
          operands: [],
          value,
          partials: [],
          line: name.line,
          column: name.column,
        });
        continue;
      }
      const operation = operations[kind - 1];
      const arity = kind === CONSTANT_OF ? 1 : (operation?.arity ?? 0);
      nodes.push({
        operation: kind === CONSTANT_OF ? "stop-gradient" : (operation?.name ?? "custom"),
        operands: operands.slice(0, arity),
        value,
        partials: [f64(48), f64(56)].slice(0, arity),
        ...place,
      });
    }
    const slot = abi.graphResult();
    const value = abi.resultNumber();
    const result: Operand = slot === 0 ? { constant: value } : { node: bySlot.get(slot) as number };
    return new Graph(inputs, nodes, guards, result, value);
  }

  /** Which nodes the result depends on. */
  live(): Uint8Array {
    const live = new Uint8Array(this.nodes.length);
    if ("node" in this.result) live[this.result.node] = 1;
    for (let i = this.nodes.length - 1; i >= 0; i--) {
      if (live[i] === 0) continue;
      for (const operand of (this.nodes[i] as GraphNode).operands)
        if ("node" in operand) live[operand.node] = 1;
    }
    return live;
  }

  /** Whether some of its values are tensors. */
  get hasTensors(): boolean {
    return this.nodes.some((node) => node.shape !== undefined || TENSOR_OPERATIONS.has(node.operation));
  }

  /**
   * The nodes' values at other inputs (in the order of `inputs`), by JavaScript's own mathematics: elementary functions may differ from the
   * program's in the last place. `broken` is the first guard that does not hold there: behind it, the program would do something else.
   */
  evaluate(inputs: readonly number[]): {
    readonly values: readonly (number | Tensor)[];
    readonly value: number;
    readonly broken: GraphGuard | undefined;
  } {
    const values: Plain[] = new Array(this.nodes.length);
    this.inputs.forEach((input, i) => {
      values[input.node] = inputs[i] as number;
    });
    const of = (o: Operand): Plain => ("node" in o ? (values[o.node] as Plain) : o.constant);
    this.nodes.forEach((node, i) => {
      if (node.operation === "input") return;
      values[i] =
        node.operation === "custom" ? node.value : (this.apply(node, of, plainLibrary) ?? node.value);
    });
    const broken = this.guards.find((guard) => !holds(guard, guard.operands.map(of)));
    return { values, value: of(this.result) as number, broken };
  }

  /**
   * The value of a node that is neither an input nor custom, by a library's operations.
   * @param of the value of an operand, to be consumed
   * @returns undefined when the library lacks the operation
   */
  apply<T>(node: GraphNode, of: (o: Operand) => T, library: Library<T>): T | undefined {
    const [x, y] = node.operands as [Operand, Operand | undefined];
    if (TENSOR_OPERATIONS.has(node.operation)) {
      const recorded = node.operands.map((o) => this.recorded(o));
      const operands = node.operands.map((o, i) => {
        const value = recorded[i] as number | Tensor;
        return { value: of(o), shape: shapeOf(value), recorded: value };
      });
      return lowered(node, operands, library);
    }
    if (node.operation === "expt" && y !== undefined && "constant" in y && typeof y.constant === "number")
      return library.power(of(x), y.constant);
    return library.operations[node.operation]?.(of(x), y === undefined ? (undefined as T) : of(y));
  }
  /** What an operand was in the run. */
  private recorded(o: Operand): number | Tensor {
    return "node" in o ? (this.nodes[o.node] as GraphNode).value : o.constant;
  }

  statistics(): GraphStatistics {
    const live = this.live();
    const depths = new Uint32Array(this.nodes.length);
    const histogram: Record<string, number> = {};
    let operationCount = 0;
    let liveCount = 0;
    this.nodes.forEach((node, i) => {
      if (node.operation === "input") return;
      operationCount++;
      liveCount += live[i] as number;
      histogram[node.operation] = (histogram[node.operation] ?? 0) + 1;
      let depth = 0;
      for (const operand of node.operands)
        if ("node" in operand) depth = Math.max(depth, depths[operand.node] as number);
      depths[i] = depth + 1;
    });
    return {
      operations: operationCount,
      inputs: this.inputs.length,
      guards: this.guards.length,
      depth: "node" in this.result ? (depths[this.result.node] as number) : 0,
      live: liveCount,
      tapeBytes: this.nodes.length * BYTES_OF_A_NODE,
      histogram,
    };
  }

  /** The document that `dmci-wasm graph --json` prints and docs/graph.schema.json describes. */
  toJSON(): object {
    const operand = (o: Operand): object => ("node" in o ? o : { constant: jsonValue(o.constant) });
    const place = ({ line, column, entry }: GraphPlace): object =>
      line > 0 ? { line, column, ...(entry === undefined ? {} : { entry }) } : {};
    return {
      format: "dmci-graph",
      version: 1,
      value: jsonNumber(this.value),
      result: operand(this.result),
      inputs: this.inputs.map((input) => ({
        node: input.node,
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.path === undefined ? {} : { argument: input.path }),
        value: jsonNumber(input.value),
        ...place(input),
      })),
      nodes: this.nodes.map((node) => ({
        operation: node.operation,
        operands: node.operands.map(operand),
        ...(node.shape === undefined ? {} : { shape: node.shape }),
        ...(node.attributes === undefined ? {} : { attributes: node.attributes }),
        value: jsonValue(node.value),
        partials: node.partials.map(jsonNumber),
        ...place(node),
      })),
      guards: this.guards.map((guard) => ({
        test: guard.test,
        operands: guard.operands.map(operand),
        ...(guard.axis === undefined ? {} : { axis: guard.axis }),
        outcome: typeof guard.outcome === "boolean" ? guard.outcome : jsonValue(guard.outcome),
        after: guard.after,
        ...place(guard),
      })),
      statistics: this.statistics(),
    };
  }

  /** The graph in the language of Graphviz: what the result depends on, from inputs (top) to result. */
  toDot(): string {
    const live = this.live();
    const lines = ["digraph {", "  node [shape=box, fontname=monospace];"];
    const names = new Map(
      this.inputs.map((input) => [input.node, input.name ?? `argument ${input.path?.join(".")}`]),
    );
    this.nodes.forEach((node, i) => {
      if (live[i] === 0 && node.operation !== "input") return;
      const name = names.get(i);
      const written = name ?? GRAPH_OPERATIONS.get(node.operation)?.scheme ?? node.operation;
      const place = placeLabel(node);
      const style = name === undefined ? "" : ", shape=ellipse";
      lines.push(`  n${i} [label="${escaped(written)} = ${shortValue(node.value)}${place}"${style}];`);
      node.operands.forEach((operand, k) => {
        const label = node.operands.length > 1 ? ` [headlabel="${k + 1}"]` : "";
        if ("node" in operand) lines.push(`  n${operand.node} -> n${i}${label};`);
        else {
          lines.push(`  c${i}_${k} [label="${shortValue(operand.constant)}", shape=plaintext];`);
          lines.push(`  c${i}_${k} -> n${i}${label};`);
        }
      });
    });
    lines.push('  result [shape=plaintext, label="result"];');
    if ("node" in this.result) lines.push(`  n${this.result.node} -> result;`);
    this.guards.forEach((guard, g) => {
      if (!guard.operands.some((o) => "node" in o && live[o.node] === 1)) return;
      const place = placeLabel(guard);
      const outcome =
        typeof guard.outcome === "boolean" ? (guard.outcome ? "#t" : "#f") : shortValue(guard.outcome);
      const constants = guard.operands
        .flatMap((o) => ("node" in o ? [] : [shortValue(o.constant)]))
        .join(" ");
      lines.push(
        `  g${g} [shape=diamond, style=dashed, label="${guard.test} ${constants} → ${outcome}${place}"];`,
      );
      for (const o of guard.operands) if ("node" in o) lines.push(`  n${o.node} -> g${g} [style=dashed];`);
    });
    lines.push("}");
    return `${lines.join("\n")}\n`;
  }

  /**
   * Derivatives of the result by every node, swept backwards with the recorded partial derivatives in the tape's own order: for the
   * inputs, the gradient that the native sweep gives, bit for bit.
   * @throws SchemeError of kind "usage" for a graph with tensors, which records no partial derivatives of their operations
   */
  adjoints(): Float64Array {
    if (this.hasTensors)
      throw usageError(
        "a graph with operations on tensors has no partial derivatives to sweep; program.valueAndGradient gives its gradient, or a back end",
      );
    const adjoints = new Float64Array(this.nodes.length);
    if (!("node" in this.result)) return adjoints;
    adjoints[this.result.node] = 1;
    for (let i = this.result.node; i >= 0; i--) {
      const d = adjoints[i] as number;
      if (d === 0) continue;
      const { operation, operands, partials } = this.nodes[i] as GraphNode;
      if (operation === "stop-gradient") continue;
      operands.forEach((operand, k) => {
        if ("node" in operand)
          adjoints[operand.node] = (adjoints[operand.node] as number) + (partials[k] as number) * d;
      });
    }
    return adjoints;
  }
}

function tensorNode(
  code: number,
  operands: readonly Operand[],
  { info, value }: Omit<Payload, "operands">,
  nodes: readonly GraphNode[],
  place: GraphPlace,
): GraphNode {
  const shape = typeof value === "number" ? {} : { shape: value.shape };
  const operation = tensorOperation(code);
  if (operation === undefined) {
    const name = code === CONSTANT_OF ? "stop-gradient" : (operations[code - 1]?.name ?? "custom");
    return { operation: name, operands, value, ...shape, partials: [], ...place };
  }
  const first = operands[0];
  const given = first && ("node" in first ? (nodes[first.node] as GraphNode).value : first.constant);
  const attributes = attributesOf(operation, info, given === undefined ? 0 : shapeOf(given).length);
  const told = Object.keys(attributes).length > 0 ? { attributes } : {};
  return { operation, operands, value, ...shape, ...told, partials: [], ...place };
}

/** Whether a decision is the same for operands that have other values. */
function holds({ test, axis, outcome }: GraphGuard, [x = 0, y = 0]: readonly Plain[]): boolean {
  const of = TESTED[test] as (x: number, y: number) => boolean | number;
  if (test === "argmax" || test === "argmin")
    return x instanceof Tensor && sameElements(extremes(x, axis, test === "argmin"), outcome);
  if (x instanceof Tensor)
    return sameElements(
      x.data.map((element) => of(element, 0) as number),
      outcome,
    );
  return Object.is(of(x, y as number), outcome);
}
function sameElements(found: Float64Array, outcome: boolean | number | Tensor): boolean {
  const wanted = outcome instanceof Tensor ? outcome.data : Float64Array.of(outcome as number);
  return found.length === wanted.length && found.every((x, i) => Object.is(x, wanted[i]));
}
/** Places of the first greatest or least elements along an axis, or of all. */
function extremes(x: Tensor, axis: number | undefined, least: boolean): Float64Array {
  const along = axis === undefined ? x.data.length : (x.shape[axis] as number);
  const behind = axis === undefined ? 1 : x.shape.slice(axis + 1).reduce((n, size) => n * size, 1);
  return Float64Array.from({ length: along === 0 ? 0 : x.data.length / along }, (_, i) => {
    const base = Math.floor(i / behind) * along * behind + (i % behind);
    let best = base;
    for (let place = base; place < base + along * behind; place += behind) {
      const [a, b] = [x.data[place] as number, x.data[best] as number];
      if (least ? a < b : a > b) best = place;
    }
    return best;
  });
}

function jsonValue(x: number | Tensor): JsonNumber | object {
  return typeof x === "number" ? jsonNumber(x) : { shape: x.shape, data: Array.from(x.data, jsonNumber) };
}
function jsonNumber(x: number): JsonNumber {
  if (Number.isFinite(x)) return x;
  return Number.isNaN(x) ? "+nan.0" : x > 0 ? "+inf.0" : "-inf.0";
}
function placeLabel({ line, column, entry }: GraphPlace): string {
  return line > 0 ? `\\n${entry === undefined ? "" : `${escaped(entry)}:`}${line}:${column}` : "";
}
function shortValue(x: number | Tensor): string {
  return typeof x === "number" ? short(x) : `tensor ${x.shape.join("×")}`;
}
function short(x: number): string {
  return Number.isInteger(x) && Math.abs(x) < 1e6 ? String(x) : String(Number(x.toPrecision(6)));
}
function escaped(text: string): string {
  return text.replace(/[\\"]/g, "\\$&");
}
