// The tower: a program interpreted by the interpreter, which is itself interpreted, beside the same program compiled.
// Invariant: a parameter means the same at both levels, by its index among the parameters; the outer program declares them again.
import { interpreterFiles } from "../../compiler/interpreter-files.js";
import { type FidelityProgram, sourceOf } from "./program.js";
import { experimentA } from "./programs/experiment-a.js";
import { experimentC } from "./programs/experiment-c.js";
import { ownPrograms } from "./programs/index.js";

/** Programs that are cheap enough for two levels; one for each kind of thing that the inner interpreter has to do. */
const CHOSEN = [
  "P3 recursion",
  "P4 twice",
  "C04 logistic map",
  "C08 cascaded averages",
  "closures in a list",
  "the Y combinator",
  "mutual recursion",
  "records in motion",
  "table keyed by strings",
  "dispatch on strings",
  "stream of a power series",
  "escape from a loop",
  "raise with a number",
  "a little language of macros",
  "evaluator: recursion",
];

export const towerPrograms: readonly FidelityProgram[] = [...experimentA, ...experimentC, ...ownPrograms]
  .filter(({ name }) => CHOSEN.includes(name))
  .map((program) => ({
    ...program,
    experiment: "tower",
    name: `tower: ${program.name}`,
    seeds: 2,
    epochs: 150,
  }));

/** The interpreter's own text with the program as data; it is trusted, as that text uses the implementation's instructions. */
export function towerSourceOf(program: FidelityProgram): string {
  const inner = `${sourceOf(program)}\nloss`;
  const parameters = [...program.source.matchAll(/^\(define-parameter .*\)$/gm)].map(([form]) => form);
  const interpreter = interpreterFiles.map(([, text]) => text).join("\n");
  return [
    ...parameters,
    `(define run (let () ${interpreter}\n(lambda (text) ((vector-ref (load-program text 0) 0)))))`,
    `(define inner-loss (run ${JSON.stringify(inner)}))`,
    "(define (loss targets . columns) (apply inner-loss targets columns))",
  ].join("\n");
}
