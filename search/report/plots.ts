// The plots of a search's report, as SVG text.
// Invariant: no text of a proposer's is in a plot; losses that are 0 cannot stand on a logarithmic axis, which then is linear.
import type { TopLevelSpec } from "vega-lite";
import { drawn } from "../../calibrate/report/svg.js";

const BASE = { $schema: "https://vega.github.io/schema/vega-lite/v6.json", background: "white" } as const;
const SIZE = { width: 560, height: 260 } as const;
const MOST = 3000;

export interface Point {
  readonly x: number;
  readonly y: number;
}

function lossAxis(points: readonly Point[], title: string) {
  const log = points.every(({ y }) => y > 0);
  const scale = log ? ({ type: "log" } as const) : { zero: false };
  return { field: "y", type: "quantitative", title, scale } as const;
}

/** Scored programs, and the front as a line of steps. Where there are more than 3,000 programs, every k-th is drawn. */
export function paretoPlot(all: readonly Point[], front: readonly Point[]): Promise<string> {
  const every = Math.max(1, Math.ceil(all.length / MOST));
  // A bad program far above would press all others together.
  const top = 3 * Math.max(...front.map(({ y }) => y));
  const shown = all.filter(({ y }, i) => i % every === 0 && y <= top);
  const x = {
    field: "x",
    type: "quantitative",
    title: "complexity (nodes)",
    scale: { zero: false },
  } as const;
  const y = lossAxis([...shown, ...front], "validation loss");
  const specification: TopLevelSpec = {
    ...BASE,
    ...SIZE,
    layer: [
      {
        data: { values: [...shown] },
        mark: { type: "point", size: 12, filled: true, opacity: 0.4, color: "#888" },
        encoding: { x, y },
      },
      {
        data: { values: [...front] },
        mark: {
          type: "line",
          interpolate: "step-after",
          color: "#b22222",
          point: { size: 30, color: "#b22222" },
        },
        encoding: { x, y },
      },
    ],
  };
  return drawn(specification);
}

/** The least validation loss so far, over an axis. */
export function convergencePlot(points: readonly Point[], axis: string): Promise<string> {
  return drawn({
    ...BASE,
    ...SIZE,
    data: { values: [...points] },
    mark: { type: "line", interpolate: "step-after", point: { size: 14 } },
    encoding: {
      x: { field: "x", type: "quantitative", title: axis },
      y: lossAxis(points, "best validation loss"),
    },
  });
}

/** Programs left after each stage, in the order given. */
export function funnelPlot(
  stages: readonly { readonly stage: string; readonly left: number }[],
): Promise<string> {
  return drawn({
    ...BASE,
    width: 480,
    height: { step: 22 },
    data: { values: [...stages] },
    encoding: {
      y: { field: "stage", type: "nominal", sort: null, title: null },
      x: { field: "left", type: "quantitative", title: "programs" },
    },
    layer: [
      { mark: { type: "bar", color: "#1f6fb2" } },
      {
        mark: { type: "text", align: "left", dx: 4 },
        encoding: { text: { field: "left", type: "quantitative" } },
      },
    ],
  });
}
