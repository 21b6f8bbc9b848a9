// Preprocessing beside NumPy (studies/enso/preprocess.py), and what may depend on what.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { climatology, runningMean, trendLine, withoutClimatology } from "../../../studies/enso/climate.js";
import { loadRecord } from "../../../studies/enso/data-files.js";
import { leadingPatterns } from "../../../studies/enso/patterns.js";
import {
  type Prepared,
  type Protocol,
  prepare,
  statesOf,
  type Trend,
} from "../../../studies/enso/prepare.js";
import { areaWeights, type SeaRecord, span } from "../../../studies/enso/record.js";
import { monthsIn, SPLITS } from "../../../studies/enso/splits.js";

interface Wanted {
  readonly first: number;
  readonly length: number;
  readonly training: number;
  readonly shares: readonly number[];
  readonly loadings: readonly number[];
}
interface Fixture {
  readonly small: {
    readonly field: {
      readonly values: readonly (readonly number[])[];
      readonly latitudes: readonly number[];
      readonly longitudes: readonly number[];
      readonly first: number;
    };
    readonly cases: readonly {
      readonly protocol: Protocol;
      readonly trainedMonths: number;
      readonly window: number;
      readonly trend: Trend;
      readonly wanted: Wanted & {
        readonly series: readonly (readonly number[])[];
        readonly patterns: readonly (readonly number[])[];
        readonly observed: readonly number[];
        readonly smoothed: readonly number[];
        readonly background: readonly number[];
      };
    }[];
  };
  readonly kaplan: Wanted & {
    readonly samples: readonly (readonly number[])[];
    readonly patternsSum: number;
    readonly observedSum: number;
    readonly smoothedSum: number;
    readonly backgroundSum: number;
  };
}
const fixture = JSON.parse(readFileSync(new URL("./prepare.json", import.meta.url), "utf8")) as Fixture;

const small: SeaRecord = {
  name: "small",
  quantity: "temperature",
  first: fixture.small.field.first,
  length: fixture.small.field.values[0]!.length,
  latitudes: Float64Array.from(fixture.small.field.latitudes),
  longitudes: Float64Array.from(fixture.small.field.longitudes),
  points: fixture.small.field.values.map((values) => Float64Array.from(values)),
};

function expectClose(
  actual: ArrayLike<number>,
  wanted: readonly number[],
  bound: number,
  what: string,
): void {
  expect(actual.length, what).toBe(wanted.length);
  const worst = wanted.reduce((most, x, i) => Math.max(most, Math.abs(x - actual[i]!)), 0);
  expect(worst, what).toBeLessThan(bound);
}

const squares = (values: Float64Array): number => values.reduce((sum, x) => sum + x * x, 0);

describe("series", () => {
  const series = Float64Array.from({ length: 30 }, (_, t) => 3 + 0.5 * t + ((t + 4) % 12 === 0 ? 7 : 0));

  it("have a climatology of the training alone", () => {
    const means = climatology(series, 4, 24);
    expect(means[4]).toBeCloseTo((series[0]! + series[12]!) / 2, 14);
    expect(means[0]).toBeCloseTo((series[8]! + series[20]!) / 2, 14);
    expect(withoutClimatology(series, 4, means)[24]).toBeCloseTo(series[24]! - means[4]!, 14);
    expect(() => climatology(series, 4, 11)).toThrow(/needs 12 months/);
  });

  it("have a line of the training alone, and it goes on", () => {
    const line = trendLine(
      Float64Array.from({ length: 20 }, (_, t) => (t < 10 ? 2 - 0.25 * t : 1000)),
      10,
    );
    line.forEach((value, t) => {
      expect(value).toBeCloseTo(2 - 0.25 * t, 12);
    });
  });

  it("have means over whole windows", () => {
    expect([...runningMean(Float64Array.of(1, 2, 6, 4), 3)]).toEqual([3, 4]);
    expect([...runningMean(Float64Array.of(1, 2), 1)]).toEqual([1, 2]);
    expect([...runningMean(Float64Array.of(1, 2), 3)]).toEqual([]);
  });
});

