// The parts of the study, as `--only` names them: each adds to the findings.
// Invariant: parts do not depend on one another's findings; what two of them need is a fit or a preparation that is made once.
import type { RoadLoads } from "../roads.js";
import { type Budgets, COMPARED_DIMENSION, comparisonBudget, FORECAST_STRUCTURES } from "./budgets.js";
import { coordinatesOf } from "./coordinates.js";
import { costOf } from "./costs.js";
import { criteriaOf } from "./criteria.js";
import type { RecordName } from "./data-files.js";
import { errorsOf } from "./errors.js";
import { readErsst } from "./ersst.js";
import type { Findings } from "./findings.js";
import { drawing } from "./fit-job.js";
import type { Fits } from "./fit-pool.js";
import { type SplitSkill, splitSkill } from "./fitted.js";
import { checkGradient } from "./gradient-check.js";
import { ensoMode, modesOf, spectralRadius } from "./modes.js";
import { Objective, type States } from "./objective.js";
import { type Prepared, type Protocol, prepare, statesOf, WINDOW } from "./prepare.js";
import type { SeaRecord } from "./record.js";
import { DIMENSIONS, type SplitMonths } from "./references.js";
import { hasConverged, type Solver, type SolverRun } from "./solver.js";
import { ERSST_SPLIT, SOLVER_RECORD, SOLVER_STATES, SPLITS } from "./splits.js";
import { STRUCTURE_NAMES, type StructureName, startOf } from "./structures.js";
import { transferSkill } from "./transfer.js";

export interface Part {
  readonly name: string;
  /** It is timed, so nothing else runs meanwhile. */
  readonly alone?: true;
  run(): Promise<void>;
}

export interface Context {
  readonly roads: RoadLoads;
  readonly findings: Findings;
  readonly fits: Fits;
  readonly solvers: readonly Solver[];
  readonly quick: boolean;
  readonly budgets: Budgets;
  readonly ersst: string | undefined;
  record(name: RecordName): Promise<SeaRecord>;
}

export function partsOf(context: Context): readonly Part[] {
  let basin: Promise<Prepared> | undefined;
  const states = async (dimension: number): Promise<States> => {
    basin ??= context.record(SOLVER_RECORD).then(prepareBasin);
    const prepared = await basin;
    const data = statesOf(prepared, dimension, 0, SOLVER_STATES);
    return { data, dimension, first: prepared.first, record: SOLVER_RECORD };
  };
  const hasOwn = context.solvers.some(({ name }) => name === "l-bfgs");
  return [
    ...costParts(context, states),
    ...solverParts(context, states),
    ...(hasOwn ? [...structureParts(context, states), ...errorParts(context, states)] : []),
    ...skillParts(context, hasOwn),
  ];
}

/** The states of the solver and cost tables: so many months from the first, estimated on themselves. */
function prepareBasin(record: SeaRecord): Prepared {
  return prepare(record, {
    protocol: "clean",
    training: SOLVER_STATES + WINDOW - 1,
    kept: Math.max(...DIMENSIONS),
  });
}

type StatesOf = (dimension: number) => Promise<States>;

function costParts({ roads, findings, quick }: Context, states: StatesOf): Part[] {
  const cases: readonly (readonly [StructureName, number])[] = quick
    ? [["dense", 6]]
    : [
        ...DIMENSIONS.map((dimension) => ["dense", dimension] as const),
        ...STRUCTURE_NAMES.slice(1).map((structure) => [structure, COMPARED_DIMENSION] as const),
      ];
  return cases.map(([structure, dimension]) => ({
    name: `cost ${structure} ${dimension}`,
    alone: true,
    async run() {
      findings.costs.push(
        await costOf(roads, structure, await states(dimension), quick ? 5 : 15, drawing(1)),
      );
    },
  }));
}

function solverParts({ findings, fits, solvers, quick, budgets }: Context, states: StatesOf): Part[] {
  return dimensionsOf(quick).flatMap((dimension) =>
    solvers
      .filter(({ most = Number.POSITIVE_INFINITY }) => dimension <= most)
      .map((solver) => ({
        name: `fit ${solver.name} ${dimension}`,
        async run() {
          const given = await states(dimension);
          const starts = Array.from({ length: Math.min(solver.starts, budgets.starts) }, (_, i) => i + 1);
          const runs = await Promise.all(
            starts.map((seed) =>
              fits.run({
                ...{ kind: "fit", solver: solver.name, structure: "dense", states: given, seed },
                budget: comparisonBudget(budgets, dimension),
              }),
            ),
          );
          findings.runs.push(...runs);
        },
      })),
  );
}

