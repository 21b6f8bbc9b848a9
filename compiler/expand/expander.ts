// The expander: syntax to core. This file resolves names and expands calls, constants and formals; the special forms are in
// basic.ts, derived.ts, quasiquote.ts and body.ts, top-level forms in program.ts.
// Invariant: numbers of local variables and all messages agree with interpreter/expand*.scm, which does the same in Scheme.
import { type Core, type Formals, type Parameter, Variable } from "../core.js";
import {
  type AtomSyntax,
  type Datum,
  type ListSyntax,
  SchemeSymbol,
  type Syntax,
  strip,
  symbolName,
} from "../datum.js";
import { type Place, type SchemeError, syntaxError } from "../errors.js";
import { basicForms, templates } from "./basic.js";
import { derivedForms } from "./derived.js";
import { quasiquoteForms } from "./quasiquote.js";
import type { Meaning, Scope, Special } from "./scope.js";
import { trustedForms } from "./trusted.js";

export interface ExpandOptions {
  /** Library and interpreter sources: instructions and lambda/source are allowed. */
  readonly trusted?: boolean;
  /** Index of the learnable literal that stands at a place, if one does. */
  readonly literalAt?: (place: Place) => number | undefined;
}

export class Expander {
  /** Special forms that the program has not redefined. */
  private readonly specials: Map<string, Special>;
  private counter = 0;
  readonly parameters: Parameter[] = [];

  constructor(readonly options: ExpandOptions) {
    this.specials = new Map([
      ...Object.entries(basicForms),
      ...Object.entries(derivedForms),
      ...Object.entries(quasiquoteForms),
      ...(options.trusted ? Object.entries(trustedForms) : []),
    ]);
  }

  // ---- names --------------------------------------------------------------------------------------------------------------
  meaning(name: string, scope: Scope): Meaning {
    const variable = scope.lookup(name);
    if (variable) return { kind: "variable", variable };
    const expand = this.specials.get(name);
    return expand ? { kind: "special", name, expand } : { kind: "global" };
  }
  /** A top-level definition of `name` hides the special form of that name from now on. */
  defineGlobal(name: string): void {
    this.specials.delete(name);
  }
  /** Numbering of local variables starts anew with each top-level form. */
  startForm(): void {
    this.counter = 0;
  }
  fresh(name: string): Variable {
    return new Variable(name, ++this.counter);
  }
  /** Binds a new variable in a scope. */
  bindNew(name: string, scope: Scope): Variable {
    const variable = this.fresh(name);
    scope.bind(name, variable);
    return variable;
  }
  /** Whether `syntax` is the keyword `name` (not hidden by a definition). */
  isKeyword(syntax: Syntax | undefined, name: string, scope: Scope): boolean {
    return symbolName(syntax) === name && scope.lookup(name) === undefined;
  }
  /** Whether `syntax` is a use of the special form `name`. */
  isForm(syntax: Syntax, name: string, scope: Scope): syntax is ListSyntax {
    return syntax.kind === "list" && this.isKeyword(syntax.items[0], name, scope) && this.specials.has(name);
  }

  // ---- expressions ------------------------------------------------------------------------------------------------------------
  expand(syntax: Syntax, scope: Scope): Core {
    if (syntax.kind === "atom") return this.expandAtom(syntax, scope);
    if (syntax.kind === "vector") return { kind: "quote", datum: this.constant(syntax), place: syntax.place };
    const head = syntax.items[0];
    if (!head) throw syntaxError("() is not an expression: quote it to mean the empty list", syntax.place);
    const name = symbolName(head);
    if (name !== undefined) {
      const meaning = this.meaning(name, scope);
      if (meaning.kind === "special") {
        if (syntax.tail) throw this.malformed(name, syntax.place);
        return meaning.expand(this, syntax, scope, name);
      }
      if (this.options.trusted && meaning.kind === "global" && /^%./.test(name))
        return this.expandInstruction(syntax, name.slice(1), scope);
    }
    if (syntax.tail) throw syntaxError("a procedure call must be a proper list", syntax.place);
    const [operator, ...operands] = syntax.items.map((item) => this.expand(item, scope));
    return { kind: "call", operator: operator as Core, operands, place: syntax.place };
  }

  private expandInstruction(syntax: ListSyntax, name: string, scope: Scope): Core {
    return {
      kind: "instruction",
      name,
      operands: this.expandAll(syntax.items.slice(1), scope),
      place: syntax.place,
    };
  }

  private expandAtom(syntax: AtomSyntax, scope: Scope): Core {
    const { value, place } = syntax;
    if (!(value instanceof SchemeSymbol)) return { kind: "quote", datum: this.constant(syntax), place };
    const meaning = this.meaning(value.name, scope);
    if (meaning.kind === "variable") return { kind: "local", variable: meaning.variable, place };
    if (meaning.kind === "special")
      throw syntaxError(`${value.name} is a special form and has no value`, place);
    return { kind: "global", name: value.name, place };
  }

  expandAll(items: readonly Syntax[], scope: Scope): Core[] {
    return items.map((item) => this.expand(item, scope));
  }
  /** A sequence of expressions (not a body: no definitions). */
  sequence(items: readonly Syntax[], scope: Scope, place: Place): Core {
    const body = this.expandAll(items, scope);
    return body.length === 1 ? (body[0] as Core) : { kind: "begin", body, place };
  }
  /** The datum of quoted syntax, with learnable literals marked. */
  constant(syntax: Syntax): Datum {
    const literalAt = this.options.literalAt;
    if (!literalAt) return strip(syntax);
    return strip(syntax, (atom) => {
      if (typeof atom.value !== "number") return atom.value;
      const index = literalAt(atom.place);
      return index === undefined ? atom.value : { kind: "literal", value: atom.value, index };
    });
  }

  // ---- formals ------------------------------------------------------------------------------------------------------------------
  /** Binds formals in `scope`; `fail` makes the error for what is no list of names. */
  formals(syntax: Syntax, scope: Scope, fail: () => SchemeError): Formals {
    const items = syntax.kind === "list" ? syntax.items : [];
    const restSyntax = syntax.kind === "list" ? syntax.tail : syntax;
    const bind = (item: Syntax): Variable => {
      const name = symbolName(item);
      if (name === undefined) throw fail();
      if (scope.has(name)) throw syntaxError(`${name} is bound twice in one form`, item.place);
      return this.bindNew(name, scope);
    };
    const required = items.map(bind);
    return { required, rest: restSyntax ? bind(restSyntax) : undefined };
  }

  malformed(name: string, place: Place): SchemeError {
    return syntaxError(`malformed ${name}: expected ${templates[name] ?? `(${name} ...)`}`, place);
  }
}

/** Gives a lambda the name of the variable that it is bound to. */
export function named(core: Core, name: string): Core {
  return core.kind === "lambda" && core.name === "" ? { ...core, name } : core;
}
