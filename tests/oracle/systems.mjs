// Guile and Chez Scheme as oracles: sources in, written values and outputs out. Parameters are variables there.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Reads (index "source") lists and prints index TAB output TAB value, as data. */
const body = `
(define (all-forms port) (let ((x (read port))) (if (eof-object? x) '() (cons x (all-forms port)))))
(define (show x) (let ((p (open-output-string))) (write x p) (get-output-string p)))
(define (run source fresh)
  (let ((value #f) (environment (fresh source)) (result #f))
    (let ((output (captured (lambda ()
            (set! result
              (call/cc (lambda (leave)
                (with-exception-handler
                  (lambda (e) (leave "error"))
                  (lambda ()
                    (for-each (lambda (form) (set! value (eval form environment))) (all-forms (open-input-string source)))
                    (show value))))))))))
      (list output result))))
(define (main cases fresh)
  (for-each (lambda (c)
              (let ((r (run (cadr c) fresh)))
                (write (list (car c) (car r) (cadr r))) (newline) (flush-all)))
            cases))
`;
const parameterForm =
  "(define-syntax define-parameter (syntax-rules () ((_ name init . bounds) (define name init))))";
/** What Chez Scheme has under other names. */
const chezPrelude = `
(define (error message . irritants) (raise (condition (make-message-condition message) (make-irritants-condition irritants))))
(define (error-object? x) (and (condition? x) (message-condition? x)))
(define (error-object-message x) (condition-message x))
(define (error-object-irritants x) (if (irritants-condition? x) (condition-irritants x) '()))
(define (vector-append . vs) (list->vector (apply append (map vector->list vs)))) (define (list-index p l) (let loop ((l l) (i 0)) (cond ((null? l) #f) ((p (car l)) i) (else (loop (cdr l) (+ i 1))))))
(define (square x) (* x x)) (define inexact exact->inexact) (define (exact-integer? x) (and (integer? x) (exact? x)))`;

export const systems = {
  chez: {
    command: ["chezscheme", "--script"],
    program: (cases) => `
(define (captured thunk) (let ((p (open-output-string))) (parameterize ((current-output-port p)) (thunk)) (get-output-string p)))
(define (flush-all) (flush-output-port (current-output-port)))
${body}
(define prelude '(${parameterForm} ${chezPrelude}))
;; Copying the whole environment takes a tenth of a second: the names that the source mentions are enough.
;; (A datum with labels may be circular.)
(define (symbols-in datum)
  (let ((left 5000) (all '()))
    (let walk ((x datum))
      (set! left (- left 1))
      (when (> left 0)
        (cond ((symbol? x) (unless (memq x all) (set! all (cons x all))))
              ((pair? x) (walk (car x)) (walk (cdr x)))
              ((vector? x) (walk (vector->list x))))))
    all))
(define (mentioned source) (call/cc (lambda (k) (with-exception-handler (lambda (e) (k '())) (lambda () (symbols-in (all-forms (open-input-string source))))))))
(define (fresh source)
  (let ((e (copy-environment (scheme-environment) #t (append (mentioned source) (symbols-in prelude)))))
    (for-each (lambda (form) (eval form e)) prelude)
    e))
(main '(${cases}) fresh)`,
  },
  guile: {
    command: ["guile", "--no-auto-compile", "--r7rs", "-s"],
    program: (cases) => `(import (scheme base) (scheme write) (scheme read) (scheme eval))
(define (captured thunk) (let ((p (open-output-string))) (parameterize ((current-output-port p)) (thunk)) (get-output-string p)))
(define (flush-all) (flush-output-port))
${body}
(define base
  (let ((m ((@ (guile) make-fresh-user-module))))
    ((@ (guile) eval) '(import (scheme base) (scheme write) (scheme read) (scheme lazy) (scheme cxr) (scheme char) (scheme inexact)
       (scheme case-lambda) (scheme eval) (only (srfi 1) iota fold fold-right reduce filter delete any every list-index take drop last member assoc)
       (rename (only (srfi 69) make-hash-table hash-table-set! hash-table-update!/default hash-table-ref/default hash-table-size))) m)
    m))
;; Guile 3.0.8 stops after some hundred environments.
(define environments '())
(define (known-environment . specs)
  (cond ((assoc specs environments) => cdr)
        (else (set! environments (cons (cons specs (apply environment specs)) environments)) (cdar environments))))
(define (fresh source)
  (let ((m ((@ (guile) make-fresh-user-module))))
    ((@ (guile) module-define!) m 'environment known-environment)
    (for-each (lambda (used) ((@ (guile) module-use!) m used)) ((@ (guile) reverse) ((@ (guile) module-uses) base)))
    ((@ (guile) eval) '${parameterForm} m)
    m))
(main '(${cases}) fresh)`,
  },
};

/** The systems of these names that are installed, as [name, system]. */
export function installedSystems(names = Object.keys(systems)) {
  return Object.entries(systems).filter(
    ([name, s]) => names.includes(name) && spawnSync(s.command[0], ["--version"]).status === 0,
  );
}

/** Output and value of every source: a map from its index. A source at which the system stops, or does not come back, has none. */
export function runSystem(system, sources) {
  const found = new Map();
  for (let at = 0; at < sources.length; ) {
    const some = runSome(system, sources.slice(at));
    for (const [i, answer] of some) found.set(at + i, answer);
    at += some.size + 1;
  }
  return found;
}
function runSome({ command, program }, sources) {
  const scratch = mkdtempSync(join(tmpdir(), "dmci-oracle-"));
  const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
  const file = join(scratch, "cases.scm");
  writeFileSync(file, program(sources.map((text, i) => `(${i} ${quoted(text)})`).join("\n")));
  const { stdout } = spawnSync(command[0], [...command.slice(1), file], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 12_000 + 30 * sources.length,
  });
  rmSync(scratch, { recursive: true });
  const found = new Map();
  for (const match of stdout.matchAll(/^\((\d+) "((?:[^"\\]|\\[\s\S])*)" "((?:[^"\\]|\\[\s\S])*)"\)$/gm)) {
    const plain = (text) =>
      text
        .replace(/\\x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
        .replace(/\\([\s\S])/g, (_, c) => ({ n: "\n", t: "\t" })[c] ?? c);
    found.set(Number(match[1]), {
      output: plain(match[2]),
      value: plain(match[3]).replaceAll("#vu8(", "#u8("),
    });
  }
  return found;
}

/** Written data with its numbers in one form, whatever the system's own. */
export const normal = (text) =>
  text.replace(/(?<![\w.-])[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:\|\d+)?(?![\w.])/g, (number) => {
    const plain = number.replace(/\|.*$/, "");
    return /[.e]/.test(plain) ? `${Number(plain)}f` : plain;
  });
