// The fidelity study: gradient descent through many programs, compiled and interpreted, compared at every step.
//
// Asserted, at equal parameters: values equal to the bit, and gradients within 1e-13 of Σ|terms| and within 8 ε D Σ|terms|
// (docs/gradients.md). Shown beside it and not asserted: two runs of their own, each along its own gradients.
import { setImmediate } from "node:timers/promises";
import { loadRoads, type RoadLoads } from "../roads.js";
import { recordOf, type StudyOptions, type StudyOutcome } from "../study.js";
import { csv } from "../table.js";
import { GRADIENT_TOLERANCE } from "./compare.js";
import { type Differences, holds } from "./comparison.js";
import { compareDraws } from "./draws.js";
import { type LossCurve, plotFidelity } from "./plot.js";
import { dataOf, type Experiment, type FidelityProgram, sourceOf } from "./program.js";
import { programs as plainPrograms } from "./programs/index.js";
import { startOf } from "./starts.js";
import { describeFidelity } from "./text.js";
import { towerPrograms, towerSourceOf } from "./tower.js";
import { RECIPE, type Run, type Trained, train } from "./training.js";

/** All programs of the full study. */
export const programs: readonly FidelityProgram[] = [...plainPrograms, ...towerPrograms];

/** `--quick`: seed 0 of every program but one tower only, and so many epochs at most. */
export const QUICK_EPOCHS = 100;

/** One pair of program and seed. */
export interface PairRow {
  readonly experiment: Experiment;
  readonly program: string;
  readonly seed: number;
  readonly higherOrder: boolean;
  readonly compiledConvergedAt: number | null;
  readonly compiledEpochs: number;
  readonly compiledLoss: number;
  /** Largest |θ - θ*| over the parameters. */
  readonly compiledParameterError: number;
  readonly interpretedConvergedAt: number | null;
  readonly interpretedEpochs: number;
  readonly interpretedLoss: number;
  readonly interpretedParameterError: number;
  /** Epoch from which on the two runs are at different points; null when they never are. */
  readonly partedAt: number | null;
  /** Why a run ended before its time. */
  readonly ended: string | null;
  readonly comparisons: number;
  /** Doubles between the values of the two roads, at most; 0 is equal to the bit. */
  readonly maxValueDifference: number;
  /** |g₁ - g₂| / Σ|terms|, at most. */
  readonly maxRelativeGradientDifference: number;
  /** The same in units of 8 ε D. */
  readonly maxOfAllowed: number;
  readonly holds: boolean;
}

export interface FidelitySummary {
  readonly pairs: number;
  readonly publishedPairs: number;
  /** Of our own, without the towers. */
  readonly ownPairs: number;
  readonly towerPairs: number;
  readonly higherOrderPairs: number;
  readonly programs: number;
  readonly comparisons: number;
  readonly maxValueDifference: number;
  readonly maxRelativeGradientDifference: number;
  readonly maxOfAllowed: number;
  readonly tolerance: number;
  /** Experiment A's drawn parameters, without training; they count in the three maxima and in `failures`. */
  readonly drawsCompared: number;
  readonly failures: readonly string[];
  /** Pairs whose compiled run came below the threshold. */
  readonly converged: number;
  /** Pairs whose two runs converged in the same epoch, or both did not. */
  readonly sameEpoch: number;
  readonly maxLossGap: number;
  readonly recipe: typeof RECIPE;
  readonly secondsCompiling: number;
  readonly secondsLoading: number;
  readonly seconds: number;
  readonly notes: readonly string[];
}

export interface FidelityOutcome extends StudyOutcome {
  readonly report: StudyOutcome["report"] & {
    readonly summary: FidelitySummary & Readonly<Record<string, unknown>>;
  };
  readonly pairs: readonly PairRow[];
}

export interface FidelityOptions extends Omit<StudyOptions, "load"> {
  /** Default: the compiler and the prebuilt interpreter. */
  readonly roads?: RoadLoads;
}

