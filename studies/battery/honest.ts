// An honest protocol beside the published one: everything that a forecast uses is known when it is made.
//
// - The axis is the cycle number. The origin is the first cycle at which the median of the last 11 capacities is at or below 0.95 (late) or 0.98
//   (early) of the first; it is put at k = 70, so that the programs' initial values keep their meaning.
// - Life ends with the first cycle at or below 0.88 Ah (the last recorded one if there is none). Scores are taken at 30 cycles equally spaced from the origin to there,
//   and over the cycle at which 0.88 Ah is reached.
// - Structure and strength of the prior are chosen on the authors' training cells, by forecasts of each fifth from the lives of the other four. They are
//   reported on the authors' two test sets and on HUST, with a prior from all training cells.
// Invariant: of a cell that is forecast, nothing after its origin enters; test cells enter nothing but their own forecasts.
import {
  fitSeriesOnThreads,
  type SeriesFit,
  type ThreadRunOptions,
  type Threads,
} from "../../calibrate/index.js";
import { END_OF_LIFE, median, type Series, windows } from "./cells.js";
import { interpolated } from "./grid.js";
import { priorFrom } from "./hierarchy.js";
import { type Pooled, pooled, scoreOf } from "./pooled.js";
import { CONTROL, programOf, STRENGTHS } from "./published.js";
import type { Score } from "./scores.js";
import { ENTRY, kneeStarts, STRUCTURE_NAMES, type StructureName } from "./structures.js";

/** Share of the first capacity at the origin. */
export const ORIGINS = { late: 0.95, early: 0.98 } as const;
export type OriginName = keyof typeof ORIGINS;

const SMOOTHED = 11;
const FITTED = 70;
const SCORED = 30;
const FOLDS = 5;
/** How far a forecast is followed for the end of life: ten times the history. */
const FARTHEST = 10 * FITTED;

export interface HonestCell {
  readonly id: string;
  readonly group: string;
  /** Windows of the fitted cycles: place on the axis (0 to 70), capacity relative to the first. */
  readonly at: Float64Array;
  readonly health: Float64Array;
  /** Where it is scored, from the origin to the end of life. */
  readonly ask: Float64Array;
  readonly truth: Float64Array;
  /** The whole life in windows, for priors of other cells. */
  readonly life: { readonly at: Float64Array; readonly health: Float64Array };
  /** Relative capacity at the end of life, known beforehand, and its place on the axis. */
  readonly endLevel: number;
  readonly end: number;
}

/** A cell cut at its origin; undefined when the origin comes too early to fit anything or never. */
export function honestCell(
  { id, group, series }: { readonly id: string; readonly group: string; readonly series: Series },
  share: number,
): HonestCell | undefined {
  const last = series.capacities.findIndex((q) => q <= END_OF_LIFE);
  const count = last === -1 ? series.capacities.length : last + 1;
  const first = series.capacities[0]!;
  const health = series.capacities.slice(0, count).map((q) => q / first);
  const cycles = series.cycles.slice(0, count);
  const origin = health.findIndex(
    (_, i) => i >= SMOOTHED - 1 && median(health.subarray(i - SMOOTHED + 1, i + 1)) <= share,
  );
  if (origin < FITTED || origin >= count - 1) return undefined;
  const unit = FITTED / (cycles[origin]! - cycles[0]!);
  const placed = (x: Float64Array): Float64Array => x.map((cycle) => (cycle - cycles[0]!) * unit);
  const fitted = windows(
    { cycles: cycles.subarray(0, origin), capacities: health.subarray(0, origin) },
    FITTED,
  );
  const life = windows({ cycles, capacities: health }, 2 * FITTED);
  const step = (cycles.at(-1)! - cycles[origin]!) / SCORED;
  const scored = Float64Array.from({ length: SCORED }, (_, i) => cycles[origin]! + (i + 1) * step);
  return {
    ...{ id, group, at: placed(fitted.cycles), health: fitted.capacities },
    ...{ ask: placed(scored), truth: interpolated(cycles, health, scored) },
    life: { at: placed(life.cycles), health: life.capacities },
    endLevel: END_OF_LIFE / first,
    end: placed(cycles.slice(-1))[0]!,
  };
}

