// The table of special forms: what each name means before a program defines it otherwise.
import { syntaxError } from "../errors.js";
import { basicForms } from "./basic.js";
import { choiceForms } from "./choice.js";
import { conditionalForms, conditionalScans } from "./conditional.js";
import { controlForms } from "./control.js";
import { definitionScans } from "./definitions.js";
import { derivedForms } from "./derived.js";
import { libraryScans } from "./libraries.js";
import { quasiquoteForms } from "./quasiquote.js";
import { recordScans } from "./records.js";
import type { Scan, Special, SpecialForm } from "./scope.js";
import { syntaxForms, syntaxScans } from "./syntax.js";
import { trustedForms } from "./trusted.js";
import { valuesForms, valuesScans } from "./values.js";

/** What only means something as a part of other forms. */
const AUXILIARIES = ["else", "=>", "_", "..."];
const TOP_ONLY = ["define-parameter", "import", "define-library"];

/** A form that defines something, where no definition may stand. */
const misplaced: Special = (_expander, form, _scope, name) => {
  const where = TOP_ONLY.includes(name) ? "" : " or in a body";
  throw syntaxError(`${name} is not allowed here: it belongs at the top level${where}`, form.place);
};
const auxiliary: Special = (_expander, form, _scope, name) => {
  throw syntaxError(`${name} is not allowed here: it is a part of other forms`, form.place);
};

let tables: Readonly<Record<"common" | "trusted", ReadonlyMap<string, SpecialForm>>> | undefined;

/** The special forms; `trusted`: with those of library and interpreter sources. */
export function specialForms(trusted: boolean): ReadonlyMap<string, SpecialForm> {
  tables ??= makeTables();
  return trusted ? tables.trusted : tables.common;
}

/** Names of the special forms, but for those that are parts of others. */
export function formNames(): readonly string[] {
  return [...specialForms(false).keys()].filter((name) => !AUXILIARIES.includes(name));
}

function makeTables(): NonNullable<typeof tables> {
  const scans: Readonly<Record<string, Scan>> = {
    ...definitionScans,
    ...recordScans,
    ...valuesScans,
    ...syntaxScans,
    ...conditionalScans,
    ...libraryScans,
  };
  const expressions: Readonly<Record<string, Special>> = {
    ...Object.fromEntries(Object.keys(scans).map((name) => [name, misplaced])),
    ...Object.fromEntries(AUXILIARIES.map((name) => [name, auxiliary])),
    ...basicForms,
    ...derivedForms,
    ...quasiquoteForms,
    ...syntaxForms,
    ...valuesForms,
    ...controlForms,
    ...conditionalForms,
    ...choiceForms,
  };
  const table = (forms: Readonly<Record<string, Special>>): ReadonlyMap<string, SpecialForm> =>
    new Map(
      Object.entries(forms).map(([name, expand]) => [
        name,
        { kind: "special", name, expand, scan: scans[name] },
      ]),
    );
  return { common: table(expressions), trusted: table({ ...expressions, ...trustedForms }) };
}
