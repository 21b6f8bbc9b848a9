// The findings as tables of text with their sentences, once: the terminal, the HTML page and the documentation show the same.
import type { Section } from "../../calibrate/report/sections.js";
import { brief } from "../table.js";
import { monthText } from "./calendar.js";
import type { Findings } from "./findings.js";
import type { SplitSkill } from "./fitted.js";
import type { LeadSkill } from "./references.js";
import type { Interval } from "./skill.js";
import { GRADIENT_UNITS } from "./solver.js";
import { solverLines } from "./summary.js";
import type { TransferSkill } from "./transfer.js";

/** Leads of the tables, months. */
export const SHOWN_LEADS = [1, 3, 6, 9, 12] as const;

/** What forecasts are called. */
export const FORECAST_NAMES: Readonly<Record<string, string>> = {
  persistence: "persistence",
  dampedPersistence: "damped persistence",
  greenFunction: "Green function",
  dense: "fitted, dense",
  selected: "fitted, selected",
};

export function sectionsOf(findings: Findings): Section[] {
  const { costs, runs, structures, errors, checks, skills, transfers } = findings;
  return [
    ...(costs.length > 0 ? [costSection(findings)] : []),
    ...(runs.length > 0 ? [solverSection(findings), secondsSection(findings)] : []),
    ...(structures.length > 0 ? [structureSection(findings)] : []),
    ...(errors.length > 0 ? [errorSection(findings)] : []),
    ...(checks.length > 0 ? [checkSection(findings)] : []),
    ...skills.map(skillSection),
    ...transfers.map(transferSection),
  ];
}

function costSection({ costs }: Findings): Section {
  return {
    title: "Cost of one likelihood with its gradient",
    sentences: [
      "Milliseconds, medians; both roads are timed in turn, and the ratio is the median of neighbours.",
    ],
    table: {
      head: ["structure", "D", "months", "parameters", "compiled", "interpreted", "ratio"],
      rows: costs.map((cost) => [
        cost.structure,
        String(cost.dimension),
        String(cost.months),
        String(cost.parameters),
        brief(1000 * cost.compiledSeconds),
        brief(1000 * cost.interpretedSeconds),
        cost.ratio.toFixed(2),
      ]),
    },
  };
}

function solverSection({ runs }: Findings): Section {
  return {
    title: "Solvers at an equal budget of evaluations",
    sentences: [
      `The dense structure, through the interpreter. A value counts as one evaluation, a value with its gradient as ${GRADIENT_UNITS}. NLL: minus the log likelihood; "above": how far it is from the least that any solver found.`,
      "The Green function needs no search: it is evaluated once.",
    ],
    table: {
      head: [
        "D",
        "solver",
        "starts",
        "best NLL",
        "above",
        "median above",
        "within 2 %",
        "converged",
        "evaluations",
        "seconds",
      ],
      rows: solverLines(runs).map((line) => [
        String(line.dimension),
        line.solver,
        String(line.starts),
        line.best.toFixed(2),
        above(line.above),
        above(line.medianAbove),
        percent(line.within2Percent),
        percent(line.converged),
        String(line.evaluations),
        brief(line.seconds),
      ]),
    },
  };
}

function secondsSection({ runs }: Findings): Section {
  return {
    title: "Solvers at an equal time",
    sentences: [
      "How far above the least NLL the median start is when the slowest start of L-BFGS has converged, and after ten times as long (or at its end).",
    ],
    table: {
      head: ["D", "solver", "after L-BFGS's time", "after ten times that"],
      rows: solverLines(runs)
        .filter(({ solver }) => solver !== "green-function")
        .map((line) => [
          String(line.dimension),
          line.solver,
          line.aboveAtSameSeconds === null ? "nothing yet" : above(line.aboveAtSameSeconds),
          line.aboveAtTenfoldSeconds === null ? "nothing yet" : above(line.aboveAtTenfoldSeconds),
        ]),
    },
  };
}

function structureSection({ structures }: Findings): Section {
  const least = {
    aic: structures[0]!.criteria.aic,
    bic: Math.min(...structures.map(({ criteria }) => criteria.bic)),
  };
  return {
    title: "Structures",
    sentences: [
      `${structures[0]!.dimension} components, ${structures[0]!.months} months, by L-BFGS. AIC = 2 k + 2 NLL, BIC = k ln(T D) + 2 NLL, here above the least of each.`,
    ],
    table: {
      head: [
        "structure",
        "parameters",
        "NLL",
        "AIC above",
        "BIC above",
        "spectral radius",
        "El Niño's period",
        "its decay",
        "converged",
      ],
      rows: structures.map((fit) => [
        fit.structure,
        String(fit.parameters),
        fit.value.toFixed(2),
        (fit.criteria.aic - least.aic).toFixed(1),
        (fit.criteria.bic - least.bic).toFixed(1),
        fit.spectralRadius === undefined ? "by season" : fit.spectralRadius.toFixed(3),
        fit.mode ? `${fit.mode.period.toFixed(1)} months` : "none",
        fit.mode ? `${fit.mode.decay.toFixed(1)} months` : "none",
        fit.converged ? "yes" : "no",
      ]),
    },
  };
}

