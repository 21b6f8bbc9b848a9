// `fit`: a CSV in, constants with errors out, the program written back, a page to look at.
import { describe, expect, test } from "vitest";
import { Folder } from "./support.js";

const PROGRAM = `; fade of a cell
(define-parameter q0 1.0 (lower 0.0))   ; at the start
(define-parameter rate 0.01)
(define (capacity t) (* q0 (exp (- (* rate t)))))
`;
const rows = Array.from({ length: 40 }, (_, t) => `${t},${1.1 * Math.exp(-0.03 * t)},"note <${t}>"`);
const DATA = `t,"capacity & <b>",note\n${rows.join("\n")}\n`;
const FIT = ["fit", "fade.scm", "data.csv", "--predict", "(capacity t)", "--target", "capacity & <b>"];

describe("fit", () => {
  const folder = new Folder({ "fade.scm": PROGRAM, "data.csv": DATA });

  test("prints the same on both engines, and finds the constants", async () => {
    const compiled = await folder.run(...FIT, "--holdout", "0.25", "--json");
    const interpreted = await folder.interpret(...FIT, "--holdout", "0.25", "--json");
    expect(interpreted).toEqual(compiled);
    expect(await folder.runAlone("", ...FIT, "--holdout", "0.25", "--json")).toEqual(compiled);
    expect(compiled).toMatchObject({ code: 0, stderr: "" });
    const result = JSON.parse(compiled.stdout);
    expect(result.parameters.q0).toBeCloseTo(1.1, 9);
    expect(result.parameters.rate).toBeCloseTo(0.03, 9);
    expect(result).toMatchObject({ trainRows: 30, holdoutRows: 10, converged: true, warnings: [] });
    expect(result.loss).toBeLessThan(1e-20);
    expect(result.holdoutLoss).toBeLessThan(1e-20);
    expect(result.iterations).toBeGreaterThan(0);
    expect(Object.keys(result.standardErrors)).toEqual(["q0", "rate"]);
  });

  test("writes the program with only its constants changed, and a page with everything escaped", async () => {
    const { stdout, code } = await folder.interpret(
      ...FIT,
      "--holdout",
      "(>= t 30)",
      "-o",
      "fitted.scm",
      "--report",
      "out.html",
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^parameter +value +standard error +95 % +start\nq0 +1\.[01]/);
    expect(stdout).toMatch(/held out +10 /);
    const fitted = folder.read("fitted.scm");
    const constant = /(?<=define-parameter \w+ )[\d.e-]+/g;
    expect(fitted).not.toBe(PROGRAM);
    expect(fitted.replace(constant, "#")).toBe(PROGRAM.replace(constant, "#"));
    const page = folder.read("out.html");
    expect(page).toContain("<svg");
    expect(page).toContain("capacity &amp; &lt;b&gt;");
    expect(page).not.toMatch(/<b>|<script|https?:\/\/(?!www\.w3\.org)/);
  });

  test("--holdout must be true or false for every row", async () => {
    const { code, stderr } = await folder.interpret(...FIT, "--holdout", "(+ t 1)");
    expect(code).toBe(1);
    expect(stderr).toContain("--holdout:1:1: error: must be a fraction, or an expression that is #t or #f");
  });

  test.each([
    ["(> t 99)", "--holdout:1:1: error: holds out none of the 40 rows of data.csv"],
    ["(> t -1)", "--holdout:1:1: error: holds out all of the 40 rows of data.csv"],
    ["0.01", "nothing would be held out: 0.01 of 40 rows is less than half a row"],
    ["0.99", "no row is left to train on"],
  ])("--holdout %s is told, and nothing is written", async (rows, message) => {
    const { code, stderr } = await folder.interpret(...FIT, "--holdout", rows, "-o", "none.scm");
    expect(stderr).toContain(message);
    expect({ code, written: folder.list().includes("none.scm") }).toEqual({ code: 1, written: false });
  });

  test("a column that hides a parameter is warned of", async () => {
    folder.write("hides.csv", "rate,y\n1,2\n2,4\n3,6\n");
    folder.write("slope.scm", "(define-parameter rate 0.5)\n(define-parameter b 1.0)\n");
    const ask = ["--predict", "(* b rate)", "--target", "y"];
    const { code, stderr } = await folder.interpret("fit", "slope.scm", "hides.csv", ...ask);
    expect(stderr).toContain('warning: the column "rate" of hides.csv hides the parameter rate');
    expect(code).toBe(0);
  });

  test("an error of the program names the row that was being predicted, or held out", async () => {
    const fails = "(if (= t 3) (car t) (capacity t))";
    for (const run of [folder.run.bind(folder), folder.interpret.bind(folder)]) {
      const predicting = await run(...FIT.map((word) => (word === "(capacity t)" ? fails : word)));
      expect(predicting.code).toBe(1);
      expect(predicting.stderr).toContain("--predict:1:13: type: car: expected a pair, got 3.0");
      expect(predicting.stderr).toContain(
        "  while predicting row 4 (data.csv:5): t = 3, capacity & <b> = 1.0",
      );
    }
    const holding = await folder.interpret(...FIT, "--holdout", "(if (= t 3) (car t) #f)");
    expect(holding.stderr).toContain("  for row 4 (data.csv:5): t = 3");
  });

  test.each([
    [["-o", "fitted.scm", "--report", "."], ".: error: cannot be written: it is a folder"],
    [["-o", "fitted.scm", "--report", "data.csv/x.html"], "data.csv/x.html: error: cannot be written: "],
  ])("%j is refused before the work, and nothing is written", async (outputs, message) => {
    const made = new Folder({ "fade.scm": PROGRAM, "data.csv": DATA });
    const before = made.list();
    const { code, stderr, stdout } = await made.interpret(...FIT, ...outputs);
    expect(stderr).toContain(message);
    expect({ code, stdout, files: made.list() }).toEqual({ code: 1, stdout: "", files: before });
  });
});

