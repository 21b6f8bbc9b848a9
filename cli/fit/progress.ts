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
  const tell = telling(setting);
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
      if (ended) return;
      const { share, text } = tell(progress);
      // Full is what is done: a last step is not.
      shown.update(Math.min(WHOLE - 1, Math.floor(WHOLE * share)), { text });
    },
    end() {
      if (!ended) shown.stop();
      ended = true;
    },
  };
}

function lines(setting: ProgressSetting): Progress {
  const tell = telling(setting);
  let last = setting.now();
  let ended = false;
  return {
    report(progress) {
      const { text } = tell(progress);
      if (ended || setting.now() - last < BETWEEN_LINES) return;
      last = setting.now();
      setting.stream.write(`${text}\n`);
    },
    end() {
      ended = true;
    },
  };
}

/** Words for the reports. Evaluations of an earlier run that is gone on with are not in the speed. */
function telling({
  now,
}: ProgressSetting): (p: FitProgress) => { readonly share: number; readonly text: string } {
  const began = now();
  let before: number | undefined;
  return ({ evaluations, expected, loss, starts, running }) => {
    // The first report comes after one round, which is little beside what an earlier run may have done.
    before ??= evaluations > starts ? evaluations : 0;
    const seconds = (now() - began) / 1000;
    const perSecond = seconds > 0 ? (evaluations - before) / seconds : 0;
    const left = perSecond > 0 ? duration((expected - evaluations) / perSecond) : "?";
    const which = starts > 1 ? `${running} of ${starts} starts, ` : "";
    const speed = `${evaluations} evaluations, ${rounded(perSecond)}/s`;
    return {
      share: evaluations / Math.max(1, expected),
      text: `${which}loss ${rounded(loss, 4)}, ${speed}, about ${left} left`,
    };
  };
}

/** Seconds as a person says them. */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
