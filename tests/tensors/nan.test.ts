// What a tensor from outside may hold: NaNs of every payload are numbers and never pointers; zeros of both signs, denormals and infinities keep their
// bits; the solvers name what is not finite.
import { beforeAll, describe, expect, it } from "vitest";
import { type Program, SchemeError, Tensor, type Value } from "../../host/index.js";
import { roads } from "./roads.js";

const source = `
(define (through t) t)
(define (listed t) (tensor->list t))
(define (nth t k) (tensor-ref t k))
(define (kinds v) (let loop ((i 0)) (cond ((= i (vector-length v)) #t) ((number? (vector-ref v i)) (loop (+ i 1))) (else i))))
(define (classify t) (kinds (tensor->vector t)))
(define (computed t)
  (let ((s (tensor 1 2)))
    (map (lambda (t) (kinds (tensor->vector t)))
         (list (+ t t) (- t) (abs t) (max t 0) (exp t) (sqrt t) (cumsum t) (softmax t) (outer t s) (concat t s) (stack t t)
               (tensor-slice t '(#f #f -1)) (reshape t -1 1) (floor t) (diag (tensor-slice t '(0 3)))))))
(define (reduced t) (map number? (list (sum t) (prod t) (norm t) (logsumexp t) (amax t) (amin t) (dot t t) (mean t) (var t))))
(define (differentiated t)
  (kinds (tensor->vector (gradient (lambda (u) (+ (sum (* u u t)) (norm u) (tensor-ref u 0) (amax u))) t))))
(define (cotangents t) (kinds (tensor->vector (vjp (lambda (u) (* 2 u)) t t))))
(define (tangents t) (kinds (tensor->vector (jvp (lambda (u) (tensor-slice (* 2 u) '(#f #f -1))) t t))))
(define (write-out t) (let ((p (open-output-string))) (write t p) (get-output-string p)))
(define (cholesky-of m) (cholesky m))
(define (solve-of m) (solve m (tensor 1 1)))
(define (solve-spd-of m) (solve-spd m (tensor 1 1)))
(define (inv-of m) (inv m))
(define (logdet-of m) (logdet m))
(define (det-of m) (det m))
(define (det-gradient m) (gradient det m))`;

/** Every sign and every value of the 15 tag bits below the exponent, with several payloads. */
function payloads(): Float64Array {
  const words: bigint[] = [];
  for (const sign of [0n, 1n])
    for (let tag = 0x7ff0n; tag <= 0x7fffn; tag++)
      for (const low of [0n, 1n, 0x1000n, 0x7f00_1000n, 0xffff_ffff_ffffn])
        words.push((sign << 63n) | (tag << 48n) | low);
  return new Float64Array(BigUint64Array.from(words).buffer);
}
const bitsOf = (data: Float64Array): bigint[] => [...new BigUint64Array(data.slice().buffer)];
const square = (...data: number[]): Tensor => new Tensor([2, 2], Float64Array.from(data));

