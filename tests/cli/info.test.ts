// `info`: modules of every kind, and files that are none.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { outline } from "../../cli/wasm-sections.js";
import { Folder, root } from "./support.js";

/** A module with an import, a memory of 2 to 5 pages and a custom section. */
const OTHER = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 4, 1, 0x60, 0, 0], // type () -> ()
  ...[2, 7, 1, 1, 101, 1, 102, 0, 0], // import e.f
  ...[5, 4, 1, 1, 2, 5], // memory
  ...[0, 4, 2, 104, 105, 7], // custom "hi", 1 byte
);
const folder = new Folder({ "other.wasm": OTHER, "broken.wasm": OTHER.slice(0, 12), "text.scm": "1" });

describe("info", () => {
  test("tells the interpreter's artifact", async () => {
    const { stdout, code } = await folder.run("info", join(root, "interpreter", "dmci.wasm"), "--json");
    expect(code).toBe(0);
    const info = JSON.parse(stdout);
    expect(info).toMatchObject({ kind: "interpreter", abiVersion: 1, imports: [] });
    const names = info.sections.map((section: { name: string }) => section.name);
    expect(names).toEqual(expect.arrayContaining(["type", "export", "code", "data"]));
  });

  test("describes a module of another kind without running it", async () => {
    const { stdout } = await folder.run("info", "other.wasm");
    expect(stdout).toBe(`kind     a module of another kind
bytes    ${OTHER.length}
ABI      not this project's
imports  e.f
memory   128 KiB at the start, at most 320 KiB

section      bytes
type         4
import       7
memory       4
custom "hi"  4
`);
  });

  test.each([
    ["text.scm", "is not a WebAssembly module"],
    ["broken.wasm", "is not a valid WebAssembly module"],
    ["missing.wasm", "cannot be read: no such file"],
  ])("%s is an error", async (file, message) => {
    const { code, stdout, stderr } = await folder.run("info", file);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`${file}: error: ${message}`);
  });
});

test("run refuses modules that are no program", async () => {
  expect((await folder.run("run", "broken.wasm")).stderr).toContain("broken.wasm: error: is not a valid");
  expect(await folder.run("run", "other.wasm")).toEqual({
    code: 1,
    stdout: "",
    stderr: "other.wasm: error: is a module, but not one that dmci-wasm build wrote\n",
  });
});

test("the outline reads sizes of more than one byte", () => {
  const custom = [0, 0x83, 0x01, 2, 104, 105, ...new Array<number>(128).fill(0)];
  const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, ...custom);
  expect(WebAssembly.validate(bytes)).toBe(true);
  expect(outline(bytes)).toEqual({ sections: [{ name: 'custom "hi"', bytes: 131 }], memory: undefined });
});
