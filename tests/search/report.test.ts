// The report of a search: what it says is what the journal has, and nothing that a proposer wrote is markup in it.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { calibratedText } from "../../search/report/calibrated.js";
import { reportOf, searchReport } from "../../search/report/index.js";
import { beginSearch } from "../../search/session.js";
import { RunState } from "../../search/state.js";
import { csv, decay, script, taskOn, temporary } from "./support.js";

const HOSTILE = '<script>document.title="taken"</script>';

/** A search of a few written programs, one of which has markup for a name. */
async function searchedRun(): Promise<string> {
  const programs = script(
    "(define-parameter a 2.0)\n(define-parameter b -0.2)\n(define (model t) (+ 1 (* a (exp (* b t)))))",
    "(define-parameter a 1.0)\n(define (model t) a)",
    `(define (model t) |${HOSTILE}|)`,
    "(define (model t) (sin t))",
  );
  const folder = temporary({
    "programs.scm": programs,
    "train.csv": csv(decay, 0, 20),
    "validation.csv": csv(decay, 21, 30),
    "test.csv": csv(decay, 31, 40),
  });
  const at = (name: string): string => join(folder, name);
  const { task } = taskOn(decay, {
    name: `tea & <b>${HOSTILE}</b>`,
    description: 'a "quoted" description & an ampersand',
    data: { train: at("train.csv"), validation: at("validation.csv"), test: at("test.csv") },
    proposers: [{ kind: "scripted", file: at("programs.scm") }],
  });
  const run = join(folder, "run");
  await beginSearch(task, run, { threads: 1 });
  return run;
}

describe("a report", () => {
  it("has the front, the winner with constants and LaTeX, losses of all splits, the funnel, and the task", async () => {
    const run = await searchedRun();
    const html = await reportOf(run);
    for (const title of [
      "The run",
      "Loss against complexity",
      "The best program",
      "Its lineage",
      "The best programs, calibrated",
      "Convergence",
      "The funnel",
      "To run it again",
    ])
      expect(html).toContain(`<h2>${title}</h2>`);
    // The law's own constants, in the program and in the table, and its formula.
    const [, a] = /\(define-parameter a ([\d.e-]+)\)/.exec(html) ?? [];
    expect(Number(a)).toBeCloseTo(3, 6);
    expect(html).toContain("\\begin{align*}");
    expect(html).toContain("\\mathrm{e}^{b");
    expect(html.match(/<svg /g)?.length).toBe(4);
    expect(html).toContain("npx dmci-wasm search task.json --out run");
    expect(html).toContain("&quot;evaluations&quot;: 20");
    expect(html).toContain("<td>primitives</td><td>");
    expect(await reportOf(run)).toBe(html);
  });

  it("escapes everything, and forbids scripts and requests", async () => {
    const html = await reportOf(await searchedRun());
    expect(html).not.toContain("<script");
    expect(html).not.toContain("<b>");
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/(?:src|href)="?https?:/);
  });

  it("says of a search without a program that none has worked, and of one that has not ended that it has not", async () => {
    const { task } = taskOn(decay);
    const html = await searchReport({ state: new RunState(task, "0"), records: [] });
    expect(html).toContain("No program has worked yet.");
    expect(html).toContain("Not ended");
  });
});

describe("calibrated text", () => {
  it("changes initial values and nothing else", () => {
    const text = "(define-parameter a 1.0 (lower 0))\n(define-parameter b 2.0)\n(define (f x) (+ a x 1.0))";
    expect(calibratedText(text, new Map([["a", 0.25]]))).toBe(
      "(define-parameter a 0.25 (lower 0))\n(define-parameter b 2.0)\n(define (f x) (+ a x 1.0))",
    );
  });
});

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
if (!chromium) console.log("tests/search/report.test.ts: the browser is skipped: Chromium is not installed");

describe.skipIf(!chromium)("in Chromium", () => {
  it("shows plots and tables, runs nothing, asks for nothing, and fits the window", async () => {
    const { chromium: browser } = await import("playwright-core");
    const path = join(temporary(), "report.html");
    writeFileSync(path, await reportOf(await searchedRun()));
    const running = await browser.launch({ executablePath: chromium as string, args: ["--no-sandbox"] });
    try {
      const page = await running.newPage({ viewport: { width: 1000, height: 800 } });
      const requests: string[] = [];
      const messages: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("console", (message) => messages.push(message.text()));
      page.on("pageerror", (error) => messages.push(String(error)));
      await page.goto(pathToFileURL(path).href);
      expect(await page.title()).toBe(`Search: tea & <b>${HOSTILE}</b>`);
      expect(messages).toEqual([]);
      expect(requests).toEqual([pathToFileURL(path).href]);
      expect(await page.locator("script").count()).toBe(0);
      const plots = page.locator("figure svg");
      expect(await plots.count()).toBe(4);
      for (const plot of await plots.all()) {
        const box = await plot.boundingBox();
        expect(box?.width).toBeGreaterThan(100);
        expect(box?.height).toBeGreaterThan(50);
      }
      expect(await page.locator("table").count()).toBeGreaterThan(3);
      expect(await page.locator("pre").first().textContent()).toContain("(define (model t)");
      const [wide, inner] = [
        await page.locator("html").evaluate((root) => root.scrollWidth),
        await page.locator("html").evaluate((root) => root.clientWidth),
      ];
      expect(wide).toBeLessThanOrEqual(inner);
    } finally {
      await running.close();
    }
  });
});
