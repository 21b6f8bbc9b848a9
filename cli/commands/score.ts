// `score`: one program's score under a task, in the terms of OpenEvolve's evaluators (docs/openevolve/evaluator.py calls it).
// Invariant: what the program does wrong is an answer and no failure of the command: metrics with a combined score of 0, and why.
import type { Command } from "commander";
import type { Verdict } from "../../search/index.js";
import { readText } from "../files.js";
import { type Json, printJson } from "../json.js";
import { withJson } from "../options.js";
import { rounded, table } from "../table.js";

interface ScoreOptions {
  readonly json?: boolean;
}

export function registerScore(program: Command): void {
  withJson(
    program
      .command("score")
      .description("calibrate and score one program under a search's task; a program that fails scores 0")
      .argument("<task>", "a task file, as for search")
      .argument("<program>", "a Scheme program; - reads it from the standard input"),
  ).action(score);
}

async function score(taskFile: string, programFile: string, options: ScoreOptions): Promise<void> {
  const { readTask, scoreProgram } = await import("../../search/index.js");
  const task = readTask(taskFile);
  const { text } = await readText(programFile);
  const verdict = await scoreProgram(task, text);
  if (options.json) printJson(asJson(verdict));
  else process.stdout.write(asText(verdict));
}

/** `metrics` and `artifacts` are the members of OpenEvolve's EvaluationResult: numbers, and texts for the next prompt. */
function asJson(verdict: Verdict): Json {
  const { outcome, combinedScore, complexity, constants, program, hash } = verdict;
  const sizes = { nodes: complexity, constants };
  if (outcome.status === "rejected") {
    const { stage, code, message, line, column } = outcome;
    const at = line === undefined ? "" : ` (line ${line}, column ${column})`;
    return {
      status: outcome.status,
      combined_score: combinedScore,
      metrics: { combined_score: combinedScore, ...sizes },
      artifacts: { failure_stage: `${stage}: ${code}`, stderr: `${message}${at}` },
      stage,
      code,
      message,
      line,
      column,
      hash,
    };
  }
  const { trainLoss, validationLoss, validationStandardError, converged, calibrated } = outcome;
  return {
    status: outcome.status,
    combined_score: combinedScore,
    metrics: {
      combined_score: combinedScore,
      ...sizes,
      train_loss: trainLoss,
      validation_loss: validationLoss,
      converged: converged ? 1 : 0,
    },
    artifacts: { calibrated_program: program },
    trainLoss,
    validationLoss,
    validationStandardError,
    converged,
    calibrated: calibrated as unknown as Json,
    hash,
  };
}

function asText({ outcome, combinedScore, complexity, program }: Verdict): string {
  if (outcome.status === "rejected")
    return `score 0: rejected at ${outcome.stage} (${outcome.code}): ${outcome.message}\n`;
  const { trainLoss, validationLoss, validationStandardError, converged } = outcome;
  const error = validationStandardError === null ? "" : ` ± ${rounded(validationStandardError)}`;
  return [
    table([
      ["score", rounded(combinedScore, 6)],
      ["training loss", rounded(trainLoss, 6)],
      ["validation loss", `${rounded(validationLoss, 6)}${error}`],
      ["nodes", String(complexity)],
      ["converged", converged ? "yes" : "no"],
    ]),
    program ?? "",
  ].join("\n");
}
