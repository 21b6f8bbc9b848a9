// A host's mistakes at the ABI: a handle, index or mode that stands for nothing is a failure that says so, never a trap, and the
// instance goes on.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Abi, Mode, Status } from "../host/abi.js";
import { buildModule } from "../host/index.js";
import { putText, takeText } from "../host/values.js";

const USAGE = 15;

function instantiate(bytes: Uint8Array): Abi {
  const module = new WebAssembly.Module(bytes as BufferSource);
  return new WebAssembly.Instance(module, {}).exports as unknown as Abi;
}

function outcome(abi: Abi): { status: number; kind: number; message: string } {
  let status: number;
  do status = abi.resume(1_000_000);
  while (status === Status.yielded);
  if (status === Status.done) return { status, kind: 0, message: "" };
  abi.describeFailure();
  abi.locateFailure();
  expect([abi.failureLine(), abi.failureColumn()]).toEqual([0, 0]);
  return { status, kind: abi.failureKind(), message: takeText(abi) };
}

/** Calls a procedure of the interpreter and keeps what it answers. */
function call(abi: Abi, name: string, ...words: (() => bigint)[]): number {
  putText(abi, name);
  const index = abi.findExport();
  for (const word of words) abi.pushArgument(word());
  abi.startExport(index);
  expect(outcome(abi).status).toBe(Status.done);
  return abi.keepResult();
}

describe("a built module", () => {
  const built = buildModule("(define-parameter a 2.0) (define (f x) (* a x))");
  const load = async (): Promise<Abi> => instantiate((await built).binary);

  it.each([
    [
      "an index beyond the exports",
      (abi: Abi) => abi.startEvaluation(Mode.session, -1, 999_999, 0),
      "export",
    ],
    ["the same, called", (abi: Abi) => abi.startEvaluation(Mode.gradient, -1, 2, 1), "export"],
    ["startExport beyond", (abi: Abi) => abi.startExport(999_999), "export"],
    ["startExport below", (abi: Abi) => abi.startExport(-1), "export"],
    ["a handle that nothing is kept by", (abi: Abi) => abi.startEvaluation(Mode.session, 0, 0, 0), "program"],
    ["a handle beyond all", (abi: Abi) => abi.startEvaluation(Mode.session, 1 << 30, 0, 0), "program"],
    ["a negative handle", (abi: Abi) => abi.startEvaluation(Mode.session, -2, 0, 0), "program"],
    ["an unknown mode", (abi: Abi) => abi.startEvaluation(8 as Mode, -1, 1, 1), "mode"],
    ["a negative mode", (abi: Abi) => abi.startEvaluation(-1 as Mode, -1, 1, 1), "mode"],
  ] as const)("%s", async (_, start, message) => {
    const abi = await load();
    abi.pushArgument(abi.makeNumber(3));
    start(abi);
    expect(outcome(abi)).toEqual({
      status: Status.failed,
      kind: USAGE,
      message: expect.stringContaining(message),
    });
    // The argument that was pushed for it is gone, and the next evaluation is like any other.
    putText(abi, "f");
    const f = abi.findExport();
    abi.pushArgument(abi.makeNumber(4));
    abi.startEvaluation(Mode.session, -1, f, 1);
    expect(outcome(abi).status).toBe(Status.done);
    expect(abi.resultNumber()).toBe(8);
  });

  it("answers nothing about programs that there are not", async () => {
    const abi = await load();
    for (const handle of [0, 5, 4096, 1 << 30, -2]) {
      abi.describeNames(handle);
      expect(abi.textLength()).toBe(0);
      abi.describeParameters(handle);
      expect(abi.textLength()).toBe(0);
      abi.describeWarnings(handle);
      expect(abi.textLength()).toBe(0);
      expect(abi.parameterTotal(handle)).toBe(0);
      abi.restartSession(handle);
      abi.release(handle);
      expect(abi.kept(handle)).toBe(abi.kept(-1));
    }
    abi.describeSymbol(0x7fff_ffff);
    expect(abi.textLength()).toBe(0);
    abi.describeNames(-1);
    expect(takeText(abi)).toBe("a\nf\n");
  });
});

