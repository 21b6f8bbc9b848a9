// The funnel's stages that run nothing: from a proposer's text to a candidate worth running, or to the reason why not.
// Invariant: the stages run in the order of STAGES and the first that objects decides; the same text gives the same answer, whatever came
// before it. (Whether a structure is known already is the archive's to say.)
import { type Canonical, canonical } from "./canonical.js";
import { check } from "./check.js";
import { checkDimensions } from "./dimensions.js";
import { type Rejection, rejection } from "./outcome.js";
import type { Task } from "./task.js";
import { overLimits } from "./text-limits.js";

/** A program that may be run. */
export interface Candidate {
  readonly status: "candidate";
  /** The program with its constants lifted. */
  readonly text: string;
  readonly structure: Canonical;
}

/** @param known answers whether a structure with this hash has been seen; then the candidate is a duplicate. */
export function screen(
  text: string,
  task: Task,
  known: (hash: string) => boolean = () => false,
): Candidate | Rejection {
  try {
    return stages(text, task, known);
  } catch (error) {
    if (error instanceof RangeError) return rejection("parse", "too-deep", "the program nests too deeply");
    throw error;
  }
}

function stages(text: string, task: Task, known: (hash: string) => boolean): Candidate | Rejection {
  const over = overLimits(text, task.language);
  if (over) return over;
  const parsed = check(text, task);
  if ("status" in parsed) return parsed;
  const structure = canonical(parsed, task.entry.name);
  if (structure.complexity > task.language.maxNodes)
    return rejection(
      "size",
      "complexity",
      `the program has ${structure.complexity} nodes; at most ${task.language.maxNodes} are allowed`,
    );
  if (known(structure.hash))
    return rejection("duplicate", "duplicate", "a program of the same structure has been evaluated already");
  const wrong = checkDimensions(parsed, task);
  if (!wrong) return { status: "candidate", text: parsed.text, structure };
  return parsed.text === text ? wrong : rejection(wrong.stage, wrong.code, wrong.message);
}
