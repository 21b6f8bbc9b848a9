// A recorded graph as a kernel's values: what the run computed, whether its guards hold, and the derivatives, by the operations' rules.
// Invariant: terms of a derivative are added in the order of the tape's sweep. Terms of zero cotangents are not looked for: they change
// nothing but signs of zeros, which the last addition takes away, unless a partial derivative is not finite; then a NaN comes out, the
// kernel says so, and the sweep row by row decides.
import { type Operation, opcodeOf, operations } from "../../compiler/primitives/operations.js";
import { parseRule, type Rule, ruleNumber } from "../../compiler/primitives/rules.js";
import { type Op, Values } from "./values.js";

/** What a kernel is to compute: indices into `values`. */
export interface Trace {
  readonly values: Values;
  readonly parameters: number;
  readonly columns: number;
  readonly value: number;
  /** By parameter; undefined: 0 in every lane. */
  readonly derivatives: readonly (number | undefined)[];
  /** A mask of the lanes in which every guard holds; undefined: all. */
  readonly held: number | undefined;
  /** Operations and guards of the graph as it was recorded. */
  readonly operations: number;
}

const ENTRY = 64;
const CONSTANT_OF = 0x80;
const GUARD = 0x100;

/** Operations that are instructions; all others are calls. */
const INSTRUCTIONS: ReadonlySet<string> = new Set<Op>([
  "add",
  "subtract",
  "multiply",
  "divide",
  "negate",
  "sqrt",
  "abs",
  "min",
  "max",
]);
const RULES: readonly (readonly Rule[])[] = operations.map((operation) => operation.partials.map(parseRule));
const byScheme = new Map(operations.map((o) => [`${o.scheme}/${o.arity}`, o]));

/** One recorded operation: its number, nodes of operands and result, and which operands have derivatives. */
interface Step {
  readonly operation: number;
  readonly operands: readonly [number, number];
  /** Names of operands and result among the graph's own nodes, -1 for constants. */
  readonly rows: readonly [number, number];
  readonly row: number;
}

/**
 * Reads a graph as the runtime has recorded it (docs/graphs.md, "In memory"). Undefined: it has what kernels do not compute.
 * `result`: the name of the result's node. The first `parameters` inputs are learnable constants, the others are columns.
 */
export function traceOf(
  graph: DataView,
  result: number,
  parameters: number,
  calls: boolean,
): Trace | undefined {
  const values = new Values();
  /** Rows by the names that the runtime gives them, which may be used again. */
  const rowOf = new Map<number, number>();
  const rows: number[] = [];
  const active: boolean[] = [];
  const steps: Step[] = [];
  const guards: number[] = [];
  let operationsSeen = 0;
  let inputs = 0;
  for (let at = 0; at < graph.byteLength; at += ENTRY) {
    const kind = graph.getUint32(at, true);
    const name = graph.getUint32(at + 4, true);
    if (kind === 0) {
      const input = rows.length;
      if (operationsSeen > 0) return undefined;
      inputs++;
      rowOf.set(name, input);
      active.push(input < parameters);
      rows.push(input < parameters ? values.parameter(input) : values.column(input - parameters));
      continue;
    }
    operationsSeen++;
    const operandRow = (offset: number): number => {
      const slot = graph.getUint32(at + offset, true);
      return slot === 0 ? -1 : (rowOf.get(slot) ?? -2);
    };
    const xRow = operandRow(8);
    const yRow = operandRow(12);
    if (xRow === -2 || yRow === -2) return undefined;
    const operand = (row: number, offset: number): number =>
      row < 0 ? values.constant(graph.getFloat64(at + offset, true)) : (rows[row] as number);
    const x = operand(xRow, 24);
    const y = operand(yRow, 32);
    if (kind >= GUARD) {
      const guard = guardOf(values, kind - GUARD, x, y, graph.getFloat64(at + 40, true));
      if (guard === undefined) return undefined;
      guards.push(guard);
      continue;
    }
    const row = rows.length;
    if (kind === CONSTANT_OF) {
      rows.push(x);
      active.push(false);
    } else {
      const operation = operations[kind - 1];
      if (!operation) return undefined;
      if (!calls && !INSTRUCTIONS.has(operation.name)) return undefined;
      rows.push(operationOf(values, operation, operation.arity === 1 ? [x] : [x, y]));
      active.push((xRow >= 0 && active[xRow]) || (yRow >= 0 && active[yRow]) || false);
      steps.push({ operation: kind - 1, operands: [x, y], rows: [xRow, yRow], row });
    }
    rowOf.set(name, row);
  }
  const resultRow = rowOf.get(result);
  if (resultRow === undefined) return undefined;
  const derivatives = differentiate(values, { steps, rows, active, resultRow, parameters, calls });
  if (!derivatives) return undefined;
  const distinct = [...new Set(guards)];
  const held = distinct.length === 0 ? undefined : distinct.reduce((a, b) => values.of("and", a, b));
  return {
    values,
    parameters,
    columns: inputs - parameters,
    value: rows[resultRow] as number,
    derivatives,
    held,
    operations: operationsSeen,
  };
}

