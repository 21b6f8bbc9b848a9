// Where a body may be changed: the positions of number expressions, with what is in scope there.
// Invariant: only forms that are known are looked into; the test and the call that keep a loop going are none of the places, so a change
// leaves a loop a loop.
import type { Path, Tree } from "./genome.js";
import { OPERATIONS } from "./vocabulary.js";

export interface Position {
  readonly path: Path;
  /** Variables bound there: arguments, and those of let and loops. */
  readonly scope: readonly string[];
}

/** Positions of number expressions, the whole body first. */
export function numberPositions(
  body: Tree,
  variables: readonly string[],
  helpers: ReadonlySet<string>,
): Position[] {
  const found: Position[] = [];
  const number = (tree: Tree, path: Path, scope: readonly string[]): void => {
    found.push({ path, scope });
    if (typeof tree === "string") return;
    inside(tree, path, scope);
  };
  const inside = (tree: readonly Tree[], path: Path, scope: readonly string[]): void => {
    const [head] = tree;
    const at = (index: number): Tree => tree[index] as Tree;
    if (head === "if" && tree.length === 4) {
      boolean(at(1), [...path, 1], scope);
      number(at(2), [...path, 2], scope);
      number(at(3), [...path, 3], scope);
    } else if ((head === "let" || head === "let*") && tree.length === 3) {
      const names = bindings(at(1), [...path, 1], scope, head === "let*");
      if (names) number(at(2), [...path, 2], names);
    } else if (head === "let" && tree.length === 4 && typeof at(1) === "string") {
      const names = bindings(at(2), [...path, 2], scope, false);
      if (names) loopBody(at(3), [...path, 3], names, at(1) as string);
    } else if (typeof head === "string" && (head in OPERATIONS || helpers.has(head)))
      tree.slice(1).forEach((part, i) => {
        number(part, [...path, i + 1], scope);
      });
  };
  /** Visits initial values; answers the scope of the body, or undefined for what is no list of bindings. */
  const bindings = (
    tree: Tree,
    path: Path,
    scope: readonly string[],
    sequential: boolean,
  ): readonly string[] | undefined => {
    if (typeof tree === "string") return undefined;
    let inner = scope;
    for (const [i, binding] of tree.entries()) {
      if (typeof binding === "string" || binding.length !== 2 || typeof binding[0] !== "string")
        return undefined;
      number(binding[1] as Tree, [...path, i, 1], sequential ? inner : scope);
      inner = [...inner, binding[0]];
    }
    return inner;
  };
  /** `(if test (loop step …) result)`, with its arms in either order. */
  const loopBody = (tree: Tree, path: Path, scope: readonly string[], loop: string): void => {
    if (typeof tree === "string" || tree[0] !== "if" || tree.length !== 4) return;
    for (const arm of [2, 3]) {
      const part = tree[arm] as Tree;
      if (typeof part !== "string" && part[0] === loop) {
        // The counter is the first variable; what becomes of it is not touched.
        part.slice(2).forEach((step, i) => {
          number(step, [...path, arm, i + 2], scope);
        });
      } else number(part, [...path, arm], scope);
    }
  };
  const boolean = (tree: Tree, path: Path, scope: readonly string[]): void => {
    if (typeof tree === "string") return;
    const [head] = tree;
    const connects = head === "and" || head === "or" || head === "not";
    if (!connects && !["<", ">", "<=", ">=", "="].includes(head as string)) return;
    tree.slice(1).forEach((part, i) => {
      (connects ? boolean : number)(part, [...path, i + 1], scope);
    });
  };
  number(body, [], variables);
  return found;
}
