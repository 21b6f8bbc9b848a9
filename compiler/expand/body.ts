// Bodies: internal definitions become letrec* (R7RS 5.3.2), and macros that are defined among them are known in the whole body.
// A definition may also follow an expression, as in Guile; the expression is then evaluated in its place.
import type { Core, Variable } from "../core.js";
import type { Syntax } from "../datum.js";
import type { Place } from "../errors.js";
import { syntaxError } from "../errors.js";
import { later, scanForms } from "./definitions.js";
import { definedTwice, type Expander, inSequence } from "./expander.js";
import { Frame, type Scope } from "./scope.js";

interface Item {
  /** What is defined; undefined: an expression. */
  readonly variable: Variable | undefined;
  readonly value: (scope: Scope) => Core;
}

/** Expands a body in a scope of its own within `scope`: its definitions may hide the formals. */
export function expandBody(expander: Expander, body: readonly Syntax[], scope: Scope, place: Place): Core {
  const inner = new Frame(scope);
  const items: Item[] = [];
  scanForms(expander, body, inner, {
    define: (identifier, at, value) => {
      if (inner.has(identifier)) throw definedTwice(identifier, at);
      items.push({ variable: expander.bindNew(identifier, inner), value });
    },
    expression: (syntax) => {
      const value = later(expander, (within) => expander.expand(syntax, within));
      items.push({ variable: undefined, value });
    },
  });
  const count = items.findLastIndex((item) => item.variable) + 1;
  if (count === items.length)
    throw syntaxError("a body must end with an expression, not with a definition", place);
  const bindings = items.slice(0, count).map(({ variable, value }) => {
    const init = value(inner);
    return { variable: variable ?? expander.fresh(""), init };
  });
  const rest = inSequence(
    items.slice(count).map((item) => item.value(inner)),
    place,
  );
  return count === 0 ? rest : { kind: "letrec", bindings, body: rest, place };
}
