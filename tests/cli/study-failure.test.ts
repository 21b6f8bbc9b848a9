// A study that finds something wrong: its report is printed all the same, and the exit code says so.
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { StudyOutcome } from "../../studies/index.js";

beforeAll(() => {
  vi.resetModules();
  vi.doMock("../../studies/index.js", () => ({
    writeStudyFiles: async () => [],
    studies: {
      broken: {
        summary: "one whose comparison fails",
        bothEngines: true,
        run: async (): Promise<StudyOutcome> => ({
          report: {
            study: "broken",
            summary: { pairs: 1 },
            rows: [],
            record: { seeds: [], versions: {}, commit: null, machine: "" },
          },
          text: "the table",
          failure: "the roads disagree in 1 of 1 pairs",
          files: async () => new Map(),
        }),
      },
    },
  }));
});

afterAll(() => {
  vi.doUnmock("../../studies/index.js");
  vi.resetModules();
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

test.each([
  [[], "the table\n"],
  [
    ["--json"],
    '{"study":"broken","summary":{"pairs":1},"rows":[],"record":{"seeds":[],"versions":{},"commit":null,"machine":""}}\n',
  ],
])("with the options %j", async (options, printed) => {
  const out: string[] = [];
  const err: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => out.push(String(text)) > 0);
  vi.spyOn(process.stderr, "write").mockImplementation((text) => err.push(String(text)) > 0);
  // Only now: files share their modules, so the mock is for what is loaded from here on.
  const { registerStudy } = await import("../../cli/commands/study.js");
  const program = new Command();
  registerStudy(program);
  await program.parseAsync(["study", "broken", ...options], { from: "user" });
  expect(process.exitCode).toBe(1);
  expect(out.join("")).toBe(printed);
  expect(err.join("")).toBe("error: the roads disagree in 1 of 1 pairs\n");
});
