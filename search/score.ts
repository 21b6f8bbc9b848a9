// One program's score for others who search: the same funnel, fit and validation as in a search, without an archive.
// Invariant: the combined score lies above 0 and at most at 1 for every program that works, and is 0 for every one that does not, so none
// of the latter can rank before one of the former, whoever sorts and averages. The test rows are not opened.
import { writeDatum } from "../compiler/write.js";
import { readSplits } from "./data.js";
import { lossOfConstants } from "./evaluate.js";
import { screen } from "./funnel.js";
import type { Outcome, Rejection, Scored } from "./outcome.js";
import { scored } from "./outcome.js";
import { ThreadPool } from "./pool.js";
import { genomeOf, printGenome } from "./proposers/genome.js";
import { medianConstants } from "./proposers/proposer.js";
import type { Work } from "./protocol.js";
import { workplaceOf } from "./session.js";
import { lossSettings, type Task } from "./task.js";

export interface Verdict {
  readonly outcome: Outcome;
  /** 0 for a rejection, else in (0, 1]: c / (c + validation loss), with c the training loss of the best constant prediction. */
  readonly combinedScore: number;
  /** Of the structure, 0 where there is none. */
  readonly complexity: number;
  readonly constants: number;
  /** The program with its constants fitted (over groups: with their medians); undefined when it was rejected. */
  readonly program?: string;
  /** The structure's hash. */
  readonly hash?: string;
}

/**
 * Screens, fits and scores a program; a fit that has not converged is gone on with, as those of finalists are.
 * @throws SearchError (kind "task"), DataError; never for what the program does
 */
export async function scoreProgram(task: Task, text: string): Promise<Verdict> {
  const splits = readSplits(task);
  const place = workplaceOf(task, splits);
  const candidate = screen(text, task);
  if (candidate.status === "rejected") return rejected(candidate, 0, 0);
  const { structure, text: lifted } = candidate;
  const { complexity, hash, parameters } = structure;
  const pool = new ThreadPool(place, 1);
  const outcomeOf = async (work: Work): Promise<Outcome> => {
    const answer = await pool.run(work);
    return answer.status === "calibrated" ? scored(answer, splits.targets, lossSettings(task)) : answer;
  };
  try {
    const first = await outcomeOf({ kind: "evaluate", text: lifted });
    if (first.status === "rejected") return { ...rejected(first, complexity, parameters.length), hash };
    let outcome: Scored = first;
    if (!first.converged) {
      const further = await outcomeOf({ kind: "refit", text: lifted, from: first.calibrated });
      // Should it fail now, the first score stands, unconverged as it was.
      if (further.status === "scored") outcome = further;
    }
    return {
      outcome,
      combinedScore: relative(outcome.validationLoss, lossOfConstants(place)),
      complexity,
      constants: parameters.length,
      program: withConstants(lifted, task.entry.name, medianConstants({ score: outcome })),
      hash,
    };
  } finally {
    await pool.close();
  }
}

function rejected(outcome: Rejection, complexity: number, constants: number): Verdict {
  return { outcome, combinedScore: 0, complexity, constants };
}

/** In (0, 1], falling with the loss; 1/2 for a loss like that of a constant. */
function relative(loss: number, constant: number): number {
  if (loss === 0) return 1;
  return Math.max(Number.MIN_VALUE, constant / (constant + loss));
}

function withConstants(text: string, entry: string, values: ReadonlyMap<string, number>): string {
  const genome = genomeOf(text, entry, values);
  if (genome) return `${printGenome(genome, entry)}\n`;
  // An entry that is written in another way: the constants are told beside the program.
  const list = [...values].map(([name, value]) => `; ${name} = ${writeDatum(value)}`);
  return `${list.join("\n")}\n${text}\n`;
}
