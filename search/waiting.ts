// Waiting for work that cannot be called back: it is given up when a signal says so.

/** Waits for all, or for the signal. @throws the signal's reason; what the work throws */
export async function waitFor(
  work: readonly Promise<unknown>[],
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!signal) {
    await Promise.all(work);
    return;
  }
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    await Promise.race([Promise.all(work), aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
