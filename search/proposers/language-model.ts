// The language model as a proposer: a question per island and batch, answered by the cache or by an endpoint.
// Invariant: tokens and cost are counted alike whether the cache or the endpoint answers, so a replay stops where the run stopped.
import { SearchError } from "../errors.js";
import type { Usage } from "../journal.js";
import type { ModelSettings, Task } from "../task.js";
import {
  Chat,
  type ChatAnswer,
  type ChatRequest,
  type ChatSettings,
  type Endpoint,
  noEndpoint,
} from "./chat.js";
import { programsIn, question } from "./prompt.js";
import type { Proposal, ProposalContext, Proposer } from "./proposer.js";
import { ResponseCache } from "./response-cache.js";

export interface ModelPlace {
  /** Where answers are kept. */
  readonly cache: string;
  /** undefined: the cache alone answers. */
  readonly endpoint: Endpoint | undefined;
  /** What has been used up before. */
  readonly usage: Usage;
  readonly sleep?: ChatSettings["sleep"];
}

export class LanguageModelProposer implements Proposer {
  readonly name = "language-model";
  private used: Usage;
  private readonly cache: ResponseCache;
  private readonly chat: Chat | undefined;

  constructor(
    private readonly settings: ModelSettings,
    private readonly place: ModelPlace,
  ) {
    this.used = place.usage;
    this.cache = new ResponseCache(place.cache);
    const { attempts, timeoutSeconds, requestsPerMinute } = settings;
    const chat = {
      attempts,
      timeoutSeconds,
      requestsPerMinute,
      ...(place.sleep === undefined ? {} : { sleep: place.sleep }),
    };
    this.chat = place.endpoint && !settings.offline ? new Chat(place.endpoint, chat) : undefined;
  }

  get usage(): Usage {
    return this.used;
  }

  exhausted({ budget: { tokens } }: Task): string | undefined {
    const { cost } = this.settings;
    if (cost && this.used.cost >= cost.limit)
      return `the language model has reached its limit of cost, ${cost.limit}`;
    return tokens !== undefined && this.used.tokens >= tokens ? `${tokens} tokens are used up` : undefined;
  }

  async propose(context: ProposalContext): Promise<readonly Proposal[]> {
    const { messages, shown } = question(context);
    const request: ChatRequest = {
      messages,
      temperature: this.settings.temperature,
      max_tokens: this.settings.maxTokens,
      seed: context.random.below(2 ** 31),
    };
    const answer = await this.answer(request, context.signal);
    this.count(answer);
    const programs = programsIn(answer.content).slice(0, context.count);
    if (programs.length === 0) throw new SearchError("proposer", "the model's answer holds no program");
    return programs.map((text) => ({ text, operator: answer.model, parents: shown }));
  }

  private async answer(request: ChatRequest, signal: AbortSignal | undefined): Promise<ChatAnswer> {
    const model = this.chat ? this.place.endpoint?.model : undefined;
    const cached = this.cache.get(request, model);
    if (cached) return cached;
    if (!this.chat) throw noEndpoint(`no cached answer in ${this.place.cache} fits`);
    const answer = await this.chat.ask(request, signal);
    this.cache.put(request, answer);
    return answer;
  }

  private count({ promptTokens, answerTokens }: ChatAnswer): void {
    const { cost } = this.settings;
    const price = cost
      ? (promptTokens * cost.promptPerMillion + answerTokens * cost.answerPerMillion) / 1e6
      : 0;
    this.used = {
      tokens: this.used.tokens + promptTokens + answerTokens,
      cost: this.used.cost + price,
      requests: this.used.requests + 1,
    };
  }
}