/**
 * Runs the study. `only` keeps the pairs whose experiment, program and seed, written as "C C04 logistic map #2", contain it.
 * @throws SchemeError and LimitError of a program; the signal's reason when it is aborted
 */
export async function runFidelity(options: FidelityOptions): Promise<FidelityOutcome> {
  const began = performance.now();
  const { quick = false, only = "", onProgress, signal, limits } = options;
  const chosen = chosenPairs(quick, only);
  const total = [...chosen.values()].reduce((sum, seeds) => sum + seeds.length, 0);
  if (total === 0)
    throw new Error(`no pair's name contains "${only}"; names are like ${pairName(programs[0]!, 0)}`);
  const roads = options.roads ?? (await loadRoads(limits));
  const rows: PairRow[] = [];
  const curves: LossCurve[] = [];
  const draws = new Map<string, Differences>();
  let compiling = 0;
  let loading = 0;
  for (const [program, seeds] of chosen) {
    const file = `${program.name}.scm`;
    const atCompile = performance.now();
    const compiled = await roads.compiled(sourceOf(program), { file });
    const atLoad = performance.now();
    const interpreted = await (program.experiment === "tower"
      ? roads.interpreted(towerSourceOf(program), { file, trusted: true })
      : roads.interpreted(sourceOf(program), { file }));
    compiling += atLoad - atCompile;
    loading += performance.now() - atLoad;
    try {
      const constants = [...compiled.parameters.values()].map(({ initial }) => initial);
      const data = dataOf(program);
      const epochs = Math.min(program.epochs ?? RECIPE.epochs, quick ? QUICK_EPOCHS : RECIPE.epochs);
      for (const seed of seeds) {
        signal?.throwIfAborted();
        const trained = train({ compiled, interpreted }, startOf(constants, seed), data, epochs);
        rows.push(rowOf(program, seed, trained));
        if (seed === seeds[0]) curves.push({ name: program.name, losses: trained.losses });
        onProgress?.(pairName(program, seed), rows.length / total);
        await setImmediate();
      }
      if (program.experiment === "A") draws.set(program.name, compareDraws({ compiled, interpreted }));
    } finally {
      compiled.dispose();
      interpreted.dispose();
    }
  }
  const times = {
    secondsCompiling: compiling / 1000,
    secondsLoading: loading / 1000,
    seconds: (performance.now() - began) / 1000,
  };
  const summary = summaryOf(rows, draws, times, quick);
  const seeds = [...new Set(rows.map(({ seed }) => seed))].sort((a, b) => a - b);
  const plain = rows.map((row) => ({ ...row }));
  return {
    report: {
      study: "fidelity",
      summary: { ...summary },
      rows: plain,
      record: await recordOf("compiled and interpreter", seeds),
    },
    pairs: rows,
    text: describeFidelity(rows, summary),
    ...(summary.failures.length > 0 ? { failure: `the roads disagree: ${someOf(summary.failures)}` } : {}),
    files: async () =>
      new Map([
        ["fidelity.csv", csv(plain)],
        ["fidelity.svg", await plotFidelity(curves, summary)],
      ]),
  };
}

function chosenPairs(quick: boolean, only: string): Map<FidelityProgram, readonly number[]> {
  const chosen = new Map<FidelityProgram, readonly number[]>();
  for (const program of programs) {
    if (quick && program.experiment === "tower" && program !== towerPrograms[0]) continue;
    const seeds = Array.from({ length: quick ? 1 : program.seeds }, (_, seed) => seed).filter((seed) =>
      pairName(program, seed).includes(only),
    );
    if (seeds.length > 0) chosen.set(program, seeds);
  }
  return chosen;
}

export function pairName({ experiment, name }: FidelityProgram, seed: number): string {
  return `${experiment} ${name} #${seed}`;
}

