// The task of a search: read, checked against docs/task.schema.json, with every default filled in.
// Invariant: a `Task` is complete and consistent; what the schema cannot say (names of primitives, units, files) is checked here.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { nearestName } from "../calibrate/nearest.js";
import { procedureByName } from "../compiler/primitives/index.js";
import { SearchError } from "./errors.js";
import { parseJsonc } from "./jsonc.js";
import type { LossSettings } from "./losses.js";
import { parseUnit } from "./units.js";

export interface TaskArgument {
  readonly column: string;
  readonly name: string;
  readonly unit?: string;
  readonly meaning?: string;
}
export interface GrammarSettings {
  readonly kind: "grammar";
  readonly weight: number;
  readonly depth: number;
  readonly crossover: number;
  readonly fresh: number;
  readonly templates: boolean;
}
export interface ModelSettings {
  readonly kind: "language-model";
  readonly weight: number;
  readonly temperature: number;
  readonly maxTokens: number;
  readonly requestsPerMinute: number;
  readonly attempts: number;
  readonly timeoutSeconds: number;
  readonly cost?: {
    readonly promptPerMillion: number;
    readonly answerPerMillion: number;
    readonly limit: number;
  };
  readonly cache?: string;
  readonly offline: boolean;
}
export interface ScriptedSettings {
  readonly kind: "scripted";
  readonly weight: number;
  readonly file: string;
}
export type ProposerSettings = GrammarSettings | ModelSettings | ScriptedSettings;

export interface LanguageAllowance {
  readonly primitives: readonly string[];
  readonly forms: readonly string[];
  readonly maxCharacters: number;
  readonly maxDepth: number;
  readonly maxNodes: number;
  readonly maxParameters: number;
}
/** What one candidate may use: steps, MiB, characters, seconds (task.schema.json). */
export interface CandidateLimits {
  readonly fuel: number;
  readonly heap: number;
  readonly stack: number;
  readonly tape: number;
  readonly output: number;
  readonly seconds: number;
}
export interface FitSettings {
  readonly cheapIterations: number;
  readonly cheapGroups: number;
  readonly cheapRatio: number;
  readonly iterations: number;
  readonly starts: number;
  readonly finalIterations: number;
}

export interface Task {
  readonly name: string;
  readonly description?: string;
  readonly data: {
    readonly train: string;
    readonly validation: string;
    readonly test?: string;
    readonly group?: string;
  };
  readonly entry: { readonly name: string; readonly arguments: readonly TaskArgument[] };
  readonly target: { readonly column: string; readonly unit?: string; readonly meaning?: string };
  readonly loss: LossSettings["kind"];
  /** What the loss takes as known of the noise. */
  readonly noise?: Omit<LossSettings, "kind">;
  readonly language: LanguageAllowance;
  readonly limits: CandidateLimits;
  readonly fit: FitSettings;
  readonly budget: {
    readonly evaluations: number;
    readonly seconds?: number;
    readonly tokens?: number;
    readonly validationLoss?: number;
  };
  readonly proposers: readonly ProposerSettings[];
  readonly start: readonly string[];
  readonly seed: number;
  /** One run for each of these (seeds.ts), in the place of `seed`. */
  readonly seeds?: readonly number[];
  /** Results are folded in the order of proposal, or as they come. */
  readonly mode: "deterministic" | "fast";
  /** Who runs candidates: threads of the search's process, or workers of a queue. */
  readonly backend: "local" | "bullmq";
  readonly islands: {
    readonly count: number;
    readonly batch: number;
    readonly migrateEvery: number;
    readonly migrants: number;
  };
}

/** The published schema, as it is shipped. */
export function taskSchema(): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL("../docs/task.schema.json", import.meta.url), "utf8"));
}

/**
 * Reads a task file. The paths in it become absolute.
 * @throws SearchError (kind "task") that says what is wrong, where, and what to do
 */
