// The plots of a report: each a function from plain data to SVG text.
// Invariants: texts of the user's are titles or values, never field names, which could mean something to vega; numbers that are not
// finite are left out; where points are more than a reader can tell apart every k-th is drawn, and the plot says so.
import type { TopLevelSpec } from "vega-lite";
import type { Agreement } from "../diagnostics/agreement.js";
import type { Bands } from "../diagnostics/intervals.js";
import type { Profile } from "../diagnostics/profile.js";
import { drawn } from "./svg.js";

const WIDTH = 560;
const HEIGHT = 260;
const MOST_POINTS = 4000;
const BASE = { $schema: "https://vega.github.io/schema/vega-lite/v6.json", background: "white" } as const;

/** Every k-th of the points, so that at most 4000 are left. */
function thinned<T>(all: readonly T[]): readonly T[] {
  const every = Math.ceil(all.length / MOST_POINTS);
  return every <= 1 ? all : all.filter((_, i) => i % every === 0);
}

/** A line over the plot where not all points are drawn. */
function remark(all: number): Pick<TopLevelSpec, "title"> {
  const every = Math.ceil(all / MOST_POINTS);
  if (every <= 1) return {};
  return {
    title: { text: `one of each ${every} of ${all} points is drawn`, fontSize: 11, fontWeight: "normal" },
  };
}

type Point = Readonly<Record<"x" | "y", number>>;

function pointsOf(x: ArrayLike<number>, y: ArrayLike<number>): Point[] {
  const all = Array.from(x, (value, i) => ({ x: value, y: y[i]! }));
  return [...thinned(all.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y)))];
}

const quantitative = (field: string, title: string, zero = false) =>
  ({ field, type: "quantitative", title, scale: { zero } }) as const;

const points = { type: "point", size: 14, filled: true, opacity: 0.7 } as const;

/** target - prediction over the predictions, or over any column. */
export function residualPlot(
  axis: ArrayLike<number>,
  residuals: ArrayLike<number>,
  titles: { readonly axis: string; readonly residual: string },
): Promise<string> {
  return drawn({
    ...BASE,
    ...remark(residuals.length),
    width: WIDTH,
    height: 180,
    layer: [
      {
        data: { values: [{ y: 0 }] },
        mark: { type: "rule", color: "#999" },
        encoding: { y: { field: "y", type: "quantitative" } },
      },
      {
        data: { values: pointsOf(axis, residuals) },
        mark: points,
        encoding: { x: quantitative("x", titles.axis), y: quantitative("y", titles.residual) },
      },
    ],
  });
}

