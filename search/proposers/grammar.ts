// The grammar proposer: programs drawn at random, and changed and crossed programs of the archive. Needs no network.
// Invariant: constants of a changed program start from their fitted values; what is proposed is within the task's language, and its text
// within the limits or the funnel says so.
import type { Elite } from "../archive.js";
import type { Random } from "../random.js";
import type { GrammarSettings, Task } from "../task.js";
import { fixed } from "./fix.js";
import {
  atomsOf,
  type Constant,
  type Genome,
  genomeOf,
  partAt,
  printGenome,
  replaced,
  sizeOf,
  type Tree,
} from "./genome.js";
import { Grower } from "./grow.js";
import { numberPositions, type Position } from "./places.js";
import { medianConstants, type Proposal, type ProposalContext, type Proposer } from "./proposer.js";
import { simplify } from "./simplify.js";
import { variant } from "./variant.js";
import { OPERATIONS, type Vocabulary, vocabularyOf } from "./vocabulary.js";

/** Elites that take part in a tournament for parenthood. */
const TOURNAMENT = 3;
/** Tries to stay within the task's sizes, before a program that is too large is proposed all the same. */
const TRIES = 8;
/** Share of changed programs that are changed once more. */
const AGAIN = 0.35;

export class GrammarProposer implements Proposer {
  readonly name = "grammar";
  constructor(private readonly settings: GrammarSettings) {}

  async propose({ task, count, random, elites }: ProposalContext): Promise<readonly Proposal[]> {
    return Array.from({ length: count }, () => new Maker(task, this.settings, random, elites).make());
  }
}

interface Made {
  readonly genome: Genome;
  readonly constants: ReadonlyMap<string, Constant>;
  readonly operator: string;
  readonly parents: readonly string[];
}
interface Parent {
  readonly genome: Genome;
  readonly hash: string;
}

/** Makes one program. */
class Maker {
  private readonly words: Vocabulary;

  constructor(
    private readonly task: Task,
    private readonly settings: GrammarSettings,
    private readonly random: Random,
    private readonly elites: readonly Elite[],
  ) {
    this.words = vocabularyOf(task.language);
  }

  /** A program that is probably within the limits: only the funnel knows for sure. */
  make(): Proposal {
    const { maxNodes, maxParameters } = this.task.language;
    for (let attempt = 1; ; attempt++) {
      const { genome, constants, operator, parents } = this.attempt();
      const used = atomsOf(genome.body);
      const parameters = [...constants.keys()].filter((name) => used.has(name)).length;
      const fits = sizeOf(genome.body) <= maxNodes && parameters <= maxParameters;
      if (fits || attempt === TRIES) {
        const text = printGenome({ ...genome, constants }, this.task.entry.name);
        return { text, operator, parents };
      }
    }
  }

  private attempt(): Made {
    const { random, settings } = this;
    const first = random.chance(settings.fresh) ? undefined : this.parent();
    if (!first) return this.drawn();
    if (random.chance(settings.crossover)) {
      const second = this.parent();
      if (second && second.hash !== first.hash) return this.crossed(first, second);
    }
    let result = this.changed(first);
    while (random.chance(AGAIN)) {
      const genome = { ...result.genome, constants: result.constants };
      const again = this.changed({ genome, hash: first.hash });
      result = { ...again, operator: `${result.operator}, ${again.operator}` };
    }
    return result;
  }

  /** The best of a few elites drawn at random, which come best first. */
  private parent(): Parent | undefined {
    const { elites, random } = this;
    if (elites.length === 0) return undefined;
    const index = Math.min(...Array.from({ length: TOURNAMENT }, () => random.below(elites.length)));
    const elite = elites[index] as Elite;
    const genome = genomeOf(elite.text, this.task.entry.name, medianConstants(elite));
    return genome && { genome, hash: elite.hash };
  }

  private drawn(): Made {
    const variables = this.task.entry.arguments.map(({ name }) => name);
    const { random, settings } = this;
    const empty: Genome = { constants: new Map(), variables, body: "0", helpers: [] };
    const grower = this.grower(empty);
    let body = grower.number(1 + random.below(settings.depth), variables);
    const templates = settings.templates ? grower.templates() : [];
    let operator = "random";
    if (templates.length > 0 && random.chance(0.3)) {
      const kind = random.pick(templates);
      body = grower.template(kind, body, variables);
      operator = `random ${kind}`;
    }
    return made({ ...empty, body }, grower.constants, operator, []);
  }

  private grower(...genomes: readonly Genome[]): Grower {
    const taken = new Set<string>([this.task.entry.name, ...this.task.language.primitives]);
    for (const { constants, variables, body, helpers } of genomes) {
      for (const name of [...constants.keys(), ...variables]) taken.add(name);
      for (const tree of [body, ...helpers]) atomsOf(tree, taken);
    }
    return new Grower(this.random, this.words, genomes[0]?.constants ?? new Map(), taken);
  }

  private positions({ body, variables, helpers }: Genome): Position[] {
    const names = helpers.flatMap((tree) =>
      typeof tree !== "string" && typeof tree[1] === "object" && typeof tree[1][0] === "string"
        ? [tree[1][0]]
        : [],
    );
    return numberPositions(body, variables, new Set(names));
  }

