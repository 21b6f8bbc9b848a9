// syntax-rules (R7RS 4.3.2): patterns and templates, compiled once when a macro is defined, and the transcription of a use.
// Invariant: the variables of a rule are numbered; what one has matched is syntax, or an array of what it matched for each repetition.
// A variable of depth d takes the innermost d ellipses around it in a template, as in Chez Scheme and Guile.
import {
  Alias,
  type AtomSyntax,
  type Identifier,
  identifierOf,
  type Label,
  type ListSyntax,
  SchemeBytes,
  SchemeChar,
  SchemeString,
  type Syntax,
  symbolOf,
} from "../datum.js";
import { type Place, syntaxError } from "../errors.js";
import type { Expander } from "./expander.js";
import { type Macro, type Meaning, type Scope, sameMeaning } from "./scope.js";

type Pattern =
  | { readonly kind: "any" }
  | { readonly kind: "variable" }
  | { readonly kind: "literal"; readonly meaning: () => Meaning }
  | { readonly kind: "datum"; readonly atom: AtomSyntax }
  | SequencePattern;
interface SequencePattern {
  readonly kind: "list" | "vector";
  readonly before: readonly Pattern[];
  /** What is followed by an ellipsis, and how many variables it has. */
  readonly repeated: { readonly pattern: Pattern; readonly variables: number } | undefined;
  readonly after: readonly Pattern[];
  readonly tail: Pattern | undefined;
}

type Template =
  | { readonly kind: "constant"; readonly syntax: Syntax }
  | { readonly kind: "inserted"; readonly identifier: Identifier; readonly label: Label | undefined }
  | { readonly kind: "variable"; readonly index: number; readonly depth: number }
  | {
      readonly kind: "list" | "vector";
      readonly elements: readonly Element[];
      readonly tail: Template | undefined;
      readonly label: Label | undefined;
    };
interface Element {
  readonly template: Template;
  /** For each ellipsis that follows, outermost first: the variables that it repeats for. */
  readonly ellipses: readonly (readonly Driver[])[];
}
/** A variable that an ellipsis repeats for, and how many of the ellipses around count for it. */
interface Driver {
  readonly index: number;
  readonly outer: number;
}

export interface Rule {
  readonly pattern: SequencePattern;
  readonly template: Template;
}
type Match = Syntax | readonly Match[];

/** The macro that `(syntax-rules [ellipsis] (literal …) (pattern template) …)` makes in a scope. */
export function parseRules(expander: Expander, form: ListSyntax, scope: Scope, name: string): Macro {
  const fail = () => expander.malformed("syntax-rules", form.place);
  if (form.tail) throw fail();
  const custom = identifierOf(form.items[1]);
  const [literals, ...rules] = form.items.slice(custom ? 2 : 1);
  if (literals?.kind !== "list" || literals.tail) throw fail();
  const literalIdentifiers = literals.items.map((item) => {
    const identifier = identifierOf(item);
    if (!identifier) throw fail();
    return identifier;
  });
  const isEllipsis = (syntax: Syntax | undefined): boolean => {
    const identifier = identifierOf(syntax);
    if (!identifier || literalIdentifiers.includes(identifier)) return false;
    return custom ? identifier === custom : expander.isKeyword(syntax, "...", scope);
  };
  const parsed = rules.map((rule) => {
    const [pattern, template] = rule.kind === "list" && !rule.tail ? rule.items : [];
    if (rule.kind !== "list" || rule.items.length !== 2 || !pattern || !template) throw fail();
    return new RuleParser(expander, scope, literalIdentifiers, isEllipsis).rule(pattern, template);
  });
  return { kind: "macro", name, rules: parsed, scope };
}

/** Where a variable occurs in a template: its depth, and how many ellipses follow what it lies in. */
interface Occurrence {
  readonly index: number;
  readonly depth: number;
  readonly ellipses: number;
  readonly name: string;
  readonly place: Place;
}

class RuleParser {
  private readonly variables = new Map<Identifier, { readonly index: number; readonly depth: number }>();

  constructor(
    private readonly expander: Expander,
    private readonly scope: Scope,
    private readonly literals: readonly Identifier[],
    private readonly isEllipsis: (syntax: Syntax | undefined) => boolean,
  ) {}

  rule(pattern: Syntax, template: Syntax): Rule {
    if (pattern.kind !== "list" || !identifierOf(pattern.items[0]))
      throw syntaxError("a pattern is a list that begins with the name of the macro", pattern.place);
    const parsed = this.sequence(pattern, pattern.items.slice(1), 0);
    const { made, occurrences } = this.template(template, true);
    for (const { name, depth, ellipses, place } of occurrences)
      if (ellipses < depth)
        throw syntaxError(`${name} needs an ellipsis here, as it has in the pattern`, place);
    return { pattern: parsed, template: made };
  }

