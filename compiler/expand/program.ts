// A program's forms, one after another: what each defines is known to those after it.
import type { Form, Program } from "../core.js";
import { type ListSyntax, SchemeSymbol, type Syntax, UNSPECIFIED } from "../datum.js";
import { read } from "../read.js";
import { expandLambda } from "./basic.js";
import { scanForm } from "./definitions.js";
import { Expander, named } from "./expander.js";
import { Parameters } from "./parameters.js";
import type { Environment, Sink } from "./scope.js";

export interface ProgramOptions {
  readonly trusted?: boolean;
  /** "literals": every inexact literal of the text is learnable, besides the parameters. */
  readonly learn?: "parameters" | "literals";
  /** Procedures of the host, defined before the program: their bodies mean what they mean after it. */
  readonly entries?: readonly EntrySyntax[];
}

/** An expression in the program's scope, as a procedure of its variables. */
export interface EntrySyntax {
  /** Name of the global. */
  readonly name: string;
  readonly variables: readonly string[];
  readonly expression: Syntax;
}

/** Reads and expands a whole program. */
export function expandProgram(text: string, options: ProgramOptions = {}): Program {
  return expandForms(read(text), options);
}

export function expandForms(syntaxes: readonly Syntax[], options: ProgramOptions = {}): Program {
  const parameters = new Parameters(syntaxes, options.learn === "literals");
  const expander = new Expander({ trusted: options.trusted ?? false, literals: parameters.literals });
  const forms: Form[] = [];
  const declare = (form: ListSyntax, environment: Environment): Form => {
    const { identifier, index } = parameters.declare(expander, form);
    const name = environment.define(identifier, expander.freshGlobal);
    return { kind: "parameter", name, index, place: form.place };
  };
  const { environment } = expander;
  /** Whether the latest form of the text ends with a definition or an expression: what the program's value is. */
  let valued = true;
  const add = (form: Form): void => {
    forms.push(form);
    valued = true;
  };
  const sink: Sink = {
    define: (identifier, place, value) => {
      expander.startForm();
      const name = environment.define(identifier, expander.freshGlobal);
      add({ kind: "define", name, value: value(environment), place });
    },
    expression: (syntax) => {
      expander.startForm();
      add({ kind: "expression", value: expander.expand(syntax, environment), place: syntax.place });
    },
    top: {
      parameter: (form) => add(declare(form, environment)),
      imports: (form) => {
        const libraries = expander.libraries.imports(form, environment, true);
        if (libraries.every((library) => library.forms === undefined)) expander.topSyntax.push(form);
        for (const library of libraries) forms.push(...expander.libraries.run(library));
      },
      library: (form) => expander.libraries.define(form, declare),
    },
  };
  expander.bounded(() => {
    for (const syntax of syntaxes) {
      valued = false;
      expander.depth = 0;
      scanForm(expander, syntax, environment, sink);
    }
  });
  // A macro or an import has no value, and neither has a program that ends with one.
  const last = syntaxes.at(-1);
  if (last && !valued)
    forms.push({
      kind: "expression",
      value: { kind: "quote", datum: UNSPECIFIED, place: last.place },
      place: last.place,
    });
  const entries = (options.entries ?? []).map((entry) => expandEntry(expander, entry));
  const syntax = expander.topSyntax.map((form) => expander.constant(form));
  return { forms: [...entries, ...forms], parameters: parameters.list, syntax };
}

function expandEntry(expander: Expander, { name, variables, expression }: EntrySyntax): Form {
  const { place } = expression;
  const list = (items: readonly Syntax[]): ListSyntax => ({ kind: "list", items, place });
  const symbol = (text: string): Syntax => ({ kind: "atom", value: SchemeSymbol.of(text), place });
  const lambda = list([symbol("lambda"), list(variables.map(symbol)), expression]);
  expander.startForm();
  expander.depth = 0;
  const value = expander.bounded(() => expandLambda(expander, lambda, expander.environment, "lambda"));
  return { kind: "define", name, value: named(value, SchemeSymbol.of(name)), place };
}
