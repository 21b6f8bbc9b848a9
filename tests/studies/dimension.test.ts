// The parameter-dimension study: its model, its starts, and what it asserts.
import { expect, test } from "vitest";
import { loadInterpreter } from "../../host/index.js";
import { canopyProgram, driversOf, startNear, truthOf } from "../../studies/dimension/canopy.js";
import { runDimension } from "../../studies/dimension/dimension.js";

const interpreter = await loadInterpreter();
const load = interpreter.load.bind(interpreter);

test("the program is the published formula", () => {
  const truth = truthOf(2);
  const program = load(canopyProgram(2, truth));
  const [q, t, psi] = [700, 21, -1.1];
  const one = ([alpha, amax, topt, width, slope, psi50]: readonly number[]) =>
    (((alpha! * q * amax!) / (alpha! * q + amax!)) * Math.exp(-((t - topt!) ** 2) / (2 * width! ** 2))) /
    (1 + Math.exp(-slope! * (psi - psi50!)));
  const expected = 0.6 * one([0.06, 18, 24, 8, 2.5, -1.2]) + 0.4 * one([0.04, 12, 30, 6, 3.5, -0.8]);
  expect(program.call("uptake", q, t, psi)).toBeCloseTo(expected, 12);
});

test("starts lie within 30 % of the truth and inside the bounds; drivers are stratified", () => {
  const truth = truthOf(16);
  expect(truth).toHaveLength(96);
  const program = load(canopyProgram(16, truth));
  const start = startNear(truth, 5);
  [...program.parameters.values()].forEach(({ bounds }, i) => {
    expect(start[i]).toBeGreaterThan(bounds.lower);
    expect(start[i]).toBeLessThan(bounds.upper);
    expect(Math.abs(start[i]! - truth[i]!)).toBeLessThanOrEqual(0.3 * Math.abs(truth[i]!) + 0.04);
  });
  const [q] = driversOf(24, 9);
  expect([...q!].map((value) => Math.floor((24 * (value - 50)) / 1950)).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 24 }, (_, i) => i),
  );
});

test("6 and 12 constants are found; Levenberg–Marquardt needs fewer evaluations than Adam for a smaller loss", async () => {
  for (const only of ["6", "12"]) {
    const { report, failure } = await runDimension({ load, quick: true, only });
    expect(failure).toBeUndefined();
    const row = (method: string) => report.rows.find((one) => one.method === method)!;
    expect(row("levenberg-marquardt").freshLoss).toBeLessThan(1e-12);
    expect(row("levenberg-marquardt").evaluations).toBeLessThan(200);
    expect(row("levenberg-marquardt").rank).toBe(Number(only));
  }
  await expect(runDimension({ load, only: "7" })).rejects.toThrow(
    'there is no part "7"; there are: 6, 12, 24, 48, 96',
  );
});
