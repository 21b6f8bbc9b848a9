// The coordinator: proposes a batch, screens it, has it run, writes it down, folds it; then the finalists and the test split.
// Invariants: what is folded is in the journal before; in deterministic mode batches are folded in the order of their slots, so any number
// of threads gives the same archive, and a batch that was under way when the process died is proposed again and finds its finished results
// by hash. The record of such a search that no limit of the clock has cut is a function of its task (and of the answers of language
// models, which are cached). In fast mode (state.ts) what was under way is in the journal and is run again.
import { behaviourOf } from "./archive.js";
import type { Splits } from "./data.js";
import { SearchError } from "./errors.js";
import { finish, outcomeOf } from "./finish.js";
import { type Candidate, screen } from "./funnel.js";
import type { Entry, Journal, JournalRecord, Usage } from "./journal.js";
import type { Pool } from "./pool.js";
import type { Proposal, Proposer } from "./proposers/proposer.js";
import { randomFor, weighted } from "./random.js";
import { readStart } from "./start.js";
import { CLOCK_ENDED, type RunState, startFault } from "./state.js";
import { waitFor } from "./waiting.js";

/** After so many batches without anything new, there is nothing more to expect. */
const MOST_BARREN = 200;

export interface RunOptions {
  /** Told after each batch. */
  readonly onBatch?: (state: RunState) => void;
  /** Ends the run between batches, and the waiting within one; it can be resumed. */
  readonly signal?: AbortSignal;
}

/** A program on its way through a batch. */
interface Slot {
  readonly island: number;
  readonly proposer: string;
  readonly proposal: Proposal;
}

export class Run {
  private readonly began = performance.now();
  private readonly secondsBefore: number;
  /** Indices of proposers that failed when they were asked last. */
  private readonly failing = new Set<number>();
  /** Fast mode: what this process waits for, by hash. */
  private readonly flights = new Map<string, Promise<void>>();

  constructor(
    private readonly state: RunState,
    private readonly splits: Splits,
    private readonly proposers: readonly Proposer[],
    private readonly pool: Pool,
    private readonly journal: Journal,
    private readonly options: RunOptions = {},
  ) {
    this.secondsBefore = state.seconds;
  }

  /** Runs to the end of the budget. @throws the signal's reason; SearchError */
  async run(): Promise<void> {
    const { state, options } = this;
    if (state.end)
      throw new SearchError(
        "usage",
        `this search has ended (${state.end.reason}) and its test rows have been looked at; begin a new one`,
      );
    for (;;) {
      options.signal?.throwIfAborted();
      const reason = this.reasonToStop();
      if (reason !== undefined) {
        await this.settle();
        const { splits, pool, journal } = this;
        return finish(reason, { state, splits, pool, journal, signal: options.signal });
      }
      if (state.fast && this.busy) await this.landing();
      else {
        await this.batch();
        options.onBatch?.(state);
      }
    }
  }

  private get seconds(): number {
    return this.secondsBefore + (performance.now() - this.began) / 1000;
  }

  private reasonToStop(): string | undefined {
    const { state } = this;
    const { evaluations, seconds, validationLoss } = state.task.budget;
    const [best] = validationLoss === undefined ? [] : state.archive.hall(1);
    if (best && best.score.validationLoss <= (validationLoss as number))
      return `a program reached the validation loss ${validationLoss}`;
    if (state.archive.evaluated >= evaluations) return `${evaluations} programs have been evaluated`;
    if (seconds !== undefined && this.seconds >= seconds) return `${seconds}${CLOCK_ENDED}`;
    if (state.barren >= MOST_BARREN) return `${MOST_BARREN} batches in a row had no new program`;
    const { proposers } = state.task;
    if (
      state.batch > 0 &&
      proposers.every(({ weight }, i) => weight === 0 || this.exhausted(i) !== undefined)
    )
      return proposers.flatMap((_, i) => this.exhausted(i) ?? []).join("; ");
    return undefined;
  }

  private exhausted(index: number): string | undefined {
    return this.proposers[index]?.exhausted?.(this.state.task, this.state.offered[index] ?? 0);
  }

  // ---- a batch ----------------------------------------------------------------------------------------------------------------
  /**
   * Runs one batch.
   * @throws SearchError (kind "proposer") when no proposer works: an outage must not end a search, and look at the test rows, for lack of
   * programs. It can be resumed.
   */
  private async batch(): Promise<void> {
    const { state } = this;
    const faults: string[] = [];
    const offered = this.proposers.map((_, i) => state.offered[i] ?? 0);
    const first = state.batch === 0 && state.task.start.length > 0;
    const slots = first ? readStart(state.task) : await this.propose(offered, faults);
    const [fault] = faults;
    // Every proposer that could be asked has been, and has failed. (Others may just not have been drawn.)
    const active = state.task.proposers.filter(
      ({ weight }, i) => weight > 0 && this.exhausted(i) === undefined,
    );
    if (slots.length === 0 && fault !== undefined && this.failing.size >= active.length)
      throw new SearchError("proposer", `${fault}; search resume goes on when that is mended`);
    const { entries, candidates } = this.screened(slots);
    if (!state.fast) await this.evaluate(candidates);
    for (const { proposer, hash = "" } of entries) {
      const outcome = state.results.get(hash);
      if (proposer === "start" && outcome?.status === "rejected") faults.push(startFault(outcome));
    }
    this.commit({
      kind: "batch",
      number: state.batch,
      entries,
      offered,
      usage: this.usage(),
      faults,
      seconds: this.seconds,
    });
  }

  private commit(record: JournalRecord & { readonly kind: "batch" }): void {
    this.journal.append(record);
    this.state.foldBatch(record);
  }

