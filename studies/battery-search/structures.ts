// Structures written by hand: the published ones, and the straight line.
// Invariant: starting values and lower bounds are those of the published experiment (a positive constant there is one above 0 here).
export interface Structure {
  readonly name: string;
  readonly text: string;
}

const program = (constants: readonly string[], body: string): string =>
  `${constants.map((constant) => `(define-parameter ${constant})`).join("\n")}\n(define (model k) ${body})\n`;

export const STRUCTURES: readonly Structure[] = [
  { name: "straight line", text: program(["q0 1.0", "b 0.002"], "(- q0 (* b k))") },
  { name: "square root", text: program(["q0 1.0", "b 0.016"], "(- q0 (* b (sqrt k)))") },
  {
    name: "power",
    text: program(["q0 1.0", "b 0.005 (lower 0)", "p 0.8 (lower 0)"], "(- q0 (* b (expt k p)))"),
  },
  {
    name: "stretched exponential",
    text: program(
      ["q0 1.0", "qinf 0.6 (lower 0) (upper 1)", "tau 90.0 (lower 0)", "beta 1.0 (lower 0)"],
      "(+ qinf (* (- q0 qinf) (exp (- (expt (/ (+ k (/ 1 1000000)) tau) beta)))))",
    ),
  },
  {
    name: "two reservoirs",
    text: program(
      ["q0 1.0", "a 0.012 (lower 0)", "c 0.0015 (lower 0)"],
      "(* q0 (min (- 1 (* a (sqrt k))) (- 1 (* c k))))",
    ),
  },
  {
    name: "sigmoid knee",
    text: program(
      ["q0 1.0", "m 4e-4 (lower 0)", "d 1e-3 (lower 0)", "middle 75.0 (lower 0)", "width 10.0 (lower 0)"],
      "(- q0 (* m k) (/ (* d k) (+ 1 (exp (/ (- middle k) width)))))",
    ),
  },
];

/** The structure that the simulated cells were drawn from. */
export const TRUTH = "two reservoirs";
