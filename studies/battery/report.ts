// The battery study as one HTML page: tables and plots.
import type { TopLevelSpec } from "vega-lite";
import { htmlPage } from "../../calibrate/index.js";
import { svgOf } from "../svg.js";
import type { BatterySummary } from "./battery.js";
import { SPLIT_NAMES } from "./grid.js";
import type { Pooled } from "./pooled.js";
import type { StructuresOutcome } from "./structures-study.js";
import { tablesOf, WAY_TITLES } from "./structures-text.js";

/** @param cells the picture of the two-regime part */
export async function reportPage(summary: BatterySummary, cells: string): Promise<string> {
  const { structures } = summary;
  const plots = structures ? await plotsOf(structures) : [];
  return htmlPage({
    title: "Capacity fade of battery cells: forecasts",
    introduction: [
      `${summary.cells} cells of Severson et al. (2019). Two parts: a program with two regimes of fade, fitted to the first ${Math.round(100 * summary.trainedShare)} % of life, and the published structures by the published recipe and by better fits.`,
      ...(summary.leftOut.length > 0 ? [`Not run: ${summary.leftOut.join("; ")}.`] : []),
    ],
    figures: [
      ...plots,
      { svg: cells, caption: "Two regimes: data, fits and forecasts of some cells; pooled errors." },
    ],
    sections: [
      ...(structures
        ? tablesOf(structures).map(({ title, head, rows }) => ({
            title,
            sentences: [],
            table: { head, rows },
          }))
        : []),
      { title: "Notes", sentences: summary.notes },
    ],
  });
}

async function plotsOf({ rows, honest }: StructuresOutcome) {
  const published = await svgOf({
    ...BASE,
    hconcat: SPLIT_NAMES.map((split) =>
      dots(
        `${split} split`,
        rows
          .filter((row) => row.split === split)
          .map(({ structure, way, forecast }) => ({ name: structure, colour: WAY_TITLES[way], ...forecast })),
        "fitted by",
      ),
    ),
    resolve: { scale: { color: "shared" } },
  });
  const figures = [
    {
      svg: published,
      caption:
        "Published axis: pooled RMSE of the forecasts of state of health by structure, with 95 % intervals over cells.",
    },
  ];
  for (const { origin, tests } of honest)
    figures.push({
      svg: await svgOf({
        ...BASE,
        hconcat: Object.entries(tests).map(([set, forecasts]) =>
          dots(
            set,
            Object.entries(forecasts).map(([name, score]) => ({
              ...{ name: name.replace(/, (alone|prior)$/, ""), ...score },
              colour: /prior$/.test(name)
                ? "prior of training cells"
                : /alone$/.test(name)
                  ? "cell alone"
                  : "no program",
            })),
            "",
          ),
        ),
        resolve: { scale: { color: "shared" } },
      }),
      caption: `Honest protocol, ${origin} origin: pooled RMSE on cells that had no part in the choice, with 95 % intervals over cells.`,
    });
  return figures;
}

const BASE = { $schema: "https://vega.github.io/schema/vega-lite/v6.json", background: "white" } as const;

function dots(
  title: string,
  values: readonly (Pooled & { readonly name: string; readonly colour: string })[],
  legend: string,
): Extract<TopLevelSpec, { hconcat: unknown }>["hconcat"][number] {
  const encoding = {
    y: { field: "name", type: "nominal", sort: null, title: null },
    color: {
      field: "colour",
      type: "nominal",
      sort: null,
      legend: { title: legend, labelLimit: 400, orient: "bottom", columns: 1 },
    },
    yOffset: { field: "colour", sort: null },
  } as const;
  const axis = { type: "quantitative", title: "RMSE", scale: { type: "log" } } as const;
  return {
    title,
    width: 260,
    height: 300,
    data: {
      values: values.map(({ name, colour, rmse, lower, upper }) => ({ name, colour, rmse, lower, upper })),
    },
    layer: [
      {
        mark: { type: "rule" },
        encoding: { ...encoding, x: { field: "lower", ...axis }, x2: { field: "upper" } },
      },
      {
        mark: { type: "point", filled: true, size: 30 },
        encoding: { ...encoding, x: { field: "rmse", ...axis } },
      },
    ],
  };
}
