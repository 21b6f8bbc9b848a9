// Lanes for themselves: one that fails or meets a limit says so and leaves the others alone; statistics tell which lanes ran the program.
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Batch,
  compile,
  type Interpreter,
  LimitError,
  loadInterpreter,
  type Program,
  type ProgramOptions,
  SchemeError,
} from "../host/index.js";

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

async function roads(source: string, test: (program: Program) => void, options: ProgramOptions = {}) {
  const interpreted = interpreter.load(source, options);
  for (const program of [await compile(source, options), interpreted]) test(program);
  interpreted.dispose();
}

const A = 1.75;
/** Lanes at 0, 1/64, …, exact in binary; the given ones are 9. */
const lanesWith = (nines: readonly number[], count = 40): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => (nines.includes(i) ? 9 : i / 64));

/** All lanes but the failed ones have a x and the derivative x, which need no rounding here. */
function expectLines(batch: Batch, xs: Float64Array, failed: readonly number[]): void {
  const line = (f: (x: number) => number) => xs.map((x, i) => (failed.includes(i) ? Number.NaN : f(x)));
  expect([...batch.failures.keys()]).toEqual(failed);
  for (const [lane, error] of batch.failures) expect(error.lane).toBe(lane);
  expect(batch.values).toEqual(line((x) => A * x));
  expect(batch.gradients.get("a")).toEqual(line((x) => x));
}

describe("a lane that fails", () => {
  const failing = (wrong: string): string =>
    `(define-parameter a ${A}) (define (f x) (if (> x 8) ${wrong} (* a x)))`;
  // The first lane leads, and fails; others are met as later leaders and among the last few.
  const failed = [0, 7, 23, 39];

  it.each([
    ["a wrong type", "(car a)", "type"],
    ["an index out of range", "(vector-ref (vector a a) 2)", "range"],
    ["an error of its own", '(error "no model here:" x)', "user"],
    ["a raised object", "(raise 'lost)", "raised"],
    ["shapes that do not fit", "(sum (matmul (zeros 2 3) (make-tensor '(2 3) a)))", "shape"],
    ["a result that is no number", "(list a)", "type"],
  ])("reports %s, the others finish", async (_, wrong, kind) => {
    await roads(failing(wrong), (program) => {
      const xs = lanesWith(failed);
      for (const replay of [true, true, false]) {
        const batch = program.batch("f", { x: xs }, { replay });
        expectLines(batch, xs, failed);
        for (const error of batch.failures.values()) {
          expect(error).toBeInstanceOf(SchemeError);
          expect((error as SchemeError).kind).toBe(kind);
        }
      }
      // A batch without such lanes afterwards.
      expectLines(program.batch("f", { x: lanesWith([]) }), lanesWith([]), []);
    });
  });

  it.each([
    ["fuel", "(let loop ((i 0)) (loop (+ i 1)))", { fuel: 50_000 }],
    ["heap", "(let loop ((all '())) (loop (cons all all)))", { heap: 8 }],
    ["tape", "(let loop ((s a)) (loop (* s x)))", { tape: 4 }],
    ["stack", "(let deeper ((s a)) (+ 1 (deeper (* s x))))", { stack: 4 }],
  ] as const)("reports its limit: %s", async (limit, wrong, limits) => {
    await roads(
      failing(wrong),
      (program) => {
        const xs = lanesWith(failed);
        const batch = program.batch("f", { x: xs });
        expectLines(batch, xs, failed);
        for (const error of batch.failures.values()) {
          expect(error).toBeInstanceOf(LimitError);
          expect((error as LimitError).limit).toBe(limit);
        }
        // The leader's limit has not kept the others from one graph.
        expect(batch.statistics.replayed).toBeGreaterThanOrEqual(xs.length - failed.length);
        expectLines(program.batch("f", { x: lanesWith([]) }), lanesWith([]), []);
      },
      limits,
    );
  });

  it("is the error of the batch on request: the first one, at once", async () => {
    await roads(failing("(begin (display x) (car a))"), (program) => {
      for (const replay of [true, false]) {
        const xs = lanesWith([33, 38]);
        const run = (): unknown => program.batch("f", { x: xs }, { onFailure: "throw", replay });
        expect(run).toThrow(
          expect.objectContaining({ name: "SchemeError", kind: "type", lane: 33, line: 1 }),
        );
        expect(program.output).toBe("9.0");
      }
    });
  });

  it("shows what it displayed before, once and in the order of the lanes", async () => {
    await roads(failing('(begin (display "<") (car a))'), (program) => {
      expectLines(program.batch("f", [lanesWith(failed)]), lanesWith(failed), failed);
      expect(program.output).toBe("<<<<");
    });
  });

  it("may be every lane", async () => {
    await roads(failing("(car a)"), (program) => {
      const { values, failures, statistics } = program.batch("f", [new Float64Array(30).fill(9)]);
      expect(failures.size).toBe(30);
      expect(values.every(Number.isNaN)).toBe(true);
      expect(statistics).toMatchObject({ replayed: 0, byKernel: 0, evaluated: 30 });
    });
  });

  it("has an allowance of its own, which kept graphs respect", async () => {
    const source = `(define-parameter a ${A}) (define (f x) (let loop ((i 0)) (if (= i 5000) (* a x) (loop (+ i 1)))))`;
    await roads(source, (program) => {
      const xs = lanesWith([]);
      expectLines(program.batch("f", [xs], { fuel: 1e6 }), xs, []);
      const short = program.batch("f", [xs], { fuel: 3000 });
      expect(short.failures.size).toBe(xs.length);
      expect(short.statistics.replayed).toBe(0);
      // Enough for each, not for all together.
      expectLines(program.batch("f", [xs], { fuel: 20_000, replay: false }), xs, []);
      expect(program.batch("f", [xs], { fuel: 20_000 }).statistics).toEqual({
        recorded: 0,
        replayed: xs.length,
        byKernel: 0,
        evaluated: 0,
      });
    });
  });
});

