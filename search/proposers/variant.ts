// Two regimes of one kind: a part beside a changed copy of itself, joined by a corner or a test.
// Invariant: constants of the copy are its own or shared with the original, at random; every constant that is new has a name of its own and
// starts where the original's is, up to a factor, so that a fit can pull the two apart.
import type { Random } from "../random.js";
import { atomsOf, type Tree } from "./genome.js";
import type { Grower } from "./grow.js";
import type { Vocabulary } from "./vocabulary.js";

/** Chance that a constant stays shared. */
const SHARED = 0.3;
/** Standard deviation of the logarithm of the factor between a constant and its copy. */
const APART = 0.7;

/** @param change makes the copy differ; undefined: it cannot */
export function variant(
  original: Tree,
  scope: readonly string[],
  tools: {
    readonly random: Random;
    readonly words: Vocabulary;
    readonly grower: Grower;
    readonly change: (copy: Tree) => Tree;
  },
): Tree | undefined {
  const { random, words, grower, change } = tools;
  if (typeof original === "string") return undefined;
  const corners = ["min", "max"].filter((name) => words.binary.includes(name));
  const tests = words.less !== undefined && words.forms.has("if") && scope.length > 0;
  if (corners.length === 0 && !tests) return undefined;
  const changed = change(copied(original, random, grower));
  if (corners.length === 0 || (tests && random.chance(0.3)))
    return ["if", [words.less as string, random.pick(scope), grower.constant()], original, changed];
  return [random.pick(corners), original, changed];
}

function copied(tree: Tree, random: Random, grower: Grower): Tree {
  const own = new Map<string, string>();
  for (const atom of atomsOf(tree)) {
    const constant = grower.constants.get(atom);
    if (!constant || random.chance(SHARED)) continue;
    const name = grower.fresh("c");
    // Bounds may exclude another value; the fit will move it.
    const factor =
      constant.lower === undefined && constant.upper === undefined ? Math.exp(APART * random.normal()) : 1;
    grower.constants.set(name, { ...constant, value: constant.value * factor });
    own.set(atom, name);
  }
  const rename = (part: Tree): Tree =>
    typeof part === "string" ? (own.get(part) ?? part) : part.map(rename);
  return rename(tree);
}
