// A study's data file: beside the sources, or, from the bundle in dist/, in the package's folder.
import { readFile } from "node:fs/promises";

/** @param path within studies/ @throws Error when the file is not in the package */
export async function studyData(path: string): Promise<string> {
  const places = [new URL(path, import.meta.url), new URL(`../studies/${path}`, import.meta.url)];
  for (const place of places) {
    try {
      return await readFile(place, "utf8");
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
  throw new Error(`a study's data are missing: ${places.map(String).join(" and ")} do not exist`);
}
