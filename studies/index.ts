// The studies that can be run by name. Each is loaded when it runs: their plots and data are no business of other commands.
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Study, StudyOutcome } from "./study.js";

export type { Load, Study, StudyOptions, StudyOutcome, StudyRecord, StudyReport } from "./study.js";

export const studies: Readonly<Record<string, Study>> = {
  battery: {
    summary: "capacity fade of 117 battery cells: fit the first 70 % of life, forecast the rest",
    run: async (options) => (await import("./battery/battery.js")).runBattery(options),
  },
};

/** Writes a study's files into a folder (made when missing), each whole or not at all. Answers their paths. */
export async function writeStudyFiles(outcome: StudyOutcome, folder: string): Promise<string[]> {
  const files = await outcome.files();
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const [name, text] of files) {
    const path = join(folder, name);
    const partial = `${path}.partial`;
    await writeFile(partial, text);
    await rename(partial, path);
    paths.push(path);
  }
  return paths;
}
