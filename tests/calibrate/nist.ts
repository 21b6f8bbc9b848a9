// The NIST StRD nonlinear regression problems: their files read, their models written in Scheme.
// Invariant: start values, data and certified values come from NIST's files alone; only the model is written here.
import { readFileSync } from "node:fs";

export interface NistProblem {
  readonly name: string;
  /** Columns y, x (Nelson: log y, x1, x2). */
  readonly data: Readonly<Record<string, Float64Array>>;
  /** Parameter by parameter. */
  readonly starts: readonly [readonly number[], readonly number[]];
  readonly certified: readonly number[];
  readonly deviations: readonly number[];
  readonly sumOfSquares: number;
}

const EXPONENTIALS = "(+ (* b1 (exp (- (* b2 x)))) (* b3 (exp (- (* b4 x)))) (* b5 (exp (- (* b6 x)))))";
const GAUSSIANS = `(+ (* b1 (exp (- (* b2 x))))
  (* b3 (exp (- (/ (square (- x b4)) (square b5)))))
  (* b6 (exp (- (/ (square (- x b7)) (square b8))))))`;
const CUBICS = "(/ (+ b1 (* x (+ b2 (* x (+ b3 (* x b4)))))) (+ 1.0 (* x (+ b5 (* x (+ b6 (* x b7)))))))";
const SATURATION = "(* b1 (- 1.0 (exp (- (* b2 x)))))";
const CHWIRUT = "(/ (exp (- (* b1 x))) (+ b2 (* b3 x)))";

/** The model of each problem, as an expression in b1 … bn and the predictors. */
export const MODELS: Readonly<Record<string, string>> = {
  Bennett5: "(* b1 (expt (+ b2 x) (/ -1.0 b3)))",
  BoxBOD: SATURATION,
  Chwirut1: CHWIRUT,
  Chwirut2: CHWIRUT,
  DanWood: "(* b1 (expt x b2))",
  ENSO: `(let ((wave (lambda (a b period) (let ((phase (/ (* 2.0 pi x) period))) (+ (* a (cos phase)) (* b (sin phase)))))))
    (+ b1 (wave b2 b3 12.0) (wave b5 b6 b4) (wave b8 b9 b7)))`,
  Eckerle4: "(* (/ b1 b2) (exp (* -0.5 (square (/ (- x b3) b2)))))",
  Gauss1: GAUSSIANS,
  Gauss2: GAUSSIANS,
  Gauss3: GAUSSIANS,
  Hahn1: CUBICS,
  Kirby2: "(/ (+ b1 (* x (+ b2 (* x b3)))) (+ 1.0 (* x (+ b4 (* x b5)))))",
  Lanczos1: EXPONENTIALS,
  Lanczos2: EXPONENTIALS,
  Lanczos3: EXPONENTIALS,
  MGH09: "(/ (* b1 (+ (* x x) (* x b2))) (+ (* x x) (* x b3) b4))",
  MGH10: "(* b1 (exp (/ b2 (+ x b3))))",
  MGH17: "(+ b1 (* b2 (exp (- (* x b4)))) (* b3 (exp (- (* x b5)))))",
  Misra1a: SATURATION,
  Misra1b: "(* b1 (- 1.0 (/ 1.0 (square (+ 1.0 (/ (* b2 x) 2.0))))))",
  Misra1c: "(* b1 (- 1.0 (/ 1.0 (sqrt (+ 1.0 (* 2.0 b2 x))))))",
  Misra1d: "(/ (* b1 b2 x) (+ 1.0 (* b2 x)))",
  Nelson: "(- b1 (* b2 x1 (exp (- (* b3 x2)))))",
  Rat42: "(/ b1 (+ 1.0 (exp (- b2 (* b3 x)))))",
  Rat43: "(/ b1 (expt (+ 1.0 (exp (- b2 (* b3 x)))) (/ 1.0 b4)))",
  Roszman1: "(- b1 (* b2 x) (/ (atan (/ b3 (- x b4))) pi))",
  Thurber: CUBICS,
};

/** The program with the problem's constants as in its first or second start. */
export function nistProgram(problem: NistProblem, start: 0 | 1): string {
  const parameters = problem.starts[start].map((value, j) => `(define-parameter b${j + 1} ${value})`);
  const columns = predictorsOf(problem);
  return `${parameters.join("\n")}
(define pi ${Math.PI})
(define (square z) (* z z))
(define (model ${columns.join(" ")})
  ${MODELS[problem.name]})`;
}

export function predictorsOf(problem: NistProblem): string[] {
  return Object.keys(problem.data).filter((name) => name !== "y");
}

export function readNist(name: string): NistProblem {
  const lines = readFileSync(new URL(`./data/nist/${name}.dat`, import.meta.url), "utf8").split(/\r?\n/);
  const parameters = lines
    .map((line) => /^\s*b\d+\s*=\s*(.*)$/.exec(line)?.[1]?.trim().split(/\s+/).map(Number))
    .filter((numbers): numbers is number[] => numbers?.length === 4 && numbers.every(Number.isFinite));
  const sum = lines.map((line) => /^Residual Sum of Squares:\s*(\S+)/.exec(line)?.[1]).find((text) => text);
  const from = lines.findLastIndex((line) => line.startsWith("Data:"));
  const rows = lines
    .slice(from + 1)
    .filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const column = (i: number): Float64Array => Float64Array.from(rows, (row) => row[i]!);
  const data: Record<string, Float64Array> =
    name === "Nelson"
      ? { y: column(0).map(Math.log), x1: column(1), x2: column(2) }
      : { y: column(0), x: column(1) };
  return {
    name,
    data,
    starts: [parameters.map((p) => p[0]!), parameters.map((p) => p[1]!)],
    certified: parameters.map((p) => p[2]!),
    deviations: parameters.map((p) => p[3]!),
    sumOfSquares: Number(sum),
  };
}
