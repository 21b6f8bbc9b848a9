// Writes interpreter/generated/nodes.scm: for the commonest primitives, the closures that compute them with each kind of operand (as
// interpreter/analyse.scm tells them apart) and, for tests, fused with `if`; and the list of all primitives with their values.
// Invariant: made from the table alone, so that the interpreter's primitives are the compiler's.
import { mkdirSync, writeFileSync } from "node:fs";
import { instructions, procedures } from "../compiler/primitives/index.js";

const UNARY = [
  "number",
  "negate",
  "sqrt",
  "exp",
  "log",
  "sin",
  "cos",
  "tan",
  "atan",
  "abs",
  "tanh",
  "not",
  "null?",
  "pair?",
  "car",
  "cdr",
  "caar",
  "cadr",
  "cdar",
  "cddr",
  "caddr",
  "zero?",
  "positive?",
  "negative?",
  "odd?",
  "even?",
  "symbol?",
  "string?",
  "number?",
  "vector?",
  "floor",
  "round",
  "exact",
  "inexact",
  "vector-length",
  "length",
]; // prettier-ignore
const BINARY = [
  "add",
  "subtract",
  "multiply",
  "divide",
  "expt",
  "max",
  "min",
  "number=",
  "number<",
  "number>",
  "number<=",
  "number>=",
  "eq?",
  "eqv?",
  "equal?",
  "cons",
  "vector-ref",
  "quotient",
  "remainder",
  "modulo",
]; // prettier-ignore
const TESTS = [
  "null?",
  "pair?",
  "zero?",
  "number=",
  "number<",
  "number>",
  "number<=",
  "number>=",
  "eq?",
  "eqv?",
];

/** What reads an operand of each kind. */
const OPERAND = [
  (x: string) => `(%unsafe-vector-ref env ${x})`,
  (x: string) => x,
  (x: string) => `(%call ${x} env)`,
];

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
  const body = byKind("kind-a", (a) =>
    byKind("kind-b", (b) => node(`(%${instruction} ${read(a, "a")} ${read(b, "b")})`)),
  );
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

/** A quoted list with numbers in place of procedures, and the vector that the numbers index: compact in the artifact. */
class ProcedureTable {
  private readonly expressions: string[] = [];
  index(expression: string): number {
    const at = this.expressions.indexOf(expression);
    if (at >= 0) return at;
    this.expressions.push(expression);
    return this.expressions.length - 1;
  }
  vector(): string {
    return `(vector\n    ${this.expressions.join("\n    ")})`;
  }
}

/** All primitives: `(name value (count . builder) …)`; tests that are fused with if; procedures that stand for instructions. */
function tables(): string {
  const table = new ProcedureTable();
  const built = new Set([...UNARY, ...BINARY]);
  const uses = (
    integrate: Readonly<Record<string, string>>,
    of: (instruction: string) => boolean,
    prefix: string,
  ): string =>
    Object.entries(integrate)
      .filter(([, instruction]) => of(instruction))
      .map(([count, instruction]) => ` (${count} . ${table.index(`${prefix}${instruction}`)})`)
      .join("");
  const primitives = procedures.map(
    ({ name, integrate }) =>
      `    (${name} ${table.index(name)}${uses(integrate, (i) => built.has(i), "build-")})`,
  );
  const tests = procedures.flatMap(({ name, integrate }) => {
    const fused = uses(integrate, (i) => TESTS.includes(i), "build-if-");
    return fused === "" ? [] : [`    (${name}${fused})`];
  });
  const stands = [...instructions.values()].map(
    ({ name, arity }) => `    (${name} . ${table.index(instructionProcedure(name, arity))})`,
  );
  return `(define (procedure-vector)\n  ${table.vector()})

(define (primitive-descriptions)\n  '(\n${primitives.join("\n")}))
(define (test-descriptions)\n  '(\n${tests.join("\n")}))
(define (instruction-descriptions)\n  '(\n${stands.join("\n")}))
`;
}

/** What stands for an instruction when the interpreter interprets a trusted source, such as itself. */
function instructionProcedure(name: string, arity: number): string {
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
  const same = special[name] ?? procedures.find((p) => p.instruction === name)?.name;
  const names = ["a", "b", "c", "d"].slice(0, Math.max(arity, 0)).map((x) => ` ${x}`);
  return same ?? `(lambda (${names.join("").trim()}) (%${name}${names.join("")}))`;
}

const header = ";; Generated by scripts/generate-nodes.ts from compiler/primitives; do not edit.\n\n";
mkdirSync("interpreter/generated", { recursive: true });
writeFileSync("interpreter/generated/nodes.scm", [header, builders(), tables()].join("\n"));