/** Observed over predicted, with the line on which they are equal. */
export function predictedVersusObserved(
  predictions: ArrayLike<number>,
  targets: ArrayLike<number>,
  titles: { readonly predicted: string; readonly observed: string },
): Promise<string> {
  const values = pointsOf(predictions, targets);
  const all = values.flatMap(({ x, y }) => [x, y]);
  const ends =
    all.length === 0 ? [] : [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
  return drawn({
    ...BASE,
    ...remark(targets.length),
    width: 320,
    height: 320,
    layer: [
      {
        data: { values: ends.map((x) => ({ x, y: x })) },
        mark: { type: "line", color: "#999" },
        encoding: { x: quantitative("x", titles.predicted), y: quantitative("y", titles.observed) },
      },
      {
        data: { values },
        mark: points,
        encoding: { x: quantitative("x", titles.predicted), y: quantitative("y", titles.observed) },
      },
    ],
  });
}

/** Loss after each evaluation, one curve for each start; logarithmic if all losses are positive. */
export function lossCurves(
  curves: readonly { readonly name: string; readonly losses: ArrayLike<number> }[],
  title = "loss",
): Promise<string> {
  const values = curves.flatMap(({ name, losses }) =>
    pointsOf(
      Array.from(losses, (_, i) => i + 1),
      losses,
    ).map((point) => ({ ...point, name })),
  );
  const log = values.length > 0 && values.every(({ y }) => y > 0);
  return drawn({
    ...BASE,
    ...remark(curves.reduce((most, { losses }) => Math.max(most, losses.length), 0)),
    width: WIDTH,
    height: HEIGHT,
    data: { values },
    mark: { type: "line", strokeWidth: 1.2 },
    encoding: {
      x: { ...quantitative("x", "step"), axis: { tickMinStep: 1 } },
      y: { field: "y", type: "quantitative", title, scale: log ? { type: "log" } : { zero: false } },
      color: { field: "name", type: "nominal", title: null, ...(curves.length > 12 ? { legend: null } : {}) },
    },
  });
}

/** Final losses of the starts, best first; those that agree with the best are blue. */
export function waterfallPlot(agreement: Agreement, title = "loss"): Promise<string> {
  const { waterfall, agreeing } = agreement;
  const log = waterfall.length > 0 && waterfall.every((loss) => loss > 0);
  const values = Array.from(waterfall, (y, i) => ({
    x: i + 1,
    y,
    group: i < agreeing ? "agrees" : "other",
  }));
  return drawn({
    ...BASE,
    width: WIDTH,
    height: 200,
    title: agreement.words,
    data: { values: [...thinned(values)] },
    mark: { type: "point", size: 30, filled: true, opacity: 1 },
    encoding: {
      x: { field: "x", type: "quantitative", title: "start, best first", axis: { tickMinStep: 1 } },
      y: { field: "y", type: "quantitative", title, scale: log ? { type: "log" } : { zero: false } },
      color: {
        field: "group",
        type: "nominal",
        title: null,
        scale: { domain: ["agrees", "other"], range: ["#1f6fb2", "#bbbbbb"] },
      },
    },
  });
}

/** Rise of the negative log likelihood over one parameter, the threshold of the level, and the ends of the interval. */
export function profilePlot(profile: Profile, name: string): Promise<string> {
  const { points: walked, threshold, level, lower, upper } = profile;
  const top = 3 * threshold;
  const values = walked.filter(({ rise }) => rise <= top).map(({ value, rise }) => ({ x: value, y: rise }));
  const ends = [lower, upper].filter((end) => end !== null).map((x) => ({ x }));
  return drawn({
    ...BASE,
    width: 320,
    height: 200,
    layer: [
      {
        data: { values },
        mark: { type: "line", point: { size: 14 } },
        encoding: { x: quantitative("x", name), y: quantitative("y", "rise of -log likelihood", true) },
      },
      {
        data: { values: [{ y: threshold, text: `${Number((100 * level).toPrecision(4))} %` }] },
        encoding: { y: { field: "y", type: "quantitative" } },
        layer: [
          { mark: { type: "rule", color: "#b22222", strokeDash: [4, 3] } },
          {
            mark: { type: "text", align: "left", dx: 4, dy: -6, color: "#b22222", x: 0 },
            encoding: { text: { field: "text", type: "nominal" } },
          },
        ],
      },
      {
        data: { values: ends },
        mark: { type: "rule", color: "#b22222" },
        encoding: { x: { field: "x", type: "quantitative" } },
      },
    ],
  });
}

/** Correlations of the parameters as a map from -1 (blue) to 1 (red); cells without a value stay empty. */
export function correlationMap(
  names: readonly string[],
  correlations: readonly ArrayLike<number>[],
): Promise<string> {
  // Numbered, so that two names that look alike to vega stay apart.
  const values = names.flatMap((_, i) =>
    names.flatMap((__, j) => {
      const r = correlations[i]![j]!;
      return Number.isFinite(r) ? [{ i, j, r }] : [];
    }),
  );
  const labels = {
    labelExpr: `${JSON.stringify(names)}[datum.value]`,
    labelLimit: 160,
    title: null,
  } as const;
  const domain = names.map((_, j) => j);
  const size = Math.max(28, Math.min(60, 480 / Math.max(1, names.length)));
  return drawn({
    ...BASE,
    width: size * names.length,
    height: size * names.length,
    data: { values },
    encoding: {
      x: { field: "j", type: "ordinal", scale: { domain }, axis: { ...labels, labelAngle: -45 } },
      y: { field: "i", type: "ordinal", scale: { domain }, axis: labels },
    },
    layer: [
      {
        mark: "rect",
        encoding: {
          color: {
            field: "r",
            type: "quantitative",
            title: "correlation",
            scale: { domain: [-1, 0, 1], range: ["#2166ac", "#f7f7f7", "#b2182b"] },
          },
        },
      },
      ...(names.length <= 16
        ? [
            {
              mark: { type: "text" as const, fontSize: 10 },
              encoding: { text: { field: "r", type: "quantitative" as const, format: ".2f" } },
            },
          ]
        : []),
    ],
  });
}

/**
 * Data with the prediction, the band of its mean (dark) and that of a new observation (light), over an axis.
 * @param titles.single whether the prediction is a function of the axis alone: then it is a line with areas, else points with bars
 */
export function bandPlot(
  axis: ArrayLike<number>,
  targets: ArrayLike<number>,
  predictions: ArrayLike<number>,
  bands: Bands | null,
  titles: { readonly axis: string; readonly target: string; readonly single: boolean },
): Promise<string> {
  const { single } = titles;
  const order = Array.from(axis, (_, i) => i)
    .filter((i) => Number.isFinite(axis[i]!) && Number.isFinite(predictions[i]!))
    .sort((a, b) => axis[a]! - axis[b]!);
  const rows = thinned(order);
  const x = quantitative("x", titles.axis);
  const y = quantitative("y", titles.target);
  const band = (lower: ArrayLike<number>, upper: ArrayLike<number>, opacity: number) => ({
    data: {
      values: rows
        .filter((i) => Number.isFinite(lower[i]!) && Number.isFinite(upper[i]!))
        .map((i) => ({ x: axis[i]!, y: lower[i]!, high: upper[i]! })),
    },
    mark: single
      ? { type: "area" as const, opacity, color: "#1f6fb2" }
      : { type: "rule" as const, opacity, color: "#1f6fb2", strokeWidth: 4 },
    encoding: { x, y, y2: { field: "high" } },
  });
  const specification: TopLevelSpec = {
    ...BASE,
    ...remark(targets.length),
    width: WIDTH,
    height: HEIGHT,
    layer: [
      ...(bands
        ? [band(bands.newLower, bands.newUpper, 0.15), band(bands.meanLower, bands.meanUpper, 0.35)]
        : []),
      { data: { values: pointsOf(axis, targets) }, mark: points, encoding: { x, y } },
      {
        data: { values: rows.map((i) => ({ x: axis[i]!, y: predictions[i]! })) },
        mark: single
          ? { type: "line", color: "black", strokeWidth: 1.2 }
          : { type: "point", shape: "cross", size: 14, color: "black" },
        encoding: { x, y },
      },
    ],
  };
  return drawn(specification);
}
