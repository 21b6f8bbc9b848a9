// The nested study: problems whose derivatives contain derivatives, in every combination of modes, on both engines.
//
// Asserted: all modes and both engines give the same answer within 1e-10, and it is the published one where one is known.
import { setImmediate } from "node:timers/promises";
import type { Program } from "../../host/program.js";
import { distance } from "../fidelity/compare.js";
import { loadRoads, type RoadLoads } from "../roads.js";
import { recordOf, type StudyOptions, type StudyOutcome } from "../study.js";
import { csv } from "../table.js";
import { type Mode, type Problem, problems } from "./problems.js";
import { describeNested } from "./text.js";

/** How far apart two answers to a problem may be. */
export const TOLERANCE = 1e-10;

export interface NestedRow {
  readonly problem: string;
  readonly mode: string;
  readonly compiled: readonly number[];
  readonly interpreted: readonly number[];
  /** Doubles between the answers of the two engines, at most; 0 is equal to the bit. */
  readonly roadsApart: number;
  /** Largest difference from the same problem's first answer, by either engine. */
  readonly modesApart: number;
  /** Largest difference from what is known; null when nothing is. */
  readonly fromReference: number | null;
  readonly secondsCompiled: number;
  readonly secondsInterpreted: number;
  readonly holds: boolean;
}

export interface NestedSummary {
  readonly problems: number;
  readonly answers: number;
  readonly maxRoadsApart: number;
  readonly maxModesApart: number;
  readonly maxFromReference: number | null;
  readonly tolerance: number;
  readonly failures: readonly string[];
  readonly seconds: number;
  readonly notes: readonly string[];
}

export interface NestedOutcome extends StudyOutcome {
  readonly report: StudyOutcome["report"] & {
    readonly summary: NestedSummary & Readonly<Record<string, unknown>>;
  };
  readonly answers: readonly NestedRow[];
}

export interface NestedOptions extends Omit<StudyOptions, "load"> {
  /** Default: the compiler and the prebuilt interpreter. */
  readonly roads?: RoadLoads;
}

/**
 * Runs the study. `only` keeps the problems whose name contains it; `quick` runs the first and the last mode of each.
 * @throws SchemeError and LimitError of a program; the signal's reason when it is aborted
 */
export async function runNested(options: NestedOptions): Promise<NestedOutcome> {
  const began = performance.now();
  const { quick = false, only = "", onProgress, signal, limits } = options;
  const chosen = problems.filter(({ name }) => name.includes(only));
  if (chosen.length === 0)
    throw new Error(
      `no problem's name contains "${only}"; there are: ${problems.map(({ name }) => name).join(", ")}`,
    );
  const roads = options.roads ?? (await loadRoads(limits));
  const runs = chosen.map((problem) => {
    const { modes } = problem;
    return { problem, modes: quick ? modes.filter((_, i) => i === 0 || i === modes.length - 1) : modes };
  });
  const total = runs.reduce((sum, { modes }) => sum + modes.length, 0);
  const rows: NestedRow[] = [];
  for (const { problem, modes } of runs) {
    const settings = { file: `${problem.name}.scm`, entries: entriesOf(modes) };
    const compiled = await roads.compiled(problem.source, settings);
    const interpreted = await roads.interpreted(problem.source, settings);
    try {
      let first: readonly number[] | undefined;
      for (const mode of modes) {
        const one = await answerOf(compiled, mode, signal);
        const other = await answerOf(interpreted, mode, signal);
        first ??= one.values;
        rows.push(rowOf(problem, mode, one, other, first));
        onProgress?.(`${problem.name}, ${mode.name}`, rows.length / total);
      }
    } finally {
      compiled.dispose();
      interpreted.dispose();
    }
  }
  const summary = summaryOf(rows, quick, (performance.now() - began) / 1000);
  const plain = rows.map((row) => ({ ...row }));
  return {
    report: {
      study: "nested",
      summary: { ...summary },
      rows: plain,
      record: await recordOf("compiled and interpreter", []),
    },
    answers: rows,
    text: describeNested(rows, summary, chosen),
    ...(summary.failures.length > 0
      ? { failure: `${summary.failures.length} of ${rows.length} answers are wrong or differ` }
      : {}),
    files: async () =>
      new Map([
        ["nested.csv", csv(plain)],
        ...chosen.map(({ name, source }) => [`${name.replaceAll(/\W+/g, "-")}.scm`, source] as const),
      ]),
  };
}

