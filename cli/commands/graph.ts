// `graph`: the differentiable computation graph that a run of an expression records.
import type { Command } from "commander";
import { Option } from "commander";
import type { Graph, GraphStatistics } from "../../host/graph.js";
import { readText, writeWhole } from "../files.js";
import { type Json, printJson } from "../json.js";
import { CALL, calling, loadProgram } from "../load.js";
import { type CommonOptions, type Learn, learnOption, withRunOptions } from "../options.js";
import { ProgramOutput } from "../output.js";
import { number, table } from "../table.js";

interface GraphCommandOptions extends CommonOptions {
  readonly call: string;
  readonly learn?: Learn;
  readonly format: "summary" | "dot" | "json";
  readonly output?: string;
}

export function registerGraph(program: Command): void {
  withRunOptions(
    program
      .command("graph")
      .description(
        "record the graph of the operations that an expression performs on the program's parameters",
      )
      .argument("<file>", "a Scheme program, or - for stdin")
      .requiredOption("--call <expression>", "the expression to run, evaluated in the program")
      .addOption(learnOption())
      .addOption(
        new Option("--format <format>", "a summary, Graphviz's language, or the JSON document")
          .choices(["summary", "dot", "json"])
          .default("summary"),
      )
      .option("-o, --output <file>", "write to a file instead of stdout"),
  ).action(graph);
}

async function graph(file: string, options: GraphCommandOptions): Promise<void> {
  const { label, text } = await readText(file);
  const bare = options.json === true || options.format !== "summary";
  const output = new ProgramOutput(bare);
  const program = await loadProgram(text, options, {
    label,
    entries: { [CALL]: options.call },
    ...(options.learn ? { learn: options.learn } : {}),
    onOutput: output.receive,
    onErrorOutput: output.receiveErrors,
  });
  const recorded = await calling(CALL, async () => program.graph(CALL));
  if (options.json)
    return printJson({
      ...(recorded.toJSON() as Record<string, Json>),
      output: output.collected || undefined,
    });
  const made =
    options.format === "dot"
      ? recorded.toDot()
      : options.format === "json"
        ? `${JSON.stringify(recorded)}\n`
        : summary(recorded);
  if (options.output !== undefined) writeWhole(options.output, made);
  else if (bare) process.stdout.write(made);
  else output.printLine(made.trimEnd());
}

function summary(graph: Graph): string {
  const statistics = graph.statistics();
  return `value ${number(graph.value)}\n${table(rows(statistics))}${histogram(statistics)}`;
}

function rows({ inputs, operations, live, depth, guards, tapeBytes }: GraphStatistics): string[][] {
  return [
    ["inputs", String(inputs)],
    ["operations", String(operations), `${live} of them lead to the result`],
    ["depth", String(depth), "operations on the longest path"],
    ["guards", String(guards), "decisions that depend on the inputs"],
    ["tape", String(tapeBytes), "bytes that a gradient records"],
  ];
}

function histogram({ histogram: counts }: GraphStatistics): string {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return sorted.length === 0 ? "" : `\n${table(sorted.map(([name, count]) => [name, String(count)]))}`;
}
