// Depth: a million frames inside the library's own procedures, the reader and the printer, and structures that have no end. Nothing of
// this may lie on the engine's stack, which holds some ten thousand frames.
import { beforeAll, describe, expect, it } from "vitest";
import { compile, type Interpreter, loadInterpreter, type Program } from "../host/index.js";

const MILLION = 1_000_000;

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

const roads: [string, (source: string) => Promise<Program>][] = [
  ["compiled", (source) => compile(source)],
  ["interpreted", async (source) => interpreter.load(source)],
];

/** The number of digits of the integers from 0 to n - 1. */
function digits(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += String(i).length;
  return sum;
}

/** Programs whose recursion is a million deep, and what they write. */
const deep: [name: string, source: string, written: string][] = [
  [
    "map, each of whose procedures maps",
    `(define (nest n) (if (= n 0) '(1) (map (lambda (x) (+ x (car (nest (- n 1))))) '(1))))
     (nest ${MILLION})`,
    `(${MILLION + 1})`,
  ],
  [
    "map over a million elements",
    `(let ((l (map (lambda (x) (* 2 x)) (iota ${MILLION})))) (list (length l) (list-ref l ${MILLION - 1})))`,
    `(${MILLION} ${2 * (MILLION - 1)})`,
  ],
  [
    "map of several lists",
    `(let ((l (map + (iota ${MILLION}) (iota ${MILLION}) (iota ${MILLION})))) (list-ref l ${MILLION - 1}))`,
    `${3 * (MILLION - 1)}`,
  ],
  [
    "append",
    `(let ((l (append (iota ${MILLION}) (iota ${MILLION}) '(end)))) (list (length l) (list-ref l ${MILLION}) (list-ref l ${2 * MILLION})))`,
    `(${2 * MILLION + 1} 0 end)`,
  ],
  [
    "append inside the operands of append",
    `(define (count n) (if (= n 0) '() (append (count (- n 1)) '())))
     (count ${MILLION})`,
    "()",
  ],
  [
    "equal? of lists nested in their first elements",
    `(define (nest n) (let loop ((n n) (t 'x)) (if (= n 0) t (loop (- n 1) (list t)))))
     (list (equal? (nest ${MILLION}) (nest ${MILLION})) (equal? (nest ${MILLION}) (nest ${MILLION - 1})))`,
    "(#t #f)",
  ],
  [
    "equal? of vectors nested in their last elements",
    `(define (nest n) (let loop ((n n) (t 'x)) (if (= n 0) t (loop (- n 1) (vector 1 t)))))
     (list (equal? (nest ${MILLION}) (nest ${MILLION})) (equal? (nest ${MILLION}) (nest ${MILLION - 1})))`,
    "(#t #f)",
  ],
  [
    "fold-right",
    `(fold-right (lambda (x sum) (+ x sum)) 0 (iota ${MILLION}))`,
    `${(MILLION * (MILLION - 1)) / 2}`,
  ],
  ["apply with a million arguments", `(apply + (iota ${MILLION}))`, `${(MILLION * (MILLION - 1)) / 2}`],
  [
    "list-copy, reverse, list->vector",
    `(vector-length (list->vector (reverse (list-copy (iota ${MILLION})))))`,
    `${MILLION}`,
  ],
  [
    "dynamic-wind inside dynamic-wind",
    `(define (wind n) (if (= n 0) 0 (+ 1 (dynamic-wind (lambda () #f) (lambda () (wind (- n 1))) (lambda () #f)))))
     (wind 100000)`,
    "100000",
  ],
  [
    "handlers inside handlers",
    `(define (handle n) (if (= n 0) (raise-continuable 1) (+ 1 (with-exception-handler (lambda (e) e) (lambda () (handle (- n 1)))))))
     (handle 100000)`,
    "100001",
  ],
  [
    "a continuation a million frames deep, entered twice",
    `(define k #f)
     (define times 0)
     (define (down n) (if (= n 0) (call/cc (lambda (c) (set! k c) 0)) (+ 1 (down (- n 1)))))
     (define result (down ${MILLION}))
     (set! times (+ times 1))
     (if (< times 2) (k 5))
     (list result times)`,
    `(${MILLION + 5} 2)`,
  ],
  [
    "the printer",
    `(define (nest n) (let loop ((n n) (t 'x)) (if (= n 0) t (loop (- n 1) (if (even? n) (list t) (vector t))))))
     (define port (open-output-string))
     (write (nest ${MILLION}) port)
     (define text (get-output-string port))
     (list (string-length text) (substring text 0 6) (substring text ${MILLION * 1.5 - 2} ${MILLION * 1.5 + 3}))`,
    `(${MILLION * 2.5 + 1} "#((#((" "((x))")`,
  ],
  [
    "the reader of ports",
    `(define text (string-append (make-string ${MILLION} #\\() "x" (make-string ${MILLION} #\\))))
     (define datum (read (open-input-string text)))
     (let loop ((d datum) (n 0)) (if (pair? d) (loop (car d) (+ n 1)) (list d n)))`,
    `(x ${MILLION})`,
  ],
  [
    "the reader of ports, quotation upon quotation",
    `(define datum (read (open-input-string (string-append (make-string ${MILLION} #\\') "x"))))
     (let loop ((d datum) (n 0)) (if (pair? d) (loop (cadr d) (+ n 1)) (list d n)))`,
    `(x ${MILLION})`,
  ],
];

