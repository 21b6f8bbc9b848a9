// dmci.json: what it may say, and what the messages say when it says something else.
import { describe, expect, test } from "vitest";
import { parseManifest } from "../../cli/manifest.js";

describe("dmci.json", () => {
  test("lists programs by name or with settings", () => {
    const text =
      '{ "programs": ["a.scm", { "file": "b.scm", "output": "b/b.wasm", "learn": "literals", "types": true }], "outDir": "out" }';
    expect(parseManifest(text)).toEqual([
      { file: "a.scm", outDir: "out" },
      { file: "b.scm", output: "b/b.wasm", learn: "literals", types: true, outDir: "out" },
    ]);
  });

  test.each([
    ['{ "programs": [], "outdir": "x" }', 'unknown field "outdir"; known here: programs, outDir'],
    ["{}", 'field "programs" must be a list of programs, found nothing'],
    ['{ "programs": [] }', 'field "programs" must be a list of programs, found []'],
    ["[]", "the file must be an object, found []"],
    ['{ "programs": [5] }', 'field "programs[0]" must be a file name or an object, found 5'],
    ['{ "programs": [{}] }', 'field "programs[0].file" must be a program\'s file name, found nothing'],
    [
      '{ "programs": [{ "file": "a.scm", "learn": "all" }] }',
      'field "programs[0].learn" must be "parameters" or "literals", found "all"',
    ],
    [
      '{ "programs": [{ "file": "a.scm", "optimize": 9 }] }',
      'field "programs[0].optimize" must be a whole number from 0 to 4, found 9',
    ],
    [
      '{ "programs": [{ "file": "a.scm", "tpyes": true }] }',
      'unknown field "programs[0].tpyes"; known here: file, output, learn, types, optimize, shrink, source',
    ],
  ])("%s", (text, message) => {
    expect(() => parseManifest(text)).toThrow(expect.objectContaining({ message, file: "dmci.json" }));
  });

  test("text that is not JSON is an error with its place", () => {
    expect(() => parseManifest('{\n  "programs" ["a.scm"] }')).toThrow(
      expect.objectContaining({ file: "dmci.json", line: 2, column: 14 }),
    );
  });
});