describe("bad data and questions", () => {
  const folder = new Folder({
    "fade.scm": PROGRAM,
    "data.csv": DATA,
    "words.csv": "t,y\n0,1.5\n1,oops\n",
    "hole.csv": "t,y\n0,1.5\n1,\n",
    "ragged.csv": "t,y\n0,1.5\n1\n",
    "header.csv": "t,y\n",
    "empty.csv": "",
    "plain.scm": "(define (capacity t) (* 2 t))\n",
  });
  const before = folder.list();
  const [ask, wanted] = [
    ["--predict", "(capacity t)"],
    ["--target", "y"],
  ];
  test.each([
    [
      ["fade.scm", "words.csv", ...ask, ...wanted],
      'words.csv:3:3: error: column "y": expected a number, found "oops"',
    ],
    [
      ["fade.scm", "hole.csv", ...ask, ...wanted],
      'hole.csv:3:3: error: column "y": expected a number, found no value; in "t", "y" 1 value is missing.',
    ],
    [
      ["fade.scm", "ragged.csv", ...ask, ...wanted],
      "ragged.csv:3:1: error: this row has 1 cell, the header has 2 columns",
    ],
    [
      ["fade.scm", "header.csv", ...ask, ...wanted],
      "header.csv:2:1: error: the file has a header row but no data rows",
    ],
    [["fade.scm", "empty.csv", ...ask, ...wanted], "empty.csv:1:1: error: the file is empty"],
    [["fade.scm", "data.csv", ...ask, ...wanted], 'data.csv:1:1: error: there is no column "y"'],
    [
      ["fade.scm", "data.csv", "--predict", "(capacity (+ t day))", "--target", "capacity & <b>"],
      '--predict:1:16: error: undefined variable: day; the columns of data.csv are "t", "capacity & <b>", "note"',
    ],
    [
      ["fade.scm", "data.csv", "--predict", "(capacity 5)", "--target", "capacity & <b>"],
      "--predict:1:1: error: the prediction uses no column",
    ],
    [
      ["fade.scm", "data.csv", "--predict", "(* 2 t)", "--target", "capacity & <b>"],
      "--predict:1:1: error: no executed operation connects a parameter (q0, rate) with a prediction",
    ],
    [
      ["fade.scm", "data.csv", "--predict", "(/ (capacity t) (- t 3))", "--target", "capacity & <b>"],
      "data.csv:5:1: error: the prediction is Infinity at the start values",
    ],
    [
      ["fade.scm", "data.csv", "--predict", '(if (> t 3) "big" (capacity t))', "--target", "capacity & <b>"],
      "--predict:1:1: type: gradient: expected a number",
    ],
    [
      ["fade.scm", "data.csv", "--predict", "(capacity t", "--target", "capacity & <b>"],
      "--predict:1:1: syntax: this parenthesis is not closed",
    ],
    [
      ["plain.scm", "data.csv", "--predict", "(capacity t)", "--target", "capacity & <b>"],
      "plain.scm:1:1: error: the program has no parameter to fit",
    ],
    [["fade.scm", "missing.csv", ...ask, ...wanted], "missing.csv: error: cannot be read: no such file"],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await folder.interpret(
      "fit",
      ...args,
      "-o",
      "out.scm",
      "--report",
      "out.html",
    );
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(folder.list()).toEqual(before);
  });

  test.each([
    [["--holdout", "1.5"], "--holdout: a fraction is at least 0 and less than 1, got 1.5"],
    [["--starts", "0"], "Expected a whole number above 0"],
    [["--optimizer", "magic"], "Allowed choices are ladder, levenberg-marquardt"],
    [["-o", "data.csv"], "data.csv would replace the data"],
    [["--report", "fade.scm"], "fade.scm would replace the program"],
  ])("%j is a wrong command line", async (args, message) => {
    const { code, stderr } = await folder.interpret(...FIT, ...args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(folder.read("data.csv")).toBe(DATA);
  });
});
