// The plots of the study: solver curves, skill by lead, forecasts beside what was observed, and F.
import { drawn } from "../../calibrate/report/svg.js";
import { monthText } from "./calendar.js";
import type { ErrorEstimate } from "./findings.js";
import type { SplitSkill } from "./fitted.js";
import type { LeadSkill } from "./references.js";
import type { SolverRun } from "./solver.js";
import { FORECAST_NAMES } from "./tables.js";

const BASE = { $schema: "https://vega.github.io/schema/vega-lite/v6.json", background: "white" } as const;
const SIZE = { width: 560, height: 260 } as const;

/** How far each start is above the least of all, over the evaluations; logarithmic, cut off at 0.001. */
export function curvePlot(runs: readonly SolverRun[]): Promise<string> {
  const least = Math.min(...runs.map(({ value }) => value));
  const values = runs.flatMap(({ solver, start, curve }) =>
    curve.map((point) => ({
      x: point.evaluations,
      y: Math.max(1e-3, point.value - least),
      solver,
      start,
    })),
  );
  return drawn({
    ...BASE,
    ...SIZE,
    data: { values },
    mark: { type: "line", strokeWidth: 1.3, interpolate: "step-after" },
    encoding: {
      x: { field: "x", type: "quantitative", title: "evaluations", scale: { type: "log" } },
      y: { field: "y", type: "quantitative", title: "NLL above the least", scale: { type: "log" } },
      color: { field: "solver", type: "nominal", title: null },
      detail: { field: "start", type: "nominal" },
    },
  });
}

/** Correlation by lead, with the intervals of the fitted model as a band. */
export function skillPlot(byLead: readonly LeadSkill[]): Promise<string> {
  const names = Object.keys(byLead[0]!.of);
  const values = byLead.flatMap(({ lead, of }) =>
    names.map((name) => ({ lead, name: FORECAST_NAMES[name] ?? name, y: of[name]!.skill.correlation.value })),
  );
  const last = names.at(-1)!;
  const band = byLead.map(({ lead, of }) => {
    const { low, high } = of[last]!.skill.correlation;
    return { lead, low, high };
  });
  const x = { field: "lead", type: "quantitative", title: "months ahead", axis: { tickMinStep: 1 } } as const;
  return drawn({
    ...BASE,
    ...SIZE,
    layer: [
      {
        data: { values: band },
        mark: { type: "area", opacity: 0.12, color: "#444" },
        encoding: {
          x,
          y: { field: "low", type: "quantitative", title: "correlation with observations" },
          y2: { field: "high" },
        },
      },
      {
        data: { values },
        mark: { type: "line", point: { size: 18 } },
        encoding: {
          x,
          y: { field: "y", type: "quantitative" },
          color: { field: "name", type: "nominal", title: null },
        },
      },
    ],
  });
}

/** What was observed in the months of the test, and what was forecast of them so many months before. */
export function forecastPlot({ first, wanted, forecasts }: SplitSkill, lead: number): Promise<string> {
  const shown = Object.entries(forecasts).filter(([name]) => name !== "persistence");
  const row = (name: string, y: number, t: number) => ({ name, y, month: monthText(first + t) });
  const values = [
    ...Array.from(wanted, (y, t) => row("observed", y, t)),
    ...shown.flatMap(([name, byLead]) =>
      Array.from(byLead[lead - 1]!, (y, t) => row(FORECAST_NAMES[name] ?? name, y, t)),
    ),
  ];
  return drawn({
    ...BASE,
    width: 700,
    height: 260,
    data: { values },
    mark: { type: "line", strokeWidth: 1.2 },
    encoding: {
      x: { field: "month", type: "temporal", title: null },
      y: { field: "y", type: "quantitative", title: "Niño 3.4, °C" },
      color: { field: "name", type: "nominal", title: null, sort: ["observed"] },
    },
  });
}

/** The entries of F less the identity, from blue to red; a dot where an entry is two standard errors from that. */
export function matrixPlot({ dimension, f, errorsOfF }: ErrorEstimate): Promise<string> {
  const values = Array.from(f, (x, k) => {
    const [i, j] = [Math.floor(k / dimension), k % dimension];
    const value = x - (i === j ? 1 : 0);
    return { i: i + 1, j: j + 1, value, sure: Math.abs(value) > 2 * errorsOfF[k]! };
  });
  const axes = {
    x: { field: "j", type: "ordinal", title: "component now" },
    y: { field: "i", type: "ordinal", title: "component a month later" },
  } as const;
  const largest = Math.max(...values.map(({ value }) => Math.abs(value)));
  return drawn({
    ...BASE,
    width: 24 * dimension,
    height: 24 * dimension,
    data: { values },
    layer: [
      {
        mark: "rect",
        encoding: {
          ...axes,
          color: {
            field: "value",
            type: "quantitative",
            title: "F - I",
            scale: { domain: [-largest, 0, largest], range: ["#2166ac", "#f7f7f7", "#b2182b"] },
          },
        },
      },
      {
        transform: [{ filter: "datum.sure" }],
        mark: { type: "point", filled: true, size: 8, color: "black" },
        encoding: axes,
      },
    ],
  });
}
