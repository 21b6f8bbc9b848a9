// The published structures, part by part: their recipe, converged fits, priors, differential evolution, and the honest protocol.
// Invariant: always through the interpreter, over threads, whatever engine was chosen for the rest of the study; the same numbers for any number of threads.

import type { ThreadRunOptions } from "../../calibrate/index.js";
import type { StudyOptions } from "../study.js";
import { openThreads } from "../threads.js";
import { gridOf, livesOf, SPLIT_NAMES, SPLITS, type SplitName } from "./grid.js";
import { type HonestResult, honest, ORIGINS, type OriginName } from "./honest.js";
import { type Pooled, pooled } from "./pooled.js";
import {
  converged,
  evolution,
  type Fitted,
  recipe,
  references,
  type Setting,
  wholeLives,
  withPrior,
} from "./published.js";
import { RECIPE } from "./recipe.js";
import { pooledRmse, type Score } from "./scores.js";
import { readHust, readSeverson, type SeversonCell } from "./sources.js";
import { STRUCTURE_NAMES, type StructureName } from "./structures.js";

/** Ways to fit, in the order of the tables. */
export const WAYS = ["published", "converged", "prior", "evolution", "evolutionAsAdam"] as const;
export type Way = (typeof WAYS)[number];

export interface StructureRow {
  readonly structure: StructureName;
  readonly split: SplitName;
  readonly way: Way;
  readonly forecast: Pooled;
  /** √ of the mean over cells of the mean squared error on the fitted points. */
  readonly trainRmse: number;
  /** Cells whose training error is above that of the published recipe, or, for differential evolution, above the converged fit by more than 1 %. */
  readonly worseOnTraining: number | null;
  /** Of a converged fit and of differential evolution: median over cells of the evaluations of all fitted points. */
  readonly medianEvaluations: number;
  /** How converged fits ended. */
  readonly reasons?: Readonly<Record<string, number>>;
  /** By batch: the strength of the prior that was best on the other two, with its error there. */
  readonly strengths?: Readonly<Record<string, { readonly strength: number; readonly innerRmse: number }>>;
}

/** What the sizes that are not public decide, and the random jitter: the recipe's forecast of the sigmoid knee. */
export interface SizeRow {
  readonly fastSize: number;
  readonly seed: number;
  readonly late: number;
  readonly early: number;
}

export interface StructuresOutcome {
  readonly cells: number;
  readonly rows: readonly StructureRow[];
  readonly references: Readonly<Record<SplitName, Readonly<Record<string, Pooled>>>>;
  /** The structure that is best on other batches with a prior, for each batch, and the pooled error of these choices. */
  readonly chosen: Readonly<
    Record<
      SplitName,
      { readonly byBatch: Readonly<Record<string, StructureName>>; readonly forecast: Pooled }
    >
  > | null;
  readonly sizes: readonly SizeRow[];
  readonly honest: readonly HonestResult[];
  /** The converged fits of the sigmoid knee to all cells at the late split, on threads that have started. */
  readonly secondsPerStructure: number;
  /** The same in processor time over all threads. */
  readonly cpuSecondsPerStructure: number;
  readonly threads: number;
  readonly seconds: number;
}

const SLOWEST = "sigmoid-knee";
const SIZES_TRIED = [0.001, 0.0012, 0.0015, 1] as const;
const SEEDS_TRIED = [0, 1, 2] as const;

export interface StructuresOptions extends Pick<StudyOptions, "signal" | "quick"> {
  readonly onStep?: (message: string, share: number) => void;
  readonly threads?: number;
}

