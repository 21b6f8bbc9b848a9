// The gradient of a prediction against differences at one point: a guard against programs whose derivative means nothing.
// Invariant: a kink is no fault. Where the two one-sided differences disagree, the derivative may lie anywhere between them.
import type { Program } from "../host/program.js";

export interface GradientFault {
  readonly code: "not-finite" | "mismatch";
  readonly message: string;
}

/** Relative step: the cube root of the machine epsilon balances truncation and rounding of central differences. */
const STEP = Math.cbrt(Number.EPSILON);
const TOLERANCE = 1e-4;

/**
 * What is wrong with the gradient at the program's current constants; undefined when nothing is.
 * @throws SchemeError, LimitError of the program
 */
export function gradientFault(
  program: Program,
  entry: string,
  args: readonly number[],
): GradientFault | undefined {
  const { value, gradient } = program.valueAndGradient(entry, args);
  const before = new Map([...program.parameters].map(([name, parameter]) => [name, parameter.value]));
  try {
    for (const [name, derivative] of gradient) {
      if (!Number.isFinite(derivative))
        return { code: "not-finite", message: `the derivative with respect to ${name} is ${derivative}` };
      const { value: at, bounds } = program.parameters.get(name) as {
        value: number;
        bounds: { lower: number; upper: number };
      };
      const step = Math.min(
        STEP * Math.max(1, Math.abs(at)),
        (at - bounds.lower) / 2,
        (bounds.upper - at) / 2,
      );
      const moved = (to: number): number => {
        program.setParameters({ [name]: to });
        return Number(program.evaluate(entry, args));
      };
      const above = (moved(at + step) - value) / step;
      const below = (value - moved(at - step)) / step;
      program.setParameters({ [name]: at });
      // Outside of the domain on one side, differences tell nothing.
      if (!Number.isFinite(above) || !Number.isFinite(below)) continue;
      const central = (above + below) / 2;
      const noise = (4 * Number.EPSILON * Math.abs(value)) / step;
      const slack =
        TOLERANCE * Math.max(Math.abs(derivative), Math.abs(central)) + noise + Math.abs(above - below);
      if (Math.abs(derivative - central) > slack)
        return {
          code: "mismatch",
          message: `the derivative with respect to ${name} is ${derivative.toPrecision(6)}, differences give ${central.toPrecision(6)}`,
        };
    }
    return undefined;
  } finally {
    program.setParameters(before);
  }
}
