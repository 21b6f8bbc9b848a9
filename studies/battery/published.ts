// The published experiment on its own terms: life fraction as the axis, five structures, late and early split.
//
// Each structure is fitted to each cell in three ways: by the published recipe; until it converges; and with a prior from whole lives of
// cells of other batches. Beside it, differential evolution with as many evaluations as the converged fit of the same cell.
// Invariants: no point behind the origin enters a cell's own fit; the prior of a cell, its strength, and the choice among structures come from cells of
// other batches alone.
import type { Series, SeriesFit, ThreadRunOptions, Threads } from "../../calibrate/index.js";
import { fitSeriesOnThreads } from "../../calibrate/index.js";
import type { EvolutionInput } from "./evolution.js";
import { type GridCell, POINTS, SPLITS, type SplitName, scoredPoints } from "./grid.js";
import { priorFrom } from "./hierarchy.js";
import { scoreOf } from "./pooled.js";
import { type Descent, RECIPE, type RecipeInput, type RecipeOptions } from "./recipe.js";
import { pooledRmse, type Score } from "./scores.js";
import { ENTRY, kneeStarts, SIZES, STRUCTURES, type StructureName } from "./structures.js";

/** How many rows count as one, as far as a validation may choose. */
export const STRENGTHS = [1, 10, 100, 1000, 10_000] as const;

/**
 * When a fit counts as converged: the linear model promises to lower the sum of squares by a part in 10⁸, or a step is a millionth of the
 * constants. A cell that does not determine its knee has a valley that falls for ever, ever less.
 */
export const CONTROL = {
  drawn: 4,
  acceleration: true,
  reductionTolerance: 1e-8,
  stepTolerance: 1e-6,
  maxEvaluations: 1000,
} as const;

export const EVERY_POINT = Float64Array.from({ length: POINTS }, (_, k) => k);

export interface Setting {
  readonly cells: readonly GridCell[];
  readonly threads: Threads;
  readonly run: ThreadRunOptions;
}

/** Scores by cell, and what the fits were. */
export interface Fitted {
  readonly scores: readonly Score[];
  /** Mean squared error over each cell's fitted points. */
  readonly meanSquares: readonly number[];
}

export function programOf(structure: StructureName) {
  return { text: STRUCTURES[structure], file: `${structure}.scm` };
}

function pointsOf(split: SplitName) {
  const origin = SPLITS[split];
  const ask = scoredPoints(origin);
  const at = EVERY_POINT.slice(0, origin);
  return {
    ...{ origin, ask, at },
    target: ({ health }: GridCell) => health.slice(0, origin),
    truth: ({ health }: GridCell) => ask.map((k) => health[k]!),
  };
}

/** The published recipe: one descent over all cells, one job. */
export async function recipe(
  { cells, threads, run }: Setting,
  structure: StructureName,
  split: SplitName,
  options: Partial<RecipeOptions> = {},
  sizes: readonly (number | "unit")[] = SIZES[structure],
): Promise<Fitted & { readonly fits: readonly Descent[] }> {
  const { at, ask, target, truth } = pointsOf(split);
  const input = {
    ...{ program: programOf(structure), entry: ENTRY, sizes, at, ask },
    ...{ targets: cells.map(target), options: { ...RECIPE, ...options } },
  };
  const [fits] = await threads.run<RecipeInput, Descent[]>("batteryRecipe", [input], run);
  return ofDescents(fits!, cells, truth);
}

/** Least squares until it converges, from the published initial values and mixed starts around them. */
export async function converged(
  { cells, threads, run }: Setting,
  structure: StructureName,
  split: SplitName,
): Promise<Fitted & { readonly fits: readonly SeriesFit[] }> {
  const { at, ask, target, truth } = pointsOf(split);
  const starts = kneeStarts(structure, at.length);
  const fits = await fitSeriesOnThreads(
    threads,
    {
      program: programOf(structure),
      predict: ENTRY,
      series: cells.map((cell) => ({ columns: [at], target: target(cell), ask: [ask], starts })),
      options: CONTROL,
    },
    run,
  );
  return ofSeries(fits, cells, truth);
}

/** Each structure's fit to whole lives: what a prior for other cells is made of. */
export function wholeLives({ cells, threads, run }: Setting, structure: StructureName): Promise<SeriesFit[]> {
  const starts = kneeStarts(structure, POINTS);
  const series = cells.map(({ health }) => ({ columns: [EVERY_POINT], target: health, starts }));
  return fitSeriesOnThreads(
    threads,
    { program: programOf(structure), predict: ENTRY, series, options: CONTROL },
    run,
  );
}

/** Differential evolution, cell by cell, with a number of evaluations for each. */
export async function evolution(
  { cells, threads, run }: Setting,
  structure: StructureName,
  split: SplitName,
  evaluations: readonly number[],
): Promise<Fitted> {
  const { at, ask, target, truth } = pointsOf(split);
  const jobs = cells.map((cell, i) => ({
    ...{ program: programOf(structure), entry: ENTRY, at, ask, seed: 1 },
    ...{ targets: [target(cell)], evaluations: [evaluations[i]!] },
  }));
  const fits = await threads.run<EvolutionInput, Descent[]>("batteryEvolution", jobs, run);
  return ofDescents(fits.flat(), cells, truth);
}

