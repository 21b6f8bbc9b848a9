// `fit --report`: one self-contained HTML file with the parameters, the data with the prediction, and the residuals.
// Invariant: nothing is loaded from elsewhere and nothing is executed; every text of the user's is escaped.
import type { TopLevelSpec } from "vega-lite";
import type { Fit } from "../calibrate/index.js";
import { number, rounded } from "./table.js";

export interface ReportInput {
  readonly program: string;
  readonly data: string;
  readonly predict: string;
  readonly target: string;
  /** The column of the horizontal axis. */
  readonly axis: { readonly name: string; readonly values: ArrayLike<number> };
  /** Whether the prediction is a function of the axis alone, so that a line may be drawn. */
  readonly single: boolean;
  readonly targets: ArrayLike<number>;
  /** One flag per row. */
  readonly holdout: readonly boolean[];
  readonly initial: Readonly<Record<string, number>>;
  readonly fit: Fit;
}

/** Points that are drawn at most; a plot of more is only larger. */
const MOST_POINTS = 4000;

export async function htmlReport(input: ReportInput): Promise<string> {
  const { fit } = input;
  const title = `${input.program} fitted to ${input.data}`;
  const warnings = fit.warnings.map((warning) => `<li>${escaped(warning)}</li>`).join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 56rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border-bottom: 1px solid #ccc; padding: 0.2rem 1rem 0.2rem 0; text-align: left; font-variant-numeric: tabular-nums; }
svg { max-width: 100%; height: auto; }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p><code>${escaped(input.predict)}</code> predicts <code>${escaped(input.target)}</code>.</p>
${table(parameterRows(input), ["parameter", "value", "standard error", "start"])}
${table(summaryRows(fit))}
${warnings === "" ? "" : `<h2>Warnings</h2>\n<ul>\n${warnings}\n</ul>`}
<h2>Data and prediction</h2>
${await plot(input)}
</body>
</html>
`;
}

function parameterRows({ fit, initial }: ReportInput): string[][] {
  return Object.entries(fit.parameters).map(([name, value]) => {
    const error = fit.standardErrors[name];
    return [name, number(value), error == null ? "none" : rounded(error), number(initial[name] ?? value)];
  });
}

function summaryRows(fit: Fit): string[][] {
  const loss = (value: number, rmse: number, count: number): string =>
    `${rounded(value, 6)} (RMSE ${rounded(rmse, 6)}, ${count} rows)`;
  return [
    ["mean squared error", loss(fit.loss, fit.rmse, fit.trainRows)],
    ...(fit.holdoutLoss === null
      ? []
      : [["held out", loss(fit.holdoutLoss, fit.holdoutRmse ?? Number.NaN, fit.holdoutRows)]]),
    ["iterations", `${fit.iterations}${fit.converged ? "" : ", not converged"}`],
  ];
}

function table(body: readonly (readonly string[])[], head?: readonly string[]): string {
  const row = (tag: string, texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join("")}</tr>`;
  const lines = [...(head ? [row("th", head)] : []), ...body.map((texts) => row("td", texts))];
  return `<table>\n${lines.join("\n")}\n</table>`;
}

export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (c) => entities[c] ?? c);
}

// ---- the plot ---------------------------------------------------------------------------------------------------------
interface Point {
  readonly x: number;
  readonly y: number;
  readonly prediction: number;
  readonly residual: number;
  readonly rows: "trained on" | "held out";
}

async function plot(input: ReportInput): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  const points = pointsOf(input);
  const { spec } = vegaLite.compile(specification(input, points));
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  const svg = await view.toSVG();
  view.finalize();
  const all = input.targets.length;
  return points.length < all ? `${svg}\n<p>${points.length} of ${all} rows are drawn.</p>` : svg;
}

function pointsOf({ axis, targets, holdout, fit }: ReportInput): Point[] {
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
function specification({ axis, target, single }: ReportInput, points: readonly Point[]): TopLevelSpec {
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
