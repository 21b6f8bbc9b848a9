// The basic special forms: quote, if, set!, begin, lambda, case-lambda, and the binding forms.
import { type Binding, type Clause, type Core, unspecified } from "../core.js";
import { type Identifier, identifierOf, type ListSyntax, type Syntax, symbolOf } from "../datum.js";
import { syntaxError } from "../errors.js";
import { expandBody } from "./body.js";
import { boundTwice, description, type Expander, type Named, named } from "./expander.js";
import { Frame, type Scope, type Special } from "./scope.js";

const quote: Special = (expander, form, _scope, name) => {
  const [, datum] = form.items;
  if (!datum || form.items.length !== 2) throw expander.malformed(name, form.place);
  return { kind: "quote", datum: expander.constant(datum), place: form.place };
};

const conditional: Special = (expander, form, scope, name) => {
  const count = form.items.length;
  if (count !== 3 && count !== 4) throw expander.malformed(name, form.place);
  const [test, then, otherwise] = expander.expandAll(form.items.slice(1), scope) as [Core, Core, Core?];
  return { kind: "if", test, then, else: otherwise ?? unspecified(form.place), place: form.place };
};

const assignment: Special = (expander, form, scope, name) => {
  const [, target, value] = form.items;
  const identifier = identifierOf(target);
  if (!identifier || !value || form.items.length !== 3) throw expander.malformed(name, form.place);
  const meaning = scope.lookup(identifier);
  const expanded = expander.expand(value, scope);
  const { place } = form;
  switch (meaning.kind) {
    case "variable":
      meaning.variable.assigned = true;
      return { kind: "set", variable: meaning.variable, value: expanded, place };
    case "global":
      return { kind: "setGlobal", name: meaning.name, value: expanded, place };
    case "unbound":
      return { kind: "setGlobal", name: expander.freshGlobal(meaning.name), value: expanded, place };
    default:
      throw syntaxError(
        `${symbolOf(identifier).name} is ${description(meaning)} and cannot be assigned`,
        place,
      );
  }
};

const begin: Special = (expander, form, scope, name) => {
  if (form.items.length < 2) throw expander.malformed(name, form.place);
  return expander.sequence(form.items.slice(1), scope, form.place);
};

/** One clause: formals and body in a scope of their own. */
function clause(
  expander: Expander,
  formals: Syntax,
  body: readonly Syntax[],
  scope: Scope,
  form: ListSyntax,
  name: string,
): Clause {
  const fail = () => expander.malformed(name, form.place);
  if (body.length === 0) throw fail();
  const inner = new Frame(scope);
  const bound = expander.formals(formals, inner, fail);
  return { ...bound, body: expandBody(expander, body, inner, form.place) };
}

export const expandLambda: Special = (expander, form, scope, name) => {
  const [, formals, ...body] = form.items;
  if (!formals) throw expander.malformed(name, form.place);
  return {
    kind: "lambda",
    clauses: [clause(expander, formals, body, scope, form, name)],
    name: "",
    source: undefined,
    place: form.place,
  };
};

/** `(define (name . formals) body …)`: the lambda, named. */
export function lambdaOf(
  expander: Expander,
  formals: Syntax,
  body: readonly Syntax[],
  scope: Scope,
  form: ListSyntax,
  identifier: Identifier,
): Core {
  return {
    kind: "lambda",
    clauses: [clause(expander, formals, body, scope, form, "define")],
    name: symbolOf(identifier).name,
    source: undefined,
    place: form.place,
  };
}

const caseLambda: Special = (expander, form, scope, name) => {
  const clauses = form.items.slice(1).map((item) => {
    const [formals, ...body] = item.kind === "list" && !item.tail ? item.items : [];
    if (!formals) throw expander.malformed(name, form.place);
    return clause(expander, formals, body, scope, form, name);
  });
  if (clauses.length === 0) throw expander.malformed(name, form.place);
  return { kind: "lambda", clauses, name: "", source: undefined, place: form.place };
};

/** A variable and the expression that it is bound to. */
export interface Pair extends Named {
  readonly init: Syntax;
}

/** The `(variable expression)` pairs of a binding form. */
export function bindingPairs(
  expander: Expander,
  list: Syntax | undefined,
  form: ListSyntax,
  name: string,
): Pair[] {
  return syntaxPairs(expander, list, form, name).map(([variable, init]) => {
    const identifier = identifierOf(variable);
    if (!identifier) throw expander.malformed(name, form.place);
    return { identifier, init, place: variable.place };
  });
}