  // ---- patterns -----------------------------------------------------------------------------------------------------------
  private pattern(syntax: Syntax, depth: number): Pattern {
    if (syntax.kind === "reference") throw syntaxError("a pattern cannot be circular", syntax.place);
    if (syntax.kind !== "atom") return this.sequence(syntax, syntax.items, depth);
    const identifier = identifierOf(syntax);
    if (!identifier) return { kind: "datum", atom: syntax };
    if (this.literals.includes(identifier))
      return { kind: "literal", meaning: () => this.scope.lookup(identifier) };
    if (this.expander.isKeyword(syntax, "_", this.scope)) return { kind: "any" };
    if (this.variables.has(identifier))
      throw syntaxError(`${symbolOf(identifier).name} stands twice in one pattern`, syntax.place);
    this.variables.set(identifier, { index: this.variables.size, depth });
    return { kind: "variable" };
  }

  private sequence(
    syntax: Syntax & { kind: "list" | "vector" },
    items: readonly Syntax[],
    depth: number,
  ): SequencePattern {
    const before: Pattern[] = [];
    const after: Pattern[] = [];
    let repeated: SequencePattern["repeated"];
    items.forEach((item, i) => {
      if (this.isEllipsis(item)) {
        if (i === 0 || this.isEllipsis(items[i - 1])) throw followsNothing(item.place);
      } else if (this.isEllipsis(items[i + 1])) {
        if (repeated)
          throw syntaxError("a second ellipsis in one list of a pattern", items[i + 1]?.place as Place);
        const first = this.variables.size;
        const pattern = this.pattern(item, depth + 1);
        repeated = { pattern, variables: this.variables.size - first };
      } else (repeated ? after : before).push(this.pattern(item, depth));
    });
    const tail = syntax.kind === "list" && syntax.tail ? this.pattern(syntax.tail, depth) : undefined;
    return { kind: syntax.kind, before, repeated, after, tail };
  }

  // ---- templates ------------------------------------------------------------------------------------------------------------
  /** `dots`: whether an ellipsis is one. */
  private template(syntax: Syntax, dots: boolean): { made: Template; occurrences: Occurrence[] } {
    if (syntax.kind === "atom") return this.atomTemplate(syntax, dots);
    if (syntax.kind === "reference") return { made: { kind: "constant", syntax }, occurrences: [] };
    const { items } = syntax;
    if (dots && syntax.kind === "list" && !syntax.tail && items.length === 2 && this.isEllipsis(items[0]))
      return this.template(items[1] as Syntax, false);
    const occurrences: Occurrence[] = [];
    const elements: Element[] = [];
    for (let i = 0; i < items.length; ) {
      const item = items[i++] as Syntax;
      if (dots && this.isEllipsis(item)) throw followsNothing(item.place);
      const inner = this.template(item, dots);
      const first = i;
      while (dots && this.isEllipsis(items[i])) i++;
      const count = i - first;
      const ellipses = Array.from({ length: count }, (_, level) => {
        const drivers = inner.occurrences
          .map((o) => ({ index: o.index, outer: o.depth - (o.ellipses + count - level) }))
          .filter(({ outer }) => outer >= 0);
        if (drivers.length === 0)
          throw syntaxError(
            "this ellipsis follows nothing that repeats",
            items[first + level]?.place as Place,
          );
        return drivers;
      });
      elements.push({ template: inner.made, ellipses });
      occurrences.push(...inner.occurrences.map((o) => ({ ...o, ellipses: o.ellipses + count })));
    }
    const tail = syntax.kind === "list" && syntax.tail ? this.template(syntax.tail, dots) : undefined;
    if (tail) occurrences.push(...tail.occurrences);
    return { made: { kind: syntax.kind, elements, tail: tail?.made, label: syntax.label }, occurrences };
  }

  private atomTemplate(syntax: AtomSyntax, dots: boolean): { made: Template; occurrences: Occurrence[] } {
    const identifier = identifierOf(syntax);
    if (!identifier) return { made: { kind: "constant", syntax }, occurrences: [] };
    const variable = this.variables.get(identifier);
    if (!variable) {
      if (dots && this.isEllipsis(syntax)) throw followsNothing(syntax.place);
      return { made: { kind: "inserted", identifier, label: syntax.label }, occurrences: [] };
    }
    const occurrence = { ...variable, ellipses: 0, name: symbolOf(identifier).name, place: syntax.place };
    return { made: { kind: "variable", ...variable }, occurrences: [occurrence] };
  }
}

function followsNothing(place: Place): Error {
  return syntaxError("this ellipsis follows nothing", place);
}

// ---- a use ----------------------------------------------------------------------------------------------------------------
/** What a use of a macro expands to. What the template inserts has the place of the use. */
export function transcribe(macro: Macro, form: ListSyntax, scope: Scope): Syntax {
  for (const { pattern, template } of macro.rules) {
    const matches: Match[] = [];
    if (matchSequence(pattern, form.items.slice(1), form.tail, form.place, scope, matches))
      return new Transcriber(macro.scope, form.place, matches).syntax(template, []);
  }
  throw syntaxError(`no rule of ${macro.name} matches this use`, form.place);
}

