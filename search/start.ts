// The programs that a search starts from.
// Invariant: they pass the static funnel or the task is wrong: a mistake in one is the user's, not a candidate's.
import { readFileSync } from "node:fs";
import { SearchError } from "./errors.js";
import { screen } from "./funnel.js";
import type { Proposal } from "./proposers/proposer.js";
import type { Task } from "./task.js";

/** The start programs, for all islands. @throws SearchError (kind "task") with the place in the file */
export function readStart(task: Task): { island: number; proposer: string; proposal: Proposal }[] {
  return task.start.map((file) => {
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : String(error);
      throw new SearchError("task", `cannot read the start program: ${reason}`, file, 0, 0, { cause: error });
    }
    const result = screen(text, task);
    if (result.status === "rejected")
      throw new SearchError(
        "task",
        `the start program is not what the task allows: ${result.message}`,
        file,
        result.line ?? 0,
        result.column ?? 0,
      );
    return { island: -1, proposer: "start", proposal: { text, operator: "start", parents: [] } };
  });
}
