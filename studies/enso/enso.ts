// The El Niño study: what likelihoods cost on both roads, how solvers fit them, and what the references of a forecast are worth.
// Invariant: splits and budgets were fixed in advance (splits.ts); skill is told for months that neither fitting nor selection saw. What is
// not run yet is said in the summary.
import { seededRandom } from "../../calibrate/random.js";
import { loadRoads, type RoadLoads } from "../roads.js";
import { recordOf, type StudyOptions, type StudyOutcome } from "../study.js";
import { csv } from "../table.js";
import { type Cost, costOf } from "./costs.js";
import { loadRecord, type RecordName } from "./data-files.js";
import { readErsst } from "./ersst.js";
import { Objective, type States } from "./objective.js";
import { type Prepared, type Protocol, prepare, statesOf, WINDOW } from "./prepare.js";
import type { SeaRecord } from "./record.js";
import {
  DIMENSIONS,
  REFERENCES,
  type ReferenceSkill,
  referenceSkill,
  type SplitMonths,
} from "./references.js";
import { runSolver, type Solver, type SolverRun } from "./solver.js";
import { ERSST_SPLIT, SOLVER_RECORD, SOLVER_STATES, SPLITS } from "./splits.js";
import { STRUCTURE_NAMES, type StructureName, startOf } from "./structures.js";
import { describeEnso } from "./text.js";

/** Each solver's evaluations from one start, by whether it is shown gradients: equal, so that the comparison is one. */
export const EVALUATIONS = { full: 2000, quick: 200 } as const;
export const STARTS = { full: 8, quick: 2 } as const;

const NOTES: readonly string[] = [
  "Forecasts are of the month's Niño-3.4 anomaly of the record; states are means over three months that look backwards.",
  'The protocol "published" estimates climatology, trend and patterns on all months and centres the mean: its skill is what the leaks are worth.',
  "Where a trend is taken off, its line of the training goes on through the months of the test. Whether it is, the months of selection decide; that they do was added when test errors with the line alone had been seen.",
];

export interface EnsoSummary extends Readonly<Record<string, unknown>> {
  /** By solver: the least negative log likelihood by number of components, over the starts. */
  readonly bestTrainNll: Readonly<Record<string, Readonly<Record<number, number>>>>;
  /** Of those fits. */
  readonly gradientNorm: Readonly<Record<string, Readonly<Record<number, number>>>>;
  readonly secondsPerFit: Readonly<Record<string, Readonly<Record<number, number>>>>;
  /** By split and protocol, then forecast: correlation by lead, 1 to 12. */
  readonly skillByLead: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  readonly seconds: number;
  readonly leftOut: readonly string[];
  readonly notes: readonly string[];
}

export interface EnsoOutcome extends StudyOutcome {
  readonly report: StudyOutcome["report"] & { readonly summary: EnsoSummary };
  readonly costs: readonly Cost[];
  readonly runs: readonly SolverRun[];
  readonly references: readonly SplitSkill[];
}

export interface SplitSkill extends ReferenceSkill {
  readonly split: string;
}

/** One part of the study, as `--only` names it. */
interface Part {
  readonly name: string;
  run(): Promise<void>;
}

/**
 * Runs the study with the solvers that it is given.
 * @throws Error when `only` names no part; the programs' and the data's errors; the signal's reason when it is aborted
 */
