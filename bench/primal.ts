// Programs without derivatives: compiled and interpreted, beside Chez Scheme's and Guile's compilers and Chez's interpreter.
// Invariant: all run the same text and answer the same.
import { compile, loadInterpreter } from "../host/index.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import { type SchemePeer, type SchemeTimes, schemeTimes } from "./peers/schemes.js";
import source from "./programs/primal.scm";
import { PRIMAL, primalRatios } from "./targets.js";
import { geometricMean, quotient, time, timingOf } from "./timer.js";

export const primal: Workload = { name: "primal programs", run: measurePrimal };

const PEERS = ["Chez Scheme", "Guile", "Chez Scheme, interpret"] as const satisfies readonly SchemePeer[];

async function measurePrimal(context: Context): Promise<void> {
  const interpreter = await loadInterpreter();
  const interpreted = interpreter.load(source);
  const compiled = await compile(source);
  const procedures = PRIMAL.map((name) => `run-${name}`);
  const peers = new Map<SchemePeer, ReadonlyMap<string, SchemeTimes>>();
  for (const peer of PEERS) {
    const times = schemeTimes(peer, source, procedures, context.effort);
    if (times) peers.set(peer, times);
    else context.note(`${peer} is not installed (Debian: chezscheme, guile-3.0): its rows are left out`);
  }
  const quotients = new Map<string, number[]>();
  for (const name of PRIMAL) {
    const procedure = `run-${name}`;
    const value = compiled.write(procedure);
    if (interpreted.write(procedure) !== value) throw new Error(`${name}: the engines disagree`);
    const [ours, walked] = (await time(
      [
        { name: "compiled", run: () => compiled.call(procedure) },
        { name: "interpreted", run: () => interpreted.call(procedure) },
      ],
      context.effort,
    )) as [Awaited<ReturnType<typeof time>>[number], Awaited<ReturnType<typeof time>>[number]];
    const where = { workload: name, metric: "one call" };
    timeRow(context, { ...where, subject: "compiled" }, ours, "ms");
    timeRow(context, { ...where, subject: "interpreted" }, walked, "ms");
    for (const [peer, times] of peers) {
      const theirs = times.get(procedure)!;
      if (Number(theirs.value) !== Number(value))
        throw new Error(`${name}: ${peer} answers ${theirs.value}, compiled code ${value}`);
      const timing = timingOf(theirs.rounds);
      timeRow(context, { ...where, subject: peer }, timing, "ms");
      const mine = peer === "Chez Scheme, interpret" ? walked : ours;
      const key = primalRatios.each(name, peer);
      ratio(context, key, mine, timing);
      quotients.set(peer, [...(quotients.get(peer) ?? []), quotient(mine, timing)]);
    }
  }
  for (const [peer, all] of quotients)
    context.figure(primalRatios.mean(peer as SchemePeer), geometricMean(all));
  interpreted.dispose();
}
