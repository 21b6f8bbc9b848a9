// Constants of a candidate: every inexact literal becomes a `define-parameter`, so that it is fitted like the others.
// Invariant: exact numbers are structure (an exponent, a number of steps) and stay; what is quoted and what is not finite stays, too.
import {
  type Datum,
  type ListDatum,
  SchemeSymbol,
  type Syntax,
  strip,
  symbolName,
} from "../compiler/datum.js";
import { writeDatum } from "../compiler/write.js";

/** The program's text with its literals lifted; the text itself when there are none. New constants are named c1, c2, …. */
export function liftLiterals(text: string, forms: readonly Syntax[]): string {
  const taken = new Set<string>();
  let literals = 0;
  const look = (syntax: Syntax): void => {
    if (syntax.kind === "reference") return;
    if (syntax.kind === "atom") {
      const name = symbolName(syntax);
      if (name !== undefined) taken.add(name);
      else if (isConstant(syntax.value)) literals++;
      return;
    }
    const head = symbolName(syntax.items[0]);
    if (head === "define-parameter") syntax.items.slice(1, 2).forEach(look);
    else if (head !== "quote") syntax.items.forEach(look);
  };
  forms.forEach(look);
  if (literals === 0) return text;
  const definitions: string[] = [];
  let next = 1;
  const lifted = (value: number): SchemeSymbol => {
    while (taken.has(`c${next}`)) next++;
    const name = `c${next++}`;
    definitions.push(`(define-parameter ${name} ${writeDatum(value)})`);
    return SchemeSymbol.of(name);
  };
  const rewrite = (datum: Datum): Datum => {
    if (isConstant(datum)) return lifted(datum);
    if (typeof datum !== "object" || !("kind" in datum) || datum.kind !== "list") return datum;
    const [head] = datum.items;
    if (head instanceof SchemeSymbol && (head.name === "quote" || head.name === "define-parameter"))
      return datum;
    const list: ListDatum = { kind: "list", items: datum.items.map(rewrite) };
    return datum.tail === undefined ? list : { ...list, tail: rewrite(datum.tail) };
  };
  const body = forms.map((form) => writeDatum(rewrite(strip(form))));
  return [...definitions, ...body].join("\n");
}

function isConstant(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