export function readTask(path: string, changes: { readonly seed?: number } = {}): Task {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : String(error);
    throw new SearchError("task", `cannot read the task: ${reason}`, path, 0, 0, { cause: error });
  }
  const task = checkTask(parseJsonc(text, path), path);
  const { seeds, ...rest } = task;
  const chosen =
    changes.seed === undefined ? { ...rest, ...(seeds ? { seeds } : {}) } : { ...rest, seed: changes.seed };
  return withPaths(chosen, dirname(resolve(path)));
}

let validator: ValidateFunction | undefined;

/** Checks a parsed task and fills in its defaults. @throws SearchError (kind "task") */
export function checkTask(value: unknown, file?: string): Task {
  const given = structuredClone(value);
  if (isObject(given) && "seed" in given && "seeds" in given)
    throw new SearchError("task", "the task has both seed and seeds: keep one of them", file);
  if (isObject(given))
    for (const part of ["limits", "fit", "islands", "start", "loss", "seed", "mode", "backend"])
      fillIn(given, part);
  validator ??= new Ajv({ useDefaults: true, allErrors: true, strict: false }).compile(taskSchema());
  const validate = validator;
  if (!validate(given)) {
    const problems = mostTelling(validate.errors ?? []).map(explained);
    throw new SearchError("task", [...new Set(problems)].join("; "), file);
  }
  const raw = given as Omit<Task, "proposers"> & { proposers: ProposerSettings[] };
  const task: Task = {
    ...raw,
    entry: {
      ...raw.entry,
      arguments: raw.entry.arguments.map((one) => ({ ...one, name: one.name ?? one.column })),
    },
    proposers: raw.proposers.map(withDefaults),
  };
  checkMeaning(task, file);
  return task;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Sections may be left out as a whole; their members have defaults of their own. */
function fillIn(task: object, part: string): void {
  const schema = (taskSchema().properties as Record<string, { type?: string; default?: unknown }>)[part];
  const given = task as Record<string, unknown>;
  if (given[part] === undefined) given[part] = schema?.type === "object" ? {} : schema?.default;
}

/** Inside of alternatives, Ajv fills in no defaults. */
function withDefaults(settings: ProposerSettings): ProposerSettings {
  const alternatives = (
    taskSchema().properties as {
      proposers: {
        items: { oneOf: { properties: Record<string, { const?: string; default?: unknown }> }[] };
      };
    }
  ).proposers.items.oneOf;
  const chosen = alternatives.find(({ properties }) => properties.kind?.const === settings.kind);
  const defaults = Object.entries(chosen?.properties ?? {}).flatMap(([name, { default: value }]) =>
    value === undefined ? [] : [[name, value]],
  );
  return { ...Object.fromEntries(defaults), ...settings, weight: settings.weight ?? 1 };
}

/** Of errors in alternatives, those of the alternative that was meant. */
function mostTelling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const kinds = ["grammar", "language-model", "scripted"];
  const meant = errors.filter((error) => {
    const branch = /oneOf\/(\d)/.exec(error.schemaPath);
    if (!branch) return error.keyword !== "oneOf";
    const wrongKind = (kind: string): boolean =>
      errors.some(
        (other) =>
          other.keyword === "const" &&
          other.schemaPath.includes(`oneOf/${kind}/`) &&
          other.instancePath.startsWith(error.instancePath.split("/").slice(0, 3).join("/")),
      );
    return !wrongKind(branch[1] as string);
  });
  if (meant.length > 0) return meant;
  const kind = errors.find(({ keyword }) => keyword === "const");
  return kind ? [{ ...kind, keyword: "enum", params: { allowedValues: kinds } }] : errors;
}

