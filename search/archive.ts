// What a search keeps: islands of elites, the Pareto front, the best programs, what failed, and counts of the funnel.
// Invariant: the archive is a fold over the journal's batches: the same batches and results in the same order give the same archive, bit
// for bit. Only scored candidates are in it; they are ranked by validation loss, then complexity, then hash, so there are no ties.
import type { Rejection, Scored, Stage } from "./outcome.js";
import { STAGES } from "./outcome.js";

export interface Elite {
  /** Hash of the structure. */
  readonly hash: string;
  /** The program with constants lifted; their values are where it started. */
  readonly text: string;
  readonly complexity: number;
  /** Fixed bin, from `behaviourOf`. */
  readonly behaviour: string;
  readonly score: Scored;
  readonly batch: number;
  readonly island: number;
  readonly proposer: string;
  /** What the proposer did. */
  readonly operator: string;
  /** Hashes of the programs that it was made from. */
  readonly parents: readonly string[];
}

export interface Failure {
  readonly text: string;
  readonly proposer: string;
  readonly rejection: Rejection;
}

/** Upper ends of the bins of complexity; the last bin is open. */
export const COMPLEXITY_BINS: readonly number[] = [3, 5, 7, 9, 12, 15, 19, 24, 30, 40, 60];
const RECENT_FAILURES = 20;
const ROUNDING = 1e-6;
const OSCILLATING = ["sin", "cos", "tan"];
const GROWING = ["exp", "log", "expt", "sqrt", "sinh", "cosh", "tanh", "expm1", "log1p", "square"];

export interface Traits {
  readonly branches: boolean;
  readonly loops: boolean;
  readonly primitives: ReadonlySet<string>;
}

/** What a program can do, by its structure: b branches or kinks, l loops, o oscillating and c curved functions, "-" without them. */
export function behaviourOf({ branches, loops, primitives }: Traits): string {
  const flags: readonly (readonly [string, boolean])[] = [
    ["b", branches],
    ["l", loops],
    ["o", OSCILLATING.some((name) => primitives.has(name))],
    ["c", GROWING.some((name) => primitives.has(name))],
  ];
  return flags.map(([letter, has]) => (has ? letter : "-")).join("");
}

/** Negative when a is better. */
export function compareElites(a: Elite, b: Elite): number {
  return (
    a.score.validationLoss - b.score.validationLoss ||
    a.complexity - b.complexity ||
    (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0)
  );
}

export function cellOf({ complexity, behaviour }: Elite): string {
  const bin = COMPLEXITY_BINS.findIndex((end) => complexity <= end);
  return `${bin < 0 ? COMPLEXITY_BINS.length : bin}:${behaviour}`;
}

export class Archive {
  private readonly cells: Map<string, Elite>[];
  private readonly elites = new Map<string, Elite>();
  private readonly failed = new Set<string>();
  private readonly recent: Failure[] = [];
  private readonly rejections = new Map<Stage, Map<string, number>>();
  proposed = 0;
  evaluated = 0;

  constructor(islands: number) {
    this.cells = Array.from({ length: islands }, () => new Map());
  }

  /** Whether a program of this structure has been run. */
  known(hash: string): boolean {
    return this.elites.has(hash) || this.failed.has(hash);
  }
  /** Whether it was run and worked. */
  get(hash: string): Elite | undefined {
    return this.elites.get(hash);
  }

  /** Takes in a scored program; `islands`: where it lives. */
  add(elite: Elite, islands: readonly number[]): void {
    this.evaluated++;
    this.elites.set(elite.hash, elite);
    for (const island of islands) this.settle(elite, island);
  }

  private settle(elite: Elite, island: number): void {
    const cells = this.cells[island] as Map<string, Elite>;
    const cell = cellOf(elite);
    const resident = cells.get(cell);
    if (!resident || compareElites(elite, resident) < 0) cells.set(cell, elite);
  }

  /** Takes in what went wrong; `hash`: of a program that was run. */
  reject(failure: Failure, hash?: string): void {
    const { stage, code } = failure.rejection;
    if (hash !== undefined) {
      this.failed.add(hash);
      this.evaluated++;
    }
    const codes = this.rejections.get(stage) ?? new Map<string, number>();
    codes.set(code, (codes.get(code) ?? 0) + 1);
    this.rejections.set(stage, codes);
    if (stage === "duplicate") return;
    this.recent.push(failure);
    if (this.recent.length > RECENT_FAILURES) this.recent.shift();
  }

  /** The best of each island go to the next island of the ring, all at the same time. */
  migrate(count: number): void {
    if (this.cells.length < 2) return;
    const leaving = this.cells.map((_, island) => this.residents(island).slice(0, count));
    leaving.forEach((elites, island) => {
      for (const elite of elites) this.settle(elite, (island + 1) % this.cells.length);
    });
  }

  /** Puts a better calibrated score in the place of a program's score, wherever it lives. */
  rescore(hash: string, score: Scored): void {
    const before = this.elites.get(hash);
    if (!before) throw new Error(`no program ${hash} to rescore`);
    const elite = { ...before, score };
    this.elites.set(hash, elite);
    for (const cells of this.cells)
      for (const [cell, resident] of cells) if (resident.hash === hash) cells.set(cell, elite);
  }

  /** Elites of an island, best first. */
  residents(island: number): readonly Elite[] {
    return [...(this.cells[island] as Map<string, Elite>).values()].sort(compareElites);
  }

  /** The best of all that was scored, best first. */
  hall(count: number): readonly Elite[] {
    return [...this.elites.values()].sort(compareElites).slice(0, count);
  }

  /**
   * The Pareto front, simplest first: programs that are better than every simpler one, by more than rounding explains (a part in 10⁶ of the
   * loss).
   */
  front(): readonly Elite[] {
    const sorted = [...this.elites.values()].sort(
      (a, b) => a.complexity - b.complexity || compareElites(a, b),
    );
    let best = Number.POSITIVE_INFINITY;
    return sorted.filter(({ score }) => {
      if (!(score.validationLoss < best * (1 - ROUNDING))) return false;
      best = score.validationLoss;
      return true;
    });
  }

  /** The program and those that it was made from, each from the first parent of the one before. */
  lineage(hash: string): readonly Elite[] {
    const line: Elite[] = [];
    for (let elite = this.elites.get(hash); elite && !line.includes(elite); ) {
      line.push(elite);
      const [parent] = elite.parents;
      elite = parent === undefined ? undefined : this.elites.get(parent);
    }
    return line;
  }

  get failures(): readonly Failure[] {
    return this.recent;
  }

  /** Rejections by stage and code, in the order of the funnel. */
  funnel(): { readonly stage: Stage; readonly code: string; readonly count: number }[] {
    return STAGES.flatMap((stage) =>
      [...(this.rejections.get(stage) ?? [])]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, count]) => ({ stage, code, count })),
    );
  }

  /** Everything that is kept, as plain data in a fixed order: equal archives have equal snapshots. */
  snapshot(): unknown {
    return {
      proposed: this.proposed,
      evaluated: this.evaluated,
      islands: this.cells.map((cells) =>
        [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([cell, { hash }]) => [cell, hash]),
      ),
      elites: [...this.elites.values()].sort(compareElites),
      failed: [...this.failed].sort(),
      funnel: this.funnel(),
    };
  }
}
