// Where the build has put a file that threads load.
// Invariant: the answer exists. This file may be run from sources (calibrate/threads/) or from the bundle (dist/).
import { existsSync } from "node:fs";

/** @throws Error when the package has not been built */
export function builtFile(name: string): URL {
  const places = [
    new URL(`../../dist/${name}`, import.meta.url),
    new URL(`../dist/${name}`, import.meta.url),
  ];
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error(`there is no dist/${name}; in a checkout, run: npm run build`);
  return found;
}
