// Other Schemes (Debian: chezscheme, guile-3.0): procedures of one text, timed inside of one process.
// Invariants: the text is the body of one procedure, so that a compiler may treat its definitions as known; times are taken in as many
// rounds as ours, and values are told, so that they can be compared.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Effort } from "../timer.js";

export interface SchemeTimes {
  /** As `write` shows it. */
  readonly value: string;
  /** Milliseconds of calls, by round. */
  readonly rounds: readonly (readonly number[])[];
}

/** How a peer runs the text: Chez's compiler (safe, its default level), Chez's interpreter, or Guile's compiler (its default level). */
export type SchemePeer = "Chez Scheme" | "Chez Scheme, interpret" | "Guile";

const COMMANDS: Readonly<Record<SchemePeer, readonly string[]>> = {
  "Chez Scheme": ["chezscheme", "scheme"],
  "Chez Scheme, interpret": ["chezscheme", "scheme"],
  Guile: ["guile-3.0", "guile"],
};

/**
 * @param procedures names of procedures without arguments
 * @returns by procedure; undefined when the peer is not installed
 * @throws Error when the peer is there and fails
 */
export function schemeTimes(
  peer: SchemePeer,
  source: string,
  procedures: readonly string[],
  effort: Effort,
): ReadonlyMap<string, SchemeTimes> | undefined {
  const command = COMMANDS[peer].find((name) => spawnSync(name, ["--version"]).status === 0);
  if (command === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "dmci-bench-"));
  try {
    const program = join(folder, "program.scm");
    const pairs = procedures.map((name) => `(cons '${name} ${name})`).join(" ");
    writeFileSync(program, `(define subjects (let ()\n${source}\n(list ${pairs})))\n`);
    const script = join(folder, "run.ss");
    writeFileSync(script, peer === "Guile" ? guile(program, folder, effort) : chez(program, peer, effort));
    const args = peer === "Guile" ? ["--no-auto-compile", "-s", script] : ["--script", script];
    const ran = spawnSync(command, args, {
      encoding: "utf8",
      env: { ...process.env, GUILE_AUTO_COMPILE: "0" },
    });
    if (ran.status !== 0) throw new Error(`${peer} failed: ${ran.stderr || ran.stdout}`);
    return new Map(ran.stdout.trim().split("\n").map(lineOf));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function lineOf(line: string): readonly [string, SchemeTimes] {
  const [name = "", value = "", ...times] = line.split("\t");
  return [name, { value, rounds: times.map((list) => list.slice(1, -1).split(" ").map(Number)) }];
}

/** Calls each subject until a round's time is over; `now` answers milliseconds. */
function driver({ rounds, round, warmup }: Effort): string {
  return `
(define (samples run end) (let loop ((all '()))
  (let* ((start (now)) (value (run)) (stop (now)) (all (cons (- stop start) all)))
    (if (< stop end) (loop all) all))))
(for-each
  (lambda (subject)
    (let ((run (cdr subject)))
      (samples run (+ (now) ${warmup}))
      (write (car subject)) (display "\\t") (write (run))
      (do ((i 0 (+ i 1))) ((= i ${rounds}))
        (display "\\t")
        (display (map (lambda (x) (exact->inexact x)) (samples run (+ (now) ${round})))))
      (newline)))
  subjects)`;
}

function chez(program: string, peer: SchemePeer, effort: Effort): string {
  const run = peer === "Chez Scheme" ? "compile" : "interpret";
  return `
(for-each ${run} (call-with-input-file ${JSON.stringify(program)}
  (lambda (port) (let loop ((all '())) (let ((form (read port))) (if (eof-object? form) (reverse all) (loop (cons form all))))))))
(define (now) (let ((t (current-time 'time-monotonic))) (+ (* 1e3 (time-second t)) (/ (time-nanosecond t) 1e6))))
${driver(effort)}`;
}

function guile(program: string, folder: string, effort: Effort): string {
  const driven = join(folder, "driver.scm");
  writeFileSync(
    driven,
    `(define (now) (/ (get-internal-real-time) (/ internal-time-units-per-second 1e3)))\n${driver(effort)}`,
  );
  const [compiled, loop] = [join(folder, "program.go"), join(folder, "driver.go")];
  return `
(use-modules (system base compile))
(define (run file to) (compile-file file #:output-file to #:env (current-module)) (load-compiled to))
(run ${JSON.stringify(program)} ${JSON.stringify(compiled)})
(run ${JSON.stringify(driven)} ${JSON.stringify(loop)})`;
}
