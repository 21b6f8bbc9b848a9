// What a fit is told by: tables, a JSON object, a page.
import { basename } from "node:path";
import type { Fit } from "../../calibrate/index.js";
import type { Program } from "../../host/program.js";
import type { Json } from "../json.js";
import { note } from "../report.js";
import { number, rounded, table } from "../table.js";
import type { FitCommandOptions } from "./options.js";
import type { Task } from "./task.js";

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

/** The page of `--report`. */
export async function pageFor(
  program: Program,
  programLabel: string,
  dataLabel: string,
  task: Task,
  options: FitCommandOptions,
  fit: Fit,
  holdout: number | boolean[] | undefined,
): Promise<string> {
  const { htmlReport } = await import("../html-report.js");
  const rows = task.table.length;
  const [axis = ""] = task.columns;
  const mask = Array.isArray(holdout)
    ? holdout
    : Array.from({ length: rows }, (_, row) => row >= rows - fit.holdoutRows);
  return htmlReport({
    program: programLabel,
    data: dataLabel,
    predict: options.predict,
    target: task.table.label(options.target),
    axis: { name: task.table.label(axis), values: task.table.column(axis) },
    single: task.columns.length === 1,
    targets: task.table.column(options.target),
    holdout: mask,
    initial: Object.fromEntries([...program.parameters.values()].map((p) => [p.name, p.initial])),
    fit,
  });
}

/** The object of `--json`. */
export function asJson(fit: Fit, skippedRows: number): Json {
  const { parameters, loss, rmse, holdoutLoss, holdoutRmse, iterations, converged, standardErrors } = fit;
  return {
    parameters,
    loss,
    holdoutLoss,
    iterations,
    standardErrors,
    rmse,
    holdoutRmse,
    converged,
    unreached: fit.unreached,
    rank: fit.rank,
    trainRows: fit.trainRows,
    holdoutRows: fit.holdoutRows,
    skippedRows,
    interrupted: fit.interrupted,
    warnings: fit.warnings,
    best: fit.best,
    starts: fit.starts.map(({ from, parameters: to, loss: end, iterations: steps, reason }) => ({
      from,
      parameters: to,
      loss: end,
      iterations: steps,
      reason,
    })),
  };
}

/** The tables that are printed. */
export function asText(program: Program, fit: Fit, skippedRows: number): string {
  const parameters = [...program.parameters.values()].map(({ name, value, initial }) => {
    const error = fit.standardErrors[name];
    const unreached = fit.unreached.includes(name) ? "unreached" : "";
    return [name, number(value), error == null ? "none" : rounded(error), number(initial), unreached];
  });
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
  const starts = fit.starts.length > 1 ? `, start ${fit.best + 1} of ${fit.starts.length}` : "";
  return [
    table([["parameter", "value", "standard error", "start"], ...parameters]),
    table(losses),
    `${fit.iterations} iterations${starts}${fit.converged ? "" : ", not converged"}\n`,
  ].join("\n");
}
