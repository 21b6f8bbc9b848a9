// Sessions: what is entered lasts, may be made anew, and survives failures, limits and interruptions; derivatives are those of the whole
// program that the entries make.
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import {
  type Entered,
  LimitError,
  loadInterpreter,
  openSession,
  SchemeError,
  type Session,
} from "../host/index.js";

let session: Session;
beforeEach(async () => {
  session = await openSession();
});

const values = async (text: string): Promise<readonly string[]> => (await session.evaluate(text)).values;

async function failure(run: Promise<unknown>): Promise<SchemeError | LimitError> {
  const error = await run.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (error instanceof SchemeError || error instanceof LimitError) return error;
  throw error ?? new Error("it did not fail");
}

describe("entries", () => {
  it("answer the printed values of all their forms", async () => {
    expect(await values('(define x 2) x (values \'a "b") (if #f #f) (values) (list x #\\c)')).toEqual([
      "2",
      "a",
      '"b"',
      "(2 #\\c)",
    ]);
  });

  it("hand each value over as soon as there is one", async () => {
    const seen: string[] = [];
    await failure(session.evaluate("1 2 (car 5) 3", { onValue: (value) => seen.push(value) }));
    expect(seen).toEqual(["1", "2"]);
  });

  it("answer what was displayed, or pass it on", async () => {
    const { output, errorOutput } = await session.evaluate(
      '(display "out") (write-string "err" (current-error-port))',
    );
    expect([output, errorOutput]).toEqual(["out", "err"]);
    const seen: string[] = [];
    const passing = await openSession({ onOutput: (text) => seen.push(text) });
    expect((await passing.evaluate("(display 1)")).output).toBe("");
    expect(seen.join("")).toBe("1");
  });

  it("see earlier definitions, and later ones when they are called", async () => {
    await session.evaluate("(define (even-steps? n) (if (= n 0) #t (odd-steps? (- n 1))))");
    await session.evaluate("(define (odd-steps? n) (if (= n 0) #f (even-steps? (- n 1))))");
    expect(await values("(even-steps? 101)")).toEqual(["#f"]);
  });

  it("define anew what others refer to", async () => {
    await session.evaluate("(define k 1) (define (f) k)");
    await session.evaluate("(define k 2)");
    expect(await values("(f)")).toEqual(["2"]);
    await session.evaluate("(define (f) 'other)");
    expect(await values("(f)")).toEqual(["other"]);
  });

  it("define procedures of the language anew, with a warning", async () => {
    const { warnings } = await session.evaluate("1\n(define (square x) (list x))", { line: 10 });
    expect(warnings).toMatchObject([{ line: 11, message: expect.stringContaining("square is a procedure") }]);
    expect(await values("(square 3)")).toEqual(["(3)"]);
    expect((await session.evaluate("(define (square x) x)")).warnings).toEqual([]);
  });

  it("make macros and hide them again", async () => {
    await session.evaluate(
      "(define-syntax swap! (syntax-rules () ((_ a b) (let ((t a)) (set! a b) (set! b t)))))",
    );
    await session.evaluate("(define t 1) (define u 2)");
    await session.evaluate("(swap! t u)");
    expect(await values("(list t u)")).toEqual(["(2 1)"]);
    await session.evaluate("(define (swap! a b) 'procedure)");
    expect(await values("(swap! 1 2)")).toEqual(["procedure"]);
  });

  it("make records, whose type is another when it is made anew", async () => {
    const type = "(define-record-type point (make-point x y) point? (x point-x) (y point-y set-y!))";
    await session.evaluate(type);
    await session.evaluate("(define p (make-point 1 2)) (set-y! p 5)");
    expect(await values("(list (point-x p) (point-y p) (point? p))")).toEqual(["(1 5 #t)"]);
    await session.evaluate(type);
    expect(await values("(point? p)")).toEqual(["#f"]);
  });

  it("make libraries, run once, and import them", async () => {
    await session.evaluate(
      '(define-library (counting) (export next) (import (scheme base) (scheme write)) (begin (display "!") (define n 0) (define (next) (set! n (+ n 1)) n)))',
    );
    expect((await session.evaluate("(import (counting))")).output).toBe("!");
    expect(await values("(next)")).toEqual(["1"]);
    expect((await session.evaluate("(import (prefix (counting) c:))")).output).toBe("");
    expect(await values("(list (next) (c:next))")).toEqual(["(2 3)"]);
  });

  it("keep eval's definitions", async () => {
    await session.evaluate("(eval '(define y 3))");
    expect(await values("(* 2 y)")).toEqual(["6"]);
  });

  it("may be left for an earlier one by a continuation, which ends there", async () => {
    await session.evaluate("(define k #f) (define trail '())");
    expect(
      await values("(set! trail (cons 'first trail)) (+ 1 (call/cc (lambda (c) (set! k c) 1)))"),
    ).toEqual(["2"]);
    expect(await values("(k 10)")).toEqual(["11"]);
    expect(await values("(list 1 (k 20))")).toEqual(["21"]);
    expect(await values("trail")).toEqual(["(first)"]);
  });

  it("may define by a continuation's second return", async () => {
    await session.evaluate("(define k #f)");
    await session.evaluate("(define x (call/cc (lambda (c) (set! k c) 1)))");
    expect(await values("(k 7)")).toEqual([]);
    expect(await values("x")).toEqual(["7"]);
  });

  it("tell that the program ended itself", async () => {
    expect(await session.evaluate("1 (exit) 2")).toMatchObject({ values: ["1"], ended: true });
    expect(await failure(session.evaluate("(exit 3)"))).toMatchObject({ kind: "exit" });
    expect(await values("3")).toEqual(["3"]);
  });

  it("run one after another when they are entered at once", async () => {
    const all = await Promise.all(["(define n 1)", "(set! n (* n 5)) n", "(+ n 1)"].map(values));
    expect(all).toEqual([[], ["5"], ["6"]]);
  });

  it("count steps", async () => {
    await session.evaluate("(define (loop n) (if (> n 0) (loop (- n 1))))");
    const steps = async (n: number): Promise<number> => (await session.evaluate(`(loop ${n})`)).steps;
    expect((await steps(2000)) - (await steps(1000))).toBeGreaterThanOrEqual(1000);
  });

  it("list what is defined", async () => {
    await session.evaluate("(define f '(1)) (define-parameter p 2.5 (lower 0.0)) '(quoted)");
    expect([...session.names].sort()).toEqual(["f", "p"]);
    expect(session.parameters.get("p")).toMatchObject({
      value: 2.5,
      bounds: { lower: 0 },
      line: 1,
      column: 37,
    });
  });

  it("expand without being entered", async () => {
    await session.evaluate("(define-syntax twice (syntax-rules () ((_ e) (begin e e))))");
    const text = "(define (f x) (twice (g x)))\n(define-syntax gone (syntax-rules () ((_) 1)))";
    const [form] = (await session.expand(text)).split("\n");
    expect(form).toBe("(define f (lambda (x.1) (begin (g x.1) (g x.1))))");
    expect(await failure(session.evaluate("(gone)"))).toMatchObject({ kind: "undefined" });
  });

  it("do what the same text does as a program", async () => {
    const interpreter = await loadInterpreter();
    const form = fc.oneof(
      fc
        .tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: -9, max: 9 }))
        .map(([n, x]) => `(set! ${n} ${x})`),
      fc
        .tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("a", "b", "c"))
        .map(([x, y]) => `(define ${x} (+ ${x} (* 2 ${y})))`),
      fc.constantFrom("(define (f) (set! a (+ a b)) (* a p))", "(f)", "(define l '(1 2))", "(set-car! l c)"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(form, { maxLength: 8 }), async (forms) => {
        const start =
          "(define-parameter p 1.5) (define a 1) (define b p) (define c 3) (define l '(0)) (define (f) p)";
        const end = "(+ (f) a b c (car l) (* p b))";
        const one = await openSession();
        for (const text of [start, ...forms]) await one.evaluate(text);
        const program = interpreter.load([start, ...forms, end].join("\n"));
        const { value, gradient } = program.valueAndGradient();
        expect(await one.gradient(end)).toMatchObject({ value, gradient });
        expect((await one.evaluate(end)).values).toEqual([program.write()]);
        program.dispose();
        one.dispose();
      }),
      { numRuns: 40 },
    );
  });
});

