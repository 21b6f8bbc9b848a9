// soft-choice: a differentiable choice among expressions, all of which are evaluated; a call of %soft-choice (interpreter/library/derivatives.scm).
import type { Core } from "../core.js";
import { symbolName } from "../datum.js";
import type { Place } from "../errors.js";
import type { Special } from "./scope.js";

const call = (name: string, operands: readonly Core[], place: Place): Core => ({
  kind: "call",
  operator: { kind: "primitive", name, place },
  operands,
  place,
});

/** `(soft-choice (e …) logits (temperature t) (straight-through) (gumbel generator))`, the last three in any order, once each at most. */
const softChoice: Special = (expander, form, scope, name) => {
  const { place } = form;
  const fail = () => expander.malformed(name, place);
  const [, choices, logits, ...options] = form.items;
  if (choices?.kind !== "list" || choices.tail || choices.items.length === 0 || !logits) throw fail();
  const given = new Map<string, Core>();
  const operands = [
    call("list", expander.expandAll(choices.items, scope), place),
    expander.expand(logits, scope),
  ];
  for (const option of options) {
    const [head, value, ...more] = option.kind === "list" && !option.tail ? option.items : [];
    const kind = symbolName(head);
    if (kind === undefined || given.has(kind) || more.length > 0) throw fail();
    if (kind === "straight-through" && !value) given.set(kind, { kind: "quote", datum: true, place });
    else if ((kind === "temperature" || kind === "gumbel") && value)
      given.set(kind, expander.expand(value, scope));
    else throw fail();
  }
  const otherwise = (kind: string, datum: number | boolean): Core =>
    given.get(kind) ?? { kind: "quote", datum, place };
  operands.push(
    otherwise("temperature", 1),
    otherwise("straight-through", false),
    otherwise("gumbel", false),
  );
  return call("%soft-choice", operands, place);
};

export const choiceForms: Readonly<Record<string, Special>> = { "soft-choice": softChoice };
