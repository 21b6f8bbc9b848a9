// Parsing and scope: text to core by the compiler's reader and expander, and what can be known of it without running it.
// Invariant: macros, imports and top-level expressions never reach the expander, so its work is bounded by the length of the text; a
// program that passes has an entry of the right arity, and every free name in it is an allowed procedure.
import {
  type Core,
  children,
  type Lambda,
  type Parameter,
  type Program,
  type Variable,
} from "../compiler/core.js";
import { type Syntax, symbolName } from "../compiler/datum.js";
import { SchemeError } from "../compiler/errors.js";
import { expandForms } from "../compiler/expand/program.js";
import { formNames } from "../compiler/expand/special-forms.js";
import { procedureByName } from "../compiler/primitives/index.js";
import { read } from "../compiler/read.js";
import { liftLiterals } from "./lift.js";
import { type Rejection, rejection } from "./outcome.js";
import type { Task } from "./task.js";
import { labels } from "./text-limits.js";

/** A candidate that has passed: its text with constants lifted, and its core. */
export interface Parsed {
  readonly text: string;
  readonly program: Program;
  /** Values of the definitions; parameters are absent. */
  readonly definitions: ReadonlyMap<string, Core>;
  /** The bounds of each constant as text, "" when it has none: programs that differ in them are fitted differently. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly entry: Lambda;
}

export type Checked = Parsed | Rejection;

const DEFINING = new Set(["define", "define-parameter"]);

/** Reads, expands and checks a text that is within the limits. */
export function check(text: string, task: Task): Checked {
  let forms: Syntax[];
  try {
    forms = read(text);
  } catch (error) {
    return unreadable(error);
  }
  const form = forbiddenForm(forms, task);
  if (form) return form;
  for (const one of forms) {
    const head = one.kind === "list" ? symbolName(one.items[0]) : undefined;
    if (head === undefined || !DEFINING.has(head))
      return rejection(
        "parse",
        "top-level",
        "only (define …) and (define-parameter …) may stand at the top level",
        one.place,
      );
  }
  const lifted = liftLiterals(text, forms);
  let program: Program;
  try {
    program = expandForms(lifted === text ? forms : read(lifted));
  } catch (error) {
    return unreadable(error);
  }
  const checked = checkScope(lifted, program, task);
  // Places in the lifted text are not those of the text that was proposed.
  if (!("status" in checked) || lifted === text) return checked;
  return rejection(checked.stage, checked.code, checked.message);
}

function unreadable(error: unknown): Rejection {
  if (error instanceof SchemeError) return rejection("parse", "syntax", error.message, error);
  if (error instanceof RangeError) return rejection("parse", "too-deep", "the program nests too deeply");
  throw error;
}

const allForms: ReadonlySet<string> = new Set(formNames());

/** Looks for the names of forms wherever they stand: a variable cannot have one either. */
function forbiddenForm(forms: readonly Syntax[], task: Task): Rejection | undefined {
  const allowed = new Set([...DEFINING, ...task.language.forms]);
  const work = [...forms];
  for (let next = work.pop(); next; next = work.pop()) {
    // The scan of the text has seen to it; should it ever read differently from the reader, this walk still ends.
    if (next.kind === "reference" || next.label) return labels();
    const name = symbolName(next);
    if (name !== undefined && allForms.has(name) && !allowed.has(name))
      return rejection(
        "primitives",
        "form",
        `the form ${name} is not allowed; allowed are ${[...allowed].join(", ")}`,
        next.place,
      );
    if (next.kind !== "list" && next.kind !== "vector") continue;
    work.push(...next.items);
    if (next.kind === "list" && next.tail) work.push(next.tail);
  }
  return undefined;
}

function checkScope(text: string, program: Program, task: Task): Checked {
  const definitions = new Map<string, Core>();
  const parameters = new Map<string, string>();
  for (const form of program.forms) {
    if (form.kind === "expression" || typeof form.name !== "string")
      return rejection("parse", "top-level", "only definitions may stand at the top level", form.place);
    if (definitions.has(form.name) || parameters.has(form.name))
      return rejection("scope", "defined-twice", `${form.name} is defined twice`, form.place);
    if (form.kind === "parameter") {
      const { lower, upper } = program.parameters[form.index] as Parameter;
      parameters.set(
        form.name,
        `${lower === undefined ? "" : `>${lower}`}${upper === undefined ? "" : `<${upper}`}`,
      );
    } else definitions.set(form.name, form.value);
  }
  const { name, arguments: given } = task.entry;
  const entry = definitions.get(name);
  const wanted = `(define (${[name, ...given.map((one) => one.name)].join(" ")}) …)`;
  if (entry?.kind !== "lambda")
    return rejection(
      "scope",
      "no-entry",
      `the program does not define the procedure ${name}: write ${wanted}`,
    );
  if (!accepts(entry, given.length))
    return rejection(
      "scope",
      "entry-arity",
      `${name} must take ${given.length} argument${given.length === 1 ? "" : "s"}: write ${wanted}`,
      entry.place,
    );
  if (program.parameters.length > task.language.maxParameters)
    return rejection(
      "size",
      "parameters",
      `the program has ${program.parameters.length} constants; at most ${task.language.maxParameters} are allowed`,
    );
  const scope = new Scope(definitions, parameters, new Set(task.language.primitives));
  for (const value of definitions.values()) {
    const wrong = scope.check(value);
    if (wrong) return wrong;
  }
  return { text, program, definitions, parameters, entry };
}

/** Whether the procedure takes that many arguments. */
function accepts(lambda: Lambda, count: number): boolean {
  return lambda.clauses.some(
    ({ required, rest }) => required.length === count || (rest !== undefined && required.length < count),
  );
}

class Scope {
  /** Local procedures that are always themselves. */
  private readonly procedures = new Map<Variable, Lambda>();
  private readonly assigned = new Set<string>();

