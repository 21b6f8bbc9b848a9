// What a queue holds: its name, jobs named by their contents, and the workplaces that jobs refer to.
// Invariants: equal work on equal data by equal software has one name, so it is in the queue once, whoever puts it there and how often;
// software that might answer otherwise has a queue of another name.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Redis } from "ioredis";
import { SearchError } from "../errors.js";
import { WORKER } from "../pool.js";
import type { Answer, Work, Workplace } from "../protocol.js";
import { fromWire, toWire } from "./wire.js";

export const PREFIX = "dmci-wasm";
/** Seconds that finished jobs, and workplaces that nobody asks for any more, are kept. */
export const KEPT_SECONDS = 3600;

export interface JobData {
  /** Hash of the workplace. */
  readonly place: string;
  /** A `Work`, as wire.ts writes it. */
  readonly work: string;
}

/** Why a worker could not do a job, when it needs the workplace once more. */
export const NO_PLACE = "the workplace of this job is not in Redis";

let digest: string | undefined;

/**
 * The queue of this software: named by the thread's program (whose imports are named by their contents) and the interpreter's artifact.
 * @param simulated jobs are answered by the clock, for measurements; never mixed with real ones
 */
export async function queueName(simulated = false): Promise<string> {
  if (digest === undefined) {
    const artifact = new URL("../interpreter/dmci.wasm", WORKER);
    const files = await Promise.all([WORKER, artifact].map((file) => readFile(file)));
    const hash = createHash("sha256");
    for (const file of files) hash.update(file);
    digest = hash.digest("hex").slice(0, 16);
  }
  return `${simulated ? "simulated" : "search"}-${digest}`;
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A job's name: what is to be done, and with what. */
export function jobIdOf({ place, work }: JobData): string {
  return hashOf(`${place}\n${work}`);
}

const placeKey = (hash: string): string => `${PREFIX}:place:${hash}`;

/** A workplace by the hash of its contents. */
export class StoredPlace {
  private readonly text: string;
  readonly hash: string;

  constructor(place: Workplace) {
    this.text = toWire(place);
    this.hash = hashOf(this.text);
  }

  /** Puts it into Redis, or keeps it there for longer. */
  async keep(client: Redis): Promise<void> {
    await client.set(placeKey(this.hash), this.text, "EX", KEPT_SECONDS);
  }
}

/** @throws Error (NO_PLACE) when it is not there */
export async function readPlace(client: Redis, hash: string): Promise<Workplace> {
  const text = await client.get(placeKey(hash));
  if (text === null) throw new Error(NO_PLACE);
  return fromWire(text) as Workplace;
}

export function dataOf(place: string, work: Work): JobData {
  return { place, work: toWire(work) };
}
export function workOf({ work }: JobData): Work {
  return fromWire(work) as Work;
}

export function writeAnswer(answer: Answer): string {
  return toWire(answer);
}

/** @throws SearchError (kind "queue") when it is no answer: then something else than a worker of this software has written it */
export function readAnswer(text: unknown, groups: number): Answer {
  const answer = (typeof text === "string" ? fromWire(text) : undefined) as Partial<Answer> | undefined;
  const told =
    answer?.status === "calibrated"
      ? answer.calibrated?.length === groups && answer.predictions?.length === groups
      : answer?.status === "rejected" && typeof answer.stage === "string";
  if (!told)
    throw new SearchError(
      "queue",
      "the queue holds an answer that is none: is another program writing to it?",
    );
  return answer as Answer;
}
