// Forecasts, references, skill and modes beside closed forms: dynamics without noise, swings of known period, series of known correlation.
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../calibrate/random.js";
import { criteriaOf } from "../../../studies/enso/criteria.js";
import {
  dampedPersistence,
  LEADS,
  persistence,
  stateForecasts,
  targets,
} from "../../../studies/enso/forecast.js";
import { expectedStates, greenFunction, type Transitions } from "../../../studies/enso/linear-model.js";
import { ensoMode, modesOf, spectralRadius, yearProduct } from "../../../studies/enso/modes.js";
import type { Prepared } from "../../../studies/enso/prepare.js";
import { assess, correlation, rmse } from "../../../studies/enso/skill.js";

/** A swing of 48 months that loses 5 % a month, and a slow decay, seen in mixed coordinates. */
const FIRST = 12 * 1970 + 2;
const mixed = (modulus: number, period: number, decay: number): Float64Array => {
  const [c, s] = [modulus * Math.cos((2 * Math.PI) / period), modulus * Math.sin((2 * Math.PI) / period)];
  // S B S^-1 with S = [1 0 0; 2 1 0; -1 3 1], whose inverse is [1 0 0; -2 1 0; 7 -3 1].
  return product(
    product(Float64Array.of(1, 0, 0, 2, 1, 0, -1, 3, 1), Float64Array.of(c, -s, 0, s, c, 0, 0, 0, decay)),
    Float64Array.of(1, 0, 0, -2, 1, 0, 7, -3, 1),
  );
};

function product(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((_, k) => {
    const [i, j] = [Math.floor(k / 3), k % 3];
    return a[3 * i]! * b[j]! + a[3 * i + 1]! * b[3 + j]! + a[3 * i + 2]! * b[6 + j]!;
  });
}

/** States that follow their dynamics exactly, and an index made of them. */
function noiseless(transitions: Transitions, length: number): { prepared: Prepared; states: Float64Array } {
  const states: Float64Array[] = [Float64Array.of(1, -0.5, 2)];
  states.push(...expectedStates(transitions, states[0]!, FIRST, length - 1));
  const loadings = Float64Array.of(0.5, -1, 0.25);
  const background = Float64Array.from({ length }, (_, t) => 0.1 + 0.01 * t);
  const smoothed = background.map((x, t) => states[t]!.reduce((sum, y, k) => sum + loadings[k]! * y, x));
  const index = { observed: smoothed, smoothed, background, loadings };
  return {
    prepared: { first: FIRST, length, training: 30, components: [], index },
    states: Float64Array.from(states.flatMap((state) => [...state])),
  };
}

const seasonal: Transitions = Array.from({ length: 12 }, (_, m) =>
  mixed(0.9 + 0.008 * m, 30 + m, 0.7 + 0.02 * m),
);

describe("forecasts", () => {
  it.each([
    ["one matrix", [mixed(0.95, 48, 0.8)]],
    ["a year of matrices", seasonal],
  ] as const)("of dynamics without noise come true at every lead: %s", (_what, transitions) => {
    const { prepared, states } = noiseless(transitions, 60);
    const window = { from: 20, to: 60 };
    const wanted = targets(prepared.index.smoothed, window);
    const forecasts = stateForecasts(prepared, states, 3, transitions, window);
    expect(forecasts).toHaveLength(LEADS);
    for (const forecast of forecasts)
      forecast.forEach((x, n) => {
        expect(x).toBeCloseTo(wanted[n]!, 12);
      });
  });

  it("use no state after their start", () => {
    const { prepared, states } = noiseless(seasonal, 60);
    const window = { from: 20, to: 60 };
    const changed = states.map((x, k) => (k >= 3 * 40 ? x + 1 : x));
    const [before, after] = [states, changed].map((s) => stateForecasts(prepared, s, 3, seasonal, window));
    before!.forEach((forecast, i) => {
      forecast.forEach((x, n) => {
        // The forecast of month 20 + n at lead i + 1 starts from month 19 + n - i.
        if (19 + n - i < 40) expect(after![i]![n]).toBe(x);
        else expect(after![i]![n]).not.toBe(x);
      });
    });
  });

  it("that cannot start are refused", () => {
    const series = new Float64Array(40);
    for (const window of [
      { from: 11, to: 20 },
      { from: 20, to: 41 },
      { from: 20, to: 20 },
    ])
      expect(() => persistence(series, window)).toThrow(RangeError);
  });

  it("of persistence are the last known value", () => {
    const series = Float64Array.from({ length: 40 }, (_, t) => t * t);
    persistence(series, { from: 12, to: 40 }).forEach((forecast, i) => {
      expect([...forecast]).toEqual([...series.slice(11 - i, 39 - i)]);
    });
  });

  it("of damped persistence are right for a swing of four months, and the mean where nothing is known", () => {
    const series = Float64Array.from({ length: 48 }, (_, t) => 3 + [1, 0, -1, 0][t % 4]!);
    const window = { from: 16, to: 48 };
    const wanted = targets(series, window);
    dampedPersistence(series, 40, window).forEach((forecast, i) => {
      forecast.forEach((x, n) => {
        // Even leads have correlation 1 or -1, odd ones 0.
        expect(x).toBeCloseTo((i + 1) % 2 === 0 ? wanted[n]! : 3, 1);
      });
    });
    const later = series.map((x, t) => (t < 40 ? x : 100 * x));
    const [known, changed] = [series, later].map((s) => dampedPersistence(s, 40, { from: 16, to: 41 }));
    for (const [i, forecast] of known!.entries()) expect(changed![i]!.slice(0, 25)).toEqual(forecast);
  });

  it("the Green function is the matrix that made the states", () => {
    const matrix = mixed(0.95, 48, 0.8);
    const { states } = noiseless([matrix], 40);
    greenFunction(states, 3).forEach((x, k) => {
      expect(x).toBeCloseTo(matrix[k]!, 8);
    });
    expect(() => greenFunction(states.slice(0, 12), 3)).toThrow(/4 months are too few/);
  });
});

