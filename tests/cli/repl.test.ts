// The read-eval-print loop: its core line by line, and the command on a pipe and on a pseudo-terminal.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { Interrupted } from "../../cli/errors.js";
import { Brackets } from "../../cli/repl/brackets.js";
import { History, historyFile } from "../../cli/repl/history.js";
import { Repl } from "../../cli/repl/repl.js";
import { TextSink } from "../../cli/repl/sink.js";
import { usesColour } from "../../cli/repl/terminal.js";
import { procedures } from "../../compiler/primitives/index.js";
import { isUnfinished } from "../../compiler/read.js";
import { readCases } from "../support/cases.js";
import { documentedFile } from "../support/documented.js";
import { Folder, finished, printed, root } from "./support.js";

const folder = new Folder({
  "decay.scm":
    "(define-parameter a 2.5)\n(define-parameter b 0.8)\n(define (model x) (* a (exp (- (* b x)))))\n5\n",
  "wrong.scm": "(define x 1)\n(car x)\n(define y 2)\n",
});

let written: string;
let repl: Repl;
const open = (options: { readonly file?: string } = {}): Promise<Repl> => {
  const take = (text: string): void => {
    written += text;
  };
  return Repl.open({ sink: new TextSink(take, take), ...options });
};
beforeEach(async () => {
  written = "";
  repl = await open();
});

/** Enters lines and answers what is written. */
async function enter(...lines: readonly string[]): Promise<string> {
  written = "";
  for (const line of lines) await repl.line(line);
  return written;
}

describe("entries", () => {
  test("print values, several values on lines of their own, and nothing for a definition", async () => {
    expect(await enter("(define x 2)")).toBe("");
    expect(await enter('(* x 2.5) (values 1 "s" \'a) (if #f #f)')).toBe('5.0\n1\n"s"\na\n');
    expect(await enter('(display "hi")', "x")).toBe("hi\n2\n");
    expect(await enter("", "  ", "; a remark")).toBe("");
  });

  test.each([
    [["(list 1", "  2)"], "(1 2)\n"],
    [["[list 1", "]"], "(1)\n"],
    [['"a', 'b"'], '"a\\nb"\n'],
    [["#| (", "#| nested |# ", "|# 1"], "1\n"],
    [["#;", "(ignored", ") 2"], "2\n"],
    [["'", "a"], "a\n"],
    [["'|a b", "c|"], "|a b\\xa;c|\n"],
    [["(list #\\( ; )", "'b)"], "(#\\( b)\n"],
    [["#(1", "2)"], "#(1 2)\n"],
    [[",expand (if 1", "2 3)"], "(if (quote 1) (quote 2) (quote 3))\n"],
  ])("go on over lines while something is open: %j", async (lines, expected) => {
    for (const line of lines.slice(0, -1)) {
      expect(await enter(line)).toBe("");
      expect(repl.waiting).toBe(true);
    }
    expect(await enter(lines.at(-1) as string)).toBe(expected);
    expect(repl.waiting).toBe(false);
  });

  test.each(["(f ]", ")", "#foo", '"\\q"', "(a . )"])(
    "do not wait when nothing can make it right: %s",
    async (text) => {
      expect(await enter(text)).toContain("syntax:");
      expect(repl.waiting).toBe(false);
    },
  );

  test("can be given up", async () => {
    await enter("(list 1");
    repl.clear();
    expect(await enter("3")).toBe("3\n");
  });

  test("are run without their end when the input ends", async () => {
    await enter("(list 1");
    await repl.finish();
    expect(written).toContain("this parenthesis is not closed");
    expect(repl.failed).toBe(true);
  });

  test("that are long are complete when their brackets are closed", async () => {
    const lines = Array.from({ length: 300 }, (_, i) => `  (define (f${i} x) (list x "(" #\\( ${i})) ; (`);
    expect(await enter("(let ()", ...lines)).toBe("");
    expect(await enter("  (f7 1))")).toBe('(1 "(" #\\( 7)\n');
  });
});

