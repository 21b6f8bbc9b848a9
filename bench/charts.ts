// The charts of a run's results, as SVG.
// Invariant: they show numbers of the report, and compute none.
import type { TopLevelSpec } from "vega-lite";
import { svgOf } from "../studies/svg.js";
import { COMPARISONS, type Comparison, KERNEL_NAMES, kernelRatio } from "./kernel-targets.js";
import type { BenchReport, Row } from "./report.js";
import { PRIMAL, primalRatios } from "./targets.js";

export interface Chart {
  readonly file: string;
  /** Undefined when the report has nothing for it. */
  readonly draw: (report: BenchReport) => Promise<string> | undefined;
}

/** A bar: a row of a group, its kind, and its height. */
interface Bar {
  readonly row: string;
  readonly kind: string;
  readonly value: number;
}

const BASE = { $schema: "https://vega.github.io/schema/vega-lite/v6.json", background: "white" } as const;

export const CHARTS: readonly Chart[] = [
  {
    file: "hand-written.svg",
    draw: (report) =>
      bars(
        kernelBars(report, ["primalToHandWritten", "gradientToHandWritten"]),
        "Time over that of the program and adjoint written by hand (below 1: faster)",
        1.3,
      ),
  },
  {
    file: "other-tools.svg",
    draw: (report) =>
      bars(
        kernelBars(report, ["retaped", "replayed", "tfjsToGradient", "jaxToGradient"]),
        "Time of other tools' gradients over that of compiled ones (above 1: slower than compiled)",
      ),
  },
  {
    file: "schemes.svg",
    draw: (report) =>
      bars(
        (["Chez Scheme", "Guile", "Chez Scheme, interpret"] as const).flatMap((peer) =>
          PRIMAL.flatMap((row) =>
            barOf(
              report,
              primalRatios.each(row, peer),
              row,
              peer === "Chez Scheme, interpret" ? "interpreted / Chez's interpret" : `compiled / ${peer}`,
            ),
          ),
        ),
        "Time of programs without derivatives over that of other Schemes (below 1: faster)",
        1,
      ),
  },
  {
    file: "growth.svg",
    draw: (report) => {
      const sized = report.rows.filter(({ workload }) => workload.startsWith("growth: "));
      return curves(
        [
          { unit: "µs", title: "time of a gradient, µs" },
          { unit: "bytes", title: "memory of a gradient, bytes" },
        ].map(({ unit, title }) => ({ title, rows: sized.filter((row) => row.unit === unit) })),
        "Cost by size",
      );
    },
  },
  {
    file: "accuracy.svg",
    draw: ({ rows }) =>
      curves(
        [
          {
            title: "relative error of the gradient",
            rows: rows.filter(({ workload }) => workload.startsWith("accuracy: ")),
          },
        ],
        "Error against double-double, by length",
      ),
  },
];

function kernelBars(report: BenchReport, comparisons: readonly Comparison[]): Bar[] {
  return KERNEL_NAMES.flatMap((kernel) =>
    comparisons.flatMap((comparison) =>
      barOf(report, kernelRatio(kernel, comparison), kernel, COMPARISONS[comparison]),
    ),
  );
}

function barOf(report: BenchReport, name: string, row: string, kind: string): Bar[] {
  const value = report.ratios.find((ratio) => ratio.name === name)?.value ?? null;
  return value === null ? [] : [{ row, kind, value }];
}

/** Dots on a logarithmic axis, a line for each row; `aim` is drawn as a rule. */
function bars(values: readonly Bar[], title: string, aim?: number): Promise<string> | undefined {
  if (values.length === 0) return undefined;
  const rows = [...new Set(values.map(({ row }) => row))];
  const specification: TopLevelSpec = {
    ...BASE,
    title,
    width: 560,
    height: { step: 20 },
    data: { values: [...values] },
    layer: [
      {
        mark: { type: "point", filled: true, size: 60, opacity: 1 },
        encoding: {
          y: { field: "row", type: "nominal", title: null, sort: rows, axis: { grid: true } },
          x: { field: "value", type: "quantitative", title: "ratio", scale: { type: "log" } },
          color: { field: "kind", type: "nominal", title: null, legend: { labelLimit: 0 } },
          shape: { field: "kind", type: "nominal", title: null, legend: { labelLimit: 0 } },
        },
      },
      ...(aim === undefined
        ? []
        : [
            {
              data: { values: [{ aim }] },
              mark: { type: "rule" as const, strokeDash: [4, 3] },
              encoding: { x: { field: "aim", type: "quantitative" as const } },
            },
          ]),
    ],
  };
  return svgOf(specification);
}

interface Panel {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Lines over the problem's size, both axes logarithmic; nothing that is zero is drawn. */
function curves(panels: readonly Panel[], title: string): Promise<string> | undefined {
  if (panels.every(({ rows }) => rows.length === 0)) return undefined;
  const specification: TopLevelSpec = {
    ...BASE,
    title,
    hconcat: panels.map((panel) => ({
      width: 360,
      height: 280,
      data: {
        values: panel.rows
          .filter(({ median }) => median > 0)
          .map(({ workload, subject, size, median }) => ({
            size,
            median,
            line: `${workload.replace(/^\w+: /, "")}, ${subject}`,
          })),
      },
      mark: { type: "line" as const, point: { size: 22 }, strokeWidth: 1.3 },
      encoding: {
        x: {
          field: "size",
          type: "quantitative" as const,
          title: "size",
          scale: { type: "log" as const },
          axis: { format: "~s", tickCount: 6 },
        },
        y: {
          field: "median",
          type: "quantitative" as const,
          title: panel.title,
          scale: { type: "log" as const },
          axis: { format: "~e", tickCount: 8 },
        },
        color: { field: "line", type: "nominal" as const, title: null, legend: { labelLimit: 0 } },
      },
    })),
  };
  return svgOf(specification);
}
