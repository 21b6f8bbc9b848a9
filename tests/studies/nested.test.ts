// The nested study beside plain TypeScript: dual numbers for the particle, formulas for the rest, and the benchmark's published output.
import { beforeAll, describe, expect, test } from "vitest";
import { studies } from "../../studies/index.js";
import { type NestedOutcome, runNested } from "../../studies/nested/nested.js";
import { problems } from "../../studies/nested/problems.js";
import { loadRoads, type RoadLoads } from "../../studies/roads.js";

/** A number and its derivative by the control. */
class Dual {
  constructor(
    readonly x: number,
    readonly d = 0,
  ) {}
  plus(o: Dual): Dual {
    return new Dual(this.x + o.x, this.d + o.d);
  }
  minus(o: Dual): Dual {
    return new Dual(this.x - o.x, this.d - o.d);
  }
  times(o: Dual): Dual {
    return new Dual(this.x * o.x, this.d * o.x + this.x * o.d);
  }
  over(o: Dual): Dual {
    return new Dual(this.x / o.x, (this.d * o.x - this.x * o.d) / o.x ** 2);
  }
  power(p: number): Dual {
    return new Dual(this.x ** p, p * this.x ** (p - 1) * this.d);
  }
}
const constant = (x: number): Dual => new Dual(x);

/** Where the particle crosses the axis. The force of each charge is (x - c) / |x - c|³: no derivative is taken. */
function crossing(w: number): Dual {
  const charges = [
    [constant(10), new Dual(10 - w, -1)],
    [constant(10), constant(0)],
  ] as const;
  let [x, y, u, v] = [0, 8, 0.75, 0].map(constant) as [Dual, Dual, Dual, Dual];
  for (;;) {
    const next = y.plus(v.times(constant(0.1)));
    if (next.x <= 0) return x.minus(y.over(v).times(u));
    let [a, b] = [constant(0), constant(0)];
    for (const [cx, cy] of charges) {
      const [dx, dy] = [x.minus(cx), y.minus(cy)];
      const cube = dx.times(dx).plus(dy.times(dy)).power(1.5);
      a = a.plus(dx.over(cube));
      b = b.plus(dy.over(cube));
    }
    x = x.plus(u.times(constant(0.1)));
    y = next;
    u = u.plus(a.times(constant(0.1)));
    v = v.plus(b.times(constant(0.1)));
  }
}

/** The descent of the benchmark. */
function descend(f: (x: number[]) => number, gradient: (x: number[]) => number[], start: number[]): number[] {
  let [x, step, successes] = [start, 1e-5, 0];
  for (;;) {
    const slope = gradient(x);
    if (Math.hypot(...slope) <= 1e-5) return x;
    if (successes === 10) [step, successes] = [2 * step, 0];
    const next = x.map((value, j) => value - step * slope[j]!);
    if (Math.hypot(...x.map((value, j) => value - next[j]!)) <= 1e-5) return x;
    if (f(next) < f(x)) [x, successes] = [next, successes + 1];
    else [step, successes] = [step / 2, 0];
  }
}

const close = (found: readonly number[], expected: readonly number[], within: number): void => {
  expect(found).toHaveLength(expected.length);
  for (const [j, value] of expected.entries()) expect(Math.abs(found[j]! - value)).toBeLessThan(within);
};

let roads: RoadLoads;
let outcome: NestedOutcome;
beforeAll(async () => {
  roads = await loadRoads();
  outcome = await runNested({ roads });
});

const answersTo = (problem: string): readonly (readonly number[])[] => {
  const rows = outcome.answers.filter((row) => row.problem === problem);
  expect(rows.length).toBeGreaterThan(2);
  return rows.flatMap(({ compiled, interpreted }) => [compiled, interpreted]);
};

describe("answers, in all modes and on both engines", () => {
  test("agree within 1e-10", () => {
    const { summary } = outcome.report;
    expect(summary).toMatchObject({ problems: 5, answers: 36, failures: [] });
    for (const { name, modes } of problems) {
      const all = answersTo(name);
      expect(all).toHaveLength(2 * modes.length);
      for (const answer of all) close(answer, all[0]!, 1e-10);
    }
  });
  test("particle by descent: of dual numbers, and as published", () => {
    const own = descend(
      ([w]) => crossing(w!).x ** 2,
      ([w]) => [2 * crossing(w!).x * crossing(w!).d],
      [0],
    );
    for (const answer of answersTo("particle by descent")) {
      close(answer, own, 1e-10);
      close(answer, [0.20719187464861194], 1e-10);
    }
  });
  test("particle by Newton's method: the control at which a bisection has the path cross at the origin", () => {
    let [low, high] = [0, 1];
    const sign = Math.sign(crossing(low).x);
    expect(Math.sign(crossing(high).x)).toBe(-sign);
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (Math.sign(crossing(middle).x) === sign) low = middle;
      else high = middle;
    }
    for (const answer of answersTo("particle by Newton's method")) close(answer, [low], 1e-12);
  });
  test("saddle: of the gradients' formulas, and as published", () => {
    const square = (p: number[]): number => p[0]! ** 2 + p[1]! ** 2;
    const twice = (p: number[]): number[] => p.map((x) => 2 * x);
    const q = descend(square, twice, [1, 1]);
    const p = descend((point) => square(point) - square(q), twice, [1, 1]);
    for (const answer of answersTo("saddle")) {
      close(answer, [...p, ...q], 1e-10);
      close(answer, Array<number>(4).fill(8.246324826140356e-6), 1e-16);
    }
  });
  test.each(["probabilistic lambda calculus", "probabilistic Prolog"])(
    "%s: ascent of the formula",
    (name) => {
      // All of 0, 1, 2, 2 are seen with probability a (1 - a)³ b (1 - b)².
      let [a, b] = [0.5, 0.5];
      for (let i = 0; i < 1000; i++) {
        const [da, db] = [
          ((1 - a) ** 3 - 3 * a * (1 - a) ** 2) * b * (1 - b) ** 2,
          a * (1 - a) ** 3 * ((1 - b) ** 2 - 2 * b * (1 - b)),
        ];
        [a, b] = [a + 0.1 * da, b + 0.1 * db];
      }
      for (const answer of answersTo(name)) {
        close(answer, [a, b], 1e-12);
        close(answer, [1 / 4, 1 / 3], 1e-8);
      }
    },
  );
});