function errorSection({ errors }: Findings): Section {
  return {
    title: "Standard errors and El Niño's mode",
    sentences: [
      "Second derivatives by central differences of exact gradients; intervals of 95 % from 1,000 draws of the normal approximation. The variance of an observation is held where it is at its end.",
    ],
    table: {
      head: [
        "D",
        "parameters",
        "standard error of F (median)",
        "of L (median)",
        "R",
        "period, months",
        "decay, months",
        "spectral radius",
      ],
      rows: errors.map(({ mode, ...estimate }) => [
        String(estimate.dimension),
        String(estimate.parameters),
        brief(estimate.medianErrorOfF),
        brief(estimate.medianErrorOfL),
        estimate.atLeast ? "at its least" : brief(estimate.r),
        mode ? ranged(mode.period, 1) : "no mode of 24 to 84 months",
        mode ? ranged(mode.decay, 1) : "",
        mode ? ranged(mode.spectralRadius, 3) : "",
      ]),
    },
  };
}

function checkSection({ checks }: Findings): Section {
  return {
    title: "The gradient beside central differences",
    sentences: [
      "The largest difference over drawn coordinates, relative to the derivative or to the standard deviation that it has by chance, whichever is greater.",
    ],
    table: {
      head: ["structure", "D", "at the", "coordinates", "largest difference"],
      rows: checks.map((check) => [
        check.structure,
        String(check.dimension),
        check.point,
        String(check.coordinates),
        check.largestError.toExponential(1),
      ]),
    },
  };
}

function skillSection(skill: SplitSkill): Section {
  const {
    split,
    protocol,
    testMonths,
    first,
    byLead,
    chosen,
    trend,
    dimension,
    withOwnStates,
    lessThanGreen,
  } = skill;
  const table = skillTable(byLead);
  const words = (structure: string, size: number, with_: string): string =>
    `${structure} with ${size} components and ${with_ === "line" ? "a" : "no"} trend`;
  return {
    title: `Niño 3.4, ${split}, protocol ${protocol}`,
    sentences: [
      `${testMonths} months from ${monthText(first)} on; correlation with the observed anomaly [95 %], RMSE in °C.`,
      `Chosen on the months of selection: ${[
        words("Green function", dimension, trend),
        ...Object.entries(chosen).map(
          ([name, one]) => `${name} fit: ${words(one.structure, one.dimension, one.trend)}`,
        ),
      ].join("; ")}.`,
      ...(withOwnStates
        ? [
            `Beside its own filtered states instead of observations, the dense fit has correlations ${SHOWN_LEADS.map((lead) => `${withOwnStates[lead - 1]!.value.toFixed(2)} at ${lead}`).join(", ")} months.`,
          ]
        : []),
    ],
    table: {
      head: table.head,
      rows: lessThanGreen
        ? [
            ...table.rows,
            [
              "RMSE, selected less Green function",
              ...SHOWN_LEADS.map((lead) => ranged(lessThanGreen[lead - 1]!, 2)),
            ],
          ]
        : table.rows,
    },
  };
}

function transferSection({ protocol, testMonths, byLead }: TransferSkill): Section {
  return {
    title: `Niño 3.4 of another record, 2016 to 2020, protocol ${protocol}`,
    sentences: [
      `Models of pacific2deg (1970-1989) forecast ${testMonths} months of ersst2010; correlation with the observed anomaly [95 %], RMSE in °C.`,
    ],
    table: skillTable(byLead),
  };
}

function skillTable(byLead: readonly LeadSkill[]): NonNullable<Section["table"]> {
  const shown = SHOWN_LEADS.map((lead) => byLead[lead - 1]!);
  return {
    head: ["months ahead", ...SHOWN_LEADS.map(String)],
    rows: Object.keys(byLead[0]!.of).map((name) => [
      FORECAST_NAMES[name] ?? name,
      ...shown.map(({ of }) => {
        const { correlation, rmse } = of[name]!.skill;
        return `${ranged(correlation, 2)} ${rmse.value.toFixed(2)}`;
      }),
    ]),
  };
}

function ranged({ value, low, high }: Interval, digits: number): string {
  const text = (x: number): string => (Number.isFinite(x) ? x.toFixed(digits) : "∞");
  return `${text(value)} [${text(low)}, ${text(high)}]`;
}

/** Nats: thousandths where they matter. */
function above(value: number): string {
  return value < 0.0005 ? "0" : value < 10 ? value.toFixed(3) : value.toFixed(0);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
