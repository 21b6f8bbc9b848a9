// The basic special forms: quote, if, set!, begin, lambda, case-lambda, and the binding forms.
import { type Binding, type Clause, type Core, unspecified } from "../core.js";
import { type ListSyntax, type Syntax, symbolName } from "../datum.js";
import { type Place, syntaxError } from "../errors.js";
import { expandBody } from "./body.js";
import { type Expander, named } from "./expander.js";
import { Scope, type Special } from "./scope.js";

/** What each special form looks like, for messages (interpreter/forms.scm holds the same). */
export const templates: Readonly<Record<string, string>> = {
  quote: "(quote datum)",
  if: "(if test consequent [alternative])",
  "set!": "(set! variable expression)",
  begin: "(begin expression ...)",
  lambda: "(lambda formals body ...)",
  "case-lambda": "(case-lambda (formals body ...) ...)",
  let: "(let ((variable expression) ...) body ...)",
  "let*": "(let* ((variable expression) ...) body ...)",
  letrec: "(letrec ((variable expression) ...) body ...)",
  "letrec*": "(letrec* ((variable expression) ...) body ...)",
  define: "(define variable expression) or (define (name . formals) body ...)",
  "define-parameter": "(define-parameter name number [(lower number)] [(upper number)])",
  cond: "(cond (test expression ...) ... [(else expression ...)])",
  case: "(case key ((datum ...) expression ...) ... [(else expression ...)])",
  do: "(do ((variable init [step]) ...) (test expression ...) command ...)",
  when: "(when test expression ...)",
  unless: "(unless test expression ...)",
  quasiquote: "(quasiquote template)",
  unquote: "(unquote expression) inside quasiquote",
  "unquote-splicing": "(unquote-splicing expression) inside a list of quasiquote",
  "lambda/source": "(lambda/source source formals body ...)",
};

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

const assignment: Special = (expander, form, scope, form_name) => {
  const [, target, value] = form.items;
  const name = symbolName(target);
  if (name === undefined || !value || form.items.length !== 3)
    throw expander.malformed(form_name, form.place);
  const meaning = expander.meaning(name, scope);
  const expanded = expander.expand(value, scope);
  if (meaning.kind === "special")
    throw syntaxError(`${name} is a special form and cannot be assigned`, form.place);
  if (meaning.kind === "global") return { kind: "setGlobal", name, value: expanded, place: form.place };
  meaning.variable.assigned = true;
  return { kind: "set", variable: meaning.variable, value: expanded, place: form.place };
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
  const inner = new Scope(scope);
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
  name: string,
): Core {
  return {
    kind: "lambda",
    clauses: [clause(expander, formals, body, scope, form, "define")],
    name,
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

/** The `(variable expression)` pairs of a binding form. */
export function bindingPairs(
  expander: Expander,
  list: Syntax | undefined,
  form: ListSyntax,
  name: string,
): { name: string; init: Syntax; place: Place }[] {
  const fail = () => expander.malformed(name, form.place);
  if (list?.kind !== "list" || list.tail) throw fail();
  return list.items.map((item) => {
    const [variable, init] = item.kind === "list" && !item.tail && item.items.length === 2 ? item.items : [];
    const bound = symbolName(variable);
    if (bound === undefined || !variable || !init) throw fail();
    return { name: bound, init, place: variable.place };
  });
}

function distinct(pairs: readonly { name: string; place: Place }[]): void {
  const seen = new Set<string>();
  for (const { name, place } of pairs) {
    if (seen.has(name)) throw syntaxError(`${name} is bound twice in one form`, place);
    seen.add(name);
  }
}

const letForm: Special = (expander, form, scope, name) => {
  const loop = symbolName(form.items[1]);
  if (loop !== undefined) return namedLet(expander, form, scope, loop);
  const body = form.items.slice(2);
  const pairs = bindingPairs(expander, form.items[1], form, name);
  distinct(pairs);
  if (body.length === 0) throw expander.malformed(name, form.place);
  const inits = pairs.map((pair) => named(expander.expand(pair.init, scope), pair.name));
  const inner = new Scope(scope);
  const bindings = pairs.map(
    (pair, i): Binding => ({ variable: expander.bindNew(pair.name, inner), init: inits[i] as Core }),
  );
  const expanded = expandBody(expander, body, inner, form.place);
  return bindings.length === 0 ? expanded : { kind: "let", bindings, body: expanded, place: form.place };
};

/** `(let name ((v e) …) body …)`: the initial values are outside the scope of the name. */
function namedLet(expander: Expander, form: ListSyntax, scope: Scope, name: string): Core {
  const body = form.items.slice(3);
  const pairs = bindingPairs(expander, form.items[2], form, "let");
  distinct(pairs);
  if (body.length === 0) throw expander.malformed("let", form.place);
  const place = form.place;
  const operands = pairs.map((pair) => named(expander.expand(pair.init, scope), pair.name));
  const outer = new Scope(scope);
  const loop = expander.bindNew(name, outer);
  const inner = new Scope(outer);
  const required = pairs.map((pair) => expander.bindNew(pair.name, inner));
  const expanded = expandBody(expander, body, inner, place);
  const lambda: Core = {
    kind: "lambda",
    clauses: [{ required, rest: undefined, body: expanded }],
    name,
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
    if (!pair) return expandBody(expander, body, new Scope(inner), form.place);
    const init = named(expander.expand(pair.init, inner), pair.name);
    const next = new Scope(inner);
    const variable = expander.bindNew(pair.name, next);
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
  const inner = new Scope(scope);
  const variables = pairs.map((pair) => expander.bindNew(pair.name, inner));
  const bindings = pairs.map(
    (pair, i): Binding => ({
      variable: variables[i] as Binding["variable"],
      init: named(expander.expand(pair.init, inner), pair.name),
    }),
  );
  const expanded = expandBody(expander, body, inner, form.place);
  return bindings.length === 0 ? expanded : { kind: "letrec", bindings, body: expanded, place: form.place };
};

const misplaced: Special = (_expander, form, _scope, name) => {
  throw syntaxError(
    `${name} is not allowed here: it belongs at the top level${name === "define" ? " or in a body" : ""}`,
    form.place,
  );
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
  define: misplaced,
  "define-parameter": misplaced,
}; // prettier-ignore
