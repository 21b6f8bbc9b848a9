// `fit` and its data files: formats, names of columns, missing values; and the module it writes.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { loadModule } from "../../host/index.js";
import { Folder } from "./support.js";

const LINE = "(define-parameter p 0.0)\n(define-parameter q 0.5)\n(define (line x) (+ p (* q x)))\n";
const points = [1, 2, 3, 4, 5].map((x) => [x, 3 + 2 * x] as const);
const asked = ["--predict", "(line time)", "--target", "level"];

describe("fit reads", () => {
  const csv = `time (s),level [m]\n${points.map((p) => p.join(",")).join("\n")}\n`;
  const folder = new Folder({
    "line.scm": LINE,
    "a.csv": csv,
    "a.csv.gz": gzipSync(csv),
    "a.tsv": csv.replaceAll(",", "\t"),
    "a.ndjson": points.map(([x, y]) => JSON.stringify({ "time (s)": x, "level [m]": y })).join("\n"),
    "comma.csv": csv.replaceAll(",", ";").replace("1;5", "1,0;5"),
    "bar.txt": csv.replaceAll(",", "|"),
    "holes.csv": `${csv}6,\nNA,NaN\n`,
    "wrong.csv.gz": csv,
  });

  test("every format to the same fit", async () => {
    const [first, ...others] = await Promise.all(
      [
        ["a.csv"],
        ["a.csv.gz"],
        ["a.tsv"],
        ["a.ndjson"],
        ["comma.csv", "--decimal", "comma"],
        ["bar.txt", "--delimiter", "|"],
      ].map(([file, ...options]) =>
        folder.interpret("fit", "line.scm", file!, ...options, ...asked, "--json"),
      ),
    );
    expect(first).toMatchObject({ code: 0, stderr: "" });
    const { parameters } = JSON.parse(first!.stdout);
    expect(parameters.p).toBeCloseTo(3, 10);
    expect(parameters.q).toBeCloseTo(2, 10);
    for (const other of others) expect(other).toEqual(first);
  });

  test("from stdin, in a format that is named", async () => {
    const args = ["fit", "line.scm", "-", "--format", "tsv", ...asked, "--engine", "interpreter"];
    const { code, stdout } = await folder.runWith(folder.read("a.tsv"), ...args);
    expect({ code, fitted: /^q +2\b|^q +[12]\.[09]/m.test(stdout) }).toEqual({ code: 0, fitted: true });
  });

  test("other names for columns, and their units on the page", async () => {
    const { code } = await folder.interpret(
      ...["fit", "line.scm", "a.csv", "--column", "x=time (s)", "--predict", "(line x)"],
      ...["--target", "level [m]", "--report", "page.html"],
    );
    expect(code).toBe(0);
    const page = folder.read("page.html");
    for (const label of ["x [s]", "level [m]"]) expect(page).toContain(label);
  });

  test("missing values are an error that tells how many, unless they are to be skipped", async () => {
    const refused = await folder.interpret("fit", "line.scm", "holes.csv", ...asked);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      'holes.csv:7:3: error: column "level": expected a number, found no value; in "time", "level" 3 values are missing, in 2 rows.',
    );
    const skipped = await folder.interpret(
      "fit",
      "line.scm",
      "holes.csv",
      ...asked,
      "--missing",
      "skip",
      "--json",
    );
    expect(JSON.parse(skipped.stdout)).toMatchObject({ trainRows: 5, skippedRows: 2 });
    const told = await folder.interpret("fit", "line.scm", "holes.csv", ...asked, "--missing", "skip");
    expect(told.stdout).toMatch(/^without a value +2$/m);
  });

  test("gzip that is none is told", async () => {
    const { code, stderr } = await folder.interpret("fit", "line.scm", "wrong.csv.gz", ...asked);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        "wrong.csv.gz: error: is not gzip data although its name ends in .gz: the file does not begin with the bytes 1f 8b\n",
    });
  });

  test.each([
    [["--delimiter", "ab"], 'Expected one character (or "tab")'],
    [["--column", "time"], "Expected name=header"],
    [["--column", "x=time (s)", "--column", "x=level [m]"], "The name x is given twice"],
    [["--format", "jsonl", "--decimal", "comma"], "are for separated text, not for JSON lines"],
    [["--wasm", "line.scm"], "line.scm would replace the program"],
    [["--resume", "a.csv"], "a.csv would replace the data"],
    [["-o", "b", "--wasm", "b"], "-o and --wasm name the same file"],
  ])("%j is a wrong command line", async (options, message) => {
    const { code, stderr } = await folder.interpret("fit", "line.scm", "a.csv", ...asked, ...options);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test("the module that it writes computes with the fitted constants", async () => {
    const { code, stdout } = await folder.run(
      ...["fit", "line.scm", "a.csv", ...asked, "--wasm", "line.wasm", "-o", "fitted.scm", "--json"],
    );
    expect(code).toBe(0);
    const { p, q } = JSON.parse(stdout).parameters;
    const module = await loadModule(readFileSync(join(folder.path, "line.wasm")));
    expect(module.call("line", 10)).toBe(p + q * 10);
    expect([...module.parameters.values()].map(({ name, initial }) => [name, initial])).toEqual([
      ["p", p],
      ["q", q],
    ]);
    expect(module.source()).toBe(folder.read("fitted.scm"));
  });
});
