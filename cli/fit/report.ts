// `fit --report`: all that is known of a fit, as a page, as text or as JSON, by the file's name.
import { extname } from "node:path";
import type { Figure, Fit, Section } from "../../calibrate/index.js";
import type { Program } from "../../host/program.js";
import { number, rounded } from "../table.js";
import { dataPlot } from "./data-plot.js";
import type { FitCommandOptions } from "./options.js";
import { asJson } from "./results.js";
import type { Task } from "./task.js";

export interface Reported {
  readonly program: Program;
  readonly source: { readonly label: string };
  readonly task: Task;
  readonly options: FitCommandOptions;
  readonly fit: Fit;
  readonly holdout: number | boolean[] | undefined;
  /** The lowest loss after each round of evaluations. */
  readonly losses: readonly number[];
}

export async function reportFor(given: Reported): Promise<string> {
  const { task, options, fit } = given;
  const kind = extname(options.report!).toLowerCase();
  if (kind === ".json") return `${JSON.stringify(await asJson(fit, task.skipped), null, 2)}\n`;
  const { htmlPage, sectionsAsText, sectionsOf } = await import("../../calibrate/index.js");
  const first = sections(given);
  const { diagnosis } = fit;
  if (kind === ".txt") return sectionsAsText([...first, ...(diagnosis ? sectionsOf(diagnosis) : [])]);
  return htmlPage({
    title: `${given.source.label} fitted to ${task.table.file}`,
    introduction: [`${options.predict} predicts ${options.target}.`],
    sections: first,
    ...(diagnosis ? { diagnosis } : {}),
    figures: await figures(given),
  });
}

function sections({ program, task, fit }: Reported): Section[] {
  const { loss, rmse, holdoutLoss, holdoutRmse, trainRows, holdoutRows, noise, starts, best, series } = fit;
  const row = (what: string, mean: number, root: number, rows: number): string[] => [
    what,
    String(rows),
    rounded(mean, 6),
    rounded(root, 6),
  ];
  const initial = [...program.parameters.values()].map(
    ({ name, initial: value }) => `${name} ${number(value)}`,
  );
  const dropped = starts.filter(({ reason }) => reason === "dropped").length;
  return [
    {
      title: "Fit",
      sentences: [
        `${fit.converged ? "converged" : "not converged"}: ${fit.optimizer} ended with ${fit.reason} after ${fit.evaluations} evaluations of the training rows`,
        `${starts.length} starts, of which ${dropped} were dropped on the way; number ${best + 1} was taken`,
        `values in the program's text: ${initial.join(", ")}`,
        ...Object.entries(noise).map(([name, value]) => `${name} of the noise: ${rounded(value, 4)}`),
        ...(task.skipped > 0 ? [`${task.skipped} rows without a value were left out`] : []),
      ],
      table: {
        head: ["rows", "count", "loss", "RMSE"],
        rows: [
          row("trained on", loss, rmse, trainRows),
          ...(holdoutLoss === null ? [] : [row("held out", holdoutLoss, holdoutRmse!, holdoutRows)]),
        ],
      },
    },
    ...(fit.warnings.length > 0 ? [{ title: "Warnings", sentences: fit.warnings }] : []),
    ...(series.length > 0 ? [seriesSection(series)] : []),
  ];
}

function seriesSection(series: Fit["series"]): Section {
  const names = Object.keys(series[0]!.fit.parameters);
  return {
    title: "Series",
    sentences: [`${series.length} series, each fitted for itself`],
    table: {
      head: ["series", ...names.flatMap((name) => [name, "±"]), "RMSE", "held out", "ended"],
      rows: series.map(({ name, fit }) => [
        name,
        ...names.flatMap((one) => {
          const error = fit.standardErrors[one];
          return [rounded(fit.parameters[one]!, 6), error == null ? "none" : rounded(error, 2)];
        }),
        rounded(fit.rmse, 4),
        fit.holdoutRmse === null ? "" : rounded(fit.holdoutRmse, 4),
        fit.reason,
      ]),
    },
  };
}

type Placed = Figure & { readonly section?: string };

async function figures({ task, options, fit, holdout, losses }: Reported): Promise<Placed[]> {
  const plots = await import("../../calibrate/index.js");
  const { table } = task;
  const [axisName = ""] = task.columns;
  const axis = table.column(axisName);
  const targets = table.column(options.target);
  const label = { axis: table.label(axisName), target: table.label(options.target) };
  const single = task.columns.length === 1;
  const mask = Array.isArray(holdout)
    ? holdout
    : Array.from({ length: table.length }, (_, row) => row >= table.length - fit.holdoutRows);
  const own = fit.series.length > 0 || Object.keys(fit.parameters).some((name) => name.endsWith("]"));
  const data = await dataPlot({
    target: label.target,
    axis: { name: label.axis, values: axis },
    single: single && !own,
    targets,
    holdout: mask,
    fit,
  });
  const train = Array.from(mask, (_, row) => row).filter((row) => !mask[row]);
  const of = (column: ArrayLike<number>): number[] => train.map((row) => column[row]!);
  const { diagnosis } = fit;
  const drawn: Placed[] = [
    { ...data, section: "Fit" },
    {
      svg: await plots.residualPlot(of(fit.predictions), of(fit.residuals), {
        axis: `prediction of ${label.target}`,
        residual: `${label.target} − prediction`,
      }),
      caption: "Residuals of the training rows over the predictions",
      section: "Fit",
    },
    {
      svg: await plots.predictedVersusObserved(of(fit.predictions), of(targets), {
        predicted: "predicted",
        observed: "observed",
      }),
      caption: "Predicted and observed values of the training rows",
      section: "Fit",
    },
  ];
  // One point a round: more of them than a line has pixels are thinned.
  const every = Math.ceil(losses.length / 1000) || 1;
  const curve = losses.filter((value, i) => i % every === 0 && value > 0);
  if (curve.length > 1)
    drawn.push({
      svg: await plots.lossCurves([{ name: fit.optimizer, losses: curve }]),
      caption: `The lowest loss so far, after each ${every === 1 ? "" : `${every}th `}round of evaluations`,
      section: "Fit",
    });
  if (!diagnosis) return drawn;
  if (diagnosis.bands)
    drawn.push({
      svg: await plots.bandPlot(of(axis), of(targets), of(fit.predictions), diagnosis.bands, {
        ...label,
        single: single && !own,
      }),
      caption: `Bands at ${Number((100 * diagnosis.level).toPrecision(4))} %: of the mean (dark) and of a new observation (light)`,
      section: "Parameters",
    });
  if (diagnosis.parameters.length > 1)
    drawn.push({
      svg: await plots.correlationMap(
        diagnosis.parameters.map(({ name }) => name),
        diagnosis.correlations,
      ),
      caption: "Correlations of the parameters",
      section: "What the data determine",
    });
  if (diagnosis.agreement)
    drawn.push({
      svg: await plots.waterfallPlot(diagnosis.agreement),
      caption: "Losses of the starts that were run on, best first",
      section: "Starts",
    });
  for (const profile of diagnosis.profiles) {
    const { name } = diagnosis.parameters[profile.index]!;
    drawn.push({
      svg: await plots.profilePlot(profile, name),
      caption: `Profile likelihood of ${name}`,
      section: "Profile likelihoods",
    });
  }
  return drawn;
}
