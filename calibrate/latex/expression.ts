// Arithmetic expressions of Scheme as formulas of LaTeX.
// Invariant: a formula has the meaning of its expression, or the expression is refused: nothing is left out. Parentheses stand where the
// precedence asks for them.
import { type Syntax, symbolName } from "../../compiler/datum.js";
import { formatNumber } from "../../compiler/number.js";
import type { Names } from "./names.js";

/** An expression that has no formula; the message says what of it. */
export class NoFormula extends Error {}

/** How tightly a formula holds together. */
const CASES = 0;
const SUM = 1;
const PRODUCT = 2;
const POWER = 3;
const ATOM = 4;

interface Formula {
  readonly tex: string;
  readonly level: number;
}

/** What an expression may refer to. */
export interface Surroundings {
  readonly names: Names;
  /** Names that the program defines: they mean its own definitions, not the language's procedures. */
  readonly defined: ReadonlySet<string>;
}

/** A local definition: `symbol = formula`. */
export interface Where {
  readonly symbol: string;
  readonly tex: string;
}

const FUNCTIONS: Readonly<Record<string, string>> = {
  sin: "\\sin",
  cos: "\\cos",
  tan: "\\tan",
  asin: "\\arcsin",
  acos: "\\arccos",
  sinh: "\\sinh",
  cosh: "\\cosh",
  tanh: "\\tanh",
  max: "\\max",
  min: "\\min",
};
const BRACKETS: Readonly<Record<string, readonly [string, string]>> = {
  abs: ["|", "|"],
  magnitude: ["|", "|"],
  floor: ["\\lfloor", "\\rfloor"],
  ceiling: ["\\lceil", "\\rceil"],
};
const RELATIONS: Readonly<Record<string, string>> = {
  "=": "=",
  "<": "<",
  ">": ">",
  "<=": "\\le",
  ">=": "\\ge",
};
/** Procedures that change how a number is stored, not which one it is. */
const SAME = new Set(["inexact", "exact->inexact", "exact", "inexact->exact"]);

/** Translates the body of one definition; what `let` binds is gathered in `where`. */
export class Translator {
  readonly where: Where[] = [];
  private readonly local = new Set<string>();

  constructor(
    private readonly around: Surroundings,
    variables: readonly string[],
  ) {
    for (const name of variables) this.bind(name);
  }

  /** The formula of a body: internal definitions, then one expression. @throws NoFormula */
  body(forms: readonly Syntax[]): string {
    return this.sequence(forms).tex;
  }

  private sequence(forms: readonly Syntax[]): Formula {
    for (const form of forms.slice(0, -1)) {
      const items = listOf(form);
      const name = symbolName(items?.[1]);
      if (symbolName(items?.[0]) !== "define" || name === undefined || items?.length !== 3)
        throw new NoFormula("does something before its value");
      this.define(name, items[2]!);
    }
    const last = forms.at(-1);
    if (!last) throw new NoFormula("has no value");
    return this.translate(last);
  }

  private define(name: string, value: Syntax): void {
    const { tex } = this.translate(value);
    this.bind(name);
    this.where.push({ symbol: this.around.names.symbol(name), tex });
  }

  /** A formula has one meaning for each symbol: names must not hide one another. */
  private bind(name: string): void {
    if (this.local.has(name) || this.around.defined.has(name))
      throw new NoFormula(`binds ${name} a second time`);
    this.local.add(name);
  }

  private translate(syntax: Syntax): Formula {
    if (syntax.kind === "list") return this.combination(syntax.items);
    if (syntax.kind !== "atom") throw new NoFormula("has a vector");
    const name = symbolName(syntax);
    if (name !== undefined) return this.variable(name);
    const { value } = syntax;
    if (typeof value === "number" || typeof value === "bigint") return numberFormula(value);
    throw new NoFormula("has a value that is not a number");
  }

  private variable(name: string): Formula {
    if (!this.local.has(name) && !this.around.defined.has(name)) throw new NoFormula(`uses ${name}`);
    return { tex: this.around.names.symbol(name), level: ATOM };
  }

