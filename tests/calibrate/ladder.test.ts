// Successive halving and the default ladder: who survives, how often the right structure is fitted, restoring, failed evaluations.
import { describe, expect, test } from "vitest";
import { ladder, restoreLadder } from "../../calibrate/optimizers/ladder.js";
import { Lbfgs } from "../../calibrate/optimizers/lbfgs.js";
import { minimize, minimizeAsync } from "../../calibrate/optimizers/minimize.js";
import { SuccessiveHalving } from "../../calibrate/optimizers/successive-halving.js";
import { evaluateWith, PROBLEMS } from "./problems.js";
import { declared, fitted, problem, TARGETS } from "./targets.js";

describe("the default ladder", () => {
  test.each(Object.entries(TARGETS))(
    "fits %s from ones, the linear constants found out",
    (name, { linear }) => {
      const result = fitted(name, 5);
      console.info(`${name}: ${result.found} of 5, median of evaluations ${result.median}`);
      expect(result.linear).toEqual(linear);
      // tests/long/ladder.test.ts asks for at least 98 of 100 seeds.
      expect(result.found).toBeGreaterThanOrEqual(4);
    },
  );

  test.each([[[]], [[0, 2]]])(
    "continues bit for bit when restored, linear: %j; another seed differs",
    (linear) => {
      const { model } = TARGETS["a e^(-bt) + c sin(dt)"]!;
      const evaluate = problem(model, Float64Array.of(2, 0.4, 1, 2.5));
      const whole = ladder(declared([1, 1, 1, 1]), { seed: 5, starts: 9, linear });
      let restored = ladder(declared([1, 1, 1, 1]), { seed: 5, starts: 9, linear });
      while (whole.stopped === undefined) {
        restored = restoreLadder(JSON.parse(JSON.stringify(restored)));
        expect(restored.ask()).toEqual(whole.ask());
        for (const optimizer of [whole, restored]) optimizer.tell(optimizer.ask().points.map(evaluate));
      }
      expect(JSON.stringify(restored)).toBe(JSON.stringify(whole));
      expect(ladder(declared([1]), { seed: 6 }).ask()).not.toEqual(ladder(declared([1]), { seed: 5 }).ask());
    },
  );
});

describe("successive halving", () => {
  const wood = evaluateWith(PROBLEMS.wood!);
  const starts = [
    [-3, -1, -3, -1],
    [0, 0, 0, 0],
    [2, 4, 2, 4],
    [30, -30, 30, -30],
    [5, 5, 5, 5],
  ] as const;
  const searches = () => starts.map((start) => Lbfgs.from(start));

  test("keeps the better half after as many evaluations as promised, and leads to the minimum", () => {
    const halving = SuccessiveHalving.of(searches(), { first: 4, finalists: 1 });
    const values = searches().map((search, index) => {
      minimize(search, wood, { maxEvaluations: 4 });
      return { index, value: search.best!.value };
    });
    const order = values.sort((a, b) => a.value - b.value).map(({ index }) => index);
    expect(halving.alive).toEqual([0, 1, 2, 3, 4]);
    minimize(halving, wood, { maxEvaluations: 20 });
    expect(halving.alive).toEqual(order.slice(0, 2).sort());
    minimize(halving, wood, { maxEvaluations: 36 });
    expect(halving.alive.length).toBe(1);
    expect(minimize(halving, wood, { maxEvaluations: 2000 })).toBe("gtol");
    expect(halving.best!.value).toBeLessThan(1e-12);
  });

  test("the first is kept when that is asked for, and a failing search is dropped before any other", () => {
    const worst = [30, -30, 30, -30];
    const list = [worst, ...starts.slice(0, 3)].map((start) => Lbfgs.from(start));
    const halving = SuccessiveHalving.of(list, { first: 4, finalists: 1, keepFirst: true });
    const f = (x: Float64Array) => (x[0] === 2 && x[1] === 4 ? undefined : wood(x));
    minimize(halving, f, { maxEvaluations: 13 });
    expect(halving.alive).toContain(0);
    expect(halving.alive).not.toContain(3);
    expect(minimize(halving, f, { maxEvaluations: 5000 })).toBe("gtol");
    const failing = SuccessiveHalving.of(searches(), { keepFirst: true });
    expect(minimize(failing, () => undefined)).toBe("nonfinite");
  });

  test("answers that come later give the same; time and abortion end it between requests", async () => {
    const direct = SuccessiveHalving.of(searches());
    minimize(direct, wood, { maxEvaluations: 60 });
    const later = SuccessiveHalving.of(searches());
    const answered = async (points: readonly Float64Array[]) => points.map(wood);
    expect(
      await minimizeAsync(later, answered, { maxEvaluations: 60, expired: () => later.evaluations >= 40 }),
    ).toBe("time");
    await minimizeAsync(later, answered, { maxEvaluations: 60 });
    expect(JSON.stringify(later)).toBe(JSON.stringify(direct));
    const abort = new AbortController();
    const before = JSON.stringify(later);
    const aborting = async (points: readonly Float64Array[]) => {
      abort.abort();
      return points.map(wood);
    };
    expect(await minimizeAsync(later, aborting, { signal: abort.signal })).toBe("aborted");
    expect(JSON.stringify(later)).toBe(before);
  });
});
