// What the optimiser sees of a program: all rows' predictions and their Jacobian come from one batch, which runs the program at most once.
import { describe, expect, it } from "vitest";
import { Predictor } from "../../calibrate/fit/predictor.js";
import { selectRows } from "../../calibrate/fit/rows.js";
import { Unknowns } from "../../calibrate/fit/unknowns.js";
import { type Batch, compile, loadInterpreter, type Program, SchemeError } from "../../host/index.js";

const interpreter = await loadInterpreter();

async function roads(source: string, test: (program: Program) => void): Promise<void> {
  for (const program of [await compile(source), interpreter.load(source)]) test(program);
}

/** The program, whose batches are noted and whose other evaluations are refused. */
function observed(program: Program): { program: Program; batches: Batch[] } {
  const batches: Batch[] = [];
  const handler: ProxyHandler<Program> = {
    get(target, key) {
      if (key === "batch")
        return (...args: Parameters<Program["batch"]>): Batch => {
          const batch = target.batch(...args);
          batches.push(batch);
          return batch;
        };
      if (key === "parameters") return target.parameters;
      if (key === "setParameters") return target.setParameters.bind(target);
      throw new Error(`the predictor used ${String(key)}`);
    },
  };
  return { program: new Proxy(program, handler), batches };
}

const t = Float64Array.from({ length: 200 }, (_, i) => i / 40);
const data = selectRows(
  { t, y: t },
  { columns: ["t"], target: "y", rows: t.map((_, i) => (i % 4 === 3 ? 0 : 1)) },
);

function predictorOf(program: Program, entry: string): Predictor {
  const unknowns = Unknowns.of(program.parameters.values(), data.series, data.train);
  return new Predictor(program, entry, data.columns, data, unknowns);
}

describe("predictions", () => {
  it("of all rows with their Jacobian are one batch; the program runs in the first alone", async () => {
    const source = `(define-parameter a 1.0) (define-parameter b 0.5)
(define (decay t) (* a (exp (- (* b t)))))`;
    await roads(source, (real) => {
      const { program, batches } = observed(real);
      const predictor = predictorOf(program, "decay");
      const points = [
        [1, 0.5],
        [2.5, 0.125],
        [-3, 1.75],
      ] as const;
      for (const [a, b] of points) {
        const { values, jacobian } = predictor.at([a, b], data.train);
        expect(values).toHaveLength(150);
        data.train.forEach((row, i) => {
          const e = Math.exp(-b * t[row]!);
          expect(values[i]).toBeCloseTo(a * e, 13);
          expect(jacobian[0]?.[i]).toBeCloseTo(e, 13);
          expect(jacobian[1]?.[i]).toBeCloseTo(-a * t[row]! * e, 12);
        });
      }
      expect(batches.map((batch) => batch.statistics)).toEqual([
        { recorded: 1, replayed: 150, byKernel: 0, evaluated: 0 },
        { recorded: 0, replayed: 150, byKernel: 0, evaluated: 0 },
        { recorded: 0, replayed: 150, byKernel: 0, evaluated: 0 },
      ]);
    });
  });

  it("fail with the row at which the program fails first", async () => {
    const source = `(define-parameter a 1.0) (define (f t) (if (> t 4.0) (vector-ref (vector a) 1) (* a t)))`;
    await roads(source, (program) => {
      const predictor = predictorOf(program, "f");
      let caught: unknown;
      try {
        predictor.at([2], data.train);
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(SchemeError);
      const { kind, context } = caught as SchemeError;
      expect(kind).toBe("range");
      // Row 161 of the data is the first one beyond 4: rows 3, 7, … are not used.
      expect(context).toBe(`while predicting ${data.describe(161)}`);
      expect(context).toContain("4.025");
    });
  });
});
