// Quasiquotation (R7RS 4.2.8), nested levels included: calls of the primitives cons, append and list->vector.
import type { Core } from "../core.js";
import { SchemeSymbol, type Syntax } from "../datum.js";
import type { Place } from "../errors.js";
import { syntaxError } from "../errors.js";
import type { Expander } from "./expander.js";
import type { Scope, Special } from "./scope.js";

const quasiquote: Special = (expander, form, scope, name) => {
  const [, template] = form.items;
  if (!template || form.items.length !== 2) throw expander.malformed(name, form.place);
  return expandTemplate(expander, template, scope, 1);
};

const call = (name: string, operands: readonly Core[], place: Place): Core => ({
  kind: "call",
  operator: { kind: "primitive", name, place },
  operands,
  place,
});

/** The tagged datum `(name x)` inside a template. */
function tagged(expander: Expander, syntax: Syntax, name: string, scope: Scope): Syntax | undefined {
  if (syntax.kind !== "list" || syntax.tail || syntax.items.length !== 2) return undefined;
  return expander.isKeyword(syntax.items[0], name, scope) ? syntax.items[1] : undefined;
}

function expandTemplate(expander: Expander, template: Syntax, scope: Scope, level: number): Core {
  const place = template.place;
  if (isConstant(expander, template, scope))
    return { kind: "quote", datum: expander.constant(template), place };
  if (template.kind === "vector") {
    const list = expandItems(expander, template.items, undefined, scope, level, place);
    return call("list->vector", [list], place);
  }
  if (template.kind !== "list") return { kind: "quote", datum: expander.constant(template), place };
  const unquoted = tagged(expander, template, "unquote", scope);
  if (unquoted)
    return level === 1
      ? expander.expand(unquoted, scope)
      : again("unquote", expandTemplate(expander, unquoted, scope, level - 1), place);
  const nested = tagged(expander, template, "quasiquote", scope);
  if (nested) return again("quasiquote", expandTemplate(expander, nested, scope, level + 1), place);
  return expandItems(expander, template.items, template.tail, scope, level, place);
}

/** `(name x)` rebuilt around an expanded x. */
function again(name: string, inner: Core, place: Place): Core {
  const tag: Core = { kind: "quote", datum: SchemeSymbol.of(name), place };
  return call(
    "cons",
    [tag, call("cons", [inner, { kind: "quote", datum: { kind: "list", items: [] }, place }], place)],
    place,
  );
}

function expandItems(
  expander: Expander,
  items: readonly Syntax[],
  tail: Syntax | undefined,
  scope: Scope,
  level: number,
  place: Place,
): Core {
  // `(a . ,b)` reads as (a unquote b).
  const dotted =
    items.length >= 3 && !tail && expander.isKeyword(items.at(-2), "unquote", scope) ? items.length - 2 : -1;
  const before = dotted > 0 ? items.slice(0, dotted) : items;
  let rest: Core =
    dotted > 0
      ? expandTemplate(expander, { kind: "list", items: items.slice(dotted), place }, scope, level)
      : tail
        ? expandTemplate(expander, tail, scope, level)
        : { kind: "quote", datum: { kind: "list", items: [] }, place };
  let first = true;
  const expanded = before.map((item) => {
    const spliced = tagged(expander, item, "unquote-splicing", scope);
    if (spliced && level === 1) return { splice: true, core: expander.expand(spliced, scope) };
    if (spliced)
      return {
        splice: false,
        core: again("unquote-splicing", expandTemplate(expander, spliced, scope, level - 1), item.place),
      };
    return { splice: false, core: expandTemplate(expander, item, scope, level) };
  });
  for (const { splice, core } of expanded.reverse()) {
    const ends = first && !tail && dotted < 0;
    // A splice at the end of a list is shared, not copied.
    rest = splice ? (ends ? core : call("append", [core, rest], place)) : call("cons", [core, rest], place);
    first = false;
  }
  return rest;
}

/** Whether a template holds nothing to evaluate or rebuild. It may be as deep as data are. */
function isConstant(expander: Expander, template: Syntax, scope: Scope): boolean {
  const marks = ["unquote", "unquote-splicing", "quasiquote"];
  const work = [template];
  for (let next = work.pop(); next; next = work.pop()) {
    if (next.kind === "atom" || next.kind === "reference") continue;
    if (
      next.kind === "list" &&
      next.items.some((item) => marks.some((mark) => expander.isKeyword(item, mark, scope)))
    )
      return false;
    for (const item of next.items) work.push(item);
    if (next.kind === "list" && next.tail) work.push(next.tail);
  }
  return true;
}

const misplaced: Special = (_expander, form, _scope, name) => {
  throw syntaxError(`${name} is only allowed inside quasiquote`, form.place);
};

export const quasiquoteForms: Readonly<Record<string, Special>> = {
  quasiquote,
  unquote: misplaced,
  "unquote-splicing": misplaced,
};
