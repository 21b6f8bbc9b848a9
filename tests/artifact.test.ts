// The interpreted road is the frozen artifact: `dmci.wasm` alone, in a folder without compiler or packages, driven by docs/abi.md.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildModule } from "../host/index.js";
import { readCases, withinTolerance } from "./support/cases.js";
import { documentedFile } from "./support/documented.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dmci-artifact-"));
  copyFileSync("interpreter/dmci.wasm", join(folder, "dmci.wasm"));
  copyFileSync("tests/artifact/drive.mjs", join(folder, "drive.mjs"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Driven {
  readonly value?: string;
  readonly output?: string;
  readonly gradient?: Readonly<Record<string, string>>;
  readonly error?: { readonly kind: string; readonly line: number; readonly column: number };
}

function drive(sources: readonly { source: string; gradient: boolean }[]): Driven[] {
  writeFileSync(join(folder, "cases.json"), JSON.stringify(sources));
  const printed = execFileSync(process.execPath, ["drive.mjs", "cases.json"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return JSON.parse(printed) as Driven[];
}

describe("dmci.wasm alone", () => {
  it("imports nothing", () => {
    expect(WebAssembly.Module.imports(new WebAssembly.Module(readFileSync("interpreter/dmci.wasm")))).toEqual(
      [],
    );
  });

  it("runs every construct", () => {
    const cases = readCases();
    const driven = drive(cases.map(({ source, gradient }) => ({ source, gradient: gradient !== undefined })));
    expect(driven.length).toBe(cases.length);
    cases.forEach((test, i) => {
      const got = driven[i] as Driven;
      const where = `${test.file}: ${test.name}`;
      if (test.error) {
        expect(got.error, where).toMatchObject(test.error);
        return;
      }
      expect(got.error, where).toBeUndefined();
      expect(withinTolerance(got.value ?? "", test), where).toBe(test.value);
      if (test.output !== undefined) expect(got.output, where).toBe(test.output);
      for (const [name, value] of test.gradient ?? []) {
        const derivative = Number(got.gradient?.[name]);
        if (!Number.isFinite(value)) expect(derivative, where).toBe(value);
        else
          expect(Math.abs(derivative - value), where).toBeLessThanOrEqual(
            1e-12 * Math.max(Math.abs(value), 1e-3),
          );
      }
    });
  });

  it("runs 1,000 programs one after another in one instance", () => {
    const sources = Array.from({ length: 1000 }, (_, i) => ({
      source: `(define-parameter a ${i}.5) (define (fact n) (if (= n 0) a (* n (fact (- n 1))))) (fact 3)`,
      gradient: true,
    }));
    drive(sources).forEach((got, i) => {
      expect(got).toEqual({ value: `${(i + 0.5) * 6}.0`, output: "", gradient: { a: "6" } });
    });
  });
});

describe("docs/abi.md", () => {
  const runFile = (name: string): string => {
    writeFileSync(join(folder, name), documentedFile("docs/abi.md", name));
    return execFileSync(process.execPath, [name], { cwd: folder, encoding: "utf8" });
  };
  const promised = (name: string): string =>
    documentedFile("docs/abi.md", name).trim().split("\n").at(-1)?.replace("// ", "") ?? ""; // prettier-ignore

  it("drives the interpreter as it says", () => {
    expect(runFile("hello.mjs").trim()).toBe(promised("hello.mjs"));
  });

  const deno = join("node_modules", "deno", "bin.cjs");
  const hasDeno = spawnSync(process.execPath, [deno, "--version"]).status === 0;
  if (!hasDeno) console.log("the Deno test is skipped: the npm package deno has no binary for this machine");
  it.skipIf(!hasDeno)("drives both in Deno, too", async () => {
    writeFileSync(
      join(folder, "decay.wasm"),
      (await buildModule(documentedFile("docs/abi.md", "decay.scm"))).binary,
    );
    for (const name of ["hello.mjs", "compiled.mjs"]) {
      writeFileSync(join(folder, name), documentedFile("docs/abi.md", name));
      const args = [resolve(deno), "run", "--no-prompt", "--no-config", "--allow-read=.", name];
      const environment = { ...process.env, NO_COLOR: "1" };
      expect(
        execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8", env: environment }).trim(),
      ).toBe(promised(name));
    }
  });

  it("drives a compiled module as it says", async () => {
    writeFileSync(
      join(folder, "decay.wasm"),
      (await buildModule(documentedFile("docs/abi.md", "decay.scm"))).binary,
    );
    expect(runFile("compiled.mjs").trim()).toBe(promised("compiled.mjs"));
  });
});

describe("the interpreter's road", () => {
  /** Chunks that load with a file of dist/, whether used or not. */
  function loadedWith(file: string, seen = new Set<string>()): Set<string> {
    if (seen.has(file)) return seen;
    seen.add(file);
    const text = readFileSync(new URL(`../dist/${file}`, import.meta.url), "utf8");
    for (const [, next] of text.matchAll(/(?:from|^import) "\.\/([^"]+)"/gm))
      loadedWith(next as string, seen);
    return seen;
  }

  it("loads neither the compiler nor the sources that it compiles from", () => {
    const files = [...loadedWith("index.js")];
    const texts = files.map((file) => readFileSync(new URL(`../dist/${file}`, import.meta.url), "utf8"));
    expect(files.length).toBeGreaterThan(5);
    // The bundler puts each source's path before it.
    for (const source of [/^\/\/ compiler\/emit\//m, /^\/\/ compiler\/expand\//m, /^\/\/ .*\.scm$/m])
      expect(texts.filter((text) => source.test(text)).length).toBe(0);
    const everything = readdirSync(new URL("../dist", import.meta.url)).filter(
      (name) => name.startsWith("chunk-") && name.endsWith(".js"),
    );
    const all = everything.map((file) => readFileSync(new URL(`../dist/${file}`, import.meta.url), "utf8"));
    expect(all.some((text) => /^\/\/ compiler\/emit\//m.test(text))).toBe(true);
  });
});
