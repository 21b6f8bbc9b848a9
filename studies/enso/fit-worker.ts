// The thread that runs fits: takes a job, answers its result, one after another.
import { parentPort } from "node:worker_threads";
import { DataError } from "../../calibrate/index.js";
import { loadInterpreter } from "../../host/interpreter.js";
import { runJob } from "./fit-job.js";
import type { Question, Reply } from "./fit-pool.js";
import { solverNamed } from "./solvers.js";

const interpreter = await loadInterpreter();
let turn: Promise<void> = Promise.resolve();
const say = (reply: Reply): void => parentPort?.postMessage(reply);
parentPort?.on("message", ({ id, job }: Question) => {
  turn = turn.then(async () => {
    try {
      say({
        id,
        result: await runJob(job, (source, options) => interpreter.load(source, options), solverNamed),
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      say({ id, failure: error instanceof DataError ? { message, file: error.file } : { message } });
    }
  });
});
