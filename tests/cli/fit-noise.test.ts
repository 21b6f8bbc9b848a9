// `fit`: losses, priors, series and diagnostics from the command line, and how their words are refused.
import { describe, expect, test } from "vitest";
import { Folder } from "./support.js";

const CELLS = ["A", "B", "C"].flatMap((cell, k) =>
  Array.from({ length: 10 }, (_, t) => {
    const capacity = (1 + 0.1 * k) * Math.exp(-0.03 * t) + 0.004 * Math.sin(5 * t + k);
    return `${cell},${t},${capacity},${0.01 + 0.002 * k}`;
  }),
);
const FILES = {
  "fade.scm": `(define-parameter q0 1.0 (lower 0.0) (per cell))
(define-parameter rate 0.01)
(define (capacity t) (* q0 (exp (- (* rate t)))))
`,
  "cells.csv": `cell,t,capacity,s\n${CELLS.join("\n")}\n`,
};
const FIT = ["fit", "fade.scm", "cells.csv", "--predict", "(capacity t)", "--target", "capacity"];

describe("fit", () => {
  const folder = new Folder(FILES);
  test("series, a prior, known noise and all diagnostics: the same by both engines, in every form of the report", async () => {
    const asked = ["--sigma", "s", "--prior", "rate=normal(0.03,0.01)", "--profiles", "--validate", "cell"];
    const compiled = await folder.run(...FIT, ...asked, "--json", "--report", "out.html");
    const interpreted = await folder.interpret(...FIT, ...asked, "--json", "--report", "out.txt");
    expect(compiled).toMatchObject({ code: 0, stderr: "" });
    const [one, other] = [JSON.parse(compiled.stdout), JSON.parse(interpreted.stdout)];
    expect(Object.keys(one.parameters)).toEqual(["q0[A]", "q0[B]", "q0[C]", "rate"]);
    expect(one.parameters.rate).toBeCloseTo(0.03, 2);
    for (const name of Object.keys(one.parameters)) {
      expect(other.parameters[name]).toBeCloseTo(one.parameters[name], 9);
      expect(other.standardErrors[name] / one.standardErrors[name]).toBeCloseTo(1, 5);
    }
    expect(one.diagnosis.profiles).toHaveLength(4);
    expect(one.diagnosis.validation.splits.map((split: { name: string }) => split.name)).toEqual([
      "A",
      "B",
      "C",
    ]);
    const text = folder.read("out.txt");
    for (const title of [
      "Fit",
      "Parameters",
      "What the data determine",
      "Starts",
      "Profile likelihoods",
      "Validation",
    ])
      expect(text).toContain(`${title}\n${"-".repeat(title.length)}\n`);
    const page = folder.read("out.html");
    // Data, residuals, observed, loss, bands, correlations, starts, four profiles.
    expect(page.match(/<svg/g)).toHaveLength(11);
    expect(page).not.toContain("<script");
  });

  test("a loss that is an expression, and its place when it is wrong", async () => {
    const found = await folder.interpret(...FIT, "--loss", "(/ (square (- prediction target)) s)", "--json");
    expect(JSON.parse(found.stdout).parameters.rate).toBeCloseTo(0.03, 2);
    const wrong = await folder.interpret(...FIT, "--loss", "(square (- prediction targte))");
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("--loss:3:23: error: undefined variable: targte");
  });

  test("over threads, the same to the last bit", async () => {
    const one = await folder.interpret(...FIT, "--json");
    const two = await folder.interpret(...FIT, "--threads", "2", "--json");
    expect(two).toEqual(one);
    const refused = await folder.run(...FIT, "--threads", "2");
    expect(refused.stderr).toContain(
      "--threads share the interpreter's module: give --engine interpreter, too",
    );
    expect(refused.code).toBe(2);
  });

  test.each([
    [["--loss", "squares"], "Expected least-squares, gaussian, huber[:threshold]"],
    [["--loss", "huber:-1"], "Expected the number behind huber: to be a number above 0"],
    [["--prior", "rate"], "Expected name=prior(numbers)"],
    [["--prior", "rate=cauchy(0,1)"], "There is no prior cauchy"],
    [["--prior", "rate=normal(0)"], "Expected normal(mean, deviation)"],
    [["--sigma", "-1"], "Expected sigma to be a number above 0"],
    [["--level", "95"], "Expected a number between 0 and 1"],
    [["--resampling", "residual"], "give --bootstrap, too"],
    [["--bootstrap", "1"], "--bootstrap needs at least 2 replicates"],
  ])("%j is a wrong command line", async (args, message) => {
    const { code, stderr } = await folder.interpret(...FIT, ...args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test.each([
    [["--sigma", "sigma"], 'cells.csv:1:1: error: there is no column "sigma"'],
    [["--prior", "rate=normal(0,1)"], "error: a prior on rate needs to know the noise"],
    [
      ["--loss", "poisson"],
      "cells.csv:3:3: error: Poisson noise needs counts (whole numbers from 0 on) as the target; row 2",
    ],
    [["--validate", "day"], 'there is no column "day"'],
    [["--validate", "1"], "the number of folds must be a whole number from 2 to 30, got 1"],
  ])("%j is told", async (args, message) => {
    const { code, stderr } = await folder.interpret(...FIT, ...args);
    expect(stderr).toContain(message);
    expect(code).toBe(1);
  });
});
