// Ctrl-C: ends an asynchronous evaluation between two slices.
// Only while one runs: otherwise the system's own handling, which needs no event loop, ends the process.
import { Interrupted } from "./errors.js";

export async function interruptible<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Interrupted("interrupted"));
  process.once("SIGINT", stop);
  try {
    return await run(controller.signal);
  } finally {
    process.off("SIGINT", stop);
  }
}
