// Connections to Redis or Valkey, and the check of its settings.
// Invariant: the queue's packages are loaded here and only when a queue is used; a password never gets into a message.
import type { Redis } from "ioredis";
import { SearchError } from "../errors.js";

export const DEFAULT_URL = "redis://127.0.0.1:6379";

export type Note = (text: string) => void;

/** Milliseconds that a first connection may take. */
const PATIENCE = 5000;
/** Most milliseconds between two attempts to connect again. */
const LONGEST_WAIT = 2000;

/** bullmq, and a maker of connections; both packages are optional. @throws SearchError (kind "queue") when they are not installed */
export async function queuePackages(): Promise<{
  bullmq: typeof import("bullmq");
  Redis: typeof Redis;
}> {
  try {
    const [bullmq, ioredis] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { bullmq, Redis: ioredis.Redis };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new SearchError(
      "queue",
      "a queue needs two packages that are not installed: npm install bullmq ioredis",
      undefined,
      0,
      0,
      { cause: error },
    );
  }
}

/** The address without user and password. @throws SearchError (kind "queue") when it is none */
export function shownUrl(url: string): string {
  const wrong = (): never => {
    throw new SearchError(
      "queue",
      `expected the address of a queue such as ${DEFAULT_URL} (or rediss://… with TLS), found ${JSON.stringify(url.replace(/\/\/[^@/]*@/, "//…@"))}`,
    );
  };
  if (!URL.canParse(url)) wrong();
  const parsed = new URL(url);
  if (!["redis:", "rediss:"].includes(parsed.protocol) || parsed.hostname === "") wrong();
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}

/**
 * Connects once, looks at the settings and disconnects.
 * @throws SearchError (kind "queue") when nothing answers, or when Redis may throw away keys
 */
export async function checkRedis(url: string, note: Note): Promise<void> {
  const shown = shownUrl(url);
  const { Redis } = await queuePackages();
  const client = new Redis(url, { lazyConnect: true, connectTimeout: PATIENCE, retryStrategy: () => null });
  let reason = "";
  client.on("error", (error) => {
    reason = reasonOf(error);
  });
  try {
    await client.connect();
    const information = await client.info();
    checkSettings(information, shown, note);
  } catch (error) {
    if (error instanceof SearchError) throw error;
    throw new SearchError(
      "queue",
      `cannot use Redis at ${shown}: ${reason || reasonOf(error)}; start one: redis-server --appendonly yes --maxmemory-policy noeviction`,
      undefined,
      0,
      0,
      { cause: error },
    );
  } finally {
    client.disconnect();
  }
}

/** INFO, unlike CONFIG, is allowed on hosted servers, too. */
function checkSettings(information: string, shown: string, note: Note): void {
  const value = (name: string): string | undefined =>
    new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(information)?.[1];
  const policy = value("maxmemory_policy");
  if (policy !== undefined && policy !== "noeviction")
    throw new SearchError(
      "queue",
      `Redis at ${shown} throws keys away when its memory is full (maxmemory-policy ${policy}), and jobs with them; set: redis-cli CONFIG SET maxmemory-policy noeviction`,
    );
  if (value("aof_enabled") === "0")
    note(
      `warning: Redis at ${shown} does not write its data as they come (appendonly no): when it is restarted, jobs under way are put into it again from the journal and run again; set: redis-cli CONFIG SET appendonly yes`,
    );
}

/** A connection that waits for Redis as long as it takes, and says so once when it has lost it and once when it is back. */
export async function steadyConnection(url: string, note: Note): Promise<Redis> {
  const { Redis } = await queuePackages();
  const client = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, LONGEST_WAIT),
  });
  const shown = shownUrl(url);
  let lost = false;
  client.on("error", (error) => {
    if (!lost) note(`Redis at ${shown} is out of reach (${reasonOf(error)}); waiting for it`);
    lost = true;
  });
  client.on("ready", () => {
    if (lost) note(`Redis at ${shown} is back`);
    lost = false;
  });
  return client;
}

/** Without the texts of AggregateError, which are empty. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
