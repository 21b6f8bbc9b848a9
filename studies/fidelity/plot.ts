// The study as a picture: the loss along the two runs of each program's first seed.
import type { TopLevelSpec } from "vega-lite";
import { svgOf } from "../svg.js";
import type { FidelitySummary } from "./fidelity.js";

export interface LossCurve {
  readonly name: string;
  readonly losses: { readonly compiled: readonly number[]; readonly interpreted: readonly number[] };
}

const DRAWN_POINTS = 60;
/** Losses are drawn on a logarithmic axis; at 0 and below this they are drawn here. */
const FLOOR = 1e-12;

export function plotFidelity(curves: readonly LossCurve[], summary: FidelitySummary): Promise<string> {
  return svgOf(specification(curves, summary));
}

function specification(curves: readonly LossCurve[], summary: FidelitySummary): TopLevelSpec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    title: {
      text: `Loss by epoch of ${curves.length} programs, first seed of each`,
      subtitle: `Line: compiled. Points: interpreted, along its own gradients. At equal parameters: values ${summary.maxValueDifference} doubles apart, gradients ${summary.maxRelativeGradientDifference} of Σ|terms|, at most.`,
    },
    concat: curves.map(panel),
    columns: 8,
  };
}

function panel({ name, losses }: LossCurve) {
  return {
    title: { text: name, fontSize: 9, limit: 150 },
    width: 130,
    height: 80,
    encoding: {
      x: { field: "epoch", type: "quantitative" as const, title: null, axis: { tickCount: 3 } },
      y: {
        field: "loss",
        type: "quantitative" as const,
        title: null,
        scale: { type: "log" as const },
        axis: { tickCount: 4, format: ".0e" },
      },
    },
    layer: [
      {
        data: { values: drawn(losses.compiled, DRAWN_POINTS) },
        mark: { type: "line" as const, color: "#1f6fb2" },
      },
      {
        data: { values: drawn(losses.interpreted, DRAWN_POINTS / 5) },
        mark: { type: "point" as const, color: "#d9822b", filled: true, size: 14, opacity: 1 },
      },
    ],
  };
}

/** At most `count` points, spread evenly over the epochs. */
function drawn(losses: readonly number[], count: number): { epoch: number; loss: number }[] {
  const points = Math.min(count, losses.length);
  return Array.from({ length: points }, (_, i) => {
    const epoch = points === 1 ? 0 : Math.round((i * (losses.length - 1)) / (points - 1));
    return { epoch, loss: losses[epoch]! };
  })
    .filter(({ loss }) => Number.isFinite(loss))
    .map(({ epoch, loss }) => ({ epoch, loss: Math.max(loss, FLOOR) }));
}