describe("the probabilistic programs", () => {
  test.each([
    ["probabilistic lambda calculus", "(evaluate query '() (list p0 p1))"],
    ["probabilistic Prolog", "(answers '(p (? answer)) '(? answer) (knowledge p0 p1))"],
  ])("%s: the distribution over 0, 1, 2, and its derivatives", async (name, expression) => {
    const { source } = problems.find((problem) => problem.name === name)!;
    const entries = Object.fromEntries([0, 1, 2].map((v) => [`of ${v}`, `(cdr (assv ${v} ${expression}))`]));
    const program = await roads.interpreted(source, { entries });
    const [a, b] = [0.2, 0.7];
    program.setParameters({ p0: a, p1: b });
    const expected = [
      { value: a, p0: 1, p1: 0 },
      { value: (1 - a) * b, p0: -b, p1: 1 - a },
      { value: (1 - a) * (1 - b), p0: -(1 - b), p1: -(1 - a) },
    ];
    for (const [v, { value, p0, p1 }] of expected.entries()) {
      const answer = program.valueAndGradient(`of ${v}`);
      expect(answer.value).toBeCloseTo(value, 14);
      expect(answer.gradient.get("p0")).toBeCloseTo(p0, 14);
      expect(answer.gradient.get("p1")).toBeCloseTo(p1, 14);
    }
  });
  test("Prolog: variables of two uses of a clause are different, and failing goals backtrack", async () => {
    const { source } = problems.find(({ name }) => name === "probabilistic Prolog")!;
    // Grandchildren: two uses of `parent`, each with variables of its own; the last goal has no proof.
    const entries = {
      grandchildren: `
        (map car (answers '(grand ann (? who)) '(? who)
          '((1.0 (parent ann bob)) (1.0 (parent ann sue)) (1.0 (parent bob tim)) (1.0 (parent sue zoe))
            (0.5 (grand (? x) (? z)) (parent (? x) (? y)) (parent (? y) (? z))))))`,
      nobody: "(answers '(parent tim (? who)) '(? who) '((1.0 (parent ann bob))))",
      free: "(unify '(f (? a) (? b)) '(f (? b) 3) '())",
    };
    const program = await roads.interpreted(source, { entries });
    expect(program.write("grandchildren")).toBe("(zoe tim)");
    expect(program.write("nobody")).toBe("()");
    expect(program.write("free")).toBe("(((? b) . 3) ((? a) ? b))");
  });
});

describe("the study", () => {
  test("text and files", async () => {
    for (const { name } of problems) expect(outcome.text).toContain(name);
    expect(outcome.text).toContain("36 answers to 5 problems");
    const files = await outcome.files();
    expect(files.get("nested.csv")!.trim().split("\n")).toHaveLength(1 + outcome.answers.length);
    const saddle = await roads.interpreted(files.get("saddle.scm")!);
    expect(saddle.names).toContain("saddle");
  });
  test("quick: the first and last mode of each problem; --only, and a name that no problem has", async () => {
    const quick = await runNested({ roads, quick: true, only: "Newton" });
    expect(quick.answers.map(({ mode }) => mode)).toEqual(["FF", "RR"]);
    await expect(studies.nested!.run({ load: roads.compiled, only: "zebra" })).rejects.toThrow(
      'no problem\'s name contains "zebra"; there are: particle by descent, ',
    );
  });
  test("an engine that computes something else fails the study", async () => {
    const wrong: RoadLoads = {
      ...roads,
      interpreted: (source, options) => roads.interpreted(source.replace("(= i 1000)", "(= i 900)"), options),
    };
    const failed = await runNested({ roads: wrong, only: "Prolog", quick: true });
    expect(failed.failure).toBe("1 of 2 answers are wrong or differ");
    expect(failed.text).toContain("WRONG: probabilistic Prolog, F");
  });
  test("cancelled: rejected with the reason", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(runNested({ roads, only: "Newton", signal })).rejects.toThrow("enough");
  });
});
