// The splits: what workers get holds no target of a row that is not trained on, and groups fit together or the file is named.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSplits, readTest } from "../../search/data.js";
import type { Task } from "../../search/task.js";
import { taskWith, temporary } from "./support.js";

const TRAIN = "cell,t,y\nb,1,10\na,1,20\nb,2,11\na,2,21\n";
const VALIDATION = "cell,t,y\na,3,777\nb,3,888\nb,4,999\n";

function grouped(files: Readonly<Record<string, string>> = {}): { folder: string; task: Task } {
  const folder = temporary({ "train.csv": TRAIN, "validation.csv": VALIDATION, ...files });
  const at = (name: string): string => join(folder, name);
  const data = {
    train: at("train.csv"),
    validation: at("validation.csv"),
    test: at("test.csv"),
    group: "cell",
  };
  return { folder, task: taskWith({ data }) };
}

const plain = (column: Float64Array | undefined): number[] => [...(column ?? [])];

describe("splits", () => {
  it("are rows by group, in the order of the training file", () => {
    const { groups, targets } = readSplits(grouped().task);
    expect(groups.map(({ name }) => name)).toEqual(["b", "a"]);
    expect(plain(groups[0]?.train.columns[0])).toEqual([1, 2]);
    expect(plain(groups[0]?.train.target)).toEqual([10, 11]);
    expect(groups.map(({ ask }) => plain(ask[0]))).toEqual([[3, 4], [3]]);
    expect(targets.map(plain)).toEqual([[888, 999], [777]]);
  });

  it("give workers no target of a validation row", () => {
    const { groups } = readSplits(grouped().task);
    const numbers: number[] = [];
    const collect = (value: unknown): void => {
      if (value instanceof Float64Array) numbers.push(...value);
      else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
    };
    collect(groups);
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 1, 2, 2, 3, 3, 4, 10, 11, 20, 21]);
  });

  it("do not open the test file", () => {
    const { folder, task } = grouped();
    const { groups } = readSplits(task);
    expect(() => readTest(task, groups)).toThrow(/cannot read the data: no such file/);
    writeFileSync(join(folder, "test.csv"), "cell,t,y\na,5,1\nb,5,2\n");
    expect(readTest(task, groups)?.map(({ name, target }) => [name, ...target])).toEqual([
      ["b", 2],
      ["a", 1],
    ]);
  });

  it("have a fingerprint that any number changes", () => {
    const print = (validation: string): string =>
      readSplits(grouped({ "validation.csv": validation }).task).fingerprint;
    expect(print(VALIDATION)).toBe(print(VALIDATION));
    expect(print(VALIDATION.replace("999", "998"))).not.toBe(print(VALIDATION));
  });

  it("may leave groups out later, but not all of them, and know no others", () => {
    const { task } = grouped({ "validation.csv": `${VALIDATION}c,1,1\n` });
    expect(() => readSplits(task)).toThrow(
      expect.objectContaining({ kind: "task", file: task.data.validation }),
    );
    const fewer = readSplits(grouped({ "validation.csv": "cell,t,y\na,3,777\n" }).task);
    expect(fewer.groups.map(({ ask }) => ask.map(plain))).toEqual([[[]], [[3]]]);
    expect(fewer.targets.map(plain)).toEqual([[], [777]]);
    expect(() => readSplits(grouped({ "validation.csv": "cell,t,y\n" }).task)).toThrow(/no data rows/);
  });

  it("say which cell is wrong", () => {
    const { task } = grouped({ "train.csv": TRAIN.replace("11", "eleven") });
    expect(() => readSplits(task)).toThrow(
      expect.objectContaining({ name: "DataError", line: 4, column: 5 }),
    );
  });
});
