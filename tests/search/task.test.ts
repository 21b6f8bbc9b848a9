// The task file: what is accepted, what is said of what is not, and that the example and the schema are what they promise.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exampleFiles } from "../../search/init.js";
import { parseJsonc } from "../../search/jsonc.js";
import { readTask } from "../../search/task.js";
import { multiply, parseUnit, unitText } from "../../search/units.js";
import { MINIMAL, taskWith, temporary } from "./support.js";

describe("a task", () => {
  it("has its defaults filled in", () => {
    const task = taskWith();
    expect(task.limits).toEqual({
      fuel: 1000000,
      heap: 64,
      stack: 16,
      tape: 128,
      output: 10000,
      seconds: 60,
    });
    expect(task.islands).toEqual({ count: 2, batch: 16, migrateEvery: 10, migrants: 2 });
    expect(task.proposers).toEqual([
      { kind: "grammar", weight: 1, depth: 4, crossover: 0.3, fresh: 0.1, templates: true },
    ]);
    expect(task.entry.arguments).toEqual([{ column: "t", name: "t" }]);
    expect(task.start).toEqual([]);
  });

  const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>, string | RegExp])[] = [
    ["a missing member", { budget: undefined }, 'the task lacks "budget": add it'],
    ["an unknown member", { butget: 1 }, 'has a member "butget" that means nothing here'],
    ["a member of the wrong type", { seed: "one" }, "seed must be of the type integer"],
    ["a number out of range", { budget: { evaluations: 0 } }, /budget\.evaluations must be >= 1/],
    ["another loss", { loss: "absolute" }, 'loss must be one of "squared"'],
    [
      "an unknown procedure",
      { language: { primitives: ["+", "sqr"] } },
      'language.primitives.1 names no procedure: "sqr"; did you mean "sqrt"?',
    ],
    [
      "an unknown proposer",
      { proposers: [{ kind: "oracle" }] },
      'proposers.0.kind must be one of "grammar", "language-model", "scripted"',
    ],
    ["a proposer's member", { proposers: [{ kind: "grammar", deep: 3 }] }, 'proposers.0 has a member "deep"'],
    ["a script without a file", { proposers: [{ kind: "scripted" }] }, 'proposers.0 lacks "file"'],
    ["no weight", { proposers: [{ kind: "grammar", weight: 0 }] }, "proposers have no weight above 0"],
    ["a unit", { target: { column: "y", unit: "m//s" } }, 'target.unit is no unit: "m//s"'],
    [
      "an argument without a name",
      { entry: { name: "model", arguments: [{ column: "two words" }] } },
      "needs a name that Scheme can have",
    ],
    [
      "two arguments of a name",
      { entry: { name: "model", arguments: [{ column: "t" }, { column: "u", name: "t" }] } },
      'entry.arguments.1 has the name of an earlier argument, "t"',
    ],
  ]; // prettier-ignore
  it.each(wrong)("is refused for %s", (_, changes, message) => {
    const { budget, ...rest } = { ...MINIMAL, ...changes };
    expect(() => taskWith(budget === undefined ? { ...rest, budget: undefined } : changes)).toThrow(message);
  });

  it("is read with comments, and its paths are relative to it", () => {
    const folder = temporary({
      "task.jsonc": `// a comment\n${JSON.stringify({ ...MINIMAL, description: "http://x /* no comment */" })} /* end */`,
    });
    const task = readTask(join(folder, "task.jsonc"), { seed: 7 });
    expect(task.data.train).toBe(join(folder, "train.csv"));
    expect(task.description).toBe("http://x /* no comment */");
    expect(task.seed).toBe(7);
  });

  it.each([
    ['{\n  // x\n  "a": 1,\n  "b" 2\n}', 4, 7, 'expected a :, found "2"'],
    ['{"a": [1, 2, ]}', 1, 14, 'expected a value, found "]"'],
    ['{"a": {"b": [] "c"}}', 1, 16, 'expected a comma or }, found "\\""'],
    ['{"a": 1,}', 1, 9, 'expected a name, found "}"'],
    ['{"a": nul}', 1, 7, 'expected a value, found "n"'],
    ['{"a": 1', 1, 8, "expected a comma or }, found the end of the file"],
    ["[] []", 1, 4, 'expected nothing more, found "["'],
    ["", 1, 1, "expected a value, found the end of the file"],
    ["{} /* open", 1, 4, "comment does not end"],
  ])("says where %j is not JSON", (text, line, column, message) => {
    expect(() => parseJsonc(text, "t.json")).toThrow(
      expect.objectContaining({
        kind: "task",
        file: "t.json",
        line,
        column,
        message: expect.stringContaining(message),
      }),
    );
  });

  it("is what search init writes", () => {
    const folder = temporary(exampleFiles());
    expect(readTask(join(folder, "task.jsonc")).name).toBe("cooling");
    expect(readFileSync(join(folder, "train.csv"), "utf8").split("\n")[0]).toBe("t,temperature");
  });
});

describe("units", () => {
  it.each([
    ["kg*m/s^2", "kg*m*s^-2"],
    ["1/s", "s^-1"],
    ["m^0.5*m^0.5", "m"],
    ["1", "1"],
    ["m/m", "1"],
  ])("%s is %s", (text, normal) => {
    expect(unitText(parseUnit(text) ?? new Map())).toBe(normal);
  });
  it("cancel", () => {
    const speed = parseUnit("m/s") ?? new Map();
    expect(unitText(multiply(speed, speed, -1))).toBe("1");
  });
});
