// What the data determine, in words: models whose combinations are known by construction.
import { describe, expect, it } from "vitest";
import { type Identifiability, identifiabilityOf } from "../../calibrate/diagnostics/index.js";

const xs = Float64Array.from({ length: 25 }, (_, i) => 0.2 + 0.15 * i);

type Model = (p: readonly number[], x: number) => number;

/** Jacobian by complex-free central differences of fourth order: relative error about 1e-12. */
function jacobianOf(model: Model, at: readonly number[]): Float64Array[] {
  return at.map((value, j) => {
    const h = 1e-3 * Math.max(1, Math.abs(value));
    const f = (way: number, x: number): number =>
      model(
        at.map((old, k) => (k === j ? old + way * h : old)),
        x,
      );
    return xs.map((x) => (8 * (f(1, x) - f(-1, x)) - (f(2, x) - f(-2, x))) / (12 * h));
  });
}

function judge(
  names: readonly string[],
  parameters: readonly number[],
  jacobian: readonly Float64Array[],
  model?: Model,
): Identifiability {
  const predict = model && ((p: Float64Array): Float64Array => xs.map((x) => model([...p], x)));
  return identifiabilityOf({ names, parameters, jacobian, ...(predict ? { predict } : {}) });
}

/** Names, values, exact derivatives by the parameters, what is determined. */
const cases: readonly [
  string,
  readonly string[],
  readonly number[],
  (p: readonly number[], x: number) => number[],
  Model,
  string[],
][] = [
  [
    "a·b·e^(-cx)",
    ["a", "b", "c"],
    [2, 3, 0.5],
    ([a, b, c], x) => [b! * Math.exp(-c! * x), a! * Math.exp(-c! * x), -x * a! * b! * Math.exp(-c! * x)],
    ([a, b, c], x) => a! * b! * Math.exp(-c! * x),
    ["a·b"],
  ],
  [
    "a/b·x + c",
    ["a", "b", "c"],
    [2, 3, 0.5],
    ([a, b], x) => [x / b!, (-a! * x) / b! ** 2, 1],
    ([a, b, c], x) => (a! / b!) * x + c!,
    ["a/b"],
  ],
  ["(a + b)x", ["a", "b"], [2, 3], (_, x) => [x, x], ([a, b], x) => (a! + b!) * x, ["a + b"]],
  [
    "(2a - b)x + c",
    ["a", "b", "c"],
    [2, 3, 1],
    (_, x) => [2 * x, -x, 1],
    ([a, b, c], x) => (2 * a! - b!) * x + c!,
    ["2·a - b"],
  ],
  [
    "a²·b·x",
    ["a", "b"],
    [2, 3],
    ([a, b], x) => [2 * a! * b! * x, a! ** 2 * x],
    ([a, b], x) => a! ** 2 * b! * x,
    ["a^2·b"],
  ],
  [
    "a·b·c·x",
    ["a", "b", "c"],
    [2, 3, -4],
    ([a, b, c], x) => [b! * c! * x, a! * c! * x, a! * b! * x],
    ([a, b, c], x) => a! * b! * c! * x,
    ["a·b·c"],
  ],
  [
    "a·b + b·c·x",
    ["a", "b", "c"],
    [2, 3, 5],
    ([a, b, c], x) => [b!, a! + c! * x, b! * x],
    ([a, b, c], x) => a! * b! + b! * c! * x,
    ["a·b", "b·c"],
  ],
];

