// The findings as plain data: the summary and the rows of `--json`, and the tables that are written.
// Invariant: everything that is told elsewhere (the text, the report, the documentation) is here.
import type { Findings } from "./findings.js";
import { dynamicsOf, type SplitSkill } from "./fitted.js";
import type { LeadSkill } from "./references.js";
import { GRADIENT_UNITS, hasConverged, type SolverRun } from "./solver.js";

export const NOTES: readonly string[] = [
  `A value of the likelihood counts as one evaluation, a value with its gradient as ${GRADIENT_UNITS}; at one number of components every solver has the same budget, starts and coordinates.`,
  "Forecasts are of the month's Niño-3.4 anomaly of the record; states are means over three months that look backwards.",
  'The protocol "published" estimates climatology, trend and patterns on all months and centres the mean: its skill is what the leaks are worth.',
  "Where a trend is taken off, its line of the training goes on through the months of the test. Whether it is, the months of selection decide; that they do was added when test errors with the line alone had been seen.",
  "The states are running means, so the variance of an observation runs into the least that the model allows (1e-4): it is held there for standard errors.",
];

type Table = Readonly<Record<string, Readonly<Record<number, number>>>>;

export interface SolverLine {
  readonly solver: string;
  readonly dimension: number;
  readonly starts: number;
  /** The least over the starts; and how far that is from the least of all solvers. */
  readonly best: number;
  readonly above: number;
  /** Over the starts. */
  readonly medianAbove: number;
  /** Share of the starts within 2 % of the least of all solvers. */
  readonly within2Percent: number;
  readonly converged: number;
  /** Medians over the starts. */
  readonly evaluations: number;
  readonly seconds: number;
  /** Above the least of all solvers when the slowest start of L-BFGS had converged, and after ten times as long: medians. null: nothing yet. */
  readonly aboveAtSameSeconds: number | null;
  readonly aboveAtTenfoldSeconds: number | null;
}

export interface EnsoSummary extends Readonly<Record<string, unknown>> {
  /** By solver: the least negative log likelihood by number of components, over the starts. */
  readonly bestTrainNll: Table;
  /** Of those fits. */
  readonly gradientNorm: Table;
  readonly secondsPerFit: Table;
  readonly solvers: readonly SolverLine[];
  /** By split and protocol, then forecast: correlation by lead, 1 to 12. */
  readonly skillByLead: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  readonly seconds: number;
  readonly notes: readonly string[];
}

export function summaryOf(findings: Findings, seconds: number): EnsoSummary {
  const { runs, skills, transfers } = findings;
  const best = new Map<string, Map<number, SolverRun>>();
  for (const run of runs) {
    const bySize = best.get(run.solver) ?? new Map<number, SolverRun>();
    const known = bySize.get(run.dimension);
    if (!known || run.value < known.value) bySize.set(run.dimension, run);
    best.set(run.solver, bySize);
  }
  const told = (what: (run: SolverRun) => number): Table =>
    Object.fromEntries(
      [...best].map(([solver, bySize]) => [
        solver,
        Object.fromEntries([...bySize].map(([dimension, run]) => [dimension, what(run)])),
      ]),
    );
  const correlations = (byLead: readonly LeadSkill[]) =>
    Object.fromEntries(
      Object.keys(byLead[0]!.of).map((name) => [
        name,
        byLead.map(({ of }) => of[name]!.skill.correlation.value),
      ]),
    );
  return {
    bestTrainNll: told(({ value }) => value),
    gradientNorm: told(({ gradientNorm }) => gradientNorm),
    secondsPerFit: told((run) => run.seconds),
    solvers: solverLines(runs),
    skillByLead: Object.fromEntries([
      ...skills.map(({ split, protocol, byLead }) => [`${split} ${protocol}`, correlations(byLead)] as const),
      ...transfers.map(({ protocol, byLead }) => [`ersst2010 ${protocol}`, correlations(byLead)] as const),
    ]),
    ...tablesOf({ ...findings, runs: [] }),
    seconds,
    notes: NOTES,
  };
}

/** A line for each solver and number of components, the lowest first. */
export function solverLines(runs: readonly SolverRun[]): SolverLine[] {
  return [...new Set(runs.map(({ dimension }) => dimension))]
    .sort((a, b) => a - b)
    .flatMap((dimension) => {
      const here = runs.filter((run) => run.dimension === dimension);
      const least = Math.min(...here.map(({ value }) => value));
      const done = here.filter(({ solver }) => solver === "l-bfgs").map(({ seconds }) => seconds);
      const time = done.length > 0 ? Math.max(...done) : undefined;
      return [...new Set(here.map(({ solver }) => solver))]
        .map((solver): SolverLine => {
          const own = here.filter((run) => run.solver === solver);
          const best = Math.min(...own.map(({ value }) => value));
          const after = (factor: number): number | null =>
            time === undefined ? null : aboveAfter(own, factor * time, least);
          return {
            solver,
            dimension,
            starts: own.length,
            best,
            above: best - least,
            medianAbove: median(own.map(({ value }) => value - least)),
            within2Percent:
              own.filter(({ value }) => value - least <= 0.02 * Math.abs(least)).length / own.length,
            converged: own.filter(hasConverged).length / own.length,
            evaluations: median(own.map(({ evaluations }) => evaluations)),
            seconds: median(own.map(({ seconds }) => seconds)),
            aboveAtSameSeconds: after(1),
            aboveAtTenfoldSeconds: after(10),
          };
        })
        .sort((a, b) => a.best - b.best);
    });
}

