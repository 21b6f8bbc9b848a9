// Peers in C and C++ (Debian: g++, libadolc-dev), compiled when they are first asked for and run in a process of their own for each
// workload: hand-written adjoints, and ADOL-C on its tape.
// Invariant: they are given the workload's own numbers, and answer value and derivatives, so that they can be compared.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Effort } from "../timer.js";
import { PeerMissing, packageRoot } from "./optional.js";

/** What is measured in one process, as the peer names it. */
export interface NativeTimes {
  readonly value: number;
  /** Empty where only the value is computed. */
  readonly gradient: readonly number[];
  /** Milliseconds of calls, by round. */
  readonly rounds: readonly (readonly number[])[];
}

export interface NativePeer {
  /** By the names of the peer's subjects. */
  run(
    name: string,
    n: number,
    parameters: Float64Array,
    data: Float64Array,
    effort: Effort,
  ): ReadonlyMap<string, NativeTimes>;
}

const HAND_WRITTEN = ["adjoints-main.c", "dynamics.c", "sequences.c", "vectors.c", "structures.c"];

export async function loadC(): Promise<NativePeer> {
  return compiled("gcc", "C", HAND_WRITTEN, ["-lm"]);
}

export async function loadAdolc(): Promise<NativePeer> {
  const probe = spawnSync("g++", ["-fsyntax-only", "-x", "c++", "-"], {
    input: "#include <adolc/adolc.h>\n",
    encoding: "utf8",
  });
  const missing = (probe.error as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
  if (missing || /adolc\.h: No such file/.test(probe.stderr))
    throw new PeerMissing("g++ and ADOL-C are not installed (Debian: g++, libadolc-dev)");
  // Only what is not there is forgiven.
  if (probe.status !== 0)
    throw new Error(`g++ cannot compile with ADOL-C: ${probe.error?.message ?? probe.stderr}`);
  return compiled("g++", "ADOL-C", ["adolc.cpp"], ["-ladolc"]);
}

function compiled(
  compiler: string,
  peer: string,
  files: readonly string[],
  libraries: readonly string[],
): NativePeer {
  const sources = files.map((file) => join(packageRoot(), "bench", "peers", "native", file));
  if (!sources.every((file) => existsSync(file)))
    throw new PeerMissing(`${peer}: bench/peers/native is in a checkout only`);
  if (spawnSync(compiler, ["--version"]).status !== 0)
    throw new PeerMissing(`${compiler} is not installed (Debian: ${compiler})`);
  const folder = mkdtempSync(join(tmpdir(), "dmci-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, "peer");
  const built = spawnSync(compiler, ["-O3", "-o", program, ...sources, ...libraries], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`${compiler} failed on ${peer}: ${built.stderr}`);
  return {
    run: (name, n, parameters, data, { rounds, round, warmup }) => {
      const list = (numbers: Float64Array) => [numbers.length, ...numbers].join(" ");
      const input = `${name} ${n} ${rounds} ${round} ${warmup}\n${list(parameters)}\n${list(data)}\n`;
      const ran = spawnSync(program, [], { input, encoding: "utf8", cwd: folder, maxBuffer: 1 << 28 });
      if (ran.status !== 0) throw new Error(`${peer}, ${name}: ended with code ${ran.status} ${ran.stderr}`);
      return new Map(ran.stdout.trim().split("\n").map(lineOf));
    },
  };
}

function lineOf(line: string): readonly [string, NativeTimes] {
  const [subject = "", value, gradient = "", ...rounds] = line.split("\t");
  const numbers = (text: string) => (text === "" ? [] : text.split(" ").map(Number));
  return [subject, { value: Number(value), gradient: numbers(gradient), rounds: rounds.map(numbers) }];
}