/** A forecast of one cell: its score, and how far it is off at the end of life. */
interface Forecast {
  readonly score: Score;
  /** |forecast - actual| / actual length of life; infinite when the forecast does not reach the level. */
  readonly lifeError: number;
}

export interface Choice {
  readonly structure: StructureName;
  /** Undefined: no prior. */
  readonly strength: number | undefined;
  /** On the training cells. */
  readonly validation: number;
}

export interface HonestScore extends Pooled {
  /** Median over cells of the relative error of the length of life. */
  readonly medianLifeError: number | null;
}

export interface HonestResult {
  readonly origin: OriginName;
  /** Cells by set: fitted, and those left out because they have no usable origin. */
  readonly counts: Readonly<Record<string, { readonly used: number; readonly leftOut: number }>>;
  /** All candidates on the training cells, best first. */
  readonly candidates: readonly Choice[];
  readonly chosen: Choice;
  /** By test set and forecast. */
  readonly tests: Readonly<Record<string, Readonly<Record<string, HonestScore>>>>;
}

export interface HonestInput {
  readonly training: readonly Recorded[];
  /** By name. */
  readonly tests: Readonly<Record<string, readonly Recorded[]>>;
  readonly threads: Threads;
  readonly run: ThreadRunOptions;
  readonly onStep?: (message: string) => void;
}

/** A cell as it was recorded. */
type Recorded = { readonly id: string; readonly group: string; readonly series: Series };

export async function honest(input: HonestInput, name: OriginName): Promise<HonestResult> {
  const { threads, run, onStep } = input;
  const share = ORIGINS[name];
  const cut = (cells: readonly Recorded[]): HonestCell[] =>
    cells.flatMap((cell) => honestCell(cell, share) ?? []);
  const training = cut(input.training);
  const tests = Object.fromEntries(Object.entries(input.tests).map(([set, cells]) => [set, cut(cells)]));
  const candidates: Choice[] = [];
  const lives = new Map<StructureName, SeriesFit[]>();
  for (const structure of STRUCTURE_NAMES) {
    const whole = await lifeFits(structure, training, threads, run);
    lives.set(structure, whole);
    const alone = await fitAlone(structure, training, threads, run);
    const rated = (strength: number | undefined, forecasts: readonly Forecast[]): void => {
      candidates.push({ structure, strength, validation: pooled(forecasts.map(({ score }) => score)).rmse });
    };
    rated(undefined, forecastsOf(alone, training));
    for (const strength of STRENGTHS) {
      const fits = await fitWithPrior(
        structure,
        training,
        training.map((_, i) =>
          priorFrom(
            whole.filter((_, j) => j % FOLDS !== i % FOLDS),
            strength,
          ),
        ),
        alone,
        threads,
        run,
      );
      rated(strength, forecastsOf(fits, training));
    }
    onStep?.(`${structure}: validated on ${training.length} training cells`);
  }
  candidates.sort((a, b) => a.validation - b.validation);
  const chosen = candidates[0]!;
  const scores: Record<string, Record<string, HonestScore>> = {};
  for (const [set, cells] of Object.entries(tests)) {
    const one: Record<string, HonestScore> = {};
    for (const structure of STRUCTURE_NAMES) {
      const alone = await fitAlone(structure, cells, threads, run);
      one[`${structure}, alone`] = summarised(forecastsOf(alone, cells));
      const best = candidates.find(
        (candidate) => candidate.structure === structure && candidate.strength !== undefined,
      )!;
      const prior = priorFrom(lives.get(structure)!, best.strength!);
      const fits = await fitWithPrior(
        structure,
        cells,
        cells.map(() => prior),
        alone,
        threads,
        run,
      );
      one[`${structure}, prior`] = summarised(forecastsOf(fits, cells));
    }
    Object.assign(one, simple(cells));
    scores[set] = one;
    onStep?.(`${set}: ${cells.length} cells forecast`);
  }
  const counts = Object.fromEntries(
    [
      ["training", input.training, training] as const,
      ...Object.entries(input.tests).map(([set, cells]) => [set, cells, tests[set]!] as const),
    ].map(([set, all, used]) => [set, { used: used.length, leftOut: all.length - used.length }]),
  );
  return { origin: name, counts, candidates, chosen, tests: scores };
}

