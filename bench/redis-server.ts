// A Redis of one's own, for measurements and tests: on loopback, at a free port, in a folder of its own, set as docs/search.md says.
// Invariant: `remove` leaves neither a process nor a file behind.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";

const program = ["redis-server", "valkey-server"].find((name) => spawnSync(name, ["--version"]).status === 0);
/** Whether there is a redis-server or valkey-server (Debian: redis-server). */
export const hasRedis = program !== undefined;

export class RedisServer {
  private readonly folder = mkdtempSync(join(tmpdir(), "dmci-redis-"));
  private process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  /** @param settings beside those of docs/search.md, or against them */
  static async start(...settings: readonly string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), settings);
    await server.restart();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, with the data that it had. */
  async restart(): Promise<void> {
    const options = ["--bind", "127.0.0.1", "--port", String(this.port), "--dir", this.folder, "--save", ""];
    const documented = ["--appendonly", "yes", "--maxmemory-policy", "noeviction"];
    this.process = spawn(program as string, [...options, ...documented, ...this.settings], {
      stdio: "ignore",
    });
    for (let attempt = 0; attempt < 200; attempt++) {
      if (await answers(this.port)) return;
      await after(25);
    }
    throw new Error(`${program} does not answer at port ${this.port}`);
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const { process } = this;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const gone = new Promise((resolve) => process.once("close", resolve));
    process.kill("SIGKILL");
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("connect", () => socket.write("PING\r\n"));
    socket.on("data", (bytes) => {
      text += bytes.toString();
      socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text.startsWith("+PONG")));
  });
}
