// A fit that does not come to its own end: Ctrl-C, a kill, and going on from where it was.
import { spawn } from "node:child_process";
import { existsSync, watch } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { Folder, finished, printed, root } from "./support.js";

const PROGRAM = `(define-parameter a 1.0)
(define-parameter w 2.0)
(define-parameter c 0.5)
(define (wave t) (* a (sin (+ (* w t) c))))
`;
const rows = Array.from(
  { length: 30 },
  (_, i) => `${i / 5},${1.5 * Math.sin(3.1 * (i / 5) + 0.3) + (i % 3) / 50}`,
);
const FILES = { "wave.scm": PROGRAM, "wave.csv": `t,y\n${rows.join("\n")}\n` };
const FIT = ["fit", "wave.scm", "wave.csv", "--predict", "(wave t)", "--target", "y"];
/** More starts than a test waits for. */
const ENDLESS = ["--optimizer", "levenberg-marquardt", "--starts", "2000"];

/** Waits until a file is there. */
async function appears(folder: Folder, name: string): Promise<void> {
  while (!existsSync(join(folder.path, name))) await new Promise((done) => setTimeout(done, 20));
}

describe("fit", () => {
  test("Ctrl-C keeps the best so far, writes it, and says so", async () => {
    const folder = new Folder(FILES);
    const child = folder.start(
      ...FIT,
      ...ENDLESS,
      "--engine",
      "interpreter",
      "--resume",
      "s.json",
      "-o",
      "out.scm",
      "--json",
    );
    await appears(folder, "s.json");
    child.kill("SIGINT");
    const { code, stdout, stderr } = await finished(child);
    expect(code).toBe(130);
    expect(stderr).toContain("interrupted: the best so far is kept; Ctrl-C again ends without it");
    const fit = JSON.parse(stdout);
    expect(fit.interrupted).toBe(true);
    const losses: number[] = fit.starts
      .map((start: { loss: unknown }) => start.loss)
      .filter((loss: unknown) => typeof loss === "number" && Number.isFinite(loss));
    expect(fit.loss / Math.min(...losses)).toBeCloseTo(1, 6);
    expect(stderr).toMatch(/warning: the fit was interrupted when \d+ of 2000 starts had ended/);
    const constants = [...folder.read("out.scm").matchAll(/define-parameter \w+ ([\d.e-]+)/g)].map(([, x]) =>
      Number(x),
    );
    expect(constants).toEqual(Object.values(fit.parameters));
    expect(JSON.parse(folder.read("s.json")).searches.race.evaluations).toBe(fit.evaluations);
  });

  test("after a first Ctrl-C, a second one ends the process at once", async () => {
    const folder = new Folder();
    const { outputFiles } = await build({
      stdin: {
        contents: `import { stoppable } from "./cli/interrupt.js";
          await stoppable(() => console.log("told"), () => {
            console.log("listening");
            return new Promise((done) => setTimeout(done, 60_000));
          });`,
        resolveDir: root,
      },
      ...{ bundle: true, write: false, platform: "node", format: "esm", logLevel: "warning" },
    });
    folder.write("waits.mjs", outputFiles[0]!.contents);
    const child = spawn(process.execPath, ["waits.mjs"], { cwd: folder.path });
    const end = new Promise((done) => child.on("close", (code, signal) => done({ code, signal })));
    await printed(child, /listening/);
    const told = printed(child, /told/);
    child.kill("SIGINT");
    await told;
    child.kill("SIGINT");
    expect(await end).toEqual({ code: null, signal: "SIGINT" });
  });

  test("killed and resumed, it ends like a fit that was never interrupted", async () => {
    const folder = new Folder(FILES);
    const child = folder.start(...FIT, ...ENDLESS, "--engine", "interpreter", "--resume", "s.json");
    await appears(folder, "s.json");
    child.kill("SIGKILL");
    await finished(child);
    const before = JSON.parse(folder.read("s.json")).searches.race.evaluations;
    expect(before).toBeGreaterThan(0);
    const budget = ["--max-evaluations", String(before + 100), "--json"];
    const whole = await folder.interpret(...FIT, ...ENDLESS, ...budget);
    const resumed = await folder.interpret(...FIT, ...ENDLESS, ...budget, "--resume", "s.json");
    expect(resumed).toEqual({ ...whole, stderr: `s.json: the fit goes on from there\n${whole.stderr}` });
    expect(JSON.parse(folder.read("s.json")).searches.race.evaluations).toBe(
      JSON.parse(whole.stdout).evaluations,
    );
  });

  test("a ladder that was ended by its budget goes on with more, to the same end", async () => {
    const folder = new Folder(FILES);
    const whole = await folder.interpret(...FIT, "--json");
    for (const budget of ["100", "500"]) {
      const part = await folder.interpret(
        ...FIT,
        "--max-evaluations",
        budget,
        "--resume",
        "s.json",
        "--json",
      );
      expect(JSON.parse(part.stdout)).toMatchObject({ converged: false, interrupted: false });
    }
    const resumed = await folder.interpret(...FIT, "--resume", "s.json", "--json");
    expect(resumed.stdout).toBe(whole.stdout);
  });

  test("the state of another fit is refused with what differs", async () => {
    const folder = new Folder({ ...FILES, "other.json": "{}", "text.json": "state" });
    const made = await folder.interpret(...FIT, "--resume", "s.json");
    expect(made.code).toBe(0);
    const kept = folder.read("s.json");
    folder.write("other.scm", PROGRAM.replace("0.5", "0.25"));
    for (const [args, message] of [
      [
        [...FIT, "--seed", "2", "--resume", "s.json"],
        "s.json: error: is the state of another fit: seed was not given, now it is 2.",
      ],
      [
        FIT.map((word) => (word === "wave.scm" ? "other.scm" : word)).concat("--resume", "s.json"),
        "another fit: the program differs.",
      ],
      [[...FIT, "--resume", "other.json"], "other.json: error: is not the state of a fit of this version"],
      [[...FIT, "--resume", "text.json"], "text.json: error: is not the state of a fit: it is not JSON"],
    ] as const) {
      const { code, stderr } = await folder.interpret(...args);
      expect(stderr).toContain(message);
      expect(code).toBe(1);
    }
    expect(folder.read("s.json")).toBe(kept);
  });

  test("killed while it writes, it leaves the old file or the new one, never half of one", async () => {
    // Writing half a megabyte to the disk takes long enough to be killed in the middle of it.
    const long = `; ${"x".repeat(500_000)}\n${PROGRAM}`;
    const folder = new Folder({ ...FILES, "wave.scm": long });
    const run = (): ReturnType<Folder["start"]> =>
      folder.start(...FIT, "--engine", "interpreter", "-o", "out.scm");
    await finished(run());
    const fresh = folder.read("out.scm");
    expect(fresh.length).toBeGreaterThan(500_000);
    const old = "; the old one\n";
    let interrupted = 0;
    for (let kill = 0; kill < 4; kill++) {
      folder.write("out.scm", old);
      const child = run();
      let events = 0;
      // The kills come at the first, second, … change in the folder.
      const watching = watch(folder.path, () => {
        if (events++ === kill) child.kill("SIGKILL");
      });
      const { code } = await finished(child);
      watching.close();
      if (code === null) interrupted++;
      expect([old, fresh]).toContain(folder.read("out.scm"));
    }
    expect(interrupted).toBeGreaterThan(0);
  });
});
