// npm run fuzz -- [--cases N] [--seed S] [--peer guile|chez]
import { parseArgs } from "node:util";
import { fuzz } from "./fuzz.js";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    peer: { type: "string", default: "guile" },
  },
});
const report = await fuzz({
  cases: Number(values.cases),
  seed: Number(values.seed),
  peer: values.peer as "guile" | "chez",
  onProgress: (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} programs`);
  },
});
for (const d of report.differences)
  console.log(
    `\n${d.program}\n  compiled    ${d.compiled}\n  interpreted ${d.interpreted}\n  ${values.peer} ${d.peer}`,
  );
console.log(
  `\n${report.cases} programs, ${report.failing} of which fail in ${values.peer}; ${report.outvoted} differ by Guile's dynamic-wind only; ${report.differences.length} differences`,
);
process.exitCode = report.differences.length > 0 ? 1 : 0;
