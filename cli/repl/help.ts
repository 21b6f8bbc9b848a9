// What ,help tells of a name: from the tables of primitives and special forms, or of the loop's commands.
import { nearestName } from "../../calibrate/nearest.js";
import { formNames } from "../../compiler/expand/special-forms.js";
import { templates } from "../../compiler/expand/templates.js";
import { procedures } from "../../compiler/primitives/index.js";

export type Help =
  | { readonly known: true; readonly lines: readonly string[] }
  | { readonly known: false; readonly message: string };

interface Documented {
  readonly name: string;
  readonly takes: string;
  readonly summary: string;
}

/** @param defined names that the session defines, which have no documentation */
export function helpFor(name: string, commands: readonly Documented[], defined: readonly string[]): Help {
  const plain = name.replace(/^,/, "");
  const procedure = procedures.find((p) => p.name === name);
  if (procedure) {
    const examples = procedure.examples.map(([expression, value]) => `  ${expression} → ${value}`);
    return { known: true, lines: [procedure.signature, `  ${procedure.summary}`, ...examples] };
  }
  if (formNames().includes(name))
    return {
      known: true,
      lines: [templates[name] ?? `(${name} ...)`, "  A special form: see docs/language.md."],
    };
  const command = commands.find((c) => c.name === plain);
  if (command)
    return { known: true, lines: [`,${command.name} ${command.takes}`.trim(), `  ${command.summary}`] };
  if (defined.includes(name)) return { known: true, lines: [`${name} is defined in this session`] };
  const near = nearestName(name, documented());
  const advice = near === undefined ? ",help lists the commands" : `did you mean ${near}?`;
  return { known: false, message: `nothing is known of ${name}; ${advice}` };
}

/** Names of the language. */
export function documented(): readonly string[] {
  return [...formNames(), ...procedures.map((p) => p.name)];
}
