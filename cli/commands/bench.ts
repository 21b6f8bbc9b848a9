// `bench`: the measurements of this project; all work is in bench/.
import type { Command } from "commander";
import { printJson } from "../json.js";
import { withJson } from "../options.js";
import { explaining, note } from "../report.js";

interface BenchOptions {
  readonly json?: boolean;
  readonly quick?: boolean;
  readonly only?: string;
  readonly out?: string;
}

export function registerBench(program: Command): void {
  withJson(
    program
      .command("bench")
      .description("measure this project against its targets")
      .option("--quick", "less time per row")
      .option("--only <text>", "only the workloads whose name contains the text")
      .option(
        "--out <dir>",
        "write results.json, results.md and charts there; default of a run of all: bench/results",
      ),
  ).action(bench);
}

async function bench(options: BenchOptions): Promise<void> {
  const { defaultResults, formatBench, runBench, writeResults } = await import("../../bench/index.js");
  const report = await explaining("the bench", () =>
    runBench({
      quick: options.quick === true,
      ...(options.only === undefined ? {} : { only: options.only }),
      onNote: note,
      ...(process.stderr.isTTY
        ? { onRow: (row) => note(`${row.workload}, ${row.subject}, ${row.metric}`) }
        : {}),
    }),
  );
  const out = options.out ?? (options.quick || options.only !== undefined ? undefined : defaultResults());
  if (out !== undefined) for (const file of await writeResults(report, out)) note(`wrote ${file}`);
  if (options.json)
    printJson({
      machine: { ...report.machine, peers: report.machine.peers.map((peer) => ({ ...peer })) },
      rows: report.rows.map((row) => ({ ...row })),
      ratios: report.ratios.map((ratio) => ({ ...ratio })),
    });
  else process.stdout.write(formatBench(report));
}