describe.each(roads)("%s", (_road, load) => {
  let program: Program;
  beforeAll(async () => {
    program = await load(source);
  });

  it("takes every payload as a number, however it comes", () => {
    const data = payloads();
    const tensor = new Tensor([data.length], data);
    const foreign = { shape: [data.length], dataSync: () => data } as unknown as Value;
    for (const given of [tensor, Tensor.from(data), foreign, Tensor.from(Array.from(data))]) {
      expect(program.call("classify", given)).toBe(true);
      expect(program.call("listed", given)).toEqual(
        Array.from(data, (x) => (Number.isNaN(x) ? Number.NaN : x)),
      );
      expect(program.call("computed", given)).toEqual(Array(15).fill(true));
      expect(program.call("reduced", given)).toEqual(Array(9).fill(true));
      for (const name of ["differentiated", "cotangents", "tangents"])
        expect(program.call(name, given)).toBe(true);
    }
    for (let k = 0; k < data.length; k++)
      expect(typeof program.call("nth", tensor, BigInt(k))).toBe("number");
    const canonical = program.call("through", tensor) as Tensor;
    expect(new Set(bitsOf(canonical.data.filter(Number.isNaN)))).toEqual(new Set([0x7ff8_0000_0000_0000n]));
    // The host's own array is as it was.
    expect(bitsOf(tensor.data)).toEqual(bitsOf(payloads()));
    const nested = program.call("through", [tensor, tensor]) as Tensor[];
    for (const { data } of nested)
      expect(new Set(bitsOf(data.filter(Number.isNaN)))).toEqual(new Set([0x7ff8_0000_0000_0000n]));
  });

  it("keeps the bits of zeros, denormals and infinities", () => {
    const data = Float64Array.of(
      0,
      -0,
      5e-324,
      -5e-324,
      2.2250738585072014e-308,
      1.7976931348623157e308,
      Infinity,
      -Infinity,
      -1.5,
    );
    const back = program.call("through", new Tensor([3, 3], data)) as Tensor;
    expect(bitsOf(back.data)).toEqual(bitsOf(data));
    expect(back.shape).toEqual([3, 3]);
    expect(program.call("write-out", new Tensor([9], data))).toBe(
      "#tensor(0.0 -0.0 5e-324 -5e-324 2.2250738585072014e-308 1.7976931348623157e308 +inf.0 -inf.0 -1.5)",
    );
  });

  it("gives results arrays of their own", () => {
    const tensor = new Tensor([2], Float64Array.of(1, 2));
    const [first, second] = program.call("through", [tensor, tensor]) as [Tensor, Tensor];
    first.data[0] = 7;
    expect([...second.data, ...tensor.data]).toEqual([1, 2, 1, 2]);
    expect((program.call("through", tensor) as Tensor).data[0]).toBe(1);
  });

  const [inf, nan] = [Infinity, Number.NaN];
  it.each([
    ["cholesky-of", square(inf, 0, 0, 1), /not positive definite: pivot 0 is \+inf\.0/],
    ["cholesky-of", square(nan, 0, 0, 1), /not positive definite: pivot 0 is \+nan\.0/],
    ["cholesky-of", square(1, 0, nan, 1), /not positive definite: pivot 1 is \+nan\.0/],
    // Either triangle counts.
    ["cholesky-of", square(1, nan, 0, 1), /not positive definite: pivot 1 is \+nan\.0/],
    ["cholesky-of", square(1, inf, inf, 1), /not positive definite: pivot 1/],
    ["cholesky-of", square(0, 0, 0, 0), /not positive definite: pivot 0 is 0\.0/],
    ["solve-spd-of", square(1, nan, nan, 1), /not positive definite: pivot 1 is \+nan\.0/],
    ["solve-spd-of", square(-1, 0, 0, 1), /not positive definite: pivot 0 is -1\.0/],
    ["solve-of", square(nan, 0, 0, 1), /singular: pivot 0 is \+nan\.0/],
    ["solve-of", square(0, -0, 0, 0), /singular: pivot 0 is 0\.0/],
    ["inv-of", square(1, 0, 0, nan), /singular: pivot 1 is \+nan\.0/],
    ["logdet-of", square(nan, 0, 0, 1), /singular: pivot 0 is \+nan\.0/],
    ["logdet-of", square(-1, 0, 0, 1), /no logarithm, it is -1\.0/],
  ] as const)("%s names what is wrong %#", (name, matrix, message) => {
    const failing = (): unknown => program.call(name, matrix);
    expect(failing).toThrow(message);
    expect(failing).toThrow(SchemeError);
    expect(program.call("listed", new Tensor([1], Float64Array.of(1)))).toEqual([1]);
  });

  it("has determinants and their derivatives of what is not finite", () => {
    expect(program.call("det-of", square(nan, 0, 0, 1))).toBeNaN();
    expect([...(program.call("det-gradient", square(nan, 0, 0, 1)) as Tensor).data].map(Math.abs)).toEqual([
      1,
      0,
      0,
      nan,
    ]);
    // The product of the pivots overflows, or vanishes, where the derivatives do not.
    expect(
      [...(program.call("det-gradient", square(1e200, 0, 0, 1e200)) as Tensor).data].map(Math.abs),
    ).toEqual([1e200, 0, 0, 1e200]);
    expect(
      [...(program.call("det-gradient", square(1e-200, 0, 0, 1e-200)) as Tensor).data].map(Math.abs),
    ).toEqual([1e-200, 0, 0, 1e-200]);
  });

  it("takes the same bits from a symmetric matrix, and those of the mean from any other", () => {
    const near = 1 + 2 ** -52;
    const [, , below] = (program.call("cholesky-of", square(1, 5e-324, 5e-324, 1)) as Tensor).data;
    expect(below).toBe(5e-324);
    const mean = program.call("cholesky-of", square(4, near, 1, 5)) as Tensor;
    expect(mean).toEqual(program.call("cholesky-of", square(4, (near + 1) / 2, (near + 1) / 2, 5)));
  });
});
