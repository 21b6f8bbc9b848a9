// Programs from a file, in its order: for tests, and for scoring structures that others have published.
// Invariant: each program is proposed once; where the file is in, the journal says.
import { readFileSync } from "node:fs";
import { SearchError } from "../errors.js";
import type { Task } from "../task.js";
import type { Proposal, ProposalContext, Proposer } from "./proposer.js";

/** Reads programs that are set apart by lines that begin with three semicolons. @throws SearchError (kind "task") */
export function scriptedProposer(file: string): Proposer {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : String(error);
    throw new SearchError("task", `cannot read the programs: ${reason}`, file, 0, 0, { cause: error });
  }
  return new Scripted(splitPrograms(text));
}

/** The programs of a text, without those that are blank. */
export function splitPrograms(text: string): string[] {
  return text
    .split(/^;;;.*$/m)
    .map((program) => program.trim())
    .filter((program) => program !== "");
}

class Scripted implements Proposer {
  readonly name = "scripted";
  constructor(private readonly programs: readonly string[]) {}

  exhausted(_task: Task, offered: number): string | undefined {
    return offered >= this.programs.length ? "the script has no more programs" : undefined;
  }

  async propose({ offered, count }: ProposalContext): Promise<readonly Proposal[]> {
    return this.programs
      .slice(offered, offered + count)
      .map((text, i) => ({ text, operator: `program ${offered + i + 1}`, parents: [] }));
  }
}
