#!/usr/bin/env node
// biome-ignore-all lint/suspicious/noAssignInExpressions: matching is part of the conditions.
// biome-ignore-all lint/complexity/noCommaOperator: a step of a scanner.
// biome-ignore-all lint/style/useTemplate: short concatenations.
// biome-ignore-all lint/complexity/noUselessStringRaw: programs in other languages stand here as they are.
// Checks the expectations of tests/conformance/*.scm against independent Scheme systems.
//
//   node tests/oracle/conformance.mjs [options] [FILE.scm ...]
//     --only NAME     one of guile, mit, chez (may be repeated; default: every one installed)
//     --grep TEXT     only the checks whose name contains TEXT
//     --verbose       print every comparison that was not a plain agreement, noted ones included
//     --errors        print the message of each error that a check expects
//     --timeout S     seconds that one check may take (default 20)
//
// Guile (--r7rs) and MIT/GNU Scheme are R7RS systems: a check passes when at least one system agrees
// with it and the R7RS systems that do not are the ones named at the start of its ";; note:" lines.
// Where none does, a note has to begin with "standard:" and say what the report asks for.
// Chez Scheme is R6RS with extensions: its agreement counts, what it does not have is not counted,
// and a difference in what it has is listed (--verbose), but does not fail the run by itself.
// Exit status: 0 when every check passes, 1 when one does not, 2 when no R7RS system is installed.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

// ---------------------------------------------------------------------------------------------
// The format of the suite
// ---------------------------------------------------------------------------------------------

/**
 * The checks of one file: { file, line, section, name, source, expected, output, notes }.
 * `expected` is the written value of the last expression, "error", or undefined when only the
 * output is compared; `output` is the text written to the current output port, or undefined.
 */
export function parseChecks(text, file = "?") {
  const checks = [];
  let section = "";
  let check = null;
  const problems = [];
  text.split("\n").forEach((line, index) => {
    const at = `${file}:${index + 1}`;
    let m;
    if ((m = /^;;; section: (.*)$/.exec(line))) section = m[1].trim();
    else if ((m = /^;; check: (.*)$/.exec(line))) {
      check = { file, line: index + 1, section, name: m[1].trim(), source: "", notes: [] };
      checks.push(check);
    } else if ((m = /^;; => (.*)$/.exec(line))) {
      if (!check || check.expected !== undefined) problems.push(`${at}: stray expectation`);
      else check.expected = m[1].trim();
    } else if ((m = /^;; output: ?(.*)$/.exec(line))) {
      if (!check || check.output !== undefined) problems.push(`${at}: stray output`);
      else check.output = m[1].replace(/\\(.)/g, (_, c) => ({ n: "\n", t: "\t", r: "\r" })[c] ?? c);
    } else if ((m = /^;; note: (.*)$/.exec(line))) {
      if (check) check.notes.push(m[1].trim());
      else problems.push(`${at}: note outside a check`);
    } else if (check && check.expected === undefined && check.output === undefined) {
      check.source += line + "\n";
    } else if (line.trim() !== "" && !(line.startsWith(";") && !check)) {
      problems.push(`${at}: text after the expectation: ${line}`);
    }
  });
  const names = new Set();
  for (const c of checks) {
    if (c.expected === undefined && c.output === undefined)
      problems.push(`${c.file}:${c.line}: no expectation`);
    if (c.source.trim() === "") problems.push(`${c.file}:${c.line}: no program`);
    const key = `${c.section} ${c.name}`;
    if (names.has(key)) problems.push(`${c.file}:${c.line}: name used twice: ${c.name}`);
    names.add(key);
  }
  return { checks, problems };
}

// ---------------------------------------------------------------------------------------------
// Numbers: the systems print inexact numbers in different ways
// ---------------------------------------------------------------------------------------------

