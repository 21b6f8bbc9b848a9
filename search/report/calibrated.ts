// A program with its calibrated constants in it, as text.
// Invariant: only initial values of `define-parameter` change; the text is data here, nothing of it is run.
import { type Datum, SchemeSymbol, strip } from "../../compiler/datum.js";
import { read } from "../../compiler/read.js";
import { writeDatum } from "../../compiler/write.js";

export function calibratedText(text: string, values: ReadonlyMap<string, number>): string {
  return [...read(text)].map((form) => writeDatum(withValue(strip(form), values))).join("\n");
}

function withValue(form: Datum, values: ReadonlyMap<string, number>): Datum {
  if (typeof form !== "object" || !("kind" in form) || form.kind !== "list") return form;
  const [head, name, , ...rest] = form.items;
  if (!(head instanceof SchemeSymbol) || head.name !== "define-parameter") return form;
  const value = name instanceof SchemeSymbol ? values.get(name.name) : undefined;
  return value === undefined ? form : { ...form, items: [head, name as Datum, value, ...rest] };
}
