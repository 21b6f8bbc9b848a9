// Successive halving: many searches begin, each round keeps the better ones with more evaluations for each (Karnin, Koren & Somekh 2013;
// Jamieson & Talwalkar 2016). The last ones run on in rounds until the best of them has stopped, so that one that creeps holds up nothing.
// Invariants: who survives depends on values and order alone, equal values to the earlier; the best point found is never dropped.
import type { Answer, Optimizer, Reason, Request } from "./optimizer.js";

export interface HalvingOptions {
  /** Evaluations of each search in the first round. Default 8. */
  readonly first?: number;
  /** The share of searches kept is 1/eta, and each gets eta times the evaluations in the next round; above 1. Default 2. */
  readonly eta?: number;
  /** When so many are left, beside the first if that is kept, none is dropped until the best has stopped. Default 2. */
  readonly finalists?: number;
  /** The first search is not dropped before the best has stopped. Default false. */
  readonly keepFirst?: boolean;
  /** Evaluations of each search at most; one that has had so many has ended with the reason "fuel". Default 2⁵³ - 1. */
  readonly limit?: number;
  /**
   * When the best has stopped, the others that are left get one more round before the race is over, so that it can be told whether they come to
   * the same minimum. Default false.
   */
  readonly lastLap?: boolean;
  /** One search after another is run to its end; none is dropped. Default false. */
  readonly inOrder?: boolean;
}

interface Runner<T> {
  /** Its place among the searches given. */
  readonly index: number;
  readonly search: T;
  /** Evaluations that it had when the round began. */
  readonly from: number;
  /** Requests of it that have been answered. */
  readonly steps: number;
}

/** What became of one of the searches given. */
export interface Standing {
  /** Its place among the searches given. */
  readonly index: number;
  /** Undefined when none of its evaluations succeeded. */
  readonly best: { readonly x: Float64Array; readonly value: number } | undefined;
  readonly evaluations: number;
  /** Requests that were answered: one for each trial step, generation, … and the start. */
  readonly steps: number;
  /** `dropped`: others were better. `running`: it has not ended. */
  readonly state: Reason | "dropped" | "running";
}

/** A standing that changes no more, as plain data. */
type Settled = Omit<Standing, "best"> & {
  readonly best: { readonly x: readonly number[]; readonly value: number } | null;
};

/** Plain data if the searches' states are; the same after a round trip through JSON. */
export interface HalvingState {
  readonly options: Required<HalvingOptions>;
  readonly round: number;
  readonly runners: readonly {
    readonly index: number;
    readonly from: number;
    readonly steps: number;
    readonly search: unknown;
  }[];
  /** Of searches that were dropped, or have ended in their order. */
  readonly settled: readonly Settled[];
  readonly lap: Lap;
  readonly evaluations: number;
}

/** Where the race is: the best has not stopped, the others have their last lap, or all is over. */
type Lap = "racing" | "last" | "over";

export class SuccessiveHalving<T extends Optimizer = Optimizer> implements Optimizer {
  readonly name = "successive-halving";

  private constructor(
    private readonly options: Required<HalvingOptions>,
    private runners: readonly Runner<T>[],
    private round: number,
    private told: number,
    private settled: readonly Settled[],
    private lap: Lap,
  ) {}

  /** @throws RangeError when there is no search, or an option is out of its range */
  static of<T extends Optimizer>(searches: readonly T[], given: HalvingOptions = {}): SuccessiveHalving<T> {
    const defaults = { first: 8, eta: 2, finalists: 2, keepFirst: false, limit: Number.MAX_SAFE_INTEGER };
    const options = { ...defaults, lastLap: false, inOrder: false, ...given };
    const { first, eta, finalists, limit } = options;
    if (searches.length === 0) throw new RangeError("successive halving needs at least one search");
    if (!(Number.isInteger(first) && first > 0 && eta > 1 && Number.isInteger(finalists) && finalists > 0)) {
      throw new RangeError("first and finalists must be whole numbers above 0, eta a number above 1");
    }
    if (!(limit > 0)) throw new RangeError(`limit must be above 0, got ${limit}`);
    const runners = searches.map((search, index) => ({ index, search, from: search.evaluations, steps: 0 }));
    return new SuccessiveHalving(options, runners, 0, 0, [], "racing");
  }

  /** Continues exactly where `toJSON` was called. @param revive makes a search from what its own toJSON gave */
  static restore<T extends Optimizer>(
    state: HalvingState,
    revive: (search: unknown, index: number) => T,
  ): SuccessiveHalving<T> {
    const runners = state.runners.map(({ index, from, steps, search }) => ({
      ...{ index, from, steps, search: revive(search, index) },
    }));
    const { options, round, evaluations, settled, lap } = state;
    return new SuccessiveHalving(options, runners, round, evaluations, settled, lap);
  }

  toJSON(): HalvingState {
    return {
      options: this.options,
      round: this.round,
      runners: this.runners.map(({ index, from, steps, search }) => ({
        ...{ index, from, steps, search: search.toJSON() },
      })),
      settled: this.settled,
      lap: this.lap,
      evaluations: this.told,
    };
  }

  get evaluations(): number {
    return this.told;
  }

  /** The search of the lowest value, and its place among those given. */
  get leader(): { readonly index: number; readonly search: T } {
    return ranked(this.runners)[0]!;
  }

  /** Places of the searches that have not been dropped. */
  get alive(): readonly number[] {
    return this.runners.map(({ index }) => index);
  }

