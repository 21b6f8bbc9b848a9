// One process that runs the built command again and again, for tests: node starts once and the modules stay loaded.
// Invariant: each run has the state of a fresh command. Its entry is evaluated anew; arguments, folder, stdin, streams and exit code are
// the run's own. A process for itself is needed for signals, closed pipes and runs that go on (`Folder.start`).
import { tmpdir } from "node:os";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";

const exit = process.exit.bind(process);
const listened = ["uncaughtException", "SIGINT", "SIGTERM"];
let runs = 0;

async function run({ command, cwd, args, input }) {
  const written = { stdout: [], stderr: [] };
  for (const name of ["stdout", "stderr"])
    process[name].write = (chunk, ...rest) => {
      written[name].push(Buffer.from(chunk));
      rest.findLast((each) => typeof each === "function")?.();
      return true;
    };
  const stdin = Readable.from(input === "" ? [] : [Buffer.from(input)], { objectMode: false });
  Object.defineProperty(process, "stdin", { configurable: true, value: stdin });
  process.chdir(cwd);
  process.argv = [process.execPath, command, ...args];
  process.exitCode = undefined;
  const code = await new Promise((done, failed) => {
    process.exit = (given) => done(given ?? process.exitCode ?? 0);
    runs++;
    import(`${pathToFileURL(command).href}?run=${runs}`).then(() => done(process.exitCode ?? 0), failed);
  });
  process.exitCode = undefined;
  for (const event of listened) process.removeAllListeners(event);
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners("error");
  process.chdir(tmpdir());
  const text = (name) => Buffer.concat(written[name]).toString("utf8");
  return { code, stdout: text("stdout"), stderr: text("stderr") };
}

process.on("message", (request) =>
  run(request).then(
    (result) => process.send({ result }),
    (error) => process.send({ error: String(error?.stack ?? error) }),
  ),
);
process.on("disconnect", () => exit(0));