/** The text of an inexact number in the suite's form. */
export function formatInexact(x) {
  if (Number.isNaN(x)) return "+nan.0";
  if (x === Infinity) return "+inf.0";
  if (x === -Infinity) return "-inf.0";
  if (Object.is(x, -0)) return "-0.0";
  const s = String(x).replace("e+", "e");
  return /[.e]/.test(s) ? s : s + ".0";
}

function inexactFromText(text) {
  if (/^[+-]nan\.0$/.test(text)) return NaN;
  if (/^\+inf\.0$/.test(text)) return Infinity;
  if (/^-inf\.0$/.test(text)) return -Infinity;
  return Number(text.replace(/\|\d+$/, ""));
}

/** Rewrites everything in `s` that looks like an inexact number into the suite's form. */
export function normaliseNumbers(s) {
  return s.replace(
    /(^|[\s()"'#])([+-]?(?:\d+\.\d*|\.\d+|\d+(?=e))(?:e[+-]?\d+)?)(?=$|[\s()"])/g,
    (_, before, number) => before + formatInexact(Number(number)),
  );
}

// ---------------------------------------------------------------------------------------------
// The programs that run in each system. A batch is a file with one list per check:
// (index "source" path-or-#f). For each check they print one line
//   \u0001 index TAB output TAB kind TAB text
// where kind is value or error.
// ---------------------------------------------------------------------------------------------

const serializer = String.raw`
(define flo-mark (integer->char #xE000))
(define (plain-symbol-char? c)
  (or (and (char>=? c #\a) (char<=? c #\z)) (and (char>=? c #\A) (char<=? c #\Z))
      (and (char>=? c #\0) (char<=? c #\9))
      (memv c (string->list "!$%&*/:<=>?^_~+-.@"))
      (and (> (char->integer c) 127) (char-alphabetic? c))))
(define (ser-symbol s)
  (let ((t (symbol->string s)))
    (if (and (> (string-length t) 0)
             (let loop ((l (string->list t)))
               (or (null? l) (and (plain-symbol-char? (car l)) (loop (cdr l)))))
             (not (string=? t "."))
             (not (string->number t)))
        t
        (apply string-append
               (append (list "|")
                       (map (lambda (c) (if (memv c '(#\| #\\)) (string #\\ c) (string c)))
                            (string->list t))
                       (list "|"))))))
(define char-names
  '((0 . "null") (7 . "alarm") (8 . "backspace") (9 . "tab") (10 . "newline") (13 . "return")
    (27 . "escape") (32 . "space") (127 . "delete")))
(define (ser-char c)
  (let ((n (assv (char->integer c) char-names)))
    (string-append "#\\" (if n (cdr n) (string c)))))
(define (ser-string s)
  (apply string-append
         (append (list "\"")
                 (map (lambda (c)
                        (case c
                          ((#\") "\\\"") ((#\\) "\\\\") ((#\newline) "\\n") ((#\tab) "\\t")
                          ((#\return) "\\r") (else (string c))))
                      (string->list s))
                 (list "\""))))
(define (serialize obj)
  (let ((budget 20000) (parts '()))
    (define (put s) (set! parts (cons s parts)))
    (define (go x)
      (set! budget (- budget 1))
      (cond
        ((< budget 0) (put "...") #f)
        ((eq? x #t) (put "#t"))
        ((eq? x #f) (put "#f"))
        ((null? x) (put "()"))
        ((symbol? x) (put (ser-symbol x)))
        ((string? x) (put (ser-string x)))
        ((char? x) (put (ser-char x)))
        ((number? x)
         (if (exact? x)
             (put (number->string x))
             (put (string-append (string flo-mark) (number->string x) (string flo-mark)))))
        ((pair? x)
         (put "(")
         (go (car x))
         (let loop ((r (cdr x)))
           (cond ((< budget 0) (put " ...)"))
                 ((null? r) (put ")"))
                 ((pair? r) (put " ") (go (car r)) (loop (cdr r)))
                 (else (put " . ") (go r) (put ")")))))
        ((vector? x)
         (put "#(")
         (let loop ((i 0))
           (if (and (< i (vector-length x)) (>= budget 0))
               (begin (if (> i 0) (put " ")) (go (vector-ref x i)) (loop (+ i 1)))))
         (put ")"))
        ((bytevector? x)
         (put "#u8(")
         (let loop ((i 0))
           (if (< i (bytevector-length x))
               (begin (if (> i 0) (put " "))
                      (put (number->string (bytevector-u8-ref x i))) (loop (+ i 1)))))
         (put ")"))
        ((eof-object? x) (put "#<eof>"))
        ((procedure? x) (put "#<procedure>"))
        (else (put "#<other>"))))
    (go obj)
    (apply string-append (reverse parts))))
(define (escape s)
  (apply string-append
         (map (lambda (c)
                (let ((n (char->integer c)))
                  (cond ((= n 92) "\\\\")
                        ((and (>= n 32) (< n 127)) (string c))
                        (else (string-append "\\x" (number->string n 16) ";")))))
              (string->list s))))
(define (report port index output kind text)
  (for-each (lambda (s) (display s port))
            (list (string (integer->char 1)) (number->string index) (string #\tab)
                  (escape output) (string #\tab) kind (string #\tab) (escape text)))
  (newline port))
`;

