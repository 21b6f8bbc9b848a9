// Scopes of the expander: what an identifier means at a place of the text.
// Invariant: an identifier means what it is bound to, by identity, in the innermost scope that binds it; an alias that nothing binds means
// what its base means where its macro was defined; a symbol that nothing binds means what the environment says.
import type { Core, GlobalName, PrivateName, Variable } from "../core.js";
import {
  Alias,
  type Identifier,
  type ListSyntax,
  type SchemeSymbol,
  type Syntax,
  symbolOf,
} from "../datum.js";
import type { Place } from "../errors.js";
import type { Expander } from "./expander.js";
import type { Rule } from "./rules.js";

/** Expands one use of a special form. */
export type Special = (expander: Expander, form: ListSyntax, scope: Scope, name: string) => Core;
/** Takes one use of a form apart where definitions may stand: see forms.ts. */
export type Scan = (expander: Expander, form: ListSyntax, scope: Scope, sink: Sink, name: string) => void;

/** Where definitions and expressions go, in the order in which they come up. */
export interface Sink {
  /** `value` is asked for once, when everything that may be defined beside it is known. */
  define(identifier: Identifier, place: Place, value: (scope: Scope) => Core): void;
  expression(syntax: Syntax): void;
  /** At top level, of a program or of a library. */
  readonly top?: {
    parameter(form: ListSyntax): void;
    imports?(form: ListSyntax): void;
    library?(form: ListSyntax): void;
  };
}

export interface SpecialForm {
  readonly kind: "special";
  readonly name: string;
  readonly expand: Special;
  /** Where definitions may stand; undefined: what `expand` makes is an expression. */
  readonly scan: Scan | undefined;
}
export interface Macro {
  readonly kind: "macro";
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Where it was defined. */
  readonly scope: Scope;
}
export type Meaning =
  | { readonly kind: "variable"; readonly variable: Variable }
  | SpecialForm
  | Macro
  | { readonly kind: "global"; readonly name: GlobalName }
  | { readonly kind: "primitive"; readonly name: string }
  /** Nothing, in a library, where only what is defined or imported means something. */
  | { readonly kind: "unbound"; readonly name: string };

/** Whether two identifiers with these meanings are the same to `syntax-rules` (free-identifier=?). */
export function sameMeaning(a: Meaning, b: Meaning): boolean {
  if (a === b) return true;
  if (a.kind === "primitive") return b.kind === "primitive" && a.name === b.name;
  const free = (m: Meaning): boolean => m.kind === "global" || m.kind === "unbound";
  return free(a) && free(b) && (a as { name: GlobalName }).name === (b as { name: GlobalName }).name;
}

export interface Scope {
  lookup(identifier: Identifier): Meaning;
  bind(identifier: Identifier, meaning: Meaning): void;
  /** Whether it is bound right here. */
  has(identifier: Identifier): boolean;
}

/** The scope of a body, of formals, or of the like. */
export class Frame implements Scope {
  private readonly bindings = new Map<Identifier, Meaning>();
  constructor(private readonly parent: Scope) {}

  lookup(identifier: Identifier): Meaning {
    let scope: Scope = this;
    while (scope instanceof Frame) {
      const meaning = scope.bindings.get(identifier);
      if (meaning) return meaning;
      scope = scope.parent;
    }
    return scope.lookup(identifier);
  }
  bind(identifier: Identifier, meaning: Meaning): void {
    this.bindings.set(identifier, meaning);
  }
  has(identifier: Identifier): boolean {
    return this.bindings.has(identifier);
  }
}

/** A scope at top level: of the program, or of a library. */
export class Environment implements Scope {
  private readonly table = new Map<SchemeSymbol, Meaning>();
  private readonly own = new Map<Identifier, PrivateName>();

  /** `open`: the special forms, and a global variable of every other name; else only what is bound. */
  constructor(
    private readonly specials: ReadonlyMap<string, SpecialForm>,
    private readonly open: boolean,
  ) {}

  lookup(identifier: Identifier): Meaning {
    if (identifier instanceof Alias) return identifier.definition ?? identifier.scope.lookup(identifier.base);
    const meaning = this.table.get(identifier);
    if (meaning) return meaning;
    const { name } = identifier;
    if (!this.open) return { kind: "unbound", name };
    return this.specials.get(name) ?? { kind: "global", name };
  }
  bind(identifier: Identifier, meaning: Meaning): void {
    if (identifier instanceof Alias) identifier.definition = meaning;
    else this.table.set(identifier, meaning);
  }
  has(identifier: Identifier): boolean {
    return identifier instanceof Alias ? identifier.definition !== undefined : this.table.has(identifier);
  }

  /** The global variable that a definition of the identifier defines. Only the program's own names can be named by others. */
  define(identifier: Identifier, fresh: (name: string) => PrivateName): GlobalName {
    const { name } = symbolOf(identifier);
    let global: GlobalName = name;
    if (identifier instanceof Alias || !this.open) {
      global = this.own.get(identifier) ?? fresh(name);
      this.own.set(identifier, global);
    }
    this.bind(identifier, { kind: "global", name: global });
    return global;
  }
}
