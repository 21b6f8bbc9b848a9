// Where a derivative that is not finite comes from: the operation that first made it, found in the graph of the run.

import { formatNumber } from "../compiler/number.js";
import { GRAPH_OPERATIONS, type Graph, type GraphNode, type GraphPlace } from "./graph.js";
import type { Tensor } from "./values.js";

export interface Explanation extends GraphPlace {
  /** Names of the constants whose derivatives it concerns. */
  readonly names: readonly string[];
  readonly message: string;
}

/**
 * For every operation of a run that first made a derivative infinite or NaN: its place, what it was applied to, and whose derivatives
 * that concerns. Empty when all are finite. Derivatives are swept as the native sweep does, so what is found is what happened there.
 */
export function explainGradient(graph: Graph): Explanation[] {
  if (graph.hasTensors) return explainValue(graph);
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
 * A graph with tensors has no derivatives of its operations: there it is the operation that first made a value of the result's that is not
 * finite; none when all values are finite and only a derivative is not.
 */
function explainValue(graph: Graph): Explanation[] {
  const origin = "node" in graph.result ? firstNonFinite(graph, graph.result.node) : undefined;
  if (origin === undefined) return [];
  const node = graph.nodes[origin] as GraphNode;
  const { line, column, entry } = node;
  const names = graph.inputs.map(
    (input) => input.name ?? `argument ${(input.path ?? []).map((n) => n + 1).join(".")}`,
  );
  const message =
    typeof node.value === "number"
      ? `${written(graph, origin)} is ${formatNumber(node.value)}`
      : `${written(graph, origin)} has elements that are not finite`;
  return [{ names, message, line, column, ...(entry === undefined ? {} : { entry }) }];
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
