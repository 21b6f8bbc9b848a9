// Dimensions of a candidate's expressions, from the units of its arguments.
// Invariant: only a definite contradiction is reported. Constants may have any dimension, so much is unknown, and unknown contradicts
// nothing; procedures of the program are followed to a small depth and up to a number of nodes, loops are not.
import type { Core, Lambda, Variable } from "../compiler/core.js";
import type { Parsed } from "./check.js";
import { type Rejection, rejection } from "./outcome.js";
import type { Task } from "./task.js";
import {
  DIMENSIONLESS,
  type Dimension,
  multiply,
  parseUnit,
  power,
  sameDimension,
  unitText,
} from "./units.js";

/** undefined: not known. */
type Known = Dimension | undefined;

const SAME = new Set(["+", "-", "min", "max"]);
const COMPARISON = new Set(["<", ">", "<=", ">=", "="]);
const KEEPS = new Set(["abs", "floor", "ceiling", "round", "truncate", "inexact", "exact"]);
const PLAIN = new Set("exp log sin cos tan asin acos sinh cosh tanh expm1 log1p".split(" "));
const FOLLOWED = 4;
/** Nodes that are looked at: procedures that call each other many times would take for ever. */
const MOST_NODES = 20_000;

class Contradiction extends Error {
  constructor(
    message: string,
    readonly place: { readonly line: number; readonly column: number },
  ) {
    super(message);
  }
}

/** Why the program cannot be right by its units; undefined when it can, or when the task gives none. */
export function checkDimensions(parsed: Parsed, task: Task): Rejection | undefined {
  const { entry, target } = task;
  const units = [...entry.arguments, target].map(({ unit }) =>
    unit === undefined ? undefined : parseUnit(unit),
  );
  if (units.every((unit) => unit === undefined)) return undefined;
  const [clause] = parsed.entry.clauses;
  if (!clause || clause.rest) return undefined;
  try {
    const dimensions = new Dimensions(parsed);
    const result = dimensions.apply(parsed.entry, units.slice(0, -1), FOLLOWED);
    const wanted = units.at(-1);
    if (result && wanted && !sameDimension(result, wanted))
      return rejection(
        "dimension",
        "result",
        `${entry.name} answers ${unitText(result)}; the target is ${unitText(wanted)}`,
      );
  } catch (error) {
    if (error instanceof Contradiction)
      return rejection("dimension", "contradiction", error.message, error.place);
    throw error;
  }
  return undefined;
}

class Dimensions {
  private readonly variables = new Map<Variable, Known>();
  private nodes = 0;
  constructor(private readonly parsed: Parsed) {}

  apply(lambda: Lambda, operands: readonly Known[], depth: number): Known {
    const clause = lambda.clauses.find(({ required, rest }) => !rest && required.length === operands.length);
    if (!clause || depth === 0) return undefined;
    clause.required.forEach((variable, i) => {
      this.variables.set(variable, variable.assigned ? undefined : operands[i]);
    });
    return this.of(clause.body, depth);
  }

  private of(core: Core, depth: number): Known {
    if (++this.nodes > MOST_NODES) return undefined;
    switch (core.kind) {
      case "quote":
        // 0 is of every dimension.
        return typeof core.datum === "bigint" && core.datum !== 0n ? DIMENSIONLESS : undefined;
      case "local":
        return this.variables.get(core.variable);
      case "if": {
        this.of(core.test, depth);
        return this.alike("the arms of if", [core.then, core.else], depth, core.place);
      }
      case "begin":
        return core.body.map((each) => this.of(each, depth)).at(-1);
      case "let":
        for (const { variable, init } of core.bindings) {
          const known = this.of(init, depth);
          if (!variable.assigned) this.variables.set(variable, known);
        }
        return this.of(core.body, depth);
      case "call":
        return this.call(core, depth);
      default:
        return undefined;
    }
  }

  /** The dimension that all of these must have. */
  private alike(what: string, parts: readonly Core[], depth: number, place: Core["place"]): Known {
    let found: Known;
    for (const part of parts) {
      const known = this.of(part, depth);
      if (known && found && !sameDimension(known, found))
        throw new Contradiction(`${what} have the units ${unitText(found)} and ${unitText(known)}`, place);
      found ??= known;
    }
    return found;
  }

  private call({ operator, operands, place }: Core & { kind: "call" }, depth: number): Known {
    const name = operator.kind === "global" ? String(operator.name) : "";
    const own = this.parsed.definitions.get(name);
    if (own || name === "") {
      const known = operands.map((each) => this.of(each, depth));
      return own?.kind === "lambda" ? this.apply(own, known, depth - 1) : undefined;
    }
    if (SAME.has(name)) return this.alike(`the operands of ${name}`, operands, depth, place);
    if (COMPARISON.has(name)) {
      this.alike(`the operands of ${name}`, operands, depth, place);
      return undefined;
    }
    const known = operands.map((each) => this.of(each, depth));
    const [first] = known;
    if (PLAIN.has(name)) {
      if (first && first.size > 0)
        throw new Contradiction(`${name} takes a plain number and is given ${unitText(first)}`, place);
      return DIMENSIONLESS;
    }
    if (KEEPS.has(name)) return first;
    if (name === "sqrt") return first && power(first, 0.5);
    if (name === "square") return first && power(first, 2);
    if (name === "expt") return this.expt(known, operands[1], place);
    if (name === "*")
      return known.reduce<Known>((all, one) => all && one && multiply(all, one), DIMENSIONLESS);
    if (name === "/") {
      if (known.length === 1) return first && power(first, -1);
      return known.slice(1).reduce<Known>((all, one) => all && one && multiply(all, one, -1), first);
    }
    return undefined;
  }

  private expt([base, exponent]: readonly Known[], text: Core | undefined, place: Core["place"]): Known {
    if (exponent && exponent.size > 0)
      throw new Contradiction(`an exponent is a plain number and is given ${unitText(exponent)}`, place);
    if (!base || base.size === 0) return base;
    return text?.kind === "quote" && typeof text.datum === "bigint"
      ? power(base, Number(text.datum))
      : undefined;
  }
}
