// What a search shows while it runs, on stderr: a view that is written over on a terminal, a line for each batch elsewhere.
// Invariants: programs of proposers are shown without control characters; times left are estimates and called so; a view is removed when
// it ends, so that what follows stands alone.
import type { RunState } from "../../search/index.js";
import { harmless } from "../excerpt.js";
import { note } from "../report.js";
import { rounded } from "../table.js";

export interface View {
  batch(state: RunState): void;
  /** A line that stays. */
  note(line: string): void;
  end(): void;
}

export interface ViewSetting {
  readonly stream: NodeJS.WriteStream;
  /** Milliseconds, as `performance.now`. */
  readonly now: () => number;
}

/** Milliseconds between two drawings of the view when no batch ends. */
const TICK = 1000;
const FRONT = 6;
const REASONS = 5;
const PROGRAM_LINES = 6;

export async function viewOn(setting: ViewSetting): Promise<View> {
  return setting.stream.isTTY ? live(setting) : lines();
}

/** A line for each batch, and each new warning. */
function lines(): View {
  let told: string | undefined;
  return {
    batch(state) {
      note(batchLine(state));
      const fault = state.faults.at(-1);
      if (fault !== undefined && fault !== told) note(`warning: ${fault}`);
      told = fault;
    },
    note,
    end: () => undefined,
  };
}

function batchLine({ archive, batch, task }: RunState): string {
  const [best] = archive.hall(1);
  const loss = best ? `best validation loss ${rounded(best.score.validationLoss, 5)}` : "nothing works yet";
  return `batch ${batch}: ${archive.proposed} proposed, ${archive.evaluated} of ${task.budget.evaluations} evaluated, ${loss}`;
}

async function live({ stream, now }: ViewSetting): Promise<View> {
  const { createLogUpdate } = await import("log-update");
  const write = createLogUpdate(stream);
  const measure = measuring(now);
  let latest: RunState | undefined;
  const draw = (): void => {
    if (latest) write(frame(latest, measure(latest), stream.columns ?? 80).join("\n"));
  };
  const clock = setInterval(draw, TICK);
  clock.unref();
  return {
    batch(state) {
      latest = state;
      draw();
    },
    note(line) {
      write.clear();
      note(line);
      draw();
    },
    end() {
      clearInterval(clock);
      write.clear();
      write.done();
    },
  };
}

export interface Measured {
  /** Seconds of the search, earlier sessions included. */
  readonly elapsed: number;
  /** Programs run a second in this session; undefined before the first. */
  readonly rate: number | undefined;
  /** Seconds, by what will end the search first; undefined while nothing tells. */
  readonly left: number | undefined;
}

/** Measures from the first state that it is asked about. */
export function measuring(now: () => number): (state: RunState) => Measured {
  let start: { state: RunState; at: number; results: number; seconds: number } | undefined;
  return (state) => {
    // Another seed's search is another state.
    if (start?.state !== state)
      start = { state, at: now(), results: state.results.size, seconds: state.seconds };
    const here = (now() - start.at) / 1000;
    const run = state.results.size - start.results;
    const rate = run > 0 && here > 0 ? run / here : undefined;
    const elapsed = start.seconds + here;
    const { evaluations, seconds } = state.task.budget;
    const bounds = [
      ...(rate === undefined ? [] : [Math.max(0, evaluations - state.results.size) / rate]),
      ...(seconds === undefined ? [] : [Math.max(0, seconds - elapsed)]),
    ];
    return { elapsed, rate, left: bounds.length === 0 ? undefined : Math.min(...bounds) };
  };
}

/** The view's lines, each at most as wide as the terminal. */
export function frame(state: RunState, measured: Measured, width: number): string[] {
  const { task, archive, usage, faults, batch } = state;
  const { elapsed, rate, left } = measured;
  const [best] = archive.hall(1);
  const reasons = archive
    .funnel()
    .sort((a, b) => b.count - a.count)
    .slice(0, REASONS)
    .map(({ stage, code, count }) => `${stage} (${code}) ${count}`);
  const fault = faults.at(-1);
  const shown = [
    `${task.name}: batch ${batch}, ${state.results.size} of ${task.budget.evaluations} programs run, ${archive.proposed} proposed`,
    `time ${duration(elapsed)}, left about ${left === undefined ? "?" : duration(left)}, ${rate === undefined ? "?" : rounded(rate)} programs a second`,
    ...(usage.requests > 0 || task.proposers.some(({ kind }) => kind === "language-model")
      ? [`language models: ${usage.requests} answers, ${usage.tokens} tokens, cost ${rounded(usage.cost, 4)}`]
      : []),
    `rejected: ${reasons.length === 0 ? "none" : reasons.join(", ")}`,
    "",
    ...(best
      ? [
          `front: ${archive
            .front()
            .slice(-FRONT)
            .map(({ complexity, score }) => `${rounded(score.validationLoss, 4)} at ${complexity}`)
            .join(", ")} nodes`,
          `best: validation loss ${rounded(best.score.validationLoss, 5)}, training loss ${rounded(best.score.trainLoss, 5)}${best.score.converged ? "" : ", not converged"}, by ${best.proposer}: ${best.operator}`,
          ...best.text
            .split("\n")
            .slice(0, PROGRAM_LINES)
            .map((line) => `  ${line}`),
        ]
      : ["nothing works yet"]),
    ...(fault === undefined ? [] : ["", `warning: ${fault}`]),
  ];
  return shown.map((line) => cut(harmless(line), width));
}

function cut(line: string, width: number): string {
  const most = Math.max(20, width - 1);
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
