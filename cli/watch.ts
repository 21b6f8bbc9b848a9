// `build --watch`: calls back when one of the watched files may have changed.
// Folders are watched, not files: editors replace a file, and new programs appear.
import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";
import { InputError, Interrupted, reasonOf } from "./errors.js";

/** Editors write in several steps; a rebuild waits for this pause. */
const QUIET_MILLISECONDS = 60;

export interface Watched {
  /** Files whose changes count. */
  readonly files: readonly string[];
  /** Whether any `.scm` and `dmci.json` of the current folder counts. */
  readonly folder: boolean;
}

/** One round: what it reads, and the work. */
export interface Round extends Watched {
  readonly run: () => Promise<void>;
}

/**
 * Runs a round now and after every change, until Ctrl-C. What a round reads is watched before it reads it: a change while it runs is
 * the next round's.
 */
export async function watchAndRebuild(plan: () => Round): Promise<never> {
  let watchers: FSWatcher[] = [];
  let stop: (error: Interrupted) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  process.once("SIGINT", () => stop(new Interrupted("interrupted")));
  try {
    for (;;) {
      let changed: () => void = () => undefined;
      const change = new Promise<void>((resolve) => {
        changed = resolve;
      });
      const round = plan();
      const next = foldersOf(round).map((folder) => watched(folder, round, () => changed()));
      for (const watcher of watchers) watcher.close();
      watchers = next;
      // Planned again: what changed before its folder was watched is seen now, what changes from here on is told.
      await Promise.race([plan().run(), stopped]);
      await Promise.race([change, stopped]);
      await Promise.race([new Promise((resolve) => setTimeout(resolve, QUIET_MILLISECONDS)), stopped]);
    }
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}

function watched(folder: string, round: Watched, changed: () => void): FSWatcher {
  try {
    return watch(folder, (_, name) => {
      if (name === null || counts(round, folder, name)) changed();
    });
  } catch (error) {
    throw new InputError(`cannot be watched: ${reasonOf(error)}`, folder);
  }
}

function foldersOf({ files, folder }: Watched): string[] {
  return [...new Set([...files.map((file) => dirname(file)), ...(folder ? ["."] : [])])];
}

function counts({ files, folder }: Watched, inFolder: string, name: string): boolean {
  if (files.some((file) => dirname(file) === inFolder && basename(file) === name)) return true;
  return folder && inFolder === "." && (name.endsWith(".scm") || name === "dmci.json");
}
