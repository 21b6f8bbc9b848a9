// Makes data/principal_components.csv and data/components.csv from the field of anomalies. Run from the project's folder:
//
//   npx esbuild studies/enso/components.ts --bundle --platform=node --format=esm --packages=external --outfile=.build/components.mjs
//   node .build/components.mjs
//
// Invariant: a month's row depends on all months (the functions and the scales come from the whole record): data/README.md says so.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileComponents, readField } from "./field.js";

const FOLDER = join("studies", "enso", "data");

const read = (name: string): string => readFileSync(join(FOLDER, name), "utf8");
const field = readField(read("sst_anomaly_coarse4x10.csv"), read("grid_coarse4x10.csv"));
for (const [name, text] of fileComponents(field)) {
  writeFileSync(join(FOLDER, name), text);
  console.log(`${join(FOLDER, name)}: ${text.trimEnd().split("\n").length - 1} rows`);
}
