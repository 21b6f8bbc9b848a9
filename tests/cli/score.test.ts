// `score`: programs that work score above 0 and better ones more, programs that fail score 0 with their reason, and OpenEvolve's evaluator
// passes both on.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Folder, root } from "./support.js";

const folder = new Folder();
beforeAll(async () => {
  await folder.run("search", "init");
  // The test rows are nobody's business here.
  folder.write("test.csv", "nothing that could be read");
  folder.write("newton.scm", "(define (model t) (+ 290.0 (* 50.0 (exp (* -0.02 t)))))");
  folder.write("constant.scm", "(define (model t) 300.0)");
  folder.write("endless.scm", "(define (model t) (let loop ((i 0)) (loop i)))");
  folder.write("wrong.scm", "(define (model t)\n  (+ t tau))");
  folder.write("unreadable.scm", "(define (model t)");
});

describe("score", () => {
  it("ranks what works by its validation loss, with constants fitted", async () => {
    const good = JSON.parse((await folder.run("score", "task.jsonc", "newton.scm", "--json")).stdout);
    expect(good).toMatchObject({ status: "scored", converged: true });
    expect(good.metrics).toMatchObject({ combined_score: good.combined_score, nodes: 8, converged: 1 });
    expect(good.combined_score).toBeGreaterThan(0.99);
    expect(good.combined_score).toBeLessThanOrEqual(1);
    // 293 + 70 exp(-t/25), with noise of 0.1.
    const { c1, c2, c3 } = good.calibrated[0].parameters;
    expect([c1, c2, c3].map((value) => Math.round(100 * value) / 100)).toEqual([
      expect.closeTo(293, 0),
      expect.closeTo(70, 0),
      expect.closeTo(-0.04, 2),
    ]);
    expect(good.metrics.validation_loss).toBeLessThan(0.1);
    expect(good.artifacts.calibrated_program).toContain(`(define-parameter c1 ${c1})`);
    const worse = JSON.parse((await folder.run("score", "task.jsonc", "constant.scm", "--json")).stdout);
    expect(worse.combined_score).toBeGreaterThan(0);
    expect(worse.combined_score).toBeLessThan(0.6);
    const shown = await folder.run("score", "task.jsonc", "newton.scm");
    expect(shown).toMatchObject({ code: 0, stderr: "" });
    expect(shown.stdout).toMatch(/validation loss\s+0\.\d+ ±/);
  });

  it.each([
    ["endless.scm", "dry-run", "fuel"],
    ["wrong.scm", "scope", "unbound"],
    ["unreadable.scm", "parse", "syntax"],
  ])("of %s is 0, because of %s", async (file, stage, code) => {
    const run = await folder.run("score", "task.jsonc", file, "--json");
    expect(run.code).toBe(0);
    const answer = JSON.parse(run.stdout);
    expect(answer).toMatchObject({ status: "rejected", stage, code, combined_score: 0 });
    expect(answer.metrics.combined_score).toBe(0);
    expect(answer.artifacts.stderr).toContain(answer.message);
    expect(answer.metrics).not.toHaveProperty("validation_loss");
  });

  it("of a broken task is an error", async () => {
    folder.write("broken.jsonc", "{}");
    expect(await folder.run("score", "broken.jsonc", "newton.scm", "--json")).toMatchObject({ code: 1 });
    expect(await folder.run("score", "task.jsonc", "missing.scm", "--json")).toMatchObject({ code: 1 });
  });
});

const python = ["python3", "python"].find((name) => spawnSync(name, ["--version"]).status === 0);
if (!python) console.error("skipped: OpenEvolve's evaluator, for there is no python3 here (Debian: python3)");

describe.skipIf(!python)("the evaluator for OpenEvolve", () => {
  /** Calls evaluate(program_path) as OpenEvolve does, with a stand-in for its result class where asked for. */
  function evaluate(program: string, environment: Readonly<Record<string, string>> = {}, stub = false) {
    folder.write(
      "call.py",
      `import json, sys, types
sys.path.insert(0, ${JSON.stringify(join(root, "docs", "openevolve"))})
sys.dont_write_bytecode = True
if ${stub ? "True" : "False"}:
    class EvaluationResult:
        def __init__(self, metrics, artifacts):
            self.metrics, self.artifacts = metrics, artifacts
    package, module = types.ModuleType("openevolve"), types.ModuleType("openevolve.evaluation_result")
    module.EvaluationResult = EvaluationResult
    sys.modules["openevolve"], sys.modules["openevolve.evaluation_result"] = package, module
import evaluator
result = evaluator.evaluate(sys.argv[1])
print(json.dumps(result if isinstance(result, dict) else {"metrics": result.metrics, "artifacts": result.artifacts}))
`,
    );
    return spawnSync(python as string, ["call.py", program], {
      cwd: folder.path,
      encoding: "utf8",
      env: {
        ...process.env,
        DMCI_TASK: "task.jsonc",
        DMCI_COMMAND: `${process.execPath} ${join(root, "dist", "cli.js")}`,
        ...environment,
      },
    });
  }

  it("gives metrics of numbers, a working program's above a failed one's", () => {
    const good = JSON.parse(evaluate("newton.scm").stdout);
    expect(Object.values(good).every((value) => typeof value === "number")).toBe(true);
    const bad = JSON.parse(evaluate("wrong.scm").stdout);
    expect(bad).toEqual({ combined_score: 0, nodes: 0, constants: 0 });
    expect(good.combined_score).toBeGreaterThan(bad.combined_score);
  });

  it("gives an EvaluationResult with artifacts where OpenEvolve is installed", () => {
    const good = JSON.parse(evaluate("newton.scm", {}, true).stdout);
    expect(good.metrics.combined_score).toBeGreaterThan(0.99);
    expect(good.artifacts.calibrated_program).toContain("(define (model t)");
    const bad = JSON.parse(evaluate("wrong.scm", {}, true).stdout);
    expect(bad.artifacts).toEqual({
      failure_stage: "scope: unbound",
      stderr: "tau is not defined and is no procedure (line 2, column 8)",
    });
  });

  it("answers a time-out with a score of 0, and raises what is not the program's fault", () => {
    expect(JSON.parse(evaluate("newton.scm", { DMCI_TIMEOUT: "0.01" }).stdout).combined_score).toBe(0);
    const broken = evaluate("newton.scm", { DMCI_TASK: "broken.jsonc" });
    expect(broken.status).toBe(1);
    expect(broken.stderr).toContain("RuntimeError");
  });
});
