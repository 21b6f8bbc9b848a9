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

test("without a terminal, a line every five seconds, with the best loss and an estimate of the time left", async () => {
  const out = stream(false);
  let now = 0;
  const progress = await progressOn({ stream: out.stream, now: () => now });
  const at = (ms: number, evaluations: number, expected: number, loss: number, running: number): void => {
    now = ms;
    progress.report({ evaluations, expected, loss, starts: 4, running });
  };
  at(1000, 4, 400, 2, 4);
  at(4999, 9, 400, 2, 4);
  expect(out.written()).toBe("");
  // 10 of 400 took 5 s.
  at(5000, 10, 400, 1.5, 4);
  at(6000, 20, 400, 1, 4);
  at(14_000, 42, 96, 1, 2);
  progress.end();
  at(60_000, 43, 96, 1, 2);
  expect(out.written()).toBe(
    [
      "4 of 4 starts, loss 1.5, 10 evaluations, 2/s, about 3 min 15 s left\n",
      "2 of 4 starts, loss 1, 42 evaluations, 3/s, about 18 s left\n",
    ].join(""),
  );
});

test("what an earlier run has done counts for the bar, not for the speed", async () => {
  const out = stream(false);
  let now = 0;
  const progress = await progressOn({ stream: out.stream, now: () => now });
  const at = (ms: number, evaluations: number): void => {
    now = ms;
    progress.report({ evaluations, expected: 1100, loss: 1, starts: 1, running: 1 });
  };
  at(10, 1000);
  at(5000, 1050);
  expect(out.written()).toBe("loss 1, 1050 evaluations, 10/s, about 5 s left\n");
});

test("on a terminal, a bar that is removed at the end", async () => {
  const out = stream(true);
  let now = 0;
  const progress = await progressOn({ stream: out.stream, now: () => now });
  progress.report({ evaluations: 1, expected: 100, loss: 2, starts: 1, running: 1 });
  now = 1000;
  progress.report({ evaluations: 50, expected: 100, loss: 0.25, starts: 1, running: 1 });
  progress.end();
  // The bar draws itself a last time before it goes.
  expect(out.written()).toContain(
    "fit [============------------] loss 0.25, 50 evaluations, 50/s, about 1 s left",
  );
  const before = out.written();
  progress.report({ evaluations: 51, expected: 100, loss: 0.25, starts: 1, running: 1 });
  progress.end();
  expect(out.written()).toBe(before);
});
