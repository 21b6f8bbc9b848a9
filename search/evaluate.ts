// The funnel's stages that run the candidate: dry run, gradient check, cheap fit, full fit, predictions.
// Invariant: the candidate is data to the interpreter, which imports nothing; every way in which it can fail becomes a rejection with a
// stage and a code. Steps and memory are limited inside; the clock is the pool's (pool.ts).
import { FitError } from "../calibrate/errors.js";
import { LimitError, SchemeError } from "../host/errors.js";
import { type Interpreter, loadInterpreter } from "../host/interpreter.js";
import type { Program } from "../host/program.js";
import { type Calibrator, calibratorFor } from "./calibrator.js";
import { gradientFault } from "./gradient-check.js";
import { constantLoss, rowLoss } from "./losses.js";
import { type Calibrated, type Rejection, rejection, type Stage } from "./outcome.js";
import type { Answer, GroupRows, Work, Workplace } from "./protocol.js";

/** Rows of the dry run, taken evenly from the training rows. */
const DRY_ROWS = 3;

/** What the candidate displayed was more than it may. */
class OutputLimit extends Error {}

export class Evaluator {
  private interpreter: Interpreter | undefined;
  private readonly calibrator: Calibrator;

  constructor(private readonly place: Workplace) {
    this.calibrator = calibratorFor(place.loss);
  }

  /** Makes the interpreter ready. @throws SchemeError when the artifact cannot be loaded */
  async prepare(): Promise<void> {
    this.interpreter ??= await loadInterpreter();
  }

  /** Does one piece of work. Whatever the program does wrong is in the answer; only defects of this software are thrown. */
  async run(work: Work): Promise<Answer> {
    let stage: Stage = "dry-run";
    const at = (next: Stage): void => {
      stage = next;
    };
    let program: Program | undefined;
    try {
      this.interpreter ??= await loadInterpreter();
      program = this.load(this.interpreter, work.text);
      return await this.stages(program, work, at);
    } catch (error) {
      const reason = rejectionOf(error, stage);
      // Memory of an instance never shrinks, and one that trapped is not to be trusted: the next candidate gets a new one.
      if (error instanceof LimitError || (error instanceof SchemeError && error.kind === "internal"))
        this.interpreter = undefined;
      return reason;
    } finally {
      if (this.interpreter !== undefined) program?.dispose();
    }
  }

  private load(interpreter: Interpreter, text: string): Program {
    const { fuel, heap, stack, tape, output } = this.place.limits;
    let displayed = 0;
    const count = (written: string): void => {
      displayed += written.length;
      if (displayed > output)
        throw new OutputLimit(
          `the program displays more than ${output} characters, which is the most it may`,
        );
    };
    const options = { fuel, heap, stack, tape, onOutput: count, onErrorOutput: count };
    return interpreter.load(text, options);
  }

  private async stages(program: Program, work: Work, at: (stage: Stage) => void): Promise<Answer> {
    const { groups, fit } = this.place;
    if (work.kind === "predict") {
      at("validation");
      return this.answer(program, work.from, work.ask);
    }
    const ask = groups.map((group) => group.ask);
    if (work.kind === "refit") {
      at("full-fit");
      const refitted = await this.fitted(program, fit.finalIterations, fit.starts, work.from);
      at("validation");
      return this.answer(program, refitted, ask);
    }
    const wrong = this.dryRun(program);
    if (wrong) return wrong;
    at("gradient");
    const fault = this.checkGradient(program);
    if (fault) return fault;
    at("cheap-fit");
    const some = evenly(groups.length, fit.cheapGroups);
    const cheap = await this.fitted(program, fit.cheapIterations, 1, undefined, some);
    const bad = this.tooBad(cheap, some);
    if (bad) return bad;
    at("full-fit");
    const full = await this.fitted(program, fit.iterations, fit.starts, cheap);
    at("validation");
    return this.answer(program, full, ask);
  }

  private dryRun(program: Program): Rejection | undefined {
    const { entry, groups } = this.place;
    for (const { train } of groups.slice(0, 1))
      for (const row of evenly(train.target.length, DRY_ROWS)) {
        const args = train.columns.map((column) => column[row] as number);
        const value = program.evaluate(entry, args);
        const shown = `${entry} answers it for the arguments ${args.join(", ")}`;
        if (typeof value !== "number")
          return rejection(
            "dry-run",
            "not-number",
            `expected a number: ${shown}, but what it answers is none`,
          );
        if (!Number.isFinite(value))
          return rejection("dry-run", "not-finite", `${value} is no prediction: ${shown}`);
      }
    return undefined;
  }

