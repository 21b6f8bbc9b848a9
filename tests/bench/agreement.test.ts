// Every subject of the bench computes the same thing, and a subject that does not is caught.
import { describe, expect, test } from "vitest";
import { agree } from "../../bench/agreement.js";
import { contestantsOf } from "../../bench/contestants.js";
import { LOOPS } from "../../bench/loop-table.js";
import { tfjsSubjects } from "../../bench/loops-tfjs.js";
import { LOOPS as NAMES } from "../../bench/targets.js";

const note = (text: string): never => {
  throw new Error(text);
};

test("the table has the loops that the targets name", () => {
  expect(LOOPS.map((loop) => loop.name)).toEqual(NAMES);
});

describe.each(LOOPS)("$name", (loop) => {
  test("both engines, the hand-written adjoint and central differences agree", async () => {
    const contestants = await contestantsOf(loop, note);
    expect(contestants.map((contestant) => contestant.name)).toEqual([
      "compiled",
      "interpreted",
      "hand-written",
      "central differences",
    ]);
    for (const { derivatives } of contestants)
      for (const derivative of derivatives) expect(Math.abs(derivative)).toBeGreaterThan(1e-3);
  });

  test("tfjs agrees in single precision", async () => {
    const subjects = await tfjsSubjects(loop, 200, note);
    expect(subjects.map((subject) => subject.name)).toEqual(["compiled", "tfjs cpu", "tfjs wasm"]);
  });
});

describe("disagreement is caught", () => {
  const expected = { value: 10, gradient: [100, 1] };
  const tolerance = { value: 1e-6, gradient: 1e-3 };
  test.each([
    ["a value", { value: 10.1, gradient: [100, 1] }, /peer computes the value 10\.1, expected 10 /],
    ["a derivative", { value: 10, gradient: [100, 1.2] }, /a derivative 1\.2, expected 1 /],
    ["a value that is no number", { value: Number.NaN, gradient: [100, 1] }, /the value NaN/],
    ["a missing derivative", { value: 10, gradient: [100] }, /1 derivatives, expected 2/],
  ])("%s", (_, found, message) => {
    expect(() => agree("peer", expected, found, tolerance)).toThrow(message);
  });

  test("small differences are not", () => {
    agree("peer", expected, { value: 10.000001, gradient: [100.05, 0.95] }, tolerance);
  });
});
