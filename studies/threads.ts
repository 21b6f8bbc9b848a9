// Threads with the jobs of the studies.
import { Threads } from "../calibrate/index.js";
import { builtFile } from "../calibrate/threads/built-file.js";

/** @param threads default: as many as the machine has cores */
export function openThreads(threads?: number): Promise<Threads> {
  return Threads.open({
    file: builtFile("studies-worker.js"),
    ...(threads === undefined ? {} : { threads }),
  });
}
