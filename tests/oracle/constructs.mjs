#!/usr/bin/env node
// Compares the values and the output of tests/constructs/*.scm with those of Guile and Chez Scheme.
//
//   node tests/oracle/constructs.mjs [--fill] [--only SYSTEM] [NAME ...]     NAME: a construct's file without .scm; default: all
//
// A case with a value passes when one of the systems has it (numbers are compared as numbers); explained.json names the cases that none
// can have, each with a reason, and no other may stand there. Cases with long runs are left out: what they show is no value. --fill writes
// Guile's value (and output, where the case has an empty one) in place of a `?`. Parameters are variables there.
// Exit status: 1 when a case is neither passed nor explained, 2 when neither system is installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../constructs", import.meta.url));
const args = process.argv.slice(2);
const fill = args.includes("--fill");
const names = args.filter((a, i) => !a.startsWith("--") && args[i - 1] !== "--only");

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
(define (square x) (* x x)) (define inexact exact->inexact) (define (exact-integer? x) (and (integer? x) (exact? x)))`;

const systems = {
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
       (scheme case-lambda) (scheme eval) (only (srfi 1) iota fold fold-right reduce filter delete any every list-index take drop last)) m)
    m))
(define (fresh source)
  (let ((m ((@ (guile) make-module))))
    (for-each (lambda (used) ((@ (guile) module-use!) m used)) ((@ (guile) reverse) ((@ (guile) module-uses) base)))
    ((@ (guile) eval) '${parameterForm} m)
    m))
(main '(${cases}) fresh)`,
  },
};

const only = args.includes("--only") ? args[args.indexOf("--only") + 1] : undefined;
const installed = Object.entries(systems).filter(
  ([name, s]) => (only === undefined || name === only) && spawnSync(s.command[0], ["--version"]).status === 0,
);
if (installed.length === 0) {
  console.log("neither Guile nor Chez Scheme is installed");
  process.exit(2);
}
const explained = JSON.parse(readFileSync(new URL("explained.json", import.meta.url), "utf8"));

/** Output and value of every source: a map from its index. A source at which the system stops, or does not come back, has none. */
function run(system, sources) {
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
  const { stdout, stderr } = spawnSync(command[0], [...command.slice(1), file], {
    encoding: "utf8",
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
  if (found.size === 0 && stderr && args.includes("--verbose"))
    console.log(`${command[0]} stopped: ${stderr.trim().slice(0, 300)}`);
  return found;
}

/** Written data with its numbers in one form, whatever the system's own. */
const normal = (text) =>
  text.replace(/(?<![\w.-])[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:\|\d+)?(?![\w.])/g, (number) => {
    const plain = number.replace(/\|.*$/, "");
    return /[.e]/.test(plain) ? `${Number(plain)}f` : plain;
  });

const files = readdirSync(folder)
  .filter((file) => file.endsWith(".scm") && (names.length === 0 || names.includes(file.slice(0, -4))))
  .sort();
const cases = files
  .flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .split(/^(?=;;; case: )/m)
      .filter((part) => part.startsWith(";;; case: "))
      .map((part) => ({
        file,
        part,
        title: /^;;; case: (.*)$/m.exec(part)[1],
        value: /^;; value: (.*)$/m.exec(part)?.[1],
        output: /^;; output: ?(.*)$/m.exec(part)?.[1],
        source: part.replace(/^;;.*$/gm, ""),
      })),
  )
  .filter((c) => c.value !== undefined && !/\b\d{7,}\b/.test(c.source));

const reasonOf = ({ file, title }) => explained[file]?.[title] ?? explained[file]?.["*"];
const answers = new Map(cases.map((c) => [c, []]));
const agrees = ({ value, output }, answer) =>
  normal(answer.value) === normal(value) &&
  (output === undefined || normal(answer.output.replaceAll("\n", "\\n")) === normal(output));
for (const [system, s] of installed) {
  // The first system answers most; the others are asked about the rest.
  const open = cases.filter((c) => !answers.get(c).some((a) => agrees(c, a)) && !reasonOf(c));
  const found = run(
    s,
    open.map((c) => c.source),
  );
  open.forEach((c, i) => {
    answers.get(c).push({ system, ...(found.get(i) ?? { value: "nothing", output: "" }) });
  });
}
let failures = 0;
for (const c of cases) {
  if (answers.get(c).some((a) => agrees(c, a))) continue;
  if (fill && c.value === "?") {
    const chosen = answers.get(c).findLast((a) => a.value !== "error" && a.value !== "nothing");
    if (!chosen) continue;
    let part = c.part.replace(/^;; value: \?$/m, () => `;; value: ${chosen.value}`);
    if (c.output === "?")
      part = part.replace(/^;; output: \?$/m, () => `;; output: ${chosen.output.replaceAll("\n", "\\n")}`);
    const path = join(folder, c.file);
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(c.part, () => part),
    );
  } else if (!reasonOf(c)) {
    failures++;
    for (const a of answers.get(c))
      console.log(
        `${c.file}: ${c.title}: ${a.system} ${a.value} ${JSON.stringify(a.output)}, here ${c.value}`,
      );
  }
}
const titles = new Set(cases.map((c) => `${c.file}/${c.title}`));
if (names.length === 0)
  for (const [file, entries] of Object.entries(explained))
    for (const title of Object.keys(entries))
      if (title !== "*" && !titles.has(`${file}/${title}`)) {
        failures++;
        console.log(`explained.json: ${file} has no case "${title}"`);
      }
console.log(
  `${cases.length} values, ${failures} neither agreed nor explained (${installed.map(([name]) => name).join(", ")})`,
);
process.exit(failures > 0 ? 1 : 0);
