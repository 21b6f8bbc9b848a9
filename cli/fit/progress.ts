// How a fit is doing, on stderr: a bar on a terminal, a line now and then elsewhere, nothing beside `--json`.
// Invariant: what is shown is measured, but for the time left, which is an estimate and called so.
import type { FitProgress } from "../../calibrate/index.js";
import { rounded } from "../table.js";

export interface Progress {
  report(progress: FitProgress): void;
  /** Nothing is shown afterwards, and a bar is removed. */
  end(): void;
}

export interface ProgressSetting {
  readonly starts: number;
  /** Trial steps of a start at most. */
  readonly maxIterations: number;
  /** Starts that need not be run. */
  readonly finished: number;
  readonly stream: NodeJS.WriteStream;
  /** Milliseconds, as `performance.now`. */
  readonly now: () => number;
}

/** Milliseconds between lines where there is no terminal; a fit that is done before the first is silent. */
const BETWEEN_LINES = 5000;
/** The bar's steps. */
const WHOLE = 1000;

/** Shows nothing. */
export const SILENT: Progress = { report: () => undefined, end: () => undefined };

/** A bar on a terminal, else lines. */
export async function progressOn(setting: ProgressSetting): Promise<Progress> {
  return setting.stream.isTTY ? bar(setting) : lines(setting);
}

async function bar(setting: ProgressSetting): Promise<Progress> {
  const { default: cliProgress } = await import("cli-progress");
  const measure = measuring(setting);
  const shown = new cliProgress.SingleBar({
    format: "fit [{bar}] {text}",
    stream: setting.stream,
    barsize: 24,
    clearOnComplete: true,
    // Ctrl-C is the command's: it ends the fit with the best so far.
    gracefulExit: false,
    hideCursor: false,
  });
  shown.start(WHOLE, 0, { text: "" });
  let ended = false;
  return {
    report(progress) {
      const measured = measure(progress);
      if (ended) return;
      // Full is what is done: a last step is not.
      shown.update(Math.min(WHOLE - 1, Math.floor(WHOLE * measured.share)), {
        text: told(setting, measured),
      });
    },
    end() {
      if (!ended) shown.stop();
      ended = true;
    },
  };
}

function lines(setting: ProgressSetting): Progress {
  const measure = measuring(setting);
  let last = setting.now();
  let ended = false;
  return {
    report(progress) {
      const measured = measure(progress);
      if (ended || setting.now() - last < BETWEEN_LINES) return;
      last = setting.now();
      setting.stream.write(`${told(setting, measured)}\n`);
    },
    end() {
      ended = true;
    },
  };
}

interface Measured {
  readonly start: number;
  readonly loss: number;
  readonly evaluations: number;
  readonly perSecond: number;
  /** Part of the work that is done, if each start takes as long as those before, or at most its trial steps. */
  readonly share: number;
  readonly secondsLeft: number;
  /** No start has ended yet: the time left is what all steps that are allowed would take. */
  readonly atMost: boolean;
}

/**
 * Measures from the reports. A start takes at most `maxIterations` steps; once starts have ended, the steps that they took on average are
 * what the others are expected to take.
 */
function measuring({ maxIterations, starts, finished, now }: ProgressSetting): (p: FitProgress) => Measured {
  const began = now();
  let best = Number.POSITIVE_INFINITY;
  let start = -1;
  let stepsBefore = 0;
  let steps = 0;
  let ran = 0;
  return (progress) => {
    if (progress.start !== start) {
      if (start >= 0) ran++;
      stepsBefore += steps;
      start = progress.start;
    }
    steps = progress.iteration;
    best = Math.min(best, progress.loss);
    const seconds = (now() - began) / 1000;
    const expected = ran > 0 ? stepsBefore / ran : maxIterations;
    const here = Math.max(expected, steps);
    const toCome = (starts - start - 1) * expected;
    const total = stepsBefore + here + toCome;
    const done = stepsBefore + steps;
    const share = (finished + ((starts - finished) * done) / total) / starts;
    return {
      start,
      loss: best,
      evaluations: progress.evaluations,
      perSecond: seconds > 0 ? progress.evaluations / seconds : 0,
      share,
      secondsLeft: (seconds * (total - done)) / Math.max(done, 1),
      atMost: ran === 0,
    };
  };
}

function told({ starts }: ProgressSetting, measured: Measured): string {
  const which = starts > 1 ? `start ${measured.start + 1} of ${starts}, ` : "";
  const speed = `${measured.evaluations} evaluations, ${rounded(measured.perSecond)}/s`;
  return `${which}loss ${rounded(measured.loss, 4)}, ${speed}, ${measured.atMost ? "at most" : "about"} ${duration(measured.secondsLeft)} left`;
}

/** Seconds as a person says them. */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
