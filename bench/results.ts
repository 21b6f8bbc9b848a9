// A run's results as files: all numbers as JSON, the tables as Markdown, and charts.
// Invariant: what is in a chart is in the JSON; a chart without measurements is not drawn, and an older one of its name is removed.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./peers/optional.js";
import {
  type BenchReport,
  machineLine,
  peersLine,
  RATIO_HEADS,
  RATIOS_NOTE,
  ROW_HEADS,
  ratioCells,
  rowCells,
} from "./report.js";

/** Where a full run of a checkout leaves its results; undefined where the package is installed without its bench. */
export function defaultResults(): string | undefined {
  const folder = join(packageRoot(), "bench");
  return existsSync(join(folder, "programs")) ? join(folder, "results") : undefined;
}

/**
 * Writes results.json, results.md and the charts into a folder, which is made when it is not there.
 * @returns the paths of what was written
 */
export async function writeResults(report: BenchReport, folder: string): Promise<string[]> {
  // vega takes a second to load, which a run that writes nothing does not wait for.
  const { CHARTS } = await import("./charts.js");
  mkdirSync(folder, { recursive: true });
  const written: string[] = [];
  const write = (name: string, text: string): void => {
    const file = join(folder, name);
    writeFileSync(file, text);
    written.push(file);
  };
  write("results.json", `${JSON.stringify(report, null, 1)}\n`);
  const drawn: string[] = [];
  for (const { file, draw } of CHARTS) {
    const svg = await draw(report);
    if (svg === undefined) rmSync(join(folder, file), { force: true });
    else {
      write(file, `${svg}\n`);
      drawn.push(file);
    }
  }
  write("results.md", markdown(report, drawn));
  return written;
}

function markdown(report: BenchReport, charts: readonly string[]): string {
  const measured = report.ratios.filter((ratio) => ratio.met !== null);
  return [
    "# Results of the bench",
    "",
    `${machineLine(report.machine)}; ${peersLine(report.machine)}.`,
    `${measured.filter((ratio) => ratio.met).length} of ${measured.length} targets that were measured are met. ${RATIOS_NOTE}`,
    "",
    ...charts.flatMap((file) => [`![${file.replace(".svg", "")}](${file})`, ""]),
    "## Ratios and figures",
    "",
    ...tableOf(RATIO_HEADS, ratioCells(report)),
    "",
    "## Measurements",
    "",
    ...tableOf(ROW_HEADS, rowCells(report)),
    "",
  ].join("\n");
}

function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heads), `|${heads.map(() => "---|").join("")}`, ...rows.map(line)];
}
