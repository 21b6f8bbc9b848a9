// The thread that runs candidates: takes work, answers it, one piece after another.
// Invariant: nothing here catches what is not a candidate's fault: the thread then ends, and the pool says so.
import { parentPort, workerData } from "node:worker_threads";
import { Evaluator } from "./evaluate.js";
import type { Message, Reply, Workplace } from "./protocol.js";

const evaluator = new Evaluator(workerData as Workplace);
const say = (reply: Reply): void => parentPort?.postMessage(reply);
// Work may arrive while the thread still prepares: it waits until readiness has been said, for the pool's clock starts there, and a program
// that never ends says nothing more.
let turn: Promise<void> = evaluator.prepare().then(() => say({ kind: "ready" }));
parentPort?.on("message", ({ id, work }: Message) => {
  turn = turn.then(async () => {
    say({ kind: "answer", id, answer: await evaluator.run(work) });
  });
});
await turn;