describe("modes", () => {
  it("have the periods and decays that were put in", () => {
    const modes = modesOf(mixed(0.95, 48, 0.8));
    expect(modes).toHaveLength(2);
    expect(modes[0]!.period).toBeCloseTo(48, 8);
    expect(modes[0]!.decay).toBeCloseTo(-1 / Math.log(0.95), 8);
    expect(modes[1]!.period).toBe(Number.POSITIVE_INFINITY);
    expect(modes[1]!.decay).toBeCloseTo(-1 / Math.log(0.8), 8);
    expect(spectralRadius(modes)).toBeCloseTo(0.95, 10);
    expect(ensoMode(modes)).toBe(modes[0]);
  });

  it("find El Niño's by its period, not by its size", () => {
    expect(ensoMode(modesOf(mixed(0.95, 12, 0.99)))).toBeUndefined();
    expect(modesOf(mixed(1.02, 60, 0.5))[0]!.decay).toBeLessThan(0);
    // A real negative eigenvalue changes sign every month.
    expect(modesOf(Float64Array.of(0.5, 0, 0, -0.9)).map(({ period }) => period)).toEqual([
      2,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it("of a year are those of the product, January first", () => {
    const [a, b] = [mixed(0.9, 30, 0.7), mixed(0.8, 20, 0.6)];
    const wanted = product(b, a);
    yearProduct([a, b]).forEach((x, k) => {
      expect(x).toBeCloseTo(wanted[k]!, 12);
    });
  });
});

describe("skill", () => {
  it("is that of the definitions", () => {
    const [a, b] = [Float64Array.of(1, 2, 3, 4), Float64Array.of(2, 4, 6, 9)];
    // Sums of products about the means 2.5 and 5.25: 11.5, 5 and 26.75.
    expect(correlation(a, b, [0, 1, 2, 3])).toBeCloseTo(11.5 / Math.sqrt(5 * 26.75), 14);
    expect(rmse(a, b, [0, 1, 2, 3])).toBeCloseTo(Math.sqrt((1 + 4 + 9 + 25) / 4), 14);
    expect(correlation(a, b, [0, 0, 3])).toBeCloseTo(1, 14);
  });

  const n = 1200;
  const random = seededRandom(4);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const observed = Float64Array.from({ length: n }, normal);
  const noisy = observed.map((x) => x + normal());

  it("of independent months has the interval of theory", () => {
    const good = assess(observed, { good: noisy }, "good", { block: 1, draws: 600 }).good.skill;
    // Var of a correlation r of n pairs: (1 - r²)² / n, r² = 1/2 here; of a root mean square of normal differences: s² / 2n.
    const width = ({ low, high }: { low: number; high: number }): number => (high - low) / (2 * 1.96);
    expect(good.correlation.value).toBeCloseTo(Math.SQRT1_2, 1);
    expect((width(good.correlation) * Math.sqrt(n)) / 0.5).toBeGreaterThan(0.85);
    expect((width(good.correlation) * Math.sqrt(n)) / 0.5).toBeLessThan(1.15);
    expect(width(good.rmse) * Math.sqrt(2 * n)).toBeGreaterThan(0.85);
    expect(width(good.rmse) * Math.sqrt(2 * n)).toBeLessThan(1.15);
  });

  it("of months that resemble one another has a wider interval by blocks", () => {
    const smooth = (values: Float64Array): Float64Array =>
      values.map((_, t) => {
        let sum = 0;
        for (let i = 0; i < 10; i++) sum += values[(t + i) % n]!;
        return sum;
      });
    const [a, b] = [smooth(observed), smooth(noisy)];
    const width = (block: number): number => {
      const { rmse } = assess(a, { b }, "b", { block, draws: 300 }).b.skill;
      return rmse.high - rmse.low;
    };
    expect(width(24)).toBeGreaterThan(1.5 * width(1));
  });

  it("beside a reference is a difference, whose interval is narrower when errors are shared", () => {
    const worse = noisy.map((x, t) => x + 0.2 * Math.sin(t));
    const options = { draws: 300 };
    const compared = assess(observed, { noisy, worse }, "noisy", options);
    const { skill, advantage } = compared.worse;
    expect(advantage.rmse.value).toBeCloseTo(skill.rmse.value - compared.noisy.skill.rmse.value, 12);
    expect(advantage.rmse.high - advantage.rmse.low).toBeLessThan(skill.rmse.high - skill.rmse.low);
    expect(compared.noisy.advantage.rmse).toEqual({ value: 0, low: 0, high: 0 });
    expect(assess(observed, { noisy, worse }, "noisy", options)).toEqual(compared);
    expect(() => assess(observed.slice(0, 20), { noisy }, "noisy")).toThrow(
      /20 months are fewer than two blocks of 12/,
    );
  });
});

it("criteria punish parameters as they should", () => {
  const { aic, bic, bicByMonths } = criteriaOf(1000, 58, 360, 6);
  expect(aic).toBe(2116);
  expect(bic).toBeCloseTo(2000 + 58 * Math.log(2160), 10);
  expect(bicByMonths).toBeCloseTo(2000 + 58 * Math.log(360), 10);
});