  private combination(items: readonly Syntax[]): Formula {
    const [head, ...args] = items;
    const name = symbolName(head);
    if (name === undefined) throw new NoFormula("calls a computed procedure");
    if (this.local.has(name)) throw new NoFormula(`calls the variable ${name}`);
    if (this.around.defined.has(name)) {
      const symbol = this.around.names.symbol(name);
      return { tex: `${symbol}${this.arguments(args)}`, level: ATOM };
    }
    return this.form(name, args) ?? this.operation(name, args);
  }

  private form(name: string, args: readonly Syntax[]): Formula | undefined {
    if (name === "begin") return this.sequence(args);
    if (name === "if" && args.length === 3)
      return this.cases([
        [args[0], args[1]!],
        [undefined, args[2]!],
      ]);
    if (name === "cond")
      return this.cases(
        args.map((clause): [Syntax | undefined, Syntax] => {
          const parts = listOf(clause);
          if (parts?.length !== 2 || symbolName(parts[1]) === "=>")
            throw new NoFormula("has a cond clause without formula");
          return [symbolName(parts[0]) === "else" ? undefined : parts[0], parts[1]!];
        }),
      );
    if (name !== "let" && name !== "let*") return undefined;
    const bindings = args[0] && listOf(args[0]);
    if (!bindings) throw new NoFormula("has a loop");
    const pairs = bindings.map((binding) => {
      const parts = listOf(binding);
      const bound = symbolName(parts?.[0]);
      if (parts?.length !== 2 || bound === undefined) throw new NoFormula(`has an unusual ${name}`);
      return [bound, parts[1]!] as const;
    });
    // What is bound has a symbol of its own (`bind` sees to it), so that let and let* differ only in what is refused.
    const values = name === "let" ? pairs.map(([, value]) => this.translate(value).tex) : undefined;
    pairs.forEach(([bound, value], i) => {
      const tex = values?.[i];
      if (tex === undefined) this.define(bound, value);
      else {
        this.bind(bound);
        this.where.push({ symbol: this.around.names.symbol(bound), tex });
      }
    });
    return this.sequence(args.slice(1));
  }

  private cases(clauses: readonly (readonly [Syntax | undefined, Syntax])[]): Formula {
    if (clauses.at(-1)?.[0] !== undefined) throw new NoFormula("has a cond without else");
    const lines = clauses.map(([test, value]) => {
      const { tex } = this.translate(value);
      return `${tex} & ${test === undefined ? "\\text{otherwise}" : `\\text{if } ${this.condition(test)}`}`;
    });
    return { tex: `\\begin{cases} ${lines.join(" \\\\ ")} \\end{cases}`, level: CASES };
  }

  private condition(syntax: Syntax): string {
    const [head, ...args] = listOf(syntax) ?? [];
    const name = symbolName(head) ?? "";
    const own = this.around.defined.has(name) || this.local.has(name);
    const relation = own ? undefined : RELATIONS[name];
    if (relation !== undefined && args.length >= 2)
      return args.map((arg) => this.within(arg, SUM)).join(` ${relation} `);
    const joined = { and: "\\land", or: "\\lor" }[own ? "" : name];
    if (joined !== undefined && args.length > 0)
      return args.map((arg) => `\\left(${this.condition(arg)}\\right)`).join(` ${joined} `);
    if (name === "not" && !own && args.length === 1)
      return `\\lnot \\left(${this.condition(args[0]!)}\\right)`;
    const sign = { "positive?": "> 0", "negative?": "< 0", "zero?": "= 0" }[own ? "" : name];
    if (sign !== undefined && args.length === 1) return `${this.within(args[0]!, SUM)} ${sign}`;
    throw new NoFormula("has a condition that is not a comparison");
  }

