// Every subject of the bench computes the same thing, and a subject that does not is caught.
import { describe, expect, test } from "vitest";
import { type Answer, agree } from "../../bench/agreement.js";
import { answerOf, CLOSE, contestantsOf } from "../../bench/contestants.js";
import { KERNEL_NAMES } from "../../bench/kernel-targets.js";
import { KERNELS } from "../../bench/kernels.js";
import { tfjsSubjects } from "../../bench/kernels-tfjs.js";
import { loadAdolc, loadC } from "../../bench/peers/native.js";
import { peer } from "../../bench/peers/optional.js";

const note = (text: string): never => {
  throw new Error(text);
};
const ONCE = { rounds: 1, round: 0, warmup: 0 };

test("the table has the workloads that the targets name", () => {
  expect(KERNELS.map((kernel) => kernel.name)).toEqual(KERNEL_NAMES);
});

describe.each(KERNELS)("$name", (kernel) => {
  test("both engines, the hand-written adjoint and other tools agree", async ({ skip }) => {
    const contestants = await contestantsOf(kernel, note);
    expect(contestants.map((contestant) => contestant.name)).toEqual([
      "compiled",
      "interpreted",
      "hand-written",
      ...(kernel.difference ? ["central differences"] : []),
    ]);
    const [first] = contestants;
    const expected = answerOf(first!);
    expect(Math.max(...expected.gradient.map(Math.abs))).toBeGreaterThan(1e-4);
    const missing: string[] = [];
    for (const load of [loadC, loadAdolc]) {
      const program = await peer(load, (text) => missing.push(text));
      if (!program) continue;
      const { handWritten, n, data = new Float64Array(0) } = kernel;
      for (const [subject, times] of program.run(handWritten, n, first!.point, data, ONCE)) {
        if (subject === "operations") continue;
        const found: Answer = times.gradient.length > 0 ? times : { ...expected, value: times.value };
        agree(`${kernel.name}, ${subject}`, expected, found, CLOSE);
      }
    }
    if (missing.length > 0) skip(missing.join("; "));
  });

  test.runIf(kernel.tfjs)("tfjs agrees in single precision", async () => {
    const subjects = await tfjsSubjects(kernel, 200, note);
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
