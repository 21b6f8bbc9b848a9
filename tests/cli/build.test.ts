// `build`: modules beside their sources, the folder's manifest, the typed loader, stages, watching; nothing half-written.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { Folder, finished, printed, root } from "./support.js";

const MODEL =
  '(define-parameter a 2.5)\n(define (model x) (* a x))\n(define (add-all first . rest) (display "adding") first)\n';

describe("build", () => {
  test("writes nothing when one of its files cannot be written", async () => {
    const folder = new Folder({ "model.scm": MODEL });
    mkdirSync(join(folder.path, "model.d.ts"));
    const before = folder.list();
    const { code, stdout, stderr } = await folder.run("build", "model.scm", "--types");
    expect(stderr).toBe("model.d.ts: error: cannot be written: it is a folder\n");
    expect({ code, stdout, files: folder.list() }).toEqual({ code: 1, stdout: "", files: before });
  });

  test("writes a loader that runs where .js files are CommonJS", async () => {
    const folder = new Folder({ "model.scm": MODEL, "package.json": '{ "type": "commonjs" }' });
    expect((await folder.run("build", "model.scm", "--types")).code).toBe(0);
    mkdirSync(join(folder.path, "node_modules"));
    symlinkSync(root, join(folder.path, "node_modules", "dmci-wasm"), "junction");
    const { load } = createRequire(join(folder.path, "x.js"))("./model.js");
    expect((await load()).procedures.model(2)).toBe(5);
  });

  test("writes a module and a typed loader that runs and type-checks", async () => {
    const folder = new Folder({ "my model.scm": MODEL });
    const { stdout, stderr, code } = await folder.runAlone("", "build", "my model.scm", "--types", "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(folder.list()).toEqual(["my model.d.ts", "my model.js", "my model.scm", "my model.wasm"]);
    expect(JSON.parse(stdout)).toEqual({
      output: "my model.wasm",
      bytes: readFileSync(join(folder.path, "my model.wasm")).length,
      exports: ["a", "model", "add-all"],
      parameters: [{ name: "a", value: 2.5, line: 1, column: 21 }],
      warnings: [],
    });

    folder.write("package.json", '{ "type": "module" }');
    mkdirSync(join(folder.path, "node_modules"));
    symlinkSync(root, join(folder.path, "node_modules", "dmci-wasm"), "junction");
    const { load } = await import(pathToFileURL(join(folder.path, "my model.js")).href);
    const loaded = await load();
    expect(loaded.procedures.model(2)).toBe(5);
    expect(loaded.procedures["add-all"](1, 2, 3)).toBe(1);
    expect(loaded.program.output).toBe("adding");
    expect(loaded.valueAndGradient("model", 2)).toEqual({ value: 5, gradient: { a: 2 } });

    folder.write(
      "use.ts",
      `import { load } from "./my model.js";
const { procedures, valueAndGradient } = await load({ fuel: 1000 });
const { value, gradient } = valueAndGradient("model", 2);
export const sum: number = value + gradient.a;
procedures["add-all"](1, 2, 3);
// @ts-expect-error the procedure has one argument
procedures.model(1, 2);
// @ts-expect-error there is no such procedure
valueAndGradient("modle", 2);
// @ts-expect-error there is no such parameter
gradient.b;
`,
    );
    const options = "--noEmit --strict --skipLibCheck --target es2022 --module nodenext --types node".split(
      " ",
    );
    const checker = spawnSync(
      process.execPath,
      [
        join(root, "node_modules", "typescript", "bin", "tsc"),
        ...options,
        "--typeRoots",
        join(root, "node_modules", "@types"),
        "use.ts",
      ],
      { cwd: folder.path, encoding: "utf8" },
    );
    expect(checker.stdout).toBe("");
  });

  test("runs a built module, whose --call is a procedure with constants", async () => {
    const folder = new Folder({ "model.scm": MODEL });
    expect(await folder.run("build", "model.scm", "-o", "out/m.wasm", "--no-source")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^out\/m\.wasm: \d+ bytes, 3 definitions, 1 learnable constant\n$/),
    });
    expect(await folder.run("run", "out/m.wasm", "--call", "(model 2)")).toMatchObject({ stdout: "5.0\n" });
    expect(await folder.run("run", "out/m.wasm", "--call", "(model (+ 1 1))")).toEqual({
      code: 1,
      stdout: "",
      stderr: `--call:1:8: usage: a built module is called as (procedure constant …); run the program's source for any other expression
  (model (+ 1 1))
         ^^^^^^^
`,
    });
    expect((await folder.run("run", "out/m.wasm", "--call", "(modle 2)")).stderr).toContain(
      "the program has no definition named modle; it has: a, model, add-all",
    );
    const { stdout } = await folder.run("info", "out/m.wasm", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      kind: "program",
      abiVersion: 1,
      imports: [],
      exports: ["a", "model", "add-all"],
      parameters: [
        { name: "a", value: 2.5, bounds: { lower: "-inf.0", upper: "+inf.0" }, line: 1, column: 21 },
      ],
      sourceFile: "model.scm",
      sourceLength: null,
    });
  });

  test("without files builds what dmci.json lists", async () => {
    const folder = new Folder({
      "a.scm": "(define (f) 1)",
      "b.scm": "(define (g) 0.5)",
      "c.scm": "(",
      "dmci.json":
        '{ "programs": ["a.scm", { "file": "b.scm", "output": "out/x.wasm", "learn": "literals" }], "outDir": "out" }',
    });
    const { stdout, code } = await folder.run("build", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).modules).toMatchObject([
      { output: join("out", "a.wasm"), exports: ["f"], parameters: [] },
      { output: "out/x.wasm", exports: ["g"], parameters: [{ name: "1:13", value: 0.5 }] },
    ]);
  });

  test("without dmci.json builds every program; one that is wrong leaves all as they were", async () => {
    const folder = new Folder({ "a.scm": "(define (f) 1)", "b.scm": "(define (g)" });
    const { code, stdout, stderr } = await folder.run("build");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("b.scm:1:1: syntax: this parenthesis is not closed");
    expect(folder.list()).toEqual(["a.scm", "b.scm"]);
  });

  test("--dump prints a stage and writes nothing", async () => {
    const folder = new Folder({ "a.scm": "(define (f x) (if x 1 2))" });
    const { stdout } = await folder.run("build", "a.scm", "--dump", "core");
    expect(stdout).toContain("(define f");
    expect(folder.list()).toEqual(["a.scm"]);
  });

  test.skipIf(process.platform === "win32")("--watch builds again after a change, past errors", async () => {
    const folder = new Folder({ "a.scm": "(define (f) 1)" });
    const child = folder.start("build", "a.scm", "--watch");
    await printed(child, /watching/);
    expect(folder.list()).toContain("a.wasm");
    folder.write("a.scm", "(define (f) 1");
    await printed(child, /a\.scm:1:1: syntax/);
    folder.write("a.scm", "(define (f) 1) (define (g) 2)");
    await printed(child, /2 definitions/);
    child.kill("SIGINT");
    expect((await finished(child)).code).toBe(130);
  });
});