  get best(): { readonly x: Float64Array; readonly value: number } | undefined {
    return lowest(this.standings).best;
  }

  /** The reason of the best, when the race is over or all that are left have ended. */
  get stopped(): Reason | undefined {
    const over = this.lap === "over" || this.runners.every((runner) => this.ended(runner) !== undefined);
    if (!over) return undefined;
    const { state } = lowest(this.standings);
    return state === "dropped" || state === "running" ? "fuel" : state;
  }

  /** How many searches have neither ended nor been dropped. */
  get running(): number {
    // Run in order, a search that has ended is no runner any more.
    const { inOrder } = this.options;
    return inOrder
      ? this.runners.length
      : this.runners.filter((runner) => this.ended(runner) === undefined).length;
  }

  /** All searches, in the order in which they were given. */
  get standings(): readonly Standing[] {
    const gone = this.settled.map(
      ({ best, ...rest }): Standing => ({
        ...rest,
        best: best === null ? undefined : { x: Float64Array.from(best.x), value: best.value },
      }),
    );
    const left = this.runners.map((runner): Standing => {
      const { index, search, steps } = runner;
      const { evaluations, best } = search;
      return { index, best, evaluations, steps, state: this.ended(runner) ?? "running" };
    });
    return [...gone, ...left].sort((a, b) => a.index - b.index);
  }

  private ended({ search }: Runner<T>): Reason | undefined {
    return search.stopped ?? (search.evaluations >= this.options.limit ? "fuel" : undefined);
  }

  /** The points of all searches that are due and need the same, together, so that they can be evaluated at once. */
  ask(): Request {
    const due = this.due();
    return { points: due.flatMap(({ request }) => request.points), need: due[0]?.request.need ?? "value" };
  }

  tell(answers: readonly (Answer | undefined)[]): void {
    const due = this.due();
    const asked = due.reduce((sum, { request }) => sum + request.points.length, 0);
    if (answers.length !== asked) {
      throw new RangeError(`${asked} points were asked, but ${answers.length} answers were told`);
    }
    let from = 0;
    for (const { runner, request } of due) {
      runner.search.tell(answers.slice(from, from + request.points.length));
      from += request.points.length;
    }
    const asking = new Set(due.map(({ runner }) => runner));
    this.runners = this.runners.map((runner) =>
      asking.has(runner) ? { ...runner, steps: runner.steps + 1 } : runner,
    );
    this.told += asked;
    if (this.options.inOrder) return this.settle();
    while (this.stopped === undefined && this.due().length === 0) this.halve();
  }

  private due(): readonly { readonly runner: Runner<T>; readonly request: Request }[] {
    const { first, eta, inOrder } = this.options;
    const budget = first * eta ** this.round;
    const waiting = this.runners.filter(
      (runner) => this.ended(runner) === undefined && runner.search.evaluations - runner.from < budget,
    );
    const open = (inOrder ? waiting.slice(0, 1) : waiting).map((runner) => ({
      runner,
      request: runner.search.ask(),
    }));
    return open.filter(({ request }) => request.need === open[0]!.request.need);
  }

  /** The searches that can be dropped. */
  private rivals(): readonly Runner<T>[] {
    return this.runners.filter(({ index }) => !(this.options.keepFirst && index === 0));
  }

  /** What has ended in its order needs no state any more. */
  private settle(): void {
    const over = this.runners.filter((runner) => this.ended(runner) !== undefined);
    if (over.length === 0) return;
    this.settled = [...this.settled, ...over.map((runner) => settled(runner, this.ended(runner)!))];
    this.runners = this.runners.filter((runner) => !over.includes(runner));
  }

  private halve(): void {
    const { eta, finalists, lastLap } = this.options;
    const rivals = ranked(this.rivals());
    const decided = rivals.length <= finalists && this.ended(ranked(this.runners)[0]!) !== undefined;
    if (decided && (this.lap === "last" || !lastLap)) {
      this.lap = "over";
      return;
    }
    if (decided) this.lap = "last";
    const kept = new Set(rivals.slice(0, Math.max(finalists, Math.floor(rivals.length / eta))));
    const stays = (runner: Runner<T>) => kept.has(runner) || (this.options.keepFirst && runner.index === 0);
    const gone = this.runners.filter((runner) => !stays(runner));
    this.settled = [...this.settled, ...gone.map((runner) => settled(runner, "dropped"))];
    this.runners = this.runners
      .filter(stays)
      .map((runner) => ({ ...runner, from: runner.search.evaluations }));
    this.round++;
  }
}

function settled<T extends Optimizer>(
  { index, search, steps }: Runner<T>,
  state: Standing["state"],
): Settled {
  const { best, evaluations } = search;
  return {
    ...{ index, evaluations, steps, state },
    best: best === undefined ? null : { x: Array.from(best.x), value: best.value },
  };
}

function lowest(standings: readonly Standing[]): Standing {
  const value = ({ best }: Standing): number => best?.value ?? Number.POSITIVE_INFINITY;
  return standings.reduce((least, one) => (value(one) < value(least) ? one : least));
}

function ranked<T extends Optimizer>(runners: readonly Runner<T>[]): readonly Runner<T>[] {
  const value = ({ search }: Runner<T>) => search.best?.value ?? Number.POSITIVE_INFINITY;
  return [...runners].sort((a, b) => {
    const [p, q] = [value(a), value(b)];
    return p < q ? -1 : p > q ? 1 : a.index - b.index;
  });
}