const guileRunner = String.raw`
(use-modules (ice-9 match) (ice-9 exceptions) (rnrs bytevectors))
${serializer}
(define libs
  '((scheme base) (scheme case-lambda) (scheme char) (scheme cxr) (scheme eval) (scheme inexact)
    (scheme lazy) (scheme process-context) (scheme read) (scheme repl) (scheme time)
    (scheme write) (srfi srfi-8)))
(print-enable 'r7rs-symbols)
(define extra '(import define-library export library))
(define r5 (resolve-interface '(scheme r5rs) #:select '(scheme-report-environment null-environment)))
(define cplx (resolve-interface '(scheme complex)))
(define (fresh-environment)
  (let ((m (define-module* (list 'check (gensym "m")) #:pure #t)))
    (for-each (lambda (l) (module-use! m (resolve-interface l))) libs)
    (module-use! m r5)
    (module-use! m (resolve-interface '(guile) #:select extra))
    m))
(define (read-all s)
  (let ((p (open-input-string s)))
    (let loop ((acc '()))
      (let ((x (read p))) (if (eof-object? x) (reverse acc) (loop (cons x acc)))))))
(define real (current-output-port))
(set-port-encoding! real "UTF-8")
(setvbuf real 'line)
; Not print-exception: it crashes on some of the objects that range errors of 3.0.8 carry.
(define (error-text e)
  (let ((args (exception-args e)))
    (serialize
     (cons (exception-kind e)
           (if (list? args)
               (map (lambda (x) (if (or (string? x) (symbol? x) (pair? x) (null? x)) x '_))
                    (if (eq? (exception-kind e) 'out-of-range) '() args))
               '())))))
(define (run index source)
  (let* ((m (fresh-environment)) (out (open-output-string)) (kind "value") (text ""))
    (parameterize ((current-output-port out) (current-input-port (open-input-string ""))
                   (current-warning-port (open-output-string))
                   (current-error-port (open-output-string)))
      (save-module-excursion
       (lambda ()
         (set-current-module m)
         (let ((k-error
                (call/cc
                 (lambda (k)
                   (with-exception-handler
                    (lambda (e) (k (list e)))
                    (lambda ()
                      (let loop ((forms (read-all source)) (value #f))
                        (if (null? forms)
                            (set! text (serialize value))
                            (loop (cdr forms)
                                  (call-with-values (lambda () (eval (car forms) m))
                                    (lambda vs (if (= 1 (length vs)) (car vs) vs))))))
                      #f))))))
           (if k-error
               (begin
                 (set! kind "error")
                 (set! text
                       (catch #t
                         (lambda ()
                           (let ((e (car k-error)))
                             (if (exception? e)
                                 (error-text e)
                                 (serialize e))))
                         (lambda _ "?")))))))))
    (report real index (get-output-string out) kind text)))
(define batch
  (call-with-input-file (cadr (command-line))
    (lambda (p) (set-port-encoding! p "UTF-8") (read p))))
(for-each (lambda (entry) (run (car entry) (cadr entry))) batch)
`;

