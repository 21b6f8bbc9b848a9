// Derived forms, expanded directly to core so that no binding of the program can interfere: let, if and calls of primitives.
import { type Clause, type Core, unspecified, type Variable } from "../core.js";
import { identifierOf, type ListSyntax, type Syntax } from "../datum.js";
import type { Place, SchemeError } from "../errors.js";
import { boundTwice, type Expander } from "./expander.js";
import { Frame, type Scope, type Special } from "./scope.js";

const local = (variable: Variable, place: Place): Core => ({ kind: "local", variable, place });
const constant = (value: boolean, place: Place): Core => ({ kind: "quote", datum: value, place });

const and: Special = (expander, form, scope) => {
  const operands = expander.expandAll(form.items.slice(1), scope);
  const place = form.place;
  if (operands.length === 0) return constant(true, place);
  return operands.reduceRight((rest, test) => ({
    kind: "if",
    test,
    then: rest,
    else: constant(false, place),
    place,
  }));
};

const or: Special = (expander, form, scope) => {
  const place = form.place;
  const nest = (items: readonly Syntax[]): Core => {
    const [first, ...rest] = items;
    if (!first) return constant(false, place);
    const value = expander.expand(first, scope);
    if (rest.length === 0) return value;
    const variable = expander.fresh("t");
    const then = local(variable, place);
    return {
      kind: "let",
      bindings: [{ variable, init: value }],
      body: { kind: "if", test: then, then, else: nest(rest), place },
      place,
    };
  };
  return nest(form.items.slice(1));
};

function guarded(negate: boolean): Special {
  return (expander, form, scope, name) => {
    const [, test, ...body] = form.items;
    if (!test || body.length === 0) throw expander.malformed(name, form.place);
    const place = form.place;
    const condition = expander.expand(test, scope);
    const then = expander.sequence(body, scope, place);
    const none = unspecified(place);
    return { kind: "if", test: condition, then: negate ? none : then, else: negate ? then : none, place };
  };
}

const cond: Special = (expander, form, scope, name) => {
  const fail = () => expander.malformed(name, form.place);
  if (form.items.length < 2) throw fail();
  return condClauses(expander, form.items.slice(1), scope, form, fail, () => unspecified(form.place));
};

/** The clauses of cond, and what to do when none applies. */
export function condClauses(
  expander: Expander,
  clauses: readonly Syntax[],
  scope: Scope,
  form: ListSyntax,
  fail: () => SchemeError,
  otherwise: () => Core,
): Core {
  const { place } = form;
  const nest = (index: number): Core => {
    const clause = clauses[index];
    if (!clause) return otherwise();
    if (clause.kind !== "list" || clause.tail || clause.items.length === 0) throw fail();
    const [test, ...body] = clause.items as [Syntax, ...Syntax[]];
    if (expander.isKeyword(test, "else", scope)) {
      if (index !== clauses.length - 1 || body.length === 0) throw fail();
      return expander.sequence(body, scope, clause.place);
    }
    const condition = expander.expand(test, scope);
    if (body.length === 0) {
      const variable = expander.fresh("t");
      const then = local(variable, place);
      return {
        kind: "let",
        bindings: [{ variable, init: condition }],
        body: { kind: "if", test: then, then, else: nest(index + 1), place },
        place,
      };
    }
    if (expander.isKeyword(body[0], "=>", scope)) {
      const [, receiver] = body;
      if (!receiver || body.length !== 2) throw fail();
      const variable = expander.fresh("t");
      const test = local(variable, place);
      const then: Core = {
        kind: "call",
        operator: expander.expand(receiver, scope),
        operands: [test],
        place: clause.place,
      };
      return {
        kind: "let",
        bindings: [{ variable, init: condition }],
        body: { kind: "if", test, then, else: nest(index + 1), place },
        place,
      };
    }
    return {
      kind: "if",
      test: condition,
      then: expander.sequence(body, scope, clause.place),
      else: nest(index + 1),
      place,
    };
  };
  return nest(0);
}

