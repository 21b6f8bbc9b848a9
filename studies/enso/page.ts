// The study as one HTML page with its tables and plots.
import { type Figure, htmlPage } from "../../calibrate/report/index.js";
import type { StudyRecord } from "../study.js";
import type { Findings } from "./findings.js";
import { curvePlot, forecastPlot, matrixPlot, skillPlot } from "./plots.js";
import { sectionsOf } from "./tables.js";

/** Months ahead of the forecasts that are drawn. */
const DRAWN_LEAD = 6;

export async function ensoPage(
  findings: Findings,
  notes: readonly string[],
  { seeds, versions, commit, machine }: StudyRecord,
): Promise<string> {
  const { runs, errors, skills } = findings;
  const dimensions = [...new Set(runs.map(({ dimension }) => dimension))].sort((a, b) => a - b);
  const figures: Record<string, Figure[]> = {
    "Solvers at an equal budget of evaluations": await Promise.all(
      dimensions.map(async (dimension) => ({
        svg: await curvePlot(runs.filter((run) => run.dimension === dimension)),
        caption: `${dimension} components: how far the negative log likelihood of each start is above the least found`,
      })),
    ),
    "Standard errors and El Niño's mode": await Promise.all(
      errors.slice(-1).map(async (estimate) => ({
        svg: await matrixPlot(estimate),
        caption: `F of the dense structure with ${estimate.dimension} components, less the identity; a dot marks entries that are more than two standard errors from 0`,
      })),
    ),
  };
  for (const skill of skills)
    figures[`Niño 3.4, ${skill.split}, protocol ${skill.protocol}`] = [
      {
        svg: await skillPlot(skill.byLead),
        caption: "Correlation by lead; the band is the 95 % interval of the last forecast named",
      },
      {
        svg: await forecastPlot(skill, DRAWN_LEAD),
        caption: `Observed, and forecast ${DRAWN_LEAD} months before`,
      },
    ];
  return htmlPage({
    title: "El Niño by linear inverse models",
    introduction: [
      ...notes,
      `Seeds ${seeds.join(", ")}; ${Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", ")}; commit ${commit ?? "unknown"}; ${machine}.`,
    ],
    sections: sectionsOf(findings),
    figures: Object.entries(figures).flatMap(([section, drawn]) =>
      drawn.map((figure) => ({ ...figure, section })),
    ),
  });
}
