// Writes interpreter/generated/nodes.scm: for the commonest primitives, the closures that compute them with each kind of operand (as
// interpreter/analyse.scm tells them apart) and, for tests, fused with `if`; and the list of all primitives with their values.
// Invariant: made from the table alone, so that the interpreter's primitives are the compiler's.
import { mkdirSync, writeFileSync } from "node:fs";
import { instructions, procedures } from "../compiler/primitives/index.js";

const UNARY = [
  "number", "negate", "sqrt", "exp", "log", "sin", "cos", "tan", "atan", "abs", "tanh", "not", "null?", "pair?", "car", "cdr", "caar", "cadr",
  "cdar", "cddr", "caddr", "zero?", "positive?", "negative?", "odd?", "even?", "symbol?", "string?", "number?", "vector?", "floor", "round",
  "exact", "inexact", "vector-length", "length",
]; // prettier-ignore
const BINARY = [
  "add", "subtract", "multiply", "divide", "expt", "max", "min", "number=", "number<", "number>", "number<=", "number>=", "eq?", "eqv?",
  "equal?", "cons", "vector-ref", "quotient", "remainder", "modulo",
]; // prettier-ignore
const TESTS = ["null?", "pair?", "zero?", "number=", "number<", "number>", "number<=", "number>=", "eq?", "eqv?"];

/** What reads an operand of each kind. */
const OPERAND = [(x: string) => `(%unsafe-vector-ref env ${x})`, (x: string) => x, (x: string) => `(%call ${x} env)`];

function byKind(variable: string, arm: (kind: number) => string): string {
  return `(case ${variable} ((0) ${arm(0)}) ((1) ${arm(1)}) (else ${arm(2)}))`;
}

/** A builder: cases over the operands' kinds around `(lambda/source source (env) body)`. */
function builder(name: string, instruction: string, extra: string, wrap: (call: string) => string): string {
  const node = (call: string): string => `(lambda/source source (env) ${wrap(call)})`;
  const read = (kind: number, x: string): string => (OPERAND[kind] as (x: string) => string)(x);
  if (arityOf(instruction) === 1) {
    const body = byKind("kind-a", (a) => node(`(%${instruction} ${read(a, "a")})`));
    return `(define (${name} source kind-a a${extra})\n  ${body})\n`;
  }
  const body = byKind("kind-a", (a) => byKind("kind-b", (b) => node(`(%${instruction} ${read(a, "a")} ${read(b, "b")})`)));
  return `(define (${name} source kind-a a kind-b b${extra})\n  ${body})\n`;
}

function arityOf(name: string): number {
  const instruction = instructions.get(name);
  if (!instruction) throw new Error(`no instruction ${name}`);
  return instruction.arity;
}

function builders(): string {
  const plain = [...UNARY, ...BINARY].map((name) => builder(`build-${name}`, name, "", (call) => call));
  const fused = TESTS.map((name) =>
    builder(`build-if-${name}`, name, " yes no", (call) => `(if ${call} (%call yes env) (%call no env))`),
  );
  return [...plain, ...fused].join("");
}

/** `(name value (count . builder) …)` for every procedure of the table. */
function primitiveList(): string {
  const built = new Set([...UNARY, ...BINARY]);
  const entries = procedures.map(({ name, integrate }) => {
    const uses = Object.entries(integrate)
      .filter(([, instruction]) => built.has(instruction))
      .map(([count, instruction]) => `(cons '${count} build-${instruction})`);
    return `    (list '${name} ${[name, ...uses].join(" ")})`;
  });
  return `(define (primitive-list)\n  (list\n${entries.join("\n")}))\n`;
}

/** The builder that fuses a test with if, by the primitive's name and number of operands. */
function ifBuilders(): string {
  const entries = procedures.flatMap(({ name, integrate }) =>
    Object.entries(integrate)
      .filter(([, instruction]) => TESTS.includes(instruction))
      .map(([count, instruction]) => `    (cons '${name} (cons ${count} build-if-${instruction}))`),
  );
  return `(define (if-builder name count)
  (let ((entry (assq name (if-builders))))
    (and entry (= (cadr entry) count) (cddr entry))))
(define (if-builders)
  (list\n${entries.join("\n")}))\n`;
}

/** Procedures that stand for instructions when the interpreter interprets a trusted source, such as itself. */
function instructionProcedures(): string {
  const public_ = new Map<string, string>();
  for (const { name, instruction } of procedures) if (instruction !== undefined) public_.set(instruction, name);
  const special: Readonly<Record<string, string>> = {
    call: "(lambda (f . args) (apply f args))",
    apply: "apply",
    list: "list",
    vector: "vector",
    "unsafe-car": "car",
    "unsafe-cdr": "cdr",
    "unsafe-vector-ref": "vector-ref",
    "unsafe-vector-set!": "vector-set!",
    "unsafe-set-cdr!": "set-cdr!",
  };
  const parameters = ["a", "b", "c", "d"];
  const entries = [...instructions.values()].map(({ name, arity }) => {
    const same = special[name] ?? public_.get(name);
    const names = parameters.slice(0, Math.max(arity, 0)).join(" ");
    return `    (cons '${name} ${same ?? `(lambda (${names}) (%${name}${names === "" ? "" : ` ${names}`}))`})`;
  });
  return `(define (instruction-procedure name)
  (let ((entry (assq name (instruction-list))))
    (and entry (cdr entry))))
(define (instruction-list)
  (list\n${entries.join("\n")}))\n`;
}

const header = ";; Generated by scripts/generate-nodes.ts from compiler/primitives; do not edit.\n\n";
mkdirSync("interpreter/generated", { recursive: true });
writeFileSync("interpreter/generated/nodes.scm", [header, builders(), primitiveList(), ifBuilders(), instructionProcedures()].join("\n"));
