// The published structures in words and tables, for a terminal; the same tables go into the report.
import { columns } from "../table.js";
import { SPLIT_NAMES, SPLITS, type SplitName } from "./grid.js";
import { chosenName, type HonestResult, ORIGINS } from "./honest.js";
import type { Pooled } from "./pooled.js";
import type { StructuresOutcome, Way } from "./structures-study.js";

export const WAY_TITLES: Readonly<Record<Way, string>> = {
  published: "published recipe",
  converged: "converged",
  prior: "prior of other batches",
  evolution: "differential evolution, evaluations of the converged fit",
  evolutionAsAdam: "differential evolution, 300 evaluations",
};

/** Figures of the published table, where they are public. */
export const PUBLISHED_FIGURES: Readonly<Record<SplitName, Readonly<Record<string, number>>>> = {
  late: { persistence: 0.084, line: 0.08, "sigmoid-knee": 0.0507 },
  early: { persistence: 0.089, line: 0.078, "sigmoid-knee": 0.057 },
};

export interface TextTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function tablesOf(outcome: StructuresOutcome): TextTable[] {
  return [
    ...SPLIT_NAMES.map((split) => splitTable(outcome, split)),
    ...(outcome.sizes.length > 0 ? [sizeTable(outcome)] : []),
    ...outcome.honest.flatMap((result) => [candidateTable(result), honestTable(result)]),
  ];
}

export function describeStructures(outcome: StructuresOutcome): string {
  const { cells, threads, secondsPerStructure, cpuSecondsPerStructure, seconds } = outcome;
  return [
    ...tablesOf(outcome).flatMap(({ title, head, rows }) => [
      `${title}:`,
      "",
      ...columns([head, ...rows], new Set([...head.keys()].filter((c) => c > 1))).map((line) => `  ${line}`),
      "",
    ]),
    `${cells} cells, sigmoid knee, late split, through the interpreter: ${secondsPerStructure.toFixed(2)} s on ${threads} threads (processor: ${cpuSecondsPerStructure.toFixed(2)} s); this part: ${seconds.toFixed(0)} s`,
    "",
  ].join("\n");
}

function splitTable({ rows, references, chosen }: StructuresOutcome, split: SplitName): TextTable {
  const known = PUBLISHED_FIGURES[split];
  const figure = (name: string): string => (known[name] === undefined ? "" : String(known[name]));
  const simple = Object.entries(references[split]).map(([name, forecast]) => [
    ...[name, "", ...interval(forecast), figure(name), "", "", ""],
  ]);
  const fitted = rows
    .filter((row) => row.split === split)
    .map((row) => [
      ...[row.structure, WAY_TITLES[row.way], ...interval(row.forecast)],
      ...[row.way === "published" ? figure(row.structure) : "", row.trainRmse.toFixed(5)],
      ...[row.worseOnTraining === null ? "" : String(row.worseOnTraining), String(row.medianEvaluations)],
    ]);
  const choice = chosen?.[split];
  const last = choice
    ? [
        [
          "chosen on other batches",
          describeChoice(choice.byBatch),
          ...interval(choice.forecast),
          "",
          "",
          "",
          "",
        ],
      ]
    : [];
  return {
    title: `Published axis, ${split} split: points before ${SPLITS[split]} of 100 fitted, every tenth from there forecast; state of health, 1 = fresh`,
    head: [
      "structure",
      "fitted by",
      "RMSE",
      "95 %",
      "median cell",
      "published",
      "training",
      "worse",
      "evaluations",
    ],
    rows: [...simple, ...fitted, ...last],
  };
}

function describeChoice(byBatch: Readonly<Record<string, string>>): string {
  return Object.entries(byBatch)
    .map(([batch, structure]) => `${batch}: ${structure}`)
    .join(", ");
}

function sizeTable({ sizes }: StructuresOutcome): TextTable {
  return {
    title:
      "What is not public: RMSE of the published recipe on the sigmoid knee by size of the fast rate and seed of the jitter (published: late 0.0507, early 0.057)",
    head: ["size", "seed", "late", "early"],
    rows: sizes.map(({ fastSize, seed, late, early }) => [
      ...[String(fastSize), String(seed), late.toFixed(4), early.toFixed(4)],
    ]),
  };
}

function candidateTable({ origin, candidates, counts }: HonestResult): TextTable {
  return {
    title: `Honest protocol, ${origin} origin (first median at or below ${ORIGINS[origin]}): the best candidates on ${counts.training!.used} training cells`,
    head: ["structure", "prior", "RMSE"],
    rows: candidates
      .slice(0, 6)
      .map(({ structure, strength, validation }) => [
        ...[structure, strength === undefined ? "none" : `strength ${strength}`, validation.toFixed(4)],
      ]),
  };
}

function honestTable({ origin, tests, chosen, counts }: HonestResult): TextTable {
  const name = chosenName(chosen);
  return {
    title: `Honest protocol, ${origin} origin: cells that had no part in the choice; * is the forecast that was chosen`,
    head: ["test set", "forecast", "RMSE", "95 %", "median cell", "life off by (median)"],
    rows: Object.entries(tests).flatMap(([set, forecasts]) =>
      Object.entries(forecasts).map(([forecast, score]) => [
        ...[
          `${set} (${counts[set]!.used})`,
          forecast === name ? `* ${forecast}` : forecast,
          ...interval(score),
        ],
        score.medianLifeError === null ? "not reached" : `${(100 * score.medianLifeError).toFixed(1)} %`,
      ]),
    ),
  };
}

function interval({ rmse, lower, upper, medianCell }: Pooled): [string, string, string] {
  return [rmse.toFixed(4), `${lower.toFixed(4)} to ${upper.toFixed(4)}`, medianCell.toFixed(4)];
}