function rowOf(program: FidelityProgram, seed: number, trained: Trained): PairRow {
  const { compiled, interpreted } = trained;
  const error = ({ parameters }: Run): number =>
    Math.max(...Object.values(program.truth).map((truth, j) => Math.abs(parameters[j]! - truth)));
  return {
    experiment: program.experiment,
    program: program.name,
    seed,
    higherOrder: program.higherOrder,
    compiledConvergedAt: compiled.convergedAt,
    compiledEpochs: compiled.epochs,
    compiledLoss: compiled.loss,
    compiledParameterError: error(compiled),
    interpretedConvergedAt: interpreted.convergedAt,
    interpretedEpochs: interpreted.epochs,
    interpretedLoss: interpreted.loss,
    interpretedParameterError: error(interpreted),
    partedAt: trained.partedAt,
    ended: compiled.ended ?? interpreted.ended,
    comparisons: trained.comparisons,
    maxValueDifference: trained.maxValueDifference,
    maxRelativeGradientDifference: trained.maxGradientDifference,
    maxOfAllowed: trained.maxOfAllowed,
    holds: holds(trained),
  };
}

function summaryOf(
  rows: readonly PairRow[],
  draws: ReadonlyMap<string, Differences>,
  times: Pick<FidelitySummary, "secondsCompiling" | "secondsLoading" | "seconds">,
  quick: boolean,
): FidelitySummary {
  const count = (holds: (row: PairRow) => boolean): number => rows.filter(holds).length;
  const largest = (value: (row: PairRow) => number): number => Math.max(...rows.map(value));
  const drawn = [...draws.values()];
  const failures = [
    ...rows.filter((row) => !row.holds).map((row) => `${row.experiment} ${row.program} #${row.seed}`),
    ...[...draws]
      .filter(([, differences]) => !holds(differences))
      .map(([name]) => `A ${name}, drawn parameters`),
  ];
  return {
    pairs: rows.length,
    publishedPairs: count(({ experiment }) => "ABC".includes(experiment)),
    ownPairs: count(({ experiment }) => experiment === "own"),
    towerPairs: count(({ experiment }) => experiment === "tower"),
    higherOrderPairs: count(({ higherOrder }) => higherOrder),
    programs: new Set(rows.map(({ program }) => program)).size,
    comparisons: rows.reduce((sum, row) => sum + row.comparisons, 0),
    maxValueDifference: Math.max(
      largest((row) => row.maxValueDifference),
      ...drawn.map((differences) => differences.maxValueDifference),
    ),
    maxRelativeGradientDifference: Math.max(
      largest((row) => row.maxRelativeGradientDifference),
      ...drawn.map((differences) => differences.maxGradientDifference),
    ),
    maxOfAllowed: Math.max(
      largest((row) => row.maxOfAllowed),
      ...drawn.map((differences) => differences.maxOfAllowed),
    ),
    tolerance: GRADIENT_TOLERANCE,
    drawsCompared: drawn.reduce((sum, { comparisons }) => sum + comparisons, 0),
    failures,
    converged: count(({ compiledConvergedAt }) => compiledConvergedAt !== null),
    sameEpoch: count((row) => row.compiledConvergedAt === row.interpretedConvergedAt),
    // Runs that ended at a loss that is no number have no gap.
    maxLossGap: largest(({ compiledLoss, interpretedLoss }) =>
      Number.isFinite(compiledLoss - interpretedLoss) ? Math.abs(compiledLoss - interpretedLoss) : 0,
    ),
    recipe: RECIPE,
    ...times,
    notes: [
      "Programs are written here from the published formulas; starts come from another generator, so epochs differ from the published ones.",
      "As in the published recipe a run goes on for 50 epochs after its first loss below the threshold, and its last loss counts.",
      ...(quick
        ? [
            `--quick: seed 0 of every program, one tower, at most ${QUICK_EPOCHS} epochs; few runs converge in them.`,
          ]
        : []),
    ],
  };
}

/** The first five names; the table has them all. */
function someOf(names: readonly string[]): string {
  const more = names.length > 5 ? `; and ${names.length - 5} more` : "";
  return names.slice(0, 5).join("; ") + more;
}