/** One finding of Ajv as a sentence: the place in the task, and what to do. */
function explained({ instancePath, keyword, params, message }: ErrorObject): string {
  const at = instancePath === "" ? "the task" : instancePath.slice(1).replaceAll("/", ".");
  switch (keyword) {
    case "additionalProperties": {
      const name = String(params.additionalProperty);
      return `${at} has a member ${JSON.stringify(name)} that means nothing here: remove it or correct its name`;
    }
    case "required":
      return `${at} lacks ${JSON.stringify(params.missingProperty)}: add it`;
    case "enum":
      return `${at} must be one of ${(params.allowedValues as unknown[]).map((v) => JSON.stringify(v)).join(", ")}`;
    case "type":
      return `${at} must be of the type ${params.type}`;
    case "pattern":
      return `${at} must be a name as Scheme has it, such as model or time-step`;
    default:
      return `${at} ${message ?? "is wrong"}`;
  }
}

function checkMeaning(task: Task, file: string | undefined): void {
  const wrong = (at: string, what: string): never => {
    throw new SearchError("task", `${at} ${what}`, file);
  };
  task.language.primitives.forEach((name, i) => {
    if (procedureByName.has(name)) return;
    const near = nearestName(name, procedureByName.keys());
    const hint = near === undefined ? "docs/language.md lists all" : `did you mean ${JSON.stringify(near)}?`;
    wrong(`language.primitives.${i}`, `names no procedure: ${JSON.stringify(name)}; ${hint}`);
  });
  const unit = (at: string, text: string | undefined): void => {
    if (text !== undefined && parseUnit(text) === undefined)
      wrong(at, `is no unit: ${JSON.stringify(text)}; write products of powers, such as kg*m/s^2, or 1`);
  };
  task.entry.arguments.forEach(({ unit: text, name }, i) => {
    unit(`entry.arguments.${i}.unit`, text);
    if (!/^[A-Za-z!$%&*/:<=>?^_~][\w!$%&*/:<=>?^~+.@-]*$/.test(name))
      wrong(
        `entry.arguments.${i}`,
        `needs a name that Scheme can have, beside its column ${JSON.stringify(name)}`,
      );
    if (task.entry.arguments.findIndex((other) => other.name === name) !== i)
      wrong(
        `entry.arguments.${i}`,
        `has the name of an earlier argument, ${JSON.stringify(name)}: give it another`,
      );
    if (name === task.entry.name) wrong(`entry.arguments.${i}`, "has the name of the entry: give it another");
  });
  unit("target.unit", task.target.unit);
  checkNoise(task, wrong);
  if (task.proposers.every(({ weight }) => weight === 0)) wrong("proposers", "have no weight above 0");
}

/** The noise settings that each loss takes; sigma is never guessed. */
const NOISE: Readonly<Record<LossSettings["kind"], readonly (keyof Omit<LossSettings, "kind">)[]>> = {
  squared: [],
  huber: ["sigma", "threshold"],
  "student-t": ["sigma", "nu"],
  poisson: [],
};

function checkNoise({ loss, noise = {} }: Task, wrong: (at: string, what: string) => never): void {
  const takes = NOISE[loss];
  for (const name of Object.keys(noise))
    if (!takes.some((known) => known === name))
      wrong(`noise.${name}`, `means nothing for the loss ${loss}, which takes ${takes.join(", ") || "none"}`);
  if (takes.includes("sigma") && noise.sigma === undefined)
    wrong("noise", `lacks "sigma": the loss ${loss} needs the scale of the noise, in the unit of the target`);
}

/** The loss of a task, with what it takes as known of the noise. */
export function lossSettings({ loss, noise }: Task): LossSettings {
  return { kind: loss, ...noise };
}

function withPaths(task: Task, folder: string): Task {
  const at = (path: string): string => resolve(folder, path);
  const { data } = task;
  return {
    ...task,
    data: {
      ...data,
      train: at(data.train),
      validation: at(data.validation),
      ...(data.test === undefined ? {} : { test: at(data.test) }),
    },
    start: task.start.map(at),
    proposers: task.proposers.map((one) => {
      if (one.kind === "scripted") return { ...one, file: at(one.file) };
      return one.kind === "language-model" && one.cache !== undefined
        ? { ...one, cache: at(one.cache) }
        : one;
    }),
  };
}
