// The bench: every workload in turn, its rows, and every target with what was measured for it.
// Invariant: subjects that disagree about a value or a gradient end the run; what is not installed is noted and left null.
import { cpus, totalmem } from "node:os";
import { accuracy } from "./accuracy.js";
import type { Workload } from "./context.js";
import { derivatives } from "./derivatives.js";
import { growth } from "./growth.js";
import { eightPointLoss, textToGradient } from "./interpreter.js";
import { kalmanLikelihood } from "./kalman.js";
import { meansOf } from "./kernel-targets.js";
import { laneKernels } from "./lane-kernels.js";
import { lanes } from "./lanes.js";
import { loopWorkloads } from "./loops.js";
import { primal } from "./primal.js";
import { artifactSize, coldProcess } from "./process.js";
import { type BenchReport, type MachineDescription, type Row, ratiosOf } from "./report.js";
import { funnel, queue } from "./search.js";
import { symbolic } from "./symbolic.js";
import { tapeBytes } from "./tape-bytes.js";
import { products } from "./tensors.js";
import { threads } from "./threads.js";
import type { Effort } from "./timer.js";
import { tower } from "./tower.js";
import { peerVersions } from "./versions.js";

export { type BenchReport, formatBench, type MachineDescription, type Ratio, type Row } from "./report.js";
export { defaultResults, writeResults } from "./results.js";

export interface BenchOptions {
  /** Less time per row, and some of the workloads with hand-written adjoints. */
  readonly quick?: boolean;
  /** Only the workloads whose name contains this text. */
  readonly only?: string;
  /** Receives each row as soon as it is measured. */
  readonly onRow?: (row: Row) => void;
  /** Receives what is left out, and why; by default it goes to stderr. */
  readonly onNote?: (text: string) => void;
}

const WORKLOADS: readonly Workload[] = [
  artifactSize,
  ...loopWorkloads,
  tapeBytes,
  growth,
  accuracy,
  textToGradient,
  eightPointLoss,
  symbolic,
  primal,
  derivatives,
  lanes,
  laneKernels,
  products,
  kalmanLikelihood,
  threads,
  tower,
  funnel,
  queue,
  coldProcess,
];
const FULL: Effort = { rounds: 25, round: 50, warmup: 800 };
const QUICK: Effort = { rounds: 4, round: 15, warmup: 200 };

/**
 * Runs the bench: some minutes, or well under one when `quick`.
 * @throws when subjects disagree, when `only` fits no workload, or when tinybench is not installed.
 */
export async function runBench(options: BenchOptions = {}): Promise<BenchReport> {
  const { quick = false, only = "", onRow, onNote = (text: string) => console.error(text) } = options;
  const chosen = WORKLOADS.filter((workload) => workload.name.toLowerCase().includes(only.toLowerCase()));
  if (chosen.length === 0)
    throw new Error(
      `no workload's name contains "${only}"; there are: ${WORKLOADS.map((w) => w.name).join(", ")}`,
    );
  const measured = chosen.filter((workload) => !(quick && only === "" && workload.fullOnly));
  const rows: Row[] = [];
  const figures = new Map<string, number>();
  for (const workload of measured)
    await workload.run({
      quick,
      effort: quick ? QUICK : FULL,
      note: onNote,
      row: (row) => {
        rows.push(row);
        onRow?.(row);
      },
      figure: (name, value) => figures.set(name, value),
    });
  for (const [name, value] of meansOf(figures)) figures.set(name, value);
  return { machine: machine(), rows, ratios: ratiosOf(figures) };
}

function machine(): MachineDescription {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() || "unknown processor",
    cores: cores.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: process.platform,
    arch: process.arch,
    node: process.versions.node,
    v8: process.versions.v8,
    peers: peerVersions(),
  };
}
