#!/usr/bin/env node
// Compares the values and the output of tests/constructs/*.scm with those of Guile and Chez Scheme.
//
//   node tests/oracle/constructs.mjs [--fill] [NAME ...]     NAME: a construct's file without .scm; default: all
//
// For every case with a value: "agreed" counts the systems that have it; a case that no system agrees with is printed with what they
// say instead. --fill writes Guile's value (and output, where the case has an empty one) in place of a `?`. Parameters are variables there.
// Exit status: 1 when a system differs and none agrees, 2 when neither system is installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../constructs", import.meta.url));
const args = process.argv.slice(2);
const fill = args.includes("--fill");
const names = args.filter((a) => !a.startsWith("--"));

/** Reads (index "source") lists and prints index TAB output TAB value, as data. */
const body = `
(define (all-forms port) (let ((x (read port))) (if (eof-object? x) '() (cons x (all-forms port)))))
(define (show x) (let ((p (open-output-string))) (write x p) (get-output-string p)))
(define (run source fresh)
  (let ((value #f) (environment (fresh)) (result #f))
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

const systems = {
  guile: {
    command: ["guile", "--no-auto-compile", "--r7rs", "-s"],
    program: (cases) => `(import (scheme base) (scheme write) (scheme read) (scheme eval))
(define (captured thunk) (let ((p (open-output-string))) (parameterize ((current-output-port p)) (thunk)) (get-output-string p)))
(define (flush-all) (flush-output-port))
${body}
(define (fresh)
  (let ((m ((@ (guile) make-fresh-user-module))))
    ((@ (guile) eval) '(import (scheme base) (scheme write) (scheme read) (scheme lazy) (scheme cxr) (scheme char) (scheme inexact)
       (scheme case-lambda) (scheme eval) (only (srfi 1) iota fold fold-right reduce filter delete any every list-index take drop last)) m)
    ((@ (guile) eval) '${parameterForm} m)
    m))
(main '(${cases}) fresh)`,
  },
  chez: {
    command: ["chezscheme", "--script"],
    program: (cases) => `
(define (captured thunk) (let ((p (open-output-string))) (parameterize ((current-output-port p)) (thunk)) (get-output-string p)))
(define (flush-all) (flush-output-port (current-output-port)))
${body}
(define (fresh)
  (let ((e (copy-environment (scheme-environment) #t)))
    (for-each (lambda (form) (eval form e)) '(${parameterForm}
      (define (error message . irritants) (raise (condition (make-message-condition message) (make-irritants-condition irritants))))
      (define (error-object? x) (and (condition? x) (message-condition? x)))
      (define (error-object-message x) (condition-message x))
      (define (error-object-irritants x) (if (irritants-condition? x) (condition-irritants x) '()))
      (define (square x) (* x x)) (define inexact exact->inexact) (define (exact-integer? x) (and (integer? x) (exact? x)))))
    e))
(main '(${cases}) fresh)`,
  },
};

const installed = Object.entries(systems).filter(
  ([, s]) => spawnSync(s.command[0], ["--version"]).status === 0,
);
if (installed.length === 0) {
  console.log("neither Guile nor Chez Scheme is installed");
  process.exit(2);
}

/** Output and value of every source: a map from its index. */
function run({ command, program }, sources) {
  const scratch = mkdtempSync(join(tmpdir(), "dmci-oracle-"));
  const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
  const file = join(scratch, "cases.scm");
  writeFileSync(file, program(sources.map((text, i) => `(${i} ${quoted(text)})`).join("\n")));
  const { stdout, stderr } = spawnSync(command[0], [...command.slice(1), file], {
    encoding: "utf8",
    timeout: 120_000,
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
  if (found.size < sources.length && stderr)
    console.log(`${command[0]} stopped: ${stderr.trim().slice(0, 300)}`);
  return found;
}

let failures = 0;
for (const name of names.length > 0
  ? names
  : readdirSync(folder)
      .filter((f) => f.endsWith(".scm"))
      .map((f) => f.slice(0, -4))) {
  const path = join(folder, `${name}.scm`);
  let text = readFileSync(path, "utf8");
  const cases = text.split(/^(?=;;; case: )/m).filter((part) => part.startsWith(";;; case: "));
  const source = (part) => part.replace(/^;;.*$/gm, "");
  const answers = installed.map(([system, s]) => [system, run(s, cases.map(source))]);
  let agreed = 0;
  let wanted = 0;
  cases.forEach((part, i) => {
    const value = /^;; value: (.*)$/m.exec(part)?.[1];
    const output = /^;; output: ?(.*)$/m.exec(part)?.[1];
    const title = /^;;; case: (.*)$/m.exec(part)[1];
    if (value === undefined) {
      if (fill)
        for (const [system, found] of answers)
          if (found.get(i)?.value !== "error")
            console.log(`${name}: ${title}: an error here, in ${system} ${found.get(i)?.value}`);
      return;
    }
    wanted++;
    const of = answers.map(([system, found]) => [system, found.get(i) ?? { value: "nothing", output: "" }]);
    let here = part;
    if (fill && value === "?") {
      const chosen = of.find(([, a]) => a.value !== "error" && a.value !== "nothing")?.[1] ?? {
        value: "?",
        output: "",
      };
      here = here.replace(/^;; value: \?$/m, () => `;; value: ${chosen.value}`);
      if (output === "?")
        here = here.replace(/^;; output: \?$/m, () => `;; output: ${chosen.output.replaceAll("\n", "\\n")}`);
      text = text.replace(part, () => here);
    }
    const value2 = /^;; value: (.*)$/m.exec(here)[1];
    const output2 = /^;; output: ?(.*)$/m.exec(here)?.[1];
    const same = of.filter(
      ([, a]) =>
        a.value === value2 && (output2 === undefined || a.output.replaceAll("\n", "\\n") === output2),
    );
    if (same.length > 0) agreed++;
    else failures++;
    if (same.length === 0 || (fill && same.length < of.length))
      for (const [system, a] of of)
        if (!same.some(([s]) => s === system))
          console.log(`${name}: ${title}: ${system} ${a.value} ${JSON.stringify(a.output)}`);
  });
  if (fill) writeFileSync(path, text);
  console.log(`${name}: ${agreed} of ${wanted} values agreed`);
}
process.exit(failures > 0 ? 1 : 0);