function aboveAfter(runs: readonly SolverRun[], seconds: number, least: number): number | null {
  const reached = runs.map(({ curve }) => curve.findLast((point) => point.seconds <= seconds)?.value);
  const known = reached.filter((value) => value !== undefined);
  return known.length < reached.length ? null : median(known) - least;
}

export function rowsOf(findings: Findings): readonly Readonly<Record<string, unknown>>[] {
  return Object.values(tablesOf(findings)).flat();
}

/** By name: a table for each kind of finding. */
export function tablesOf(findings: Findings): Record<string, readonly Readonly<Record<string, unknown>>[]> {
  const { costs, runs, structures, errors, checks, skills, transfers } = findings;
  return {
    costs: costs.map((cost) => ({ part: "cost", ...cost })),
    fits: runs.map(({ parameters, curve, ...run }) => ({
      part: "fit",
      ...run,
      converged: hasConverged(run),
      parameters: [...parameters],
      curve: curve.map(({ evaluations, seconds, value }) => `${evaluations}:${seconds.toFixed(3)}:${value}`),
    })),
    structures: structures.map(({ criteria, mode, ...fit }) => ({
      part: "structure",
      ...fit,
      ...criteria,
      spectralRadius: fit.spectralRadius ?? null,
      period: mode?.period ?? null,
      decay: mode?.decay ?? null,
    })),
    errors: errors.map(({ f, errorsOfF, mode, ...estimate }) => ({
      part: "errors",
      ...estimate,
      ...flat("period", mode?.period),
      ...flat("decay", mode?.decay),
      ...flat("spectralRadius", mode?.spectralRadius),
      swinging: mode?.swinging ?? null,
    })),
    checks: checks.map((check) => ({ part: "check", ...check })),
    choices: skills.flatMap(choiceRows),
    skill: [
      ...skills.flatMap(({ split, protocol, testMonths, byLead, withOwnStates, lessThanGreen }) =>
        skillRows(split, protocol, testMonths, byLead).map((row) => ({
          ...row,
          correlationWithOwnStates:
            row.forecast === "dense" ? (withOwnStates?.[row.lead - 1]?.value ?? null) : null,
          ...flat(
            "rmseMoreThanGreen",
            row.forecast === "selected" ? lessThanGreen?.[row.lead - 1] : undefined,
          ),
        })),
      ),
      ...transfers.flatMap(({ protocol, testMonths, byLead }) =>
        skillRows("ersst2010", protocol, testMonths, byLead).map((row) => ({
          ...row,
          correlationWithOwnStates: null,
          ...flat("rmseMoreThanGreen", undefined),
        })),
      ),
    ],
  };
}

function choiceRows({ split, protocol, trend, dimension, selection, chosen }: SplitSkill) {
  const green = {
    ...{ part: "choice", split, protocol, forecast: "greenFunction", structure: null, trend, dimension },
    ...{ selectionError: selection[trend]?.[dimension] ?? null, converged: null, spectralRadius: null },
    ...{ period: null, decay: null },
  };
  return [
    green,
    ...Object.entries(chosen).map(([forecast, one]) => {
      const dynamics = dynamicsOf(one.fitted);
      return {
        ...{ part: "choice", split, protocol, forecast, structure: one.structure },
        ...{
          trend: one.trend,
          dimension: one.dimension,
          selectionError: one.score,
          converged: one.converged,
        },
        spectralRadius: dynamics?.radius ?? null,
        period: dynamics?.mode?.period ?? null,
        decay: dynamics?.mode?.decay ?? null,
      };
    }),
  ];
}

function skillRows(split: string, protocol: string, testMonths: number, byLead: readonly LeadSkill[]) {
  return byLead.flatMap(({ lead, of }) =>
    Object.entries(of).map(([forecast, { skill, advantage }]) => ({
      ...{ part: "skill", split, protocol, forecast, lead, testMonths },
      ...flat("correlation", skill.correlation),
      ...flat("rmse", skill.rmse),
      ...flat("rmseMoreThanDamped", advantage.rmse),
    })),
  );
}

function flat(name: string, interval: { value: number; low: number; high: number } | undefined) {
  return {
    [name]: interval?.value ?? null,
    [`${name}Low`]: interval?.low ?? null,
    [`${name}High`]: interval?.high ?? null,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