const mitRunner = String.raw`
${serializer}
(define (fresh-environment) (extend-top-level-environment system-global-environment))
(define (read-all s)
  (let ((p (open-input-string s)))
    (let loop ((acc '()))
      (let ((x (read p))) (if (eof-object? x) (reverse acc) (loop (cons x acc)))))))
(define real (current-output-port))
(define (error-text e)
  (call-with-current-continuation
   (lambda (k)
     (with-exception-handler
      (lambda (x) (k "?"))
      (lambda () (if (condition? e) (condition/report-string e) (serialize e)))))))
(define (run index source path)
  (let* ((out (open-output-string)) (kind "value") (text ""))
    (parameterize ((current-output-port out) (param:reader-fold-case? #f))
      (let ((k-error
             (call-with-current-continuation
              (lambda (k)
                (with-exception-handler
                 (lambda (e) (k (list e)))
                 (lambda ()
                   (if path
                       (load path (fresh-environment))
                       (let ((env (fresh-environment)))
                         (let loop ((forms (read-all source)) (value #f))
                           (if (null? forms)
                               (set! text (serialize value))
                               (loop (cdr forms)
                                     (eval (if (null? (cdr forms))
                                               (list 'call-with-values
                                                     (list 'lambda '() (car forms))
                                                     (lambda vs
                                                       (if (and (pair? vs) (null? (cdr vs)))
                                                           (car vs)
                                                           vs)))
                                               (car forms))
                                           env))))))
                   #f))))))
        (if k-error
            (begin (set! kind "error") (set! text (error-text (car k-error)))))))
    (report real index (get-output-string out) (if (and path (string=? kind "value")) "printed" kind)
            text)))
(for-each (lambda (entry) (run (car entry) (cadr entry) (caddr entry)))
          (call-with-input-file (car (command-line-arguments)) read))
(exit 0)
`;

const chezRunner = String.raw`
${serializer.replaceAll("(bytevector? x)", "(bytevector? x)")}
(print-radix 10)
(define (read-all s)
  (let ((p (open-input-string s)))
    (let loop ((acc '()))
      (let ((x (read p))) (if (eof-object? x) (reverse acc) (loop (cons x acc)))))))
(define real (transcoded-port (standard-output-port) (make-transcoder (utf-8-codec))))
(define base (scheme-environment))
(define (run index source)
  (let ((out (open-output-string)) (kind "value") (text ""))
    (let ((env (copy-environment base #t)))
      (parameterize ((current-output-port out) (interaction-environment env))
        (let ((k-error
               (call/cc
                (lambda (k)
                  (with-exception-handler
                   (lambda (e) (k (list e)))
                   (lambda ()
                     (let loop ((forms (read-all source)) (value #f))
                       (if (null? forms)
                           (set! text (serialize value))
                           (loop (cdr forms)
                                 (call-with-values (lambda () (eval (car forms) env))
                                   (lambda vs (if (= 1 (length vs)) (car vs) vs))))))
                     #f))))))
          (if k-error
              (begin
                (set! kind "error")
                (set! text
                      (call/cc
                       (lambda (k)
                         (with-exception-handler
                          (lambda (x) (k "?"))
                          (lambda ()
                            (let ((e (car k-error)))
                              (if (condition? e)
                                  (with-output-to-string (lambda () (display-condition e)))
                                  (serialize e)))))))))))))
    (report real index (get-output-string out) kind text)
    (flush-output-port real)))
(let ((p (transcoded-port (open-file-input-port (cadr (command-line)))
                          (make-transcoder (utf-8-codec)))))
  (for-each (lambda (entry) (run (car entry) (cadr entry))) (read p)))
`;