/** The name under which `tests` has the chosen forecast. */
export function chosenName({ structure, strength }: Choice): string {
  return `${structure}, ${strength === undefined ? "alone" : "prior"}`;
}

/** Where the end of life is looked for: quarter steps of the axis from the origin on. */
const LATER = Float64Array.from({ length: 4 * (FARTHEST - FITTED) }, (_, i) => FITTED + (i + 1) / 4);

function asked({ ask }: HonestCell): Float64Array {
  const all = new Float64Array(ask.length + LATER.length);
  all.set(ask);
  all.set(LATER, ask.length);
  return all;
}

function fitAlone(
  structure: StructureName,
  cells: readonly HonestCell[],
  threads: Threads,
  run: ThreadRunOptions,
): Promise<SeriesFit[]> {
  const starts = kneeStarts(structure, FITTED);
  const series = cells.map((cell) => ({
    columns: [cell.at],
    target: cell.health,
    ask: [asked(cell)],
    starts,
  }));
  return fitSeriesOnThreads(
    threads,
    { program: programOf(structure), predict: ENTRY, series, options: CONTROL },
    run,
  );
}

function lifeFits(
  structure: StructureName,
  cells: readonly HonestCell[],
  threads: Threads,
  run: ThreadRunOptions,
): Promise<SeriesFit[]> {
  const starts = kneeStarts(structure, 1.3 * FITTED);
  const series = cells.map(({ life }) => ({ columns: [life.at], target: life.health, starts }));
  return fitSeriesOnThreads(
    threads,
    { program: programOf(structure), predict: ENTRY, series, options: CONTROL },
    run,
  );
}

function fitWithPrior(
  structure: StructureName,
  cells: readonly HonestCell[],
  priors: readonly ReturnType<typeof priorFrom>[],
  alone: readonly SeriesFit[],
  threads: Threads,
  run: ThreadRunOptions,
): Promise<SeriesFit[]> {
  const series = cells.map((cell, i) => ({
    ...{ columns: [cell.at], target: cell.health, ask: [asked(cell)], prior: priors[i]! },
    starts: [priors[i]!.mean, alone[i]!.x],
  }));
  const options = { ...CONTROL, drawn: 0 };
  return fitSeriesOnThreads(threads, { program: programOf(structure), predict: ENTRY, series, options }, run);
}

function forecastsOf(fits: readonly SeriesFit[], cells: readonly HonestCell[]): Forecast[] {
  return cells.map((cell, i) => {
    const { predictions } = fits[i]!;
    return judged(cell, predictions.subarray(0, SCORED), predictions.subarray(SCORED));
  });
}

function judged({ truth, endLevel, end }: HonestCell, scored: Float64Array, later: Float64Array): Forecast {
  const reached = later.findIndex((health) => health <= endLevel);
  const lifeError = reached === -1 ? Number.POSITIVE_INFINITY : Math.abs(LATER[reached]! - end) / end;
  return { score: scoreOf(scored, truth), lifeError };
}

/** Persistence, and the straight line through the last third of the history. */
function simple(cells: readonly HonestCell[]): Record<string, HonestScore> {
  const by = (predict: (cell: HonestCell) => (k: number) => number) =>
    summarised(cells.map((cell) => judged(cell, cell.ask.map(predict(cell)), LATER.map(predict(cell)))));
  return {
    "line, last third": by(({ at, health }) => {
      const from = Math.floor((2 * at.length) / 3);
      const [x, y] = [at.subarray(from), health.subarray(from)];
      const centre = x.reduce((sum, v) => sum + v, 0) / x.length;
      const level = y.reduce((sum, v) => sum + v, 0) / y.length;
      const products = x.reduce((sum, v, i) => sum + (v - centre) * (y[i]! - level), 0);
      const squares = x.reduce((sum, v) => sum + (v - centre) ** 2, 0);
      return (k) => level + (products / squares) * (k - centre);
    }),
    persistence: by(
      ({ health }) =>
        () =>
          health.at(-1)!,
    ),
  };
}

function summarised(forecasts: readonly Forecast[]): HonestScore {
  const error = median(forecasts.map(({ lifeError }) => lifeError));
  return {
    ...pooled(forecasts.map(({ score }) => score)),
    medianLifeError: Number.isFinite(error) ? error : null,
  };
}