  private operation(name: string, args: readonly Syntax[]): Formula {
    const [first, second] = args;
    if (SAME.has(name) && first && !second) return this.translate(first);
    if (name === "+" && first) return this.sum(args);
    if (name === "-" && first) return this.difference(first, args.slice(1));
    if (name === "*" && first) return this.product(args);
    if (name === "/" && first) return this.quotient(first, args.slice(1));
    if (name === "square" && args.length === 1) return this.power(first!, "2");
    if (name === "expt" && args.length === 2) return this.power(first!, this.translate(second!).tex);
    if (name === "exp" && args.length === 1)
      return { tex: `\\mathrm{e}^{${this.translate(first!).tex}}`, level: POWER };
    if (name === "sqrt" && args.length === 1)
      return { tex: `\\sqrt{${this.translate(first!).tex}}`, level: ATOM };
    if (name === "log" && args.length === 1) return { tex: `\\ln${this.arguments(args)}`, level: ATOM };
    if (name === "log" && args.length === 2)
      return { tex: `\\log_{${this.translate(second!).tex}}${this.arguments([first!])}`, level: ATOM };
    if (name === "atan" && args.length === 1) return { tex: `\\arctan${this.arguments(args)}`, level: ATOM };
    const symbol = FUNCTIONS[name];
    if (symbol !== undefined && (args.length === 1 || ((name === "max" || name === "min") && first)))
      return { tex: `${symbol}${this.arguments(args)}`, level: ATOM };
    const around = BRACKETS[name];
    if (around && args.length === 1)
      return { tex: `\\left${around[0]} ${this.translate(first!).tex} \\right${around[1]}`, level: ATOM };
    throw new NoFormula(`uses ${name}`);
  }

  private sum(args: readonly Syntax[]): Formula {
    if (args.length === 1) return this.translate(args[0]!);
    const terms = args.map((arg) => this.within(arg, SUM));
    const tex = terms.reduce((sum, term) =>
      term.startsWith("-") ? `${sum} - ${term.slice(1)}` : `${sum} + ${term}`,
    );
    return { tex, level: SUM };
  }

  private difference(first: Syntax, rest: readonly Syntax[]): Formula {
    if (rest.length === 0) return { tex: `-${this.within(first, PRODUCT)}`, level: SUM };
    const terms = rest.map((arg) => this.within(arg, PRODUCT));
    return { tex: [this.within(first, SUM), ...terms].join(" - "), level: SUM };
  }

  private product(args: readonly Syntax[]): Formula {
    if (args.length === 1) return this.translate(args[0]!);
    // A negative number may lead: -2 x. What it leads is then no tighter than a sum.
    const leading = this.translate(args[0]!);
    const negative = args[0]!.kind === "atom" && leading.tex.startsWith("-");
    const factors = args.map((arg, i) => (i === 0 && negative ? leading.tex : this.within(arg, PRODUCT)));
    // A dot where digits would run together; elsewhere a thin space.
    const tex = factors.reduce(
      (product, factor) => `${product}${/^[\d.]/.test(factor) ? " \\cdot " : " \\, "}${factor}`,
    );
    return { tex, level: negative ? SUM : PRODUCT };
  }

  private quotient(first: Syntax, rest: readonly Syntax[]): Formula {
    const [above, below] = rest.length === 0 ? ["1", [first]] : [this.translate(first).tex, rest];
    const divisor = below.length === 1 ? this.translate(below[0]!) : this.product(below);
    return { tex: `\\frac{${above}}{${divisor.tex}}`, level: PRODUCT };
  }

  private power(base: Syntax, exponent: string): Formula {
    return { tex: `${this.within(base, ATOM)}^{${exponent}}`, level: POWER };
  }

  private arguments(args: readonly Syntax[]): string {
    return `\\left(${args.map((arg) => this.translate(arg).tex).join(", ")}\\right)`;
  }

  /** A formula in parentheses, unless it holds together at least as tightly as its surroundings. */
  private within(syntax: Syntax, level: number): string {
    const formula = this.translate(syntax);
    return formula.level >= level ? formula.tex : `\\left(${formula.tex}\\right)`;
  }
}

/** The items of a proper list; undefined for everything else. */
export function listOf(syntax: Syntax): readonly Syntax[] | undefined {
  return syntax.kind === "list" && syntax.tail === undefined ? syntax.items : undefined;
}

/** A number as people write it: 1.5·10⁻³. */
export function numberFormula(value: number | bigint): Formula {
  if (typeof value === "number" && !Number.isFinite(value)) {
    if (Number.isNaN(value)) throw new NoFormula("has a value that is not a number");
    return value > 0 ? { tex: "\\infty", level: ATOM } : { tex: "-\\infty", level: SUM };
  }
  const text = typeof value === "bigint" ? String(value) : formatNumber(value);
  const [mantissa = text, exponent] = text.split("e");
  const digits = mantissa.replace(/\.0$/, "");
  const tex = exponent === undefined ? digits : `${digits} \\times 10^{${Number(exponent)}}`;
  return { tex, level: text.startsWith("-") ? SUM : exponent === undefined ? ATOM : PRODUCT };
}