interface Run {
  readonly steps: readonly Step[];
  readonly rows: readonly number[];
  readonly active: readonly boolean[];
  readonly resultRow: number;
  readonly parameters: number;
  readonly calls: boolean;
}

/** The derivatives of the result by each parameter. Undefined: a rule has a function that kernels cannot call here. */
function differentiate(values: Values, run: Run): (number | undefined)[] | undefined {
  const { steps, rows, active, resultRow, parameters } = run;
  const adjoints: (number | undefined)[] = new Array(rows.length);
  if (active[resultRow]) adjoints[resultRow] = values.constant(1);
  for (let s = steps.length - 1; s >= 0; s--) {
    const { operation, operands, rows: operandRows, row } = steps[s] as Step;
    const d = adjoints[row];
    if (d === undefined) continue;
    for (const [i, target] of operandRows.entries()) {
      const rule = RULES[operation]?.[i];
      if (target < 0 || !active[target] || rule === undefined) continue;
      const sum = adjoints[target];
      if (rule === "1") adjoints[target] = sum === undefined ? d : values.of("add", sum, d);
      else if (rule === "-1")
        adjoints[target] = sum === undefined ? values.of("negate", d) : values.of("subtract", sum, d);
      else {
        const partial = ruleValue(values, rule, [operands[0], operands[1], rows[row] as number], run.calls);
        if (partial === undefined) return undefined;
        const term = values.of("multiply", partial, d);
        adjoints[target] = sum === undefined ? term : values.of("add", sum, term);
      }
    }
  }
  const zero = values.constant(0);
  return Array.from({ length: parameters }, (_, p) => {
    const sum = adjoints[p];
    return sum === undefined ? undefined : values.of("add", sum, zero);
  });
}

function operationOf(values: Values, operation: Operation, operands: readonly number[]): number {
  if (INSTRUCTIONS.has(operation.name))
    return values.of(operation.name as Op, operands[0] as number, operands[1]);
  return values.call(opcodeOf.get(operation.name) as number, operands);
}

/** A rule's value; `given`: x, y and z. */
function ruleValue(
  values: Values,
  rule: Rule,
  given: readonly [number, number, number],
  calls: boolean,
): number | undefined {
  if (typeof rule === "string") {
    const number = ruleNumber(rule);
    return number === undefined ? given["xyz".indexOf(rule) as 0 | 1 | 2] : values.constant(number);
  }
  const [head, ...parts] = rule as readonly [string, ...Rule[]];
  if (head === "if") {
    const [[test, ...compared], ...arms] = parts as unknown as [[string, ...Rule[]], Rule, Rule];
    const [a, b] = compared.map((part) => ruleValue(values, part, given, calls));
    if (a === undefined || b === undefined) return undefined;
    const mask = values.compare(test === "=" ? "eq" : test === "<" ? "lt" : "gt", a, b);
    // Only the arm that is taken has to be there where the test is known.
    if (typeof mask === "boolean") return ruleValue(values, arms[mask ? 0 : 1], given, calls);
    const [yes, no] = arms.map((arm) => ruleValue(values, arm, given, calls));
    return yes === undefined || no === undefined ? undefined : values.select(mask, yes, no);
  }
  const operation = byScheme.get(`${head}/${parts.length}`);
  const operands = parts.map((part) => ruleValue(values, part, given, calls));
  if (!operation || operands.includes(undefined)) return undefined;
  if (!calls && !INSTRUCTIONS.has(operation.name)) return undefined;
  return operationOf(values, operation, operands as number[]);
}

/** A mask of the lanes in which the guard has the recorded outcome; `test` by runtime-as/graph.ts. */
function guardOf(values: Values, test: number, x: number, y: number, outcome: number): number | undefined {
  const zero = (): number => values.constant(0);
  const finite = (): number => values.of("eq", values.of("subtract", x, x), zero());
  const truth = (mask: number): number => (outcome === 0 ? values.of("not", mask) : mask);
  const same = (value: number): number =>
    Number.isNaN(outcome)
      ? values.of("ne", value, value)
      : values.of("same", value, values.constant(outcome));
  switch (test) {
    case 0:
      return same(x);
    case 1:
      return truth(values.of("eq", x, y));
    case 2:
      return truth(values.of("lt", x, y));
    case 3:
      return truth(values.of("gt", x, y));
    case 4:
      return truth(values.of("le", x, y));
    case 5:
      return truth(values.of("ge", x, y));
    case 6:
      return same(values.of("floor", x));
    case 7:
      return same(values.of("ceiling", x));
    case 8:
      return same(values.of("truncate", x));
    case 9:
      return same(values.of("round", x));
    case 10:
      return truth(values.of("ne", x, x));
    case 11:
      return truth(finite());
    case 12:
      return truth(values.of("and", values.of("eq", x, x), values.of("not", finite())));
    case 13:
      return truth(values.of("and", finite(), values.of("eq", values.of("floor", x), x)));
    default:
      return undefined;
  }
}
