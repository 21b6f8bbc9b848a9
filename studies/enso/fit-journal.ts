// What has been fitted already, on disk: a study that was killed goes on where it was.
// Invariant: a line is a whole result, appended and synchronised before it is used; a line cut off at the end is dropped, any other damage is
// told. Results are known by the hash of their job, so a changed program, start or budget is fitted anew.
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { DataError } from "../../calibrate/index.js";
import type { HessianRun } from "./fit-job.js";
import type { SolverRun } from "./solver.js";

type Known = SolverRun | HessianRun;

export class FitJournal {
  private constructor(
    private readonly known: Map<string, Known>,
    private file: number | undefined,
  ) {}

  /** Opens or makes a journal. @throws DataError: a line in its middle is damaged */
  static open(path: string): FitJournal {
    mkdirSync(dirname(path), { recursive: true });
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    const lines = text.split("\n");
    const known = new Map<string, Known>();
    // What follows the last line's end was being written when the process was killed.
    const whole = lines.slice(0, -1);
    whole.forEach((line, i) => {
      const entry = parsed(line);
      if (!entry)
        throw new DataError(
          "this is no finished fit: delete the line, or the file, and start again",
          path,
          i + 1,
          1,
        );
      known.set(entry.hash, entry.result);
    });
    const file = openSync(path, "a");
    ftruncateSync(file, Buffer.byteLength(text) - Buffer.byteLength(lines.at(-1)!));
    return new FitJournal(known, file);
  }

  get(hash: string): Known | undefined {
    return this.known.get(hash);
  }

  /** What comes when the journal has been closed is not kept. */
  add(hash: string, result: Known): void {
    if (this.file === undefined) return;
    writeSync(this.file, `${JSON.stringify({ hash, result }, asArrays)}\n`);
    fsyncSync(this.file);
    this.known.set(hash, result);
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}

function parsed(line: string): { readonly hash: string; readonly result: Known } | undefined {
  try {
    const { hash, result } = JSON.parse(line) as { hash: unknown; result: Record<string, unknown> };
    if (typeof hash !== "string") return undefined;
    const vectors = ["parameters", "hessian"].filter((key) => Array.isArray(result[key]));
    if (vectors.length !== 1) return undefined;
    const given = Object.fromEntries(vectors.map((key) => [key, Float64Array.from(result[key] as number[])]));
    return { hash, result: { ...result, ...given } as unknown as Known };
  } catch {
    return undefined;
  }
}

/** Numbers go to JSON in their shortest form and come back with the same bits. */
function asArrays(_key: string, value: unknown): unknown {
  return value instanceof Float64Array ? [...value] : value;
}