describe("a record", () => {
  it.each(fixture.small.cases)(
    "$protocol, window $window, trend $trend, is prepared as NumPy does it",
    (given) => {
      const { protocol, trainedMonths, window, trend, wanted } = given;
      const made = prepare(small, { protocol, training: trainedMonths, kept: 4, window, trend });
      expect([made.first, made.length, made.training]).toEqual([
        wanted.first,
        wanted.length,
        wanted.training,
      ]);
      made.components.forEach(({ series, share, loadings }, k) => {
        expect(share).toBeCloseTo(wanted.shares[k]!, 10);
        expectClose(series, wanted.series[k]!, 1e-9, `series ${k}`);
        expectClose(loadings, wanted.patterns[k]!, 1e-9, `pattern ${k}`);
      });
      expectClose(made.index.loadings, wanted.loadings, 1e-9, "loadings of Niño 3.4");
      expectClose(made.index.observed, wanted.observed, 1e-9, "observed");
      expectClose(made.index.smoothed, wanted.smoothed, 1e-9, "smoothed");
      expectClose(made.index.background, wanted.background, 1e-9, "background");
    },
  );

  it("of 65 years is, too", async () => {
    const kaplan = span(await loadRecord("kaplan5"), "1950-01", "2014-10");
    const { training } = SPLITS.kaplan;
    const made = prepare(kaplan, { protocol: "clean", training: monthsIn(training), kept: 20 });
    const wanted = fixture.kaplan;
    expect([made.first, made.length, made.training]).toEqual([wanted.first, wanted.length, wanted.training]);
    made.components.forEach(({ series, share }, k) => {
      expect(share).toBeCloseTo(wanted.shares[k]!, 9);
      const sampled = [0, 200, 417, 418, 600, 775].map((t) => series[t]!);
      expectClose(sampled, wanted.samples[k]!, 1e-8, `series ${k}`);
    });
    expectClose(made.index.loadings, wanted.loadings, 1e-9, "loadings of Niño 3.4");
    const loadings = made.components.reduce((sum, component) => sum + squares(component.loadings), 0);
    expect(loadings / wanted.patternsSum).toBeCloseTo(1, 9);
    expect(squares(made.index.observed) / wanted.observedSum).toBeCloseTo(1, 9);
    expect(squares(made.index.smoothed) / wanted.smoothedSum).toBeCloseTo(1, 9);
    expect(squares(made.index.background) / wanted.backgroundSum).toBeCloseTo(1, 9);
  });

  /** All that is made of the months before `end`. */
  const knownBefore = (made: Prepared, end: number): number[] => [
    ...made.components.flatMap(({ series, loadings }) => [...series.slice(0, end), ...loadings]),
    ...made.index.observed.slice(0, end),
    ...made.index.smoothed.slice(0, end),
    ...made.index.background,
  ];

  it("prepared cleanly knows nothing of what comes later; as published it does", () => {
    const changed = { ...small, points: small.points.map((x) => x.map((v, t) => (t < 50 ? v : v + t))) };
    const [clean, other] = [small, changed].map((record) =>
      prepare(record, { protocol: "clean", training: 48, kept: 3 }),
    ) as [Prepared, Prepared];
    expect(knownBefore(other, 48)).toEqual(knownBefore(clean, 48));
    expect(other.index.observed[48]).not.toBe(clean.index.observed[48]);
    const published = [small, changed].map((record) =>
      prepare(record, { protocol: "published", training: 48, kept: 3 }),
    ) as [Prepared, Prepared];
    expect(knownBefore(published[1], 40)).not.toEqual(knownBefore(published[0], 40));
  });

  it("has components of mean 0 and variance 1 over the training, without correlation", () => {
    const { components, training } = prepare(small, { protocol: "clean", training: 48, kept: 4 });
    const trained = components.map(({ series }) => series.slice(0, training));
    for (const a of trained) {
      expect(a.reduce((sum, x) => sum + x, 0) / training).toBeCloseTo(0, 12);
      for (const b of trained) {
        const product = a.reduce((sum, x, t) => sum + x * b[t]!, 0) / training;
        expect(product).toBeCloseTo(a === b ? 1 : 0, 10);
      }
    }
  });

  it("gives its states row by row", () => {
    const made = prepare(small, { protocol: "clean", training: 48, kept: 2 });
    const [a, b] = made.components.map(({ series }) => series) as [Float64Array, Float64Array];
    expect([...statesOf(made, 2, 3, 5)]).toEqual([a[3], b[3], a[4], b[4]]);
    expect(() => statesOf(made, 3, 0, 1)).toThrow(/3 components were asked for; 2 are kept/);
  });

  it("is refused when it is too short", () => {
    const options = { protocol: "clean", kept: 4 } as const;
    expect(() => prepare(small, { ...options, training: 23 })).toThrow(/24 months at least.*23 were asked/);
    expect(() => prepare(small, { ...options, training: 67 })).toThrow(/66 at most/);
    expect(() => prepare(small, { protocol: "clean", training: 48, kept: 30 })).toThrow(
      /30 components were asked for; 46 months of 25 points have 25/,
    );
  });

  it("has the same patterns by the products of its points and by those of its months", () => {
    const areas = areaWeights(small);
    const patterns = (months: number) =>
      leadingPatterns("small", small.points, areas, months, 3, (x) => x[0]! > 0);
    // 20 months of 25 points go by the months; the points twice over, with half the weight each, have the same series.
    const doubled = [...small.points, ...small.points];
    const halves = [...areas, ...areas].map((x) => x / 2);
    const byMonths = leadingPatterns("doubled", doubled, halves, 40, 3, (x) => x[0]! > 0);
    patterns(40).patterns.forEach(({ series }, k) => {
      expectClose(byMonths.patterns[k]!.series, [...series], 1e-9, `series ${k}`);
    });
  });
});

it("splits follow one another, within their records", () => {
  for (const { training, selection, test } of Object.values(SPLITS)) {
    const months = monthsIn(training) + monthsIn(selection) + monthsIn(test);
    expect(monthsIn({ from: training.from, to: test.to })).toBe(months);
    expect(training.to < selection.from && selection.to < test.from).toBe(true);
  }
});
