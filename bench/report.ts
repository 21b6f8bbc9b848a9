// What a run of the bench answers (docs: the command line's `bench --json`), and its form for the terminal.
// Invariant: every target is listed in `ratios`, whatever was run; what was not measured has value null and met null.
import { TARGETS, type Target } from "./targets.js";
import type { PeerVersion } from "./versions.js";

export interface Row {
  readonly workload: string;
  readonly subject: string;
  readonly metric: string;
  readonly median: number;
  readonly p25: number;
  readonly p75: number;
  readonly unit: string;
  /** The problem's size, where a workload is measured at several. */
  readonly size?: number;
}

/** A quotient of two rows, or a figure that has a target. */
export interface Ratio {
  readonly name: string;
  readonly value: number | null;
  readonly target: number | null;
  /** Null when there is no target, or no value. */
  readonly met: boolean | null;
}

export interface MachineDescription {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly arch: string;
  readonly node: string;
  readonly v8: string;
  /** What else is measured, whether it is installed or not. */
  readonly peers: readonly PeerVersion[];
}

export interface BenchReport {
  readonly machine: MachineDescription;
  readonly rows: readonly Row[];
  readonly ratios: readonly Ratio[];
}

/** All targets with what was measured for them. */
export function ratiosOf(figures: ReadonlyMap<string, number>): Ratio[] {
  for (const name of figures.keys())
    if (!TARGETS.some((t) => t.name === name))
      throw new Error(`${name} is not in the bench's table of targets`);
  return TARGETS.map((target) => {
    const value = figures.get(target.name) ?? null;
    return { name: target.name, value, target: target.value, met: met(target, value) };
  });
}

function met(target: Target, value: number | null): boolean | null {
  if (value === null || target.value === null) return null;
  switch (target.sense) {
    case "at most":
      return value <= target.value;
    case "at least":
      return value >= target.value;
    case "within":
      return Math.abs(value - target.value) <= (target.tolerance ?? 0);
  }
}

/** Two tables: what was measured, and how it compares. */
export function formatBench(report: BenchReport): string {
  return [
    machineLine(report.machine),
    peersLine(report.machine),
    "",
    table(ROW_HEADS, rowCells(report), [3, 4]),
    "",
    table(RATIO_HEADS, ratioCells(report), [1, 2]),
    RATIOS_NOTE,
    "",
  ].join("\n");
}

export const RATIOS_NOTE =
  "Ratios of times compare the fastest samples of a round, and are medians over the rounds.";
export const ROW_HEADS = ["workload", "subject", "metric", "median", "quartiles", "unit"] as const;
export const RATIO_HEADS = ["ratio or figure", "value", "target", ""] as const;

export function machineLine(machine: MachineDescription): string {
  return `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.platform} ${machine.arch}, Node ${machine.node}`;
}

export function peersLine({ peers }: MachineDescription): string {
  return peers.map(({ name, version, reason }) => `${name} ${version ?? reason}`).join(", ");
}

export function rowCells({ rows }: BenchReport): string[][] {
  return rows.map((row) => [
    row.workload,
    row.subject,
    row.metric,
    digits(row.median),
    row.p25 === row.p75 ? "" : `${digits(row.p25)} … ${digits(row.p75)}`,
    row.unit,
  ]);
}

export function ratioCells({ ratios }: BenchReport): string[][] {
  const senses = new Map<string, Target>(TARGETS.map((target) => [target.name, target]));
  return ratios.map((ratio) => [
    ratio.name,
    ratio.value === null ? "not measured" : digits(ratio.value),
    aim(senses.get(ratio.name)),
    ratio.met === null ? "" : ratio.met ? "met" : "MISSED",
  ]);
}

function aim(target: Target | undefined): string {
  if (!target || target.value === null) return "";
  return target.sense === "within"
    ? `${digits(target.value)} ± ${digits(target.tolerance ?? 0)}`
    : `${target.sense} ${digits(target.value)}`;
}

/** Three significant digits, but never fewer than the integer part has. */
function digits(x: number): string {
  return Math.abs(x) >= 100 ? x.toFixed(0) : String(Number(x.toPrecision(3)));
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? "")].length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const padding = " ".repeat((widths[column] as number) - [...cell].length);
        return right.includes(column) ? padding + cell : cell + padding;
      })
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
