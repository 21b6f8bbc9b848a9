// The first plot of a fit's page: the data with the prediction, and the residuals, rows trained on and held out told apart.
import type { TopLevelSpec } from "vega-lite";
import type { Fit } from "../../calibrate/index.js";

export interface DataPlotInput {
  /** Label of the target. */
  readonly target: string;
  /** The column of the horizontal axis. */
  readonly axis: { readonly name: string; readonly values: ArrayLike<number> };
  /** Whether the prediction is a function of the axis alone, so that a line may be drawn. */
  readonly single: boolean;
  readonly targets: ArrayLike<number>;
  /** One flag per row. */
  readonly holdout: readonly boolean[];
  readonly fit: Fit;
}

/** Points that are drawn at most; a plot of more is only larger. */
const MOST_POINTS = 4000;

interface Point {
  readonly x: number;
  readonly y: number;
  readonly prediction: number;
  readonly residual: number;
  readonly rows: "trained on" | "held out";
}

export async function dataPlot(
  input: DataPlotInput,
): Promise<{ readonly svg: string; readonly caption: string }> {
  const { drawn } = await import("../../calibrate/index.js");
  const points = pointsOf(input);
  const svg = await drawn(specification(input, points));
  const all = input.targets.length;
  const some = points.length < all ? ` (${points.length} of ${all} rows are drawn)` : "";
  return { svg, caption: `Data, prediction, and residuals${some}` };
}

function pointsOf({ axis, targets, holdout, fit }: DataPlotInput): Point[] {
  const every = Math.ceil(targets.length / MOST_POINTS);
  return Array.from(targets, (y, row): Point => {
    return {
      x: axis.values[row] as number,
      y,
      prediction: fit.predictions[row] as number,
      residual: fit.residuals[row] as number,
      rows: holdout[row] ? "held out" : "trained on",
    };
  }).filter((_, row) => row % every === 0);
}

/** Names of columns appear as titles only: as field names they could mean something to vega. */
function specification({ axis, target, single }: DataPlotInput, points: readonly Point[]): TopLevelSpec {
  const x = { field: "x", type: "quantitative", title: axis.name, scale: { zero: false } } as const;
  const color = { field: "rows", type: "nominal", title: "rows" } as const;
  return {
    data: { values: points },
    config: { background: "white" },
    vconcat: [
      {
        width: 720,
        height: 320,
        layer: [
          {
            mark: { type: "point", size: 12 },
            encoding: {
              x,
              y: { field: "y", type: "quantitative", title: target, scale: { zero: false } },
              color,
            },
          },
          {
            mark: single
              ? { type: "line", color: "black" }
              : { type: "point", shape: "cross", size: 12, color: "black" },
            encoding: { x, y: { field: "prediction", type: "quantitative", title: target } },
          },
        ],
      },
      {
        width: 720,
        height: 140,
        mark: { type: "point", size: 12 },
        encoding: {
          x,
          y: { field: "residual", type: "quantitative", title: `${target} − prediction` },
          color,
        },
      },
    ],
  };
}
