// Towers of interpreters: a program is text, given to an interpreter that is itself the text of a program, and so on.
// Invariant: a parameter means the same at every level, by its index among the parameters; the outermost program declares them.
import type { Interpreter } from "../../host/index.js";
import { interpreterSource } from "../../scripts/interpreter-sources.js";
import { type TowerProgram, towerParameters } from "./tower-programs.js";

const TRUSTED = 2;

/** A trusted program whose value loads and runs a text `levels` interpreters further down. */
export function loader(levels: number): string {
  const value =
    levels === 1
      ? "(lambda (text) ((vector-ref (load-program text 0) 0)))"
      : `((vector-ref (load-program ${JSON.stringify(loader(levels - 1))} ${TRUSTED}) 0))`;
  return `${interpreterSource()}\n${value}`;
}

export interface Answer {
  readonly value: number;
  readonly derivative: number;
}

/**
 * Every program's value and derivative, from one evaluation of one tower. What is differentiated is the sum of each program's value
 * times a weight that is 1: its derivative by the weight is the value, and by the program's parameter the derivative, both exactly.
 */
export function inTower(
  interpreter: Interpreter,
  levels: number,
  programs: readonly TowerProgram[],
): ReadonlyMap<string, Answer> {
  const parameters = towerParameters(programs);
  const terms = programs.map(
    ({ name, source }) => `(* weight-${name} (run ${JSON.stringify(parameters + source)}))`,
  );
  // The parameters come first, and so have the indices that they have in each program.
  const program = interpreter.load(
    [
      parameters,
      ...programs.map(({ name }) => `(define-parameter weight-${name} 1.0)`),
      `(define run (let () ${loader(levels)}))`,
      `(+ ${terms.join("\n")})`,
    ].join("\n"),
    { trusted: true },
  );
  try {
    const { gradient } = program.valueAndGradient();
    return new Map(
      programs.map(({ name }) => [
        name,
        { value: gradient.get(`weight-${name}`) as number, derivative: gradient.get(name) as number },
      ]),
    );
  } finally {
    program.dispose();
  }
}
