// What is shown of a task with several seeds: a line for each, and how far the best programs of the seeds agree.
import { basename } from "node:path";
import type { RunState, SeedRun } from "../../search/index.js";
import type { Json } from "../json.js";
import { rounded, table } from "../table.js";

export function seedsJson(
  folder: string,
  runs: readonly SeedRun[],
  one: (folder: string, state: RunState) => Json,
): Json {
  const losses = validationLosses(runs);
  return {
    folder,
    ended: runs.every(({ state }) => state?.end !== undefined),
    validationLoss:
      losses.length > 0 ? { least: losses[0], median: median(losses), greatest: losses.at(-1) } : null,
    seeds: runs.map(({ seed, folder: own, state }) =>
      state ? one(own, state) : { seed, folder: own, begun: false },
    ),
  };
}

export function seedsText(runs: readonly SeedRun[]): string {
  const lines = runs.map(({ seed, folder, state }) => {
    const [best] = state?.archive.hall(1) ?? [];
    const test = state?.end?.finalists.find(({ hash }) => hash === best?.hash)?.testLoss;
    return [
      String(seed),
      state ? `${state.archive.evaluated}` : "",
      state?.end ? "ended" : state ? "open" : "not begun",
      best ? String(best.complexity) : "",
      best ? rounded(best.score.validationLoss, 5) : "",
      test == null ? "" : rounded(test, 5),
      basename(folder),
    ];
  });
  const losses = validationLosses(runs);
  const spread =
    losses.length > 1
      ? `\nbest validation losses: ${rounded(losses[0] as number, 5)} to ${rounded(losses.at(-1) as number, 5)}, median ${rounded(median(losses), 5)}\n`
      : "";
  return (
    table([["seed", "evaluated", "", "nodes", "validation loss", "test loss", "folder"], ...lines]) + spread
  );
}

/** Of the best program of each seed, ascending. */
function validationLosses(runs: readonly SeedRun[]): number[] {
  return runs
    .flatMap(({ state }) => state?.archive.hall(1) ?? [])
    .map(({ score }) => score.validationLoss)
    .sort((a, b) => a - b);
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
