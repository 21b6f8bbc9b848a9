// `bench`: the measurements of this project; all work is in bench/.
import type { Command } from "commander";
import { printJson } from "../json.js";
import { withJson } from "../options.js";
import { explaining, note } from "../report.js";

interface BenchOptions {
  readonly json?: boolean;
  readonly quick?: boolean;
  readonly only?: string;
}

export function registerBench(program: Command): void {
  withJson(
    program
      .command("bench")
      .description("measure this project against its targets")
      .option("--quick", "less time per row")
      .option("--only <text>", "only the workloads whose name contains the text"),
  ).action(bench);
}

async function bench(options: BenchOptions): Promise<void> {
  const { formatBench, runBench } = await import("../../bench/index.js");
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
  if (options.json)
    printJson({
      machine: { ...report.machine },
      rows: report.rows.map((row) => ({ ...row })),
      ratios: report.ratios.map((ratio) => ({ ...ratio })),
    });
  else process.stdout.write(formatBench(report));
}
