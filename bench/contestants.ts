// Who computes a workload in this process: both engines, a person in AssemblyScript, and central differences of the compiled program.
// Invariant: contestants are handed out only after all of them have agreed on the value and the gradient.
import { compile, loadInterpreter, type Program, type Value } from "../host/index.js";
import { type Answer, agree, type Tolerance } from "./agreement.js";
import { argumentsOf, type Kernel } from "./kernels.js";
import { loadHandWritten } from "./peers/assembly.js";
import { peer } from "./peers/optional.js";

/** Both engines: values are equal bit for bit, gradients differ by the order of their sums. */
const SAME: Tolerance = { value: 0, gradient: 1e-10 };
/** The same mathematics in 64-bit floats; sums and elementary functions may round otherwise. */
export const CLOSE: Tolerance = { value: 1e-9, gradient: 1e-9 };

/** Something that computes the workload. Each call of `gradient` leaves the derivatives in `derivatives`. */
export interface Contestant {
  readonly name: string;
  /** Where the derivatives are taken. */
  readonly point: Float64Array;
  readonly primal?: () => number;
  readonly gradient: () => number;
  readonly derivatives: Float64Array;
  readonly tolerance: Tolerance;
}

/** The workload's contestants, compiled first; throws when they disagree. */
export async function contestantsOf(kernel: Kernel, note: (text: string) => void): Promise<Contestant[]> {
  const compiled = await compile(kernel.source);
  const interpreted = (await loadInterpreter()).load(kernel.source);
  const first = ofProgram("compiled", compiled, kernel);
  const contestants = [
    first,
    ofProgram("interpreted", interpreted, kernel),
    ...(await handWritten(compiled, kernel, note)),
    ...(kernel.difference ? [differences(await compile(kernel.source), kernel, kernel.difference)] : []),
  ];
  const expected = answerOf(first);
  for (const contestant of contestants) {
    const who = `${kernel.name}, ${contestant.name}`;
    agree(who, expected, answerOf(contestant), contestant.tolerance);
    if (contestant.primal)
      agree(`${who}, primal`, expected, { ...expected, value: contestant.primal() }, contestant.tolerance);
  }
  return contestants;
}

/** The numbers by which the workload is differentiated. */
export function pointOf(kernel: Kernel, program: Program): Float64Array {
  return kernel.point ?? Float64Array.from([...program.parameters.values()].map((p) => p.initial));
}

/** Value and gradient of the call, into `derivatives`. */
export function gradientOf(
  program: Program,
  { entry, point }: Kernel,
  args: readonly Value[],
  derivatives: Float64Array,
): () => number {
  if (!point) return () => program.gradientInto(derivatives, entry, args);
  return () => {
    const { value, arguments: found } = program.valueAndGradients(entry, args);
    derivatives.set(found[0] as Float64Array);
    return value;
  };
}

/** Primal and gradient as evaluations of the whole program; a call in the session costs the same within a microsecond. */
function ofProgram(name: string, program: Program, kernel: Kernel): Contestant {
  const point = pointOf(kernel, program);
  const derivatives = new Float64Array(point.length);
  const args = argumentsOf(kernel);
  return {
    name,
    point,
    primal: () => program.evaluate(kernel.entry, args) as number,
    gradient: gradientOf(program, kernel, args, derivatives),
    derivatives,
    tolerance: SAME,
  };
}

async function handWritten(
  program: Program,
  kernel: Kernel,
  note: (text: string) => void,
): Promise<Contestant[]> {
  const adjoints = await peer(loadHandWritten, note);
  if (!adjoints) return [];
  const point = pointOf(kernel, program);
  const derivatives = new Float64Array(point.length);
  const { primal, gradient } = adjoints.prepare(
    kernel.handWritten,
    kernel.n,
    point,
    kernel.data ?? new Float64Array(0),
  );
  return [
    {
      name: "hand-written",
      point,
      primal,
      gradient: () => gradient(derivatives),
      derivatives,
      tolerance: CLOSE,
    },
  ];
}

/** Two evaluations of the compiled program per parameter. */
function differences(
  program: Program,
  kernel: Kernel,
  { step, tolerance }: NonNullable<Kernel["difference"]>,
): Contestant {
  const parameters = [...program.parameters.values()];
  const derivatives = new Float64Array(parameters.length);
  const args = argumentsOf(kernel);
  const at = (name: string, value: number): number => {
    program.setParameters({ [name]: value });
    return program.evaluate(kernel.entry, args) as number;
  };
  return {
    name: "central differences",
    point: pointOf(kernel, program),
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

export function answerOf(contestant: Contestant): Answer {
  const value = contestant.gradient();
  return { value, gradient: [...contestant.derivatives] };
}
