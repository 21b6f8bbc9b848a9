// Data of the compiler: what the reader makes and `quote` yields.
// Invariant: exact integers are bigints within i64, flonums are numbers; symbols are interned, so identity is eq?.
import type { Place } from "./errors.js";

export class SchemeSymbol {
  private static readonly table = new Map<string, SchemeSymbol>();
  private constructor(readonly name: string) {}
  static of(name: string): SchemeSymbol {
    let symbol = SchemeSymbol.table.get(name);
    if (!symbol) {
      symbol = new SchemeSymbol(name);
      SchemeSymbol.table.set(name, symbol);
    }
    return symbol;
  }
}
export class SchemeChar {
  constructor(readonly codePoint: number) {}
}
export class SchemeString {
  constructor(readonly value: string) {}
}
export const UNSPECIFIED = Symbol("unspecified");

export type Atom = bigint | number | boolean | SchemeSymbol | SchemeChar | SchemeString | typeof UNSPECIFIED;

/** An inexact literal of the program's text that may be learnt. */
export interface LiteralDatum {
  readonly kind: "literal";
  readonly value: number;
  readonly index: number;
}
export interface ListDatum {
  readonly kind: "list";
  readonly items: readonly Datum[];
  /** What follows the last item; absent: the empty list. */
  readonly tail?: Datum;
}
export interface VectorDatum {
  readonly kind: "vector";
  readonly items: readonly Datum[];
}
export type Datum = Atom | ListDatum | VectorDatum | LiteralDatum;

export const NULL: ListDatum = { kind: "list", items: [] };

// ---- syntax: a datum with places --------------------------------------------------------------------------------------
export interface AtomSyntax {
  readonly kind: "atom";
  readonly value: Atom;
  readonly place: Place;
}
export interface ListSyntax {
  readonly kind: "list";
  readonly items: readonly Syntax[];
  readonly tail?: Syntax;
  readonly place: Place;
}
export interface VectorSyntax {
  readonly kind: "vector";
  readonly items: readonly Syntax[];
  readonly place: Place;
}
export type Syntax = AtomSyntax | ListSyntax | VectorSyntax;

/** The datum without places; `atom` may replace atoms (learnable literals). */
export function strip(syntax: Syntax, atom: (syntax: AtomSyntax) => Datum = (a) => a.value): Datum {
  if (syntax.kind === "atom") return atom(syntax);
  const items = syntax.items.map((item) => strip(item, atom));
  if (syntax.kind === "vector") return { kind: "vector", items };
  return syntax.tail ? { kind: "list", items, tail: strip(syntax.tail, atom) } : { kind: "list", items };
}

export function symbolName(syntax: Syntax | undefined): string | undefined {
  return syntax?.kind === "atom" && syntax.value instanceof SchemeSymbol ? syntax.value.name : undefined;
}
