// Derivatives of tensors on both roads: reverse mode beside central differences, forward beside reverse mode, second derivatives in all
// combinations of modes, closed forms.
import { beforeAll, describe, expect, it } from "vitest";
import { type Program, Tensor, type Value } from "../../host/index.js";
import {
  firstDerivatives,
  gradientCases,
  secondCases,
  secondDerivatives,
  structured,
} from "./gradient-cases.js";
import {
  type Dense,
  denseIn,
  denseOf,
  domains,
  expectNear,
  given,
  greatest,
  randomFrom,
  roads,
  seedOf,
} from "./roads.js";

/** Of differences with a step of 1e-5, relative to the scale of what is compared. */
const DIFFERENCE = 1e-6;
/** Of two ways to the same derivative. */
const ROUNDING = 1e-10;

const programs = new Map<string, Program>();
const seconds = new Map<string, Program>();
beforeAll(async () => {
  for (const [road, load] of roads) {
    programs.set(road, await load(firstDerivatives));
    seconds.set(road, await load(secondDerivatives));
  }
});

const sumOfProducts = (a: readonly Dense[], b: readonly Dense[]): number =>
  a.reduce((sum, { data }, i) => data.reduce((s, x, j) => s + x * (b[i]?.data[j] as number), sum), 0);
const sumOfMagnitudes = (a: readonly Dense[], b: readonly Dense[]): number => {
  const magnitudes = (all: readonly Dense[]) =>
    all.map(({ shape, data }) => ({ shape, data: Array.from(data, Math.abs) }));
  return sumOfProducts(magnitudes(a), magnitudes(b));
};
const scaleOf = (...all: readonly Dense[]): number => Math.max(1, greatest(...all));

/** Central differences of f by every number of the arguments: for each, what f answers, number by number. */
function differences(f: (at: readonly Dense[]) => readonly Dense[], at: readonly Dense[]): number[][][] {
  return at.map(({ data }, i) =>
    data.map((x, j) => {
      const step = 1e-5 * Math.max(1, Math.abs(x));
      const moved = (by: number): number[] => {
        const numbers = [...data];
        numbers[j] = x + by;
        return f(at.map((dense, k) => (k === i ? { shape: dense.shape, data: numbers } : dense))).flatMap(
          (dense) => [...dense.data],
        );
      };
      const [up, down] = [moved(step), moved(-step)];
      return up.map((y, k) => (y - (down[k] as number)) / (2 * step));
    }),
  );
}

describe.each(roads)("first derivatives, %s", (road) => {
  function prepared(k: number) {
    const { name, inputs } = gradientCases[k]!;
    const random = randomFrom(seedOf(name));
    const at = inputs.map(({ shape, domain }) => domains[domain](shape, random));
    const program = programs.get(road) as Program;
    const call = (procedure: string, all: readonly Dense[], ...rest: readonly Value[]): unknown =>
      program.call(procedure, BigInt(k), structured(all), 0, ...rest);
    const value = denseOf(call("value", at), name);
    const weights = domains.real(value.shape, random);
    return { name, at, call, random, value, weights };
  }
  const cases = gradientCases.map(({ name }, k) => [name, k] as const);

  it.each(cases)("gradient of %s", (_name, k) => {
    const { name, at, call, weights } = prepared(k);
    const w = given(weights);
    const loss = denseOf(call("weighted", at, w), name);
    const gradient = denseIn(call("reverse-mode", at, w), name);
    const wanted = differences((moved) => [denseOf(call("weighted", moved, w))], at).map(
      (numbers, i): Dense => ({ shape: at[i]!.shape, data: numbers.map((column) => column[0] as number) }),
    );
    expect(gradient.length, name).toBe(at.length);
    wanted.forEach((difference, i) => {
      expectNear(gradient[i]!, difference, DIFFERENCE, scaleOf(loss, ...wanted), `${name}, input ${i}`);
    });
    // The function takes the same path when it is differentiated, and has the same value.
    const [value, again] = call("with-value", at, w) as [unknown, unknown];
    expect(denseOf(value)).toEqual(loss);
    expect(denseIn(again)).toEqual(gradient);
  });

  it.each(cases)("forward and reverse mode of %s", (_name, k) => {
    const { name, at, call, random, value, weights } = prepared(k);
    const direction = at.map(({ shape }) => domains.real(shape, random));
    const along = denseOf(call("along", at, structured(direction)), name);
    expect(along.shape, name).toEqual(value.shape);
    const against = denseIn(call("against", at, given(weights)), name);
    expect(
      against.map(({ shape }) => shape),
      name,
    ).toEqual(at.map(({ shape }) => shape));
    const scale = 1 + sumOfMagnitudes([weights], [along]) + sumOfMagnitudes(against, direction);
    const difference = sumOfProducts([weights], [along]) - sumOfProducts(against, direction);
    expect(Math.abs(difference), name).toBeLessThanOrEqual(ROUNDING * scale);

    if (at.length !== 1) return;
    const matrix = denseOf(call("matrix", at), name);
    expect(matrix.shape, name).toEqual([...value.shape, ...at[0]!.shape]);
    const width = at[0]!.data.length;
    const row = (j: number): number =>
      weights.data.reduce((sum, w, i) => sum + w * (matrix.data[i * width + j] as number), 0);
    const product = { shape: at[0]!.shape, data: Array.from({ length: width }, (_, j) => row(j)) };
    expectNear(product, against[0]!, ROUNDING, scaleOf(matrix, against[0]!) * 10, `${name}: Jacobian`);
  });
});

