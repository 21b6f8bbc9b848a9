// The timer: subjects are warmed up, then measured in interleaved rounds by tinybench, so that a drifting machine hits all alike.
// Invariant: a ratio is the median over rounds of the quotient of the fastest samples of one round, because other processes and
// a shared core only ever add to a sample, and add more to long ones; absolute times are only as steady as the machine.
import { installed } from "./peers/optional.js";

export interface Subject {
  readonly name: string;
  /** Runs before each round of this subject, outside what is measured. */
  readonly prepare?: () => Promise<void>;
  /** What is measured. When it answers a promise, `asynchronous` must be set. */
  readonly run: () => unknown;
  readonly asynchronous?: boolean;
}

/** How much time to spend. */
export interface Effort {
  readonly rounds: number;
  /** Milliseconds per subject in each round; at least one call is made. */
  readonly round: number;
  /** Milliseconds per subject before the first round, long enough that hot WebAssembly reaches the optimising compiler; 0: none. */
  readonly warmup: number;
}

/** Milliseconds per call. */
export interface Timing {
  readonly median: number;
  readonly p25: number;
  readonly p75: number;
  /** The fastest sample of each round. */
  readonly fastest: readonly number[];
}

/** Shorter calls are measured in batches that take this long (milliseconds), where the clock's own cost does not show. */
const SHORTEST_SAMPLE = 0.1;

/** Times the subjects; the answer is in their order. */
export async function time(subjects: readonly Subject[], effort: Effort): Promise<Timing[]> {
  const { Bench } = await installed("tinybench", () => import("tinybench"));
  const bench = new Bench({
    iterations: 1,
    time: effort.round,
    warmup: false,
    retainSamples: true,
    throws: true,
  });
  const batches: number[] = [];
  for (const [index, subject] of subjects.entries()) {
    const fastest = effort.warmup > 0 ? await warmUp(subject, effort.warmup) : SHORTEST_SAMPLE;
    const batch = subject.asynchronous ? 1 : Math.max(1, Math.ceil(SHORTEST_SAMPLE / fastest));
    batches.push(batch);
    bench.add(`${index}`, repeated(subject.run, batch), { async: subject.asynchronous === true });
  }
  const rounds: number[][][] = subjects.map(() => []);
  for (let round = 0; round < effort.rounds; round++) {
    for (const [index, task] of bench.tasks.entries()) {
      await (subjects[index] as Subject).prepare?.();
      task.reset();
      const { result } = await task.run();
      if (result.state !== "completed" || !result.latency.samples)
        throw new Error(`${(subjects[index] as Subject).name}: tinybench ended in state ${result.state}`);
      rounds[index]!.push(Array.from(result.latency.samples, (sample) => sample / batches[index]!));
    }
  }
  return rounds.map(timingOf);
}

/** Milliseconds of the fastest call. */
async function warmUp(subject: Subject, milliseconds: number): Promise<number> {
  await subject.prepare?.();
  const end = performance.now() + milliseconds;
  let fastest = Number.POSITIVE_INFINITY;
  do {
    const started = performance.now();
    const answer = subject.run();
    if (subject.asynchronous) await answer;
    fastest = Math.min(fastest, performance.now() - started);
  } while (performance.now() < end);
  return Math.max(fastest, 1e-6);
}

function repeated(run: () => unknown, times: number): () => unknown {
  if (times === 1) return run;
  return () => {
    for (let i = 0; i < times; i++) run();
  };
}

/** Quartiles of the samples of all rounds together. */
export function timingOf(rounds: readonly (readonly number[])[]): Timing {
  const all = rounds.flat();
  return {
    median: quantile(all, 0.5),
    p25: quantile(all, 0.25),
    p75: quantile(all, 0.75),
    fastest: rounds.map((round) => quantile(round, 0)),
  };
}

/** How many times as long as `b` `a` takes. */
export function quotient(a: Timing, b: Timing): number {
  return quantile(
    a.fastest.map((time, round) => time / (b.fastest[round] as number)),
    0.5,
  );
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Linear interpolation between order statistics. */
export function quantile(samples: readonly number[], at: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const place = at * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}
