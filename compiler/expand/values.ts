// Forms that bind several values: let-values, let*-values, define-values (R7RS 4.2.2, 5.3.3), receive (SRFI 8).
// The values are bound to one hidden variable, from which each name takes its own: no closures, and the count is checked.
import type { Binding, Core, Variable } from "../core.js";
import type { ListSyntax, Syntax } from "../datum.js";
import type { Place } from "../errors.js";
import { syntaxPairs } from "./basic.js";
import { expandBody } from "./body.js";
import { later } from "./definitions.js";
import { boundTwice, type Expander, formalIdentifiers, type Named } from "./expander.js";
import { Frame, type Scan, type Scope, type Special } from "./scope.js";

const integer = (n: number, place: Place): Core => ({ kind: "quote", datum: BigInt(n), place });
const local = (variable: Variable, place: Place): Core => ({ kind: "local", variable, place });
const call = (name: string, operands: readonly Core[], place: Place): Core => ({
  kind: "call",
  operator: { kind: "primitive", name, place },
  operands,
  place,
});

/** A name, and what it takes out of the values; without a name: only the count is checked. */
interface Part {
  readonly target: Named | undefined;
  readonly take: (values: Core) => Core;
}

/** The parts of formals. A wrong number of values is reported where the expression stands that has them. */
function parts(
  expander: Expander,
  formals: Syntax,
  { place }: Syntax,
  form: ListSyntax,
  name: string,
): Part[] {
  const { required, rest } = formalIdentifiers(formals, () => expander.malformed(name, form.place));
  const count = rest ? -required.length - 1 : required.length;
  const ref = (values: Core, i: number): Core =>
    call("%values-ref", [values, integer(i, place), integer(count, place)], place);
  const all = required.map((target, i): Part => ({ target, take: (values) => ref(values, i) }));
  if (rest)
    all.push({
      target: rest,
      take: (values) => call("%values-tail", [values, integer(required.length, place)], place),
    });
  return all.length > 0 ? all : [{ target: undefined, take: (values) => ref(values, 0) }];
}

/** Binds what the parts name in `inner`. */
function bindParts(
  expander: Expander,
  all: readonly Part[],
  values: Variable,
  inner: Scope,
  place: Place,
): Binding[] {
  return all.map(({ target, take }) => {
    if (target && inner.has(target.identifier)) throw boundTwice(target.identifier, target.place);
    const variable = target ? expander.bindNew(target.identifier, inner) : expander.fresh("");
    return { variable, init: take(local(values, place)) };
  });
}

const letValues: Special = (expander, form, scope, name) => {
  const { place } = form;
  const clauses = syntaxPairs(expander, form.items[1], form, name);
  const body = form.items.slice(2);
  if (body.length === 0) throw expander.malformed(name, place);
  const bound = clauses.map(([formals, init]) => {
    const all = parts(expander, formals, init, form, name);
    const value = expander.expand(init, scope);
    return { all, value, variable: expander.fresh("values") };
  });
  const inner = new Frame(scope);
  const bindings = bound.flatMap(({ all, variable }) => bindParts(expander, all, variable, inner, place));
  const expanded = expandBody(expander, body, inner, place);
  if (bound.length === 0) return expanded;
  const inits = bound.map(({ variable, value }) => ({ variable, init: value }));
  return {
    kind: "let",
    bindings: inits,
    body: { kind: "let", bindings, body: expanded, place },
    place,
  };
};

/** One expression's values, bound around what `body` makes. */
function bindOne(
  expander: Expander,
  [formals, init]: readonly [Syntax, Syntax],
  scope: Scope,
  form: ListSyntax,
  name: string,
  body: (inner: Scope) => Core,
): Core {
  const { place } = form;
  const all = parts(expander, formals, init, form, name);
  const value = expander.expand(init, scope);
  const variable = expander.fresh("values");
  const inner = new Frame(scope);
  const bindings = bindParts(expander, all, variable, inner, place);
  const expanded: Core = { kind: "let", bindings, body: body(inner), place };
  return { kind: "let", bindings: [{ variable, init: value }], body: expanded, place };
}

const letStarValues: Special = (expander, form, scope, name) => {
  const clauses = syntaxPairs(expander, form.items[1], form, name);
  const body = form.items.slice(2);
  if (body.length === 0) throw expander.malformed(name, form.place);
  const nest = (index: number, outer: Scope): Core => {
    const clause = clauses[index];
    if (!clause) return expandBody(expander, body, outer, form.place);
    return bindOne(expander, clause, outer, form, name, (inner) => nest(index + 1, inner));
  };
  return nest(0, scope);
};

const receive: Special = (expander, form, scope, name) => {
  const [, formals, init, ...body] = form.items;
  if (!formals || !init || body.length === 0) throw expander.malformed(name, form.place);
  return bindOne(expander, [formals, init], scope, form, name, (inner) =>
    expandBody(expander, body, inner, form.place),
  );
};

const defineValues: Scan = (expander, form, _scope, sink, name) => {
  const { place } = form;
  const [, formals, init] = form.items;
  if (!formals || !init || form.items.length !== 3) throw expander.malformed(name, place);
  const all = parts(expander, formals, init, form, name);
  const values = expander.hidden("values");
  sink.define(
    values,
    place,
    later(expander, (scope) => expander.expand(init, scope)),
  );
  for (const { target, take } of all)
    sink.define(target?.identifier ?? expander.hidden(""), place, (scope) =>
      take(expander.reference(values, scope, place)),
    );
};

export const valuesForms: Readonly<Record<string, Special>> = {
  "let-values": letValues,
  "let*-values": letStarValues,
  receive,
};
export const valuesScans: Readonly<Record<string, Scan>> = { "define-values": defineValues };
