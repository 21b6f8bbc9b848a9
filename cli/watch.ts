// `build --watch`: calls back when one of the watched files may have changed.
// Folders are watched, not files: editors replace a file, and new programs appear.
import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";
import { Interrupted } from "./errors.js";

/** Editors write in several steps; a rebuild waits for this pause. */
const QUIET_MILLISECONDS = 60;

export interface Watched {
  /** Files whose changes count. */
  readonly files: readonly string[];
  /** Whether any `.scm` and `dmci.json` of the current folder counts. */
  readonly folder: boolean;
}

/** Runs `rebuild` once now and after every change, until Ctrl-C; it answers what to watch next. */
export async function watchAndRebuild(rebuild: () => Promise<Watched>): Promise<never> {
  let watchers: FSWatcher[] = [];
  let stop: (error: Interrupted) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  let changed: () => void = () => undefined;
  process.once("SIGINT", () => stop(new Interrupted("interrupted")));
  try {
    for (;;) {
      const change = new Promise<void>((resolve) => {
        changed = resolve;
      });
      const watched = await rebuild();
      const next = foldersOf(watched).map((folder) =>
        watch(folder, (_, name) => {
          if (name === null || counts(watched, folder, name)) changed();
        }),
      );
      for (const watcher of watchers) watcher.close();
      watchers = next;
      await Promise.race([change, stopped]);
      await Promise.race([new Promise((resolve) => setTimeout(resolve, QUIET_MILLISECONDS)), stopped]);
    }
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}

function foldersOf({ files, folder }: Watched): string[] {
  return [...new Set([...files.map((file) => dirname(file)), ...(folder ? ["."] : [])])];
}

function counts({ files, folder }: Watched, inFolder: string, name: string): boolean {
  if (files.some((file) => dirname(file) === inFolder && basename(file) === name)) return true;
  return folder && inFolder === "." && (name.endsWith(".scm") || name === "dmci.json");
}