const caseForm: Special = (expander, form, scope, name) => {
  const place = form.place;
  const fail = () => expander.malformed(name, place);
  const [, keySyntax, ...clauses] = form.items;
  if (!keySyntax || clauses.length === 0) throw fail();
  const init = expander.expand(keySyntax, scope);
  const key = expander.fresh("key");
  const body = (items: readonly Syntax[], clause: Syntax): Core => {
    if (!expander.isKeyword(items[0], "=>", scope)) return expander.sequence(items, scope, clause.place);
    const [, receiver] = items;
    if (!receiver || items.length !== 2) throw fail();
    return {
      kind: "call",
      operator: expander.expand(receiver, scope),
      operands: [local(key, place)],
      place: clause.place,
    };
  };
  const nest = (index: number): Core => {
    const clause = clauses[index];
    if (!clause) return unspecified(place);
    if (clause.kind !== "list" || clause.tail || clause.items.length < 2) throw fail();
    const [data, ...items] = clause.items as [Syntax, ...Syntax[]];
    if (expander.isKeyword(data, "else", scope)) {
      if (index !== clauses.length - 1) throw fail();
      return body(items, clause);
    }
    if (data.kind !== "list" || data.tail) throw fail();
    const tests = data.items.map((datum): Core => {
      const quoted: Core = { kind: "quote", datum: expander.constant(datum), place: datum.place };
      return {
        kind: "call",
        operator: { kind: "primitive", name: "eqv?", place },
        operands: [local(key, place), quoted],
        place,
      };
    });
    const test =
      tests.length === 0
        ? constant(false, place)
        : tests.reduceRight((rest, one) => ({
            kind: "if",
            test: one,
            then: constant(true, place),
            else: rest,
            place,
          }));
    return { kind: "if", test, then: body(items, clause), else: nest(index + 1), place };
  };
  return { kind: "let", bindings: [{ variable: key, init }], body: nest(0), place };
};

/** `do` is a named let whose name no text can mention. */
const doForm: Special = (expander, form, scope, name) => {
  const place = form.place;
  const fail = () => expander.malformed(name, place);
  const [, specs, exit, ...commands] = form.items;
  if (specs?.kind !== "list" || specs.tail || exit?.kind !== "list" || exit.tail || exit.items.length === 0)
    throw fail();
  const variables = specs.items.map((spec) => {
    const items = spec.kind === "list" && !spec.tail ? spec.items : [];
    const identifier = identifierOf(items[0]);
    if (!identifier || items.length < 2 || items.length > 3) throw fail();
    return { identifier, init: items[1] as Syntax, step: items[2], place: (items[0] as Syntax).place };
  });
  const operands = variables.map((v) => expander.expand(v.init, scope));
  const loop = expander.fresh("do");
  const inner = new Frame(scope);
  const required = variables.map((v) => {
    if (inner.has(v.identifier)) throw boundTwice(v.identifier, v.place);
    return expander.bindNew(v.identifier, inner);
  });
  const [test, ...results] = exit.items as [Syntax, ...Syntax[]];
  const condition = expander.expand(test, inner);
  const done = results.length === 0 ? unspecified(place) : expander.sequence(results, inner, exit.place);
  const body = commands.map((command) => expander.expand(command, inner));
  const steps = variables.map((v, i) =>
    v.step ? expander.expand(v.step, inner) : local(required[i] as Variable, place),
  );
  const again: Core = { kind: "call", operator: local(loop, place), operands: steps, place };
  const round: Core = body.length === 0 ? again : { kind: "begin", body: [...body, again], place };
  const clause: Clause = {
    required,
    rest: undefined,
    body: { kind: "if", test: condition, then: done, else: round, place },
  };
  const lambda: Core = { kind: "lambda", clauses: [clause], name: "do", source: undefined, place };
  const operator: Core = {
    kind: "letrec",
    bindings: [{ variable: loop, init: lambda }],
    body: local(loop, place),
    place,
  };
  return { kind: "call", operator, operands, place };
};

export const derivedForms: Readonly<Record<string, Special>> = {
  and,
  or,
  when: guarded(false),
  unless: guarded(true),
  cond,
  case: caseForm,
  do: doForm,
}; // prettier-ignore