/** Whether the syntax matches; what the variables match is added to `matches`, in their order. */
function match(pattern: Pattern, syntax: Syntax, scope: Scope, matches: Match[]): boolean {
  switch (pattern.kind) {
    case "any":
      return true;
    case "variable":
      matches.push(syntax);
      return true;
    case "literal": {
      const identifier = identifierOf(syntax);
      return identifier !== undefined && sameMeaning(pattern.meaning(), scope.lookup(identifier));
    }
    case "datum":
      return syntax.kind === "atom" && isSame(pattern.atom.value, syntax.value);
    default: {
      // What is no list is an improper one without elements: (x ... . r) matches it.
      if (pattern.kind === "list" && syntax.kind !== "list")
        return matchSequence(pattern, [], syntax, syntax.place, scope, matches);
      if (syntax.kind !== pattern.kind) return false;
      const tail = syntax.kind === "list" ? syntax.tail : undefined;
      return matchSequence(pattern, syntax.items, tail, syntax.place, scope, matches);
    }
  }
}

function matchSequence(
  pattern: SequencePattern,
  items: readonly Syntax[],
  tail: Syntax | undefined,
  place: Place,
  scope: Scope,
  matches: Match[],
): boolean {
  const { before, repeated, after } = pattern;
  const spare = items.length - before.length - after.length;
  if (spare < 0 || (!pattern.tail && (tail || (spare > 0 && !repeated)))) return false;
  if (!before.every((one, i) => match(one, items[i] as Syntax, scope, matches))) return false;
  let at = before.length;
  if (repeated) {
    const columns = Array.from({ length: repeated.variables }, (): Match[] => []);
    for (const end = at + spare; at < end; at++) {
      const row: Match[] = [];
      if (!match(repeated.pattern, items[at] as Syntax, scope, row)) return false;
      for (const [i, one] of row.entries()) columns[i]?.push(one);
    }
    matches.push(...columns);
    if (!after.every((one, i) => match(one, items[at + i] as Syntax, scope, matches))) return false;
    at += after.length;
  }
  if (!pattern.tail) return true;
  const rest = items.slice(at);
  const remaining: Syntax =
    rest.length === 0 && tail ? tail : { kind: "list", items: rest, ...(tail ? { tail } : {}), place };
  return match(pattern.tail, remaining, scope, matches);
}

function isSame(a: AtomSyntax["value"], b: AtomSyntax["value"]): boolean {
  if (a instanceof SchemeString) return b instanceof SchemeString && a.value === b.value;
  if (a instanceof SchemeChar) return b instanceof SchemeChar && a.codePoint === b.codePoint;
  if (a instanceof SchemeBytes) return b instanceof SchemeBytes && String(a.bytes) === String(b.bytes);
  return Object.is(a, b);
}

class Transcriber {
  private readonly aliases = new Map<Identifier, Alias>();
  constructor(
    private readonly scope: Scope,
    private readonly place: Place,
    private readonly matches: readonly Match[],
  ) {}

  /** `round`: the number of the current repetition of each ellipsis around, outermost first. */
  syntax(template: Template, round: readonly number[]): Syntax {
    const { place } = this;
    switch (template.kind) {
      case "constant":
        return template.syntax;
      case "inserted":
        return labelled({ kind: "atom", value: this.alias(template.identifier), place }, template.label);
      case "variable":
        return this.matched(template.index, template.depth, round) as Syntax;
      default: {
        const items = template.elements.flatMap((element) => this.repeated(element, 0, round));
        if (template.kind === "vector") return labelled({ kind: "vector", items, place }, template.label);
        const tail = template.tail && this.syntax(template.tail, round);
        return labelled(listWithTail(items, tail, place), template.label);
      }
    }
  }

  private alias(identifier: Identifier): Alias {
    let alias = this.aliases.get(identifier);
    if (!alias) {
      alias = new Alias(identifier, this.scope);
      this.aliases.set(identifier, alias);
    }
    return alias;
  }

  /** What a variable has matched in the repetitions of the innermost `count` ellipses. */
  private matched(index: number, count: number, round: readonly number[]): Match {
    let value = this.matches[index] as Match;
    for (const i of round.slice(round.length - count)) value = (value as readonly Match[])[i] as Match;
    return value;
  }

  private repeated({ template, ellipses }: Element, level: number, round: readonly number[]): Syntax[] {
    const drivers = ellipses[level];
    if (!drivers) return [this.syntax(template, round)];
    const lengths = drivers.map((d) => (this.matched(d.index, d.outer, round) as readonly Match[]).length);
    if (lengths.some((length) => length !== lengths[0]))
      throw syntaxError("what the template repeats together differs in length in this use", this.place);
    return Array.from({ length: lengths[0] as number }, (_, i) => i).flatMap((i) =>
      this.repeated({ template, ellipses }, level + 1, [...round, i]),
    );
  }
}

function labelled(syntax: Syntax, label: Label | undefined): Syntax {
  return label ? { ...syntax, label } : syntax;
}

function listWithTail(items: readonly Syntax[], tail: Syntax | undefined, place: Place): Syntax {
  if (!tail) return { kind: "list", items, place };
  if (tail.kind !== "list" || tail.label)
    return items.length === 0 ? tail : { kind: "list", items, tail, place };
  const all = { kind: "list", items: [...items, ...tail.items], place } as const;
  return tail.tail ? { ...all, tail: tail.tail } : all;
}
