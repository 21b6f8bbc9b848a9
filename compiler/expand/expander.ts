// The expander: syntax to core. This file resolves identifiers and expands macro uses, calls, constants and formals; the special forms are
// in the other files of this folder, top-level forms in program.ts.
// Invariant: numbers of variables and all messages agree with interpreter/expand.scm, which does the same in Scheme.
import { type Core, type Formals, PrivateName, Variable } from "../core.js";
import {
  Alias,
  type AtomSyntax,
  type Datum,
  type Identifier,
  identifierOf,
  type ListSyntax,
  plainAtom,
  SchemeSymbol,
  type Syntax,
  strip,
  symbolOf,
} from "../datum.js";
import { type Place, type SchemeError, syntaxError } from "../errors.js";
import { Libraries } from "./libraries.js";
import { transcribe } from "./rules.js";
import { Environment, type Macro, type Meaning, type Scope, type SpecialForm } from "./scope.js";
import { specialForms } from "./special-forms.js";
import { templates } from "./templates.js";

/** How deep uses of macros may lie in what uses of macros expand to; long ones count more. */
const MOST_EXPANSIONS = 10_000;
/** From this depth on, what exhausts the host's stack is taken for an expansion without end. */
const MANY_EXPANSIONS = 500;

export interface ExpandOptions {
  /** Library and interpreter sources: instructions and lambda/source are allowed. */
  readonly trusted?: boolean;
  /** Index of a learnable literal. */
  readonly literals?: ReadonlyMap<AtomSyntax, number>;
}

export class Expander {
  /** All special forms, those of a trusted source included. */
  readonly specials: ReadonlyMap<string, SpecialForm>;
  readonly environment: Environment;
  readonly libraries: Libraries = new Libraries(this);
  /** Forms of the program's top level that define macros or import standard libraries. */
  readonly topSyntax: Syntax[] = [];
  private variables = 0;
  private privates = 0;
  /** How many uses of macros led here, and where the latest stands. */
  depth = 0;
  private latestUse: Place = { line: 0, column: 0 };

  constructor(readonly options: ExpandOptions) {
    this.specials = specialForms(options.trusted ?? false);
    this.environment = new Environment(this.specials, true);
  }

  // ---- identifiers --------------------------------------------------------------------------------------------------------
  /** Numbering of local variables starts anew with each top-level form. */
  startForm(): void {
    this.variables = 0;
  }
  fresh(name: string): Variable {
    return new Variable(name, ++this.variables);
  }
  readonly freshGlobal = (name: string): PrivateName => new PrivateName(name, ++this.privates);
  /** An identifier that no text can mention. */
  hidden(name: string): Identifier {
    return new Alias(SchemeSymbol.of(name), this.environment);
  }
  /** Binds a new variable in a scope. */
  bindNew(identifier: Identifier, scope: Scope): Variable {
    const variable = this.fresh(symbolOf(identifier).name);
    scope.bind(identifier, { kind: "variable", variable });
    return variable;
  }
  /** Whether `syntax` is the keyword `name`, as this language means it. */
  isKeyword(syntax: Syntax | undefined, name: string, scope: Scope): boolean {
    const identifier = identifierOf(syntax);
    if (!identifier) return false;
    const meaning = scope.lookup(identifier);
    return meaning.kind === "special" && meaning.name === name;
  }
  /** What the head of a form means; undefined: it is no identifier. */
  headMeaning(form: Syntax, scope: Scope): Meaning | undefined {
    const head = form.kind === "list" ? identifierOf(form.items[0]) : undefined;
    return head && scope.lookup(head);
  }

  // ---- macros -------------------------------------------------------------------------------------------------------------
  /** What a use of a macro expands to; it counts as one step deeper until the caller restores `depth`. */
  expandUse(macro: Macro, form: ListSyntax, scope: Scope): Syntax {
    this.latestUse = form.place;
    this.depth += 1 + (form.items.length >> 8);
    if (this.depth > MOST_EXPANSIONS) throw endless(form.place);
    return transcribe(macro, form, scope);
  }
  /** Expansion with the host's stack as its limit: what has no end reaches that before it reaches the limit on macros. */
  bounded<T>(expand: () => T): T {
    try {
      return expand();
    } catch (error) {
      if (error instanceof RangeError && this.depth > MANY_EXPANSIONS) throw endless(this.latestUse);
      throw error;
    }
  }

  // ---- expressions ----------------------------------------------------------------------------------------------------------
  expand(syntax: Syntax, scope: Scope): Core {
    const before = this.depth;
    let form = syntax;
    for (;;) {
      const meaning = this.headMeaning(form, scope);
      if (meaning?.kind !== "macro") {
        const core = this.expandForm(form, meaning, scope);
        this.depth = before;
        return core;
      }
      form = this.expandUse(meaning, form as ListSyntax, scope);
    }
  }