describe("a batch refuses", () => {
  const source = "(define-parameter a 1.0) (define (f t u) (* a t u))";
  const two = Float64Array.of(1, 2);
  it.each<[string, (program: Program) => unknown, RegExp]>([
    ["lengths", (p) => p.batch("f", { u: [1, 2, 3], t: two }), /column t has 2 lanes, column u has 3/],
    ["lengths in order", (p) => p.batch("f", [two, []]), /column t has 2 lanes, column u has 0/],
    [
      "unknown columns",
      (p) => p.batch("f", { t: two, v: two }),
      /parameters \(t u\), the batch has the columns \(t v\)/,
    ],
    ["no columns", (p) => p.batch("f", []), /at least one column/],
    ["what is no number", (p) => p.batch("f", { t: two, u: [1, "2"] as never }), /column u .* lane 1 has 2/],
    ["unknown procedures", (p) => p.batch("g", [two]), /no definition named g/],
  ])("%s", async (_, run, message) => {
    await roads(source, (program) => {
      expect(() => run(program)).toThrow(expect.objectContaining({ kind: "usage" }));
      expect(() => run(program)).toThrow(message);
      expect([...program.batch("f", { t: [1, 2], u: two }).values]).toEqual([1, 4]);
    });
  });
});

describe("statistics", () => {
  it("show that kept graphs serve an optimiser's next steps", async () => {
    const source = `(define-parameter a 1.0) (define-parameter b 0.5)
(define (f x) (fold + 0.0 (map (lambda (k) (* a (exp (- (* b k x))))) '(1 2 3))))`;
    const xs = lanesWith([], 100);
    await roads(source, (program) => {
      expect(program.batch("f", [xs]).statistics).toEqual({
        recorded: 1,
        replayed: 100,
        byKernel: 0,
        evaluated: 0,
      });
      for (const [a, b] of [
        [1.5, 0.25],
        [-2, 1.25],
      ] as const) {
        program.setParameters({ a, b });
        const { values, gradients, statistics } = program.batch("f", [xs]);
        expect(statistics).toEqual({ recorded: 0, replayed: 100, byKernel: 0, evaluated: 0 });
        xs.forEach((x, lane) => {
          const e = [1, 2, 3].map((k) => Math.exp(-b * k * x));
          const sum = e.reduce((s, y) => s + y, 0);
          const byB = -a * x * e.reduce((s, y, i) => s + (i + 1) * y, 0);
          expect(values[lane]).toBeCloseTo(a * sum, 12);
          expect(gradients.get("a")?.[lane]).toBeCloseTo(sum, 12);
          expect(gradients.get("b")?.[lane]).toBeCloseTo(byB, 12);
        });
      }
    });
  });

  it("show a new leader where guards fail, and that its graph is kept, too", async () => {
    const source = "(define-parameter a 1.0) (define (f x) (if (< (* a x) 1.0) (* a x) (* a a x)))";
    const xs = lanesWith([], 128);
    await roads(source, (program) => {
      expect(program.batch("f", [xs]).statistics).toEqual({
        recorded: 2,
        replayed: 128,
        byKernel: 0,
        evaluated: 0,
      });
      // The same two paths, elsewhere.
      program.setParameters({ a: 3 });
      const { values, gradients, statistics } = program.batch("f", [xs]);
      expect(statistics).toEqual({ recorded: 0, replayed: 128, byKernel: 0, evaluated: 0 });
      expect(values).toEqual(xs.map((x) => (3 * x < 1 ? 3 * x : 9 * x)));
      expect(gradients.get("a")).toEqual(xs.map((x) => (3 * x < 1 ? x : 6 * x)));
    });
  });

  it("show recursion as deep as the lane says: a graph for each depth", async () => {
    const source = "(define-parameter a 2.0) (define (f x) (if (< x 1) a (* a (f (- x 1)))))";
    // Depths 0 to 2, thirty lanes each: a, a^2, a^3.
    const xs = Float64Array.from({ length: 90 }, (_, i) => (i % 3) + 0.5);
    await roads(source, (program) => {
      const { values, gradients, statistics } = program.batch("f", [xs]);
      expect(statistics).toEqual({ recorded: 3, replayed: 90, byKernel: 0, evaluated: 0 });
      expect(values).toEqual(xs.map((x) => 2 ** Math.ceil(x)));
      expect(gradients.get("a")).toEqual(xs.map((x) => Math.ceil(x) * 2 ** (Math.ceil(x) - 1)));
    });
  });

  it("show lanes by themselves: output, tensors, few lanes, on request", async () => {
    const source = `(define-parameter a 2.0)
(define (shown x) (write (* 2 x)) (newline) (* a x))
(define (plain x) (* a x))
(define (tensors x) (sum (matmul (tensor (list (list a x) (list x 1.0))) (tensor (list x a)))))`;
    const xs = lanesWith([], 20);
    await roads(source, (program) => {
      const alone = program.batch("shown", [xs]);
      expect(alone.statistics).toMatchObject({ replayed: 0, byKernel: 0, evaluated: 20 });
      expect(alone.gradients.get("a")).toEqual(xs);
      expect(program.output.trim().split("\n").map(Number)).toEqual(Array.from(xs, (x) => 2 * x));
      expect(program.batch("plain", [xs.subarray(0, 11)]).statistics).toEqual({
        recorded: 0,
        replayed: 0,
        byKernel: 0,
        evaluated: 11,
      });
      expect(program.batch("plain", [xs], { replay: false }).statistics).toEqual({
        recorded: 0,
        replayed: 0,
        byKernel: 0,
        evaluated: 20,
      });
      // ((a x) (x 1)) (x a): the sum is 2 a x + x^2 + a, its derivative 2 x + 1.
      const { values, gradients, failures } = program.batch("tensors", [xs]);
      expect(failures.size).toBe(0);
      expect(values).toEqual(xs.map((x) => 4 * x + x * x + 2));
      expect(gradients.get("a")).toEqual(xs.map((x) => 2 * x + 1));
    });
  });

  it("show that lanes on rare paths with output do not keep the others from graphs", async () => {
    const source = `(define-parameter a ${A}) (define (f x) (if (> x 8) (display "!")) (* a x))`;
    const xs = lanesWith([0, 30]);
    await roads(source, (program) => {
      const { values, statistics } = program.batch("f", [xs]);
      expect(values).toEqual(xs.map((x) => A * x));
      expect(program.output).toBe("!!");
      expect(statistics).toMatchObject({ replayed: 38, byKernel: 0, evaluated: 2 });
    });
  });
});
