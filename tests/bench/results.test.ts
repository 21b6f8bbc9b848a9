// What a run leaves as files: numbers, tables, and the charts for which there are numbers.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { kernelRatio } from "../../bench/kernel-targets.js";
import { type BenchReport, ratiosOf } from "../../bench/report.js";
import { writeResults } from "../../bench/results.js";
import { primalRatios } from "../../bench/targets.js";
import { peerVersions } from "../../bench/versions.js";

const folder = mkdtempSync(join(tmpdir(), "dmci-results-"));
afterAll(() => rmSync(folder, { recursive: true }));

function reportOf(figures: readonly (readonly [string, number])[]): BenchReport {
  return {
    machine: {
      cpu: "a cpu",
      cores: 2,
      memoryGiB: 8,
      platform: "linux",
      arch: "x64",
      node: "20.0.0",
      v8: "11",
      peers: peerVersions(),
    },
    rows: [{ workload: "a|b", subject: "s", metric: "m", median: 1, p25: 1, p75: 2, unit: "µs", size: 100 }],
    ratios: ratiosOf(new Map(figures)),
  };
}

test("results are written as JSON, Markdown and charts", async () => {
  const report = reportOf([
    [kernelRatio("logistic map", "gradientToHandWritten"), 1.2],
    [kernelRatio("logistic map", "retaped"), 40],
    [primalRatios.each("fib", "Guile"), 0.4],
    [primalRatios.each("tak", "Guile"), 2],
  ]);
  const written = (await writeResults(report, folder)).map((file) => basename(file));
  expect(written).toEqual(
    expect.arrayContaining(["results.json", "results.md", "hand-written.svg", "other-tools.svg"]),
  );
  expect(JSON.parse(readFileSync(join(folder, "results.json"), "utf8"))).toEqual(report);
  const text = readFileSync(join(folder, "results.md"), "utf8");
  expect(text).toContain("1 of 2 targets that were measured are met");
  expect(text).toContain("| a\\|b | s | m | 1 | 1 … 2 | µs |");
  for (const file of written.filter((name) => name.endsWith(".svg"))) {
    expect(text).toContain(`](${file})`);
    expect(readFileSync(join(folder, file), "utf8")).toMatch(/^<svg[^>]*>.*<\/svg>\s*$/s);
  }
  expect(readFileSync(join(folder, "schemes.svg"), "utf8")).toContain("fib");
});

test("a chart without numbers is not drawn, and not left from before", async () => {
  writeFileSync(join(folder, "schemes.svg"), "old");
  await writeResults(reportOf([]), folder);
  expect(existsSync(join(folder, "schemes.svg"))).toBe(false);
});

test("peers are listed with a version, or with the reason why there is none", () => {
  const peers = peerVersions();
  expect(peers.map((peer) => peer.name)).toEqual([
    "gcc",
    "ADOL-C",
    "Chez Scheme",
    "Guile",
    "AssemblyScript",
    "tfjs",
    "tfjs wasm",
    "tfjs cpu",
    "jax-js",
  ]);
  for (const { version, reason } of peers)
    if (version === null) expect(reason).toMatch(/installed/);
    else expect(version).toMatch(/^\d+\.\d/);
});
