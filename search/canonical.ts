// The canonical form of a candidate: what its structure is, whatever its names, its order of operands and the values of its constants.
// Invariant: equal hashes mean that one fit serves both programs (up to SHA-256). The converse does not hold: programs whose operands are
// equal but for the sharing of constants may be told apart, which costs a fit and loses nothing.
import { createHash } from "node:crypto";
import type { Core, Lambda, Variable } from "../compiler/core.js";
import { writeDatum } from "../compiler/write.js";
import type { Parsed } from "./check.js";

export interface Canonical {
  /** The structure as text. */
  readonly text: string;
  /** SHA-256 of it, hexadecimal. */
  readonly hash: string;
  /** Nodes that the entry can reach: each constant, variable, literal, operation, branch and binding is one. */
  readonly complexity: number;
  /** Constants that the entry can reach. */
  readonly parameters: readonly string[];
  /** Allowed procedures that are used. */
  readonly primitives: ReadonlySet<string>;
  readonly branches: boolean;
  readonly loops: boolean;
}

/** Operations whose operands may change places; the first two are flattened as well. */
const COMMUTATIVE = new Set(["+", "*", "min", "max", "="]);
const ASSOCIATIVE = new Set(["+", "*", "min", "max"]);
const MIRRORED: Readonly<Record<string, string>> = { ">": "<", ">=": "<=" };

export function canonical(parsed: Parsed, entry: string): Canonical {
  // The first pass calls every constant p and so fixes the order of operands; the second numbers constants in that order.
  const orders = new Map<Core, readonly Core[]>();
  const bare = new Writer(parsed, orders, false);
  bare.program(entry);
  const writer = new Writer(parsed, orders, true);
  const text = writer.program(entry);
  return {
    text,
    hash: createHash("sha256").update(text).digest("hex"),
    complexity: writer.nodes,
    parameters: [...writer.parameters.keys()],
    primitives: writer.primitives,
    branches: writer.branches,
    loops: writer.loops,
  };
}

class Writer {
  nodes = 0;
  branches = false;
  loops = false;
  readonly parameters = new Map<string, number>();
  readonly primitives = new Set<string>();
  private readonly locals = new Map<Variable, number>();
  private readonly globals = new Map<string, number>();
  private readonly waiting: string[] = [];
  private readonly underWay = new Set<string>();

  constructor(
    private readonly parsed: Parsed,
    private readonly orders: Map<Core, readonly Core[]>,
    private readonly numbered: boolean,
  ) {}

  /** The entry and what it reaches, each definition once, in the order in which they are met. */
  program(entry: string): string {
    const texts: string[] = [];
    this.global(entry);
    for (let name = this.waiting.shift(); name !== undefined; name = this.waiting.shift()) {
      this.underWay.add(name);
      texts.push(this.write(this.parsed.definitions.get(name) as Core));
    }
    return texts.join("\n");
  }

  private global(name: string): string {
    let number = this.globals.get(name);
    if (number === undefined) {
      number = this.globals.size;
      this.globals.set(name, number);
      this.waiting.push(name);
    } else if (this.underWay.has(name)) this.loops = true;
    return `g${number}`;
  }

  private write(core: Core): string {
    switch (core.kind) {
      case "quote":
        this.nodes++;
        return `'${writeDatum(core.datum)}`;
      case "local":
        this.nodes++;
        return this.local(core.variable);
      case "global":
        this.nodes++;
        return this.name(String(core.name));
      case "primitive":
        this.nodes++;
        return `%${core.name}`;
      case "if":
        this.nodes++;
        this.branches = true;
        return `(if ${this.write(core.test)} ${this.write(core.then)} ${this.write(core.else)})`;
      case "set":
        this.nodes++;
        return `(set! ${this.local(core.variable)} ${this.write(core.value)})`;
      case "setGlobal":
        this.nodes++;
        return `(set! ${this.name(String(core.name))} ${this.write(core.value)})`;
      case "begin":
        return `(begin ${core.body.map((each) => this.write(each)).join(" ")})`;
      case "lambda":
        return this.lambda(core);
      case "let":
      case "letrec":
        return this.bindings(core);
      case "call":
        return this.call(core);
      case "instruction":
        throw new Error("a candidate holds an instruction of the implementation");
    }
  }

