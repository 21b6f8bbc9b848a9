// Evaluation of data, and what a program can know of the system (R7RS 6.12, 6.14), with their documentation.
import { defined, type Procedure } from "./procedure.js";

const EVALUATION = "Evaluation";
const SYSTEM = "System";

export const evaluationProcedures: readonly Procedure[] = [
  defined(
    EVALUATION,
    "(eval datum [environment])",
    "The value of the expression, or the effect of the definition, that a datum spells; without an environment, in the program itself.",
    [
      ["(eval '(* 2 3))", "6"],
      ["(eval (list '+ 1 2.5) (environment '(scheme base)))", "3.5"],
    ],
  ),
  defined(
    EVALUATION,
    "(environment set ...)",
    "The environment of what import sets give: lists such as (scheme base) or (only (scheme base) car).",
    [["(eval '(car '(1 2)) (environment '(only (scheme base) car quote)))", "1"]],
  ),
  defined(
    EVALUATION,
    "(interaction-environment)",
    "The environment of the program's own variables and macros.",
    [["(eval '((lambda (x) (* x x)) 3) (interaction-environment))", "9"]],
  ),
  defined(
    EVALUATION,
    "(scheme-report-environment version)",
    "What the standard of that version, 5 or 7, defines; 7: everything.",
    [["(eval '(- 1) (scheme-report-environment 5))", "-1"]],
  ),
  defined(EVALUATION, "(null-environment version)", "Only special forms.", [
    ["(eval '(let ((x 1)) (if #t x 2)) (null-environment 5))", "1"],
  ]),
  defined(EVALUATION, "(environment? obj)", "Whether obj is an environment.", [
    ["(environment? (interaction-environment))", "#t"],
  ]),
  defined(SYSTEM, "(features)", "Names of what cond-expand knows.", [
    ["(if (memq 'r7rs (features)) #t #f)", "#t"],
  ]),
  defined(
    SYSTEM,
    "(current-second)",
    "Seconds since 1970 as the host told them when it last let the program run; 0.0 without a host that does.",
    [["(inexact? (current-second))", "#t"]],
  ),
  defined(SYSTEM, "(current-jiffy)", "The same in jiffies.", [["(exact-integer? (current-jiffy))", "#t"]]),
  defined(SYSTEM, "(jiffies-per-second)", "A jiffy is a microsecond.", [["(jiffies-per-second)", "1000000"]]),
  defined(SYSTEM, "(command-line)", "A list with an empty name: a program has no arguments.", [
    ["(command-line)", '("")'],
  ]),
  defined(SYSTEM, "(get-environment-variable name)", "#f: a program sees no environment.", [
    ['(get-environment-variable "HOME")', "#f"],
  ]),
  defined(SYSTEM, "(get-environment-variables)", "The empty list.", [["(get-environment-variables)", "()"]]),
];
