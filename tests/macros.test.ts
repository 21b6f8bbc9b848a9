// The two expanders agree on what has no construct file of its own: random macros, forms whose primitives other tests run, data as deep as
// memory, literals in templates, and expressions of the host.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { unparseProgram } from "../compiler/core.js";
import { expandProgram } from "../compiler/expand/program.js";
import {
  compile,
  type Interpreter,
  loadInterpreter,
  type Program,
  type ProgramOptions,
} from "../host/index.js";
import { type RandomMacro, randomMacro } from "./support/random-macros.js";

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

const roads: [string, (source: string, options?: ProgramOptions) => Promise<Program>][] = [
  ["compiled", (source, options) => compile(source, options)],
  ["interpreted", async (source, options) => interpreter.load(source, options)],
];

/** The printed core, or the error's message and place. */
function outcome(expand: () => string): string {
  try {
    return expand();
  } catch (error) {
    const { message, line, column } = error as { message: string; line: number; column: number };
    return `${line}:${column} ${message}`;
  }
}
function bothCores(source: string): [compiled: string, interpreted: string] {
  return [outcome(() => unparseProgram(expandProgram(source))), outcome(() => interpreter.printCore(source))];
}

describe("random macros", () => {
  const macros = fc.sample(randomMacro, { seed: 20, numRuns: 300 });

  it("expand alike on both roads", () => {
    let errors = 0;
    for (const { definition, uses } of macros)
      for (const use of uses) {
        const [compiled, interpreted] = bothCores(`${definition}\n${use}`);
        expect(interpreted, `${definition}\n${use}`).toBe(compiled);
        if (!compiled.startsWith("(quote")) errors++;
      }
    // Most are no errors, some are.
    expect(errors).toBeGreaterThan(0);
    expect(errors).toBeLessThan(macros.length);
  });

  const chez = ["chezscheme", "scheme"].find((name) => spawnSync(name, ["--version"]).status === 0);
  it.skipIf(!chez)("expand as in Chez Scheme", () => {
    const wanted = chezValues(chez as string, macros);
    macros.forEach(({ definition, uses }, i) => {
      uses.forEach((use, j) => {
        const [core] = bothCores(`${definition}\n${use}`);
        const got = /^\(quote (.*)\)\n$/.exec(core)?.[1] ?? "error";
        expect(got, `${definition}\n${use}`).toBe(wanted[i * uses.length + j]);
      });
    });
  });
});