function entriesOf(modes: readonly Mode[]): Record<string, string> {
  return Object.fromEntries(
    modes.flatMap(({ name, expression }) => (expression === undefined ? [] : [[name, expression]])),
  );
}

interface Answer {
  readonly values: readonly number[];
  readonly seconds: number;
}

async function answerOf(
  program: Program,
  { name, expression }: Mode,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const began = performance.now();
  const values =
    expression === undefined
      ? await ascendFromOutside(program, signal)
      : ((await program.callAsync(name, [], signal ? { signal } : {})) as Float64Array);
  return { values: [...values], seconds: (performance.now() - began) / 1000 };
}

/** The ascent of ascent.scm, with the host's gradient by the program's parameters. */
async function ascendFromOutside(program: Program, signal: AbortSignal | undefined): Promise<Float64Array> {
  const parameters = [...program.parameters.values()];
  const point = Float64Array.from(parameters, ({ initial }) => initial);
  const slope = new Float64Array(point.length);
  for (let i = 0; i < 1000; i++) {
    if (i % 100 === 0) {
      await setImmediate();
      signal?.throwIfAborted();
    }
    program.setParameters(new Map(parameters.map(({ name }, j) => [name, point[j]!])));
    program.gradientInto(slope, "host-likelihood");
    for (const [j, s] of slope.entries()) point[j]! += 0.1 * s;
  }
  return point;
}

function rowOf(
  problem: Problem,
  mode: Mode,
  compiled: Answer,
  interpreted: Answer,
  first: readonly number[],
): NestedRow {
  const apart = (a: readonly number[], b: readonly number[]): number =>
    a.length === b.length
      ? Math.max(
          ...a.map((x, j) => (Number.isNaN(x - b[j]!) ? Number.POSITIVE_INFINITY : Math.abs(x - b[j]!))),
        )
      : Number.POSITIVE_INFINITY;
  const modesApart = Math.max(apart(compiled.values, first), apart(interpreted.values, first));
  const { reference } = problem;
  const fromReference =
    reference === null
      ? null
      : Math.max(apart(compiled.values, reference.values), apart(interpreted.values, reference.values));
  return {
    problem: problem.name,
    mode: mode.name,
    compiled: compiled.values,
    interpreted: interpreted.values,
    roadsApart: Math.max(...compiled.values.map((x, j) => distance(x, interpreted.values[j] ?? Number.NaN))),
    modesApart,
    fromReference,
    secondsCompiled: compiled.seconds,
    secondsInterpreted: interpreted.seconds,
    holds: modesApart <= TOLERANCE && (reference === null || fromReference! <= reference.within),
  };
}

function summaryOf(rows: readonly NestedRow[], quick: boolean, seconds: number): NestedSummary {
  const references = rows.flatMap(({ fromReference }) => fromReference ?? []);
  return {
    problems: new Set(rows.map(({ problem }) => problem)).size,
    answers: 2 * rows.length,
    maxRoadsApart: Math.max(...rows.map(({ roadsApart }) => roadsApart)),
    maxModesApart: Math.max(...rows.map(({ modesApart }) => modesApart)),
    maxFromReference: references.length === 0 ? null : Math.max(...references),
    tolerance: TOLERANCE,
    failures: rows.filter(({ holds }) => !holds).map(({ problem, mode }) => `${problem}, ${mode}`),
    seconds,
    notes: [
      "Modes: outer, then inner; F forward, R reverse; host: the derivative by the program's parameters, from outside.",
      "Descent stops where a step gets shorter than 1e-5, so its answer is not the root that Newton's method finds.",
      ...(quick ? ["--quick: the first and the last mode of each problem."] : []),
    ],
  };
}
