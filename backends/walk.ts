// A recorded graph in the operations of another library: its nodes in their order, each from the values of its operands.
// Invariant: operations and their order are the graph's; a library that lacks one says which, and where in the program it stands.
import { GRAPH_OPERATIONS, type Graph, type GraphNode, type Operand } from "../host/graph.js";
import type { Library } from "../host/graph-lowering.js";

export type { ArrayOperations, Library } from "../host/graph-lowering.js";

/** A graph that cannot run elsewhere: it is wrong, or the library is; the message tells what and where. */
export class GraphError extends Error {
  override readonly name = "GraphError";
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
    readonly entry: string | undefined,
  ) {
    super(message);
  }
}

/** "line:column" of a node, with the expression's name where it is not the program's own text. */
export function placeOf({ line, column, entry }: Pick<GraphNode, "line" | "column" | "entry">): string {
  return line > 0 ? `${entry === undefined ? "" : `${entry}:`}${line}:${column}` : "an unknown place";
}

function refuse(message: string, { line, column, entry }: GraphNode): never {
  throw new GraphError(message, line, column, entry);
}

/**
 * The value of the graph's result.
 * @param inputs one value for each of `graph.inputs`, in their order
 * @throws GraphError for a custom node, or for an operation that the library lacks
 */
export function walk<T>(graph: Graph, inputs: readonly T[], library: Library<T>): T {
  const live = graph.live();
  const values: T[] = new Array(graph.nodes.length);
  graph.inputs.forEach((input, i) => {
    values[input.node] = inputs[i] as T;
  });
  const use = library.use ?? ((value: T) => value);
  const operand = (o: Operand): T => ("node" in o ? use(values[o.node] as T) : library.constant(o.constant));
  graph.nodes.forEach((node, i) => {
    if (live[i] === 0 || node.operation === "input") return;
    values[i] = apply(graph, node, operand, library);
  });
  const result = operand(graph.result);
  // The inputs are the caller's.
  graph.nodes.forEach((node, i) => {
    if (node.operation !== "input" && values[i] !== undefined) library.release?.(values[i]);
  });
  return result;
}

function apply<T>(graph: Graph, node: GraphNode, operand: (o: Operand) => T, library: Library<T>): T {
  if (node.operation === "custom")
    refuse(
      `the graph has the answer of a rule that the program has made itself (with-adjoint or implicit-solve, at ${placeOf(node)}); ${library.name} cannot differentiate it: use the program without the rule, or its native gradient`,
      node,
    );
  return (
    graph.apply(node, operand, library) ??
    refuse(
      `${library.name} has no operation for ${GRAPH_OPERATIONS.get(node.operation)?.scheme ?? node.operation} at ${placeOf(node)}`,
      node,
    )
  );
}
