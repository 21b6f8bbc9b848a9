// Writes interpreter/generated/nodes.scm: for the commonest primitives, the closures that compute them with each kind of operand (as
// interpreter/analyse.scm tells them apart) and, for tests, fused with `if`; and the list of all primitives with their values.
// Invariant: made from the table alone, so that the interpreter's primitives are the compiler's.
import { mkdirSync, writeFileSync } from "node:fs";
import { instructions, internalProcedures, procedures } from "../compiler/primitives/index.js";
import { callBuilders } from "./call-nodes.js";

/**
 * Which kinds of operands have nodes of their own. Reading a variable or a constant within the node saves a call of a node for it:
 * that is worth its code where the operation is cheap and common. Other operands become nodes.
 */
const LOCAL = [[0], [2]];
const GENERAL_1 = [[2]];
const ALL = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 2],
  [2, 0],
  [2, 1],
  [2, 2],
];
const MOST = [
  [0, 0],
  [0, 1],
  [0, 2],
  [2, 0],
  [2, 1],
  [2, 2],
];
const SOME = [
  [0, 0],
  [0, 1],
  [2, 1],
  [2, 2],
];
const INDEXED = [
  [0, 0],
  [0, 1],
  [0, 2],
  [2, 0],
  [2, 2],
];
const JOINED = [
  [0, 0],
  [0, 2],
  [2, 0],
  [2, 2],
];
const COMPARED = [
  [0, 0],
  [0, 1],
  [0, 2],
  [2, 1],
  [2, 2],
];
const GENERAL_2 = [[2, 2]];
const STORE = [
  [0, 0, 2],
  [2, 2, 2],
];
type Kinds = readonly (readonly number[])[];

const of = (kinds: Kinds, names: string): [string, Kinds][] => names.split(" ").map((name) => [name, kinds]);
const PLAIN = new Map<string, Kinds>([
  ...of(LOCAL, "car cdr cadr cddr not null? pair? zero? sqrt abs negate vector-length"),
  ...of(
    GENERAL_1,
    "number exp log sin cos tan atan tanh caar cdar caddr positive? negative? odd? even? symbol? string? number? vector?",
  ),
  ...of(GENERAL_1, "floor round exact inexact length"),
  ...of(ALL, "add subtract multiply"),
  ...of(MOST, "divide"),
  ...of(INDEXED, "vector-ref"),
  ...of(JOINED, "cons"),
  ...of(SOME, "quotient remainder modulo eq? number= number<"),
  ...of(GENERAL_2, "number> number<= number>= eqv? equal? max min expt"),
  ...of(STORE, "vector-set!"),
]);
/** Tests in an if. */
const TESTS = new Map<string, Kinds>([
  ...of(LOCAL, "null? pair? zero?"),
  ...of(COMPARED, "number= number< number> number<= number>="),
  ...of(SOME, "eq? eqv?"),
]);

/** What reads an operand of each kind. */
const OPERAND = [(x: string) => `(variable env ${x})`, (x: string) => x, (x: string) => `(%call ${x} env)`];

/** A builder: cases over the operands' kinds around `(lambda/source source (env) body)`. */
function builder(
  name: string,
  instruction: string,
  kinds: Kinds,
  extra: string,
  wrap: (call: string) => string,
): string {
  const variables = ["a", "b", "c"].slice(0, arityOf(instruction));
  const formals = variables.map((x) => ` kind-${x} ${x}`).join("");
  const cases = (chosen: readonly number[]): string => {
    const variable = variables[chosen.length];
    if (variable === undefined) {
      const operands = chosen.map((kind, i) =>
        (OPERAND[kind] as (x: string) => string)(variables[i] as string),
      );
      return `(lambda/source source (env) ${wrap(`(%${instruction} ${operands.join(" ")})`)})`;
    }
    const own = [0, 1].filter((kind) =>
      kinds.some((k) => [...chosen, kind].every((each, i) => each === k[i])),
    );
    const rest = `(let ((${variable} (operand-node kind-${variable} ${variable}))) ${cases([...chosen, 2])})`;
    if (own.length === 0) return rest;
    return `(case kind-${variable} ${own.map((kind) => `((${kind}) ${cases([...chosen, kind])})`).join(" ")} (else ${rest}))`;
  };
  return `(define (${name} source${formals}${extra})\n  ${cases([])})\n`;
}

