// The inner-loop study: its data, and that the ladder finds what single starts do not.
import { expect, test } from "vitest";
import { loadInterpreter } from "../../host/index.js";
import { runInnerLoop } from "../../studies/inner-loop/inner-loop.js";
import { abscissae, samplesOf, TARGETS } from "../../studies/inner-loop/targets.js";

const interpreter = await loadInterpreter();
const load = interpreter.load.bind(interpreter);

test("the programs are the published targets at their true constants", () => {
  const closed = [
    (x: number) => 2.5 * Math.exp(-0.8 * x),
    (x: number) => 1.5 * Math.sin(4 * x) * Math.exp(-0.3 * x),
    (x: number) => 2 * Math.exp(-0.5 * x) + Math.sin(3 * x),
    (x: number) => 5 / (1 + Math.exp(-2 * (x - 2.5))),
  ];
  TARGETS.forEach(({ text, truth }, i) => {
    const program = load(text);
    program.setParameters(new Map([...program.parameters.keys()].map((name, j) => [name, truth[j]!])));
    for (const x of [0, 0.3, 2.2, 5]) expect(program.call("curve", x)).toBeCloseTo(closed[i]!(x), 12);
  });
});

test("48 points to fit and 16 held out, none in both, with noise of 0.02", () => {
  const { train, heldOut } = samplesOf(abscissae().fill(0), 4);
  expect([train.x.length, heldOut.x.length]).toEqual([48, 16]);
  expect(new Set([...train.x, ...heldOut.x]).size).toBe(64);
  const squares = [...train.y, ...heldOut.y].reduce((sum, y) => sum + y * y, 0);
  expect(Math.sqrt(squares / 64)).toBeGreaterThan(0.012);
  expect(Math.sqrt(squares / 64)).toBeLessThan(0.028);
});

test("the ladder finds all four targets with 10 seeds", async () => {
  const { report, failure } = await runInnerLoop({ load, quick: true, only: "ladder" });
  expect(failure).toBeUndefined();
  expect(report.rows).toHaveLength(4);
  for (const { success } of report.rows) expect((success as Record<string, number>)["3000"]).toBe(1);
});
