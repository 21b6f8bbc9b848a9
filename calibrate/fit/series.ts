// Series that share no unknown, each fitted for itself.
// Invariant: the result is that of one fit of each series' rows by the same options; how many there are changes none of them.
import type { Program } from "../../host/program.js";
import { FitError } from "../errors.js";
import type { Fit } from "./fit.js";
import type { FitOptions } from "./options.js";
import type { Rows } from "./rows.js";
import { isConverged } from "./solve.js";
import type { Unknowns } from "./unknowns.js";

/** @param fitOne the fit of one series, in which its parameters are the program's own */
export async function fitSeries(
  program: Program,
  options: FitOptions,
  rows: Rows,
  unknowns: Unknowns,
  fitOne: (options: FitOptions) => Promise<Fit>,
): Promise<Fit> {
  const [column] = unknowns.columns;
  const cells = rows.series(column!);
  const came = new Map([...program.parameters.values()].map(({ name, value }) => [name, value]));
  const held = new Set(rows.holdout);
  const used = new Set([...rows.train, ...rows.holdout]);
  const names = [...new Set([...used].sort((a, b) => a - b).map((row) => cells[row]!))];
  const trained = new Set(Array.from(rows.train, (row) => cells[row]!));
  const lost = names.find((name) => !trained.has(name));
  if (lost !== undefined)
    throw new FitError(
      "rows",
      `the series ${lost} of the column "${column}" has no row to train on: its constants cannot be fitted`,
    );
  const state = new SeriesState(options.resume);
  const found: { name: string; fit: Fit }[] = [];
  let kept = came;
  try {
    for (const name of names) {
      if (options.stop?.aborted) break;
      const mask = (set: ReadonlySet<number>) => cells.map((cell, row) => cell === name && set.has(row));
      const holdout = mask(held);
      program.setParameters(came);
      const { resume: _, onState, ...rest } = options;
      const before = state.of(name);
      const one = await fitOne({
        ...rest,
        rows: mask(used),
        ...(holdout.some(Boolean) ? { holdout } : { holdout: 0 }),
        ...(before === undefined ? {} : { resume: before }),
        ...(onState ? { onState: (race) => onState(state.with(name, race)) } : {}),
      });
      found.push({ name, fit: one });
    }
    const all = unknowns.all.map(({ parameter, series }) => {
      const own = found.find(({ name }) => name === series);
      return own ? own.fit.parameters[parameter]! : came.get(parameter)!;
    });
    kept = unknowns.forProgram(all);
    return combined(found, rows, unknowns, names.length);
  } finally {
    program.setParameters(kept);
  }
}

/** The states of all series so far, as plain data. */
class SeriesState {
  private readonly states: Map<string, { toJSON(): unknown }>;
  private readonly known: ReadonlyMap<string, unknown>;

  constructor(resume: unknown) {
    this.known = new Map(Object.entries((resume as Record<string, unknown> | undefined) ?? {}));
    this.states = new Map([...this.known].map(([name, state]) => [name, { toJSON: () => state }]));
  }

  of(name: string): unknown {
    return this.known.get(name);
  }

  with(name: string, race: { toJSON(): unknown }): { toJSON(): unknown } {
    this.states.set(name, race);
    return { toJSON: () => Object.fromEntries([...this.states].map(([key, one]) => [key, one.toJSON()])) };
  }
}

function combined(
  found: readonly { readonly name: string; readonly fit: Fit }[],
  rows: Rows,
  unknowns: Unknowns,
  expected: number,
): Fit {
  const first = found[0];
  if (!first) throw new FitError("usage", "the fit was ended before its first series had a result");
  const predictions = new Float64Array(rows.count).fill(Number.NaN);
  const residuals = predictions.slice();
  for (const { fit } of found)
    fit.predictions.forEach((value, row) => {
      if (Number.isNaN(value) && Number.isNaN(fit.residuals[row]!)) return;
      predictions[row] = value;
      residuals[row] = fit.residuals[row]!;
    });
  const value = <T>(pick: (fit: Fit) => Readonly<Record<string, T>>) =>
    Object.fromEntries(
      unknowns.all.flatMap(({ name, parameter, series }) => {
        const own = found.find((one) => one.name === series);
        return own ? [[name, pick(own.fit)[parameter]!] as const] : [];
      }),
    );
  const mean = (of: (fit: Fit) => number | null, count: (fit: Fit) => number): number | null => {
    const parts = found.flatMap(({ fit }) => {
      const one = of(fit);
      return one === null ? [] : [{ one, weight: count(fit) }];
    });
    const total = parts.reduce((sum, { weight }) => sum + weight, 0);
    return parts.length === 0 ? null : parts.reduce((sum, { one, weight }) => sum + one * weight, 0) / total;
  };
  const sum = (of: (fit: Fit) => number): number => found.reduce((total, { fit }) => total + of(fit), 0);
  const squared = (rmse: number | null): number | null => (rmse === null ? null : rmse ** 2);
  const root = (square: number | null): number | null => (square === null ? null : Math.sqrt(square));
  const train = (fit: Fit): number => fit.trainRows;
  const holdout = (fit: Fit): number => fit.holdoutRows;
  const interrupted = found.some(({ fit }) => fit.interrupted) || found.length < expected;
  return {
    ...first.fit,
    parameters: value((fit) => fit.parameters),
    loss: mean((fit) => fit.loss, train)!,
    rmse: root(mean((fit) => squared(fit.rmse), train))!,
    holdoutLoss: mean((fit) => fit.holdoutLoss, holdout),
    holdoutRmse: root(mean((fit) => squared(fit.holdoutRmse), holdout)),
    iterations: sum((fit) => fit.iterations),
    evaluations: sum((fit) => fit.evaluations),
    reason: found.find(({ fit }) => !isConverged(fit.reason))?.fit.reason ?? first.fit.reason,
    converged: found.length === expected && found.every(({ fit }) => fit.converged),
    interrupted,
    standardErrors: value((fit) => fit.standardErrors),
    noise: Object.fromEntries(
      found.flatMap(({ name, fit }) =>
        Object.entries(fit.noise).map(([key, one]) => [`${key}[${name}]`, one]),
      ),
    ),
    unreached: unknowns.all.flatMap(({ name, parameter, series }) =>
      found.some((one) => one.name === series && one.fit.unreached.includes(parameter)) ? [name] : [],
    ),
    rank: sum((fit) => fit.rank),
    warnings: [
      ...found.flatMap(({ name, fit }) => fit.warnings.map((warning) => `${name}: ${warning}`)),
      ...(found.length < expected
        ? [`the fit was ended when ${found.length} of ${expected} series had a result`]
        : []),
    ],
    trainRows: sum(train),
    holdoutRows: sum(holdout),
    predictions,
    residuals,
    diagnosis: null,
    series: found,
  };
}
