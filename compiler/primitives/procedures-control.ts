// Procedures of control and output (R7RS 6.10, 6.11, 6.13), with their documentation.
import { fixed, type Procedure, variadic } from "./procedure.js";

const CONTROL = "Control";

export const controlProcedures: readonly Procedure[] = [
  fixed(CONTROL, "(procedure? obj)", "Whether obj is a procedure.", "procedure?", [
    ["(procedure? car)", "#t"],
  ]),
  variadic(CONTROL, "(apply f obj ... list)", "Calls f with the objects and the list's elements.", {}, [
    ["(apply + 1 '(2 3))", "6"],
  ]),
  variadic(
    CONTROL,
    "(map f list list2 ...)",
    "The list of f's values, elements from left to right; stops with the shortest list.",
    {},
    [["(map + '(1 2) '(10 20))", "(11 22)"]],
  ),
  variadic(CONTROL, "(for-each f list list2 ...)", "Calls f on the elements from left to right.", {}, [
    ["(let ((s 0)) (for-each (lambda (x) (set! s (+ s x))) '(1 2)) s)", "3"],
  ]),
  variadic(
    CONTROL,
    "(assert obj message ...)",
    "obj; when it is #f, ends the program with the message and irritants that follow it.",
    {},
    [["(assert (< 1 2))", "#t"]],
  ),
];
