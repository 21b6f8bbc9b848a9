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
}

interface Runner<T> {
  /** Its place among the searches given. */
  readonly index: number;
  readonly search: T;
  /** Evaluations that it had when the round began. */
  readonly from: number;
}

/** Plain data if the searches' states are; the same after a round trip through JSON. */
export interface HalvingState {
  readonly options: Required<HalvingOptions>;
  readonly round: number;
  readonly runners: readonly { readonly index: number; readonly from: number; readonly search: unknown }[];
  readonly evaluations: number;
}

export class SuccessiveHalving<T extends Optimizer = Optimizer> implements Optimizer {
  readonly name = "successive-halving";

  private constructor(
    private readonly options: Required<HalvingOptions>,
    private runners: readonly Runner<T>[],
    private round: number,
    private told: number,
  ) {}

  /** @throws RangeError when there is no search, or an option is out of its range */
  static of<T extends Optimizer>(searches: readonly T[], given: HalvingOptions = {}): SuccessiveHalving<T> {
    const options = { first: 8, eta: 2, finalists: 2, keepFirst: false, ...given };
    const { first, eta, finalists } = options;
    if (searches.length === 0) throw new RangeError("successive halving needs at least one search");
    if (!(Number.isInteger(first) && first > 0 && eta > 1 && Number.isInteger(finalists) && finalists > 0)) {
      throw new RangeError("first and finalists must be whole numbers above 0, eta a number above 1");
    }
    const runners = searches.map((search, index) => ({ index, search, from: search.evaluations }));
    return new SuccessiveHalving(options, runners, 0, 0);
  }

  /** Continues exactly where `toJSON` was called. @param revive makes a search from what its own toJSON gave */
  static restore<T extends Optimizer>(
    state: HalvingState,
    revive: (search: unknown, index: number) => T,
  ): SuccessiveHalving<T> {
    const runners = state.runners.map(({ index, from, search }) => ({
      index,
      from,
      search: revive(search, index),
    }));
    return new SuccessiveHalving(state.options, runners, state.round, state.evaluations);
  }

  toJSON(): HalvingState {
    return {
      options: this.options,
      round: this.round,
      runners: this.runners.map(({ index, from, search }) => ({ index, from, search: search.toJSON() })),
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

  /** Places of the searches that are still run. */
  get alive(): readonly number[] {
    return this.runners.map(({ index }) => index);
  }

  get best(): { readonly x: Float64Array; readonly value: number } | undefined {
    return this.leader.search.best;
  }

  /** The leader's reason, when all that are left have stopped. */
  get stopped(): Reason | undefined {
    return this.runners.every(({ search }) => search.stopped !== undefined)
      ? this.leader.search.stopped
      : undefined;
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
    for (const { search, request } of due) {
      search.tell(answers.slice(from, from + request.points.length));
      from += request.points.length;
    }
    this.told += asked;
    while (this.stopped === undefined && this.due().length === 0) this.halve();
  }

  private due(): readonly { readonly search: T; readonly request: Request }[] {
    const { first, eta } = this.options;
    const budget = first * eta ** this.round;
    const open = this.runners
      .filter(({ search, from }) => search.stopped === undefined && search.evaluations - from < budget)
      .map(({ search }) => ({ search, request: search.ask() }));
    return open.filter(({ request }) => request.need === open[0]!.request.need);
  }

  /** The searches that can be dropped. */
  private rivals(): readonly Runner<T>[] {
    return this.runners.filter(({ index }) => !(this.options.keepFirst && index === 0));
  }

  private halve(): void {
    const { eta, finalists } = this.options;
    const rivals = ranked(this.rivals());
    const over = rivals.length <= finalists && this.leader.search.stopped !== undefined;
    const kept = new Set(rivals.slice(0, Math.max(finalists, Math.floor(rivals.length / eta))));
    const stays = (runner: Runner<T>) => kept.has(runner) || (this.options.keepFirst && runner.index === 0);
    this.runners = (over ? [ranked(this.runners)[0]!] : this.runners.filter(stays)).map(
      ({ index, search }) => ({ index, search, from: search.evaluations }),
    );
    this.round++;
  }
}

function ranked<T extends Optimizer>(runners: readonly Runner<T>[]): readonly Runner<T>[] {
  const value = ({ search }: Runner<T>) => search.best?.value ?? Number.POSITIVE_INFINITY;
  return [...runners].sort((a, b) => {
    const [p, q] = [value(a), value(b)];
    return p < q ? -1 : p > q ? 1 : a.index - b.index;
  });
}
