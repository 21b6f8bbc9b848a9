// Runs the built command in a folder of its own, the way a user does: in a process of its own, or where only arguments, files, output and
// exit code matter in one process that the test file's runs share (`warm.mjs`), which saves the start.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

export const root = resolve(import.meta.dirname, "..", "..");
const command = join(root, "dist", "cli.js");
if (!existsSync(command)) throw new Error(`${command} is missing; run: npm run build`);

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let warm: ChildProcess | undefined;
let running = 0;
/** Runs wait for each other: they share a process, and so its folder and streams. */
let last: Promise<unknown> = Promise.resolve();

/** A run that its test has given up is not what the next tests wait for. */
function endAbandoned(): void {
  if (running > 0) warm?.kill("SIGKILL");
}

function runWarm(cwd: string, args: readonly string[], input: string): Promise<Finished> {
  const run = last.then(
    () =>
      new Promise<Finished>((done, failed) => {
        warm ??= fork(join(import.meta.dirname, "warm.mjs"), [], {
          stdio: ["ignore", "pipe", "pipe", "ipc"],
          execArgv: [],
        });
        const child = warm;
        // The tests' end does not wait for it; it ends when this end of its channel closes.
        child.unref();
        child.channel?.unref();
        running++;
        const settle = (act: () => void): void => {
          running--;
          child.off("message", answered);
          child.off("close", ended);
          act();
        };
        const answered = (message: unknown): void => {
          const { result, error } = message as { result: Finished; error?: string };
          settle(() => (error === undefined ? done(result) : failed(new Error(error))));
        };
        const ended = (code: number | null, signal: string | null): void => {
          warm = undefined;
          settle(() => failed(new Error(`the command's process ended: ${code ?? signal}`)));
        };
        child.on("message", answered);
        child.on("close", ended);
        child.send({ command, cwd, args, input });
      }),
  );
  last = run.catch(() => undefined);
  return run;
}

/** A folder that is removed when the tests of the file have ended. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "dmci-cli-"));

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [name, contents] of Object.entries(files)) this.write(name, contents);
    afterAll(() => {
      endAbandoned();
      rmSync(this.path, { recursive: true, force: true });
    });
  }

  write(name: string, contents: string | Uint8Array): void {
    writeFileSync(join(this.path, name), contents);
  }
  read(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }
  list(): string[] {
    return readdirSync(this.path).sort();
  }
  start(...args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [command, ...args], { cwd: this.path });
  }

  /** Runs `dmci-wasm` with these arguments. */
  run(...args: readonly string[]): Promise<Finished> {
    return this.runWith("", ...args);
  }
  runWith(input: string, ...args: readonly string[]): Promise<Finished> {
    return runWarm(this.path, args, input);
  }
  /** The same in a process of its own: streams and exit code are the system's. */
  runAlone(input: string, ...args: readonly string[]): Promise<Finished> {
    const child = this.start(...args);
    child.stdin?.end(input);
    return finished(child);
  }
  /** `run` through the prebuilt interpreter, which starts much faster. */
  interpret(...args: readonly string[]): Promise<Finished> {
    return this.run(...args, "--engine", "interpreter");
  }
}

export function finished(child: ChildProcess): Promise<Finished> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}

/** Waits until the process has printed something that matches. */
export function printed(child: ChildProcess, pattern: RegExp): Promise<void> {
  let text = "";
  return new Promise((done, failed) => {
    const look = (chunk: Buffer): void => {
      text += chunk.toString();
      if (pattern.test(text)) {
        child.stdout?.off("data", look);
        child.stderr?.off("data", look);
        done();
      }
    };
    child.stdout?.on("data", look);
    child.stderr?.on("data", look);
    child.on("close", () => failed(new Error(`ended without printing ${pattern}: ${text}`)));
  });
}