describe("directions without influence", () => {
  it.each(cases)("%s", (_, names, at, derivatives, model, determined) => {
    const rows = Array.from(xs, (x) => derivatives(at, x));
    const jacobian = names.map((_name, j) => Float64Array.from(rows, (row) => row[j]!));
    for (const found of [judge(names, at, jacobian), judge(names, at, jacobian, model)]) {
      const { directions, rank, conditionNumber } = found;
      expect(directions).toHaveLength(1);
      expect(directions[0]!.kind).toBe("undetermined");
      expect([...directions[0]!.determined].sort()).toEqual([...determined].sort());
      expect(rank).toBeLessThan(names.length);
      expect(conditionNumber).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it("are put in a sentence", () => {
    const jacobian = [xs.map((x) => 3 * x), xs.map((x) => 2 * x), xs.map(() => 1)];
    const { directions } = judge(["a", "b", "c"], [2, 3, 1], jacobian);
    expect(directions[0]!.words).toBe("only a·b is determined, not a and b separately");
  });

  it("of separate groups are told apart", () => {
    // a·b·x + (c + d): two planes that share no parameter.
    const jacobian = [xs.map((x) => 3 * x), xs.map((x) => 2 * x), xs.map(() => 1), xs.map(() => 1)];
    const { directions, rank } = judge(["a", "b", "c", "d"], [2, 3, 5, 7], jacobian);
    expect(rank).toBe(2);
    expect(directions.map(({ determined }) => determined)).toEqual([["a·b"], ["c + d"]]);
  });

  it("at equal values are a product or a sum by what the predictions do elsewhere", () => {
    const at = [2, 2];
    const equal = [xs.map((x) => 2 * x), xs.map((x) => 2 * x)];
    expect(judge(["a", "b"], at, equal, ([a, b], x) => a! * b! * x).directions[0]!.determined).toEqual([
      "a·b",
    ]);
    expect(judge(["a", "b"], at, equal, ([a, b], x) => 2 * (a! + b!) * x).directions[0]!.determined).toEqual([
      "a + b",
    ]);
  });

  it("without small integers are listed, not named", () => {
    const at = [2, 3];
    const jacobian = [xs.map((x) => x), xs.map((x) => Math.PI * x)];
    const [direction] = judge(["a", "b"], at, jacobian).directions;
    expect(direction!.determined).toEqual([]);
    expect(direction!.words).toBe(
      "the data do not determine a and b separately: some combination of these does not change the predictions",
    );
  });

  it("need no value other than 0", () => {
    const jacobian = [xs.map((x) => x), xs.map((x) => x)];
    expect(judge(["a", "b"], [0, 0], jacobian).directions[0]!.determined).toEqual(["a + b"]);
  });

  it("of a single parameter are a lack of influence", () => {
    const found = judge(["a", "b"], [1, 1], [xs, new Float64Array(xs.length)]);
    expect([found.withoutInfluence, found.directions, found.rank]).toEqual([["b"], [], 1]);
  });
});

describe("sloppy directions", () => {
  it("are named by what is determined nearly alone", () => {
    // Michaelis–Menten far below saturation: v x / (k + x) ≈ (v/k) x.
    const model: Model = ([v, k], x) => (v! * x) / (k! + x);
    const at = [20_000, 40_000];
    const jacobian = [xs.map((x) => x / (at[1]! + x)), xs.map((x) => (-at[0]! * x) / (at[1]! + x) ** 2)];
    const { directions, rank, conditionNumber } = judge(["v", "k"], at, jacobian, model);
    expect([rank, directions.length]).toEqual([2, 1]);
    expect(directions[0]).toMatchObject({ kind: "sloppy", determined: ["v/k"], parameters: ["v", "k"] });
    expect(conditionNumber).toBeGreaterThan(1e4);
    expect(directions[0]!.words).toMatch(/^little more than v\/k is determined/);
  });

  it("are not seen in a well determined model", () => {
    const model: Model = ([a, b], x) => a! * Math.exp(-b! * x);
    const { directions, conditionNumber } = judge(["a", "b"], [2, 0.5], jacobianOf(model, [2, 0.5]), model);
    expect(directions).toEqual([]);
    // Two unit columns at angle φ have singular values √(1 ± cos φ).
    const [p, q] = jacobianOf(model, [2, 0.5]);
    const dot = p!.reduce((sum, x, i) => sum + x * q![i]!, 0);
    const cosine = Math.abs(dot) / Math.hypot(...p!) / Math.hypot(...q!);
    expect(conditionNumber).toBeCloseTo(Math.sqrt((1 + cosine) / (1 - cosine)), 8);
  });
});
