// Forms that define macros, and syntax-error (R7RS 4.3, 5.4).
import {
  type Identifier,
  identifierOf,
  type ListSyntax,
  plainAtom,
  SchemeString,
  type Syntax,
  strip,
  symbolOf,
} from "../datum.js";
import { syntaxError } from "../errors.js";
import { writeDatum } from "../write.js";
import { bindingPairs, distinct } from "./basic.js";
import { expandBody } from "./body.js";
import { definedTwice, type Expander } from "./expander.js";
import { parseRules } from "./rules.js";
import { Frame, type Macro, type Scan, type Scope, type Special } from "./scope.js";

/** The macro that `(syntax-rules …)`, or what expands to it, makes. */
function macroOf(expander: Expander, syntax: Syntax, scope: Scope, identifier: Identifier): Macro {
  const before = expander.depth;
  let form = syntax;
  for (;;) {
    const meaning = expander.headMeaning(form, scope);
    if (meaning?.kind !== "macro") {
      if (meaning?.kind !== "special" || meaning.name !== "syntax-rules")
        throw syntaxError("a macro is defined by (syntax-rules ...)", form.place);
      expander.depth = before;
      return parseRules(expander, form as ListSyntax, scope, symbolOf(identifier).name);
    }
    form = expander.expandUse(meaning, form as ListSyntax, scope);
  }
}

const defineSyntax: Scan = (expander, form, scope, _sink, name) => {
  const [, target, rules] = form.items;
  const identifier = identifierOf(target);
  if (!identifier || !rules || form.items.length !== 3) throw expander.malformed(name, form.place);
  if (scope instanceof Frame && scope.has(identifier)) throw definedTwice(identifier, form.place);
  scope.bind(identifier, macroOf(expander, rules, scope, identifier));
  if (scope === expander.environment) expander.topSyntax.push(form);
};

/** let-syntax and letrec-syntax; `recursive`: the macros see each other. */
function localMacros(recursive: boolean): Special {
  return (expander, form, scope, name) => {
    const pairs = bindingPairs(expander, form.items[1], form, name);
    const body = form.items.slice(2);
    distinct(pairs);
    if (body.length === 0) throw expander.malformed(name, form.place);
    const inner = new Frame(scope);
    for (const { identifier, init } of pairs)
      inner.bind(identifier, macroOf(expander, init, recursive ? inner : scope, identifier));
    return expandBody(expander, body, inner, form.place);
  };
}

const rulesOutside: Special = (_expander, form, _scope, name) => {
  throw syntaxError(`${name} is only allowed where a macro is defined`, form.place);
};

const syntaxErrorForm: Special = (expander, form, _scope, name) => {
  const [, message, ...irritants] = form.items;
  if (message?.kind !== "atom" || !(message.value instanceof SchemeString))
    throw expander.malformed(name, form.place);
  const shown = irritants.map((irritant) => ` ${writeDatum(strip(irritant, plainAtom))}`);
  throw syntaxError(message.value.value + shown.join(""), form.place);
};

export const syntaxForms: Readonly<Record<string, Special>> = {
  "let-syntax": localMacros(false),
  "letrec-syntax": localMacros(true),
  "syntax-rules": rulesOutside,
  "syntax-error": syntaxErrorForm,
};
export const syntaxScans: Readonly<Record<string, Scan>> = { "define-syntax": defineSyntax };