/** `quick`: the published recipe and the converged fits of the sigmoid knee alone. */
export async function runStructures({
  quick = false,
  signal,
  onStep,
  threads: wanted,
}: StructuresOptions): Promise<StructuresOutcome> {
  const began = performance.now();
  const run: ThreadRunOptions = signal ? { signal } : {};
  const severson = await readSeverson();
  const cells = livesOf(severson.map(({ id, batch, series }) => ({ id, group: batch, series }))).map(gridOf);
  const threads = await openThreads(wanted);
  const setting: Setting = { cells, threads, run };
  const structures = quick ? ([SLOWEST] as const) : STRUCTURE_NAMES;
  const steps = quick ? 2 : 2 * STRUCTURE_NAMES.length + 4;
  let done = 0;
  const step = (message: string): void => onStep?.(message, ++done / steps);
  try {
    const rows: StructureRow[] = [];
    const priors: PriorOutcome[] = [];
    const slowest = { secondsPerStructure: Number.NaN, cpuSecondsPerStructure: Number.NaN };
    for (const structure of structures) {
      const lives = quick ? [] : await wholeLives(setting, structure);
      for (const split of SPLIT_NAMES) {
        const published = await recipe(setting, structure, split);
        const started = { wall: performance.now(), cpu: process.cpuUsage() };
        const best = await converged(setting, structure, split);
        if (structure === SLOWEST && split === "late") {
          const { user, system } = process.cpuUsage(started.cpu);
          slowest.secondsPerStructure = (performance.now() - started.wall) / 1000;
          slowest.cpuSecondsPerStructure = (user + system) / 1e6;
        }
        const row = rowsFor(structure, split, rows);
        const evaluations = best.fits.map((fit) => fit.evaluations);
        row(
          "published",
          published,
          cells.map(() => RECIPE.iterations),
          null,
        );
        row("converged", best, evaluations, worse(best, published, 1e-9), {
          reasons: counted(best.fits.map((fit) => fit.reason)),
        });
        if (!quick) {
          const prior = await withPrior(setting, structure, split, lives, best.fits);
          priors.push({ structure, split, ...prior });
          row("prior", prior, evaluations, null, { strengths: prior.chosen });
          const evolved = await evolution(setting, structure, split, evaluations);
          row("evolution", evolved, evaluations, worse(evolved, best, 0.01));
          const asAdam = cells.map(() => RECIPE.iterations);
          const short = await evolution(setting, structure, split, asAdam);
          row("evolutionAsAdam", short, asAdam, worse(short, best, 0.01));
        }
        step(`${structure}, ${split}`);
      }
    }
    const sizes = quick ? [] : await sizeRows(setting);
    if (!quick) step("sizes that are not public");
    const honestResults: HonestResult[] = [];
    if (!quick) {
      const hust = (await readHust()).map((cell) => ({ ...cell, group: "hust" }));
      const training = ofSplit(severson, "train");
      const tests = {
        "primary test": ofSplit(severson, "primary_test"),
        "secondary test": ofSplit(severson, "secondary_test"),
        HUST: hust,
      };
      for (const origin of Object.keys(ORIGINS) as OriginName[]) {
        honestResults.push(await honest({ training, tests, threads, run }, origin));
        step(`honest protocol, ${origin}`);
      }
    }
    return {
      ...{
        cells: cells.length,
        rows,
        sizes,
        honest: honestResults,
        ...slowest,
        threads: threads.threads,
      },
      references: bySplit((split) =>
        Object.fromEntries(
          Object.entries(references(cells, split)).map(([name, scores]) => [name, pooled(scores)]),
        ),
      ),
      chosen: quick
        ? null
        : bySplit((split) =>
            chosenOn(
              priors.filter((one) => one.split === split),
              cells.map(({ group }) => group),
            ),
          ),
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    await threads.close();
  }
}

type PriorOutcome = Awaited<ReturnType<typeof withPrior>> & {
  readonly structure: StructureName;
  readonly split: SplitName;
};

/** For each batch the structure whose best strength has the least error on the other two. */
function chosenOn(priors: readonly PriorOutcome[], groups: readonly string[]) {
  const batches = [...new Set(groups)];
  const best = new Map(
    batches.map((batch) => [
      batch,
      priors.reduce((a, b) => (b.chosen[batch]!.innerRmse < a.chosen[batch]!.innerRmse ? b : a)),
    ]),
  );
  const scores: Score[] = groups.map((group, i) => best.get(group)!.scores[i]!);
  return {
    byBatch: Object.fromEntries([...best].map(([batch, { structure }]) => [batch, structure])),
    forecast: pooled(scores),
  };
}

function rowsFor(structure: StructureName, split: SplitName, rows: StructureRow[]) {
  return (
    way: Way,
    { scores, meanSquares }: Fitted,
    evaluations: readonly number[],
    worseOnTraining: number | null,
    more: Pick<StructureRow, "reasons" | "strengths"> = {},
  ): void => {
    const trainRmse = Math.sqrt(meanSquares.reduce((sum, value) => sum + value, 0) / meanSquares.length);
    const medianEvaluations = [...evaluations].sort((a, b) => a - b)[evaluations.length >> 1]!;
    rows.push({
      structure,
      split,
      way,
      forecast: pooled(scores),
      trainRmse,
      worseOnTraining,
      medianEvaluations,
      ...more,
    });
  };
}

/** Cells whose training error exceeds that of another fit by more than a share of it. */
function worse(one: Fitted, other: Fitted, share: number): number {
  return one.meanSquares.filter((value, i) => value > other.meanSquares[i]! * (1 + share)).length;
}

function counted(reasons: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

async function sizeRows(setting: Setting): Promise<SizeRow[]> {
  const tries = [
    ...SIZES_TRIED.map((fastSize) => ({ fastSize, seed: 0 })),
    ...SEEDS_TRIED.slice(1).map((seed) => ({ fastSize: 0.0012, seed })),
  ];
  const error = async (fastSize: number, seed: number, split: SplitName): Promise<number> =>
    pooledRmse((await recipe(setting, SLOWEST, split, { seed }, [1, 1, fastSize, 1, 1])).scores);
  return Promise.all(
    tries.map(async ({ fastSize, seed }) => {
      const [late, early] = await Promise.all([
        error(fastSize, seed, "late"),
        error(fastSize, seed, "early"),
      ]);
      return { fastSize, seed, late, early };
    }),
  );
}

function ofSplit(cells: readonly SeversonCell[], split: string) {
  return cells.flatMap(({ id, kept, series, ...cell }) =>
    kept && cell.split === split ? [{ id, group: split, series }] : [],
  );
}

function bySplit<T>(value: (split: SplitName) => T): Record<SplitName, T> {
  return Object.fromEntries(
    (Object.keys(SPLITS) as SplitName[]).map((split) => [split, value(split)]),
  ) as Record<SplitName, T>;
}