  /** Asks the proposers for the batch's slots, which the islands share evenly; `offered` counts on. */
  private async propose(offered: number[], faults: string[]): Promise<Slot[]> {
    const { task, batch, archive } = this.state;
    const { count, batch: most } = task.islands;
    const size = most - this.state.underWay.size;
    const weights = task.proposers.map(({ weight }, i) => (this.exhausted(i) === undefined ? weight : 0));
    const choose = randomFor(task.seed, batch, 0);
    const wanted = new Map<string, { island: number; proposer: number; slots: number[] }>();
    for (let slot = 0; slot < size; slot++) {
      const island = slot % count;
      const proposer = weighted(choose, weights);
      const key = `${proposer} ${island}`;
      const order = wanted.get(key) ?? { island, proposer, slots: [] };
      order.slots.push(slot);
      wanted.set(key, order);
    }
    const found: { slot: number; made: Slot }[] = [];
    for (const { island, proposer: index, slots } of wanted.values()) {
      const proposer = this.proposers[index] as Proposer;
      // What another island asked for may have used up the rest.
      if (proposer.exhausted?.(task, offered[index] as number) !== undefined) continue;
      try {
        const proposals = await proposer.propose({
          task,
          batch,
          island,
          count: slots.length,
          offered: offered[index] as number,
          random: randomFor(task.seed, batch, 1 + index, island),
          elites: archive.residents(island),
          failures: archive.failures,
          ...(this.options.signal ? { signal: this.options.signal } : {}),
        });
        this.failing.delete(index);
        offered[index] = (offered[index] as number) + proposals.length;
        proposals.forEach((proposal, i) => {
          found.push({ slot: slots[i] as number, made: { island, proposer: proposer.name, proposal } });
        });
      } catch (error) {
        this.options.signal?.throwIfAborted();
        if (!(error instanceof SearchError) || error.kind !== "proposer") throw error;
        this.failing.add(index);
        faults.push(`${proposer.name}: ${error.message}`);
      }
    }
    return found.sort((a, b) => a.slot - b.slot).map(({ made }) => made);
  }

  /** The static funnel, up to as many new programs as the budget has left. */
  private screened(slots: readonly Slot[]): { entries: Entry[]; candidates: Map<string, Candidate> } {
    const { task, archive, underWay } = this.state;
    const { left } = this;
    const candidates = new Map<string, Candidate>();
    const entries: Entry[] = [];
    for (const { island, proposer, proposal } of slots) {
      if (candidates.size >= left) break;
      const known = (hash: string): boolean =>
        candidates.has(hash) || underWay.has(hash) || archive.known(hash);
      const result = screen(proposal.text, task, known);
      const { operator, parents } = proposal;
      if (result.status === "rejected") {
        const text = proposal.text.slice(0, task.language.maxCharacters);
        entries.push({ island, proposer, operator, parents, text, rejection: result });
        continue;
      }
      const { text, structure } = result;
      candidates.set(structure.hash, result);
      entries.push({
        island,
        proposer,
        operator,
        parents,
        text,
        hash: structure.hash,
        complexity: structure.complexity,
        behaviour: behaviourOf(structure),
      });
    }
    return { entries, candidates };
  }

  /** Runs what has no result yet; each result is in the journal as soon as it is there. */
  private async evaluate(candidates: ReadonlyMap<string, Candidate>): Promise<void> {
    const { results } = this.state;
    const jobs = [...candidates].filter(([hash]) => !results.has(hash));
    await waitFor(
      jobs.map(([hash, { text }]) => this.result(hash, text)),
      this.options.signal,
    );
  }

  /** Runs one program; its result is in the journal before it counts. */
  private async result(hash: string, text: string): Promise<void> {
    const began = performance.now();
    const outcome = await outcomeOf({ kind: "evaluate", text }, this.pool, this.splits, this.state.task);
    if (this.options.signal?.aborted) return;
    this.journal.append({ kind: "result", hash, outcome, seconds: (performance.now() - began) / 1000 });
    this.state.foldResult(hash, outcome);
  }

  // ---- fast mode --------------------------------------------------------------------------------------------------------------
  /** Programs that may still be started. */
  private get left(): number {
    const { task, archive, underWay } = this.state;
    return task.budget.evaluations - archive.evaluated - underWay.size;
  }

  /** Whether there is enough under way to wait for: more than half a batch, or all that the budget has left. */
  private get busy(): boolean {
    const { underWay, task } = this.state;
    return underWay.size > 0 && (this.left <= 0 || underWay.size > task.islands.batch / 2);
  }

  /** Starts what is under way by the journal and not in this process, and waits until a result has come. */
  private async landing(): Promise<void> {
    for (const [hash, { entry }] of this.state.underWay) {
      if (this.flights.has(hash)) continue;
      const flight = this.result(hash, entry.text).finally(() => this.flights.delete(hash));
      // Whoever waits next is told of a failure, also of one that comes while a proposer is asked.
      flight.catch(() => undefined);
      this.flights.set(hash, flight);
    }
    await waitFor([Promise.race(this.flights.values())], this.options.signal);
  }

  /** Waits for all that is under way. */
  private async settle(): Promise<void> {
    while (this.state.underWay.size > 0) await this.landing();
  }

  private usage(): Usage {
    const all = this.proposers.flatMap(({ usage }) => (usage ? [usage] : []));
    const sum = (of: (usage: Usage) => number): number => all.reduce((total, usage) => total + of(usage), 0);
    if (all.length === 0) return this.state.usage;
    return { tokens: sum((u) => u.tokens), cost: sum((u) => u.cost), requests: sum((u) => u.requests) };
  }
}