function arityOf(name: string): number {
  const instruction = instructions.get(name);
  if (!instruction) throw new Error(`no instruction ${name}`);
  return instruction.arity;
}

function builders(): string {
  const plain = [...PLAIN].map(([name, kinds]) => builder(`build-${name}`, name, kinds, "", (call) => call));
  const fused = [...TESTS].map(([name, kinds]) =>
    builder(
      `build-if-${name}`,
      name,
      kinds,
      " yes no",
      (call) => `(if ${call} (%call yes env) (%call no env))`,
    ),
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

/** All primitives: `(name value (count . builder) …)`, those that only core names by themselves; tests that are fused with if; procedures that stand for instructions. */
function tables(): string {
  const table = new ProcedureTable();
  const uses = (
    integrate: Readonly<Record<string, string>>,
    of: (instruction: string) => boolean,
    prefix: string,
  ): string =>
    Object.entries(integrate)
      .filter(([, instruction]) => of(instruction))
      .map(([count, instruction]) => ` (${count} . ${table.index(`${prefix}${instruction}`)})`)
      .join("");
  const described = ({ name, alias, integrate }: (typeof procedures)[number]): string =>
    `    (${name} ${table.index(alias ?? name)}${uses(integrate, (i) => PLAIN.has(i), "build-")})`;
  const primitives = procedures.map(described);
  const internal = internalProcedures.map(described);
  const tests = procedures.flatMap(({ name, integrate }) => {
    const fused = uses(integrate, (i) => TESTS.has(i), "build-if-");
    return fused === "" ? [] : [`    (${name}${fused})`];
  });
  const stands = [...instructions.values()].map(
    ({ name, arity }) => `    (${name} . ${table.index(instructionProcedure(name, arity))})`,
  );
  return `(define (procedure-vector)\n  ${table.vector()})

(define (primitive-descriptions)\n  '(\n${primitives.join("\n")}))
(define (internal-descriptions)\n  '(\n${internal.join("\n")}))
(define (test-descriptions)\n  '(\n${tests.join("\n")}))
(define (instruction-descriptions)\n  '(\n${stands.join("\n")}))
(define (mutator-names)\n  '(${mutators().join(" ")}))
`;
}

/** Procedures that may change a quoted datum, or run text that does. */
function mutators(): string[] {
  return procedures
    .map(({ name }) => name)
    .filter((name) => name === "eval" || (name.includes("!") && !/^hash-?table/.test(name)));
}

/** What stands for an instruction when the interpreter interprets a trusted source, such as itself. */
function instructionProcedure(name: string, arity: number): string {
  const special: Readonly<Record<string, string>> = {
    call: "(lambda (f . args) (apply f args))",
    apply: "apply",
    list: "list",
    vector: "vector",
    values: "values",
    record: "%record",
    "unsafe-car": "car",
    "unsafe-cdr": "cdr",
    "unsafe-set-cdr!": "set-cdr!",
  };
  const same = special[name] ?? procedures.find((p) => p.instruction === name)?.name;
  const names = ["a", "b", "c", "d", "e", "f"].slice(0, Math.max(arity, 0)).map((x) => ` ${x}`);
  return same ?? `(lambda (${names.join("").trim()}) (%${name}${names.join("")}))`;
}

const header = ";; Generated by scripts/generate-nodes.ts from compiler/primitives; do not edit.\n\n";
mkdirSync("interpreter/generated", { recursive: true });
writeFileSync("interpreter/generated/nodes.scm", [header, builders(), callBuilders(), tables()].join("\n"));
