// Random programs at the edges of their paths: a parameter is moved until a decision changes, and bisected until no number lies between.
import fc from "fast-check";
import { compile, type Graph, type Interpreter, type Program } from "../../host/index.js";
import { disagreement } from "./agreement.js";
import { expression, PARAMETERS, programOf } from "./random-programs.js";

export interface BoundaryTally {
  /** Programs that were looked at. */
  programs: number;
  /** … that decide something by their parameters. */
  deciding: number;
  /** Pairs of neighbouring numbers with different paths at which both roads were compared. */
  boundaries: number;
  /** One-sided differences that could be trusted, and agreed. */
  oneSided: number;
}

/** The decisions of a run, which tell its path. */
function path(graph: Graph): string {
  return graph.guards.map(({ test, outcome }) => `${test}${outcome}`).join(" ");
}

/**
 * For each random program that decides by its parameters, the nearest two numbers of a parameter between which its path changes: both
 * roads must take the same path and agree in value and gradient on both sides. Throws at the first difference, with the program.
 */
export async function walkBoundaries(
  interpreter: Interpreter,
  seed: number,
  size: number,
): Promise<BoundaryTally> {
  const tally: BoundaryTally = { programs: 0, deciding: 0, boundaries: 0, oneSided: 0 };
  const expressions = fc.sample(expression, { seed, numRuns: size });
  const source = programOf(expressions);
  const compiled = await compile(source);
  const interpreted = interpreter.load(source);
  expressions.forEach((text, i) => {
    const name = `e${i}`;
    tally.programs++;
    const problem = walk(compiled, interpreted, name, tally);
    for (const program of [compiled, interpreted]) program.setParameters(PARAMETERS);
    if (problem !== undefined) throw new Error(`seed ${seed}, program ${i}: ${problem}\n${text}`);
  });
  interpreted.dispose();
  return tally;
}

const STEPS = [1e-3, -1e-3, 0.05, -0.05, 0.7, -0.7, 3, -3];

function walk(
  compiled: Program,
  interpreted: Program,
  name: string,
  tally: BoundaryTally,
): string | undefined {
  const graph = compiled.graph(name);
  const here = path(graph);
  if (graph.guards.length > 0) tally.deciding++;
  for (const input of graph.inputs) {
    const parameter = input.name as string;
    const at = PARAMETERS[parameter] as number;
    const pathAt = (x: number): string => {
      compiled.setParameters({ [parameter]: x });
      return path(compiled.graph(name));
    };
    const step = graph.guards.length === 0 ? undefined : STEPS.find((by) => pathAt(at + by) !== here);
    if (step !== undefined) {
      const edge = bisect(at, at + step, (x) => pathAt(x) === here);
      const problem = compareAt(compiled, interpreted, name, parameter, edge, tally);
      if (problem !== undefined) return `at ${parameter} = ${edge.join(" and ")}: ${problem}`;
    }
    compiled.setParameters({ [parameter]: at });
    interpreted.setParameters({ [parameter]: at });
  }
  return undefined;
}

/** The neighbouring numbers of which the first still has the path; `inside` has it and `outside` has not. */
function bisect(inside: number, outside: number, same: (x: number) => boolean): [number, number] {
  let [a, b] = [inside, outside];
  for (;;) {
    const middle = a + (b - a) / 2;
    if (middle === a || middle === b) return [a, b];
    if (same(middle)) a = middle;
    else b = middle;
  }
}

function compareAt(
  compiled: Program,
  interpreted: Program,
  name: string,
  parameter: string,
  edge: readonly [number, number],
  tally: BoundaryTally,
): string | undefined {
  tally.boundaries++;
  const outwards = edge[0] < edge[1] ? -1 : 1;
  for (const [x, away] of [
    [edge[0], outwards],
    [edge[1], -outwards],
  ] as const) {
    for (const program of [compiled, interpreted]) program.setParameters({ [parameter]: x });
    const taken = path(compiled.graph(name));
    if (path(interpreted.graph(name)) !== taken) return "the roads take different paths";
    const problem = disagreement(compiled, interpreted, name);
    if (problem !== undefined) return problem;
    const oneSided = differenceAway(compiled, name, parameter, x, away, taken);
    if (oneSided === "wrong") return `d/d${parameter} is not the derivative of the path on its side`;
    if (oneSided === "agrees") tally.oneSided++;
  }
  return undefined;
}

/** Whether an operation was applied at its kink. */
function hasTie(graph: Graph): boolean {
  const value = (o: Graph["result"]): number =>
    ("node" in o ? graph.nodes[o.node]?.value : o.constant) as number;
  return graph.nodes.some(({ operation, operands }) => {
    const [x, y] = operands.map(value);
    return operation === "abs" ? x === 0 : (operation === "min" || operation === "max") && x === y;
  });
}

/** The derivative against differences that stay on its side of the boundary and on its path. */
function differenceAway(
  program: Program,
  name: string,
  parameter: string,
  x: number,
  away: number,
  taken: string,
): "agrees" | "wrong" | "unclear" {
  // At a tie the derivative is half-way between the sides, by definition.
  if (hasTie(program.graph(name))) return "unclear";
  const { value, gradient } = program.valueAndGradient(name);
  const g = gradient.get(parameter) as number;
  if (!Number.isFinite(value) || !Number.isFinite(g) || Math.abs(value) > 1e6 || Math.abs(g) > 1e6)
    return "unclear";
  const valueAt = (h: number): number => {
    program.setParameters({ [parameter]: x + away * h });
    return program.evaluate(name) as number;
  };
  const estimates: number[] = [];
  for (const h of [4e-5, 2e-5]) {
    program.setParameters({ [parameter]: x + away * 2 * h });
    if (path(program.graph(name)) !== taken) {
      program.setParameters({ [parameter]: x });
      return "unclear";
    }
    // Second order, on one side.
    estimates.push((away * (4 * valueAt(h) - 3 * value - valueAt(2 * h))) / (2 * h));
  }
  program.setParameters({ [parameter]: x });
  const [first, second] = estimates as [number, number];
  const scale = Math.max(1, Math.abs(value), Math.abs(second));
  if (!(Math.abs(first - second) <= 1e-6 * scale)) return "unclear";
  return Math.abs(second - g) <= 1e-4 * scale ? "agrees" : "wrong";
}