test("brackets are open where the reader finds the text unfinished", () => {
  let unfinished = 0;
  const valid = readCases().filter(({ error }) => error?.kind !== "syntax");
  for (const { source } of valid) {
    const lines = source.split("\n");
    const brackets = new Brackets();
    lines.forEach((line, i) => {
      brackets.add(line);
      const text = lines.slice(0, i + 1).join("\n");
      // Brackets do not know what a quotation mark waits for.
      const waits = /['`,;]\s*$|#\d+=\s*$/.test(text);
      if (isUnfinished(text)) unfinished++;
      if (!waits) expect(brackets.open, text).toBe(isUnfinished(text));
    });
  }
  expect(unfinished).toBeGreaterThan(100);
});

test("README.md shows what happens", async () => {
  const lines = documentedFile("README.md", "repl.txt").trimEnd().split("\n");
  let shown = "";
  for (const line of lines.filter((l) => /^[>.] /.test(l))) {
    shown += `${repl.waiting ? "." : ">"} ${line.slice(2)}\n${await enter(line.slice(2))}`;
  }
  expect(shown.trimEnd()).toBe(lines.join("\n"));
});

describe("errors", () => {
  test("show kind, message, place and the line, and do not end the loop", async () => {
    await enter("(define (first-of x)", "  (+ 1 (car x)))");
    expect(await enter("(list", " (first-of 5))")).toBe(
      [
        "repl[1]:2:8: type: car: expected a pair, got 5",
        "    (+ 1 (car x)))",
        "         ^",
        "  in first-of at repl[1]:2:8",
        "  called from the program at repl[2]:2:2",
        "",
      ].join("\n"),
    );
    expect(repl.failed).toBe(true);
    expect(await enter("(first-of '(1))")).toBe("2\n");
  });

  test("have the lines of the file that the lines are of", async () => {
    repl = await open({ file: "<stdin>" });
    expect(await enter("1", "", "(+ 2", "  nothing)")).toBe(
      "1\n<stdin>:4:3: undefined: undefined variable: nothing\n    nothing)\n    ^\n",
    );
  });

  test("follow what was displayed on a line of their own", async () => {
    expect(await enter('(begin (display "x") (car 1))')).toMatch(/^x\nrepl\[1\]:1:/);
  });

  test("warn of procedures of the language that are made anew", async () => {
    expect(await enter("(define (square x) x)")).toContain("repl[1]:1:1: warning: square is a procedure");
  });
});

describe("interruption", () => {
  test("stops the program, not the loop", async () => {
    await enter("(define x 1)");
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Interrupted("interrupted")), 50);
    await repl.line("(let loop () (loop))", controller.signal);
    expect(written).toBe("interrupted\n");
    expect(await enter("x")).toBe("1\n");
  });
});

describe("commands", () => {
  test(",grad prints every parameter's derivative", async () => {
    await enter("(define-parameter a 2.0) (define-parameter unused 1.0 (lower 0.0))", "(define b (* 3 a))");
    expect(await enter(",grad (* a", " b)")).toBe(
      "value 12.0\nname    value  derivative\na       2.0    12.0\nunused  1.0    0.0         unreached\n",
    );
  });

  test(",grad says what it needs", async () => {
    expect(await enter(",grad 1")).toContain(
      "repl[1]:1:7: error: the session has no parameters; enter (define-parameter",
    );
    await enter("(define-parameter a 2.0)");
    expect(await enter(",grad")).toContain("error: ,grad EXPR needs its argument");
    expect(await enter(",grad (car a)")).toContain("repl[4]:1:7: type: car: expected a pair, got 2.0");
    expect(await enter(",grad 'x")).toContain("repl[5]:1:1: type: gradient: expected a number");
  });

  test(",time prints value, time, steps and collections", async () => {
    await enter("(define (count n) (if (= n 0) 'done (count (- n 1))))");
    const [value, line] = (await enter(",time (count 5000)")).split("\n");
    expect(value).toBe("done");
    const [, steps] = /^time [\d.e+-]+ ms, (\d+) steps, \d+ collections?$/.exec(line as string) ?? [];
    expect(Number(steps)).toBeGreaterThan(5000);
  });

  test(",expand prints core with the session's macros expanded", async () => {
    await enter("(define-syntax my-or (syntax-rules () ((_ a b) (let ((t a)) (if t t b)))))");
    expect(await enter(",expand (my-or x (f t))")).toBe("(let ((t.1 x)) (if t.1 t.1 (f t)))\n");
    expect(await enter(",expand (if)")).toContain("repl[3]:1:9: syntax: malformed if");
  });

  test(",dump prints a form of the compiler", async () => {
    expect(await enter(",dump core (+ 1 x)")).toBe("(+ (quote 1) x)\n");
    expect(await enter(",dump flow (* 2 3.5)")).toContain("(return");
    expect(await enter(",dump flaw 1")).toContain(
      "needs a pass of the compiler: read, core, direct, flow, wasm; got flaw",
    );
    expect(await enter(",dump core (if)")).toContain("repl[4]:1:12: syntax: malformed if");
  });

  test(",load enters a file", async () => {
    expect(await enter(`,load ${join(folder.path, "decay.scm")}`)).toBe("");
    expect(await enter("(model 0)")).toBe("2.5\n");
    const wrong = join(folder.path, "wrong.scm");
    expect(await enter(`,load "${wrong}"`)).toContain(`${wrong}:2:1: type: car: expected a pair, got 1`);
    expect(await enter("x")).toBe("1\n");
    expect(await enter(",load nowhere.scm")).toContain("nowhere.scm: error: cannot be read: no such file");
  });

  test(",help lists the commands, and tells of every procedure, form and command", async () => {
    const list = await enter(",help");
    for (const name of ["grad", "time", "expand", "dump", "load", "help", "quit"])
      expect(list).toContain(`,${name}`);
    expect(await enter(",help vector-map")).toBe(
      "(vector-map f vector vector2 ...)\n  A vector of f's values, elements from left to right.\n  (vector-map square #(1 2 3)) → #(1 4 9)\n",
    );
    for (const { name, signature } of procedures) expect(await enter(`,help ${name}`)).toContain(signature);
    expect(await enter(",help if")).toContain("(if test consequent [alternative])");
    expect(await enter(",help ,quit")).toContain("end (also Ctrl-D)");
    expect(await enter(",help vectr-map")).toContain("did you mean vector-map?");
    await enter("(define mine 1)");
    expect(await enter(",help mine")).toBe("mine is defined in this session\n");
  });

  test(",quit ends", async () => {
    await enter(",quit");
    expect(repl.ended).toBe(true);
    expect(repl.failed).toBe(false);
  });

  test("(exit) ends, too", async () => {
    await enter("(exit 3)");
    expect([repl.ended, repl.failed]).toEqual([true, true]);
  });

  test("that do not exist suggest the nearest", async () => {
    expect(await enter("  ,gard 1")).toBe(
      "repl[1]:1:3: error: unknown command ,gard; did you mean ,grad?\n    ,gard 1\n    ^\n",
    );
    expect(await enter(",zzzzzz")).toContain("unknown command ,zzzzzz; ,help lists the commands");
  });
});

