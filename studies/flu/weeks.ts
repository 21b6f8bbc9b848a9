// The weekly series and what a forecast may know of them: rows of an origin week, a region and a horizon.
// Invariant: a row's arguments are observations up to its origin and means over the training seasons; its target is later than both. (Published
// values were revised after their week; the file has the last ones, so a real forecast would have known a little less.)
import { readTable } from "../../calibrate/index.js";
import { studyData } from "../data-file.js";

export const REGIONS = ["nat", ...Array.from({ length: 10 }, (_, i) => `hhs${i + 1}`)] as const;
export const HORIZONS: readonly number[] = [1, 2, 3, 4];

/** Seasons by the year in which they begin (week 40), as in the published experiment; 2019 and 2020 are in none. */
export const SEASONS = {
  train: [2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017],
  validation: [2018, 2021, 2022],
  test: [2023, 2024],
} as const;
export type Split = keyof typeof SEASONS;

/** Names of a row's arguments, in their order; see `Row`. */
export const ARGUMENTS = ["y0", "y1", "y2", "u", "v", "c", "w", "h"] as const;

export interface Row {
  /** Index of the origin week in the file. */
  readonly origin: number;
  readonly region: string;
  readonly horizon: number;
  /**
   * y0 y1 y2: weighted ILI (per cent of visits) at the origin, a week and two weeks before; u v: means over the training seasons in the origin's and the
   * target's calendar week; c: sum over the season up to the origin; w: weeks since week 40; h: weeks ahead.
   */
  readonly arguments: readonly number[];
  readonly target: number;
}

interface Weeks {
  readonly season: readonly number[];
  readonly week: readonly number[];
  /** Weeks since the season began. */
  readonly since: readonly number[];
  readonly series: ReadonlyMap<string, Float64Array>;
}

async function readWeeks(): Promise<Weeks> {
  const file = "wili_wide_2010w40_2025w39_spliced.csv";
  const table = readTable(await studyData(`flu/data/${file}`), { file });
  const epiweek = [...table.column("epiweek")];
  const week = epiweek.map((value) => value % 100);
  const season = epiweek.map((value, i) => Math.floor(value / 100) - ((week[i] as number) < 40 ? 1 : 0));
  const since: number[] = [];
  for (const [i, value] of season.entries())
    since.push(i > 0 && season[i - 1] === value ? (since[i - 1] as number) + 1 : 0);
  return { season, week, since, series: new Map(REGIONS.map((region) => [region, table.column(region)])) };
}

/** Mean over the training seasons by calendar week; week 53, which few years have, takes week 52's. */
function usual({ season, week }: Weeks, series: Float64Array): (week: number) => number {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const [i, value] of series.entries()) {
    if (!isIn("train", season[i] as number)) continue;
    const key = Math.min(52, week[i] as number);
    const so = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: so.sum + value, count: so.count + 1 });
  }
  return (asked) => {
    const found = sums.get(Math.min(52, asked));
    if (!found) throw new Error(`no training season has a week ${asked}`);
    return found.sum / found.count;
  };
}

function isIn(split: Split, season: number): boolean {
  return (SEASONS[split] as readonly number[]).includes(season);
}

/** Rows of a split: origin and target both in its seasons, every `step`-th week an origin. */
export async function rowsOf(split: Split, step = 1): Promise<Row[]> {
  const weeks = await readWeeks();
  const { season, week, since } = weeks;
  return REGIONS.flatMap((region) => {
    const series = weeks.series.get(region) as Float64Array;
    const mean = usual(weeks, series);
    const rows: Row[] = [];
    let sum = 0;
    for (let origin = 0; origin < series.length; origin++) {
      sum = since[origin] === 0 ? (series[origin] as number) : sum + (series[origin] as number);
      if (origin < 2 || origin % step !== 0 || !isIn(split, season[origin] as number)) continue;
      for (const horizon of HORIZONS) {
        const at = origin + horizon;
        if (at >= series.length || !isIn(split, season[at] as number)) continue;
        const [y0, y1, y2] = [series[origin], series[origin - 1], series[origin - 2]] as [
          number,
          number,
          number,
        ];
        const [u, v] = [mean(week[origin] as number), mean(week[at] as number)];
        rows.push({
          origin,
          region,
          horizon,
          arguments: [y0, y1, y2, u, v, sum, since[origin] as number, horizon],
          target: series[at] as number,
        });
      }
    }
    return rows;
  });
}
