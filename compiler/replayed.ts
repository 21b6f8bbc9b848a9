// What is computed again by a derivative's sweep, checkpoint's thunk and checkpoint-loop's step, must not assign variables from outside:
// where the text shows that it does, it is refused. (interpreter/replayed.scm)
import { type Core, children, plainName, type Variable } from "./core.js";
import { syntaxError } from "./errors.js";

const REPLAYED: Readonly<Record<string, number>> = { checkpoint: 0, "checkpoint-loop": 1 };

/** Refuses a call of the procedure `name` whose operand assigns what it does not bind itself. */
export function checkReplayed(name: string, operands: readonly Core[]): void {
  const operand = operands[REPLAYED[name] ?? -1];
  if (operand?.kind !== "lambda") return;
  const inside = new Set<Variable>();
  const walk = (core: Core): void => {
    if (core.kind === "lambda")
      for (const clause of core.clauses) {
        for (const variable of clause.required) inside.add(variable);
        if (clause.rest) inside.add(clause.rest);
      }
    else if (core.kind === "let" || core.kind === "letrec")
      for (const { variable } of core.bindings) inside.add(variable);
    else if (core.kind === "setGlobal" || (core.kind === "set" && !inside.has(core.variable))) {
      const assigned = core.kind === "set" ? core.variable.name : plainName(core.name);
      throw syntaxError(
        `${name}: the procedure assigns ${assigned}, which lies outside of it and would be assigned again whenever it is computed again`,
        core.place,
      );
    }
    children(core).forEach(walk);
  };
  walk(operand);
}