describe("completion", () => {
  test("knows commands, passes, forms, procedures, and what the session defines", async () => {
    await enter("(define vector-of-mine 1) (define-syntax vector-macro (syntax-rules () ((_) 1)))");
    expect(repl.complete(",l")).toEqual([[",load"], ",l"]);
    expect(repl.complete(",dump fl")).toEqual([["flow"], "fl"]);
    expect(repl.complete("(let-sy")).toEqual([["let-syntax"], "let-sy"]);
    const [names, word] = repl.complete("(list (vector-m");
    expect(word).toBe("vector-m");
    expect(names).toEqual(["vector-macro", "vector-map", "vector-map!"]);
    expect(repl.complete("(vector-of")[0]).toEqual(["vector-of-mine"]);
    expect(repl.complete("(list ")).toEqual([[], ""]);
  });
});

describe("history", () => {
  const file = (name: string): string => join(folder.path, name, "history");

  test("lasts", () => {
    const first = new History(file("a"));
    expect(first.read()).toEqual([]);
    for (const line of ["one", "two", "two", " ", "three"]) first.add(line);
    expect(new History(file("a")).read()).toEqual(["three", "two", "one"]);
  });

  test("is cut", () => {
    const long = new History(file("b"));
    for (let i = 0; i < 2500; i++) long.add(`line ${i}`);
    expect(new History(file("b")).read().length).toBe(1000);
    expect(readFileSync(file("b"), "utf8").split("\n").length).toBe(1001);
  });

  test("that cannot be written is no failure", () => {
    writeFileSync(join(folder.path, "blocked"), "");
    const history = new History(join(folder.path, "blocked", "history"));
    history.add("line");
    expect(history.read()).toEqual([]);
  });

  test("is in the user's state directory", () => {
    expect(historyFile({ XDG_STATE_HOME: "/state" })).toBe(join("/state", "dmci-wasm", "history"));
    expect(historyFile({ XDG_STATE_HOME: "relative" })).not.toContain("relative");
  });
});

test("colours need a terminal", () => {
  expect(usesColour({ TERM: "xterm" })).toBe(process.stdout.isTTY === true);
  expect(usesColour({ TERM: "xterm", NO_COLOR: "1" })).toBe(false);
});

