// Where a derivative that is not finite comes from: the operation that first made it, found in the graph of the run.

import { formatNumber } from "../compiler/number.js";
import { GRAPH_OPERATIONS, type Graph, type GraphNode, type GraphPlace } from "./graph.js";
import { shapeOf } from "./graph-lowering.js";
import { dataOf, spread } from "./graph-plain.js";
import { partialOf } from "./partials.js";
import type { Tensor } from "./values.js";

export interface Explanation extends GraphPlace {
  /** Names of the constants whose derivatives it concerns. */
  readonly names: readonly string[];
  readonly message: string;
}

/**
 * For every operation of a run that first made a derivative infinite or NaN: its place, what it was applied to, and whose derivatives
 * that concerns. Empty when all are finite. Derivatives are swept as the native sweep does, so what is found is what happened there; with
 * tensors, where they are not, `gradient` says which constants' derivatives are not finite (without it, all count as such).
 */
export function explainGradient(graph: Graph, gradient?: ReadonlyMap<string, number>): Explanation[] {
  if (graph.hasTensors) return explainTensors(graph, gradient);
  const adjoints = graph.adjoints();
  // Origins by node: the operation that made the node's adjoint what it is.
  const origins = new Map<number, { readonly node: number; readonly message: string }>();
  if ("node" in graph.result)
    for (let i = graph.result.node; i >= 0; i--) {
      const d = adjoints[i] as number;
      if (d === 0) continue;
      const node = graph.nodes[i] as GraphNode;
      if (node.operation === "stop-gradient") continue;
      node.operands.forEach((operand, k) => {
        if (!("node" in operand) || Number.isFinite(adjoints[operand.node] as number)) return;
        if (origins.has(operand.node)) return;
        const partial = node.partials[k] as number;
        const known = origins.get(i);
        if (known && !Number.isFinite(d)) origins.set(operand.node, known);
        else if (!Number.isFinite(partial)) origins.set(operand.node, singular(graph, i, k));
        else if (!Number.isFinite(partial * d))
          origins.set(operand.node, {
            node: i,
            message: `${written(graph, i)}: ${formatNumber(d)} times its derivative ${formatNumber(partial)} overflows`,
          });
        else if (!origins.has(operand.node))
          origins.set(operand.node, {
            node: i,
            message: `${written(graph, i)}: the sum of derivatives that meet here overflows`,
          });
      });
    }
  const found = new Map<
    string,
    { readonly origin: { readonly node: number; readonly message: string }; readonly names: string[] }
  >();
  for (const input of graph.inputs) {
    if (Number.isFinite(adjoints[input.node] as number)) continue;
    const origin = origins.get(input.node) ?? { node: input.node, message: "the derivative is not finite" };
    const key = `${origin.node} ${origin.message}`;
    const name = input.name ?? `argument ${(input.path ?? []).map((n) => n + 1).join(".")}`;
    const group = found.get(key);
    if (group) group.names.push(name);
    else found.set(key, { origin, names: [name] });
  }
  return [...found.values()].map(({ origin, names }) => {
    const { line, column, entry } = graph.nodes[origin.node] as GraphNode;
    return { names, message: origin.message, line, column, ...(entry === undefined ? {} : { entry }) };
  });
}

/**
 * A graph with tensors has no derivatives of its operations. There it is the operation nearest to the result whose own derivative, by the rule of
 * numbers, is not finite at some element; else the one that first made a value that is not finite; else none by itself.
 */
function explainTensors(graph: Graph, gradient: ReadonlyMap<string, number> | undefined): Explanation[] {
  const unknown = gradient === undefined;
  if (!("node" in graph.result)) return [];
  const result = graph.result.node;
  const concerned = (from: number): string[] => {
    const above = ancestors(graph, from);
    return graph.inputs
      .filter(
        ({ node, name }) => above.has(node) && (unknown || !Number.isFinite(gradient.get(name ?? "") ?? 0)),
      )
      .map((input) => input.name ?? `argument ${(input.path ?? []).map((n) => n + 1).join(".")}`);
  };
  const told = (at: number, message: string): Explanation[] => {
    const names = concerned(at);
    const { line, column, entry } = graph.nodes[at] as GraphNode;
    return names.length === 0
      ? []
      : [{ names, message, line, column, ...(entry === undefined ? {} : { entry }) }];
  };
  if (!unknown && concerned(result).length === 0) return [];
  for (const at of [...ancestors(graph, result)].sort((a, b) => b - a)) {
    const found = singularElement(graph, at);
    if (found === undefined) continue;
    const source = firstNonFinite(graph, at);
    if (source !== undefined && source !== at) return told(source, nonFiniteValue(graph, source));
    return told(at, `${written(graph, at)} has derivative ${formatNumber(found.partial)}${found.place}`);
  }
  const source = firstNonFinite(graph, result);
  if (source !== undefined) return told(source, nonFiniteValue(graph, source));
  return unknown
    ? []
    : told(
        result,
        "no operation's derivative is infinite by itself: products or sums of derivatives overflow",
      );
}

