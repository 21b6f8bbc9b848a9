// Lines entered in earlier runs, kept in the user's state directory (XDG Base Directory Specification 0.8).
// Invariant: a history that cannot be read or written is no failure: the loop goes on without it.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

const MOST_LINES = 1000;

export function historyFile(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME, LOCALAPPDATA } = environment;
  // The specification has relative paths ignored.
  const state =
    XDG_STATE_HOME && isAbsolute(XDG_STATE_HOME)
      ? XDG_STATE_HOME
      : process.platform === "win32" && LOCALAPPDATA
        ? LOCALAPPDATA
        : join(homedir(), ".local", "state");
  return join(state, "dmci-wasm", "history");
}

export class History {
  private last: string | undefined;
  constructor(private readonly file: string) {}

  /** Earlier lines, latest first. */
  read(): string[] {
    return quietly(() => {
      const lines = readFileSync(this.file, "utf8")
        .split("\n")
        .filter((line) => line !== "");
      const kept = lines.slice(-MOST_LINES);
      if (lines.length > 2 * MOST_LINES) writeFileSync(this.file, `${kept.join("\n")}\n`, { mode: 0o600 });
      this.last = kept.at(-1);
      return kept.reverse();
    }, []);
  }

  add(line: string): void {
    if (line.trim() === "" || line === this.last) return;
    this.last = line;
    quietly(() => {
      mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
      appendFileSync(this.file, `${line}\n`, { mode: 0o600 });
    }, undefined);
  }
}

function quietly<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
