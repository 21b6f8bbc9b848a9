// An element of a tensor is a number: element-wise functions have the bits of the same function of numbers, values and derivatives, also
// where these are singular, and broadcasting is what a loop over the elements does.
import { beforeAll, describe, expect, it } from "vitest";
import { type Program, Tensor } from "../../host/index.js";
import { roads } from "./roads.js";

const UNARY =
  "sqrt square abs exp log sin cos tan asin acos atan sinh cosh tanh expm1 log1p floor ceiling truncate round - /".split(
    " ",
  );
const BINARY = "+ - * / expt atan max min".split(" ");

const POINTS = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2,
  3,
  0.1,
  1e-9,
  -1e-9,
  5e-324,
  1e-310,
  700,
  710,
  -745,
  1e5,
  1e22,
  -1e300,
  1.7976931348623157e308,
  Infinity,
  -Infinity,
  Number.NaN,
];
/** For pairs, all with all. */
const FEWER = [0, -0, 1, -1, 0.5, -2, 2, 3, 1e-9, -1e300, 1e300, Infinity, -Infinity, Number.NaN];
const PAIRS = FEWER.flatMap((x) => FEWER.map((y) => [x, y] as const));

const source = `
(define unary (list ${UNARY.join(" ")}))
(define binary (list ${BINARY.join(" ")}))
(define (value k x) ((list-ref unary k) x))
(define (number-gradient k x) (gradient (list-ref unary k) x))
(define (elements-gradient k x) (gradient (lambda (x) (sum ((list-ref unary k) x))) x))
(define (number-along k x) (derivative (list-ref unary k) x))
(define (elements-along k x) (jvp (list-ref unary k) x (ones (tensor-size x))))
(define (pair k x y) ((list-ref binary k) x y))
(define (pair-gradient k x y) (gradient (lambda (p) ((list-ref binary k) (car p) (cadr p))) (list x y)))
(define (pairs-gradient k x y) (gradient (lambda (p) (sum ((list-ref binary k) (car p) (cadr p)))) (list x y)))
(define (masked x w) (gradient (lambda (x) (sum (* w (log x)))) x))
(define (masked-root x w) (gradient (lambda (x) (+ (sum (* w (sqrt x))) (sum (* w (norm (reshape x 2 1) 1))))) x))
${UNARY.map((f, k) => `(define (direct-${k} x) (${f} x))`).join("\n")}
${BINARY.map((f, k) => `(define (direct-pair-${k} x y) (${f} x y))`).join("\n")}`;

const text = (x: number): string => (Object.is(x, -0) ? "-0" : String(x));
const vector = (...data: readonly number[]): Tensor => new Tensor([data.length], Float64Array.from(data));

describe.each(roads)("%s", (_road, load) => {
  let program: Program;
  beforeAll(async () => {
    program = await load(source);
  });
  const number = (name: string, ...args: Parameters<Program["call"]>[1][]): number =>
    program.call(name, ...args) as number;
  const shown = (xs: ArrayLike<number>, at: readonly unknown[]): string[] =>
    Array.from(xs, (x, i) => `${String(at[i])}: ${text(x)}`);

  describe.each(UNARY.map((f, k) => [f, BigInt(k)] as const))("%s", (_f, k) => {
    const all = vector(...POINTS);
    it("has the values of numbers", () => {
      const wanted = shown(
        POINTS.map((x) => number("value", k, x)),
        POINTS,
      );
      expect(shown((program.call("value", k, all) as Tensor).data, POINTS)).toEqual(wanted);
      expect(shown((program.call(`direct-${k}`, all) as Tensor).data, POINTS)).toEqual(wanted);
    });
    // The sign of a derivative that is 0 is nobody's.
    const unsigned = (xs: ArrayLike<number>): number[] => Array.from(xs, (x) => x + 0);
    it("has the derivatives of numbers", () => {
      const wanted = shown(unsigned(POINTS.map((x) => number("number-gradient", k, x))), POINTS);
      expect(shown(unsigned((program.call("elements-gradient", k, all) as Tensor).data), POINTS)).toEqual(
        wanted,
      );
      expect(shown(unsigned((program.call("elements-along", k, all) as Tensor).data), POINTS)).toEqual(
        shown(unsigned(POINTS.map((x) => number("number-along", k, x))), POINTS),
      );
    });
  });

  describe.each(BINARY.map((f, k) => [f, BigInt(k)] as const))("%s", (_f, k) => {
    const [xs, ys] = [vector(...PAIRS.map(([x]) => x)), vector(...PAIRS.map(([, y]) => y))];
    it("has the values of numbers", () => {
      const wanted = shown(
        PAIRS.map(([x, y]) => number("pair", k, x, y)),
        PAIRS,
      );
      expect(shown((program.call("pair", k, xs, ys) as Tensor).data, PAIRS)).toEqual(wanted);
      expect(shown((program.call(`direct-pair-${k}`, xs, ys) as Tensor).data, PAIRS)).toEqual(wanted);
    });

    it("has the values of numbers in rows and columns, and beside a number", () => {
      const [column, row] = [new Tensor([FEWER.length, 1], Float64Array.from(FEWER)), vector(...FEWER)];
      const table = program.call("pair", k, column, row) as Tensor;
      expect(table.shape).toEqual([FEWER.length, FEWER.length]);
      const wanted = PAIRS.map(([x, y]) => number("pair", k, x, y));
      expect(shown(table.data, PAIRS)).toEqual(shown(wanted, PAIRS));
      FEWER.forEach((x, i) => {
        const after = program.call("pair", k, x, row) as Tensor;
        expect(shown(after.data, FEWER), String(x)).toEqual(
          shown(
            FEWER.map((_, j) => wanted[i * FEWER.length + j]!),
            FEWER,
          ),
        );
        const before = program.call("pair", k, row, x) as Tensor;
        expect(shown(before.data, FEWER), String(x)).toEqual(
          shown(
            FEWER.map((_, j) => wanted[j * FEWER.length + i]!),
            FEWER,
          ),
        );
      });
    });

    it("has the derivatives of numbers", () => {
      const wanted = PAIRS.map(([x, y]) => program.call("pair-gradient", k, x, y) as number[]);
      const got = program.call("pairs-gradient", k, xs, ys) as Tensor[];
      for (const side of [0, 1])
        expect(
          shown(
            Array.from(got[side]!.data, (x) => x + 0),
            PAIRS,
          ),
          `operand ${side}`,
        ).toEqual(
          shown(
            wanted.map((pair) => pair[side]! + 0),
            PAIRS,
          ),
        );
    });
  });

  it("counts an element whose cotangent is 0 for nothing, whatever its derivative", () => {
    expect([...(program.call("masked", vector(0, 2), vector(0, 1)) as Tensor).data]).toEqual([0, 0.5]);
    expect([...(program.call("masked-root", vector(0, 4), vector(0, 1)) as Tensor).data]).toEqual([0, 1.25]);
  });
});