/** With a prior from other batches, its strength chosen on other batches. */
export interface WithPrior extends Fitted {
  /** By the batch that is forecast: the strength that was best on the others, and the error there. */
  readonly chosen: Readonly<Record<string, { readonly strength: number; readonly innerRmse: number }>>;
}

export async function withPrior(
  { cells, threads, run }: Setting,
  structure: StructureName,
  split: SplitName,
  lives: readonly SeriesFit[],
  alone: readonly SeriesFit[],
): Promise<WithPrior> {
  const { at, ask, target, truth } = pointsOf(split);
  const batches = [...new Set(cells.map(({ group }) => group))];
  const livesOf = (from: readonly string[]) => lives.filter((_, i) => from.includes(cells[i]!.group));
  const membersOf = (batch: string) => [...cells.keys()].filter((i) => cells[i]!.group === batch);
  const forecast = async (tasks: readonly { batch: string; from: readonly string[]; strength: number }[]) => {
    const series = tasks.flatMap(({ batch, from, strength }): Series[] => {
      const prior = priorFrom(livesOf(from), strength);
      return membersOf(batch).map((i) => ({
        ...{ columns: [at], target: target(cells[i]!), ask: [ask], prior },
        starts: [prior.mean, alone[i]!.x],
      }));
    });
    const fits = await fitSeriesOnThreads(
      threads,
      { program: programOf(structure), predict: ENTRY, series, options: { ...CONTROL, drawn: 0 } },
      run,
    );
    let next = 0;
    return tasks.map(({ batch }) =>
      membersOf(batch).map((i) => {
        const fit = fits[next++]!;
        return { meanSquare: fit.meanSquare, score: scoreOf(fit.predictions, truth(cells[i]!)) };
      }),
    );
  };
  // Inner: each batch from one other, so that the third, which is then forecast, has had no part in it.
  const pairs = batches.flatMap((batch) =>
    batches.filter((other) => other !== batch).map((other) => ({ batch, from: [other] })),
  );
  const inner = pairs.flatMap((pair) => STRENGTHS.map((strength) => ({ ...pair, strength })));
  const tried = await forecast(inner);
  const chosen = Object.fromEntries(
    batches.map((batch) => {
      const errors = STRENGTHS.map((strength) => ({
        strength,
        innerRmse: pooledRmse(
          tried
            .filter(
              (_, t) =>
                inner[t]!.strength === strength &&
                inner[t]!.batch !== batch &&
                !inner[t]!.from.includes(batch),
            )
            .flatMap((results) => results.map(({ score }) => score)),
        ),
      }));
      return [batch, errors.reduce((best, one) => (one.innerRmse < best.innerRmse ? one : best))];
    }),
  );
  const outer = await forecast(
    batches.map((batch) => ({
      batch,
      from: batches.filter((other) => other !== batch),
      strength: chosen[batch]!.strength,
    })),
  );
  const scores: Score[] = [];
  const meanSquares: number[] = [];
  for (const [b, batch] of batches.entries())
    for (const [m, i] of membersOf(batch).entries()) {
      scores[i] = outer[b]![m]!.score;
      meanSquares[i] = outer[b]![m]!.meanSquare;
    }
  return { scores, meanSquares, chosen };
}

/** Forecasts that need no program, at the same points: the last fitted value, and the straight line through all fitted ones. */
export function references(
  cells: readonly GridCell[],
  split: SplitName,
): Readonly<Record<"persistence" | "line", readonly Score[]>> {
  const { origin, ask, target, truth } = pointsOf(split);
  const scored = (predict: (fitted: Float64Array) => (k: number) => number) =>
    cells.map((cell) => scoreOf(ask.map(predict(target(cell))), truth(cell)));
  const line = (fitted: Float64Array) => {
    const centre = (origin - 1) / 2;
    const level = fitted.reduce((sum, y) => sum + y, 0) / origin;
    const products = fitted.reduce((sum, y, k) => sum + (k - centre) * (y - level), 0);
    const squares = fitted.reduce((sum, _, k) => sum + (k - centre) ** 2, 0);
    return (k: number) => level + (products / squares) * (k - centre);
  };
  return { persistence: scored((fitted) => () => fitted.at(-1)!), line: scored(line) };
}

function ofDescents(
  fits: readonly Descent[],
  cells: readonly GridCell[],
  truth: (cell: GridCell) => Float64Array,
): Fitted & { readonly fits: readonly Descent[] } {
  return {
    fits,
    scores: fits.map(({ predictions }, i) => scoreOf(predictions, truth(cells[i]!))),
    meanSquares: fits.map(({ meanSquare }) => meanSquare),
  };
}

function ofSeries(
  fits: readonly SeriesFit[],
  cells: readonly GridCell[],
  truth: (cell: GridCell) => Float64Array,
): Fitted & { readonly fits: readonly SeriesFit[] } {
  return {
    fits,
    scores: fits.map(({ predictions }, i) => scoreOf(predictions, truth(cells[i]!))),
    meanSquares: fits.map(({ meanSquare }) => meanSquare),
  };
}
