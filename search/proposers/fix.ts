// Of a constant that every group has for itself, one number for all of them.
// Invariant: the number is exact, so it is structure and no constant is fitted in its place; two numbers make two structures.
import type { Constant, Tree } from "./genome.js";
import type { Vocabulary } from "./vocabulary.js";

/** Powers of ten beyond this are no help to a program that is to be read. */
const MOST_ZEROS = 12;

/** Two digits of where the constant starts (with groups, the median of its fitted values), as an integer or a quotient of two. */
export function fixed(
  tree: Tree,
  constants: ReadonlyMap<string, Constant>,
  { binary }: Vocabulary,
): Tree | undefined {
  const value = typeof tree === "string" ? constants.get(tree)?.value : undefined;
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const [digits, exponent] = value.toExponential(1).split("e") as [string, string];
  const tens = Number(exponent) - 1;
  const whole = Math.round(Number(digits) * 10);
  if (tens >= 0) return tens > MOST_ZEROS ? undefined : String(whole * 10 ** tens);
  if (tens < -MOST_ZEROS || whole === 0) return undefined;
  if (whole % 10 === 0 && tens === -1) return String(whole / 10);
  return binary.includes("/") ? ["/", String(whole), String(10 ** -tens)] : undefined;
}
