// The command line in a cold process, and the size of the interpreter's artifact.
// Invariant: a run counts only when it ends with code 0 and prints the expected value.
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Context, timeRow, type Workload } from "./context.js";
import { packageRoot } from "./peers/optional.js";
import { ARTIFACT_SIZE, COLD_ABOVE_NODE, COLD_COMPILED, COLD_INTERPRETED } from "./targets.js";
import { type Timing, time } from "./timer.js";

const PROGRAM = `(define-parameter a 2.5)
(define (power x n) (if (= n 0) 1.0 (* x (power x (- n 1)))))
(power a 10)
`;
const PRINTED = String(2.5 ** 10);

export const coldProcess: Workload = { name: "cold process", run: measureCold };
export const artifactSize: Workload = { name: "artifact size", run: measureSize };

async function measureCold(context: Context): Promise<void> {
  const cli = join(packageRoot(), "dist", "cli.js");
  if (!existsSync(cli)) {
    context.note("dist/cli.js is not built: the cold process is left out");
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), "dmci-bench-"));
  try {
    const file = join(folder, "power.scm");
    await writeFile(file, PROGRAM);
    const runs = [
      { name: "run, compiled", args: [cli, "run", file], printed: PRINTED },
      { name: "run, interpreted", args: [cli, "run", file, "--engine", "interpreter"], printed: PRINTED },
      { name: "node alone", args: ["-e", "0"], printed: "" },
    ];
    const [compiled, interpreted, alone] = (await time(
      runs.map(({ name, args, printed }) => ({
        name,
        run: () => node(args, printed),
        asynchronous: true,
      })),
      // One process per round and no warm-up: it is the first run that counts.
      { rounds: context.quick ? 3 : 9, round: 0, warmup: 0 },
    )) as [Timing, Timing, Timing];
    const metric = "start to exit";
    timeRow(context, { workload: "cold process", subject: "run, compiled", metric }, compiled, "s");
    timeRow(context, { workload: "cold process", subject: "run, interpreted", metric }, interpreted, "s");
    timeRow(context, { workload: "cold process", subject: "node alone", metric }, alone, "s");
    context.figure(COLD_COMPILED, compiled.median / 1000);
    context.figure(COLD_INTERPRETED, interpreted.median / 1000);
    context.figure(COLD_ABOVE_NODE, interpreted.median - alone.median);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs this Node with the arguments; rejects unless it succeeds and prints what is expected. */
function node(args: readonly string[], printed: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk: Buffer) => {
      errors += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0 && out.trim() === printed) resolve();
      else
        reject(new Error(`node ${args.join(" ")}: code ${code}, printed "${out.trim()}", ${errors.trim()}`));
    });
  });
}

async function measureSize(context: Context): Promise<void> {
  const { size } = statSync(join(packageRoot(), "interpreter", "dmci.wasm"));
  context.row({
    workload: "artifact size",
    subject: "interpreter/dmci.wasm",
    metric: "size",
    median: size,
    p25: size,
    p75: size,
    unit: "bytes",
  });
  context.figure(ARTIFACT_SIZE, size);
}
