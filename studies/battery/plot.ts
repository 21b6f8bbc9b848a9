// The study as a picture: data, fits and forecasts of some cells with the border of the training part, and the pooled comparison.
import type { TopLevelSpec } from "vega-lite";
import { svgOf } from "../svg.js";
import { type Cell, windows } from "./cells.js";
import { TITLES } from "./text.js";
import type { ForecastName, TwoRegimeSummary } from "./two-regime.js";

/** The curves of one cell along its life. */
export interface Curve {
  readonly cell: Cell;
  readonly cycles: Float64Array;
  readonly sharedKnee: Float64Array;
  readonly alone: Float64Array;
  readonly lateLine: Float64Array;
}

const COLOURS: Readonly<Record<ForecastName, string>> = {
  twoRegimeSharedKnee: "#1f6fb2",
  twoRegimeAlone: "#d9822b",
  lateLine: "#7a7a7a",
  line: "#a8a8a8",
  persistence: "#cccccc",
};
const DRAWN_POINTS = 150;

export function plotBattery(curves: readonly Curve[], summary: TwoRegimeSummary): Promise<string> {
  return svgOf(specification(curves, summary));
}

function specification(curves: readonly Curve[], summary: TwoRegimeSummary): TopLevelSpec {
  const names = Object.keys(summary.pooledHoldoutRmse) as ForecastName[];
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    title: {
      text: `Capacity of ${summary.cells} cells: first ${Math.round(100 * summary.trainedShare)} % of life fitted, the rest forecast`,
      subtitle:
        "Points: data (medians of windows). Lines: in the colours of the bars below. Dashed: where the training part ends.",
    },
    vconcat: [
      { concat: curves.map(panel), columns: 3 },
      {
        title: "RMSE over all held-out cycles (Ah)",
        width: 780,
        height: 110,
        data: {
          values: names.map((name) => ({ name: TITLES[name], rmse: summary.pooledHoldoutRmse[name] })),
        },
        encoding: {
          y: { field: "name", type: "nominal", sort: null, title: null, axis: { labelLimit: 300 } },
          x: { field: "rmse", type: "quantitative", title: null },
        },
        layer: [
          {
            mark: "bar",
            encoding: {
              color: {
                field: "name",
                type: "nominal",
                legend: null,
                scale: {
                  domain: names.map((name) => TITLES[name]),
                  range: names.map((name) => COLOURS[name]),
                },
              },
            },
          },
          {
            mark: { type: "text", align: "left", dx: 4 },
            encoding: { text: { field: "rmse", type: "quantitative", format: ".4f" } },
          },
        ],
      },
    ],
  };
}

function panel(curve: Curve) {
  const { cell } = curve;
  const data = windows(cell.life, DRAWN_POINTS);
  const points = Array.from(data.cycles, (cycle, i) => ({ cycle, capacity: data.capacities[i]! }));
  const drawn = (["twoRegimeSharedKnee", "twoRegimeAlone", "lateLine"] as const).map((name) => {
    const values = {
      twoRegimeSharedKnee: curve.sharedKnee,
      twoRegimeAlone: curve.alone,
      lateLine: curve.lateLine,
    }[name];
    return {
      data: { values: Array.from(curve.cycles, (cycle, i) => ({ cycle, capacity: values[i]! })) },
      mark: {
        type: "line" as const,
        color: COLOURS[name],
        strokeWidth: name === "lateLine" ? 1 : 1.8,
        clip: true,
      },
    };
  });
  const lowest = Math.min(...data.capacities) - 0.02;
  const highest = Math.max(...data.capacities) + 0.02;
  return {
    title: cell.id,
    width: 240,
    height: 170,
    encoding: {
      x: { field: "cycle", type: "quantitative" as const, title: "cycle" },
      y: {
        field: "capacity",
        type: "quantitative" as const,
        title: "capacity (Ah)",
        scale: { domain: [lowest, highest] },
      },
    },
    layer: [
      {
        data: { values: points },
        mark: { type: "point" as const, color: "black", size: 6, filled: true, opacity: 0.6 },
      },
      ...drawn,
      {
        data: { values: [{ cycle: cell.trained.cycles.at(-1)! }] },
        mark: { type: "rule" as const, color: "#b22222", strokeDash: [4, 3] },
        encoding: {
          x: { field: "cycle", type: "quantitative" as const },
          y: { value: 0 },
          y2: { value: 170 },
        },
      },
    ],
  };
}