describe.each(roads)("%s", (road, load) => {
  it.each(deep)("%s", async (_name, source, written) => {
    const program = await load(source);
    expect(program.write()).toBe(written);
    program.dispose();
  });

  it("prints a value nested a million deep to the host", async () => {
    const program = await load(`(let loop ((n ${MILLION}) (t 'x)) (if (= n 0) t (loop (- n 1) (list t))))`);
    expect(program.write()).toBe(`${"(".repeat(MILLION)}x${")".repeat(MILLION)}`);
    program.dispose();
  });

  it("reads program text with quoted data nested a million deep", async () => {
    const datum = `${"(".repeat(MILLION)}x${")".repeat(MILLION)}`;
    const program = await load(`(quote ${datum})`);
    expect(program.write() === datum).toBe(true);
    program.dispose();
  });

  it("says where an expression is nested more deeply than it can be compiled, or computes it", async () => {
    const source = `${"(+ 1 ".repeat(100_000)}0${")".repeat(100_000)}`;
    if (road === "interpreted") expect((await load(source)).write()).toBe("100000");
    else await expect(load(source)).rejects.toThrow("this form is nested too deeply to be compiled");
  });

  it("prints circular structures with datum labels", async () => {
    const program = await load(`
(define ring (list 'a 'b))
(set-cdr! (cdr ring) ring)
(define self (vector 1 #f))
(vector-set! self 1 self)
(define both (list ring 'and self))
(define tail (cons 'x ring))
(define shared (let ((x (list 1))) (list x x)))
(define twisted (let ((a (list 1)) (b (list 2))) (set-cdr! a b) (set-cdr! b a) (list a b)))
(define long (let ((l (iota ${MILLION}))) (set-cdr! (list-tail l ${MILLION - 1}) l) l))
(define (written write . objects)
  (let ((port (open-output-string)))
    (for-each (lambda (object) (write object port)) objects)
    (get-output-string port)))
(define long-text (written write long))
(list (written write ring) (written display ring) (written write self) (written write both) (written write tail)
      (written write shared) (written write-shared shared) (written write-simple shared) (written write-shared twisted)
      (substring long-text 0 8) (string-length long-text) (equal? ring (read (open-input-string (written write ring)))))`);
    expect(program.write()).toBe(
      `(${[
        "#0=(a b . #0#)",
        "#0=(a b . #0#)",
        "#0=#(1 #0#)",
        "(#0=(a b . #0#) and #1=#(1 #1#))",
        "(x . #0=(a b . #0#))",
        "((1) (1))",
        "(#0=(1) #0#)",
        "((1) (1))",
        "(#0=(1 . #1=(2 . #0#)) #1#)",
        "#0=(0 1 ",
      ]
        .map((text) => JSON.stringify(text))
        .join(" ")} ${digits(MILLION) + (MILLION - 1) + "#0=( . #0#)".length} #t)`,
    );
    program.dispose();
  });
});
