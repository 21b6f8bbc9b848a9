// Compares both roads, and central differences where these can be trusted, on modules of random programs.
import fc from "fast-check";
import { compile, type Interpreter, type Program } from "../../host/index.js";
import { disagreement } from "./agreement.js";
import { expression, PARAMETERS, programOf } from "./random-programs.js";

export interface Tally {
  programs: number;
  active: number;
  differenced: number;
}

/** Runs `modules` modules of `size` random programs; throws at the first difference, with the program. */
export async function compareRoads(
  interpreter: Interpreter,
  seed: number,
  modules: number,
  size: number,
): Promise<Tally> {
  const tally: Tally = { programs: 0, active: 0, differenced: 0 };
  for (let m = 0; m < modules; m++) {
    const expressions = fc.sample(expression, { seed: seed + m, numRuns: size });
    const source = programOf(expressions);
    const compiled = await compile(source);
    const interpreted = interpreter.load(source);
    expressions.forEach((text, i) => {
      const problem = disagreement(compiled, interpreted, `e${i}`) ?? difference(compiled, `e${i}`, tally);
      if (problem !== undefined) throw new Error(`seed ${seed + m}, program ${i}: ${problem}\n${text}`);
      tally.programs++;
    });
    interpreted.dispose();
  }
  return tally;
}

/** A component of the gradient that central differences contradict; undefined when they do not, or cannot tell. */
function difference(program: Program, name: string, tally: Tally): string | undefined {
  const { value, gradient } = program.valueAndGradient(name);
  if (!Number.isFinite(value) || Math.abs(value) > 1e6) return undefined;
  for (const [parameter, g] of gradient) {
    if (g !== 0) tally.active++;
    if (!Number.isFinite(g) || Math.abs(g) > 1e6) continue;
    const at = PARAMETERS[parameter] as number;
    const valueAt = (x: number): number => {
      program.setParameters({ [parameter]: x });
      const result = program.evaluate(name) as number;
      return result;
    };
    const central = (h: number): number => (valueAt(at + h) - valueAt(at - h)) / (2 * h);
    // Trusted when three step sizes agree, so that no jump or kink lies near.
    const estimates = [1e-4, 3e-5, 1e-5].map(central);
    program.setParameters({ [parameter]: at });
    const scale = Math.max(1, Math.abs(value), ...estimates.map(Math.abs));
    const spread = Math.max(...estimates) - Math.min(...estimates);
    if (!(spread <= 1e-5 * scale)) continue;
    tally.differenced++;
    if (Math.abs((estimates[1] as number) - g) > 1e-4 * scale)
      return `d/d${parameter} = ${g}, central differences ${estimates.join(", ")}`;
  }
  return undefined;
}
