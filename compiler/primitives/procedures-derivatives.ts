// Procedures that differentiate procedures, and those that say how something is to be differentiated, with their documentation.
import { type Procedure, variadic } from "./procedure.js";

const DERIVATIVES = "Derivatives";

function derivative(signature: string, summary: string, examples: readonly (readonly [string, string])[]) {
  return variadic(DERIVATIVES, signature, summary, {}, examples, true);
}

export const derivativeProcedures: readonly Procedure[] = [
  derivative(
    "(gradient f x)",
    "The derivatives of f's value, a number, by each number in x, in the structure of x. Reverse mode.",
    [
      ["(gradient (lambda (v) (* (car v) (cadr v))) '(2.0 5.0))", "(5.0 2.0)"],
      ["(gradient (lambda (x) (* x x)) 3)", "6.0"],
    ],
  ),
  derivative("(value+gradient f x)", "Two values: f's value at x, and its gradient.", [
    ["(call-with-values (lambda () (value+gradient (lambda (x) (* x x)) 3.0)) list)", "(9.0 6.0)"],
  ]),
  derivative(
    "(derivative f x)",
    "The derivative of f by a number x; for each number in f's value when that is a structure. Forward mode.",
    [
      ["(derivative exp 0.0)", "1.0"],
      ["(derivative (lambda (x) (list x (* x x))) 3.0)", "(1.0 6.0)"],
      ["(derivative (lambda (x) (* x (derivative (lambda (y) (+ x y)) 1))) 1)", "1.0"],
    ],
  ),
  derivative(
    "(jacobian f x)",
    "For each number in f's value its derivatives by the numbers in x, in the structures of both. Forward mode for as many values as numbers in x or more, else reverse.",
    [["(jacobian (lambda (v) (list (car v) (* (car v) (cadr v)))) '(2.0 5.0))", "((1.0 0.0) (5.0 2.0))"]],
  ),
  derivative(
    "(hessian f x)",
    "The second derivatives of f's value, a number, by the numbers in x: for each of them a structure like x. Forward over reverse.",
    [["(hessian (lambda (v) (* (car v) (car v) (cadr v))) '(2.0 5.0))", "((10.0 4.0) (4.0 0.0))"]],
  ),
  derivative(
    "(jvp f x dx)",
    "The derivative of f at x along dx, which has the structure of x: the Jacobian times a vector. Forward mode.",
    [["(jvp (lambda (v) (* (car v) (cadr v))) '(2.0 5.0) '(1.0 0.0))", "5.0"]],
  ),
  derivative(
    "(vjp f x w)",
    "The gradient of the sum of f's values weighted by w, which has the structure of f's value: a vector times the Jacobian. Reverse mode.",
    [["(vjp (lambda (x) (list x (* x x))) 3.0 '(1.0 10.0))", "61.0"]],
  ),
  derivative(
    "(hessian-vector f x v)",
    "The Hessian of f at x times v, which has the structure of x, without making the Hessian. Forward over reverse.",
    [["(hessian-vector (lambda (v) (* (car v) (car v) (cadr v))) '(2.0 5.0) '(1.0 0.0))", "(10.0 4.0)"]],
  ),
  derivative("(stop-gradient x)", "The numbers of x as constants for every derivative.", [
    ["(derivative (lambda (x) (* x (stop-gradient x))) 3.0)", "3.0"],
  ]),
  derivative(
    "(with-adjoint f pullback)",
    "A procedure that computes what f does and is differentiated by (pullback cotangent argument ...): the cotangents of the arguments for that of f's value, in a list, or the cotangent itself for one argument; #f or 0 for none.",
    [["(derivative (with-adjoint floor (lambda (w x) w)) 2.5)", "1.0"]],
  ),
  derivative(
    "(checkpoint thunk)",
    "The value of thunk. For a derivative, nothing that thunk does is recorded: it is called again when a sweep comes to it, and must do the same then.",
    [["(gradient (lambda (x) (checkpoint (lambda () (* x x)))) 3.0)", "6.0"]],
  ),
  derivative(
    "(checkpoint-loop count step state [snapshots])",
    "The state after (step i state) for i from 0 to count - 1. For a derivative, at most so many states are kept (64), on a binomial schedule, and the steps between them are computed again.",
    [["(gradient (lambda (x) (checkpoint-loop 3 (lambda (i y) (* x y)) 1.0)) 2.0)", "12.0"]],
  ),
  derivative(
    "(implicit-solve f start [tolerance])",
    "A root of f, whose value has the structure of start, by Newton's method; what f depends on besides is differentiated by the implicit function theorem.",
    [["(derivative (lambda (a) (implicit-solve (lambda (x) (- (* x x) a)) 1.0)) 4.0)", "0.25"]],
  ),
];
