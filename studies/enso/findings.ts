// What the study has found, in one place: parts add to it, tables and the report read from it.
import type { Cost } from "./costs.js";
import type { Criteria } from "./criteria.js";
import type { SplitSkill } from "./fitted.js";
import type { GradientCheck } from "./gradient-check.js";
import type { ModeEstimate } from "./mode-intervals.js";
import type { Mode } from "./modes.js";
import type { SolverRun } from "./solver.js";
import type { StructureName } from "./structures.js";
import type { TransferSkill } from "./transfer.js";

/** The best fit of a structure to the states of the solver table. */
export interface StructureFit {
  readonly structure: StructureName;
  readonly dimension: number;
  readonly months: number;
  readonly parameters: number;
  readonly value: number;
  readonly converged: boolean;
  readonly criteria: Criteria;
  /** Of models with one matrix. */
  readonly spectralRadius: number | undefined;
  readonly mode: Mode | undefined;
}

/** What the second derivatives at the optimum of the dense structure say. */
export interface ErrorEstimate {
  readonly dimension: number;
  readonly parameters: number;
  /** Medians of the standard errors of the entries of F and of L. */
  readonly medianErrorOfF: number;
  readonly medianErrorOfL: number;
  /** F, and the standard errors of its entries, row by row. */
  readonly f: Float64Array;
  readonly errorsOfF: Float64Array;
  /** Variance of an observation; `atLeast` when it has run into the least that the model allows and is held there. */
  readonly r: number;
  readonly atLeast: boolean;
  /** None when El Niño's mode is not there. */
  readonly mode: ModeEstimate | undefined;
  readonly seconds: number;
}

export interface Findings {
  readonly costs: Cost[];
  readonly runs: SolverRun[];
  readonly structures: StructureFit[];
  readonly errors: ErrorEstimate[];
  readonly checks: GradientCheck[];
  readonly skills: SplitSkill[];
  readonly transfers: TransferSkill[];
}

export function noFindings(): Findings {
  return { costs: [], runs: [], structures: [], errors: [], checks: [], skills: [], transfers: [] };
}

/** In one order, whichever part ended first: records and protocols by name, numbers of components upwards, the best structure first. */
export function inOrder(findings: Findings): Findings {
  const byName = (
    a: { split?: string; protocol: string },
    b: { split?: string; protocol: string },
  ): number => (`${a.split} ${a.protocol}` < `${b.split} ${b.protocol}` ? -1 : 1);
  const bySize = (a: { dimension: number }, b: { dimension: number }): number => a.dimension - b.dimension;
  return {
    costs: findings.costs,
    runs: [...findings.runs].sort(bySize),
    structures: [...findings.structures].sort((a, b) => a.criteria.aic - b.criteria.aic),
    errors: [...findings.errors].sort(bySize),
    checks: [...findings.checks].sort(bySize),
    skills: [...findings.skills].sort(byName),
    transfers: [...findings.transfers].sort(byName),
  };
}