describe.each(roads)("second derivatives, %s", (road) => {
  it.each(secondCases.map((test, k) => [test.name, k] as const))("%s", (_name, k) => {
    const { name, shape, domain, constant } = secondCases[k]!;
    const random = randomFrom(seedOf(name));
    const x = domains[domain](shape, random);
    const square = constant.length === 2 && constant[0] === constant[1];
    const b = given(domains[square ? "dominant" : "real"](constant, random));
    const program = seconds.get(road) as Program;
    const call = (procedure: string, at: Dense, ...rest: readonly Value[]): Dense =>
      denseOf(program.call(procedure, BigInt(k), given(at), b, ...rest), `${name}: ${procedure}`);
    const weights = given(domains.real(call("value", x).shape, random));
    const size = x.data.length;

    const gradient = call("reverse-mode", x, weights);
    const hessian = call("second", x, weights);
    const columns = differences(([at]) => [call("reverse-mode", at as Dense, weights)], [x])[0]!;
    const wanted: Dense = {
      shape: [...shape, ...shape],
      data: Array.from({ length: size * size }, (_, i) => columns[i % size]![Math.floor(i / size)]!),
    };
    const scale = scaleOf(hessian, gradient);
    expectNear(hessian, wanted, DIFFERENCE, scale, `${name}: hessian`);
    const transposed = hessian.data.map((_, i) => hessian.data[(i % size) * size + Math.floor(i / size)]!);
    const exact = (got: Dense, other: Dense, what: string): void =>
      expectNear(got, other, ROUNDING, 10 * scale, `${name}: ${what}`);
    exact({ shape: wanted.shape, data: transposed }, hessian, "symmetry");

    // The same by each combination of modes.
    exact(call("jacobian-of-gradient", x, weights), hessian, "jacobian of gradient");
    const [v, u] = [domains.real(shape, random), domains.real(shape, random)];
    const product = {
      shape,
      data: Array.from({ length: size }, (_, i) =>
        v.data.reduce((sum, y, j) => sum + (hessian.data[i * size + j] as number) * y, 0),
      ),
    };
    for (const way of [
      "second-along",
      "forward-over-reverse",
      "reverse-over-forward",
      "reverse-over-reverse",
    ])
      exact(call(way, x, weights, given(v)), product, way);
    const twice = { shape: [], data: [sumOfProducts([u], [product])] };
    exact(call("forward-over-forward", x, weights, given(v), given(u)), twice, "forward over forward");
  });
});

