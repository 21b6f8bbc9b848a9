// The read-eval-print loop on a terminal, and on a pipe.
// Invariants: the terminal's line editor listens while programs run, so Ctrl-C reaches the loop and stops the program, not the loop;
// lines typed meanwhile wait for their turn.
import { createInterface } from "node:readline";
import { Interrupted } from "../errors.js";
import { History, historyFile } from "./history.js";
import type { Repl } from "./repl.js";
import type { TextSink } from "./sink.js";

const PROMPT = "> ";
const CONTINUATION = ". ";

export function usesColour(environment: NodeJS.ProcessEnv = process.env): boolean {
  const { NO_COLOR, TERM } = environment;
  return process.stdout.isTTY === true && !NO_COLOR && TERM !== "dumb";
}

/** Runs until Ctrl-D, ,quit or (exit). */
export async function onTerminal(repl: Repl, sink: TextSink, colour: boolean): Promise<void> {
  const history = new History(historyFile());
  const editor = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: true,
    history: history.read(),
    removeHistoryDuplicates: true,
    completer: (line: string) => repl.complete(line),
  });
  const bold = (prompt: string): string => (colour ? `\x1b[1m${prompt}\x1b[0m` : prompt);
  const waiting: string[] = [];
  let running: AbortController | undefined;
  let closed = false;
  let wake = (): void => undefined;
  const prompt = (): void => {
    sink.freshLine();
    editor.setPrompt(bold(repl.waiting ? CONTINUATION : PROMPT));
    editor.prompt();
  };
  const interrupt = (): void => {
    waiting.length = 0;
    if (running) {
      running.abort(new Interrupted("interrupted"));
      return;
    }
    // Ctrl-E, Ctrl-U: the line that has been typed is gone.
    editor.write(null as unknown as string, { ctrl: true, name: "e" });
    editor.write(null as unknown as string, { ctrl: true, name: "u" });
    process.stdout.write("\n");
    repl.clear();
    prompt();
  };
  editor.on("line", (line) => {
    history.add(line);
    waiting.push(line);
    wake();
  });
  editor.on("close", () => {
    closed = true;
    wake();
  });
  editor.on("SIGINT", interrupt);
  process.on("SIGINT", interrupt);
  try {
    prompt();
    while (!repl.ended) {
      const line = waiting.shift();
      if (line === undefined) {
        if (closed) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      running = new AbortController();
      await repl.line(line, running.signal);
      running = undefined;
      if (!repl.ended && !closed) prompt();
    }
    if (closed && !repl.ended) process.stdout.write("\n");
  } finally {
    process.off("SIGINT", interrupt);
    editor.close();
  }
}

/** Runs until the input ends, or ,quit or (exit). Ctrl-C ends it. @throws Interrupted */
export async function onPipe(repl: Repl): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const interrupt = (): void => controller.abort(new Interrupted("interrupted"));
  process.once("SIGINT", interrupt);
  const lines = createInterface({
    input: process.stdin,
    terminal: false,
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  signal.addEventListener("abort", () => lines.close());
  try {
    for await (const line of lines) {
      await repl.line(line, signal);
      if (repl.ended || signal.aborted) break;
    }
    if (!repl.ended && !signal.aborted) await repl.finish(signal);
    signal.throwIfAborted();
  } finally {
    process.off("SIGINT", interrupt);
    lines.close();
  }
}
