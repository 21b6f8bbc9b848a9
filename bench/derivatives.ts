// Derivatives taken inside programs, and recorded graphs, each against what it is made of.
// Invariant: both roads answer the same (bits of what is a value, a computed bound of what was swept in another order).
import { compile, loadInterpreter, type Program } from "../host/index.js";
import { type Context, ratio, timeRow, type Workload } from "./context.js";
import source from "./programs/derivatives.scm";
import { derivativeRatios } from "./targets.js";
import { type Timing, time } from "./timer.js";

export const derivatives: Workload = { name: "derivatives", run: measureDerivatives };

const CALLS = {
  "run-loss": "value of 20 numbers",
  "run-gradient": "gradient",
  "run-hessian-vector": "Hessian times vector",
  "run-hessian": "Hessian, 20 × 20",
  "run-curve": "500 values of 8 numbers",
  "run-jacobian": "Jacobian, 500 × 8",
  "run-directions": "8 directions, one by one",
  "run-recurrence": "gradient of 20,000 steps",
  "run-checkpointed": "the same, checkpointed",
} as const;
type Call = keyof typeof CALLS;

async function measureDerivatives(context: Context): Promise<void> {
  const compiled = await compile(source);
  const interpreted = (await loadInterpreter()).load(source);
  for (const call of Object.keys(CALLS))
    if (compiled.write(call) !== interpreted.write(call)) throw new Error(`${call}: the roads disagree`);
  const rows = compiled.call("run-jacobian") as number[][];
  const columns = compiled.call("run-directions") as number[][];
  if (rows.some((row, i) => row.some((value, k) => value !== columns[k]?.[i])))
    throw new Error("the Jacobian is not that of its directions");
  const subjects: [string, Program][] = [
    ["compiled", compiled],
    ["interpreted", interpreted],
  ];
  for (const [subject, program] of subjects) {
    const calls = Object.keys(CALLS) as Call[];
    const timings = await time(
      calls.map((call) => ({ name: call, run: () => program.callWith(call, []) })),
      context.effort,
    );
    const of = new Map(calls.map((call, i) => [call, timings[i] as Timing]));
    for (const call of calls)
      timeRow(
        context,
        { workload: "derivatives", subject, metric: CALLS[call] },
        of.get(call) as Timing,
        "ms",
      );
    ratio(
      context,
      derivativeRatios.hessianVector(subject),
      of.get("run-hessian-vector"),
      of.get("run-gradient"),
    );
    ratio(context, derivativeRatios.hessian(subject), of.get("run-hessian"), of.get("run-gradient"));
    ratio(context, derivativeRatios.jacobian(subject), of.get("run-jacobian"), of.get("run-curve"));
    ratio(context, derivativeRatios.directions(subject), of.get("run-directions"), of.get("run-jacobian"));
    ratio(
      context,
      derivativeRatios.checkpointed(subject),
      of.get("run-checkpointed"),
      of.get("run-recurrence"),
    );
  }
  const learnt = `(define-parameter a 2.1)\n${source}\n(define (run) ((recurrence 2000) a))`;
  for (const [subject, program] of [
    ["compiled", await compile(learnt)],
    ["interpreted", (await loadInterpreter()).load(learnt)],
  ] as const) {
    const [gradient, graph] = await time(
      [
        { name: "gradient", run: () => program.valueAndGradient("run") },
        { name: "graph", run: () => program.graph("run") },
      ],
      context.effort,
    );
    const where = { workload: "derivatives", subject };
    timeRow(context, { ...where, metric: "gradient of 2,000 steps" }, gradient as Timing, "ms");
    timeRow(context, { ...where, metric: "graph of 2,000 steps" }, graph as Timing, "ms");
    ratio(context, derivativeRatios.graph(subject), graph, gradient);
  }
  interpreted.dispose();
}