describe("the interpreter", () => {
  const string = (abi: Abi, text: string) => () => {
    putText(abi, text);
    return abi.makeString();
  };

  it("tells handles of programs, entries and other values apart", () => {
    const abi = instantiate(readFileSync("interpreter/dmci.wasm"));
    const zero = (): bigint => abi.makeExact(0n);
    const program = call(abi, "load-program", string(abi, "(define-parameter a 2.0) (vector 1 2 3)"), zero);
    const one = (): bigint => abi.makeExact(1n);
    const entry = call(abi, "prepare-entry", () => abi.kept(program), string(abi, "(* a 3)"), one);
    abi.startEvaluation(Mode.session, program, -1, 0);
    expect(outcome(abi).status).toBe(Status.done);
    const vector = abi.keepResult();
    for (const [a, b, message] of [
      [entry, entry, "program"],
      [vector, entry, "program"],
      [program, program, "entry"],
      [program, vector, "entry"],
      [program, 100, "entry"],
    ] as const) {
      abi.startEvaluation(Mode.gradient, a, b, 0);
      expect(outcome(abi)).toMatchObject({ kind: USAGE, message: expect.stringContaining(message) });
    }
    abi.startEvaluation(Mode.gradient, program, entry, 0);
    expect(outcome(abi).status).toBe(Status.done);
    expect(abi.resultNumber()).toBe(6);
    abi.release(program);
    abi.startEvaluation(Mode.gradient, program, entry, 0);
    expect(outcome(abi)).toMatchObject({ kind: USAGE });
  });

  it("runs a session by the documented steps", () => {
    const abi = instantiate(readFileSync("interpreter/dmci.wasm"));
    const session = call(abi, "open-session");
    const text = string(abi, "(define-parameter a 2.0) (define b (* 3 a)) (+ a b)");
    const one = (): bigint => abi.makeExact(1n);
    call(abi, "read-forms", () => abi.kept(session), text, one);
    expect(abi.resultNumber()).toBe(3);
    const answers: string[] = [];
    for (let i = 0; i < 3; i++) {
      const form = call(abi, "next-form", () => abi.kept(session));
      abi.startEvaluation(Mode.session, session, form, 0);
      expect(outcome(abi).status).toBe(Status.done);
      abi.describeResult();
      answers.push(takeText(abi));
      abi.release(form);
    }
    expect(answers).toEqual(["()", "()", '("8.0")']);
    const entry = call(abi, "session-expression", () => abi.kept(session), string(abi, "(* a b)"), one);
    abi.startEvaluation(Mode.gradient, session, entry, 0);
    expect(outcome(abi).status).toBe(Status.done);
    expect([abi.resultNumber(), new Float64Array(abi.memory.buffer, abi.gradientAddress(), 1)[0]]).toEqual([
      12, 12,
    ]);
  });

  it.each(["read-forms", "next-form", "undo-form", "session-expression", "session-core"])(
    "refuses what is no session: %s",
    (name) => {
      const abi = instantiate(readFileSync("interpreter/dmci.wasm"));
      const program = call(abi, "load-program", string(abi, "1"), () => abi.makeExact(0n));
      putText(abi, name);
      const index = abi.findExport();
      for (const word of [(): bigint => abi.kept(program), (): bigint => abi.makeExact(5n)]) {
        abi.pushArgument(word());
        if (name !== "next-form" && name !== "undo-form") {
          abi.pushArgument(string(abi, "1")());
          abi.pushArgument(abi.makeExact(1n));
        }
        abi.startExport(index);
        expect(outcome(abi).status).toBe(Status.failed);
      }
      expect(call(abi, "open-session")).toBeGreaterThan(program);
    },
  );

  it("has no form where none was read", () => {
    const abi = instantiate(readFileSync("interpreter/dmci.wasm"));
    const session = call(abi, "open-session");
    putText(abi, "next-form");
    const index = abi.findExport();
    abi.pushArgument(abi.kept(session));
    abi.startExport(index);
    expect(outcome(abi).status).toBe(Status.failed);
  });
});