const systems = {
  guile: {
    r7rs: true,
    program: guileRunner,
    find: () => found("guile", ["--version"], /^guile \(GNU Guile\) 3/m),
    command: (program, batch) => ["guile", ["--r7rs", "--no-auto-compile", program, batch]],
  },
  mit: {
    r7rs: true,
    program: mitRunner,
    libraryFiles: true,
    find: () => found("mit-scheme", ["--version"], /MIT\/GNU Scheme/),
    command: (program, batch) => [
      "mit-scheme",
      ["--quiet", "--no-init-file", "--heap", "200000", "--load", program, "--args", batch],
    ],
  },
  chez: {
    r7rs: false,
    program: chezRunner,
    find: () =>
      found("chezscheme", ["--version"], /./) ? "chezscheme" : found("scheme", ["--version"], /^9|^10/),
    command: (program, batch, exe) => [exe, ["--script", program, batch]],
  },
};

function found(exe, args, pattern) {
  const r = spawnSync(exe, args, { encoding: "utf8" });
  return !r.error && pattern.test((r.stdout ?? "") + (r.stderr ?? "")) ? exe : null;
}

const quote = (s) => '"' + s.replace(/["\\]/g, "\\$&") + '"';
const unquote = (s) =>
  s.replace(/\\(?:\\|x([0-9a-fA-F]+);)/g, (_, hex) => (hex ? String.fromCodePoint(parseInt(hex, 16)) : "\\"));

/** The top-level forms of a program as texts: enough of a reader for the checks with libraries. */
export function splitForms(source) {
  const forms = [];
  let i = 0;
  const skipBlank = () => {
    for (;;) {
      if (/\s/.test(source[i] ?? "")) i++;
      else if (source[i] === ";") while (i < source.length && source[i] !== "\n") i++;
      else if (source.startsWith("#|", i)) {
        let depth = 0;
        do {
          if (source.startsWith("#|", i)) depth++, (i += 2);
          else if (source.startsWith("|#", i)) depth--, (i += 2);
          else i++;
        } while (depth > 0 && i < source.length);
      } else return;
    }
  };
  const datum = () => {
    skipBlank();
    if (source[i] === "(") {
      i++;
      for (skipBlank(); i < source.length && source[i] !== ")"; skipBlank()) datum();
      i++;
    } else if (source[i] === '"' || source[i] === "|") {
      const end = source[i++];
      while (i < source.length && source[i] !== end) i += source[i] === "\\" ? 2 : 1;
      i++;
    } else if (source.startsWith("#\\", i)) {
      i += 3;
      while (/[^\s()";]/.test(source[i] ?? " ")) i++;
    } else if (/['`,]/.test(source[i]) || source.startsWith("#;", i)) {
      i += source.startsWith("#;", i) || source.startsWith(",@", i) ? 2 : 1;
      datum();
    } else {
      i++;
      while (/[^\s()";]/.test(source[i] ?? " ")) i++;
    }
  };
  for (skipBlank(); i < source.length; skipBlank()) {
    const start = i;
    datum();
    forms.push(source.slice(start, i));
  }
  return forms;
}

const usesLibraries = (source) => /^\((define-library|import)\b/m.test(source);

/** The text of a program file for a system that takes libraries only from files. */
function libraryProgram(source) {
  const forms = splitForms(source);
  const first = forms.findIndex((f) => !/^\(define-library\b/.test(f));
  const imports = "(import (only (scheme base) call-with-values lambda newline) (scheme write))";
  const last = forms.pop();
  forms.splice(first, 0, imports);
  forms.push(`(call-with-values (lambda () ${last}) (lambda (v) (write v)))`);
  return forms.join("\n");
}

/** Runs `checks` in the system `name`; gives an array of { kind, text, output }. */
async function run(name, exe, checks, directory, timeout) {
  const system = systems[name];
  const program = join(directory, `${name}-runner.scm`);
  writeFileSync(program, system.program);
  const results = new Array(checks.length);
  let next = 0;
  while (next < checks.length) {
    const start = next;
    const batch = join(directory, `${name}-batch.scm`);
    writeFileSync(
      batch,
      "(" +
        checks
          .slice(start)
          .map((c, i) => {
            let path = "#f";
            if (system.libraryFiles && usesLibraries(c.source)) {
              const file = join(directory, `${name}-${start + i}.scm`);
              writeFileSync(file, libraryProgram(c.source));
              path = quote(file);
            }
            return `(${start + i} ${quote(c.source)} ${path})`;
          })
          .join("\n") +
        ")\n",
    );
    const [command, args] = system.command(program, batch, exe);
    await new Promise((done) => {
      const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
      let buffer = "";
      let errors = "";
      let timedOut = false;
      let timer;
      const arm = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          timedOut = true;
          child.kill("SIGKILL");
        }, timeout * 1000);
      };
      arm();
      child.stdout.setEncoding("utf8");
      child.stdout.on("data", (data) => {
        buffer += data;
        for (let end; (end = buffer.indexOf("\n")) >= 0; buffer = buffer.slice(end + 1)) {
          const line = buffer.slice(0, end);
          const at = line.indexOf("\u0001");
          if (at < 0) continue;
          const [index, output, kind, text] = line.slice(at + 1).split("\t");
          results[+index] = { kind, text: unquote(text), output: unquote(output) };
          next = +index + 1;
          arm();
        }
      });
      child.stderr.on("data", (data) => {
        errors = (errors + data).slice(0, 4000);
      });
      child.on("close", (code) => {
        clearTimeout(timer);
        if (next < checks.length) {
          results[next] = {
            kind: timedOut ? "timeout" : "crash",
            text: timedOut ? "" : `exit ${code} ${errors} ${buffer.slice(-300)}`,
            output: "",
          };
          next++;
        }
        done();
      });
    });
  }
  return results;
}

// ---------------------------------------------------------------------------------------------
// Comparison
// ---------------------------------------------------------------------------------------------

/** null when the result agrees with the check, else a description of what the system did. */
export function difference(check, result) {
  if (result.kind === "timeout" || result.kind === "crash") return `${result.kind} ${result.text}`;
  let { kind, text, output } = result;
  if (kind === "printed") {
    // A program of libraries wrote its value after its own output.
    kind = "value";
    const own = check.output ?? "";
    if (output.startsWith(own)) [text, output] = [output.slice(own.length), own];
    else text = output;
  }
  text = text.replace(/\uE000([^\uE000]*)\uE000/g, (_, n) => formatInexact(inexactFromText(n)));
  const same = (a, b) => a === b || normaliseNumbers(a) === normaliseNumbers(b);
  if (check.expected === "error") return kind === "error" ? null : `value ${text}`;
  if (kind === "error") return `error ${text.replace(/\s+/g, " ")}`;
  if (check.expected !== undefined && !same(text, check.expected)) return `value ${text}`;
  if (check.output !== undefined && !same(output, check.output)) return `output ${JSON.stringify(output)}`;
  return null;
}

/** The systems that the notes of a check name as not agreeing: those at the start of a note. */
function notedSystems(check) {
  const names = new Set();
  for (const note of check.notes) {
    const start = note.startsWith("standard:")
      ? note
      : /^(?:(?:guile|mit|chez)(?: and |, )?)+/.exec(note)?.[0];
    for (const name of Object.keys(systems)) if (start?.includes(name)) names.add(name);
  }
  return names;
}

const notThere =
  /not bound|unbound|invalid sharp-sign|invalid syntax|incorrect argument count|incorrect number of arguments|unexpected delimiter|unknown library|invalid delimiter|invalid string character|reading string|fixnum/i;

async function main(argv) {
  const only = [];
  const files = [];
  let grep = "";
  let verbose = false;
  let showErrors = false;
  let timeout = 20;
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === "--only") only.push(argv[++i]);
    else if (argv[i] === "--grep") grep = argv[++i];
    else if (argv[i] === "--verbose") verbose = true;
    else if (argv[i] === "--errors") showErrors = true;
    else if (argv[i] === "--timeout") timeout = +argv[++i];
    else files.push(argv[i]);
  }
  const folder = resolve(here, "../conformance");
  if (files.length === 0)
    files.push(
      ...readdirSync(folder)
        .filter((f) => f.endsWith(".scm"))
        .sort()
        .map((f) => join(folder, f)),
    );

  const present = [];
  for (const name of Object.keys(systems)) {
    if (only.length && !only.includes(name)) continue;
    const exe = systems[name].find();
    if (exe) present.push([name, exe]);
    else console.log(`${name}: not installed`);
  }
  if (!present.some(([name]) => systems[name].r7rs)) {
    console.log("No R7RS system is installed.");
    return 2;
  }

  const checks = [];
  let failed = 0;
  const counts = new Map();
  for (const file of files) {
    const parsed = parseChecks(readFileSync(file, "utf8"), basename(file));
    for (const p of parsed.problems) {
      console.log(`FORMAT ${p}`);
      failed++;
    }
    counts.set(basename(file), parsed.checks.length);
    checks.push(...parsed.checks.filter((c) => !grep || c.name.includes(grep)));
  }

  const directory = mkdtempSync(join(tmpdir(), "conformance-"));
  const results = {};
  try {
    await Promise.all(
      present.map(async ([name, exe]) => {
        results[name] = await run(name, exe, checks, directory, timeout);
      }),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }

  const tally = Object.fromEntries(present.map(([n]) => [n, { agree: 0, differ: 0, absent: 0 }]));
  let passed = 0;
  checks.forEach((check, i) => {
    let agreed = 0;
    let bad = false;
    const lines = [];
    const names = notedSystems(check);
    for (const [name] of present) {
      const result = results[name][i];
      const r7rs = systems[name].r7rs;
      const diff = difference(check, result);
      if (showErrors && check.expected === "error" && result.kind === "error")
        console.log(
          `${check.file}:${check.line} ${check.name} [${name}]: ${result.text.replace(/\s+/g, " ")}`,
        );
      const absent = !r7rs && result.kind === "error" && notThere.test(result.text);
      if (absent) {
        // Neither an agreement nor a difference: what the check uses is not in this system.
        if (diff !== null || check.expected === "error") {
          tally[name].absent++;
          continue;
        }
      }
      if (diff === null) {
        tally[name].agree++;
        agreed++;
        if (names.has(name)) {
          bad = true;
          lines.push(`    ${name}: agrees, in spite of the note`);
        }
        continue;
      }
      tally[name].differ++;
      const noted = names.has(name);
      if (r7rs && !noted) bad = true;
      lines.push(`    ${name}${noted ? " (noted)" : r7rs ? "" : " (R6RS)"}: ${diff.slice(0, 3000)}`);
    }
    if (agreed === 0 && !check.notes.some((n) => n.startsWith("standard:"))) bad = true;
    if (bad) failed++;
    else passed++;
    if (bad || (verbose && lines.length)) {
      const want =
        (check.expected !== undefined ? ` expected ${check.expected}` : "") +
        (check.output !== undefined ? ` output ${JSON.stringify(check.output)}` : "");
      console.log(`${bad ? "FAIL" : "note"} ${check.file}:${check.line} ${check.name}:${want}`);
      for (const l of lines) console.log(l);
    }
  });
  console.log("");
  for (const [file, n] of counts) console.log(`${String(n).padStart(5)}  ${file}`);
  for (const [name] of present) {
    const t = tally[name];
    console.log(`${name}: ${t.agree} agree, ${t.differ} differ, ${t.absent} not available`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href)
  process.exitCode = await main(process.argv.slice(2));
