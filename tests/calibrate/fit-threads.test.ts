// Fits over worker threads: the same numbers as on one, the program's failures, and what is shared.
import { afterAll, describe, expect, test } from "vitest";
import { fit as calibrate, type FitOptions, Threads } from "../../calibrate/index.js";
import { loadInterpreter } from "../../host/index.js";

const interpreter = await loadInterpreter();
const threads = await Threads.open({ threads: 2 });
afterAll(() => threads.close());

const WAVE = `(define-parameter a 1.0) (define-parameter w 2.0 (lower 0.1) (upper 20.0)) (define-parameter c 0.5 (per s))
(define (wave t) (* a (sin (+ (* w t) c))))`;
const t = Array.from({ length: 24 }, (_, i) => (i % 12) / 3);
const s = t.map((_, i) => (i < 12 ? "A" : "B"));
const data = { t, s, y: t.map((v, i) => 1.5 * Math.sin(3.1 * v + (i < 12 ? 0.3 : 1.2))) };
const options = { predict: "wave", columns: ["t"], target: "y" } as const;

async function both(text: string, given: Partial<FitOptions>, entries = {}) {
  const asked = { ...options, ...given };
  const alone = await calibrate(interpreter.load(text, { entries }), data, asked);
  const together = await calibrate(interpreter.load(text, { entries }), data, {
    ...asked,
    threads: { threads, program: { text, entries } },
  });
  return { alone, together };
}

describe("a fit over threads is the same as on one", () => {
  test.each<[string, Partial<FitOptions>]>([
    ["ladder", {}],
    ["generations of CMA-ES", { optimizer: "cma-es", startEvaluations: 400 }],
    ["differential evolution", { optimizer: "differential-evolution", startEvaluations: 400 }],
    ["Student's t", { loss: { kind: "student-t", nu: 4 }, sigma: 0.1, starts: 8 }],
  ])("%s", async (_, given) => {
    const { alone, together } = await both(WAVE, given);
    expect(together).toEqual(alone);
    expect(alone.evaluations).toBeGreaterThan(50);
  });

  test("a loss of the program's own, which fails at some points", async () => {
    const entries = {
      loss: {
        expression: "(if (> (abs a) 3.0) (car a) (square (- (wave t) target)))",
        variables: ["t", "target"],
      },
    };
    const { alone, together } = await both(WAVE, { loss: { kind: "procedure", entry: "loss" } }, entries);
    expect(together).toEqual(alone);
    expect(alone.warnings.join()).toMatch(/the program failed at \d+ of \d+ points/);
  });
});
