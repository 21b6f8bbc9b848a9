// The command line itself: help, version, and exit code 2 for what commander or the commands refuse.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Folder, root } from "./support.js";

const COMMANDS = [
  "build",
  "run",
  "repl",
  "grad",
  "fit",
  "search",
  "worker",
  "score",
  "info",
  "bench",
  "study",
];
const folder = new Folder({ "a.scm": "(define (f x) x)" });

describe("help", () => {
  test("lists the commands", async () => {
    const { code, stdout } = await folder.run("--help");
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
  });

  test.each(COMMANDS)("of %s", async (command) => {
    const { code, stdout } = await folder.run(command, "--help");
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: dmci-wasm ${command}`);
    expect(stdout).toContain("--json");
  });

  test("the version is the package's", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const expected = { code: 0, stdout: `${version}\n`, stderr: "" };
    expect(await folder.run("--version")).toEqual(expected);
    expect(await folder.runAlone("", "--version")).toEqual(expected);
  });
});

describe("exit code 2", () => {
  test.each([
    [[], "Usage: dmci-wasm"],
    [["rum", "a.scm"], "unknown command 'rum'"],
    [["run"], "missing required argument 'file'"],
    [["run", "a.scm", "b.scm"], "too many arguments"],
    [["run", "a.scm", "--bogus"], "unknown option '--bogus'"],
    [["run", "a.scm", "--fuel", "x"], "argument 'x' is invalid. Expected a whole number above 0."],
    [["run", "a.scm", "--heap", "1.5"], "Expected a whole number of MiB from 1 to 4095."],
    [["run", "a.scm", "--timeout", "-1"], "Expected a number above 0."],
    [["run", "a.scm", "--engine", "steam"], "Allowed choices are compiled, interpreter."],
    [["grad", "a.scm"], "required option '--call <expression>' not specified"],
    [["fit", "a.scm", "b.csv", "--predict", "x"], "required option '--target <column>' not specified"],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await folder.run(...args);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  test("is the process's, too", async () => {
    for (const args of [[], ["run", "a.scm", "--bogus"], ["grad", "a.scm"]]) {
      const alone = await folder.runAlone("", ...args);
      expect(alone.code).toBe(2);
      expect(alone).toEqual(await folder.run(...args));
    }
  });
});