describe.each(roads)("closed forms, %s", (_road, load) => {
  let program: Program;
  beforeAll(async () => {
    program = await load(`
(define (log-determinant a) (gradient logdet a))
(define (inverse-transposed a) (transpose (inv a)))
(define (determinant a) (gradient det a))
(define (cofactors a) (* (det a) (transpose (inv a))))
(define (trace-of-product a b) (list (gradient (lambda (a) (trace (matmul a b))) a) (gradient (lambda (b) (trace (matmul a b))) b)))
(define (quadratic a x) (list (gradient (lambda (x) (* 0.5 (dot x (matvec a x)))) x) (hessian (lambda (x) (* 0.5 (dot x (matvec a x)))) x)))
(define (inverse-along a d) (jvp inv a d))
(define (factor a w) (gradient (lambda (a) (sum (* w (cholesky a)))) a))
(define (factor-along a d) (jvp cholesky a d))
(define (weighted-factor a w) (sum (* w (cholesky a))))
(define (half-of-triangle t b) (gradient (lambda (t) (sum (triangular-solve t b))) t))
(define (soft x) (jacobian softmax x))
(define (log-sum x) (list (gradient logsumexp x) (softmax x)))
(define (log-likelihood m y) (gradient (lambda (m) (- (+ (logdet m) (dot y (solve m y))))) m))
(define (levels a d)
  (define (f t) (logdet (+ a (* t d))))
  (list (derivative f 0.0) (derivative (lambda (t) (derivative f t)) 0.0)
        (derivative (lambda (t) (derivative (lambda (t) (derivative f t)) t)) 0.0)
        (gradient (lambda (t) (derivative (lambda (t) (gradient f t)) t)) 0.0)))
(define (ties f x) (gradient (case f ((amax) amax) ((amin) amin) ((norm) norm) ((abs) (lambda (x) (sum (abs x)))) ((floor) (lambda (x) (sum (* x (floor x))))) (else sum)) x))
(define (pairs a b) (gradient (lambda (p) (sum (max (car p) (cadr p)))) (list a b)))
(define (rows a) (gradient (lambda (a) (sum (amax a 1))) a))
(define (norms a) (gradient (lambda (a) (sum (norm a 1))) a))
(define (stopped x) (gradient (lambda (x) (sum (* x (stop-gradient x)))) x))
(define (checkpointed a x)
  (define (f x) (let ((y (tanh (matvec a x)))) (+ y (* 0.5 x))))
  (list (gradient (lambda (x) (sum (f (f x)))) x)
        (gradient (lambda (x) (sum (checkpoint (lambda () (f (checkpoint (lambda () (f x)))))))) x)
        (gradient (lambda (x) (sum (checkpoint-loop 2 (lambda (i x) (f x)) x))) x)))
(define (ruled x) (gradient (lambda (x) (sum ((with-adjoint (lambda (x) (* x x)) (lambda (w x) (* 3 w x))) x))) x))
(define (ruled-by-two a b)
  (gradient (lambda (p) (sum ((with-adjoint matmul (lambda (w a b) (list (matmul w (transpose b)) (* 2 (matmul (transpose a) w))))) (car p) (cadr p)))) (list a b)))
(define (root a) (list (implicit-solve (lambda (x) (- (* x x) a)) (ones 3))
                       (gradient (lambda (a) (sum (implicit-solve (lambda (x) (- (* x x) a)) (ones 3)))) a)))
(define (confusion a) (derivative (lambda (x) (sum (* x (derivative (lambda (y) (+ (* x a) (* y a))) 1.0)))) 1.0))
(define (by-number a) (derivative (lambda (t) (* a (sin t))) 0.5))
(define (in-structures a) (gradient (lambda (p) (+ (* (car p) (sum (vector-ref (cadr p) 0))) (* 2 (vector-ref (cadr p) 1)) (sum (caddr p))))
                                    (list 2.0 (vector a 3.0) a)))
(define (twice-in-a-list a) (gradient (lambda (p) (sum (* (car p) (cadr p) (cadr p)))) (list a a)))
(define (of-itself a) (list (jacobian (lambda (x) x) a) (jvp (lambda (x) x) a (* 2 a)) (vjp (lambda (x) x) a (* 3 a))))
(define (of-constants a)
  (list (gradient (lambda (x) 1.0) a) (jacobian (lambda (x) (ones 3)) a) (jvp (lambda (x) (ones 3)) a a) (vjp (lambda (x) (ones 3)) a (ones 3))
        (hessian (lambda (x) 1.0) a) (hessian-vector (lambda (x) (sum x)) a a)))
(define kept #f)
(define (outlived a)
  (gradient (lambda (x) (set! kept (* 2 x)) (sum x)) a)
  (list kept (gradient (lambda (y) (sum (* y kept))) a) (derivative (lambda (t) (sum (* t kept))) 1.0)))
(define (through-data a)
  (gradient (lambda (x)
    (let ((table (make-hash-table)) (v (make-vector 2 x)))
      (hash-table-set! table 'x (exp x))
      (vector-set! v 0 (call/cc (lambda (k) (k (hash-table-ref table 'x (lambda () 0))))))
      (sum (fold + 0.0 (vector->list v))))) a))
(define (one-of x) (sum (* s (tensor x 1 2))))
(define (lanes x) (let ((a (* s (tensor x 1 2)))) (+ (logdet (+ (eye 3) (outer a a))) (norm (+ a shift)) (prod (softmax a)))))
(define (jacobian-of-number) (jacobian (lambda (t) (* t (tensor '((1 2 3) (4 5 6))))) 2.0))
(define-parameter s 0.5)
(define-parameter shift -1.0)
(define scaled (* s (tensor 1 2 3)))
(define (model a) (sum (* a (exp scaled) (+ a shift))))`);
  });
  const shape = [3, 3];
  const random = randomFrom(7);
  const a = domains.dominant(shape, random);
  const b = domains.real(shape, random);
  const x = domains.real([3], random);
  const tensor = (dimensions: number[], ...data: number[]): Tensor =>
    new Tensor(dimensions, Float64Array.from(data));
  const vector = (...data: number[]): Tensor => tensor([data.length], ...data);
  const near = (
    got: Dense | undefined,
    data: ArrayLike<number>,
    dimensions: readonly number[],
    what = "",
  ): void => expectNear(got as Dense, { shape: dimensions, data: Array.from(data) }, ROUNDING, 1, what);
  const call = (name: string, ...args: Value[]): Dense[] => denseIn(program.call(name, ...args), name);
  const at = (m: Dense, i: number, j: number): number => m.data[i * 3 + j] as number;
  const transposed = (m: Dense): number[] => Array.from(m.data, (_, k) => at(m, k % 3, Math.floor(k / 3)));
  const product = (m: Dense, o: Dense): Dense => ({
    shape,
    data: Array.from({ length: 9 }, (_, k) =>
      [0, 1, 2].reduce((sum, l) => sum + at(m, Math.floor(k / 3), l) * at(o, l, k % 3), 0),
    ),
  });
  const trace = (m: Dense): number => at(m, 0, 0) + at(m, 1, 1) + at(m, 2, 2);

  it("of determinants", () => {
    const [gradient] = call("log-determinant", given(a));
    expectNear(gradient!, call("inverse-transposed", given(a))[0]!, ROUNDING, 1, "logdet");
    expectNear(call("determinant", given(a))[0]!, call("cofactors", given(a))[0]!, ROUNDING, 1, "det");
  });

  it("of the determinant of a matrix of rank n - 1: the cofactors, though there is no inverse", () => {
    near(call("determinant", tensor([2, 2], 1, 2, 2, 4))[0], [4, -2, -2, 1], [2, 2]);
  });

  it("of traces and quadratic forms", () => {
    const [byA, byB] = call("trace-of-product", given(a), given(b));
    near(byA, transposed(b), shape);
    near(byB, transposed(a), shape);
    const [gradient, hessian] = call("quadratic", given(a), given(x));
    const symmetric = { shape, data: Array.from(a.data, (y, k) => (y + transposed(a)[k]!) / 2) };
    near(
      gradient,
      [0, 1, 2].map((i) => [0, 1, 2].reduce((sum, j) => sum + at(symmetric, i, j) * x.data[j]!, 0)),
      [3],
    );
    near(hessian, symmetric.data, shape);
  });

  it("of the inverse: -A^-1 D A^-1", () => {
    const [transposedInverse] = call("inverse-transposed", given(a));
    const inverse = { shape, data: transposed(transposedInverse!) };
    const wanted = product(product(inverse, b), inverse).data;
    near(
      call("inverse-along", given(a), given(b))[0],
      Array.from(wanted, (y) => -y),
      shape,
    );
  });

  it("of the Cholesky factor, which are symmetric", () => {
    const spd = product(a, { shape, data: transposed(a) });
    const [gradient] = call("factor", given(spd), given(b));
    near(gradient, transposed(gradient!), shape, "symmetric");
    const direction = { shape, data: Array.from(b.data, (y, k) => y + transposed(b)[k]!) };
    const moved = (by: number): number =>
      program.call(
        "weighted-factor",
        given({ shape, data: Array.from(spd.data, (y, k) => y + by * direction.data[k]!) }),
        given(b),
      ) as number;
    const wanted = (moved(1e-4) - moved(-1e-4)) / 2e-4;
    const along = sumOfProducts([gradient!], [direction]);
    expect(Math.abs(along - wanted)).toBeLessThan(DIFFERENCE * Math.max(1, Math.abs(wanted)));
    // L' = L Φ(L^-1 A' L^-T): the derivative of L Lᵀ is the direction.
    const factor = program.call("factor-along", given(spd), given(direction)) as Tensor;
    expect(Math.abs(sumOfProducts([b], [denseOf(factor)]) - along)).toBeLessThan(
      1e-9 * Math.max(1, Math.abs(along)),
    );
    expect([factor.data[1], factor.data[2], factor.data[5]].map((y) => Math.abs(y!))).toEqual([0, 0, 0]);
  });

  it("of what is not read: 0", () => {
    const [gradient] = call("half-of-triangle", given(a), given(x));
    expect([at(gradient!, 0, 1), at(gradient!, 0, 2), at(gradient!, 1, 2)].map(Math.abs)).toEqual([0, 0, 0]);
  });

  it("of softmax and logsumexp", () => {
    const [byLogSum, p] = call("log-sum", given(x));
    near(byLogSum, p!.data, [3]);
    const wanted = [0, 1, 2].flatMap((i) =>
      [0, 1, 2].map((j) => p!.data[i]! * ((i === j ? 1 : 0) - p!.data[j]!)),
    );
    near(call("soft", given(x))[0], wanted, shape);
    near(call("log-sum", vector(1000, 1000))[0], [0.5, 0.5], [2], "large");
    near(call("log-sum", vector(-Infinity, 0, 0))[0], [0, 0.5, 0.5], [3], "-inf");
  });

  it("of a Gaussian's density by its covariance", () => {
    // -A^-T + A^-T y yᵀ A^-T.
    const [inverse] = call("inverse-transposed", given(a));
    const y = [...x.data];
    const outer = { shape, data: [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => y[i]! * y[j]!)) };
    const wanted = product(product(inverse!, outer), inverse!).data;
    near(
      call("log-likelihood", given(a), given(x))[0],
      Array.from(wanted, (z, k) => z - inverse!.data[k]!),
      shape,
    );
  });

  it("of three levels: log |A + t D|", () => {
    const [transposedInverse] = call("inverse-transposed", given(a));
    const m = product({ shape, data: transposed(transposedInverse!) }, b);
    const [one, two, three, mixed] = call("levels", given(a), given(b));
    near(one, [trace(m)], []);
    near(two, [-trace(product(m, m))], []);
    near(three, [2 * trace(product(product(m, m), m))], []);
    near(mixed, [2 * trace(product(product(m, m), m))], []);
  });

  it("at ties and kinks", () => {
    const of = (f: string, ...data: number[]): number[] => [
      ...(program.call("ties", Symbol.for(f), vector(...data)) as Tensor).data,
    ];
    expect(of("amax", 1, 3, 3, 2)).toEqual([0, 1, 0, 0]);
    expect(of("amin", 1, 3, 1, 1)).toEqual([1, 0, 0, 0]);
    expect(of("norm", 0, 0)).toEqual([0, 0]);
    expect(of("abs", -2, 0, 3)).toEqual([-1, 0, 1]);
    expect(of("floor", 2.5, -2.5)).toEqual([2, -3]);
    // As for numbers, each operand has a half.
    const [left, right] = call("pairs", vector(1, 2, 5), vector(1, 3, 4));
    expect([[...left!.data], [...right!.data]]).toEqual([
      [0.5, 0, 1],
      [0.5, 1, 0],
    ]);
    expect([...call("rows", tensor([2, 2], 1, 1, 0, 2))[0]!.data]).toEqual([1, 0, 0, 1]);
    near(call("norms", tensor([2, 2], 0, 0, 3, 4))[0], [0, 0, 0.6, 0.8], [2, 2]);
  });

  it("of what else takes numbers in structures", () => {
    near(call("stopped", given(x))[0], x.data, [3]);
    const [plain, thunks, loop] = call("checkpointed", given(b), given(x));
    near(thunks, plain!.data, [3]);
    near(loop, plain!.data, [3]);
    near(
      call("ruled", given(x))[0],
      Array.from(x.data, (y) => 3 * y),
      [3],
    );
    const sums = (m: Dense): number[] => [0, 1, 2].map((i) => at(m, i, 0) + at(m, i, 1) + at(m, i, 2));
    const [byA, byB] = call("ruled-by-two", given(a), given(b));
    near(
      byA,
      [0, 1, 2].flatMap(() => sums(b)),
      shape,
    );
    const columns = sums({ shape, data: transposed(a) });
    near(
      byB,
      columns.flatMap((y) => [2 * y, 2 * y, 2 * y]),
      shape,
    );
    const [root, byRoot] = call("root", vector(1, 4, 0.25));
    near(root, [1, 2, 0.5], [3]);
    near(byRoot, [0.5, 0.25, 1], [3]);
    near(call("confusion", vector(1, 2, 3.5))[0], [6.5], []);
    near(call("by-number", vector(1, -2))[0], [Math.cos(0.5), -2 * Math.cos(0.5)], [2]);
    near(call("jacobian-of-number")[0], [1, 2, 3, 4, 5, 6], [2, 3]);
  });

  it("in lists and vectors of tensors and numbers", () => {
    expect(program.write("in-structures", [vector(1, 2.5)])).toBe(
      "(3.5 #(#tensor(2.0 2.0) 2.0) #tensor(1.0 1.0))",
    );
  });

  it("of one tensor in two places, of itself, of constants, of what has outlived its derivative", () => {
    const [left, right] = call("twice-in-a-list", vector(1, 2));
    near(left, [1, 4], [2]);
    near(right, [2, 8], [2]);
    const [matrix, along, against] = call("of-itself", vector(1, 2));
    near(matrix, [1, 0, 0, 1], [2, 2]);
    near(along, [2, 4], [2]);
    near(against, [3, 6], [2]);
    const zeros = (...dimensions: number[]): number[] =>
      new Array<number>(dimensions.reduce((size, n) => size * n, 1)).fill(0);
    const shapes = [[2], [3, 2], [3], [2], [2, 2], [2]];
    call("of-constants", vector(1, 2)).forEach((got, i) => {
      near(got, zeros(...shapes[i]!), shapes[i]!, String(i));
    });
    const [kept, product, number] = call("outlived", vector(1, 2));
    near(kept, [2, 4], [2]);
    near(product, [2, 4], [2]);
    near(number, [6], []);
    near(call("through-data", vector(0, 1))[0], [2, Math.E + 1], [2]);
  });

  it("of batches, with the bits of lanes one by one", () => {
    const lanes = [Float64Array.from({ length: 40 }, (_, i) => 0.1 * i - 1.5)];
    for (const name of ["lanes", "one-of"]) {
      const together = program.batch(name, lanes);
      const apart = program.batch(name, lanes, { replay: false });
      expect(together.values).toEqual(apart.values);
      expect(together.gradients).toEqual(apart.gradients);
      expect(together.values[7]).toBe(program.valueAndGradient(name, [lanes[0]![7]!]).value);
    }
  });

  it("by the parameters, twice", () => {
    const { hessian, gradient } = program.hessian("lanes", [0.7]);
    expect(gradient).toEqual(program.valueAndGradient("lanes", [0.7]).gradient);
    const by = (s: number): ReadonlyMap<string, number> => {
      program.setParameters({ s });
      return program.valueAndGradient("lanes", [0.7]).gradient;
    };
    const [up, down] = [by(0.5 + 1e-5), by(0.5 - 1e-5)];
    program.setParameters({ s: 0.5 });
    for (const name of ["s", "shift"]) {
      const wanted = (up.get(name)! - down.get(name)!) / 2e-5;
      expect(Math.abs(hessian.get("s")!.get(name)! - wanted), name).toBeLessThan(DIFFERENCE);
      expect(hessian.get(name)!.get("s")).toBeCloseTo(wanted, 5);
    }
  });

  it("by the parameters of the program", () => {
    const data = [0.5, -1, 2];
    const { value, gradient } = program.valueAndGradient("model", [vector(...data)]);
    const terms = data.map((y, i) => y * Math.exp(0.5 * (i + 1)));
    near({ shape: [], data: [value] }, [terms.reduce((sum, term, i) => sum + term * (data[i]! - 1), 0)], []);
    near(
      { shape: [], data: [gradient.get("s")!] },
      [terms.reduce((sum, term, i) => sum + term * (data[i]! - 1) * (i + 1), 0)],
      [],
    );
    near({ shape: [], data: [gradient.get("shift")!] }, [terms.reduce((sum, term) => sum + term, 0)], []);
  });
});
