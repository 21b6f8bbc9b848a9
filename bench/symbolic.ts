// An interpreter against an interpreter: calls, recursion and lists, with Chez Scheme's `interpret` as the peer (Debian: chezscheme).
// Invariant: both run the same text and answer the same; Chez's times are taken inside of one process of it, in as many rounds.
import { compile, loadInterpreter } from "../host/index.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import { schemeTimes } from "./peers/schemes.js";
import source from "./programs/symbolic.scm";
import { chezRatio, SYMBOLIC } from "./targets.js";
import { time, timingOf } from "./timer.js";

export const symbolic: Workload = { name: "symbolic", run: measureSymbolic };

async function measureSymbolic(context: Context): Promise<void> {
  const interpreter = await loadInterpreter();
  const interpreted = interpreter.load(source);
  const compiled = await compile(source);
  const chez = schemeTimes("Chez Scheme, interpret", source, Object.keys(SYMBOLIC), context.effort);
  if (!chez) context.note("Chez Scheme is not installed (Debian: chezscheme): its rows are left out");
  for (const [procedure, name] of Object.entries(SYMBOLIC)) {
    const value = interpreted.write(procedure);
    const peer = chez?.get(procedure);
    if (compiled.write(procedure) !== value || (peer && peer.value !== value))
      throw new Error(`${name}: subjects disagree`);
    const timings = await time(
      [
        { name: "interpreted", run: () => interpreted.write(procedure) },
        { name: "compiled", run: () => compiled.write(procedure) },
      ],
      context.effort,
    );
    const where = { workload: name, metric: "one call" };
    timings.forEach((timing, i) => {
      timeRow(context, { ...where, subject: i === 0 ? "interpreted" : "compiled" }, timing, "ms");
    });
    if (!peer) continue;
    const theirs = timingOf(peer.rounds);
    timeRow(context, { ...where, subject: "Chez Scheme, interpret" }, theirs, "ms");
    ratio(context, chezRatio(name), timings[0], theirs);
  }
  interpreted.dispose();
}