describe("build refuses", () => {
  const folder = new Folder({ "a.scm": "(define (f) 1)", "b.scm": "(define (g) 2)" });
  const empty = new Folder();
  test.each([
    [["build", "a.scm", "b.scm", "-o", "x.wasm"], 2, "-o names one module"],
    [["build", "a.scm", "-o", "a.scm"], 1, "the output would replace the program"],
    [["build", "a.scm", "--watch", "--json"], 2, "--watch goes on for ever"],
    [["build", "a.scm", "--dump", "soup"], 2, "Allowed choices are read, core, direct, flow, wasm"],
    [["build", "a.scm", "--optimize", "7"], 2, "Expected a whole number from 0 to 4"],
    [["build", "nothing.scm"], 1, "nothing.scm: error: cannot be read: no such file"],
  ])("%j", async (args, code, message) => {
    const result = await folder.run(...args);
    expect(result.stderr).toContain(message);
    expect(result).toMatchObject({ code, stdout: "" });
    expect(folder.list()).toEqual(["a.scm", "b.scm"]);
  });

  test("a folder without programs, and says what to do", async () => {
    const { code, stderr } = await empty.run("build");
    expect(code).toBe(1);
    expect(stderr).toBe(
      "error: there is no program here: name a file (dmci-wasm build FILE.scm), or list programs in dmci.json\n",
    );
  });
});
