// The state of a run, rebuilt from its journal: the fold that both a running and a resumed search apply to each record.
// Invariants: a fold looks at the record, at what was folded before it, and at nothing else. In deterministic mode a batch is written
// after its results and folds them in the order of its entries; in fast mode it is written before them, and each result folds its own
// entry where it stands in the journal: in the order of completion.
import { Archive, type Elite } from "./archive.js";
import { SearchError } from "./errors.js";
import type { Entry, Finalist, JournalRecord, Usage } from "./journal.js";
import type { Outcome, Rejection } from "./outcome.js";
import type { Task } from "./task.js";

type BatchRecord = JournalRecord & { readonly kind: "batch" };

/** How the reason of a run ends that the clock has ended. */
export const CLOCK_ENDED = " seconds are over";

export function startFault({ stage, message }: Rejection): string {
  return `a start program does not work: ${stage}: ${message}`;
}

export class RunState {
  readonly archive: Archive;
  /** Outcomes by hash; those of the batch under way are here before the batch is. */
  readonly results = new Map<string, Outcome>();
  /** Better calibrated outcomes of finalists. */
  readonly refits = new Map<string, Outcome>();
  /** Number of the next batch. */
  batch = 0;
  /** Fast mode: programs that were proposed and have no result yet, by hash, with the batch that they are of. */
  readonly underWay = new Map<string, { readonly entry: Entry; readonly batch: number }>();
  offered: readonly number[] = [];
  usage: Usage = { tokens: 0, cost: 0, requests: 0 };
  seconds = 0;
  /** Batches without anything new to run, up to now without a break. */
  barren = 0;
  faults: readonly string[] = [];
  end: { readonly reason: string; readonly finalists: readonly Finalist[] } | undefined;

  /** @param data fingerprint of the rows that the task is about */
  constructor(
    readonly task: Task,
    readonly data: string,
  ) {
    this.archive = new Archive(task.islands.count);
  }

  /** Rebuilds a run. @throws SearchError (kind "journal") when a batch names a result that is not there */
  static from(records: readonly JournalRecord[]): RunState {
    const [start] = records;
    if (start?.kind !== "start") throw new SearchError("journal", "the journal does not begin with the task");
    const state = new RunState(start.task, start.data);
    for (const record of records) state.take(record);
    return state;
  }

  private take(record: JournalRecord): void {
    switch (record.kind) {
      case "start":
        return;
      case "result":
        this.foldResult(record.hash, record.outcome);
        return;
      case "batch":
        this.foldBatch(record);
        return;
      case "refit":
        this.foldRefit(record.hash, record.outcome);
        return;
      case "end":
        this.end = { reason: record.reason, finalists: record.finalists };
    }
  }

  get fast(): boolean {
    return this.task.mode === "fast";
  }

  /**
   * Whether the same task gives the same record again: neither the order of completion nor the clock has decided anything.
   */
  get repeatable(): boolean {
    const byClock = this.archive.funnel().some(({ code }) => code === "time" || code === "crash");
    return !this.fast && !byClock && !(this.end?.reason.endsWith(CLOCK_ENDED) ?? false);
  }

  /** Takes in a result; the first of equal ones counts, a second is the same work done again. */
  foldResult(hash: string, outcome: Outcome): void {
    if (this.results.has(hash)) return;
    this.results.set(hash, outcome);
    const flight = this.underWay.get(hash);
    if (!flight) return;
    this.underWay.delete(hash);
    this.foldOutcome(flight.entry, outcome, flight.batch);
    if (flight.entry.proposer === "start" && outcome.status === "rejected")
      this.tellFaults([startFault(outcome)]);
  }

  private tellFaults(faults: readonly string[]): void {
    this.faults = [...this.faults, ...faults].slice(-20);
  }

  foldBatch(record: BatchRecord): void {
    if (record.number !== this.batch)
      throw new SearchError("journal", `batch ${record.number} follows batch ${this.batch - 1}`);
    for (const entry of record.entries) this.foldEntry(entry, record.number);
    const ran = record.entries.some(({ rejection }) => rejection === undefined);
    this.barren = ran ? 0 : this.barren + 1;
    this.batch++;
    this.offered = record.offered;
    this.usage = record.usage;
    this.seconds = record.seconds;
    this.tellFaults(record.faults);
    const { migrateEvery, migrants } = this.task.islands;
    if (this.batch % migrateEvery === 0) this.archive.migrate(migrants);
  }

  private foldEntry(entry: Entry, batch: number): void {
    const { archive } = this;
    archive.proposed++;
    const { text, proposer, hash = "" } = entry;
    if (entry.rejection) {
      archive.reject({ text, proposer, rejection: entry.rejection });
      return;
    }
    if (this.fast) {
      this.underWay.set(hash, { entry, batch });
      return;
    }
    const outcome = this.results.get(hash);
    if (!outcome) throw new SearchError("journal", `the result of the program ${hash} is missing`);
    this.foldOutcome(entry, outcome, batch);
  }

  private foldOutcome(entry: Entry, outcome: Outcome, batch: number): void {
    const { archive } = this;
    const { text, proposer, operator, parents, island, hash = "", complexity = 0, behaviour = "" } = entry;
    if (outcome.status === "rejected") {
      archive.reject({ text, proposer, rejection: outcome }, hash);
      return;
    }
    const elite: Elite = {
      hash,
      text,
      complexity,
      behaviour,
      score: outcome,
      batch,
      island,
      proposer,
      operator,
      parents,
    };
    const all = Array.from({ length: this.task.islands.count }, (_, i) => i);
    archive.add(elite, island < 0 ? all : [island]);
  }

  foldRefit(hash: string, outcome: Outcome): void {
    this.refits.set(hash, outcome);
    const before = this.archive.get(hash)?.score;
    // More iterations do not make a fit worse; should the program fail now, its first score stands, unconverged as it was.
    if (before && outcome.status === "scored") this.archive.rescore(hash, outcome);
  }
}
