// parameterize, guard, delay and delay-force (R7RS 4.2.5 to 4.2.7): thunks that primitives call.
import type { Core, Variable } from "../core.js";
import { identifierOf, type Syntax } from "../datum.js";
import type { Place } from "../errors.js";
import { syntaxPairs } from "./basic.js";
import { expandBody } from "./body.js";
import { condClauses } from "./derived.js";
import { Frame, type Special } from "./scope.js";

const call = (name: string, operands: readonly Core[], place: Place): Core => ({
  kind: "call",
  operator: { kind: "primitive", name, place },
  operands,
  place,
});
const lambda = (required: readonly Variable[], body: Core, place: Place): Core => ({
  kind: "lambda",
  clauses: [{ required, rest: undefined, body }],
  name: "",
  source: undefined,
  place,
});

const parameterize: Special = (expander, form, scope, name) => {
  const { place } = form;
  const pairs = syntaxPairs(expander, form.items[1], form, name);
  const body = form.items.slice(2);
  if (body.length === 0) throw expander.malformed(name, place);
  const bound = pairs.map((pair) => call("cons", expander.expandAll(pair, scope), place));
  const expanded = expandBody(expander, body, scope, place);
  if (bound.length === 0) return expanded;
  return call("%parameterize", [call("list", bound, place), lambda([], expanded, place)], place);
};

/** `(guard (variable clause …) body …)`: without an else clause, what no clause takes is raised again. */
const guard: Special = (expander, form, scope, name) => {
  const { place } = form;
  const fail = () => expander.malformed(name, place);
  const [, head, ...body] = form.items;
  if (head?.kind !== "list" || head.tail || body.length === 0) throw fail();
  const [variable, ...clauses] = head.items;
  const identifier = identifierOf(variable);
  if (!identifier) throw fail();
  const thunk = lambda([], expandBody(expander, body, scope, place), place);
  const inner = new Frame(scope);
  const condition = expander.bindNew(identifier, inner);
  const reraise = expander.fresh("reraise");
  let complete = true;
  const handled = condClauses(expander, clauses, inner, form, fail, () => {
    complete = false;
    return { kind: "call", operator: { kind: "local", variable: reraise, place }, operands: [], place };
  });
  const handler = lambda([condition, reraise], handled, place);
  return call("%guard", [thunk, handler, { kind: "quote", datum: complete, place }], place);
};

/** A promise of what one expression evaluates to. */
function promise(primitive: string): Special {
  return (expander, form, scope, name) => {
    const [, expression] = form.items as [Syntax, Syntax?];
    if (!expression || form.items.length !== 2) throw expander.malformed(name, form.place);
    return call(primitive, [lambda([], expander.expand(expression, scope), form.place)], form.place);
  };
}

export const controlForms: Readonly<Record<string, Special>> = {
  parameterize,
  guard,
  delay: promise("%make-promise-delayed"),
  "delay-force": promise("%make-promise-lazy"),
};
