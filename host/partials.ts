// The rules of the differentiable operations (compiler/primitives/operations.ts), evaluated in JavaScript: what an operation's derivative by an
// operand is at given numbers. For explanations only, as elementary functions may differ from the runtime's in the last place.
import { operations } from "../compiler/primitives/operations.js";

type Expression = string | readonly Expression[];

/** Reads one expression of a rule: names, numbers, and lists of them. */
function parsed(text: string): Expression {
  const tokens = text.match(/[()]|[^()\s]+/g) ?? [];
  let at = 0;
  const next = (): Expression => {
    const token = tokens[at++] as string;
    if (token !== "(") return token;
    const items: Expression[] = [];
    while (tokens[at] !== ")") items.push(next());
    at++;
    return items;
  };
  return next();
}

const FUNCTIONS: Readonly<Record<string, (x: number, y: number) => number>> = {
  "+": (x, y) => x + y,
  "*": (x, y) => x * y,
  "/": (x, y) => x / y,
  sqrt: Math.sqrt,
  log: Math.log,
  cos: Math.cos,
  sin: Math.sin,
  cosh: Math.cosh,
  sinh: Math.sinh,
  expt: (x, y) => x ** y,
};
const TESTS: Readonly<Record<string, (x: number, y: number) => boolean>> = {
  "=": (x, y) => x === y,
  "<": (x, y) => x < y,
  ">": (x, y) => x > y,
};

function evaluate(expression: Expression, variables: Readonly<Record<string, number>>): number {
  if (typeof expression === "string") {
    const [numerator = "", denominator] = expression.split("/");
    return variables[expression] ?? Number(numerator) / Number(denominator ?? 1);
  }
  const [head, ...operands] = expression;
  const number = (k: number): number => evaluate(operands[k] as Expression, variables);
  if (head === "if") {
    const [name, ...sides] = operands[0] as readonly Expression[];
    const [x, y] = sides.map((side) => evaluate(side, variables)) as [number, number];
    return number(TESTS[name as string]?.(x, y) ? 1 : 2);
  }
  if (head === "-") return operands.length === 1 ? -number(0) : number(0) - number(1);
  return FUNCTIONS[head as string]?.(number(0), operands.length > 1 ? number(1) : 0) ?? Number.NaN;
}

const rules: ReadonlyMap<string, readonly Expression[]> = new Map(
  operations.map(({ name, partials }) => [name, partials.map(parsed)]),
);

/** The derivative of z = operation(x, y) by its operand `k`; undefined when there is no such operation. */
export function partialOf(operation: string, k: number, x: number, y: number, z: number): number | undefined {
  const rule = rules.get(operation)?.[k];
  return rule === undefined ? undefined : evaluate(rule, { x, y, z });
}
