// The view of a running search: a frame's lines, and what a log gets instead.
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { frame, measuring, viewOn } from "../../cli/search/view.js";
import type { Elite } from "../../search/archive.js";
import { RunState } from "../../search/state.js";
import { taskWith } from "../search/support.js";

function stateWith(changes: Readonly<Record<string, unknown>> = {}): RunState {
  const state = new RunState(taskWith({ budget: { evaluations: 100 }, ...changes }), "0");
  const elite: Elite = {
    hash: "f00",
    text: "(define-parameter a 1.0)\n(define (model t) \u001b[31m(* a t))",
    complexity: 5,
    behaviour: "----",
    score: {
      status: "scored",
      trainLoss: 0.5,
      validationLoss: 0.25,
      validationStandardError: 0.01,
      converged: false,
      calibrated: [],
    },
    batch: 0,
    island: 0,
    proposer: "grammar",
    operator: "wrap",
    parents: [],
  };
  state.archive.proposed = 9;
  state.archive.add(elite, [0]);
  state.archive.reject({
    text: "",
    proposer: "grammar",
    rejection: { status: "rejected", stage: "dry-run", code: "not-finite", message: "NaN" },
  });
  state.results.set("f00", elite.score);
  return state;
}

test("a frame tells best, front, speed, rejections and time left, without control characters and no wider than asked", () => {
  const lines = frame(stateWith(), { elapsed: 30, rate: 2, left: 49 }, 60);
  expect(lines[0]).toBe("line: batch 0, 1 of 100 programs run, 9 proposed");
  expect(lines[1]).toBe("time 30 s, left about 49 s, 2 programs a second");
  expect(lines).toContain("rejected: dry-run (not-finite) 1");
  expect(lines).toContain("front: 0.25 at 5 nodes");
  expect(lines.join("\n")).toContain("best: validation loss 0.25, training loss 0.5");
  expect(lines.join("\n")).not.toContain("\u001b");
  for (const line of frame(stateWith(), { elapsed: 1, rate: undefined, left: undefined }, 40))
    expect(line.length).toBeLessThan(40);
});

test("the cost of language models is shown where one may be asked", () => {
  const state = stateWith({ proposers: [{ kind: "language-model" }] });
  state.usage = { tokens: 1200, cost: 0.5, requests: 3 };
  const lines = frame(state, { elapsed: 1, rate: 1, left: 1 }, 100);
  expect(lines).toContain("language models: 3 answers, 1200 tokens, cost 0.5");
});

test("time left is by what ends first: programs at the speed so far, or the clock", () => {
  let now = 0;
  const state = stateWith({ budget: { evaluations: 101, seconds: 20 } });
  const measure = measuring(() => now);
  expect(measure(state)).toEqual({ elapsed: 0, rate: undefined, left: 20 });
  now = 5000;
  for (let i = 0; i < 50; i++) state.results.set(String(i), { ...stateWith().results.get("f00") } as never);
  // 50 programs in 5 s: 50 more take 5 s, and the clock has 15 s left.
  expect(measure(state)).toEqual({ elapsed: 5, rate: 10, left: 5 });
  now = 18_000;
  expect(measure(state).left).toBeCloseTo(2, 10);
});

test("a terminal's view is written over and removed at the end", async () => {
  let text = "";
  const writable = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const stream = Object.assign(writable, {
    isTTY: true,
    columns: 80,
    rows: 30,
  }) as unknown as NodeJS.WriteStream;
  const view = await viewOn({ stream, now: () => 0 });
  view.batch(stateWith());
  expect(text).toContain("best: validation loss 0.25");
  const drawn = text.length;
  view.end();
  // Lines are erased (CSI 2 K), and the cursor goes up.
  expect(text.slice(drawn)).toContain("\u001b[2K");
});
