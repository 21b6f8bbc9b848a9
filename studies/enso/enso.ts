// The El Niño study: what likelihoods cost on both roads, how solvers fit them, what the fits say, and what their forecasts are worth.
// Invariant: splits and budgets were fixed in advance (splits.ts, budgets.ts); skill is told for months that neither fitting nor selection
// saw. Fits are jobs: they run on threads, and those that a journal has are not run again.
import { join } from "node:path";
import { loadRoads } from "../roads.js";
import { recordOf, type StudyOptions, type StudyOutcome } from "../study.js";
import { csv } from "../table.js";
import { BUDGETS } from "./budgets.js";
import { loadRecord, type RecordName } from "./data-files.js";
import { type Findings, inOrder, noFindings } from "./findings.js";
import { FitJournal } from "./fit-journal.js";
import { type Fits, fitsHere, fitsOnThreads, remembered } from "./fit-pool.js";
import { ensoPage } from "./page.js";
import { type Context, type Part, partsOf } from "./parts.js";
import type { SeaRecord } from "./record.js";
import type { Solver } from "./solver.js";
import { SOLVERS } from "./solvers.js";
import { type EnsoSummary, rowsOf, summaryOf, tablesOf } from "./summary.js";
import { sectionsOf } from "./tables.js";
import { describeEnso } from "./text.js";

/** Each has an interpreter of its own. */
const THREADS = 2;

export interface EnsoOutcome extends StudyOutcome {
  readonly report: StudyOutcome["report"] & { readonly summary: EnsoSummary };
  readonly findings: Findings;
}

/**
 * Runs the study.
 * @param solvers others than the study's own run in this thread
 * @throws Error when `only` names no part; the programs' and the data's errors; the signal's reason when it is aborted
 */
export async function runEnso(
  options: StudyOptions,
  solvers: readonly Solver[] = SOLVERS,
): Promise<EnsoOutcome> {
  const began = performance.now();
  const { quick = false, only = "", onProgress, signal, ersst, folder } = options;
  const roads = await loadRoads(options.limits);
  const found = noFindings();
  const records = new Map<RecordName, Promise<SeaRecord>>();
  const context: Omit<Context, "fits"> = {
    roads,
    findings: found,
    solvers,
    quick,
    budgets: BUDGETS[quick ? "quick" : "full"],
    ersst,
    record(name) {
      const loading = records.get(name) ?? loadRecord(name);
      records.set(name, loading);
      return loading;
    },
  };
  const fits = remembered(
    solvers === SOLVERS ? fitsOnThreads(THREADS, signal) : fitsHere(roads.interpreted, solvers, signal),
    folder === undefined ? undefined : FitJournal.open(join(folder, "enso-fits.jsonl")),
    solvers,
  );
  try {
    const all = partsOf({ ...context, fits });
    const parts = all.filter(({ name }) => name.includes(only));
    if (parts.length === 0)
      throw new Error(
        `no part's name contains "${only}"; they are ${all.map(({ name }) => name).join(", ")}`,
      );
    await runAll(parts, fits, onProgress, signal);
  } finally {
    await fits.close();
  }
  const findings = inOrder(found);
  const summary = summaryOf(findings, (performance.now() - began) / 1000);
  const starts = Array.from({ length: context.budgets.starts }, (_, i) => i + 1);
  const record = await recordOf("compiled and interpreter", starts);
  const report = { study: "enso", summary, rows: rowsOf(findings), record };
  return {
    report,
    findings,
    text: describeEnso(findings, summary.notes),
    files: async () =>
      new Map([
        ...Object.entries(tablesOf(findings))
          .filter(([, rows]) => rows.length > 0)
          .map(([name, rows]) => [`enso-${name}.csv`, csv(rows)] as const),
        ["enso.json", resultsOf(findings, summary, record)],
        ["enso.html", await ensoPage(findings, summary.notes, record)],
      ]),
  };
}

/** What the documentation takes its numbers from: the run record with what was found, in small. */
function resultsOf(
  findings: Findings,
  summary: EnsoSummary,
  record: StudyOutcome["report"]["record"],
): string {
  const { bestTrainNll, gradientNorm, secondsPerFit, solvers, skillByLead, seconds } = summary;
  const small = { bestTrainNll, gradientNorm, secondsPerFit, solvers, skillByLead, seconds };
  const results = { study: "enso", record, summary: small, sections: sectionsOf(findings) };
  return `${JSON.stringify(results, rounded, 1)}\n`;
}

/** Seven digits are more than anything that is told. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value;
}

/** Costs first and one by one, since they are timed; then all others together, since their fits wait for the same threads. */
async function runAll(
  parts: readonly Part[],
  fits: Fits,
  onProgress: StudyOptions["onProgress"],
  signal: AbortSignal | undefined,
): Promise<void> {
  let done = 0;
  const run = async ({ name, run: work }: Part): Promise<void> => {
    signal?.throwIfAborted();
    await work();
    done++;
    onProgress?.(name, done / parts.length);
  };
  for (const part of parts.filter(({ alone }) => alone)) await run(part);
  const others = parts.filter(({ alone }) => !alone);
  try {
    await Promise.all(others.map(run));
  } catch (error) {
    // What still waits for a thread would be fitted for nothing.
    await fits.close();
    throw error;
  }
  onProgress?.("done", 1);
}