describe("on a pipe", () => {
  test("prints values without prompts", async () => {
    expect(await folder.runAlone("(define x 2)\n(* x\n 3)\n", "repl")).toEqual({
      code: 0,
      stdout: "6\n",
      stderr: "",
    });
  });

  test("ends with 1 when an entry failed, after all others", async () => {
    const { code, stdout, stderr } = await folder.runWith("(car 1)\n2", "repl");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "2\n" });
    expect(stderr).toBe("<stdin>:1:1: type: car: expected a pair, got 1\n  (car 1)\n  ^\n");
  });

  test("begins with a file", async () => {
    expect(await folder.runWith("(model 0)\n,quit\n1\n", "repl", "decay.scm")).toMatchObject({
      code: 0,
      stdout: "2.5\n",
    });
    expect(await folder.runWith("x\n", "repl", "wrong.scm")).toMatchObject({ code: 1, stdout: "1\n" });
    expect(await folder.runWith("", "repl", "missing.scm")).toMatchObject({ code: 1, stdout: "" });
  });

  test("keeps limits for each entry", async () => {
    const { code, stdout, stderr } = await folder.runWith(
      "(let loop () (loop))\n5\n",
      "repl",
      "--fuel",
      "10000",
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: "5\n" });
    expect(stderr).toContain("<stdin>:1:14: limit: fuel limit of 10000 steps exceeded");
  });

  test.skipIf(process.platform === "win32")("is ended by Ctrl-C", async () => {
    const child = folder.start("repl");
    const ended = finished(child);
    child.stdin?.write('(display "ready")\n(let loop () (loop))\n');
    await printed(child, /ready/);
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
  });

  test("--json prints one object", async () => {
    const { code, stdout } = await folder.runWith(
      '(define x 1)\n(display "a") x\n(car x)\n',
      "repl",
      "--json",
    );
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      entries: [
        { file: "<stdin>", line: 1, values: [] },
        { file: "<stdin>", line: 2, values: ["1"], output: "a" },
        {
          file: "<stdin>",
          line: 3,
          values: [],
          error: expect.objectContaining({ kind: "type", line: 3, column: 1 }),
        },
      ],
    });
  });
});

const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
if (!hasScript)
  console.log("the pseudo-terminal test is skipped: the command script of util-linux is not here");

describe.skipIf(!hasScript)("on a terminal", () => {
  test("edits, completes, keeps a history, and Ctrl-C stops what runs", async () => {
    const state = mkdtempSync(join(folder.path, "state-"));
    const command = `${process.execPath} ${join(root, "dist", "cli.js")} repl`;
    const child = spawn("script", ["-qec", command, "/dev/null"], {
      cwd: folder.path,
      env: { ...process.env, XDG_STATE_HOME: state, TERM: "xterm", NO_COLOR: "1" },
    });
    const ended = finished(child);
    let seen = "";
    child.stdout.on("data", (chunk: Buffer) => {
      seen += chunk.toString();
    });
    const shown = async (pattern: RegExp): Promise<void> => {
      const deadline = Date.now() + 120_000;
      while (!pattern.test(seen)) {
        if (Date.now() > deadline) throw new Error(`${pattern} was not shown: ${JSON.stringify(seen)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      seen = "";
    };
    const type = (text: string): boolean => child.stdin.write(text);
    await shown(/> /);
    type("(define x 4)\r");
    await shown(/\).*> /s);
    type("(* x\r");
    await shown(/x.*\. /s);
    type("2)\r");
    await shown(/\n8\r\n.*> /s);
    type("(let loop () (loop))\r");
    await shown(/\)\)\r+\n/);
    type("\x03");
    await shown(/interrupted\r\n.*> /s);
    type("(undefined-thing");
    await shown(/thing/);
    type("\x03");
    await shown(/> .*> /s);
    type("(exact-integer-sq");
    await shown(/sq/);
    type("\t");
    await shown(/rt/);
    type(" 17)\r");
    await shown(/\n4\r\n1\r\n.*> /s);
    type("\x1b[A");
    await shown(/exact-integer-sqrt 17/);
    type("\r");
    await shown(/\n4\r\n1\r\n.*> /s);
    type("\x04");
    expect((await ended).code).toBe(0);
    const history = join(state, "dmci-wasm", "history");
    expect(existsSync(history)).toBe(true);
    expect(readFileSync(history, "utf8").split("\n").slice(0, 4)).toEqual([
      "(define x 4)",
      "(* x",
      "2)",
      "(let loop () (loop))",
    ]);
  });
});