  private name(name: string): string {
    if (this.parsed.parameters.has(name)) {
      if (!this.parameters.has(name)) this.parameters.set(name, this.parameters.size);
      return `p${this.numbered ? this.parameters.get(name) : ""}${this.parsed.parameters.get(name)}`;
    }
    if (this.parsed.definitions.has(name)) return this.global(name);
    this.primitives.add(name);
    return name;
  }

  private bind(variable: Variable): string {
    this.locals.set(variable, this.locals.size);
    return this.local(variable);
  }
  private local(variable: Variable): string {
    return `v${this.locals.get(variable)}`;
  }

  private lambda({ clauses }: Lambda): string {
    const texts = clauses.map(({ required, rest, body }) => {
      const names = required.map((variable) => this.bind(variable)).join(" ");
      const more = rest ? ` . ${this.bind(rest)}` : "";
      return `((${names}${more}) ${this.write(body)})`;
    });
    return `(lambda ${texts.join(" ")})`;
  }

  private bindings(core: Core & { kind: "let" | "letrec" }): string {
    this.nodes += core.bindings.length;
    const recursive = core.kind === "letrec";
    if (recursive && core.bindings.some(({ init }) => init.kind === "lambda")) this.loops = true;
    const parts: string[] = [];
    if (recursive) for (const { variable } of core.bindings) this.bind(variable);
    for (const { variable, init } of core.bindings) {
      const value = this.write(init);
      parts.push(`(${recursive ? this.local(variable) : this.bind(variable)} ${value})`);
    }
    return `(${core.kind} (${parts.join(" ")}) ${this.write(core.body)})`;
  }

  private call(core: Core & { kind: "call" }): string {
    const name = core.operator.kind === "global" ? String(core.operator.name) : "";
    const own = this.parsed.definitions.has(name) || this.parsed.parameters.has(name);
    if (own || name === "") {
      this.nodes++;
      const operands = [core.operator, ...core.operands].map((each) => this.write(each));
      return `(${operands.join(" ")})`;
    }
    this.primitives.add(name);
    if (name === "min" || name === "max" || name === "abs") this.branches = true;
    const mirrored = core.operands.length === 2 ? MIRRORED[name] : undefined;
    if (mirrored) {
      this.nodes++;
      const [left, right] = core.operands as [Core, Core];
      return `(${mirrored} ${this.write(right)} ${this.write(left)})`;
    }
    if (!COMMUTATIVE.has(name)) {
      this.nodes++;
      return `(${[name, ...core.operands.map((each) => this.write(each))].join(" ")})`;
    }
    const operands = this.inOrder(core, name);
    this.nodes += Math.max(1, operands.length - 1);
    return `(${[name, ...operands.map((each) => this.write(each))].join(" ")})`;
  }

  /** Operands of a commutative call, nested ones of the same operation included, in an order of their own. */
  private inOrder(core: Core & { kind: "call" }, name: string): readonly Core[] {
    const known = this.orders.get(core);
    if (known) return known;
    const flat = ASSOCIATIVE.has(name) ? this.flattened(core, name) : core.operands;
    const keyed = flat.map((operand) => ({ operand, key: this.key(operand) }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const ordered = keyed.map(({ operand }) => operand);
    this.orders.set(core, ordered);
    return ordered;
  }

  private flattened(core: Core & { kind: "call" }, name: string): Core[] {
    return core.operands.flatMap((operand) =>
      operand.kind === "call" && operand.operator.kind === "global" && operand.operator.name === name
        ? this.flattened(operand, name)
        : [operand],
    );
  }

  /** What operands are ordered by: their text with constants and with procedures of the program without identity. */
  private key(core: Core): string {
    const writer = new Writer(this.parsed, this.orders, false);
    for (const [variable, number] of this.locals) writer.locals.set(variable, number);
    return writer.write(core);
  }
}
