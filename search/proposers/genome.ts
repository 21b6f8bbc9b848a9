// A program as the grammar proposer changes it: the entry's body as a tree, its constants by name.
// Invariant: a genome prints as a program that defines what it uses; constants that the body does not mention are not printed.
import { plainAtom, type Syntax, symbolName } from "../../compiler/datum.js";
import { read } from "../../compiler/read.js";
import { writeDatum } from "../../compiler/write.js";

/** An atom's text, or a list. */
export type Tree = string | readonly Tree[];

export interface Constant {
  readonly value: number;
  readonly lower?: number;
  readonly upper?: number;
}

export interface Genome {
  readonly constants: ReadonlyMap<string, Constant>;
  /** Names of the entry's arguments. */
  readonly variables: readonly string[];
  readonly body: Tree;
  /** Definitions beside the entry, which are kept as they are. */
  readonly helpers: readonly Tree[];
}

/** Reads a program that has passed the funnel, with other values for its constants; undefined: its entry is written in a way not known here. */
export function genomeOf(
  text: string,
  entry: string,
  values: ReadonlyMap<string, number> = new Map(),
): Genome | undefined {
  const constants = new Map<string, Constant>();
  const helpers: Tree[] = [];
  let found: { readonly variables: readonly string[]; readonly body: Tree } | undefined;
  for (const form of read(text).map(treeOf)) {
    if (typeof form === "string") return undefined;
    const [head, target, ...rest] = form;
    if (head === "define-parameter" && typeof target === "string") {
      const bound = (which: string): number | undefined => {
        const given = rest.find((part) => typeof part !== "string" && part[0] === which);
        return typeof given === "object" ? Number(given[1]) : undefined;
      };
      const lower = bound("lower");
      const upper = bound("upper");
      constants.set(target, {
        value: values.get(target) ?? Number(rest[0]),
        ...(lower === undefined ? {} : { lower }),
        ...(upper === undefined ? {} : { upper }),
      });
    } else if (head === "define" && typeof target === "object" && target[0] === entry) {
      const variables = target.slice(1);
      if (rest.length !== 1 || !variables.every((name) => typeof name === "string")) return undefined;
      found = { variables: variables as string[], body: rest[0] as Tree };
    } else helpers.push(form);
  }
  return found && { constants, helpers, ...found };
}

export function treeOf(syntax: Syntax): Tree {
  if (syntax.kind === "atom") return symbolName(syntax) ?? writeDatum(plainAtom(syntax));
  if (syntax.kind === "list") return syntax.items.map(treeOf);
  throw new Error("a program of the archive holds a vector or a label");
}

/** The program's text. */
export function printGenome({ constants, variables, body, helpers }: Genome, entry: string): string {
  const used = new Set<string>();
  for (const tree of [body, ...helpers]) atomsOf(tree, used);
  const definitions = [...constants]
    .filter(([name]) => used.has(name))
    .map(([name, { value, lower, upper }]) => {
      const bounds = `${lower === undefined ? "" : ` (lower ${number(lower)})`}${upper === undefined ? "" : ` (upper ${number(upper)})`}`;
      return `(define-parameter ${name} ${number(value)}${bounds})`;
    });
  const main = `(define ${printTree([entry, ...variables])}\n  ${printTree(body)})`;
  return [...definitions, ...helpers.map(printTree), main].join("\n");
}

function number(value: number): string {
  return writeDatum(value);
}

export function printTree(tree: Tree): string {
  return typeof tree === "string" ? tree : `(${tree.map(printTree).join(" ")})`;
}

export function atomsOf(tree: Tree, into: Set<string> = new Set()): Set<string> {
  if (typeof tree === "string") into.add(tree);
  else for (const part of tree) atomsOf(part, into);
  return into;
}

export function sizeOf(tree: Tree): number {
  return typeof tree === "string" ? 1 : tree.reduce((sum: number, part) => sum + sizeOf(part), 0);
}

/** A way from the root to a part: indices of lists. */
export type Path = readonly number[];

export function partAt(tree: Tree, path: Path): Tree {
  return path.reduce<Tree>((part, index) => (part as readonly Tree[])[index] as Tree, tree);
}

export function replaced(tree: Tree, path: Path, by: Tree): Tree {
  const [index, ...rest] = path;
  if (index === undefined) return by;
  return (tree as readonly Tree[]).map((part, i) => (i === index ? replaced(part, rest, by) : part));
}
