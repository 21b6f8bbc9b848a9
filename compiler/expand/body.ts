// Bodies: internal definitions become letrec* (R7RS 5.3.2).
// A definition may also follow an expression, as in Guile; the expression is then evaluated in its place.
import type { Binding, Core } from "../core.js";
import { type ListSyntax, type Syntax, symbolName } from "../datum.js";
import type { Place } from "../errors.js";
import { syntaxError } from "../errors.js";
import { lambdaOf } from "./basic.js";
import { type Expander, named } from "./expander.js";
import { Scope } from "./scope.js";

/** What `(define …)` defines, and its value, expanded later. */
export interface Definition {
  readonly name: string;
  readonly value: (scope: Scope) => Core;
  readonly place: Place;
}

export function parseDefinition(expander: Expander, form: ListSyntax): Definition {
  const [, target, ...rest] = form.items;
  const fail = () => expander.malformed("define", form.place);
  if (form.tail || !target) throw fail();
  const name = symbolName(target);
  if (name !== undefined) {
    const [value] = rest;
    if (rest.length !== 1 || !value) throw fail();
    return { name, value: (scope) => named(expander.expand(value, scope), name), place: form.place };
  }
  if (target.kind !== "list" || target.items.length === 0) throw fail();
  const [head, ...formals] = target.items;
  const procedure = symbolName(head);
  if (procedure === undefined) throw fail();
  const formalsSyntax: Syntax = target.tail
    ? formals.length === 0
      ? target.tail
      : { kind: "list", items: formals, tail: target.tail, place: target.place }
    : { kind: "list", items: formals, place: target.place };
  return {
    name: procedure,
    value: (scope) => lambdaOf(expander, formalsSyntax, rest, scope, form, procedure),
    place: form.place,
  };
}

/** Expands a body in `scope`, which belongs to it alone. */
export function expandBody(expander: Expander, body: readonly Syntax[], scope: Scope, place: Place): Core {
  const items = flatten(expander, body, scope);
  const definitions = items.filter((item) => expander.isForm(item, "define", scope)).length;
  if (definitions === 0) return expander.sequence(items, scope, place);
  // The definitions get a scope of their own: they may hide the formals.
  const inner = new Scope(scope);
  const parsed = items.map((item) =>
    expander.isForm(item, "define", scope) ? parseDefinition(expander, item as ListSyntax) : item,
  );
  for (const item of parsed) {
    if (!isDefinition(item)) continue;
    if (inner.has(item.name)) throw syntaxError(`${item.name} is defined twice in one body`, item.place);
    expander.bindNew(item.name, inner);
  }
  let last = parsed.length - 1;
  while (!isDefinition(parsed[last] as Definition | Syntax)) last--;
  if (last === parsed.length - 1)
    throw syntaxError("a body must end with an expression, not with a definition", place);
  const bindings = parsed.slice(0, last + 1).map((item): Binding => {
    if (!isDefinition(item)) return { init: expander.expand(item, inner), variable: expander.fresh("") };
    return { variable: inner.lookup(item.name) as Binding["variable"], init: item.value(inner) };
  });
  const rest = parsed.slice(last + 1) as Syntax[];
  return { kind: "letrec", bindings, body: expander.sequence(rest, inner, place), place };
}

function isDefinition(item: Definition | Syntax): item is Definition {
  return "value" in item && typeof item.value === "function";
}

/** Splices `(begin …)` forms that hold definitions. */
function flatten(expander: Expander, body: readonly Syntax[], scope: Scope): Syntax[] {
  return body.flatMap((item) => {
    if (!expander.isForm(item, "begin", scope) || item.tail) return [item];
    const inner = flatten(expander, item.items.slice(1), scope);
    return inner.some((each) => expander.isForm(each, "define", scope)) || inner.length === 0
      ? inner
      : [item];
  });
}