describe("failures", () => {
  it("have the place in the entry's own text, and calls in others'", async () => {
    await session.evaluate("(define (inner x)\n  (+ 1 (car x)))", { file: "one" });
    const error = await failure(session.evaluate("\n(+ 1\n   (inner 5))", { file: "two", line: 40 }));
    expect(error).toMatchObject({ kind: "type", file: "one", line: 2, column: 8 });
    expect(error.trace).toEqual([
      { procedure: "inner", line: 2, column: 8 },
      { procedure: "", line: 42, column: 4, file: "two" },
    ]);
  });

  it("of reading stop the whole text", async () => {
    const error = await failure(session.evaluate("(define x 1)\n(define y", { file: "e" }));
    expect(error).toMatchObject({ kind: "syntax", file: "e", line: 2, column: 1 });
    expect(session.names).toEqual([]);
  });

  it("keep the forms before the failing one, and nothing that it would have bound", async () => {
    await session.evaluate("(define-syntax m (syntax-rules () ((_) 'macro))) (define x 1)");
    await failure(session.evaluate("(define y 2) (begin (define m (car '())) (define x 3))"));
    expect(await values("(list (m) x y)")).toEqual(["(macro 1 2)"]);
    await failure(session.evaluate("(begin (define-syntax n (syntax-rules () ((_) 1))) (if))"));
    expect((await failure(session.evaluate("(n)"))).message).toContain("undefined variable: n");
    await failure(session.evaluate("(begin (define-parameter p 1.0) (car '()))"));
    expect(session.parameters.size).toBe(0);
  });

  it("let a library be imported later", async () => {
    await session.evaluate('(define ready #f) (define (check) (if (not ready) (error "not ready" \'yet)))');
    await session.evaluate(
      "(define-library (late) (export z) (import (scheme base)) (begin (define z (vector-ref (vector 1) 0))))",
    );
    await failure(session.evaluate("(begin (import (late)) (check))"));
    await session.evaluate("(set! ready #t)");
    expect(await values("(import (late)) z")).toEqual(["1"]);
  });

  it.each([
    ["fuel", "(let loop () (loop))", { fuel: 100_000 }],
    ["time", "(let loop () (loop))", { timeout: 1 }],
    ["heap", "(let loop ((l '())) (loop (cons l l)))", { heap: 16 }],
    ["stack", "(let loop () (+ 1 (loop)))", { stack: 4 }],
  ] as const)("of the limit %s leave what was there", async (limit, text, limits) => {
    const limited = await openSession(limits);
    await limited.evaluate("(define x 5) (define-syntax m (syntax-rules () ((_) x)))");
    expect(await failure(limited.evaluate(text))).toMatchObject({ limit, line: 1 });
    expect((await limited.evaluate("(m)")).values).toEqual(["5"]);
  });

  it("include expansions without end", async () => {
    await session.evaluate("(define-syntax again (syntax-rules () ((_ x) (again (x x)))))");
    expect((await failure(session.evaluate("(again 1)", { fuel: 200_000 }))).message).toBeTruthy();
    expect(await values("1")).toEqual(["1"]);
  });

  it("include interruptions", async () => {
    await session.evaluate("(define n 0)");
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("stop")), 50);
    const { signal } = controller;
    await expect(session.evaluate("(let loop () (set! n (+ n 1)) (loop))", { signal })).rejects.toThrow(
      "stop",
    );
    expect(await values("(> n 100)")).toEqual(["#t"]);
    await expect(session.evaluate("1 2", { signal })).rejects.toThrow("stop");
  });

  it("leave what was displayed to be read", async () => {
    await failure(session.evaluate('(display "before") (car 1)'));
    expect([session.output, session.output]).toEqual(["before", ""]);
  });

  it("of many short forms are interrupted, too", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    let seen = 0;
    const onValue = (): void => {
      if (seen++ === 0) setTimeout(() => controller.abort(new Error("stop")), 0);
    };
    await expect(session.evaluate("5\n".repeat(50_000), { signal, onValue })).rejects.toThrow("stop");
    expect(seen).toBeGreaterThan(0);
    expect(seen).toBeLessThan(50_000);
  });

  it("include the use of a session that is gone", async () => {
    session.dispose();
    expect(await failure(session.evaluate("1"))).toMatchObject({ kind: "usage" });
  });
});

