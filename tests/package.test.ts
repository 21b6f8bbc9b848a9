// The package as its users get it: packed, installed into an empty folder, run and imported.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentedFile } from "./support/documented.js";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
let folder: string;

function run(command: string, args: readonly string[], cwd = folder): string {
  return execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dmci-package-"));
  run(npm, ["pack", "--ignore-scripts", "--pack-destination", folder], process.cwd());
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) as string;
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "user", private: true, type: "module" }),
  );
  run(npm, ["install", "--no-audit", "--no-fund", "--prefer-offline", `./${tarball}`]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("an installed package", () => {
  it("has the command", () => {
    writeFileSync(join(folder, "decay.scm"), documentedFile("README.md", "decay.scm"));
    const printed = run("npx", [
      "dmci-wasm",
      "grad",
      "decay.scm",
      "--call",
      "(model 1.5)",
      "--json",
      "--engine",
      "interpreter",
    ]);
    expect(JSON.parse(printed)).toEqual({
      value: 0.752985529780505,
      gradient: { a: 0.301194211912202, b: -1.1294782946707576 },
    });
    expect(run("npx", ["dmci-wasm", "run", "decay.scm", "--call", "(model 1.5)"])).toBe(
      "0.752985529780505\n",
    );
  });

  it("has the library, as the README shows it", () => {
    for (const name of ["library", "tensors"]) {
      writeFileSync(join(folder, `${name}.mjs`), documentedFile("README.md", `${name}.mjs`));
      expect(run(process.execPath, [`${name}.mjs`])).toBe(documentedFile("README.md", `${name}.txt`));
    }
  });

  it("has types", () => {
    writeFileSync(
      join(folder, "typed.ts"),
      `import { compile, LimitError, loadInterpreter, type Program, SchemeError } from "dmci-wasm";
import { fit, readTable } from "dmci-wasm/calibrate";
const program: Program = (await loadInterpreter()).load("1");
const gradient: number | undefined = (await compile("1")).valueAndGradient().gradient.get("a");
export { fit, gradient, LimitError, program, readTable, SchemeError };
`,
    );
    const tsc = join(process.cwd(), "node_modules", "typescript", "bin", "tsc");
    const flags = [
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "--lib",
      "es2023,dom",
      "typed.ts",
    ];
    expect(run(process.execPath, [tsc, ...flags])).toBe("");
  });
});
