// Forecasts written by hand, as programs of the same arguments as those that are searched for.
import { ARGUMENTS } from "./weeks.js";

export interface Reference {
  readonly name: string;
  readonly text: string;
}

const model = (constants: readonly string[], body: string): string =>
  `${constants.map((constant) => `(define-parameter ${constant})\n`).join("")}(define (model ${ARGUMENTS.join(" ")})\n  ${body})\n`;

export const REFERENCES: readonly Reference[] = [
  { name: "persistence", text: model([], "y0") },
  { name: "seasonal mean", text: model([], "v") },
  // As published: the departure from the mean shrinks by a tenth a week.
  { name: "damped persistence", text: model([], "(+ v (* (expt (/ 9 10) h) (- y0 u)))") },
  {
    name: "AR(3), iterated",
    text: model(
      ["a 0.1", "b1 1.2", "b2 -0.1", "b3 -0.1"],
      "(let loop ((i 0) (p y0) (q y1) (r y2))\n    (if (< i h) (loop (+ i 1) (+ a (* b1 p) (* b2 q) (* b3 r)) p q) p))",
    ),
  },
  // Infections grow by a rate with a yearly wave, which falls as the season uses up those who can fall ill; the background stays.
  {
    name: "SIR with a seasonal rate",
    text: model(
      ["rate 0.05", "wave 0.2", "phase -1.0", "used 0.001 (lower 0)", "background 0.5 (lower 0)"],
      "(let loop ((i 0) (y (- y0 background)) (s c))\n    (if (< i h)\n        (loop (+ i 1) (* y (exp (+ rate (- (* wave (cos (+ phase (* (/ 44 364) (+ w i))))) (* used s))))) (+ s y))\n        (+ background y)))",
    ),
  },
];
