// The Kalman likelihoods of the El Niño study beside NumPy (studies/enso/oracle.py): values, gradients, filtered means, on both roads.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../calibrate/index.js";
import { compile, loadInterpreter, type Program, Tensor } from "../../host/index.js";
import { fileComponents, nino34Of, readField } from "../../studies/enso/field.js";
import {
  type Constants,
  type Dense,
  initial,
  initialScalar,
  kalman,
  noise,
  observations,
  scalar,
} from "../../studies/enso/likelihood.js";

const FORMS = { joseph: "likelihood", plain: "likelihood-plain" } as const;
type Form = keyof typeof FORMS;

interface Expected {
  readonly scalar: readonly { steps: number; value: number; gradient: readonly number[] }[];
  readonly cases: readonly (Record<
    Form,
    {
      readonly value: number;
      readonly gradient: readonly {
        readonly argument: keyof Constants;
        readonly at: readonly number[];
        readonly derivative: number;
      }[];
      /** The derivative along the sequence `noise` in all entries of f, then in the lower triangle of l, and 1 in r. */
      readonly alongNoise: number;
    }
  > & {
    readonly dimension: number;
    readonly steps: number;
    readonly means: { readonly last: readonly number[]; readonly sumOfSquares: number };
  })[];
}
const expected = JSON.parse(readFileSync(new URL("./kalman.json", import.meta.url), "utf8")) as Expected;

const interpreter = await loadInterpreter();
const roads: [string, (source: string) => Promise<Program>][] = [
  ["compiled", (source) => compile(source)],
  ["interpreted", async (source) => interpreter.load(source)],
];

const tensor = ({ shape, data }: Dense): Tensor => new Tensor(shape, data);

function expectNear(actual: unknown, wanted: number, relative: number, what: string): void {
  expect(typeof actual, what).toBe("number");
  const error = Math.abs((actual as number) - wanted);
  expect(error, `${what}: ${actual} for ${wanted}`).toBeLessThanOrEqual(relative * Math.abs(wanted));
}

it("has the components that the field has, with Niño 3.4 in the first", () => {
  const read = (name: string): string =>
    readFileSync(new URL(`../../studies/enso/data/${name}`, import.meta.url), "utf8");
  const field = readField(read("sst_anomaly_coarse4x10.csv"), read("grid_coarse4x10.csv"));
  for (const [name, text] of fileComponents(field)) {
    const [made, kept] = [readTable(text), readTable(read(name))];
    expect(kept.names).toEqual(made.names);
    expect(kept.text(kept.names[0]!)).toEqual(made.text(kept.names[0]!));
    for (const column of kept.names.slice(1)) {
      const wanted = made.column(column);
      const error = kept.column(column).reduce((most, x, t) => Math.max(most, Math.abs(x - wanted[t]!)), 0);
      expect(error, `${name}, ${column}`).toBeLessThan(1e-9);
    }
  }
  const index = nino34Of(field);
  const mean = index.reduce((sum, x) => sum + x, 0) / index.length;
  const spread = Math.sqrt(index.reduce((sum, x) => sum + (x - mean) ** 2, 0) / index.length);
  const first = readTable(read("principal_components.csv")).column("pc1");
  const correlation = index.reduce((sum, x, t) => sum + (x - mean) * first[t]!, 0) / (index.length * spread);
  expect(correlation).toBeGreaterThan(0.9);
});

describe.each(roads)("%s", (_road, load) => {
  let program: Program;
  beforeAll(async () => {
    program = await load(kalman);
  });

  it.each(expected.cases)("D = $dimension, T = $steps", async (wanted) => {
    const { dimension, steps } = wanted;
    const size = dimension ** 2;
    const { f, l, r } = initial(dimension);
    const given = [tensor(f), tensor(l), r, tensor(await observations(dimension, steps))] as const;
    const values = new Map<Form, number>();
    for (const form of ["joseph", "plain"] as const) {
      const { value, gradient, alongNoise } = wanted[form];
      expectNear(program.call(FORMS[form], ...given), value, 1e-9, form);
      const answer = program.call(`${FORMS[form]}+gradient`, ...given) as unknown;
      const [again, [byF, byL, byR]] = answer as [number, [Tensor, Tensor, number]];
      expectNear(again, value, 1e-9, `${form} with its gradient`);
      values.set(form, again);
      expect([byF.shape, byL.shape]).toEqual([f.shape, l.shape]);
      const entry = (argument: keyof Constants, at: readonly number[]): number | undefined =>
        argument === "r" ? byR : { f: byF, l: byL }[argument].data[at[0]! * dimension + at[1]!];
      for (const { argument, at, derivative } of gradient)
        expectNear(entry(argument, at), derivative, 1e-8, `${form} by ${argument} ${at}`);
      let along = byR;
      for (let k = 0; k < size; k++) {
        const [i, j] = [Math.floor(k / dimension), k % dimension];
        if (j > i) expect(Math.abs(byL.data[k]!), `${form} by l ${i} ${j}`).toBe(0);
        along += byF.data[k]! * noise(k + 1) + byL.data[k]! * noise(k + 1 + size);
      }
      expectNear(along, alongNoise, 1e-8, `${form} along the sequence`);
    }
    expectNear(values.get("plain"), values.get("joseph")!, 1e-8, "plain beside Joseph");

    const means = program.call("filter", ...given) as unknown as Tensor;
    expect(means.shape).toEqual([steps, dimension]);
    wanted.means.last.forEach((mean, i) => {
      expectNear(means.data.at(i - dimension), mean, 1e-8, `mean ${i}`);
    });
    let squares = 0;
    for (const mean of means.data) squares += mean ** 2;
    expectNear(squares, wanted.means.sumOfSquares, 1e-9, "squares of the means");
  });

  it("takes a variance of the observations from any number", () => {
    const variances = [-800, 0, 1, 800].map((r) => program.call("softplus", r));
    [0, Math.LN2, Math.log1p(Math.E), 800].forEach((wanted, i) => {
      expectNear(variances[i], wanted, 1e-15, `softplus ${i}`);
    });
  });

  it.each(expected.scalar)("plain numbers, T = $steps", async ({ steps, value, gradient }) => {
    const numbers = await load(scalar);
    const { f, q, r } = initialScalar();
    const { data } = await observations(1, steps);
    expectNear(numbers.call("likelihood", f, q, r, data), value, 1e-9, "value");
    const [again, derivatives] = numbers.call("likelihood+gradient", f, q, r, data) as [number, number[]];
    expectNear(again, value, 1e-9, "value with its gradient");
    gradient.forEach((wanted, i) => {
      expectNear(derivatives[i], wanted, 1e-9, `derivative ${i}`);
    });
    const tensors = initial(1);
    const byTensors = program.call(
      "likelihood",
      tensor(tensors.f),
      tensor(tensors.l),
      tensors.r,
      tensor(await observations(1, steps)),
    );
    expectNear(byTensors, value, 1e-9, "the program with tensors");
    numbers.dispose();
  });
});
