// cond-expand (R7RS 4.2.1) as an expression and where definitions may stand, and include, which has no files to read.
import { type Core, unspecified } from "../core.js";
import { type ListSyntax, type Syntax, symbolName } from "../datum.js";
import { syntaxError } from "../errors.js";
import { scanForms } from "./definitions.js";
import type { Expander } from "./expander.js";
import type { Scan, Special } from "./scope.js";
import { features } from "./standard.js";

/** The forms of the first clause whose requirement is met. */
export function chosenForms(expander: Expander, form: ListSyntax, name: string): readonly Syntax[] {
  const fail = () => expander.malformed(name, form.place);
  const clauses = form.items.slice(1);
  for (const [i, clause] of clauses.entries()) {
    const [requirement, ...forms] = clause.kind === "list" && !clause.tail ? clause.items : [];
    if (!requirement) throw fail();
    if (symbolName(requirement) === "else" && i < clauses.length - 1) throw fail();
    if (isMet(expander, requirement, fail)) return forms;
  }
  throw syntaxError("no clause of this cond-expand applies", form.place);
}

function isMet(expander: Expander, requirement: Syntax, fail: () => Error): boolean {
  const name = symbolName(requirement);
  if (name !== undefined) return name === "else" || features.includes(name);
  if (requirement.kind !== "list" || requirement.tail) throw fail();
  const [head, ...rest] = requirement.items;
  const met = (one: Syntax): boolean => isMet(expander, one, fail);
  switch (symbolName(head)) {
    case "and":
      return rest.every(met);
    case "or":
      return rest.some(met);
    case "not":
      if (rest.length !== 1) throw fail();
      return !met(rest[0] as Syntax);
    case "library":
      if (rest.length !== 1) throw fail();
      return expander.libraries.find(rest[0] as Syntax) !== undefined;
    default:
      throw fail();
  }
}

const condExpand: Special = (expander, form, scope, name): Core => {
  const forms = chosenForms(expander, form, name);
  return forms.length === 0 ? unspecified(form.place) : expander.sequence(forms, scope, form.place);
};
const condExpandScan: Scan = (expander, form, scope, sink, name) =>
  scanForms(expander, chosenForms(expander, form, name), scope, sink);

const include: Special = (_expander, form, _scope, name) => {
  throw syntaxError(`${name}: files are not available; put the text of the file in this place`, form.place);
};

export const conditionalForms: Readonly<Record<string, Special>> = {
  "cond-expand": condExpand,
  include,
  "include-ci": include,
};
export const conditionalScans: Readonly<Record<string, Scan>> = { "cond-expand": condExpandScan };
