// What every study answers, and the record of where and with what it ran.
// Invariant: `report` is plain data and goes to JSON as it is; files are made only when they are asked for.
import { execFile } from "node:child_process";
import { cpus, platform, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import type { Limits } from "../host/machine.js";
import type { Program, ProgramOptions } from "../host/program.js";

/** Loads a program text in the engine that the study shall use. */
export type Load = (source: string, options?: ProgramOptions) => Program | Promise<Program>;

export interface StudyOptions {
  /** The engine that was chosen. */
  readonly load: Load;
  /** For studies that load programs into both engines themselves. */
  readonly limits?: Limits;
  /** A reduced version. */
  readonly quick?: boolean;
  /** Only the part whose name contains this text. */
  readonly only?: string;
  /** NOAA's sst.mnmean.nc (ERSSTv5), for the study that can use it. */
  readonly ersst?: string;
  /** Where a study that takes long may keep what it has finished, to go on from there when it is run again. */
  readonly folder?: string;
  /** One line of news, and the share of the work done (0 to 1). */
  readonly onProgress?: (message: string, share: number) => void;
  readonly signal?: AbortSignal;
}

export interface StudyRecord {
  readonly seeds: readonly number[];
  readonly versions: Readonly<Record<string, string>>;
  /** Commit of the checkout; null when this is not one. */
  readonly commit: string | null;
  readonly machine: string;
}

export interface StudyReport {
  readonly study: string;
  readonly summary: Readonly<Record<string, unknown>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly record: StudyRecord;
}

export interface StudyOutcome {
  /** For `--json`. */
  readonly report: StudyReport;
  /** For the terminal. */
  readonly text: string;
  /** What the study has shown to be wrong, when something is; the command then ends with exit code 1. */
  readonly failure?: string;
  /** Contents of the files that the study has to show, by file name. */
  files(): Promise<ReadonlyMap<string, string>>;
}

export interface Study {
  /** One line for help texts. */
  readonly summary: string;
  /** It runs on both engines, whatever engine was chosen. */
  readonly bothEngines?: true;
  /** It searches: candidates run in the interpreter, whatever engine was chosen. */
  readonly searches?: true;
  /** It can use NOAA's file of temperatures. */
  readonly readsErsst?: true;
  run(options: StudyOptions): Promise<StudyOutcome>;
}

export async function recordOf(engine: string, seeds: readonly number[]): Promise<StudyRecord> {
  const processors = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return {
    seeds,
    versions: { node: process.versions.node, v8: process.versions.v8, engine },
    commit: await commitOfCheckout(),
    machine: `${processors[0]?.model.trim() ?? "unknown processor"}, ${processors.length} cores, ${memory}, ${platform()}`,
  };
}

function commitOfCheckout(): Promise<string | null> {
  const directory = fileURLToPath(new URL(".", import.meta.url));
  return new Promise((resolve) => {
    execFile("git", ["rev-parse", "HEAD"], { cwd: directory }, (error, output) =>
      resolve(error ? null : output.trim()),
    );
  });
}