function nonFiniteValue(graph: Graph, at: number): string {
  const { value } = graph.nodes[at] as GraphNode;
  return typeof value === "number"
    ? `${written(graph, at)} is ${formatNumber(value)}`
    : `${written(graph, at)} has elements that are not finite`;
}

/** A node and all that its value was computed from with a derivative. */
function ancestors(graph: Graph, from: number): Set<number> {
  const seen = new Set<number>();
  const pending = [from];
  while (pending.length > 0) {
    const i = pending.pop() as number;
    if (seen.has(i)) continue;
    seen.add(i);
    const { operation, operands } = graph.nodes[i] as GraphNode;
    if (operation === "stop-gradient") continue;
    for (const operand of operands) if ("node" in operand) pending.push(operand.node);
  }
  return seen;
}

/** The first element of an operation's value where its derivative by an operand that is no constant is not finite. */
function singularElement(graph: Graph, at: number): { partial: number; place: string } | undefined {
  const { operation, operands, value } = graph.nodes[at] as GraphNode;
  if (!GRAPH_OPERATIONS.has(operation)) return undefined;
  const shape = shapeOf(value);
  const z = dataOf(value);
  const spreads = operands.map((operand) => {
    const own = operandValue(graph, operand);
    const data = dataOf(own);
    return spread(shapeOf(own), shape).map((place) => data[place] as number);
  });
  const [xs = [], ys = []] = spreads;
  for (let i = 0; i < z.length; i++)
    for (let k = 0; k < operands.length; k++) {
      if (!("node" in (operands[k] as object))) continue;
      const partial = partialOf(operation, k, xs[i] as number, ys[i] ?? 0, z[i] as number);
      if (partial === undefined || Number.isFinite(partial)) continue;
      return {
        partial,
        place: shape.length === 0 ? " there" : ` at element (${indices(shape, i).join(" ")})`,
      };
    }
  return undefined;
}
/** The indices of element `i`, counted row by row. */
function indices(shape: readonly number[], i: number): number[] {
  const result: number[] = [];
  for (const size of [...shape].reverse()) {
    result.unshift(i % size);
    i = Math.floor(i / size);
  }
  return result;
}

/** A derivative of operation `at` is not finite: because of its operands, or because one of them is not finite itself. */
function singular(graph: Graph, at: number, k: number): { node: number; message: string } {
  const source = firstNonFinite(graph, at);
  if (source !== undefined && source !== at)
    return {
      node: source,
      message: `${written(graph, source)} is ${formatted((graph.nodes[source] as GraphNode).value)}`,
    };
  const partial = (graph.nodes[at] as GraphNode).partials[k] as number;
  const value = (graph.nodes[at] as GraphNode).value;
  const also = allFinite(value) ? "" : ` and value ${formatted(value)}`;
  return { node: at, message: `${written(graph, at)} has derivative ${formatNumber(partial)}${also} there` };
}

/** The earliest operation that made a number that is not finite of finite ones, among those that `at` depends on; itself included. */
function firstNonFinite(graph: Graph, at: number): number | undefined {
  const seen = new Set<number>();
  const pending = [at];
  let first: number | undefined;
  while (pending.length > 0) {
    const i = pending.pop() as number;
    if (seen.has(i)) continue;
    seen.add(i);
    const node = graph.nodes[i] as GraphNode;
    // A finite number hides what it was computed from.
    if (allFinite(node.value) && i !== at) continue;
    if (!allFinite(node.value) && node.operands.every((o) => allFinite(operandValue(graph, o))))
      if (first === undefined || i < first) first = i;
    for (const operand of node.operands) if ("node" in operand) pending.push(operand.node);
  }
  return first;
}

function operandValue(graph: Graph, operand: GraphNode["operands"][number]): number | Tensor {
  return "node" in operand ? (graph.nodes[operand.node] as GraphNode).value : operand.constant;
}
function allFinite(value: number | Tensor): boolean {
  return typeof value === "number" ? Number.isFinite(value) : value.data.every(Number.isFinite);
}
function formatted(value: number | Tensor): string {
  return typeof value === "number" ? formatNumber(value) : `a tensor of shape (${value.shape.join(" ")})`;
}

/** The operation as an expression on the numbers that it was applied to. */
function written(graph: Graph, at: number): string {
  const { operation, operands } = graph.nodes[at] as GraphNode;
  const name = GRAPH_OPERATIONS.get(operation)?.scheme ?? operation;
  return `(${[name, ...operands.map((o) => formatted(operandValue(graph, o)))].join(" ")})`;
}