export async function runEnso(options: StudyOptions, solvers: readonly Solver[] = []): Promise<EnsoOutcome> {
  const began = performance.now();
  const { quick = false, only = "", onProgress, signal, ersst } = options;
  const roads = await loadRoads(options.limits);
  const costs: Cost[] = [];
  const runs: SolverRun[] = [];
  const references: SplitSkill[] = [];
  const records = new Map<RecordName, Promise<SeaRecord>>();
  const record = (name: RecordName): Promise<SeaRecord> => {
    const loading = records.get(name) ?? loadRecord(name);
    records.set(name, loading);
    return loading;
  };
  let basin: Promise<Prepared> | undefined;
  const states = async (dimension: number): Promise<States> => {
    basin ??= record(SOLVER_RECORD).then(prepareBasin);
    const prepared = await basin;
    return { data: statesOf(prepared, dimension, 0, SOLVER_STATES), dimension, first: prepared.first };
  };
  const all: readonly Part[] = [
    ...costParts(roads, states, costs, quick),
    ...solverParts(roads, states, solvers, runs, quick, signal),
    ...referenceParts(record, references, quick, ersst),
  ];
  const parts = all.filter(({ name }) => name.includes(only));
  if (parts.length === 0)
    throw new Error(`no part's name contains "${only}"; they are ${all.map(({ name }) => name).join(", ")}`);
  for (const [i, { name, run }] of parts.entries()) {
    signal?.throwIfAborted();
    onProgress?.(name, i / parts.length);
    await run();
  }
  onProgress?.("done", 1);
  const rows = [...costRows(costs), ...runRows(runs), ...skillRows(references)];
  const summary: EnsoSummary = {
    ...solverSummary(runs),
    skillByLead: skillByLead(references),
    costs: costRows(costs),
    seconds: (performance.now() - began) / 1000,
    leftOut: leftOut(solvers),
    notes: NOTES,
  };
  const starts = Array.from({ length: quick ? STARTS.quick : STARTS.full }, (_, i) => i + 1);
  return {
    report: { study: "enso", summary, rows, record: await recordOf("compiled and interpreter", starts) },
    costs,
    runs,
    references,
    text: describeEnso(costs, runs, references, summary.leftOut, NOTES),
    files: async () => tables({ costs: costRows(costs), fits: runRows(runs), skill: skillRows(references) }),
  };
}

/** The states of the solver and cost tables: so many months from the first, estimated on themselves. */
function prepareBasin(record: SeaRecord): Prepared {
  return prepare(record, {
    protocol: "clean",
    training: SOLVER_STATES + WINDOW - 1,
    kept: Math.max(...DIMENSIONS),
  });
}

function costParts(
  roads: RoadLoads,
  states: (dimension: number) => Promise<States>,
  costs: Cost[],
  quick: boolean,
): Part[] {
  const cases: readonly (readonly [StructureName, number])[] = quick
    ? [["dense", 6]]
    : [
        ...DIMENSIONS.map((dimension) => ["dense", dimension] as const),
        ...STRUCTURE_NAMES.slice(1).map((structure) => [structure, 15] as const),
      ];
  return cases.map(([structure, dimension]) => ({
    name: `cost ${structure} ${dimension}`,
    async run() {
      costs.push(await costOf(roads, structure, await states(dimension), quick ? 5 : 15, drawing(1)));
    },
  }));
}

function solverParts(
  roads: RoadLoads,
  states: (dimension: number) => Promise<States>,
  solvers: readonly Solver[],
  runs: SolverRun[],
  quick: boolean,
  signal: AbortSignal | undefined,
): Part[] {
  const size = quick ? "quick" : "full";
  return (quick ? DIMENSIONS.slice(0, 1) : DIMENSIONS).flatMap((dimension) =>
    solvers
      .filter(({ most = Number.POSITIVE_INFINITY }) => dimension <= most)
      .map((solver) => ({
        name: `fit ${solver.name} ${dimension}`,
        async run() {
          const objective = await Objective.load(roads.interpreted, "dense", await states(dimension));
          try {
            for (let seed = 1; seed <= STARTS[size]; seed++) {
              const start = startOf("dense", dimension, drawing(seed));
              const budget = { evaluations: EVALUATIONS[size] };
              runs.push(await runSolver(solver, objective, start, budget, seed, signal));
            }
          } finally {
            objective.dispose();
          }
        },
      })),
  );
}

