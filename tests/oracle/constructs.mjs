#!/usr/bin/env node
// Compares the values and the output of tests/constructs/*.scm with those of Guile and Chez Scheme.
//
//   node tests/oracle/constructs.mjs [--fill] [--only SYSTEM] [NAME ...]     NAME: a construct's file without .scm; default: all
//
// A case with a value passes when one of the systems has it (numbers are compared as numbers); explained.json names the cases that none
// can have, each with a reason, and no other may stand there. Cases with long runs are left out: what they show is no value. --fill writes
// Guile's value (and output, where the case has an empty one) in place of a `?`. Parameters are variables there.
// Exit status: 1 when a case is neither passed nor explained, 2 when neither system is installed.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installedSystems, normal, runSystem } from "./systems.mjs";

const folder = fileURLToPath(new URL("../constructs", import.meta.url));
const args = process.argv.slice(2);
const fill = args.includes("--fill");
const names = args.filter((a, i) => !a.startsWith("--") && args[i - 1] !== "--only");

const only = args.includes("--only") ? args[args.indexOf("--only") + 1] : undefined;
const installed = installedSystems(only === undefined ? undefined : [only]);
if (installed.length === 0) {
  console.log("neither Guile nor Chez Scheme is installed");
  process.exit(2);
}
const explained = JSON.parse(readFileSync(new URL("explained.json", import.meta.url), "utf8"));

const files = readdirSync(folder)
  .filter((file) => file.endsWith(".scm") && (names.length === 0 || names.includes(file.slice(0, -4))))
  .sort();
const cases = files
  .flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .split(/^(?=;;; case: )/m)
      .filter((part) => part.startsWith(";;; case: "))
      .map((part) => ({
        file,
        part,
        title: /^;;; case: (.*)$/m.exec(part)[1],
        value: /^;; value: (.*)$/m.exec(part)?.[1],
        output: /^;; output: ?(.*)$/m.exec(part)?.[1],
        source: part.replace(/^;;.*$/gm, ""),
      })),
  )
  .filter((c) => c.value !== undefined && !/\b\d{7,}\b/.test(c.source));

const reasonOf = ({ file, title }) => explained[file]?.[title] ?? explained[file]?.["*"];
const answers = new Map(cases.map((c) => [c, []]));
const agrees = ({ value, output }, answer) =>
  normal(answer.value) === normal(value) &&
  (output === undefined || normal(answer.output.replaceAll("\n", "\\n")) === normal(output));
for (const [system, s] of installed) {
  // The first system answers most; the others are asked about the rest.
  const open = cases.filter((c) => !answers.get(c).some((a) => agrees(c, a)) && !reasonOf(c));
  const found = runSystem(
    s,
    open.map((c) => c.source),
  );
  open.forEach((c, i) => {
    answers.get(c).push({ system, ...(found.get(i) ?? { value: "nothing", output: "" }) });
  });
}
let failures = 0;
for (const c of cases) {
  if (answers.get(c).some((a) => agrees(c, a))) continue;
  if (fill && c.value === "?") {
    const chosen = answers.get(c).findLast((a) => a.value !== "error" && a.value !== "nothing");
    if (!chosen) continue;
    let part = c.part.replace(/^;; value: \?$/m, () => `;; value: ${chosen.value}`);
    if (c.output === "?")
      part = part.replace(/^;; output: \?$/m, () => `;; output: ${chosen.output.replaceAll("\n", "\\n")}`);
    const path = join(folder, c.file);
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(c.part, () => part),
    );
  } else if (!reasonOf(c)) {
    failures++;
    for (const a of answers.get(c))
      console.log(
        `${c.file}: ${c.title}: ${a.system} ${a.value} ${JSON.stringify(a.output)}, here ${c.value}`,
      );
  }
}
const titles = new Set(cases.map((c) => `${c.file}/${c.title}`));
if (names.length === 0)
  for (const [file, entries] of Object.entries(explained))
    for (const title of Object.keys(entries))
      if (title !== "*" && !titles.has(`${file}/${title}`)) {
        failures++;
        console.log(`explained.json: ${file} has no case "${title}"`);
      }
console.log(
  `${cases.length} values, ${failures} neither agreed nor explained (${installed.map(([name]) => name).join(", ")})`,
);
process.exit(failures > 0 ? 1 : 0);
