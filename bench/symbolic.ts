// An interpreter against an interpreter: calls, recursion and lists, with Chez Scheme's `interpret` as the peer (Debian: chezscheme).
// Invariant: both run the same text and answer the same; Chez's times are taken inside of one process of it, in as many rounds.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, loadInterpreter } from "../host/index.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import source from "./programs/symbolic.scm";
import { chezRatio, SYMBOLIC } from "./targets.js";
import { type Effort, time, timingOf } from "./timer.js";

export const symbolic: Workload = { name: "symbolic", run: measureSymbolic };

async function measureSymbolic(context: Context): Promise<void> {
  const interpreter = await loadInterpreter();
  const interpreted = interpreter.load(source);
  const compiled = await compile(source);
  const chez = chezTimes(context.effort);
  if (!chez) context.note("Chez Scheme is not installed (Debian: chezscheme): its rows are left out");
  for (const [procedure, name] of Object.entries(SYMBOLIC)) {
    const value = interpreted.write(procedure);
    const peer = chez?.get(procedure);
    if (compiled.write(procedure) !== value || (peer && peer.value !== value))
      throw new Error(`${name}: subjects disagree`);
    const timings = await time(
      [
        { name: "interpreted", run: () => interpreted.write(procedure) },
        { name: "compiled", run: () => compiled.write(procedure) },
      ],
      context.effort,
    );
    const where = { workload: name, metric: "one call" };
    timings.forEach((timing, i) => {
      timeRow(context, { ...where, subject: i === 0 ? "interpreted" : "compiled" }, timing, "ms");
    });
    if (!peer) continue;
    const theirs = timingOf(peer.rounds);
    timeRow(context, { ...where, subject: "Chez Scheme, interpret" }, theirs, "ms");
    ratio(context, chezRatio(name), timings[0], theirs);
  }
  interpreted.dispose();
}

interface Times {
  readonly value: string;
  readonly rounds: readonly (readonly number[])[];
}

/** Milliseconds of calls by procedure and round, and the values; undefined without Chez Scheme. */
function chezTimes({ rounds, round, warmup }: Effort): ReadonlyMap<string, Times> | undefined {
  const chez = ["chezscheme", "scheme"].find((name) => spawnSync(name, ["--version"]).status === 0);
  if (!chez) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "dmci-bench-"));
  const file = join(folder, "program.scm");
  writeFileSync(file, source);
  const script = `
(define forms (call-with-input-file ${JSON.stringify(file)}
  (lambda (port) (let loop ((all '())) (let ((form (read port))) (if (eof-object? form) (reverse all) (loop (cons form all))))))))
(for-each interpret forms)
(define (now) (let ((t (current-time 'time-monotonic))) (+ (* 1e3 (time-second t)) (/ (time-nanosecond t) 1e6))))
(define (samples run end) (let loop ((all '()))
  (let* ((start (now)) (value (run)) (stop (now)) (all (cons (- stop start) all)))
    (if (< stop end) (loop all) all))))
(for-each
  (lambda (name)
    (let ((run (interpret name)))
      (samples run (+ (now) ${warmup}))
      (printf "~s\\t~s" name (run))
      (do ((i 0 (+ i 1))) ((= i ${rounds}))
        (printf "\\t~a" (map (lambda (x) (exact->inexact x)) (samples run (+ (now) ${round})))))
      (newline)))
  '(${Object.keys(SYMBOLIC).join(" ")}))`;
  try {
    writeFileSync(join(folder, "run.ss"), script);
    const ran = spawnSync(chez, ["--script", join(folder, "run.ss")], { encoding: "utf8" });
    if (ran.status !== 0) throw new Error(`Chez Scheme failed: ${ran.stderr || ran.stdout}`);
    return new Map(
      ran.stdout
        .trim()
        .split("\n")
        .map((line) => {
          const [name = "", value = "", ...times] = line.split("\t");
          return [
            name,
            { value, rounds: times.map((list) => list.slice(1, -1).split(" ").map(Number)) },
          ] as const;
        }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