function referenceParts(
  record: (name: RecordName) => Promise<SeaRecord>,
  references: SplitSkill[],
  quick: boolean,
  ersst: string | undefined,
): Part[] {
  const protocols: readonly Protocol[] = ["clean", "published"];
  const part = (split: string, months: SplitMonths, load: () => Promise<SeaRecord>): Part[] =>
    protocols.map((protocol) => ({
      name: `references ${split} ${protocol}`,
      async run() {
        references.push({ split, ...referenceSkill(await load(), months, protocol) });
      },
    }));
  let file: Promise<SeaRecord> | undefined;
  return [
    ...Object.entries(SPLITS)
      .filter(([split]) => !quick || split === "kaplan")
      .flatMap(([split, months]) => part(split, months, () => record(months.record))),
    ...(ersst === undefined
      ? []
      : part("ersst", ERSST_SPLIT, () => {
          file ??= readErsst(ersst);
          return file;
        })),
  ];
}

/** Draws of mean 0 and variance 1, evenly spread. */
function drawing(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.sqrt(12) * (random.uniform() - 0.5);
}

function solverSummary(
  runs: readonly SolverRun[],
): Pick<EnsoSummary, "bestTrainNll" | "gradientNorm" | "secondsPerFit"> {
  const best = new Map<string, Map<number, SolverRun>>();
  for (const run of runs) {
    const bySize = best.get(run.solver) ?? new Map<number, SolverRun>();
    const known = bySize.get(run.dimension);
    if (!known || run.value < known.value) bySize.set(run.dimension, run);
    best.set(run.solver, bySize);
  }
  const told = (what: (run: SolverRun) => number): Record<string, Record<number, number>> =>
    Object.fromEntries(
      [...best].map(([solver, bySize]) => [
        solver,
        Object.fromEntries([...bySize].map(([dimension, run]) => [dimension, what(run)])),
      ]),
    );
  return {
    bestTrainNll: told(({ value }) => value),
    gradientNorm: told(({ gradientNorm }) => gradientNorm),
    secondsPerFit: told(({ seconds }) => seconds),
  };
}

function skillByLead(references: readonly SplitSkill[]): EnsoSummary["skillByLead"] {
  return Object.fromEntries(
    references.map(({ split, protocol, byLead }) => [
      `${split} ${protocol}`,
      Object.fromEntries(
        REFERENCES.map((name) => [name, byLead.map(({ of }) => of[name].skill.correlation.value)]),
      ),
    ]),
  );
}

function leftOut(solvers: readonly Solver[]): string[] {
  return [
    ...(solvers.length === 0 ? ["fits by solvers: `bestTrainNll` and its like are empty"] : []),
    "forecasts by fitted models, their standard errors and modes",
  ];
}

const costRows = (costs: readonly Cost[]) => costs.map((cost) => ({ part: "cost", ...cost }));

const runRows = (runs: readonly SolverRun[]) =>
  runs.map(({ parameters, curve, ...run }) => ({
    part: "fit",
    ...run,
    parameters: [...parameters],
    curve: curve.map(({ evaluations, value }) => `${evaluations}:${value}`),
  }));

const skillRows = (references: readonly SplitSkill[]) =>
  references.flatMap(({ split, protocol, trend, dimension, testMonths, byLead }) =>
    byLead.flatMap(({ lead, of }) =>
      REFERENCES.map((forecast) => {
        const { skill, advantage } = of[forecast];
        const { correlation, rmse } = skill;
        const beside = advantage.rmse;
        return {
          part: "references",
          split,
          protocol,
          forecast,
          lead,
          trend: forecast === "greenFunction" ? trend : null,
          components: forecast === "greenFunction" ? dimension : null,
          testMonths,
          correlation: correlation.value,
          correlationLow: correlation.low,
          correlationHigh: correlation.high,
          rmse: rmse.value,
          rmseLow: rmse.low,
          rmseHigh: rmse.high,
          rmseMoreThanDamped: beside.value,
          rmseMoreThanDampedLow: beside.low,
          rmseMoreThanDampedHigh: beside.high,
        };
      }),
    ),
  );

function tables(
  named: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>,
): ReadonlyMap<string, string> {
  const filled = Object.entries(named).filter(([, rows]) => rows.length > 0);
  return new Map(filled.map(([name, rows]) => [`enso-${name}.csv`, csv(rows)]));
}