describe("gradients", () => {
  it("are those of the whole program", async () => {
    await session.evaluate("(define-parameter a 2.0)");
    await session.evaluate("(define b (* 3 a)) (define-parameter c 4.0)");
    expect(await session.gradient("(* a b)")).toEqual({
      value: 12,
      gradient: new Map([
        ["a", 12],
        ["c", 0],
      ]),
      unreached: new Set(["c"]),
    });
  });

  it("count state that entries have changed, and leave it", async () => {
    await session.evaluate(
      "(define-parameter a 2.0) (define v (vector 1.0)) (define (grow!) (vector-set! v 0 (* a (vector-ref v 0))))",
    );
    for (let i = 0; i < 3; i++) await session.evaluate("(grow!)");
    expect((await session.gradient("(vector-ref v 0)")).gradient.get("a")).toBe(12);
    expect((await session.gradient("(begin (grow!) (vector-ref v 0))")).gradient.get("a")).toBe(32);
    expect(await values("(vector-ref v 0)")).toEqual(["8.0"]);
  });

  it("see through macros, records, redefinitions and derivatives inside", async () => {
    await session.evaluate("(define-parameter a 3.0) (define (f x) x)");
    await session.evaluate("(define-record-type box (make-box value) box? (value unbox))");
    await session.evaluate("(define stored (make-box (* a a))) (define (f x) (* x x x))");
    expect((await session.gradient("(unbox stored)")).gradient.get("a")).toBe(6);
    expect((await session.gradient("(derivative f a)")).gradient.get("a")).toBe(18);
    await session.evaluate("(define-parameter a 5.0)");
    // The record holds the square of the parameter that has lost its name.
    expect(await session.gradient("(+ a (unbox stored))")).toMatchObject({
      value: 14,
      gradient: new Map([["a", 1]]),
    });
  });

  it("display only what the expression displays, once", async () => {
    const seen: string[] = [];
    const one = await openSession({ onOutput: (text) => seen.push(text) });
    await one.evaluate(
      '(define-parameter a 1.0) (define-parameter b 1.0) (define x (begin (display "early") a))',
    );
    await one.gradient('(begin (display "now") x)');
    expect(seen.join("")).toBe("earlynow");
  });

  it("leave out entries that failed", async () => {
    await session.evaluate("(define-parameter a 2.0) (define x a)");
    await failure(session.evaluate("(define x (* a (car '())))"));
    expect((await session.gradient("x")).gradient.get("a")).toBe(1);
  });

  it("fail in the expression's text", async () => {
    await session.evaluate("(define-parameter a 2.0)");
    const at = { file: "e" };
    expect(await failure(session.gradient("'sym", at))).toMatchObject({
      kind: "type",
      file: "e",
      line: 1,
      column: 1,
    });
    expect(await failure(session.gradient("(define x 1)", at))).toMatchObject({
      kind: "syntax",
      line: 1,
      column: 1,
    });
    expect(await failure(session.gradient("(+ a\n (car 1))", at))).toMatchObject({
      file: "e",
      line: 2,
      column: 2,
    });
    expect(await failure(session.gradient("a a", at))).toMatchObject({ message: "expected one expression" });
    expect((await session.gradient("a")).value).toBe(2);
  });

  it("can be interrupted", async () => {
    await session.evaluate("(define-parameter a 2.0) (define x 1)");
    await expect(
      session.gradient("(let loop ((y a)) (loop (+ y 1)))", { signal: AbortSignal.timeout(50) }),
    ).rejects.toThrow();
    expect(await values("x")).toEqual(["1"]);
  });
});

describe("memory", () => {
  it.each([
    ["expressions", "", (i: number) => `(map (lambda (x) (+ x ${i})) '(1 2 3))`],
    ["definitions made anew", "", (i: number) => `(define (h x) (if (= x 0) ${i} (h (- x 1))))`],
    ["macros made anew", "", (i: number) => `(define-syntax m (syntax-rules () ((_) ${i})))`],
    ["errors", "", (i: number) => `(vector-ref (vector) ${i})`],
    [
      "expressions that a derivative has to run again",
      "(define n 0) (set! n 1)",
      (i: number) => `(list n ${i})`,
    ],
  ])("stays within 16 MiB for 10,000 entries: %s", async (_, before, text) => {
    const small: Session = await openSession({ heap: 16 });
    await small.evaluate(before);
    const enter = (i: number): Promise<Entered | undefined> =>
      small.evaluate(text(i)).catch((error: unknown) => {
        if (error instanceof LimitError) throw error;
        return undefined;
      });
    for (let i = 0; i < 10_000; i++) await enter(i);
    expect((await small.evaluate("'alive")).values).toEqual(["alive"]);
  });
});
