// The interface of what proposes programs.
// Invariant: a proposal depends on the context alone (its generator included), so a batch that is proposed again is the same batch.
import type { Elite, Failure } from "../archive.js";
import type { Usage } from "../journal.js";
import type { Random } from "../random.js";
import type { Task } from "../task.js";

export interface Proposal {
  readonly text: string;
  /** What was done to make it, in a word or two. */
  readonly operator: string;
  /** Hashes of the programs that it was made from. */
  readonly parents: readonly string[];
}

export interface ProposalContext {
  readonly task: Task;
  readonly batch: number;
  readonly island: number;
  /** How many programs are wanted. */
  readonly count: number;
  /** How many this proposer has offered before. */
  readonly offered: number;
  /** The only source of chance. */
  readonly random: Random;
  /** What lives on the island, best first. */
  readonly elites: readonly Elite[];
  /** The latest failures on any island, oldest first. */
  readonly failures: readonly Failure[];
  /** Ends the waiting for an answer. */
  readonly signal?: AbortSignal;
}

export interface Proposer {
  readonly name: string;
  /**
   * Answers at most `count` programs.
   * @throws SearchError (kind "proposer") when its source fails; the batch then goes on without it
   */
  propose(context: ProposalContext): Promise<readonly Proposal[]>;
  /** Why it proposes nothing any more, after so many programs; undefined: it goes on. It is then not asked. */
  exhausted?(task: Task, offered: number): string | undefined;
  /** What it has used up, for those that use anything. */
  readonly usage?: Usage;
}

/** The constants to go on from: over groups, the median of each. */
export function medianConstants({ score }: Pick<Elite, "score">): ReadonlyMap<string, number> {
  const names = Object.keys(score.calibrated[0]?.parameters ?? {});
  return new Map(
    names.map((name) => {
      const values = score.calibrated
        .map(({ parameters }) => parameters[name] as number)
        .sort((a, b) => a - b);
      const middle = values.length >> 1;
      const upper = values[middle] as number;
      return [name, values.length % 2 === 1 ? upper : ((values[middle - 1] as number) + upper) / 2];
    }),
  );
}
