// `run`: what a program displays, then a value in `write` form.
import { describe, expect, test } from "vitest";
import { Folder, finished, printed } from "./support.js";

const folder = new Folder({
  "hello.scm":
    '(define-parameter a 2.5)\n(define (f x) (display "called ") (* a x))\n(display "loaded")\n(f 2)\n',
  "definitions.scm": "(define x 1)\n",
  "newline.scm": '(display "one") (newline) "two"\n',
  "loop.scm": "(define (loop n) (loop (+ n 1)))\n(loop 0)\n",
  "chatter.scm": '(define (loop) (display "again") (newline) (loop))\n(loop)\n',
});

describe("run", () => {
  test("prints the displayed text and the value of the last form, on both engines", async () => {
    const expected = { code: 0, stdout: "loadedcalled \n5.0\n", stderr: "" };
    for (const engine of ["compiled", "interpreter"]) {
      expect(await folder.run("run", "hello.scm", "--engine", engine)).toEqual(expected);
      expect(await folder.runAlone("", "run", "hello.scm", "--engine", engine)).toEqual(expected);
    }
  });

  test("--call evaluates an expression in the program", async () => {
    const { stdout } = await folder.interpret("run", "newline.scm", "--call", '(list 1 2.5 "s" #\\a)');
    expect(stdout).toBe('one\n(1 2.5 "s" #\\a)\n');
  });

  test("prints no value after a definition", async () => {
    expect(await folder.interpret("run", "definitions.scm")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("--json prints one object with the value, the number and the displayed text", async () => {
    const { stdout, code } = await folder.interpret("run", "hello.scm", "--json");
    expect(code).toBe(0);
    expect(stdout).toBe('{"value":"5.0","number":5,"output":"loadedcalled "}\n');
  });

  test("what goes to the error port is on stderr, with --json and in a built module, too", async () => {
    folder.write("port.scm", '(display "out")\n(display "wärning\\n" (current-error-port))\n(+ 1 2)\n');
    const plain = { code: 0, stdout: "out\n3\n", stderr: "wärning\n" };
    expect(await folder.run("run", "port.scm")).toEqual(plain);
    expect(await folder.runAlone("", "run", "port.scm")).toEqual(plain);
    expect(await folder.interpret("run", "port.scm")).toEqual(plain);
    expect((await folder.run("build", "port.scm", "--optimize", "0")).code).toBe(0);
    expect(await folder.run("run", "port.wasm")).toEqual(plain);
    const { stdout, stderr } = await folder.interpret("run", "port.scm", "--json");
    expect({ stdout, stderr }).toEqual({
      stdout: '{"value":"3","number":3,"output":"out"}\n',
      stderr: "wärning\n",
    });
  });

  test.each([
    ["(/ 1.0 0)", '{"value":"+inf.0","number":"+inf.0","output":""}'],
    ['"text"', '{"value":"\\"text\\"","number":null,"output":""}'],
    ["(quote |1|)", '{"value":"|1|","number":null,"output":""}'],
    ["(* 3 4)", '{"value":"12","number":12,"output":""}'],
  ])("--json of %s", async (expression, json) => {
    const { stdout } = await folder.interpret("run", "definitions.scm", "--call", expression, "--json");
    expect(stdout).toBe(`${json}\n`);
  });

  test("reads the program from stdin", async () => {
    const args = ["run", "-", "--engine", "interpreter"];
    const result = await folder.runWith("(+ 1 2)", ...args);
    expect(result).toEqual({ code: 0, stdout: "3\n", stderr: "" });
    expect(await folder.runAlone("(+ 1 2)", ...args)).toEqual(result);
  });

  test("a reader that closes the pipe ends it quietly", async () => {
    const child = folder.start("run", "chatter.scm", "--engine", "interpreter");
    await printed(child, /again/);
    child.stdout?.destroy();
    expect(await finished(child)).toMatchObject({ code: 0, stderr: "" });
  });

  test.skipIf(process.platform === "win32")("Ctrl-C ends a running program with exit code 130", async () => {
    const child = folder.start("run", "chatter.scm", "--engine", "interpreter");
    await printed(child, /again/);
    child.kill("SIGINT");
    expect(await finished(child)).toMatchObject({ code: 130, stderr: "" });
  });
});

describe("limits", () => {
  test.each([
    [["--fuel", "10000"], "limit: fuel limit of 10000 steps exceeded"],
    [["--timeout", "0.2"], "limit: time limit of 0.2 s exceeded"],
  ])("%j ends an endless loop", async (limit, message) => {
    const { code, stdout, stderr } = await folder.interpret("run", "loop.scm", ...limit);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^loop\.scm/);
  });

  test("show the call of the library, and the program's first form when nothing of it runs", async () => {
    folder.write("ring.scm", "; a remark\n  (define ring (list 1))\n(set-cdr! ring ring)\n(member 5 ring)\n");
    folder.write("late.scm", "; a remark\n  (define (f x) x)\n");
    expect((await folder.run("build", "ring.scm", "late.scm", "--optimize", "0")).code).toBe(0);
    const endless = "ring.scm:4:1: limit: fuel limit of 5000 steps exceeded\n  (member 5 ring)\n  ^\n";
    for (const args of [["ring.scm"], ["ring.wasm"], ["ring.scm", "--engine", "interpreter"]])
      expect((await folder.run("run", ...args, "--fuel", "5000")).stderr).toBe(endless);
    const first = "late.scm:2:3: limit: fuel limit of 1 steps exceeded\n    (define (f x) x)\n    ^\n";
    for (const file of ["late.scm", "late.wasm"])
      expect(await folder.run("run", file, "--fuel", "1")).toEqual({ code: 1, stdout: "", stderr: first });
    folder.write("large.scm", `(define text "${"a".repeat(2_000_000)}")`);
    const { stderr } = await folder.interpret("run", "large.scm", "--heap", "4");
    expect(stderr).toMatch(/^large\.scm:1:1: limit: heap limit of 4 MiB exceeded\n/);
  });
});
