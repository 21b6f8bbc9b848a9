// Peers are optional: what a peer needs is imported when its rows are measured, and a missing package is a note, not a failure.
// Invariant: only "not installed" is forgiven; a peer that is there and fails is an error of the bench.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Thrown by a peer's loader when something it needs is not installed; the message is the note. */
export class PeerMissing extends Error {}

/** The folder of this package: sources and bundles lie at different depths below it. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("cannot find this package's package.json above the bench");
    folder = parent;
  }
  return folder;
}

/** Imports what a peer needs. */
export async function installed<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new PeerMissing(`${name} is not installed (npm install --no-save ${name})`);
  }
}

const loading = new Map<() => Promise<unknown>, Promise<unknown>>();

/** Loads a peer once; undefined, with a note, when it is not installed. */
export async function peer<T>(load: () => Promise<T>, note: (text: string) => void): Promise<T | undefined> {
  let loaded = loading.get(load) as Promise<T | PeerMissing> | undefined;
  if (!loaded) {
    loaded = load().catch((error: unknown) => {
      if (!(error instanceof PeerMissing)) throw error;
      note(`${error.message}: its rows are left out`);
      return error;
    });
    loading.set(load, loaded);
  }
  const answer = await loaded;
  return answer instanceof PeerMissing ? undefined : answer;
}
