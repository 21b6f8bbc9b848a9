// Procedures of continuations, exceptions, parameters and promises (R7RS 4.2.5, 4.2.6, 6.10, 6.11), with their documentation.
import { alsoNamed, defined, type Procedure, variadic } from "./procedure.js";

const CONTINUATIONS = "Continuations and several values";
const EXCEPTIONS = "Exceptions";
const PARAMETERS = "Parameters and promises";

export const dynamicProcedures: readonly Procedure[] = [
  ...alsoNamed(
    defined(
      CONTINUATIONS,
      "(call-with-current-continuation f)",
      "Calls f with the present continuation: a procedure that goes on from here with its arguments, any number of times.",
      [
        ["(+ 1 (call-with-current-continuation (lambda (k) (* 10 (k 1)))))", "2"],
        [
          "(call/cc (lambda (return) (for-each (lambda (x) (if (negative? x) (return x))) '(1 -2 3)) 0))",
          "-2",
        ],
      ],
    ),
    "call/cc",
  ),
  variadic(
    CONTINUATIONS,
    "(dynamic-wind before thunk after)",
    "Calls the three in order and answers thunk's value; before and after also run whenever control enters or leaves thunk by a continuation.",
    {},
    [["(call/cc (lambda (k) (dynamic-wind (lambda () #t) (lambda () (k 'out)) (lambda () #t))))", "out"]],
  ),
  variadic(
    CONTINUATIONS,
    "(values obj ...)",
    "Answers several values, for `call-with-values` and the forms that bind them; (values obj) is obj.",
    { list: "values" },
    [["(call-with-values (lambda () (values 1 2)) +)", "3"]],
  ),
  variadic(
    CONTINUATIONS,
    "(call-with-values producer consumer)",
    "Calls consumer with the values that producer answers.",
    {},
    [["(call-with-values (lambda () (values 4 5)) -)", "-1"]],
  ),

  variadic(
    EXCEPTIONS,
    "(with-exception-handler handler thunk)",
    "Calls thunk; what is raised meanwhile is passed to handler, in the dynamic state of the raise but for this handler.",
    {},
    [["(with-exception-handler (lambda (e) 42) (lambda () (+ (raise-continuable 'oops) 1)))", "43"]],
  ),
  variadic(EXCEPTIONS, "(raise obj)", "Raises obj; when a handler returns, that is an error itself.", {}, [
    ["(guard (e (#t (list 'caught e))) (raise 'oops))", "(caught oops)"],
  ]),
  variadic(
    EXCEPTIONS,
    "(raise-continuable obj)",
    "Raises obj; the value that a handler returns is the value of the call.",
    {},
    [["(with-exception-handler (lambda (e) (* 2 e)) (lambda () (raise-continuable 21)))", "42"]],
  ),
  variadic(
    EXCEPTIONS,
    "(error message irritant ...)",
    "Raises an error object of a message and irritants.",
    {},
    [['(guard (e (#t (error-object-message e))) (error "no good:" 5))', '"no good:"']],
  ),
  variadic(
    EXCEPTIONS,
    "(error-object? obj)",
    "Whether obj is what `error` raises, or what a procedure of this page raises when it fails.",
    {},
    [["(guard (e (#t (error-object? e))) (car 5))", "#t"]],
  ),
  variadic(EXCEPTIONS, "(error-object-message condition)", "The message of an error object.", {}, [
    [
      "(guard (e (#t (error-object-message e))) (vector-ref (vector 1 2) 2))",
      '"vector-ref: index 2 is out of range for a vector of length 2"',
    ],
  ]),
  variadic(
    EXCEPTIONS,
    "(error-object-irritants condition)",
    "The list of the irritants of an error object; empty when the message says it all.",
    {},
    [['(guard (e (#t (error-object-irritants e))) (error "no good:" 5 \'a))', "(5 a)"]],
  ),
  variadic(
    EXCEPTIONS,
    "(condition/report-string condition)",
    "Message and irritants of an error object as one string. Not in R7RS.",
    {},
    [['(guard (e (#t (condition/report-string e))) (error "no good:" 5 "a"))', '"no good: 5 \\"a\\""']],
  ),
  variadic(EXCEPTIONS, "(read-error? obj)", "Whether obj was raised by `read`.", {}, [
    ["(read-error? 5)", "#f"],
  ]),
  variadic(EXCEPTIONS, "(file-error? obj)", "#f: there are no files.", {}, [["(file-error? 5)", "#f"]]),
  variadic(
    EXCEPTIONS,
    "(exit [obj])",
    "Ends the program, after the winders' afters. With #f or an exact integer other than 0 that is an error.",
    {},
    [],
  ),
  variadic(EXCEPTIONS, "(emergency-exit [obj])", "The same without the afters.", {}, []),

  variadic(
    PARAMETERS,
    "(make-parameter value [converter])",
    "A parameter object: a procedure that answers its present value, which `parameterize` changes for a time.",
    {},
    [["(let ((p (make-parameter 1))) (list (p) (parameterize ((p 2)) (p)) (p)))", "(1 2 1)"]],
  ),
  variadic(
    PARAMETERS,
    "(force promise)",
    "The value of a promise, computed when it is first asked for.",
    {},
    [["(let* ((n 0) (p (delay (begin (set! n (+ n 1)) n)))) (force p) (force p))", "1"]],
  ),
  variadic(PARAMETERS, "(make-promise obj)", "A promise of obj; obj itself when it is one.", {}, [
    ["(force (make-promise 5))", "5"],
  ]),
  variadic(PARAMETERS, "(promise? obj)", "Whether obj is a promise.", {}, [["(promise? (delay 1))", "#t"]]),
];
