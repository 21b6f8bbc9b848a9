// Profile likelihoods against closed forms and SciPy's root finder.
import { describe, expect, it } from "vitest";
import {
  type Constrained,
  chiSquareQuantile,
  linearise,
  normalQuantile,
  profileLikelihood,
} from "../../calibrate/diagnostics/index.js";
import { design, difference, expectNear, fixtures, linear, times } from "./diagnostics-data.js";

const { ols, y } = fixtures;

/** Least squares with parameter `index` held, by normal equations of the others. */
function constrained(index: number, value: number): { squares: number; parameters: Float64Array } {
  const others = [0, 1, 2].filter((j) => j !== index);
  const left = y.map((target, i) => target - design[index]![i]! * value);
  const columns = others.map((j) => design[j]!);
  const right = columns.map((column) => column.reduce((sum, x, i) => sum + x * left[i]!, 0));
  const solved = times(linearise(columns).inverse, right);
  const parameters = new Float64Array(3);
  parameters[index] = value;
  others.forEach((j, k) => {
    parameters[j] = solved[k]!;
  });
  const squares = difference(y, linear(parameters)).reduce((sum, r) => sum + r * r, 0);
  return { squares, parameters };
}

describe("profile likelihoods", () => {
  const best = difference(y, linear(ols.params)).reduce((sum, r) => sum + r * r, 0);
  const at = Float64Array.from(ols.params);

  it("of a linear model with known σ end where θ̂ ± z se does", async () => {
    const sigma = 1.3;
    for (const index of [0, 1, 2])
      for (const level of [0.68, 0.95]) {
        const profile = await profileLikelihood({
          index,
          minimum: { objective: best / (2 * sigma ** 2), parameters: at },
          minimise: (j, value) => {
            const { squares, parameters } = constrained(j, value);
            return { objective: squares / (2 * sigma ** 2), parameters };
          },
          level,
          scale: ols.bse[index]! * 3.7,
        });
        const half = (normalQuantile(0.5 + level / 2) * ols.bse[index]! * sigma) / Math.sqrt(ols.scale);
        expectNear(
          [ols.params[index]! - profile.lower!, profile.upper! - ols.params[index]!],
          [half, half],
          1e-6,
        );
        expect([profile.lowerEnding, profile.upperEnding, profile.better]).toEqual([
          "crossed",
          "crossed",
          undefined,
        ]);
        const values = profile.points.map(({ value }) => value);
        expect(values).toEqual([...values].sort((a, b) => a - b));
      }
  });

  it("of a linear model with estimated σ end where ½ n log(S/S_min) reaches the threshold", async () => {
    const n = y.length;
    const profile = await profileLikelihood({
      index: 1,
      minimum: { objective: (n / 2) * Math.log(best), parameters: at },
      minimise: async (j, value) => {
        const { squares, parameters } = constrained(j, value);
        return { objective: (n / 2) * Math.log(squares), parameters };
      },
      level: 0.95,
      scale: ols.bse[1]!,
    });
    // S(θ) = S_min + (θ - θ̂)² / c with c = [(XᵀX)⁻¹]₁₁.
    const c = ols.bse[1]! ** 2 / ols.scale;
    const half = Math.sqrt(c * best * Math.expm1(chiSquareQuantile(0.95, 1) / n));
    expectNear([profile.upper! - at[1]!, at[1]! - profile.lower!], [half, half], 1e-6);
  });

  it("of a mean waiting time are as lopsided as SciPy finds them", async () => {
    const { times: waits, intervals } = fixtures.exponential;
    const total = waits.reduce((a, b) => a + b, 0);
    const objective = (theta: number): number => waits.length * Math.log(theta) + total / theta;
    const hat = total / waits.length;
    for (const [level, expected] of Object.entries(intervals)) {
      const profile = await profileLikelihood({
        index: 0,
        minimum: { objective: objective(hat), parameters: Float64Array.of(hat) },
        minimise: (_, value) => ({ objective: objective(value), parameters: Float64Array.of(value) }),
        level: Number(level),
        scale: hat / Math.sqrt(waits.length),
        bounds: { lower: 0, upper: Number.POSITIVE_INFINITY },
      });
      expectNear([profile.lower!, profile.upper!], expected, 1e-7);
    }
  });

  const oneSided = (
    objective: (x: number) => number | undefined,
    bounds?: { lower: number; upper: number },
  ) =>
    profileLikelihood({
      index: 0,
      minimum: { objective: objective(1)!, parameters: Float64Array.of(1) },
      minimise: (_, x): Constrained | undefined => {
        const value = objective(x);
        return value === undefined ? undefined : { objective: value, parameters: Float64Array.of(x) };
      },
      level: 0.95,
      scale: 0.5,
      ...(bounds ? { bounds } : {}),
    });

  it("have open ends where the likelihood does not fall", async () => {
    // Falls to the left as a parabola, on the right it levels out below the threshold.
    const flat = await oneSided((x) => (x < 1 ? 2 * (x - 1) ** 2 : 1 - Math.exp(1 - x)));
    expect([flat.upper, flat.upperEnding, flat.lowerEnding]).toEqual([null, "flat", "crossed"]);
    expectNear([1 - flat.lower!], [Math.sqrt(chiSquareQuantile(0.95, 1) / 4)], 1e-6);
    const bounded = await oneSided((x) => 0.01 * (x - 1) ** 2, { lower: 0, upper: 2 });
    expect([bounded.lowerEnding, bounded.upperEnding, bounded.lower]).toEqual(["bound", "bound", null]);
    const failing = await oneSided((x) => (x > 1.5 ? undefined : (x - 1) ** 2));
    expect([failing.upperEnding, failing.upper]).toEqual(["failed", null]);
  });

  it("report a lower minimum that they meet", async () => {
    const profile = await oneSided((x) => Math.min((x - 1) ** 2, (x - 2) ** 2 - 1));
    expect(profile.better!.objective).toBeLessThan(-0.2);
    await expect(
      profileLikelihood({
        index: 0,
        minimum: { objective: 0, parameters: Float64Array.of(1) },
        minimise: () => undefined,
        level: 0.95,
        scale: 0,
      }),
    ).rejects.toThrow(/must be positive, got 0/);
  });
});
