// When two gradients agree: the bound of the design (docs/gradients.md), computed and not guessed.
import type { Program } from "../../host/index.js";

const EPSILON = 2 ** -52;

/** The component for which the gradients of two programs at equal parameters differ by more than 8 ε D Σ|terms|; undefined: none. */
export function disagreement(
  a: Program,
  b: Program,
  name?: string,
  args: readonly number[] = [],
): string | undefined {
  const first = a.valueAndGradient(name, args);
  const second = b.valueAndGradient(name, args);
  if (!Object.is(first.value, second.value)) return `values ${first.value} and ${second.value}`;
  const { magnitudes, chain } = a.magnitudes(name, args);
  for (const [parameter, g] of first.gradient) {
    const h = second.gradient.get(parameter);
    if (h === undefined) return `${parameter} is missing`;
    if (Object.is(g, h) || (Number.isNaN(g) && Number.isNaN(h))) continue;
    const bound = 8 * EPSILON * Math.max(1, chain) * (magnitudes.get(parameter) as number);
    if (!(Math.abs(g - h) <= bound)) return `d/d${parameter}: ${g} and ${h}, allowed ${bound}`;
  }
  return undefined;
}
