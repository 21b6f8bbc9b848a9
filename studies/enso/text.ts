// The El Niño study in words and tables for a terminal.
import { brief, columns } from "../table.js";
import type { Cost } from "./costs.js";
import type { SplitSkill } from "./enso.js";
import { REFERENCES } from "./references.js";
import { hasConverged, type SolverRun } from "./solver.js";

/** Leads of the table, months. */
const SHOWN = new Set([1, 3, 6, 9, 12]);

/** The whole report, without files. */
export function describeEnso(
  costs: readonly Cost[],
  runs: readonly SolverRun[],
  references: readonly SplitSkill[],
  leftOut: readonly string[],
  notes: readonly string[],
): string {
  return [
    ...(costs.length > 0 ? [...costTable(costs), ""] : []),
    ...(runs.length > 0 ? [...runTable(runs), ""] : []),
    ...references.flatMap((skill) => [...skillTable(skill), ""]),
    "Not run: ".concat(leftOut.join("; "), "."),
    ...notes,
  ].join("\n");
}

function costTable(costs: readonly Cost[]): string[] {
  return [
    "One likelihood with its gradient (milliseconds, medians):",
    ...columns(
      [
        ["structure", "D", "months", "parameters", "compiled", "interpreted", "ratio"],
        ...costs.map((cost) => [
          cost.structure,
          String(cost.dimension),
          String(cost.months),
          String(cost.parameters),
          brief(1000 * cost.compiledSeconds),
          brief(1000 * cost.interpretedSeconds),
          cost.ratio.toFixed(2),
        ]),
      ],
      new Set([1, 2, 3, 4, 5, 6]),
    ),
  ];
}

function runTable(runs: readonly SolverRun[]): string[] {
  return [
    "Fits of the dense structure, through the interpreter (value: minus the log likelihood):",
    ...columns(
      [
        ["solver", "D", "start", "value", "gradient", "evaluations", "seconds", "ended by", "converged"],
        ...runs.map((run) => [
          run.solver,
          String(run.dimension),
          String(run.start),
          run.value.toFixed(2),
          brief(run.gradientNorm),
          String(run.evaluations),
          brief(run.seconds),
          run.stop,
          hasConverged(run) ? "yes" : "no",
        ]),
      ],
      new Set([1, 2, 3, 4, 5, 6]),
    ),
  ];
}

function skillTable({ split, protocol, trend, dimension, testMonths, byLead }: SplitSkill): string[] {
  const shown = byLead.filter(({ lead }) => SHOWN.has(lead));
  return [
    `Niño 3.4, ${split}, protocol ${protocol}: ${testMonths} months of test; correlation [95 % interval], RMSE in °C; ${dimension} components and ${trend === "line" ? "a" : "no"} trend in the Green function:`,
    ...columns(
      [
        ["months ahead", ...shown.map(({ lead }) => String(lead))],
        ...REFERENCES.map((name) => [
          name,
          ...shown.map(({ of }) => {
            const { correlation, rmse } = of[name].skill;
            const range = `[${correlation.low.toFixed(2)}, ${correlation.high.toFixed(2)}]`;
            return `${correlation.value.toFixed(2)} ${range} ${rmse.value.toFixed(2)}`;
          }),
        ]),
      ],
      new Set([1, 2, 3, 4, 5]),
    ),
  ];
}
