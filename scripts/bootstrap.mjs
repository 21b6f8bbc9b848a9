// Brings a checkout to the state in which everything runs: dependencies installed, everything built. What is there is left alone.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of installed packages keeps a copy of the lock file that it was made from. */
function installed() {
  const copy = join("node_modules", ".package-lock.json");
  if (!existsSync(copy)) return false;
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const present = JSON.parse(readFileSync(copy, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || present[path]?.version === entry.version,
  );
}

if (!installed()) {
  console.log("installing dependencies …");
  const npm = process.env.npm_execpath;
  const options = { stdio: "inherit", env: { ...process.env, npm_config_ignore_scripts: "true" } };
  if (npm) execFileSync(process.execPath, [npm, "ci", "--no-audit", "--no-fund"], options);
  else
    execFileSync("npm", ["ci", "--no-audit", "--no-fund"], {
      ...options,
      shell: process.platform === "win32",
    });
}
await import("./build.mjs");
