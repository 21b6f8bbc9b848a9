// The learnable constants of a program: parameters, and inexact literals if they are to be learnt, numbered in the order of the text.
// Invariant: literals are found in the text before expansion, so a literal in a macro's template is one constant, however often it is
// used; what stands in a pattern of syntax-rules is never evaluated and is none.
import type { Parameter } from "../core.js";
import {
  type AtomSyntax,
  type Identifier,
  identifierOf,
  type Label,
  type ListSyntax,
  type Syntax,
  symbolName,
  symbolOf,
} from "../datum.js";
import { syntaxError } from "../errors.js";
import type { Expander } from "./expander.js";

export class Parameters {
  readonly list: Parameter[] = [];
  readonly literals = new Map<AtomSyntax, number>();
  private readonly declared = new Map<Syntax, number>();

  constructor(syntaxes: readonly Syntax[], learnLiterals: boolean) {
    /** What is still to be looked at, last first. `top`: definitions of parameters there have a number of their own. */
    const work = syntaxes.map((syntax) => ({ syntax, top: true })).reverse();
    const seen = new Set<Label>();
    for (let next = work.pop(); next; next = work.pop()) {
      const { syntax, top } = next;
      if (syntax.kind === "reference" || !(learnLiterals || top)) continue;
      if (syntax.label) {
        if (seen.has(syntax.label)) continue;
        seen.add(syntax.label);
      }
      if (syntax.kind === "atom") {
        if (learnLiterals && typeof syntax.value === "number") this.addLiteral(syntax, syntax.value);
        continue;
      }
      const head = syntax.kind === "list" ? symbolName(syntax.items[0]) : undefined;
      if (top && head === "define-parameter") {
        // Reserves the place in the order; `declare` fills it.
        this.declared.set(syntax, this.list.length);
        this.list.push({ ...NOT_DECLARED, place: syntax.place });
        continue;
      }
      const inner = top && (head === "begin" || head === "define-library");
      const parts = head === "syntax-rules" ? templatesOf(syntax as ListSyntax) : [...syntax.items];
      if (syntax.kind === "list" && syntax.tail) parts.push(syntax.tail);
      for (const part of parts.reverse()) work.push({ syntax: part, top: inner });
    }
  }

  private addLiteral(syntax: AtomSyntax, init: number): void {
    const { place } = syntax;
    this.literals.set(syntax, this.list.length);
    const name = `${place.line}:${place.column}`;
    this.list.push({ ...NOT_DECLARED, name, literal: true, init, place });
  }

  /** `(define-parameter name init (lower a) (upper b) (per column))`. */
  declare(expander: Expander, form: ListSyntax): { identifier: Identifier; index: number } {
    const fail = () => expander.malformed("define-parameter", form.place);
    const [, target, init, ...clauses] = form.items;
    const identifier = identifierOf(target);
    if (!identifier || !init || clauses.length > 3) throw fail();
    const { name } = symbolOf(identifier);
    const value = numberOf(init);
    if (value === undefined)
      throw syntaxError("the initial value of a parameter must be a number", init.place);
    let lower: number | undefined;
    let upper: number | undefined;
    let per: string | undefined;
    for (const clause of clauses) {
      const [which, what] =
        clause.kind === "list" && !clause.tail && clause.items.length === 2 ? clause.items : [];
      if (symbolName(which) === "per" && per === undefined) {
        per = symbolName(what);
        if (per === undefined) throw fail();
        continue;
      }
      const at = what && numberOf(what);
      if (at === undefined) throw fail();
      if (symbolName(which) === "lower" && lower === undefined) lower = at;
      else if (symbolName(which) === "upper" && upper === undefined) upper = at;
      else throw fail();
    }
    if (!Number.isFinite(value))
      throw syntaxError("the initial value of a parameter must be finite", init.place);
    if ((lower !== undefined && !(value > lower)) || (upper !== undefined && !(value < upper)))
      throw syntaxError(
        `the initial value of ${name} must lie inside its bounds, which are open`,
        init.place,
      );
    if (this.list.some((p) => p.name === name && !p.literal))
      throw syntaxError(`the parameter ${name} is defined twice`, form.place);
    // Made by a macro: it takes the place of the literal that is its value, where literals are learnt, or comes last.
    const literal = this.literals.get(init as AtomSyntax) ?? -1;
    const index = this.declared.get(form) ?? (this.list[literal]?.literal ? literal : this.list.length);
    this.list[index] = { name, literal: false, init: value, lower, upper, per, place: init.place };
    return { identifier, index };
  }
}

const NOT_DECLARED = {
  name: "",
  literal: false,
  init: 0,
  lower: undefined,
  upper: undefined,
  per: undefined,
};

/** What of `(syntax-rules [ellipsis] (literal …) (pattern template) …)` may be evaluated. */
function templatesOf(form: ListSyntax): Syntax[] {
  return form.items
    .slice(2)
    .flatMap((rule) => (rule.kind === "list" && rule.items.length === 2 ? [rule.items[1] as Syntax] : []));
}

function numberOf(syntax: Syntax): number | undefined {
  if (syntax.kind !== "atom") return undefined;
  const { value } = syntax;
  return typeof value === "number" ? value : typeof value === "bigint" ? Number(value) : undefined;
}
