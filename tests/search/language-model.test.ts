// The language model against a stub on loopback: what is asked, what is tried again, what is counted, and that a cache replays a run.

import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readJournal } from "../../search/journal.js";
import { Chat, type ChatRequest, endpointFrom } from "../../search/proposers/chat.js";
import { programsIn } from "../../search/proposers/prompt.js";
import { beginSearch, resumeSearch, type SessionOptions, searchState } from "../../search/session.js";
import type { Task } from "../../search/task.js";
import { taskOn, temporary } from "./support.js";

const KEY = "secret-of-the-test";

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the connection without an answer. */
  readonly hangUp?: boolean;
}
interface Asked {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: ChatRequest & { readonly model: string };
}

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A stub that answers with what `reply` says of the nth request, from 0. */
async function stub(reply: (n: number) => Reply): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  server = createServer((request: IncomingMessage, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on("end", () => {
      const { authorization } = request.headers;
      asked.push({ url: request.url, authorization, body: JSON.parse(text) });
      const { status = 200, headers = {}, body = "", hangUp } = reply(asked.length - 1);
      if (hangUp) {
        request.socket.destroy();
        return;
      }
      response.writeHead(status, headers);
      response.end(body);
    });
  });
  await new Promise<void>((done) => server?.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

const completion = (content: string, usage: object = { prompt_tokens: 100, completion_tokens: 20 }): string =>
  JSON.stringify({ choices: [{ message: { content } }], usage });
const REQUEST: ChatRequest = {
  messages: [{ role: "user", content: "hello" }],
  temperature: 0.5,
  max_tokens: 9,
  seed: 1,
};

function chatTo(url: string, waits: number[], attempts = 4, requestsPerMinute = 1e9): Chat {
  return new Chat(
    { baseUrl: url, model: "m", key: KEY },
    {
      attempts,
      timeoutSeconds: 10,
      requestsPerMinute,
      sleep: async (milliseconds) => {
        waits.push(Math.round(milliseconds));
      },
    },
  );
}

describe("a question", () => {
  it("is sent with the model and the key, and the tokens are counted", async () => {
    const { url, asked } = await stub(() => ({ body: completion("hi") }));
    expect(await chatTo(url, []).ask(REQUEST)).toEqual({
      content: "hi",
      model: "m",
      promptTokens: 100,
      answerTokens: 20,
      estimated: false,
    });
    expect(asked).toEqual([
      { url: "/v1/chat/completions", authorization: `Bearer ${KEY}`, body: { model: "m", ...REQUEST } },
    ]);
  });

  it("is repeated with growing waits, or as the server says", async () => {
    const replies: Reply[] = [
      { status: 500 },
      { hangUp: true },
      { status: 429, headers: { "retry-after": "7" } },
      { body: "not json" },
      { body: completion("at last", {}) },
    ];
    const { url } = await stub((n) => replies[n] ?? {});
    const waits: number[] = [];
    const answer = await chatTo(url, waits, 5).ask(REQUEST);
    expect(waits).toEqual([500, 1000, 7000, 4000]);
    expect(answer).toMatchObject({ content: "at last", promptTokens: 2, answerTokens: 2, estimated: true });
  });

  it("is given up after its attempts, and at once when another would not help", async () => {
    const { url, asked } = await stub((n) =>
      n < 3 ? { status: 503 } : { status: 401, body: `no such key: ${KEY}` },
    );
    await expect(chatTo(url, [], 3).ask(REQUEST)).rejects.toThrow(/did not answer in 3 attempts: status 503/);
    await expect(chatTo(url, [], 3).ask(REQUEST)).rejects.toThrow("answers 401: no such key: (key)");
    expect(asked).toHaveLength(4);
  });

  it("keeps to the rate", async () => {
    const { url } = await stub(() => ({ body: completion("hi") }));
    const waits: number[] = [];
    const chat = chatTo(url, waits, 1, 6);
    for (let i = 0; i < 3; i++) await chat.ask(REQUEST);
    // No time passes while the test waits: the second is due 10 s after the first, the third 20 s.
    expect(waits.map((wait) => Math.round(wait / 2000))).toEqual([5, 10]);
  });
});

describe("an endpoint", () => {
  it("comes from the environment, whole or not at all", () => {
    expect(endpointFrom({})).toBeUndefined();
    expect(endpointFrom({ DMCI_LLM_BASE_URL: "http://x/v1/", DMCI_LLM_MODEL: "m" })).toEqual({
      baseUrl: "http://x/v1",
      model: "m",
      key: undefined,
    });
    expect(() => endpointFrom({ DMCI_LLM_MODEL: "m" })).toThrow(/DMCI_LLM_BASE_URL/);
    expect(() => endpointFrom({ DMCI_LLM_MODEL: "m", DMCI_LLM_BASE_URL: "x" })).toThrow(/a URL/);
  });
});

describe("programs in an answer", () => {
  it.each([
    ["Here:\n```scheme\n(a)\n```\nand\n```\n(b\n c)\n```", ["(a)", "(b\n c)"]],
    ["(define (model t) t)", ["(define (model t) t)"]],
    ["I cannot.", []],
    ["```scheme\n(never closed", []],
  ])("of %j", (answer, programs) => {
    expect(programsIn(answer)).toEqual(programs);
  });
});

const BLOCK = (program: string): string => `\`\`\`scheme\n${program}\n\`\`\`\n`;

describe("a search", () => {
  const settings = { kind: "language-model", requestsPerMinute: 1e6 };
  const task = (more: Readonly<Record<string, unknown>> = {}, model: object = {}): Task =>
    taskOn((t) => 2 + 3 * t, {
      proposers: [{ ...settings, ...model }],
      islands: { count: 1, batch: 2, migrateEvery: 5, migrants: 1 },
      budget: { evaluations: 4 },
      ...more,
    }).task;
  const answers = [
    BLOCK("(define (model t) (* 0.5 t))") + BLOCK("(define (model t) (tau t))"),
    BLOCK("(define (model t) (+ 0.5 (* 0.5 t)))"),
    BLOCK("(define (model t) (+ 0.5 (* 0.5 t) (exp (* -0.5 t))))") +
      BLOCK("(define (model t) (sqrt (* 0.5 t)))"),
  ];
  const session = (url: string): SessionOptions => ({
    threads: 1,
    environment: { DMCI_LLM_BASE_URL: url, DMCI_LLM_MODEL: "m", DMCI_LLM_API_KEY: KEY },
  });

  it("shows the model what works and what failed, and repeats offline from the cache", async () => {
    const { url, asked } = await stub((n) => ({ body: completion(answers[n] ?? "no more") }));
    const cache = join(temporary(), "cache");
    const given = task({ description: "A line." }, { cache });
    const folder = join(temporary(), "run");
    const state = await beginSearch(given, folder, session(url));
    expect(asked).toHaveLength(3);
    expect(state.usage).toEqual({ tokens: 360, cost: 0, requests: 3 });
    expect(state.archive.hall(1)[0]?.score.validationLoss).toBeLessThan(1e-15);
    const [system, first] = asked[0]?.body.messages ?? [];
    expect(system?.content).toContain("(define (model t) …)");
    expect(system?.content).toContain("- (exp z): e to the z.");
    expect(first?.content).toContain("A line.");
    const last = asked[2]?.body.messages[1]?.content;
    expect(last).toContain("(define-parameter c2 3.0)");
    expect(last).toContain("scope: tau is not defined and is no procedure (line 1, column 20)");
    // The key is nowhere.
    const kept = [...readdirSync(cache).map((name) => join(cache, name)), join(folder, "journal.jsonl")];
    expect(kept).toHaveLength(4);
    for (const file of kept) expect(readFileSync(file, "utf8")).not.toContain(KEY);
    // Without any endpoint the same run comes from the cache.
    const again = await beginSearch(given, join(temporary(), "run"), { threads: 1, environment: {} });
    expect(again.archive.snapshot()).toEqual(state.archive.snapshot());
    expect(again.usage).toEqual(state.usage);
  });

  it("goes on without a model that fails, and says so", async () => {
    const { url } = await stub(() => ({ status: 400, body: "no" }));
    const both = task({
      proposers: [{ kind: "grammar" }, { ...settings, weight: 2 }],
      budget: { evaluations: 6 },
    });
    const folder = join(temporary(), "run");
    const state = await beginSearch(both, folder, session(url));
    expect(state.archive.evaluated).toBe(6);
    expect(state.faults[0]).toBe("language-model: the model's endpoint answers 400: no");
    expect(
      readJournal(folder).records.some((record) => record.kind === "batch" && record.faults.length > 0),
    ).toBe(true);
  });

  it("waits for a model that is down rather than end", async () => {
    let down = true;
    const { url } = await stub((n) =>
      down ? { status: 400, body: "no" } : { body: completion(answers[n % 3] ?? "") },
    );
    const folder = join(temporary(), "run");
    await expect(beginSearch(task({ budget: { evaluations: 3 } }), folder, session(url))).rejects.toThrow(
      /answers 400: no; search resume goes on/,
    );
    expect(searchState(folder)).toMatchObject({ batch: 0, end: undefined });
    down = false;
    expect((await resumeSearch(folder, session(url))).archive.evaluated).toBe(3);
  });

  it("leaves the rest to the others when a model has used up its tokens", async () => {
    const { url, asked } = await stub(() => ({ body: completion(answers[0] ?? "") }));
    const both = task({
      proposers: [{ kind: "grammar" }, settings],
      budget: { evaluations: 12, tokens: 200 },
    });
    const state = await beginSearch(both, join(temporary(), "run"), session(url));
    expect(state.archive.evaluated).toBe(12);
    expect(asked).toHaveLength(2);
    expect(state.faults).toEqual([]);
  });

  it("stops at its budget of tokens, and a model at its limit of cost", async () => {
    const { url, asked } = await stub(() => ({ body: completion(answers[0] ?? "") }));
    const tokens = await beginSearch(
      task({ budget: { evaluations: 99, tokens: 200 } }),
      join(temporary(), "run"),
      session(url),
    );
    expect(tokens.end?.reason).toBe("200 tokens are used up");
    expect(asked).toHaveLength(2);
    const cost = { promptPerMillion: 10_000, answerPerMillion: 50_000, limit: 3.5 };
    const spent = await beginSearch(
      task({ budget: { evaluations: 99 } }, { cost }),
      join(temporary(), "run"),
      session(url),
    );
    expect(spent.usage).toEqual({ tokens: 240, cost: 4, requests: 2 });
    expect(spent.end?.reason).toBe("the language model has reached its limit of cost, 3.5");
  });
});