  constructor(
    private readonly definitions: ReadonlyMap<string, Core>,
    private readonly parameters: ReadonlyMap<string, string>,
    private readonly primitives: ReadonlySet<string>,
  ) {
    for (const value of definitions.values()) this.findAssigned(value);
  }

  private findAssigned(core: Core): void {
    if (core.kind === "setGlobal" && typeof core.name === "string") this.assigned.add(core.name);
    for (const child of children(core)) this.findAssigned(child);
  }

  check(core: Core): Rejection | undefined {
    if (core.kind === "global") return this.name(core);
    if (core.kind === "setGlobal") {
      const name = String(core.name);
      if (this.parameters.has(name))
        return rejection(
          "scope",
          "set-parameter",
          `${name} is a parameter and cannot be assigned`,
          core.place,
        );
      if (!this.definitions.has(name))
        return rejection("scope", "unbound", `${name} is assigned but nothing defines it`, core.place);
    }
    if (core.kind === "let" || core.kind === "letrec")
      for (const { variable, init } of core.bindings)
        if (init.kind === "lambda" && !variable.assigned) this.procedures.set(variable, init);
    if (core.kind === "call") {
      const wrong = this.arity(core);
      if (wrong) return wrong;
    }
    for (const child of children(core)) {
      const wrong = this.check(child);
      if (wrong) return wrong;
    }
    return undefined;
  }

  private name(core: Core & { kind: "global" }): Rejection | undefined {
    const name = String(core.name);
    if (this.definitions.has(name) || this.parameters.has(name)) return undefined;
    if (!procedureByName.has(name))
      return rejection("scope", "unbound", `${name} is not defined and is no procedure`, core.place);
    if (this.primitives.has(name)) return undefined;
    const list = [...this.primitives].join(", ");
    return rejection(
      "primitives",
      "primitive",
      `the procedure ${name} is not allowed; allowed are ${list}`,
      core.place,
    );
  }

  private arity({ operator, operands, place }: Core & { kind: "call" }): Rejection | undefined {
    const count = operands.length;
    const wrong = (name: string, takes: string): Rejection =>
      rejection("scope", "arity", `${name} is called with ${count} arguments and takes ${takes}`, place);
    const own = this.procedureOf(operator);
    if (own !== undefined) {
      if (own.kind !== "lambda")
        return rejection("scope", "not-procedure", "a number is called like a procedure", place);
      const [clause] = own.clauses;
      return accepts(own, count) ? undefined : wrong(own.name || "a procedure", `${clause?.required.length}`);
    }
    if (operator.kind === "global" && this.parameters.has(String(operator.name)))
      return rejection("scope", "not-procedure", `the parameter ${operator.name} is called`, place);
    const known = operator.kind === "global" ? procedureByName.get(String(operator.name)) : undefined;
    if (!known || this.definitions.has(known.name)) return undefined;
    const { least, most } = known;
    if (count >= least && (most === undefined || count <= most)) return undefined;
    const takes =
      most === undefined ? `${least} or more` : least === most ? `${least}` : `${least} to ${most}`;
    return wrong(known.name, takes);
  }

  private procedureOf(operator: Core): Lambda | (Core & { kind: "quote" }) | undefined {
    if (operator.kind === "lambda" || operator.kind === "quote") return operator;
    if (operator.kind === "local") return this.procedures.get(operator.variable);
    if (operator.kind !== "global" || this.assigned.has(String(operator.name))) return undefined;
    const value = this.definitions.get(String(operator.name));
    return value?.kind === "lambda" ? value : undefined;
  }
}