  private checkGradient(program: Program): Rejection | undefined {
    const { entry, groups } = this.place;
    const train = groups[0]?.train;
    if (!train || program.parameters.size === 0) return undefined;
    const row = train.target.length >> 1;
    const fault = gradientFault(
      program,
      entry,
      train.columns.map((column) => column[row] as number),
    );
    return fault && rejection("gradient", fault.code, fault.message);
  }

  /** Fits every group, or those of the given numbers, from the program's own constants or from those that `from` has for the group. */
  private async fitted(
    program: Program,
    iterations: number,
    starts: number,
    from: readonly Calibrated[] = [],
    only?: readonly number[],
  ): Promise<Calibrated[]> {
    const { entry, groups, loss } = this.place;
    const known = new Map(from.map((each) => [each.group, each]));
    const own = new Map([...program.parameters].map(([name, { initial }]) => [name, initial]));
    const results: Calibrated[] = [];
    for (const [index, { name, train }] of groups.entries()) {
      if (only && !only.includes(index)) continue;
      if (program.parameters.size === 0) {
        results.push({ ...without(program, entry, train, loss), group: name });
        continue;
      }
      const before = known.get(name);
      program.setParameters(before?.parameters ?? own);
      // Converged already: nothing to gain from the same start, only from others.
      if (before?.converged && starts === 1) {
        results.push(before);
        continue;
      }
      const settings = { iterations, starts, seed: index + 1 };
      results.push({ ...(await this.calibrator.calibrate(program, entry, train, settings)), group: name });
    }
    return results;
  }

  /** @param some numbers of the groups that were fitted */
  private tooBad(cheap: readonly Calibrated[], some: readonly number[]): Rejection | undefined {
    const { fit } = this.place;
    const groups = some.map((i) => this.place.groups[i] as GroupRows);
    const loss = pooled(cheap, groups);
    const constant = lossOfConstants(this.place, groups);
    if (loss <= fit.cheapRatio * constant) return undefined;
    const than = fit.cheapRatio === 1 ? "" : `${fit.cheapRatio} times `;
    return rejection(
      "cheap-fit",
      "too-bad",
      `after ${fit.cheapIterations} iterations the training loss is ${loss.toPrecision(4)}; it must be at most ${than}that of a constant, ${constant.toPrecision(4)}`,
    );
  }

  private answer(
    program: Program,
    calibrated: readonly Calibrated[],
    ask: readonly (readonly Float64Array[])[],
  ): Answer {
    const { entry } = this.place;
    const predictions = calibrated.map(({ parameters }, i) => {
      if (ask[i]?.[0]?.length === 0) return new Float64Array();
      if (program.parameters.size > 0) program.setParameters(parameters);
      return program.batch(entry, ask[i] as readonly Float64Array[]).values;
    });
    const bad = predictions.flatMap((values) => [...values]).find((value) => !Number.isFinite(value));
    if (bad !== undefined)
      return rejection("validation", "not-finite", `${bad} is predicted for a row that is not trained on`);
    return {
      status: "calibrated",
      calibrated,
      trainLoss: pooled(calibrated, this.place.groups),
      converged: calibrated.every(({ converged }) => converged),
      predictions,
    };
  }
}

/** A program without constants has nothing to fit: its loss is what it is. */
function without(
  program: Program,
  entry: string,
  { columns, target }: Workplace["groups"][number]["train"],
  settings: Workplace["loss"],
) {
  const { values } = program.batch(entry, columns);
  const of = rowLoss(settings);
  const loss = values.reduce((sum, value, i) => sum + of(value, target[i] as number), 0) / target.length;
  return { parameters: {}, standardErrors: {}, loss, iterations: 0, converged: true };
}

/** The training loss of the best constant prediction, group by group. */
export function lossOfConstants(place: Workplace, groups: readonly GroupRows[] = place.groups): number {
  return pooled(
    groups.map(({ train }) => ({ loss: constantLoss(place.loss, train.target) })),
    groups,
  );
}

/** The mean over all rows, of means over groups. */
function pooled(losses: readonly { readonly loss: number }[], groups: readonly GroupRows[]): number {
  let sum = 0;
  let rows = 0;
  losses.forEach(({ loss }, i) => {
    const count = groups[i]?.train.target.length ?? 0;
    sum += loss * count;
    rows += count;
  });
  return sum / rows;
}

function evenly(length: number, count: number): number[] {
  const rows = Array.from({ length: count }, (_, i) =>
    Math.round((i * (length - 1)) / Math.max(1, count - 1)),
  );
  return [...new Set(rows)];
}

function rejectionOf(error: unknown, stage: Stage): Rejection {
  if (error instanceof OutputLimit) return rejection(stage, "output", error.message);
  if (error instanceof LimitError) return rejection(stage, error.limit, error.message, error);
  if (error instanceof SchemeError) return rejection(stage, error.kind, error.message, error);
  if (error instanceof FitError) return rejection(stage, error.kind, error.message);
  throw error;
}
