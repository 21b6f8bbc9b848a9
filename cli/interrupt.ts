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

/**
 * The first Ctrl-C asks for an early end with what there is; a second one is the system's own again and ends the process at once.
 * @param told called at the first
 */
export async function stoppable<T>(told: () => void, run: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    told();
    controller.abort();
  };
  process.once("SIGINT", stop);
  try {
    return await run(controller.signal);
  } finally {
    process.off("SIGINT", stop);
  }
}
