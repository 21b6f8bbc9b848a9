// Who computes a loop workload: both engines, a person in AssemblyScript, and central differences of the compiled program.
// Invariant: contestants are handed out only after all of them have agreed on the value and the gradient.
import { compile, loadInterpreter, type Program } from "../host/index.js";
import { type Answer, agree, type Tolerance } from "./agreement.js";
import type { Loop } from "./loop-table.js";
import { loadHandWritten } from "./peers/assembly.js";
import { peer } from "./peers/optional.js";

/** The same operations in the same order: values are equal bit for bit, gradients differ by the order of their sums. */
const SAME: Tolerance = { value: 0, gradient: 1e-10 };

/** Something that computes the loop. Each call of `gradient` leaves the derivatives in `derivatives`. */
export interface Contestant {
  readonly name: string;
  readonly primal?: () => number;
  readonly gradient: () => number;
  readonly derivatives: Float64Array;
  readonly tolerance: Tolerance;
}

/** The loop's contestants, compiled first; throws when they disagree. */
export async function contestantsOf(loop: Loop, note: (text: string) => void): Promise<Contestant[]> {
  const compiled = await compile(loop.source);
  const interpreted = (await loadInterpreter()).load(loop.source);
  const first = ofProgram("compiled", compiled, loop);
  const contestants = [
    first,
    ofProgram("interpreted", interpreted, loop),
    ...(await handWritten(compiled, loop, note)),
    differences(await compile(loop.source), loop),
  ];
  const expected = answerOf(first);
  for (const contestant of contestants) {
    const who = `${loop.name}, ${contestant.name}`;
    agree(who, expected, answerOf(contestant), contestant.tolerance);
    if (contestant.primal)
      agree(`${who}, primal`, expected, { ...expected, value: contestant.primal() }, contestant.tolerance);
  }
  return contestants;
}

/** Primal and gradient as evaluations of the whole program; a call in the session costs the same within a microsecond. */
function ofProgram(name: string, program: Program, loop: Loop): Contestant {
  const derivatives = new Float64Array(program.parameters.size);
  const args = [loop.steps];
  return {
    name,
    primal: () => program.evaluate(loop.entry, args) as number,
    gradient: () => program.gradientInto(derivatives, loop.entry, args),
    derivatives,
    tolerance: SAME,
  };
}

async function handWritten(
  program: Program,
  loop: Loop,
  note: (text: string) => void,
): Promise<Contestant[]> {
  const adjoints = await peer(loadHandWritten, note);
  if (!adjoints) return [];
  const parameters = [...program.parameters.values()].map((p) => p.initial);
  const derivatives = new Float64Array(parameters.length);
  return [
    {
      name: "hand-written",
      primal: adjoints.primal(loop.handWritten, loop.steps, parameters),
      gradient: adjoints.gradient(loop.handWritten, loop.steps, parameters, derivatives),
      derivatives,
      tolerance: SAME,
    },
  ];
}

/** Two evaluations of the compiled program per parameter. */
function differences(program: Program, loop: Loop): Contestant {
  const parameters = [...program.parameters.values()];
  const derivatives = new Float64Array(parameters.length);
  const args = [loop.steps];
  const at = (name: string, value: number): number => {
    program.setParameters({ [name]: value });
    return program.evaluate(loop.entry, args) as number;
  };
  const { step, tolerance } = loop.difference;
  return {
    name: "central differences",
    gradient: () => {
      let above = 0;
      let below = 0;
      parameters.forEach(({ name, initial }, i) => {
        above = at(name, initial + step);
        below = at(name, initial - step);
        derivatives[i] = (above - below) / (2 * step);
        program.setParameters({ [name]: initial });
      });
      return (above + below) / 2;
    },
    derivatives,
    // The value is the mean of the last two: equal up to the curvature times the step squared.
    tolerance: { value: 1e-6, gradient: tolerance },
  };
}

function answerOf(contestant: Contestant): Answer {
  const value = contestant.gradient();
  return { value, gradient: [...contestant.derivatives] };
}
