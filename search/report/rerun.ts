// What is needed to run a search again, from its journal: the task with every default, start programs, and the commands.
// Invariant: the task's paths are those of the machine that ran it, and the section says so; nothing of the environment is shown.
import { code, paragraph, type Section } from "./page.js";
import type { Search } from "./report.js";

export function rerunSection({ state, records }: Search): Section {
  const { task, data } = state;
  const first = records.find((record) => record.kind === "batch");
  const starts = first?.kind === "batch" ? first.entries.filter(({ proposer }) => proposer === "start") : [];
  const clock =
    task.budget.seconds === undefined
      ? "The task has no limit of the clock: the same version, task and data give the same archive, with any number of threads."
      : "The clock ends this search, so another run may end earlier or later; every draw before that is the same.";
  return {
    title: "To run it again",
    parts: [
      paragraph(clock),
      paragraph(
        `Training and validation rows have the fingerprint ${data} (SHA-256 of their numbers by group); a search that is resumed with others is refused.`,
      ),
      ...(task.proposers.some(({ kind }) => kind === "language-model")
        ? [
            paragraph(
              'Answers of language models are in the cache of the run\'s folder ("responses", unless the task names another); with "offline": true no question is asked.',
            ),
          ]
        : []),
      paragraph(
        "Save the task as task.json and its start programs under their names; paths are those of this run. Then:",
      ),
      code("commands", "npx dmci-wasm search task.json --out run\nnpx dmci-wasm search report run"),
      code("task", JSON.stringify(task, null, 2)),
      ...starts.flatMap(({ text }, i) => [
        paragraph(`Start program ${i + 1}${task.start[i] === undefined ? "" : ` (${task.start[i]})`}:`),
        code(`start program ${i + 1}`, text),
      ]),
    ],
  };
}
