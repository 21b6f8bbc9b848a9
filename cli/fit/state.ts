// `fit --resume`: the state of a fit's searches, in a file, so that another run goes on from there.
// Invariants: numbers come back to the last bit; the file is replaced whole; the state of another program, other data, another question or
// another version is refused, never mixed in.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { InputError } from "../errors.js";
import { readText, writeWhole } from "../files.js";

/** What the searches depend on. Budgets of evaluations or seconds do not belong to it: a fit that was ended by one can go on with more. */
export interface Identity {
  readonly version: string;
  readonly program: string;
  readonly data: string;
  /** Options that the searches depend on, by their names. */
  readonly options: Readonly<Record<string, unknown>>;
}

const FORMAT = "dmci-wasm fit state 2";
/** Milliseconds between two writes at least: so much work is lost at most when the process is killed. */
const BETWEEN_WRITES = 1000;

interface StateText {
  readonly format: string;
  readonly version: string;
  readonly program: string;
  readonly data: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly searches: unknown;
}

export class FitState {
  private latest: { toJSON(): unknown } | undefined;
  private written = Number.NEGATIVE_INFINITY;

  private constructor(
    private readonly path: string,
    private readonly identity: Identity,
    /** What was in the file; undefined when there was none. */
    readonly resume: unknown,
  ) {}

  /** Reads the file; one that does not exist is begun. @throws InputError when it holds something else, or another fit's state */
  static async open(path: string, identity: Identity): Promise<FitState> {
    return new FitState(path, identity, existsSync(path) ? await readState(path, identity) : undefined);
  }

  /** Takes the searches as they are now. */
  readonly set = (state: { toJSON(): unknown }): void => {
    this.latest = state;
    if (performance.now() - this.written >= BETWEEN_WRITES) this.write();
  };

  /** Writes what is not written yet. */
  write(): void {
    if (!this.latest) return;
    const { version, program, data, options } = this.identity;
    const state: StateText = {
      format: FORMAT,
      version,
      program: digest(program),
      data: digest(data),
      options,
      searches: this.latest.toJSON(),
    };
    writeWhole(this.path, `${JSON.stringify(state, exactly)}\n`);
    this.written = performance.now();
    this.latest = undefined;
  }
}

async function readState(path: string, identity: Identity): Promise<unknown> {
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
  if (typeof state.searches !== "object" || state.searches === null)
    throw new InputError("is damaged: it holds no searches; remove the file to begin anew", path);
  return state.searches;
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
