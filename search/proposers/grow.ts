// Programs drawn at random: typed expressions, and templates of pieces, loops and states.
// Invariant: what is drawn uses only what is in scope and allowed, and gives every new constant a name of its own.
import type { Random } from "../random.js";
import type { Constant, Tree } from "./genome.js";
import type { Vocabulary } from "./vocabulary.js";

/** Draws expressions for one program. */
export class Grower {
  readonly constants: Map<string, Constant>;
  private next = 1;

  /** @param taken names that new constants and variables must not have */
  constructor(
    private readonly random: Random,
    private readonly words: Vocabulary,
    constants: ReadonlyMap<string, Constant>,
    private readonly taken: Set<string>,
  ) {
    this.constants = new Map(constants);
  }

  fresh(prefix: string): string {
    while (this.taken.has(`${prefix}${this.next}`)) this.next++;
    const name = `${prefix}${this.next}`;
    this.taken.add(name);
    return name;
  }

  /** A new constant: of the order of one mostly, now and then of another magnitude. */
  constant(value?: number): string {
    const { random } = this;
    const drawn = random.chance(0.6) ? 1 + 0.5 * random.normal() : 10 ** (5 * random.uniform() - 3);
    const name = this.fresh("c");
    this.constants.set(name, { value: value ?? (random.chance(0.2) ? -drawn : drawn) });
    return name;
  }

  terminal(scope: readonly string[]): Tree {
    const { random } = this;
    if (scope.length > 0 && random.chance(0.5)) return random.pick(scope);
    return random.chance(0.1) ? String(1 + random.below(3)) : this.constant();
  }

  /** A number expression of at most this depth. */
  number(depth: number, scope: readonly string[]): Tree {
    const { random, words } = this;
    if (depth <= 0 || random.chance(0.25)) return this.terminal(scope);
    const unary = words.unary.length > 0 && random.chance(words.binary.length === 0 ? 1 : 0.35);
    if (unary) return this.applied(random.pick(words.unary), this.number(depth - 1, scope));
    if (words.binary.length === 0) return this.terminal(scope);
    return [random.pick(words.binary), this.number(depth - 1, scope), this.number(depth - 1, scope)];
  }

  /** A function of an expression, half of the time of a multiple of it: most functions need a scale to be of use. */
  applied(name: string, operand: Tree): Tree {
    const scaled = name !== "-" && this.words.binary.includes("*") && this.random.chance(0.5);
    return [name, scaled ? ["*", this.constant(), operand] : operand];
  }

  /** Templates that the task's language has room for. */
  templates(): readonly ("piecewise" | "corner" | "loop" | "state")[] {
    const { less, forms, binary } = this.words;
    const loops = less !== undefined && forms.has("let") && forms.has("if") && binary.includes("+");
    return [
      ...(less !== undefined && forms.has("if") ? (["piecewise"] as const) : []),
      ...(binary.includes("min") || binary.includes("max") ? (["corner"] as const) : []),
      ...(loops ? (["loop", "state"] as const) : []),
    ];
  }

  /** An expression made from another by a template. */
  template(kind: "piecewise" | "corner" | "loop" | "state", from: Tree, scope: readonly string[]): Tree {
    const { random, words } = this;
    const variable = scope.length > 0 ? random.pick(scope) : this.constant();
    if (kind === "piecewise")
      return ["if", [words.less as string, variable, this.constant()], from, this.number(2, scope)];
    if (kind === "corner") {
      const corners = ["min", "max"].filter((name) => words.binary.includes(name));
      return [random.pick(corners), from, this.number(3, scope)];
    }
    const loop = this.fresh("loop");
    const i = this.fresh("i");
    const s = this.fresh("s");
    // Up to a fixed number of steps, or, as a state over time, as many as an argument says.
    const steps = kind === "loop" ? String(2 + random.below(8)) : variable;
    const step: Tree = words.binary.includes("*")
      ? ["+", s, ["*", this.constant(), this.number(2, [...scope, s])]]
      : ["+", s, this.number(2, [...scope, s])];
    const forward = (words.less as string).startsWith("<");
    const test: Tree = [words.less as string, ...(forward ? [i, steps] : [steps, i])];
    return [
      "let",
      loop,
      [
        [i, "0"],
        [s, from],
      ],
      ["if", test, [loop, ["+", i, "1"], step], s],
    ];
  }
}
