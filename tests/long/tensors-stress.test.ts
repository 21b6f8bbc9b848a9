// Tensors that a collection at every safe point, in slices of a few steps, must leave as they are: values and derivatives have the bits
// that they have without. A sample of the cases on the interpreted road, where each step of the interpreter counts.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile, loadInterpreter, type Program, type Value } from "../../host/index.js";
import { stress } from "../support/stress.js";
import {
  firstDerivatives,
  gradientCases,
  secondCases,
  secondDerivatives,
  structured,
} from "../tensors/gradient-cases.js";
import { denseIn, denseOf, domains, given, randomFrom, seedOf } from "../tensors/roads.js";

const roads: readonly (readonly [string, (source: string) => Promise<Program>, number])[] = [
  ["compiled", (source) => compile(source), 1],
  // An interpreter of its own: the stress is on all programs of one.
  ["interpreted", async (source) => (await loadInterpreter()).load(source), 11],
];

/** What both programs answer, the second one under stress. */
async function expectSame(
  load: (source: string) => Promise<Program>,
  source: string,
  calls: (program: Program) => Iterable<readonly [string, unknown]>,
): Promise<void> {
  const calm = [...calls(await load(source))];
  const program = await load(source);
  program.value();
  stress(program);
  let i = 0;
  for (const [what, value] of calls(program)) {
    expect(denseIn(value, what), what).toEqual(denseIn(calm[i]?.[1], what));
    i++;
  }
  expect(i).toBe(calm.length);
}

describe.each(roads)("%s", (_road, load, each) => {
  it("values", { timeout: 300_000 }, async () => {
    const path = new URL("../tensors/fixtures.json", import.meta.url);
    type Fixture = {
      expression: string;
      inputs: Record<string, { shape: number[]; data: (number | string)[] }>;
      written?: string;
    };
    const fixtures = (JSON.parse(readFileSync(path, "utf8")) as Fixture[]).filter(
      ({ written, inputs }, i) =>
        i % (2 * each) === 0 &&
        written === undefined &&
        Object.values(inputs).every(({ data }) => data.every((x) => typeof x === "number")),
    );
    const source = fixtures
      .map(
        ({ expression, inputs }, k) => `(define (case-${k} ${Object.keys(inputs).join(" ")}) ${expression})`,
      )
      .join("\n");
    await expectSame(load, source, function* (program) {
      for (const [k, { expression, inputs }] of fixtures.entries()) {
        const args = Object.values(inputs).map(({ shape, data }) => given({ shape, data: data as number[] }));
        yield [expression, program.call(`case-${k}`, ...args)];
      }
    });
  });

  it("first derivatives", { timeout: 300_000 }, async () => {
    await expectSame(load, firstDerivatives, function* (program) {
      for (const [k, { name, inputs }] of gradientCases.entries()) {
        if (k % each !== 0) continue;
        const random = randomFrom(seedOf(name));
        const at = inputs.map(({ shape, domain }) => domains[domain](shape, random));
        const call = (procedure: string, ...rest: readonly Value[]): [string, unknown] => [
          `${procedure}: ${name}`,
          program.call(procedure, BigInt(k), structured(at), 0, ...rest),
        ];
        const value = call("value");
        yield value;
        const w = given(domains.real(denseOf(value[1]).shape, random));
        const direction = at.map(({ shape }) => domains.real(shape, random));
        yield call("reverse-mode", w);
        yield call("along", structured(direction));
        if (inputs.length === 1) yield call("matrix");
      }
    });
  });

  it("determinants of singular matrices, twice, and magnitudes", { timeout: 300_000 }, async () => {
    const source = `(define-parameter a 2.0)
(define singular (tensor '((1 2 3) (2 4 6) (1 1 5))))
(define (twice) (list (hessian det singular) (hessian norm (zeros 2)) (hessian-vector det singular singular)))
(define (pair) (tensor a (- a)))
(define (spd) (tensor (list (list a 1) (list 1 3))))
(define (summed)
  (+ (sum (solve (spd) (pair))) (sum (solve-spd (spd) (pair))) (sum (triangular-solve (spd) (pair))) (sum (cholesky (spd)))
     (tensor-ref (softmax (pair)) 0) (sum (matmul (inv (spd)) (pair))) (det (outer (pair) (tensor 1 1)))))`;
    await expectSame(load, source, function* (program) {
      yield ["twice", program.call("twice")];
      const { magnitudes, chain } = program.magnitudes("summed");
      yield ["magnitudes", [chain, ...magnitudes.values()]];
      const { value, hessian } = program.hessian("summed");
      yield ["hessian", [value, ...[...hessian.values()].flatMap((row) => [...row.values()])]];
    });
  });

  it("second derivatives", { timeout: 300_000 }, async () => {
    await expectSame(load, secondDerivatives, function* (program) {
      for (const [k, { name, shape, domain, constant }] of secondCases.entries()) {
        if (k % each !== 0) continue;
        const random = randomFrom(seedOf(name));
        const x = given(domains[domain](shape, random));
        const square = constant.length === 2 && constant[0] === constant[1];
        const b = given(domains[square ? "dominant" : "real"](constant, random));
        const call = (procedure: string, ...rest: readonly Value[]): [string, unknown] => [
          `${procedure}: ${name}`,
          program.call(procedure, BigInt(k), x, b, ...rest),
        ];
        const w = given(domains.real(denseOf(call("value")[1]).shape, random));
        const v = given(domains.real(shape, random));
        yield call("second", w);
        yield call("reverse-over-forward", w, v);
        yield call("forward-over-forward", w, v, v);
      }
    });
  });
});
