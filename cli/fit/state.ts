// `fit --resume`: the starts that a fit has finished, in a file, so that another run need not make them again.
// Invariants: numbers come back to the last bit; the file is replaced whole; starts of another program, other data, another question or
// another version are refused, never mixed in.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import type { FinishedStart, StartReport } from "../../calibrate/index.js";
import { InputError } from "../errors.js";
import { readText, writeWhole } from "../files.js";

/** What a finished start depends on. How many starts are made does not belong to it: each is drawn after the ones before. */
export interface Identity {
  readonly version: string;
  readonly program: string;
  readonly data: string;
  /** Options that a start depends on, by their names. */
  readonly options: Readonly<Record<string, unknown>>;
}

const FORMAT = "dmci-wasm fit state 1";
/** Milliseconds between two writes at least: so much work is lost at most when the process is killed, beside the start under way. */
const BETWEEN_WRITES = 1000;

interface StateText {
  readonly format: string;
  readonly version: string;
  readonly program: string;
  readonly data: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Index of the best start. */
  readonly best: number | null;
  readonly starts: readonly FinishedStart[];
}

export class FitState {
  private readonly starts: FinishedStart[];
  private written = Number.NEGATIVE_INFINITY;
  private dirty = false;

  private constructor(
    private readonly path: string,
    private readonly identity: Identity,
    /** Starts that were in the file. */
    readonly finished: readonly FinishedStart[],
  ) {
    this.starts = [...finished];
  }

  /** Reads the file; one that does not exist is begun. @throws InputError when it holds something else, or another fit's state */
  static async open(path: string, identity: Identity): Promise<FitState> {
    return new FitState(path, identity, existsSync(path) ? await readStarts(path, identity) : []);
  }

  /** Takes a start that has ended; `index` counts from the first start of the fit. */
  readonly add = (finished: FinishedStart): void => {
    this.starts.push(finished);
    this.dirty = true;
    if (performance.now() - this.written >= BETWEEN_WRITES) this.write();
  };

  /** Writes what is not written yet. */
  write(): void {
    if (!this.dirty) return;
    const costs = this.starts.map(({ end }) => end?.cost ?? Number.POSITIVE_INFINITY);
    const best = costs.indexOf(Math.min(...costs));
    const { version, program, data, options } = this.identity;
    const state: StateText = {
      format: FORMAT,
      version,
      program: digest(program),
      data: digest(data),
      options,
      best: costs[best] === Number.POSITIVE_INFINITY ? null : best,
      starts: this.starts,
    };
    writeWhole(this.path, `${JSON.stringify(state, exactly, 1)}\n`);
    this.written = performance.now();
    this.dirty = false;
  }
}

async function readStarts(path: string, identity: Identity): Promise<FinishedStart[]> {
  const { text } = await readText(path);
  let state: Partial<StateText> | null;
  try {
    state = JSON.parse(text, restored) as Partial<StateText> | null;
  } catch {
    throw new InputError("is not the state of a fit: it is not JSON; give another name", path);
  }
  if (state?.format !== FORMAT)
    throw new InputError("is not the state of a fit of this version; give another name", path);
  const other = differences(state, identity);
  if (other.length > 0)
    throw new InputError(
      `is the state of another fit: ${other.join("; ")}. Remove the file to begin anew, or give another name`,
      path,
    );
  if (!Array.isArray(state.starts) || !state.starts.every(isFinished))
    throw new InputError("is damaged: its starts cannot be understood; remove the file to begin anew", path);
  return state.starts;
}

function differences(state: Partial<StateText>, { version, program, data, options }: Identity): string[] {
  const found: string[] = [];
  if (state.version !== version) found.push(`it was made by version ${state.version}, this is ${version}`);
  if (state.program !== digest(program)) found.push("the program differs");
  if (state.data !== digest(data)) found.push("the data differ");
  const shown = (value: unknown): string => (value === undefined ? "not given" : JSON.stringify(value));
  for (const name of new Set([...Object.keys(options), ...Object.keys(state.options ?? {})])) {
    const [was, is] = [shown(state.options?.[name]), shown(options[name])];
    if (was !== is) found.push(`${name} was ${was}, now it is ${is}`);
  }
  return found;
}

function isFinished(start: unknown): start is FinishedStart {
  if (typeof start !== "object" || start === null) return false;
  const { report, end } = start as Partial<FinishedStart>;
  const numbers = (values: unknown): boolean =>
    typeof values === "object" &&
    values !== null &&
    Object.values(values).every((v) => typeof v === "number");
  const told = report as Partial<StartReport> | undefined;
  const wellReported =
    numbers(told?.from) &&
    numbers(told?.parameters) &&
    [told?.loss, told?.iterations, told?.notFinite].every((v) => typeof v === "number") &&
    typeof told?.reason === "string";
  return (
    wellReported &&
    (end === undefined || (Array.isArray(end.x) && numbers(end.x) && typeof end.cost === "number"))
  );
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** JSON has no word for these numbers. */
const WORDS: Readonly<Record<string, number>> = {
  "#-0": -0,
  "#nan": Number.NaN,
  "#inf": Number.POSITIVE_INFINITY,
  "#-inf": Number.NEGATIVE_INFINITY,
};

function exactly(_: string, value: unknown): unknown {
  if (typeof value !== "number") return value;
  return Object.keys(WORDS).find((word) => Object.is(WORDS[word], value)) ?? value;
}

function restored(_: string, value: unknown): unknown {
  return typeof value === "string" && Object.hasOwn(WORDS, value) ? WORDS[value] : value;
}
