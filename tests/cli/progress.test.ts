// Progress of a fit: what a terminal shows, and what a log gets.
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { progressOn } from "../../cli/fit/progress.js";

/** A stream that keeps what is written to it; as a terminal it is 100 columns wide. */
function stream(isTTY: boolean): { stream: NodeJS.WriteStream; written: () => string } {
  let text = "";
  const writable = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return {
    stream: Object.assign(writable, { isTTY, columns: 100 }) as unknown as NodeJS.WriteStream,
    written: () => text,
  };
}

const step = { damping: 1, accepted: true };

test("without a terminal, a line every five seconds, with the best loss and an estimate of the time left", async () => {
  const out = stream(false);
  let now = 0;
  const progress = await progressOn({
    starts: 4,
    maxIterations: 100,
    finished: 0,
    stream: out.stream,
    now: () => now,
  });
  const at = (ms: number, start: number, iteration: number, loss: number, evaluations: number): void => {
    now = ms;
    progress.report({ start, iteration, loss, evaluations, ...step });
  };
  at(4999, 0, 9, 2, 10);
  expect(out.written()).toBe("");
  // 10 of at most 400 steps took 5 s.
  at(5000, 0, 10, 1.5, 12);
  at(6000, 0, 20, 1, 24);
  // One start has ended after 20 steps; 5 + 20 + 20 more are expected, and 35 took 14 s.
  at(14_000, 1, 15, 3, 42);
  progress.end();
  at(60_000, 1, 16, 3, 43);
  expect(out.written()).toBe(
    [
      "start 1 of 4, loss 1.5, 12 evaluations, 2.4/s, at most 3 min 15 s left\n",
      "start 2 of 4, loss 1, 42 evaluations, 3/s, about 18 s left\n",
    ].join(""),
  );
});

test("on a terminal, a bar that is removed at the end", async () => {
  const out = stream(true);
  let now = 0;
  const progress = await progressOn({
    starts: 1,
    maxIterations: 100,
    finished: 0,
    stream: out.stream,
    now: () => now,
  });
  now = 1000;
  progress.report({ start: 0, iteration: 50, loss: 0.25, evaluations: 51, ...step });
  progress.end();
  // The bar draws itself a last time before it goes.
  expect(out.written()).toContain(
    "fit [============------------] loss 0.25, 51 evaluations, 51/s, at most 1 s left",
  );
  const before = out.written();
  progress.report({ start: 0, iteration: 51, loss: 0.25, evaluations: 52, ...step });
  progress.end();
  expect(out.written()).toBe(before);
});
