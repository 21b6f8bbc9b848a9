// Values against other Schemes. Random programs without elementary functions (whose last digits are each library's own) must agree with
// Chez Scheme to the last bit; what tests/constructs and tests/conformance expect must be what Guile and Chez Scheme say. Skipped where
// they are not installed (Debian: chezscheme, guile-3.0).
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, loadInterpreter } from "../host/index.js";
import { expression, programOf } from "./support/random-programs.js";

const chez = ["chezscheme", "scheme"].find((name) => spawnSync(name, ["--version"]).status === 0);
if (!chez) console.log("tests/oracle.test.ts is skipped: Chez Scheme is not installed");

/** The values of `e0`, `e1`, … as Chez Scheme computes them. */
function chezValues(program: string, count: number): number[] {
  const folder = mkdtempSync(join(tmpdir(), "dmci-oracle-"));
  const text = `(define-syntax define-parameter (syntax-rules () ((_ name init) (define name init))))
(define (square x) (* x x))
${program}
(for-each (lambda (e) (write (exact->inexact (e))) (newline)) (list ${Array.from({ length: count }, (_, i) => `e${i}`).join(" ")}))`;
  writeFileSync(join(folder, "program.scm"), text);
  try {
    // Without its source optimiser, which adds up constants in another order.
    const start = `(run-cp0 (lambda (cp0 x) x)) (load ${JSON.stringify(join(folder, "program.scm"))})`;
    writeFileSync(join(folder, "start.scm"), start);
    const printed = execFileSync(chez as string, ["--script", join(folder, "start.scm")], {
      encoding: "utf8",
    });
    return printed
      .trim()
      .split("\n")
      .map((line) => (line.endsWith("nan.0") ? Number.NaN : Number(line.replace("inf.0", "Infinity")))); // prettier-ignore
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!chez)("Chez Scheme", () => {
  it("agrees with both roads on the values of random programs", async () => {
    const plain = fc
      .sample(expression, { seed: 77, numRuns: 800 })
      .filter((e) => !/\b(sin|cos|tan|atan|exp|log|expt)\b/.test(e))
      .map((e) => e.replaceAll("(inexact ", "(exact->inexact "));
    expect(plain.length).toBeGreaterThan(60);
    const chosen = plain.slice(0, 100);
    const source = programOf(chosen.map((e) => e.replaceAll("(exact->inexact ", "(inexact ")));
    const wanted = chezValues(programOf(chosen), chosen.length);
    const interpreter = await loadInterpreter();
    for (const program of [await compile(source), interpreter.load(source)])
      wanted.forEach((value, i) => {
        // An exact zero times a number is an exact zero there, and not here: only then can NaN and infinities differ.
        if (!Number.isFinite(value)) return;
        expect(Number(program.call(`e${i}`)) + 0, chosen[i]).toBe(value + 0);
      });
  });
});

const guile = spawnSync("guile", ["--version"]).status === 0;
if (!guile)
  console.log("tests/oracle.test.ts: Guile is not installed; expectations are not checked against it");

describe.skipIf(!chez || !guile)("expectations", () => {
  const run = (script: string) =>
    spawnSync(process.execPath, [`tests/oracle/${script}.mjs`], { encoding: "utf8", timeout: 1_200_000 });

  it("of the constructs are those of Chez Scheme and Guile", { timeout: 1_300_000 }, () => {
    const { status, stdout } = run("constructs");
    expect(status, stdout.slice(-3000)).toBe(0);
  });
});