/** The structures beside one another on the same states. */
function structureParts({ roads, findings, fits, quick, budgets }: Context, states: StatesOf): Part[] {
  const dimension = quick ? 6 : COMPARED_DIMENSION;
  const structures: readonly StructureName[] = quick ? ["dense", "stable"] : STRUCTURE_NAMES;
  return structures.map((structure) => ({
    name: `structure ${structure} ${dimension}`,
    async run() {
      const given = await states(dimension);
      const seeds = Array.from({ length: budgets.structureStarts }, (_, i) => i + 1);
      const budget = structure === "dense" ? comparisonBudget(budgets, dimension) : budgets.structure;
      const runs = await Promise.all(
        seeds.map((seed) =>
          fits.run({ kind: "fit", solver: "l-bfgs", structure, states: given, seed, budget }),
        ),
      );
      const best = leastOf(runs);
      const objective = await Objective.load(roads.interpreted, structure, given);
      const transitions = objective.transitions(best.parameters);
      objective.dispose();
      const modes = transitions.length === 1 ? modesOf(transitions[0]!) : undefined;
      findings.structures.push({
        structure,
        dimension,
        months: SOLVER_STATES,
        parameters: best.parameters.length,
        value: best.value,
        converged: hasConverged(best),
        criteria: criteriaOf(best.value, best.parameters.length, SOLVER_STATES, dimension),
        spectralRadius: modes && spectralRadius(modes),
        mode: modes && ensoMode(modes),
      });
    },
  }));
}

/** Standard errors, intervals of El Niño's mode, and the gradient beside central differences, for the dense structure. */
function errorParts({ roads, findings, fits, quick, budgets }: Context, states: StatesOf): Part[] {
  return dimensionsOf(quick).map((dimension) => ({
    name: `errors dense ${dimension}`,
    async run() {
      const given = await states(dimension);
      const job = { kind: "fit", solver: "l-bfgs", structure: "dense", states: given, seed: 1 } as const;
      const { parameters } = await fits.run({ ...job, budget: comparisonBudget(budgets, dimension) });
      findings.errors.push(await errorsOf(fits, roads.interpreted, given, parameters));
      const objective = await Objective.load(roads.interpreted, "dense", given);
      const coordinates = coordinatesOf("dense", given);
      const start = startOf("dense", dimension, drawing(1));
      for (const [point, at] of [["start", start] as const, ["optimum", parameters] as const])
        findings.checks.push(checkGradient(objective, coordinates, at, point));
      objective.dispose();
    },
  }));
}

function skillParts(context: Context, withFits: boolean): Part[] {
  const { findings, fits, roads, quick, budgets, ersst } = context;
  const protocols: readonly Protocol[] = ["clean", "published"];
  const choices = (protocol: Protocol) => ({
    structures:
      protocol === "published"
        ? (["dense"] as const)
        : quick
          ? (["dense", "stable"] as const)
          : FORECAST_STRUCTURES,
    dimensions: dimensionsOf(quick),
    budget: budgets.forecast,
  });
  const skills = new Map<string, Promise<SplitSkill>>();
  const skillOf = (
    split: string,
    months: SplitMonths,
    load: () => Promise<SeaRecord>,
    protocol: Protocol,
  ): Promise<SplitSkill> => {
    const key = `${split} ${protocol}`;
    const with_ = withFits ? { run: fits, load: roads.interpreted, choices: choices(protocol) } : undefined;
    const made =
      skills.get(key) ?? load().then((record) => splitSkill(split, record, months, protocol, with_));
    skills.set(key, made);
    return made;
  };
  const part = (split: string, months: SplitMonths, load: () => Promise<SeaRecord>): Part[] =>
    protocols.map((protocol) => ({
      name: `skill ${split} ${protocol}`,
      async run() {
        findings.skills.push(await skillOf(split, months, load, protocol));
      },
    }));
  let file: Promise<SeaRecord> | undefined;
  const transfers: Part[] = protocols.map((protocol) => ({
    name: `transfer ersst2010 ${protocol}`,
    async run() {
      const record = await context.record(SPLITS.pacific.record);
      const { chosen } = await skillOf("pacific", SPLITS.pacific, async () => record, "clean");
      const other = await context.record("ersst2010");
      findings.transfers.push(await transferSkill(other, { record, chosen }, protocol, roads.interpreted));
    },
  }));
  return [
    ...Object.entries(SPLITS)
      .filter(([split]) => !quick || split === "kaplan")
      .flatMap(([split, months]) => part(split, months, () => context.record(months.record))),
    ...(withFits && !quick ? transfers : []),
    ...(ersst === undefined
      ? []
      : part("ersst", ERSST_SPLIT, () => {
          file ??= readErsst(ersst);
          return file;
        })),
  ];
}

const dimensionsOf = (quick: boolean): readonly number[] => (quick ? DIMENSIONS.slice(0, 1) : DIMENSIONS);

function leastOf(runs: readonly SolverRun[]): SolverRun {
  return runs.reduce((best, run) => (run.value < best.value ? run : best));
}
