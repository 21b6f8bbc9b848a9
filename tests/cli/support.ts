// Runs the built command in a folder of its own, the way a user does.
import { type ChildProcess, spawn } from "node:child_process";
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

/** A folder that is removed when the tests of the file have ended. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "dmci-cli-"));

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [name, contents] of Object.entries(files)) this.write(name, contents);
    afterAll(() => rmSync(this.path, { recursive: true, force: true }));
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
    const child = this.start(...args);
    child.stdin?.end(input);
    return finished(child);
  }
  /** The same through the prebuilt interpreter, which starts much faster. */
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