/** A list of lists of two. */
export function syntaxPairs(
  expander: Expander,
  list: Syntax | undefined,
  form: ListSyntax,
  name: string,
): (readonly [Syntax, Syntax])[] {
  if (list?.kind !== "list" || list.tail) throw expander.malformed(name, form.place);
  return list.items.map((item) => {
    const [first, second] = item.kind === "list" && !item.tail && item.items.length === 2 ? item.items : [];
    if (!first || !second) throw expander.malformed(name, form.place);
    return [first, second];
  });
}

export function distinct(all: readonly Named[]): void {
  const seen = new Set<Identifier>();
  for (const { identifier, place } of all) {
    if (seen.has(identifier)) throw boundTwice(identifier, place);
    seen.add(identifier);
  }
}

const letForm: Special = (expander, form, scope, name) => {
  const loop = identifierOf(form.items[1]);
  if (loop) return namedLet(expander, form, scope, loop);
  const body = form.items.slice(2);
  const pairs = bindingPairs(expander, form.items[1], form, name);
  distinct(pairs);
  if (body.length === 0) throw expander.malformed(name, form.place);
  const inits = pairs.map((pair) => named(expander.expand(pair.init, scope), pair.identifier));
  const inner = new Frame(scope);
  const bindings = pairs.map(
    (pair, i): Binding => ({ variable: expander.bindNew(pair.identifier, inner), init: inits[i] as Core }),
  );
  const expanded = expandBody(expander, body, inner, form.place);
  return bindings.length === 0 ? expanded : { kind: "let", bindings, body: expanded, place: form.place };
};

/** `(let name ((v e) …) body …)`: the initial values are outside the scope of the name. */
function namedLet(expander: Expander, form: ListSyntax, scope: Scope, identifier: Identifier): Core {
  const body = form.items.slice(3);
  const pairs = bindingPairs(expander, form.items[2], form, "let");
  distinct(pairs);
  if (body.length === 0) throw expander.malformed("let", form.place);
  const place = form.place;
  const operands = pairs.map((pair) => named(expander.expand(pair.init, scope), pair.identifier));
  const outer = new Frame(scope);
  const loop = expander.bindNew(identifier, outer);
  const inner = new Frame(outer);
  const required = pairs.map((pair) => expander.bindNew(pair.identifier, inner));
  const expanded = expandBody(expander, body, inner, place);
  const lambda: Core = {
    kind: "lambda",
    clauses: [{ required, rest: undefined, body: expanded }],
    name: symbolOf(identifier).name,
    source: undefined,
    place,
  };
  const operator: Core = {
    kind: "letrec",
    bindings: [{ variable: loop, init: lambda }],
    body: { kind: "local", variable: loop, place },
    place,
  };
  return { kind: "call", operator, operands, place };
}

const letStar: Special = (expander, form, scope, name) => {
  const body = form.items.slice(2);
  const pairs = bindingPairs(expander, form.items[1], form, name);
  if (body.length === 0) throw expander.malformed(name, form.place);
  const nest = (index: number, inner: Scope): Core => {
    const pair = pairs[index];
    if (!pair) return expandBody(expander, body, new Frame(inner), form.place);
    const init = named(expander.expand(pair.init, inner), pair.identifier);
    const next = new Frame(inner);
    const variable = expander.bindNew(pair.identifier, next);
    return { kind: "let", bindings: [{ variable, init }], body: nest(index + 1, next), place: form.place };
  };
  return nest(0, scope);
};

/** letrec is letrec*, which R7RS allows: what one forbids to refer to, the other has initialised. */
const letrec: Special = (expander, form, scope, name) => {
  const body = form.items.slice(2);
  const pairs = bindingPairs(expander, form.items[1], form, name);
  distinct(pairs);
  if (body.length === 0) throw expander.malformed(name, form.place);
  const inner = new Frame(scope);
  const variables = pairs.map((pair) => expander.bindNew(pair.identifier, inner));
  const bindings = pairs.map(
    (pair, i): Binding => ({
      variable: variables[i] as Binding["variable"],
      init: named(expander.expand(pair.init, inner), pair.identifier),
    }),
  );
  const expanded = expandBody(expander, body, inner, form.place);
  return bindings.length === 0 ? expanded : { kind: "letrec", bindings, body: expanded, place: form.place };
};

export const basicForms: Readonly<Record<string, Special>> = {
  quote,
  if: conditional,
  "set!": assignment,
  begin,
  lambda: expandLambda,
  "case-lambda": caseLambda,
  let: letForm,
  "let*": letStar,
  letrec,
  "letrec*": letrec,
}; // prettier-ignore
