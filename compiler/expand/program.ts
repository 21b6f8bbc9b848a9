// Top-level forms: definitions, parameters, expressions; and which literals of a text may be learnt.
import type { Form, Parameter, Program } from "../core.js";
import { type ListSyntax, type Syntax, symbolName } from "../datum.js";
import { type Place, syntaxError } from "../errors.js";
import { read } from "../read.js";
import { parseDefinition } from "./body.js";
import { Expander } from "./expander.js";
import { Scope } from "./scope.js";

export interface ProgramOptions {
  readonly trusted?: boolean;
  /** "literals": every inexact literal of the text is learnable, besides the parameters. */
  readonly learn?: "parameters" | "literals";
}

/** Places in entry expressions (compile.ts) lie this many lines per entry beyond the program's; their literals are not learnt. */
export const ENTRY_LINES = 10_000_000;

/** Reads and expands a whole program. */
export function expandProgram(text: string, options: ProgramOptions = {}): Program {
  return expandForms(read(text), options);
}

export function expandForms(syntaxes: readonly Syntax[], options: ProgramOptions = {}): Program {
  const parameters = new Parameters(syntaxes, options.learn === "literals");
  const expander = new Expander({
    trusted: options.trusted ?? false,
    literalAt: (place) => parameters.literalAt(place),
  });
  const scope = new Scope(undefined);
  const forms = syntaxes.flatMap((syntax) => expandTop(expander, syntax, scope, parameters));
  return { forms, parameters: parameters.list };
}

function expandTop(expander: Expander, syntax: Syntax, scope: Scope, parameters: Parameters): Form[] {
  if (expander.isForm(syntax, "begin", scope) && !syntax.tail)
    return syntax.items.slice(1).flatMap((item) => expandTop(expander, item, scope, parameters));
  expander.startForm();
  const place = syntax.place;
  if (expander.isForm(syntax, "define", scope)) {
    const { name, value } = parseDefinition(expander, syntax);
    expander.defineGlobal(name);
    return [{ kind: "define", name, value: value(scope), place }];
  }
  if (expander.isForm(syntax, "define-parameter", scope)) {
    const { name, index } = parameters.declare(expander, syntax);
    expander.defineGlobal(name);
    return [{ kind: "parameter", name, index, place }];
  }
  return [{ kind: "expression", value: expander.expand(syntax, scope), place }];
}

/** The learnable constants of a program, numbered in the order of the text. */
class Parameters {
  readonly list: Parameter[] = [];
  private readonly byPlace = new Map<string, number>();
  private readonly declared = new Map<Syntax, number>();

  constructor(syntaxes: readonly Syntax[], literals: boolean) {
    const scan = (syntax: Syntax, top: boolean): void => {
      if (syntax.kind === "atom") {
        if (literals && typeof syntax.value === "number" && syntax.place.line < ENTRY_LINES)
          this.add(syntax.place, syntax.value);
        return;
      }
      const head = syntax.kind === "list" ? symbolName(syntax.items[0]) : undefined;
      if (top && head === "define-parameter") {
        // Reserves the place in the order; `declare` fills it.
        this.declared.set(syntax, this.list.length);
        this.list.push({
          name: "",
          literal: false,
          init: 0,
          lower: undefined,
          upper: undefined,
          place: syntax.place,
        });
        return;
      }
      for (const item of syntax.items) scan(item, top && head === "begin");
      if (syntax.kind === "list" && syntax.tail) scan(syntax.tail, false);
    };
    for (const syntax of syntaxes) scan(syntax, true);
  }

  private add(place: Place, init: number): void {
    const name = `${place.line}:${place.column}`;
    this.byPlace.set(name, this.list.length);
    this.list.push({ name, literal: true, init, lower: undefined, upper: undefined, place });
  }

  literalAt(place: Place): number | undefined {
    return this.byPlace.get(`${place.line}:${place.column}`);
  }

  /** `(define-parameter name init (lower a) (upper b))`. */
  declare(expander: Expander, form: ListSyntax): { name: string; index: number } {
    const fail = () => expander.malformed("define-parameter", form.place);
    const [, target, init, ...bounds] = form.items;
    const name = symbolName(target);
    if (form.tail || name === undefined || !init || bounds.length > 2) throw fail();
    const value = numberOf(init);
    if (value === undefined)
      throw syntaxError("the initial value of a parameter must be a number", init.place);
    let lower: number | undefined;
    let upper: number | undefined;
    for (const bound of bounds) {
      const [which, limit] =
        bound.kind === "list" && !bound.tail && bound.items.length === 2 ? bound.items : [];
      const at = limit && numberOf(limit);
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
    if (this.list.some((p) => p.name === name))
      throw syntaxError(`the parameter ${name} is defined twice`, form.place);
    let index = this.declared.get(form);
    if (index === undefined) {
      index = this.list.length;
      this.list.push({ name, literal: false, init: value, lower, upper, place: init.place });
    } else this.list[index] = { name, literal: false, init: value, lower, upper, place: init.place };
    return { name, index };
  }
}

function numberOf(syntax: Syntax): number | undefined {
  if (syntax.kind !== "atom") return undefined;
  const { value } = syntax;
  return typeof value === "number" ? value : typeof value === "bigint" ? Number(value) : undefined;
}
