// One question to an OpenAI-compatible endpoint, with retries, a rate limit and a limit on what is read.
// Invariant: the key is in the header of the request and nowhere else: no message, file or journal holds it, and no redirect carries it on.
import { SearchError } from "../errors.js";

export interface ChatMessage {
  readonly role: "system" | "user";
  readonly content: string;
}
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly temperature: number;
  readonly max_tokens: number;
  readonly seed: number;
}
export interface ChatAnswer {
  readonly content: string;
  readonly model: string;
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** The endpoint did not count tokens; these are a quarter of the characters. */
  readonly estimated: boolean;
}

export interface Endpoint {
  /** Such as https://host/v1. */
  readonly baseUrl: string;
  readonly model: string;
  readonly key: string | undefined;
}

export interface ChatSettings {
  readonly attempts: number;
  readonly timeoutSeconds: number;
  readonly requestsPerMinute: number;
  /** Waits; tests do not. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

const VARIABLES = { baseUrl: "DMCI_LLM_BASE_URL", model: "DMCI_LLM_MODEL", key: "DMCI_LLM_API_KEY" } as const;
/** Characters of an answer's JSON that are read. */
const MOST_READ = 4_000_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 60_000;

/** The endpoint that the environment names; undefined when it names none. @throws SearchError when it names half of one */
export function endpointFrom(
  environment: Readonly<Record<string, string | undefined>>,
): Endpoint | undefined {
  const baseUrl = environment[VARIABLES.baseUrl];
  const model = environment[VARIABLES.model];
  if (baseUrl === undefined && model === undefined) return undefined;
  if (baseUrl === undefined || model === undefined || !URL.canParse(baseUrl))
    throw new SearchError(
      "proposer",
      `the language model needs ${VARIABLES.baseUrl} (a URL such as https://host/v1) and ${VARIABLES.model} in the environment, and ${VARIABLES.key} where the endpoint wants a key`,
    );
  return { baseUrl: baseUrl.replace(/\/+$/, ""), model, key: environment[VARIABLES.key] };
}

export function noEndpoint(what: string): SearchError {
  return new SearchError(
    "proposer",
    `${what}; set ${VARIABLES.baseUrl}, ${VARIABLES.model} and ${VARIABLES.key} in the environment to ask the model`,
  );
}

/** What may be tried again. */
class Passing extends Error {
  constructor(
    message: string,
    readonly wait: number | undefined,
  ) {
    super(message);
  }
}

export class Chat {
  private next = 0;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly settings: ChatSettings,
  ) {}

  /** @throws SearchError (kind "proposer") when all attempts have failed, or one in a way that no other would mend */
  async ask(request: ChatRequest, signal?: AbortSignal): Promise<ChatAnswer> {
    const { attempts, sleep = pause } = this.settings;
    for (let attempt = 1; ; attempt++) {
      await this.keepRate(sleep, signal);
      try {
        return await this.once(request, signal);
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof Passing)) throw error;
        if (attempt >= attempts)
          throw new SearchError(
            "proposer",
            `the model did not answer in ${attempts} attempts: ${error.message}`,
          );
        await sleep(Math.min(LONGEST_WAIT, error.wait ?? FIRST_WAIT * 2 ** (attempt - 1)), signal);
      }
    }
  }

  private async keepRate(sleep: NonNullable<ChatSettings["sleep"]>, signal?: AbortSignal): Promise<void> {
    const now = performance.now();
    const wait = this.next - now;
    this.next = Math.max(now, this.next) + 60_000 / this.settings.requestsPerMinute;
    if (wait > 0) await sleep(wait, signal);
  }

  private async once(request: ChatRequest, signal?: AbortSignal): Promise<ChatAnswer> {
    const { baseUrl, model, key } = this.endpoint;
    const timeout = AbortSignal.timeout(this.settings.timeoutSeconds * 1000);
    let status: number;
    let text: string;
    let after: string | null;
    try {
      const response = await fetch(`${baseUrl}/chat/completions`, {
        method: "POST",
        redirect: "error",
        headers: {
          "content-type": "application/json",
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ model, ...request }),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      status = response.status;
      after = response.headers.get("retry-after");
      text = await readLimited(response);
    } catch (error) {
      if (error instanceof SearchError) throw error;
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
      throw new Passing(
        this.harmless(`${error instanceof Error ? error.message : error}${cause}`),
        undefined,
      );
    }
    if (status === 408 || status === 409 || status === 429 || status >= 500)
      throw new Passing(`status ${status}`, waitOf(after));
    if (status !== 200)
      throw new SearchError("proposer", `the model's endpoint answers ${status}: ${this.harmless(text)}`);
    return answerOf(text, request, model);
  }

  /** A server may repeat what it was sent. */
  private harmless(text: string): string {
    const { key } = this.endpoint;
    const without = key === undefined || key === "" ? text : text.replaceAll(key, "(key)");
    return without.replace(/\s+/g, " ").slice(0, 200);
  }
}

async function readLimited(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > MOST_READ)
      throw new SearchError("proposer", `the model's answer is longer than ${MOST_READ} characters`);
  }
  return text + decoder.decode();
}

function waitOf(retryAfter: string | null): number | undefined {
  const seconds = Number(retryAfter ?? "");
  return retryAfter !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

interface Completion {
  readonly model?: unknown;
  readonly choices?: readonly { readonly message?: { readonly content?: unknown } }[];
  readonly usage?: { readonly prompt_tokens?: unknown; readonly completion_tokens?: unknown };
}

function answerOf(text: string, request: ChatRequest, model: string): ChatAnswer {
  let completion: Completion;
  try {
    completion = JSON.parse(text) as Completion;
  } catch {
    throw new Passing("the answer is not JSON", undefined);
  }
  const content = completion?.choices?.[0]?.message?.content;
  if (typeof content !== "string")
    throw new Passing("the answer has no choices[0].message.content", undefined);
  const { prompt_tokens: prompt, completion_tokens: answer } = completion.usage ?? {};
  const counted = typeof prompt === "number" && typeof answer === "number" && prompt >= 0 && answer >= 0;
  const asked = request.messages.reduce((sum, message) => sum + message.content.length, 0);
  return {
    content,
    model,
    promptTokens: counted ? prompt : Math.ceil(asked / 4),
    answerTokens: counted ? answer : Math.ceil(content.length / 4),
    estimated: !counted,
  };
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
