// `worker`: runs candidates of searches elsewhere, which a queue brings here.
// Invariant: the first Ctrl-C or SIGTERM lets what is under way come to its end; a second one ends the process, and other workers take over.
import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import { printJson } from "../json.js";
import { positiveNumber, wholeNumber, withJson } from "../options.js";
import { note } from "../report.js";

interface WorkerOptions {
  readonly queue: string;
  readonly threads: number;
  readonly lockSeconds: number;
  readonly simulate?: number;
  readonly json?: boolean;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export function registerWorker(program: Command): void {
  withJson(
    program
      .command("worker")
      .description("run candidates of searches that put them into a queue, until it is told to end")
      .addOption(
        new Option("--queue <address>", "Redis or Valkey, such as redis://127.0.0.1:6379")
          .env("DMCI_QUEUE")
          .makeOptionMandatory(),
      )
      .addOption(
        new Option("--threads <n>", "candidates that are run at a time")
          .argParser(wholeNumber)
          .default(availableParallelism(), "one for each core"),
      )
      .addOption(
        new Option(
          "--lock-seconds <s>",
          "when this worker has given no sign of life for so long, others take its work",
        )
          .argParser(positiveNumber)
          .default(10),
      )
      .addOption(
        new Option(
          "--simulate <ms>",
          "run nothing and answer after so many milliseconds, to measure the queue",
        ).argParser(wholeNumber),
      ),
  ).action(work);
}

async function work(options: WorkerOptions): Promise<void> {
  const { serve } = await import("../../search/queue/serve.js");
  const { shownUrl } = await import("../../search/queue/redis.js");
  const { queue, threads, lockSeconds, simulate, json } = options;
  const address = shownUrl(queue);
  const end = new AbortController();
  const stop = (): void => {
    note("finishing what is under way; once more ends it at once");
    for (const signal of SIGNALS) process.off(signal, stop);
    end.abort();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  const jobs = await serve(queue, {
    threads,
    lockSeconds,
    signal: end.signal,
    note,
    onReady: () => note(`working for ${address} with ${threads} thread${threads === 1 ? "" : "s"}`),
    ...(simulate === undefined ? {} : { simulate }),
  });
  if (json) printJson({ queue: address, jobs });
  else process.stdout.write(`${jobs} candidate${jobs === 1 ? "" : "s"} run\n`);
}
