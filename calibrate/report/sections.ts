// A report's content, once: sections of sentences and tables, from which the HTML and the text form are both made.
// Invariant: numbers carry no more digits than their errors support; what is withheld is said with its reason, in both forms.
import type { Diagnosis } from "../diagnostics/diagnose.js";
import { roundedError, roundedTo, withError } from "../diagnostics/digits.js";
import type { Interval } from "../diagnostics/intervals.js";
import type { Ending, Profile } from "../diagnostics/profile.js";

export interface Section {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

export function sectionsOf(diagnosis: Diagnosis): Section[] {
  const { agreement, criteria, profiles, bootstrap, validation } = diagnosis;
  return [
    parameters(diagnosis),
    ...(diagnosis.reasons.length > 0
      ? [
          {
            title: "Errors withheld",
            sentences: diagnosis.reasons.map(({ words, parameters: only }) =>
              only ? `no error for ${only.join(", ")}: ${words}` : `no errors: ${words}`,
            ),
          },
        ]
      : []),
    determined(diagnosis),
    ...(agreement ? [{ title: "Starts", sentences: startSentences(agreement) }] : []),
    ...(profiles.length > 0 ? [profileSection(diagnosis, profiles)] : []),
    ...(bootstrap ? [bootstrapSection(diagnosis, bootstrap)] : []),
    ...(criteria
      ? [
          {
            title: "Information criteria",
            sentences: [
              `${count(criteria.parameters, "estimated parameter")} and ${count(criteria.rows, "row")}; lower is better, over the same rows only`,
            ],
            table: {
              head: ["criterion", "value"],
              rows: [
                ["-log likelihood", decimals(criteria.negativeLogLikelihood)],
                ["AIC", decimals(criteria.aic)],
                ["AICc", criteria.aicc === null ? "none: too few rows" : decimals(criteria.aicc)],
                ["BIC", decimals(criteria.bic)],
              ],
            },
          },
        ]
      : []),
    ...(validation
      ? [
          {
            title: "Validation",
            sentences: [`RMSE over all rows while held out: ${significant(validation.rmse)}`],
            table: {
              head: ["held out", "rows", "RMSE"],
              rows: validation.splits.map(({ name, rows, rmse }) => [name, String(rows), significant(rmse)]),
            },
          },
        ]
      : []),
  ];
}

function parameters({
  parameters: lines,
  level,
  errors,
  rows,
  degreesOfFreedom,
  residualDeviation,
}: Diagnosis): Section {
  const both = lines.some(({ hessianError }) => hessianError !== null);
  return {
    title: "Parameters",
    sentences: [
      `${count(rows, "row")}, ${count(degreesOfFreedom, "degree")} of freedom; residual deviation ${residualDeviation === null ? "unknown" : significant(residualDeviation)}; errors: ${errors}`,
    ],
    table: {
      head: [
        "parameter",
        "value",
        "standard error",
        `${percent(level)} interval`,
        ...(both ? ["by Gauss-Newton", "by Hessian"] : []),
      ],
      rows: lines.map((line) => [
        line.name,
        withError(line.value, line.standardError),
        roundedError(line.standardError),
        intervalText(line.interval, line.standardError),
        ...(both ? [roundedError(line.gaussNewtonError), roundedError(line.hessianError)] : []),
      ]),
    },
  };
}

function determined({ identifiability, parameters: lines }: Diagnosis): Section {
  const { rank, conditionNumber, withoutInfluence, directions } = identifiability;
  const condition = Number.isFinite(conditionNumber)
    ? conditionNumber.toPrecision(2).replace("e+", "e")
    : "infinite";
  return {
    title: "What the data determine",
    sentences: [
      `rank ${rank} of ${lines.length}; condition number ${condition} (columns of the Jacobian scaled to one length)`,
      ...withoutInfluence.map((name) => `${name} has no influence on any prediction`),
      ...directions.map(({ words }) => words),
    ],
  };
}

function startSentences(agreement: NonNullable<Diagnosis["agreement"]>): string[] {
  const { words, failed } = agreement;
  return failed === 0 ? [words] : [words, `${count(failed, "start")} could not be evaluated`];
}

const ENDINGS: Readonly<Record<Ending, string>> = {
  crossed: "",
  bound: "open: not reached before the bound",
  flat: "open: the likelihood does not fall enough",
  failed: "unknown: the fit fails there",
};

function profileSection(diagnosis: Diagnosis, profiles: readonly Profile[]): Section {
  const end = (value: number | null, ending: Ending, error: number | null): string =>
    value === null || ending !== "crossed" ? ENDINGS[ending] : bounded(value, error);
  return {
    title: "Profile likelihoods",
    sentences: profiles
      .filter(({ better }) => better)
      .map(({ index, points }) => {
        const drop = -points.reduce((least, { rise }) => Math.min(least, rise), 0);
        return `the profile of ${diagnosis.parameters[index]!.name} met a minimum that is lower by ${significant(drop)}: start the fit from there`;
      }),
    table: {
      head: ["parameter", "level", "from", "to"],
      rows: profiles.map(({ index, level, lower, upper, lowerEnding, upperEnding }) => {
        const { name, standardError } = diagnosis.parameters[index]!;
        return [
          name,
          percent(level),
          end(lower, lowerEnding, standardError),
          end(upper, upperEnding, standardError),
        ];
      }),
    },
  };
}

function bootstrapSection(diagnosis: Diagnosis, found: NonNullable<Diagnosis["bootstrap"]>): Section {
  const { method, blockLength, replicates, failed, standardErrors, percentile } = found;
  const blocks = blockLength === null ? "" : `, block length ${blockLength}`;
  return {
    title: "Bootstrap",
    sentences: [
      `${method}${blocks}; ${count(replicates, "replicate")}${failed === 0 ? "" : `, of which ${failed} failed`}`,
    ],
    table: {
      head: ["parameter", "standard error", "percentile interval"],
      rows: diagnosis.parameters.map(({ name }, j) => [
        name,
        roundedError(standardErrors[j]!),
        intervalText(percentile[j]!, standardErrors[j]!),
      ]),
    },
  };
}

function intervalText(interval: Interval | null, error: number | null): string {
  return interval === null ? "none" : `${bounded(interval.lower, error)} … ${bounded(interval.upper, error)}`;
}

/** An end of an interval, to the digits of the standard error; without one to three digits, for an end is an estimate anyway. */
function bounded(value: number, error: number | null): string {
  return error === null ? significant(value) : roundedTo(value, error);
}

function percent(level: number): string {
  return `${Number((100 * level).toPrecision(4))} %`;
}

function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? "" : "s"}`;
}

/** Criteria matter by their differences, of which a hundredth is more than enough. */
function decimals(value: number): string {
  return value.toFixed(2);
}

function significant(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : String(value);
}