  private expandForm(syntax: Syntax, meaning: Meaning | undefined, scope: Scope): Core {
    if (syntax.kind === "atom") return this.expandAtom(syntax, scope);
    if (syntax.kind === "reference") throw syntaxError("a circular datum must be quoted", syntax.place);
    if (syntax.kind === "vector") return { kind: "quote", datum: this.constant(syntax), place: syntax.place };
    const [head] = syntax.items;
    if (!head) throw syntaxError("() is not an expression: quote it to mean the empty list", syntax.place);
    if (meaning?.kind === "special") {
      if (syntax.tail) throw this.malformed(meaning.name, syntax.place);
      return meaning.expand(this, syntax, scope, meaning.name);
    }
    if (this.options.trusted && meaning?.kind === "global") {
      const name = symbolOf(identifierOf(head) as Identifier).name;
      if (/^%./.test(name)) return this.expandInstruction(syntax, name.slice(1), scope);
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
    const identifier = identifierOf(syntax);
    if (!identifier) return { kind: "quote", datum: this.constant(syntax), place: syntax.place };
    return this.reference(identifier, scope, syntax.place);
  }

  /** The value of what an identifier means. */
  reference(identifier: Identifier, scope: Scope, place: Place): Core {
    const meaning = scope.lookup(identifier);
    switch (meaning.kind) {
      case "variable":
        return { kind: "local", variable: meaning.variable, place };
      case "global":
        return { kind: "global", name: meaning.name, place };
      case "primitive":
        return { kind: "primitive", name: meaning.name, place };
      case "unbound":
        return { kind: "global", name: this.freshGlobal(meaning.name), place };
      case "special":
      case "macro":
        throw syntaxError(`${symbolOf(identifier).name} is ${description(meaning)} and has no value`, place);
    }
  }

  expandAll(items: readonly Syntax[], scope: Scope): Core[] {
    return items.map((item) => this.expand(item, scope));
  }
  /** A sequence of expressions (not a body: no definitions). */
  sequence(items: readonly Syntax[], scope: Scope, place: Place): Core {
    return inSequence(this.expandAll(items, scope), place);
  }
  /** The datum of quoted syntax, with learnable literals marked. */
  constant(syntax: Syntax): Datum {
    const { literals } = this.options;
    if (!literals) return strip(syntax);
    return strip(syntax, (atom) => {
      const index = literals.get(atom);
      if (index === undefined) return plainAtom(atom);
      return { kind: "literal", value: atom.value as number, index };
    });
  }

  // ---- formals ------------------------------------------------------------------------------------------------------------------
  /** Binds formals in `scope`; `fail` makes the error for what is no list of names. */
  formals(syntax: Syntax, scope: Scope, fail: () => SchemeError): Formals {
    const { required, rest } = formalIdentifiers(syntax, fail);
    const bind = ({ identifier, place }: Named): Variable => {
      if (scope.has(identifier)) throw boundTwice(identifier, place);
      return this.bindNew(identifier, scope);
    };
    return { required: required.map(bind), rest: rest && bind(rest) };
  }

  malformed(name: string, place: Place): SchemeError {
    return syntaxError(`malformed ${name}: expected ${templates[name] ?? `(${name} ...)`}`, place);
  }
}

function endless(place: Place): SchemeError {
  return syntaxError("the expansion of this macro does not end", place);
}

/** An identifier in a binding form. */
export interface Named {
  readonly identifier: Identifier;
  readonly place: Place;
}

/** The identifiers of formals. */
export function formalIdentifiers(
  syntax: Syntax,
  fail: () => SchemeError,
): { required: readonly Named[]; rest: Named | undefined } {
  const named = (item: Syntax): Named => {
    const identifier = identifierOf(item);
    if (!identifier) throw fail();
    return { identifier, place: item.place };
  };
  const rest = syntax.kind === "list" ? syntax.tail : syntax;
  const required = syntax.kind === "list" ? syntax.items.map(named) : [];
  return { required, rest: rest && named(rest) };
}

export function boundTwice(identifier: Identifier, place: Place): SchemeError {
  return syntaxError(`${symbolOf(identifier).name} is bound twice in one form`, place);
}

export function definedTwice(identifier: Identifier, place: Place): SchemeError {
  return syntaxError(`${symbolOf(identifier).name} is defined twice in one body`, place);
}

export function description(meaning: Meaning): string {
  if (meaning.kind === "macro") return "a macro";
  return meaning.kind === "special" ? "a special form" : "a variable";
}

export function inSequence(body: readonly Core[], place: Place): Core {
  return body.length === 1 ? (body[0] as Core) : { kind: "begin", body, place };
}

/** Gives a lambda the name of the variable that it is bound to. */
export function named(core: Core, identifier: Identifier): Core {
  const { name } = symbolOf(identifier);
  return core.kind === "lambda" && core.name === "" ? { ...core, name } : core;
}
