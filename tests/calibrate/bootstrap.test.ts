// The bootstrap against what theory says: standard errors of linear models, and the coverage of intervals when noise has memory.
import { describe, expect, it } from "vitest";
import { quantile } from "../../calibrate/diagnostics/bootstrap.js";
import { bootstrap, linearise, type Resampling } from "../../calibrate/diagnostics/index.js";
import { drawRows, seriesRows } from "../../calibrate/diagnostics/resample.js";
import { seededRandom } from "../../calibrate/random.js";
import { design, difference, expectNear, fixtures, linear, times } from "./diagnostics-data.js";

const { ols, y } = fixtures;
const { influence } = linearise(design);
const given = {
  parameters: ols.params,
  predictions: linear(ols.params),
  residuals: difference(y, linear(ols.params)),
  rank: 3,
  refit: (targets: Float64Array): Float64Array => times(influence, targets),
  level: 0.9,
};

describe("the residual bootstrap of a linear model", () => {
  it("has the standard errors of theory, within its sampling error", async () => {
    const replicates = 2000;
    const found = await bootstrap({ ...given, method: "residual", replicates, seed: 5 });
    // Resampled residuals have the variance Σr²/(m - p), the design has an intercept: the errors expected are OLS's. A standard
    // deviation of 2000 draws has a relative error of 1/√4000 = 1.6 %; 5 % is three of these.
    expectNear(found.standardErrors, ols.bse, 0.05);
    found.bias.forEach((bias, j) => {
      expect(Math.abs(bias)).toBeLessThan((4 * ols.bse[j]!) / Math.sqrt(replicates));
    });
    found.percentile.forEach(({ lower, upper }, j) => {
      const half = 1.645 * ols.bse[j]!;
      expect(Math.abs(lower - (ols.params[j]! - half))).toBeLessThan(0.15 * ols.bse[j]!);
      expect(Math.abs(upper - (ols.params[j]! + half))).toBeLessThan(0.15 * ols.bse[j]!);
      const basic = found.basic[j]!;
      expect(basic.lower + upper).toBeCloseTo(2 * ols.params[j]!, 12);
    });
  });

  it("repeats with its seed, and differs with another", async () => {
    const run = (seed: number) => bootstrap({ ...given, method: "stationary", replicates: 5, seed });
    expect((await run(3)).estimates).toEqual((await run(3)).estimates);
    expect((await run(3)).estimates).not.toEqual((await run(4)).estimates);
  });

  it("counts refits that fail and refuses too few", async () => {
    const refit = (targets: Float64Array, k: number) => (k % 3 === 0 ? undefined : given.refit(targets));
    const found = await bootstrap({ ...given, refit, method: "residual", replicates: 9 });
    expect([found.failed, found.estimates.length]).toEqual([3, 6]);
    const run = (change: object) => bootstrap({ ...given, method: "residual", replicates: 4, ...change });
    await expect(run({ refit: () => undefined })).rejects.toThrow(/4 of 4 bootstrap refits failed/);
    await expect(run({ replicates: 1 })).rejects.toThrow(/at least 2 replicates/);
    await expect(run({ blockLength: 0.5 })).rejects.toThrow(/block length/);
    await expect(run({ rank: 40 })).rejects.toThrow(/no degree of freedom/);
    await expect(run({ signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });
});

describe("rows drawn", () => {
  const series = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b"));
  it.each(["residual", "moving-block", "stationary"] as const)("%s: stay in their series", (method) => {
    const drawn = drawRows(seriesRows(60, series), 60, method, 4, seededRandom(2));
    drawn.forEach((from, row) => {
      expect(series[from]).toBe(series[row]);
    });
  });
  it("in moving blocks are neighbours four at a time", () => {
    const drawn = drawRows(seriesRows(22, undefined), 22, "moving-block", 4, seededRandom(2));
    for (let i = 1; i < 22; i++) if (i % 4 !== 0) expect(drawn[i]).toBe(drawn[i - 1]! + 1);
  });
  it("in stationary blocks have the mean length asked for, and every row the same chance", () => {
    const random = seededRandom(9);
    const counts = new Float64Array(20);
    let breaks = 0;
    for (let k = 0; k < 1000; k++) {
      const drawn = drawRows(seriesRows(20, undefined), 20, "stationary", 5, random);
      drawn.forEach((from, i) => {
        counts[from]!++;
        if (i > 0 && from !== (drawn[i - 1]! + 1) % 20) breaks++;
      });
    }
    // 19 000 chances of 1/5 times 19/20 (a new block may begin where the old one would go on): deviation 54.
    expect(Math.abs(breaks - 3610)).toBeLessThan(4 * 54);
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(1000 * 9));
  });
});

describe("quantiles", () => {
  it("are linear between order statistics, as NumPy's", () => {
    // numpy.quantile([1, 2, 4, 8], [0, 0.1, 0.5, 0.9, 1])
    const sorted = Float64Array.of(1, 2, 4, 8);
    expectNear(
      [0, 0.1, 0.5, 0.9, 1].map((p) => quantile(sorted, p)),
      [1, 1.3, 3, 6.8, 8],
      1e-14,
    );
  });
});

describe("noise with memory", () => {
  it("is covered by intervals from blocks, not by those from single residuals", async () => {
    // The mean of 200 values of an AR(1) series with coefficient 0.6 has four times the variance of one of independent values.
    const random = seededRandom(77);
    const normal = (): number =>
      Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    const covered: Record<Resampling, number> = { residual: 0, "moving-block": 0, stationary: 0 };
    const series = 100;
    for (let k = 0; k < series; k++) {
      let state = normal() / 0.8;
      const targets = Float64Array.from({ length: 200 }, () => {
        state = 0.6 * state + normal();
        return state;
      });
      const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;
      const hat = mean(targets);
      for (const method of ["residual", "moving-block", "stationary"] as const) {
        const { percentile } = await bootstrap({
          parameters: [hat],
          predictions: targets.map(() => hat),
          residuals: targets.map((x) => x - hat),
          rank: 1,
          refit: (fresh) => [mean(fresh)],
          method,
          blockLength: 14,
          replicates: 80,
          level: 0.9,
          seed: k,
        });
        if (percentile[0]!.lower < 0 && 0 < percentile[0]!.upper) covered[method]++;
      }
    }
    // 90 % nominal; 100 series give ±3 %. Blocks of 14 underestimate the variance by about a seventh (coverage 87 %); single
    // residuals by a factor of four, where a normal interval covers P(|Z| < 0.82) = 59 %.
    expect(covered["moving-block"] / series).toBeGreaterThan(0.78);
    expect(covered.stationary / series).toBeGreaterThan(0.78);
    expect(covered["moving-block"] / series).toBeLessThan(0.96);
    expect(covered.residual / series).toBeLessThan(0.73);
    expect(covered.residual / series).toBeGreaterThan(0.45);
  });
});