  private changed({ genome, hash }: Parent): Made {
    const { random } = this;
    const grower = this.grower(genome);
    const position = random.pick(this.positions(genome));
    const change = this.change(partAt(genome.body, position.path), position.scope, grower);
    const body = replaced(genome.body, position.path, change.tree);
    return made({ ...genome, body }, grower.constants, change.operator, [hash]);
  }

  /** Another expression in the place of one. */
  private change(before: Tree, scope: readonly string[], grower: Grower): { tree: Tree; operator: string } {
    const { settings } = this;
    const templates = settings.templates ? grower.templates() : [];
    const ways: readonly (readonly [string, () => Tree | undefined])[] = [
      ...this.smallWays(before, scope, grower),
      ...templates.map((kind) => [kind, () => grower.template(kind, before, scope)] as const),
      ...(settings.templates ? [["variant", () => this.variant(before, scope, grower)] as const] : []),
    ];
    return this.firstOf(ways);
  }

  private smallWays(
    before: Tree,
    scope: readonly string[],
    grower: Grower,
  ): readonly (readonly [string, () => Tree | undefined])[] {
    const { random } = this;
    return [
      ["replace", () => grower.number(1 + random.below(2), scope)],
      ["wrap", () => this.wrapped(before, scope, grower)],
      ["hoist", () => hoisted(before, random)],
      ["operator", () => this.otherOperator(before)],
      ["terminal", () => (typeof before === "string" ? grower.terminal(scope) : undefined)],
      ...(this.task.data.group === undefined
        ? []
        : [["fix", () => fixed(before, grower.constants, this.words)] as const]),
    ];
  }

  /** A way that does not apply here gives its turn to another; replacing always applies. */
  private firstOf(ways: readonly (readonly [string, () => Tree | undefined])[]): {
    tree: Tree;
    operator: string;
  } {
    for (;;) {
      const [operator, change] = this.random.pick(ways);
      const tree = change();
      if (tree !== undefined) return { tree, operator };
    }
  }

  private variant(before: Tree, scope: readonly string[], grower: Grower): Tree | undefined {
    const { random, words } = this;
    const change = (copy: Tree): Tree => {
      const { path, scope: inner } = random.pick(numberPositions(copy, scope, new Set()));
      const part = partAt(copy, path);
      return replaced(copy, path, this.firstOf(this.smallWays(part, inner, grower)).tree);
    };
    return variant(before, scope, { random, words, grower, change });
  }

  private wrapped(tree: Tree, scope: readonly string[], grower: Grower): Tree | undefined {
    const { random, words } = this;
    const { unary, binary } = words;
    if (unary.length + binary.length === 0) return undefined;
    const name = random.pick([...unary, ...binary, ...binary]);
    if (unary.includes(name) && (!binary.includes(name) || random.chance(0.3)))
      return grower.applied(name, tree);
    const other = grower.number(random.below(3), scope);
    return random.chance(0.5) ? [name, tree, other] : [name, other, tree];
  }

  private otherOperator(tree: Tree): Tree | undefined {
    if (typeof tree === "string") return undefined;
    const [head, ...operands] = tree;
    if (typeof head !== "string" || !OPERATIONS[head]?.includes(operands.length)) return undefined;
    const others = (operands.length === 1 ? this.words.unary : this.words.binary).filter(
      (name) => name !== head,
    );
    return others.length === 0 ? undefined : [this.random.pick(others), ...operands];
  }

  /** A part of the second program in a place of the first. */
  private crossed(first: Parent, second: Parent): Made {
    const { random } = this;
    const grower = this.grower(first.genome, second.genome);
    const { path, scope } = random.pick(this.positions(first.genome));
    const from = random.pick(this.positions(second.genome));
    const renamed = new Map<string, Tree>();
    second.genome.variables.forEach((name, i) => {
      renamed.set(name, first.genome.variables[i] as string);
    });
    for (const [name, { value, lower, upper }] of second.genome.constants) {
      const own = grower.fresh("c");
      grower.constants.set(own, {
        value,
        ...(lower === undefined ? {} : { lower }),
        ...(upper === undefined ? {} : { upper }),
      });
      renamed.set(name, own);
    }
    // What is bound in the second program around the part, and helpers of it, are not there in the first.
    const outer = from.scope.slice(second.genome.variables.length);
    for (const name of outer) renamed.set(name, grower.terminal(scope));
    const part = partAt(second.genome.body, from.path);
    const helpers = second.genome.helpers.length > 0 ? undefined : renaming(part, renamed);
    const body = replaced(first.genome.body, path, helpers ?? grower.number(2, scope));
    return made({ ...first.genome, body }, grower.constants, "crossover", [first.hash, second.hash]);
  }
}

function made(
  genome: Genome,
  grown: ReadonlyMap<string, Constant>,
  operator: string,
  parents: readonly string[],
): Made {
  const constants = new Map(grown);
  const elsewhere = new Set<string>();
  for (const helper of genome.helpers) atomsOf(helper, elsewhere);
  const body = simplify(genome.body, constants, elsewhere);
  return { genome: { ...genome, body }, constants, operator, parents };
}

function hoisted(tree: Tree, random: Random): Tree | undefined {
  if (typeof tree === "string" || typeof tree[0] !== "string" || !(tree[0] in OPERATIONS)) return undefined;
  return random.pick(tree.slice(1));
}

function renaming(tree: Tree, names: ReadonlyMap<string, Tree>): Tree {
  if (typeof tree === "string") return names.get(tree) ?? tree;
  return tree.map((part) => renaming(part, names));
}
