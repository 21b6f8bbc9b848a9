// The end of a search: finalists are refitted until they converge, ranked again, and only then the test rows are looked at.
// Invariants: the finalists at the end are those that were ranked with their final scores; the test split is read once, after everything
// else has been decided.
import type { Elite } from "./archive.js";
import { readTest, type Splits } from "./data.js";
import type { Finalist, Journal } from "./journal.js";
import { type Outcome, scored } from "./outcome.js";
import type { Pool } from "./pool.js";
import type { Work } from "./protocol.js";
import type { RunState } from "./state.js";
import { lossSettings, type Task } from "./task.js";
import { waitFor } from "./waiting.js";

const FINALISTS = 10;

interface Ending {
  readonly state: RunState;
  readonly splits: Splits;
  readonly pool: Pool;
  readonly journal: Journal;
  readonly signal: AbortSignal | undefined;
}

/** Ends the run for that reason. */
export async function finish(reason: string, ending: Ending): Promise<void> {
  const { state, journal, splits, pool, signal } = ending;
  for (;;) {
    // A refit may change the ranking, and so who is a finalist.
    const open = finalists(state).filter(({ hash, score }) => !score.converged && !state.refits.has(hash));
    if (open.length === 0) break;
    await waitFor(
      open.map(async ({ hash, text, score }) => {
        const work: Work = { kind: "refit", text, from: score.calibrated };
        state.refits.set(hash, await outcomeOf(work, pool, splits, state.task));
      }),
      signal,
    );
    for (const { hash } of open) {
      const outcome = state.refits.get(hash) as Outcome;
      journal.append({ kind: "refit", hash, outcome });
      state.foldRefit(hash, outcome);
    }
  }
  const tested = await testLosses(finalists(state), ending);
  journal.append({ kind: "end", reason, finalists: tested });
  state.end = { reason, finalists: tested };
}

/** What a piece of work comes to with the targets that workers do not have. */
export async function outcomeOf(work: Work, pool: Pool, { targets }: Splits, task: Task): Promise<Outcome> {
  const answer = await pool.run(work);
  return answer.status === "calibrated" ? scored(answer, targets, lossSettings(task)) : answer;
}

function finalists({ archive }: RunState): readonly Elite[] {
  const all = new Map([...archive.hall(FINALISTS), ...archive.front()].map((elite) => [elite.hash, elite]));
  return [...all.values()];
}

async function testLosses(
  elites: readonly Elite[],
  { state, splits, pool }: Ending,
): Promise<readonly Finalist[]> {
  const test = readTest(state.task, splits.groups);
  const ask = test?.map(({ columns }) => columns);
  const loss = lossSettings(state.task);
  return Promise.all(
    elites.map(async ({ hash, text, score }) => {
      if (!test || !ask) return { hash, testLoss: null };
      const answer = await pool.run({ kind: "predict", text, from: score.calibrated, ask });
      if (answer.status === "rejected") return { hash, testLoss: null };
      const targets = test.map(({ target }) => target);
      const outcome = scored(answer, targets, loss);
      return { hash, testLoss: outcome.status === "scored" ? outcome.validationLoss : null };
    }),
  );
}
