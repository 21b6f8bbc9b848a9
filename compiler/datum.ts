// Data of the compiler: what the reader makes and `quote` yields.
// Invariant: exact integers are bigints within i64, flonums are numbers; symbols are interned, so identity is eq?. Nothing here recurses on
// the depth of a datum.
import { type Place, syntaxError } from "./errors.js";
import type { Meaning, Scope } from "./expand/scope.js";

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
/** A bytevector. */
export class SchemeBytes {
  constructor(readonly bytes: readonly number[]) {}
}
export const UNSPECIFIED = Symbol("unspecified");

export type Atom =
  | bigint
  | number
  | boolean
  | SchemeSymbol
  | SchemeChar
  | SchemeString
  | SchemeBytes
  | typeof UNSPECIFIED;

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
/** A datum with a label. What refers to it is a reference of the same index; undefined: nothing does. */
export interface LabelDatum {
  readonly kind: "label";
  readonly index: number | undefined;
  readonly datum: Datum;
}
export interface ReferenceDatum {
  readonly kind: "reference";
  readonly index: number;
}
export type Datum = Atom | ListDatum | VectorDatum | LiteralDatum | LabelDatum | ReferenceDatum;

export const NULL: ListDatum = { kind: "list", items: [] };

// ---- identifiers ------------------------------------------------------------------------------------------------------------
/** An identifier that the expansion of a macro inserted: it means what its base means where the macro was defined, unless bound. */
export class Alias {
  /** What a definition at top level has made of it. */
  definition: Meaning | undefined;
  constructor(
    readonly base: Identifier,
    readonly scope: Scope,
  ) {}
}
export type Identifier = SchemeSymbol | Alias;

/** The symbol that an identifier is when quoted. */
export function symbolOf(identifier: Identifier): SchemeSymbol {
  let base = identifier;
  while (base instanceof Alias) base = base.base;
  return base;
}

// ---- syntax: a datum with places --------------------------------------------------------------------------------------
/** What `#n=` stands for, by identity. */
export class Label {}

interface Placed {
  readonly place: Place;
  /** The label that stands before it. */
  readonly label?: Label;
}
export interface AtomSyntax extends Placed {
  readonly kind: "atom";
  readonly value: Atom | Alias;
}
export interface ListSyntax extends Placed {
  readonly kind: "list";
  readonly items: readonly Syntax[];
  readonly tail?: Syntax;
}
export interface VectorSyntax extends Placed {
  readonly kind: "vector";
  readonly items: readonly Syntax[];
}
/** A reference `#n#` to what it lies in itself. (Other references are the syntax that they refer to.) */
export interface ReferenceSyntax extends Placed {
  readonly kind: "reference";
  readonly to: Label;
}
export type Syntax = AtomSyntax | ListSyntax | VectorSyntax | ReferenceSyntax;

export function plainAtom({ value }: AtomSyntax): Datum {
  return value instanceof Alias ? symbolOf(value) : value;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** The datum without places; `atom` turns each atom into a datum. */
export function strip(syntax: Syntax, atom: (syntax: AtomSyntax) => Datum = plainAtom): Datum {
  const labels = new Map<Label, Draft<LabelDatum>>();
  let used = 0;
  let result: Datum = NULL;
  /** What is still to be turned into a datum, last first, and where the datum goes. */
  const work: { syntax: Syntax; put: (datum: Datum) => void }[] = [
    {
      syntax,
      put: (datum) => {
        result = datum;
      },
    },
  ];
  const reference = (label: LabelDatum): Datum => {
    (label as Draft<LabelDatum>).index ??= used++;
    return { kind: "reference", index: label.index as number };
  };
  for (let next = work.pop(); next; next = work.pop()) {
    const { syntax: one } = next;
    let { put } = next;
    const to = one.kind === "reference" ? one.to : one.label;
    const known = to && labels.get(to);
    if (known) {
      put(reference(known));
      continue;
    }
    if (one.kind === "reference")
      throw syntaxError("this label refers to a datum that is not quoted with it", one.place);
    if (one.label) {
      const label: Draft<LabelDatum> = { kind: "label", index: undefined, datum: NULL };
      labels.set(one.label, label);
      put(label);
      put = (datum) => {
        label.datum = datum;
      };
    }
    if (one.kind === "atom") put(atom(one));
    else {
      const items: Datum[] = Array(one.items.length).fill(NULL);
      const datum: Draft<ListDatum | VectorDatum> = { kind: one.kind, items };
      put(datum);
      if (one.kind === "list" && one.tail)
        work.push({
          syntax: one.tail,
          put: (tail) => {
            (datum as Draft<ListDatum>).tail = tail;
          },
        });
      for (let i = one.items.length - 1; i >= 0; i--)
        work.push({
          syntax: one.items[i] as Syntax,
          put: (item) => {
            items[i] = item;
          },
        });
    }
  }
  return result;
}

/** The identifier that a piece of syntax is, if it is one. */
export function identifierOf(syntax: Syntax | undefined): Identifier | undefined {
  if (syntax?.kind !== "atom") return undefined;
  return syntax.value instanceof SchemeSymbol || syntax.value instanceof Alias ? syntax.value : undefined;
}

/** The name of the identifier that a piece of syntax is, as its text has it. */
export function symbolName(syntax: Syntax | undefined): string | undefined {
  const identifier = identifierOf(syntax);
  return identifier && symbolOf(identifier).name;
}
