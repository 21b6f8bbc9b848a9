// Where definitions may stand (at top level and in bodies), a form is taken apart before anything is expanded: uses of macros are expanded,
// `begin` is spliced, and what remains are definitions and expressions, which go to a sink in their order.

import type { Core } from "../core.js";
import { identifierOf, type ListSyntax, type Syntax } from "../datum.js";
import { syntaxError } from "../errors.js";
import { lambdaOf } from "./basic.js";
import { type Expander, named } from "./expander.js";
import type { Scan, Scope, Sink } from "./scope.js";

export function scanForm(expander: Expander, syntax: Syntax, scope: Scope, sink: Sink): void {
  const before = expander.depth;
  let form = syntax;
  for (;;) {
    const meaning = expander.headMeaning(form, scope);
    if (meaning?.kind !== "macro") {
      if (meaning?.kind === "special" && meaning.scan) {
        const list = form as ListSyntax;
        if (list.tail) throw expander.malformed(meaning.name, form.place);
        meaning.scan(expander, list, scope, sink, meaning.name);
      } else sink.expression(form);
      expander.depth = before;
      return;
    }
    form = expander.expandUse(meaning, form as ListSyntax, scope);
  }
}

export function scanForms(expander: Expander, forms: readonly Syntax[], scope: Scope, sink: Sink): void {
  for (const form of forms) scanForm(expander, form, scope, sink);
}

/** Expands later, as deep in expansions as the form was found. */
export function later(expander: Expander, expand: (scope: Scope) => Core): (scope: Scope) => Core {
  const { depth } = expander;
  return (scope) => {
    const before = expander.depth;
    expander.depth = depth;
    const core = expand(scope);
    expander.depth = before;
    return core;
  };
}

const begin: Scan = (expander, form, scope, sink) => scanForms(expander, form.items.slice(1), scope, sink);

const define: Scan = (expander, form, _scope, sink, name) => {
  const [, target, ...rest] = form.items;
  const fail = () => expander.malformed(name, form.place);
  if (!target) throw fail();
  const identifier = identifierOf(target);
  if (identifier) {
    const [value] = rest;
    if (rest.length !== 1 || !value) throw fail();
    const make = (scope: Scope): Core => named(expander.expand(value, scope), identifier);
    sink.define(identifier, form.place, later(expander, make));
    return;
  }
  if (target.kind !== "list") throw fail();
  const [head, ...formals] = target.items;
  const procedure = identifierOf(head);
  if (!procedure) throw fail();
  const { tail, place } = target;
  const formalsSyntax: Syntax =
    tail && formals.length === 0 ? tail : { kind: "list", items: formals, ...(tail ? { tail } : {}), place };
  const make = (scope: Scope): Core => lambdaOf(expander, formalsSyntax, rest, scope, form, procedure);
  sink.define(procedure, form.place, later(expander, make));
};

const defineParameter: Scan = (_expander, form, _scope, sink, name) => {
  if (!sink.top) throw syntaxError(`${name} is not allowed here: it belongs at the top level`, form.place);
  sink.top.parameter(form);
};

export const definitionScans: Readonly<Record<string, Scan>> = {
  begin,
  define,
  "define-parameter": defineParameter,
};
