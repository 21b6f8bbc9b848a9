// A construct's program on both roads: the graphs are the same, fit the schema, and their sweep is the native gradient bit for bit.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect } from "vitest";
import { compile, type Graph, type Interpreter, Tensor } from "../../host/index.js";
import type { Case } from "./cases.js";

const schema = new Ajv({ allErrors: true }).compile(
  JSON.parse(readFileSync(new URL("../../docs/graph.schema.json", import.meta.url), "utf8")),
);

/**
 * The same whatever the order of independent operations: the engines evaluate an operation's operands in orders of their own. An
 * operation is told with the operations below it, hashed.
 */
function unordered(graph: Graph, places = true): object {
  const texts: string[] = [];
  const hash = (text: string): string => createHash("sha1").update(text).digest("base64");
  const value = (x: number | boolean | Tensor): string =>
    x instanceof Tensor ? `${x.shape.join(" ")}: ${x.data.join(" ")}` : String(x);
  const operand = (o: Graph["result"]): string =>
    "node" in o ? (texts[o.node] as string) : value(o.constant);
  const place = ({ line, column }: { line: number; column: number }): string =>
    places ? `${line}:${column}` : "";
  graph.nodes.forEach((node, i) => {
    const name = node.operation === "input" ? String(i) : "";
    const parts = [
      node.operation,
      name,
      place(node),
      value(node.value),
      JSON.stringify(node.attributes ?? {}),
      ...node.partials,
      ...node.operands.map(operand),
    ];
    texts.push(hash(parts.join(" ")));
  });
  const guardTexts = graph.guards.map((g) =>
    hash([g.test, place(g), value(g.outcome), ...g.operands.map(operand)].join(" ")),
  );
  return { result: operand(graph.result), nodes: [...texts].sort(), guards: guardTexts.sort() };
}

/** Throws where they are not. */
export async function compareGraphs(interpreter: Interpreter, { file, name, source }: Case): Promise<void> {
  const graphs: Graph[] = [];
  for (const program of [await compile(source), interpreter.load(source)]) {
    const graph = program.graph();
    graphs.push(graph);
    expect(schema(JSON.parse(JSON.stringify(graph))), `${name}: ${JSON.stringify(schema.errors)}`).toBe(true);
    const native = program.valueAndGradient();
    expect(graph.value, name).toBe(native.value);
    expect(graph.inputs.map((input) => input.name)).toEqual([...program.parameters.keys()]);
    // What a program's own rule answers has no operands.
    if (graph.nodes.some((node) => node.operation === "custom")) continue;
    if (graph.hasTensors) continue;
    // A program that runs a checkpoint sums its derivatives in another order.
    const tolerance = /checkpoint/.test(source) ? 1e-12 : 0;
    const adjoints = graph.adjoints();
    for (const input of graph.inputs) {
      const wanted = native.gradient.get(input.name as string) as number;
      const found = adjoints[input.node] as number;
      if (tolerance === 0 || !Number.isFinite(wanted)) expect(found, `${name}: ${input.name}`).toBe(wanted);
      else
        expect(Math.abs(found - wanted), name).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)));
    }
  }
  // A procedure that library code calls has no call of its own in the text: which one came before is the engine's affair.
  const placed = file !== "values.scm";
  expect(unordered(graphs[1] as Graph, placed), name).toEqual(unordered(graphs[0] as Graph, placed));
}