function chezValues(chez: string, macros: readonly RandomMacro[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "dmci-macros-"));
  const file = join(folder, "macros.ss");
  const runs = macros.flatMap(({ definition, uses }) =>
    uses.map((use) => `(run '(let () ${definition} ${use}))`),
  );
  writeFileSync(
    file,
    `(define (run form)
       (write (call/cc (lambda (k) (with-exception-handler (lambda (c) (k 'error)) (lambda () (eval form))))))
       (newline))
     ${runs.join("\n")}`,
  );
  try {
    return execFileSync(chez, ["--script", file], { encoding: "utf8" }).trimEnd().split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("core of forms around thunks", () => {
  it.each([
    [
      "(guard (e ((symbol? e) (list e)) ((assq 'a e) => cdr) (else 1)) (f) (g))",
      "((primitive %guard) (lambda () (begin (f) (g))) (lambda (e.1 reraise.2) (if (symbol? e.1) (list e.1) (let ((t.3 (assq (quote a) e.1))) (if t.3 (cdr t.3) (quote 1))))) (quote #t))",
    ],
    [
      "(guard (e (#f 1)) (define x 1) (f x))",
      "((primitive %guard) (lambda () (letrec* ((x.1 (quote 1))) (f x.1))) (lambda (e.2 reraise.3) (if (quote #f) (quote 1) (reraise.3))) (quote #f))",
    ],
    [
      "(guard (e) 1)",
      "((primitive %guard) (lambda () (quote 1)) (lambda (e.1 reraise.2) (reraise.2)) (quote #f))",
    ],
    [
      "(parameterize ((p 1) ((q) 2)) (define x 3) x)",
      "((primitive %parameterize) ((primitive list) ((primitive cons) p (quote 1)) ((primitive cons) (q) (quote 2))) (lambda () (letrec* ((x.1 (quote 3))) x.1)))",
    ],
    ["(parameterize () 5)", "(quote 5)"],
    ["(delay (f 1))", "((primitive %make-promise-delayed) (lambda () (f (quote 1))))"],
    ["(delay-force (f 1))", "((primitive %make-promise-lazy) (lambda () (f (quote 1))))"],
  ])("%s", (source, core) => {
    expect(bothCores(source)).toEqual([`${core}\n`, `${core}\n`]);
  });

  it.each([
    "(guard e 1)",
    "(guard (1) 2)",
    "(guard (e (else)) 1)",
    "(guard (e 1) 2)",
    "(guard (e))",
    "(parameterize ((p)) 1)",
    "(parameterize ((p 1)))",
    "(delay)",
    "(delay-force 1 2)",
  ])("an error in %s", (source) => {
    const [compiled, interpreted] = bothCores(source);
    expect(compiled).toMatch(/^1:1 malformed /);
    expect(interpreted).toBe(compiled);
  });
});

describe.each(roads)("%s", (road, load) => {
  it("reads and keeps quoted data a million levels deep", async () => {
    const deep = (n: number): string => "(".repeat(n) + ")".repeat(n);
    const depth = "(define (depth x) (let loop ((x x) (n 0)) (if (null? x) n (loop (car x) (+ n 1)))))";
    expect((await load(`${depth} (depth '${deep(1_000_000)})`)).value()).toBe(999_999);
    const macro = "(define-syntax quoted (syntax-rules () ((_ x) 'x)))";
    const others = [`(quoted ${deep(50_000)})`, `\`${deep(50_000)}`, `(car '(#0=${deep(50_000)} #0#))`];
    for (const other of others)
      expect((await load(`${macro} ${depth} (depth ${other})`)).value()).toBe(49_999);
    expect((await load(`#;${deep(50_000)} ${"#;".repeat(50_000)}${"a ".repeat(50_000)} 5`)).value()).toBe(5);
    expect((await load(`(length '${"'".repeat(50_000)}a)`)).value()).toBe(2);
  });

  it("learns a literal in a template once, whatever its uses", async () => {
    const program = await load(
      "(define-syntax scaled (syntax-rules () ((_ 1.5 x) 'never) ((_ x) (* 2.5 x x))))\n(+ (scaled 3.0) (scaled 2))",
      { learn: "literals" },
    );
    const { value, gradient } = program.valueAndGradient();
    expect(value).toBe(32.5);
    expect([...gradient]).toEqual([
      ["1:69", 13],
      ["2:12", 15],
    ]);
  });

  it("learns a parameter that a macro defines under its own name", async () => {
    const source =
      "(define-syntax p (syntax-rules () ((_ n v) (define-parameter n v))))\n(p a 2.0) (p b 3.0) (* a b 1.5)";
    const both = await load(source, { learn: "literals" });
    expect([...both.valueAndGradient().gradient]).toEqual([
      ["a", 4.5],
      ["b", 3],
      ["2:28", 6],
    ]);
    expect([...(await load(source)).valueAndGradient().gradient.keys()]).toEqual(["a", "b"]);
  });

  it("knows the program's macros and records in expressions of the host", async () => {
    const program = await load(
      `(define-syntax square (syntax-rules () ((_ x) (let ((v x)) (* v v)))))
       (define-parameter a 3.0)
       (define-record-type cell (make-cell value) cell? (value cell-value))
       (define lambda 'mine)`,
      {
        entries: {
          plain: "(square a)",
          shifted: { expression: "(square (cell-value (make-cell (+ a t))))", variables: ["t"] },
        },
      },
    );
    expect(program.call("plain")).toBe(9);
    expect(program.call("shifted", 1)).toBe(16);
    expect(program.valueAndGradient("shifted", [1]).gradient.get("a")).toBe(8);
  });

  it(`says what is wrong in an expression of the host (${road})`, async () => {
    const endless = "(define-syntax endless (syntax-rules () ((_) (endless))))";
    await expect(load(endless, { entries: { e: "(+ 1 (endless))" } })).rejects.toMatchObject({
      message: "the expansion of this macro does not end",
      file: "(e)",
      line: 1,
      column: 6,
    });
  });
});
