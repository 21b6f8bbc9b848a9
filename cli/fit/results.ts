// What a fit is told by: tables, a JSON object, a page.
import { basename } from "node:path";
import type { Fit } from "../../calibrate/index.js";
import type { Program } from "../../host/program.js";
import type { Json } from "../json.js";
import { note } from "../report.js";
import { number, rounded, table } from "../table.js";
import type { FitCommandOptions } from "./options.js";

/** The document of `--latex`; definitions that have no formula are told. */
export async function formulasOf(program: Program, label: string, path: string, fit: Fit): Promise<string> {
  const { latexDocument } = await import("../../calibrate/index.js");
  const constants = Object.entries(fit.parameters).map(([name, value]) => ({
    name,
    value,
    standardError: fit.standardErrors[name],
  }));
  const { text, omitted } = latexDocument(
    program.source({ parameters: "current" }),
    constants,
    basename(label),
  );
  for (const { name, reason } of omitted) note(`${path}: ${name} has no formula: it ${reason}`);
  return text;
}

/** The module of `--wasm`: what `build` makes of the program with its present constants. */
export async function moduleOf(
  program: Program,
  label: string,
  { learn }: FitCommandOptions,
): Promise<Uint8Array> {
  const { buildModule } = await import("../../host/module.js");
  const built = await buildModule(program.source({ parameters: "current" }), {
    ...(learn === undefined ? {} : { learn }),
    file: basename(label),
  });
  return built.binary;
}

/** The object of `--json`. */
export async function asJson(fit: Fit, skippedRows: number): Promise<Json> {
  const { jsonReport } = await import("../../calibrate/index.js");
  const { parameters, loss, rmse, holdoutLoss, holdoutRmse, iterations, converged, standardErrors } = fit;
  const { optimizer, evaluations, reason, noise, unreached, rank, interrupted, warnings, best } = fit;
  return {
    ...{ parameters, loss, holdoutLoss, iterations, standardErrors, rmse, holdoutRmse },
    ...{ converged, reason, optimizer, evaluations, noise, unreached, rank },
    trainRows: fit.trainRows,
    holdoutRows: fit.holdoutRows,
    ...{ skippedRows, interrupted, warnings, best },
    starts: fit.starts.map((start) => ({ ...start })),
    diagnosis: fit.diagnosis === null ? null : (jsonReport(fit.diagnosis) as Json),
    series: await Promise.all(
      fit.series.map(async ({ name, fit: own }) => ({ name, ...((await asJson(own, 0)) as object) }) as Json),
    ),
  };
}

/** The tables that are printed; values to the digits that their errors support. */
export async function asText(program: Program, fit: Fit, skippedRows: number): Promise<string> {
  const { roundedTo } = await import("../../calibrate/index.js");
  const lines = new Map(fit.diagnosis?.parameters.map((line) => [line.name, line]));
  const initial = (name: string): number | undefined =>
    program.parameters.get(name.replace(/\[.*\]$/s, ""))?.initial;
  const parameters = Object.entries(fit.parameters).map(([name, value]) => {
    const error = fit.standardErrors[name];
    const interval = lines.get(name)?.interval;
    const unreached = fit.unreached.includes(name) ? "unreached" : "";
    return [
      name,
      error == null ? rounded(value, 6) : roundedTo(value, error),
      error == null ? "none" : rounded(error),
      interval ? `${rounded(interval.lower, 4)} to ${rounded(interval.upper, 4)}` : "none",
      number(initial(name) ?? value),
      unreached,
    ];
  });
  const level = fit.diagnosis?.level ?? 0.95;
  const losses = [
    ["rows", "count", "loss", "RMSE"],
    ["trained on", String(fit.trainRows), rounded(fit.loss, 6), rounded(fit.rmse, 6)],
    ...(fit.holdoutLoss === null
      ? []
      : [
          [
            "held out",
            String(fit.holdoutRows),
            rounded(fit.holdoutLoss, 6),
            rounded(fit.holdoutRmse ?? Number.NaN, 6),
          ],
        ]),
    ...(skippedRows > 0 ? [["without a value", String(skippedRows)]] : []),
  ];
  return [
    table([
      ["parameter", "value", "standard error", `${Number((100 * level).toPrecision(4))} %`, "start"],
      ...parameters,
    ]),
    table(losses),
    `${endText(fit)}\n`,
  ].join("\n");
}

function endText(fit: Fit): string {
  const { optimizer, evaluations, iterations, reason, converged, starts, best, diagnosis, noise, series } =
    fit;
  const which = starts.length > 1 && series.length === 0 ? ` of start ${best + 1} of ${starts.length}` : "";
  const agreement = diagnosis?.agreement ? `; ${diagnosis.agreement.words}` : "";
  const scale = Object.entries(noise).map(([name, value]) => `${name} ${rounded(value)}`);
  const criteria = diagnosis?.criteria
    ? [`AIC ${diagnosis.criteria.aic.toFixed(2)}, BIC ${diagnosis.criteria.bic.toFixed(2)}`]
    : [];
  return [
    `${iterations} iterations${which}, ${evaluations} evaluations (${optimizer}); ${converged ? "converged" : "not converged"} (${reason})${agreement}`,
    ...(scale.length > 0 && series.length === 0 ? [scale.join(", ")] : []),
    ...criteria,
    ...(series.length > 0 ? [`${series.length} series, each fitted for itself`] : []),
  ].join("\n");
}
