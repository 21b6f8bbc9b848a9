// The command: the example of `search init` runs as it is, the JSON is whole, mistakes have their place, and a killed run goes on.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { searchState } from "../../search/session.js";
import { Folder, printed } from "./support.js";

describe("search", () => {
  it("runs its example, shows it, and does not run it twice", async () => {
    const folder = new Folder();
    const written = await folder.run("search", "init", "--json");
    expect(JSON.parse(written.stdout).files).toEqual([
      "task.jsonc",
      "start.scm",
      "train.csv",
      "validation.csv",
      "test.csv",
    ]);
    expect((await folder.run("search", "init")).stderr).toContain("task.jsonc: error: is there already");
    const text = folder.read("task.jsonc").replace('"evaluations": 150', '"evaluations": 20');
    folder.write("task.jsonc", text);
    const run = await folder.run("search", "task.jsonc", "--json", "--seed", "3", "--threads", "2");
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/batch 1: \d+ proposed, \d+ of 20 evaluated/);
    const result = JSON.parse(run.stdout);
    expect(result).toMatchObject({
      folder: "task",
      name: "cooling",
      seed: 3,
      evaluated: 20,
      mode: "deterministic",
    });
    expect(result.ended).toBe("20 programs have been evaluated");
    expect(result.best[0].testLoss).toBeGreaterThan(0);
    expect(result.front[0].constants[0].parameters).toBeDefined();
    const status = await folder.run("search", "status", "task", "--json");
    expect(JSON.parse(status.stdout)).toEqual(result);
    const shown = await folder.run("search", "status", "task");
    expect(shown.stdout).toContain("cooling: ended, 20 programs have been evaluated");
    expect(shown.stdout).toContain("(define (model t)");
    const reported = await folder.run("search", "report", "task");
    expect(reported.stdout).toBe(`wrote ${join("task", "report.html")}\n`);
    expect(folder.read("task/report.html")).toContain("<h1>Search: cooling</h1>");
    const other = await folder.run("search", "report", "task", "-o", "other.html", "--json");
    expect(JSON.parse(other.stdout)).toMatchObject({ report: "other.html" });
    expect(folder.read("other.html")).toBe(folder.read("task/report.html"));
    expect((await folder.run("search", "report", "nowhere")).code).toBe(1);
    expect(await folder.run("search", "task.jsonc")).toMatchObject({ code: 1, stdout: "" });
    expect((await folder.run("search", "resume", "task")).stderr).toContain("has ended");
  });

  it("says what is wrong and where", async () => {
    const folder = new Folder({ "broken.json": '{\n  "name": x\n}', "task.json": '{"name": "x"}' });
    expect(await folder.run("search", "broken.json")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^broken\.json:2:11: error: this is not JSON/),
    });
    const lacking = await folder.run("search", "task.json", "--json");
    expect(JSON.parse(lacking.stdout).error.message).toContain('the task lacks "data": add it');
    expect(await folder.run("search", "missing.json")).toMatchObject({
      code: 1,
      stderr: "missing.json: error: cannot read the task: no such file\n",
    });
    expect((await folder.runAlone("", "search", "status", "nowhere")).stderr).toContain(
      "nowhere holds no run",
    );
    expect(await folder.run("search")).toMatchObject({ code: 2 });
    expect(existsSync(join(folder.path, "task"))).toBe(false);
  });

  it("that is killed goes on to the same end, with nothing lost and nothing done twice", async () => {
    const folder = new Folder();
    await folder.run("search", "init");
    folder.write("task.jsonc", folder.read("task.jsonc").replace('"evaluations": 150', '"evaluations": 45'));
    await folder.run("search", "task.jsonc", "--out", "whole");
    for (const when of [/batch 2:/, /batch 4:/]) {
      const child = folder.start(
        ...(existsSync(join(folder.path, "cut"))
          ? ["search", "resume", "cut"]
          : ["search", "task.jsonc", "--out", "cut"]),
      ); // prettier-ignore
      await printed(child, when);
      const gone = new Promise((done) => child.on("close", done));
      child.kill("SIGKILL");
      await gone;
    }
    const before = folder.read("cut/journal.jsonl");
    const end = await folder.run("search", "resume", "cut");
    expect(end.code).toBe(0);
    const after = readFileSync(join(folder.path, "cut", "journal.jsonl"), "utf8");
    expect(after.startsWith(before.slice(0, before.lastIndexOf("\n") + 1))).toBe(true);
    const [cut, whole] = ["cut", "whole"].map((name) => searchState(join(folder.path, name)));
    expect(cut?.archive.snapshot()).toEqual(whole?.archive.snapshot());
    expect(cut?.end).toEqual(whole?.end);
    const hashes = after
      .split("\n")
      .flatMap((line) => (line.startsWith('{"kind":"result"') ? [JSON.parse(line).hash] : []));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("runs a task once for each of its seeds", async () => {
    const folder = new Folder();
    await folder.run("search", "init");
    const text = folder.read("task.jsonc").replace('"evaluations": 150', '"evaluations": 6');
    folder.write("task.jsonc", text.replace('"seed": 1', '"seeds": [4, 2], "mode": "fast"'));
    const run = await folder.run("search", "task.jsonc", "--out", "runs", "--json");
    expect(run.stderr).toMatch(/seed 4, in runs.seed-4\n/);
    const result = JSON.parse(run.stdout);
    expect(result).toMatchObject({ folder: "runs", ended: true });
    expect(
      result.seeds.map(({ seed, mode, evaluated }: Record<string, unknown>) => [seed, mode, evaluated]),
    ).toEqual([
      [4, "fast", 6],
      [2, "fast", 6],
    ]);
    const losses = result.seeds.map(
      ({ best }: { best: { validationLoss: number }[] }) => best[0]?.validationLoss,
    );
    expect(result.validationLoss).toMatchObject({
      least: Math.min(...losses),
      greatest: Math.max(...losses),
    });
    expect((await folder.run("search", "status", "runs")).stdout).toMatch(
      /4 +6 +ended[\s\S]*2 +6 +ended[\s\S]*median/,
    );
    expect(JSON.parse((await folder.run("search", "resume", "runs", "--json")).stdout)).toEqual(result);
  });
});
