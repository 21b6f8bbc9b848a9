// The studies that can be run by name. Each is loaded when it runs: their plots and data are no business of other commands.
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Study, StudyOutcome } from "./study.js";

export type { Load, Study, StudyOptions, StudyOutcome, StudyRecord, StudyReport } from "./study.js";

export const studies: Readonly<Record<string, Study>> = {
  battery: {
    summary:
      "capacity fade of 117 battery cells: the published structures by recipe, to convergence and with priors; an honest protocol",
    run: async (options) => (await import("./battery/battery.js")).runBattery(options),
  },
  dimension: {
    summary: "6 to 96 constants from 24 points: Adam, Levenberg–Marquardt and L-BFGS from the same starts",
    run: async (options) => (await import("./dimension/dimension.js")).runDimension(options),
  },
  "battery-search": {
    summary:
      "structures of capacity fade by co-search from the square root of time: simulated cells with a knee, 117 measured cells",
    searches: true,
    run: async (options) => (await import("./battery-search/battery-search.js")).runBatterySearch(options),
  },
  enso: {
    summary:
      "El Niño by linear inverse models: an interpreted Kalman likelihood fitted by solvers at one budget, errors, forecasts",
    bothEngines: true,
    readsErsst: true,
    run: async (options) => (await import("./enso/enso.js")).runEnso(options),
  },
  fidelity: {
    summary:
      "gradient descent through recursive and higher-order programs: both engines compared at every step",
    bothEngines: true,
    run: async (options) => (await import("./fidelity/fidelity.js")).runFidelity(options),
  },
  "inner-loop": {
    summary: "four targets, right structure given: success rate by optimiser and budget",
    run: async (options) => (await import("./inner-loop/inner-loop.js")).runInnerLoop(options),
  },
  flu: {
    summary:
      "influenza-like illness one to four weeks ahead: co-search of forecasts beside references written by hand",
    searches: true,
    run: async (options) => (await import("./flu/flu.js")).runFlu(options),
  },
  nested: {
    summary:
      "derivatives of programs that take derivatives: particle, saddle, probabilistic interpreters, in all modes",
    bothEngines: true,
    run: async (options) => (await import("./nested/nested.js")).runNested(options),
  },
  symbolic: {
    summary: "formulas found again by co-search: experiment D's target, equations of the Feynman Lectures",
    searches: true,
    run: async (options) => (await import("./symbolic/symbolic.js")).runSymbolic(options),
  },
};

/** Writes a study's files into a folder (made when missing): all of them, or none. Answers their paths. */
export async function writeStudyFiles(outcome: StudyOutcome, folder: string): Promise<string[]> {
  const files = await outcome.files();
  await mkdir(folder, { recursive: true });
  const staged: { readonly path: string; readonly partial: string }[] = [];
  try {
    for (const [name, text] of files) {
      const path = join(folder, name);
      const partial = `${path}.partial`;
      staged.push({ path, partial });
      await writeFile(partial, text);
    }
    for (const { path, partial } of staged) await rename(partial, path);
  } catch (error) {
    for (const { partial } of staged) await rm(partial, { force: true });
    throw error;
  }
  return staged.map(({ path }) => path);
}
