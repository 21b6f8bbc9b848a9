// Every expression of fixtures.json on both roads: the value that NumPy and SciPy have (fixtures.py), and equal bits.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type Program, Tensor, type Value } from "../../host/index.js";
import { type Dense, denseOf, domains, expectNear, given, randomFrom, roads } from "./roads.js";

type Json = number | string | readonly Json[];
interface Fixture {
  readonly group: string;
  readonly name: string;
  readonly expression: string;
  readonly inputs: Readonly<Record<string, { readonly shape: number[]; readonly data: readonly Json[] }>>;
  /** A number or nested lists, with its shape; or the written form. */
  readonly shape?: readonly number[];
  readonly value?: Json;
  readonly written?: string;
  readonly tolerance?: number;
  readonly scale?: number;
}

const fixtures = JSON.parse(readFileSync(new URL("./fixtures.json", import.meta.url), "utf8")) as Fixture[];

const SPECIAL: Readonly<Record<string, number>> = {
  "+inf.0": Infinity,
  "-inf.0": -Infinity,
  "+nan.0": Number.NaN,
};
const flat = (x: Json): number[] =>
  typeof x === "number" ? [x] : typeof x === "string" ? [SPECIAL[x] as number] : x.flatMap(flat);

/** The same call by way of `apply`: a primitive is a procedure like others. */
function applied(expression: string): string | undefined {
  const [, operator, operands] = expression.match(/^\(([^\s()]+) ?(.*)\)$/s) ?? [];
  return operator && operator !== "lambda" ? `(apply ${operator} (list ${operands}))` : undefined;
}

const source = fixtures
  .flatMap(({ expression, inputs }, i) => {
    const names = Object.keys(inputs).join(" ");
    const indirect = applied(expression);
    return [
      `(define (case-${i} ${names}) ${expression})`,
      ...(indirect ? [`(define (applied-${i} ${names}) ${indirect})`] : []),
    ];
  })
  .join("\n");

const argumentsOf = ({ inputs }: Fixture): Value[] =>
  Object.values(inputs).map(({ shape, data }) => given({ shape, data: flat(data) }));

/** Text that is equal when all bits are (but those of NaNs, which count as one). */
function bitsOf(value: unknown): string {
  const text = (x: number): string => (Object.is(x, -0) ? "-0" : String(x));
  if (typeof value === "number") return text(value);
  if (value instanceof Float64Array) return `[${Array.from(value, text).join(" ")}]`;
  if (Array.isArray(value)) return `(${value.map(bitsOf).join(" ")})`;
  if (value instanceof Tensor) return `tensor ${value.shape.join("x")} ${bitsOf(value.data)}`;
  return String(value);
}

const programs = new Map<string, Program>();
beforeAll(async () => {
  for (const [road, load] of roads) programs.set(road, await load(source));
});
const on = (road: string): Program => programs.get(road) as Program;

const groups = [...new Set(fixtures.map(({ group }) => group))];
describe.each(groups)("%s", (group) => {
  const cases = fixtures.flatMap((fixture, i) =>
    fixture.group === group ? [[fixture.name, fixture, i] as const] : [],
  );

  describe.each(roads)("%s", (road) => {
    it.each(cases)("%s", (_name, fixture, i) => {
      const { expression, shape, value, written, tolerance = 1e-12, scale = 0 } = fixture;
      if (written !== undefined) {
        expect(on(road).write(`case-${i}`, argumentsOf(fixture)), expression).toBe(written);
        return;
      }
      const got = denseOf(on(road).call(`case-${i}`, ...argumentsOf(fixture)), expression);
      const wanted: Dense = { shape: shape as number[], data: flat(value as Json) };
      expectNear(got, wanted, tolerance, scale, expression);
    });
  });

  it.each(cases)("%s: the same bits on both roads, and by apply", (_name, fixture, i) => {
    const direct = roads.map(([road]) => bitsOf(on(road).call(`case-${i}`, ...argumentsOf(fixture))));
    expect(direct[1], fixture.expression).toBe(direct[0]);
    const indirect = applied(fixture.expression);
    if (indirect === undefined) return;
    for (const [road] of roads)
      expect(bitsOf(on(road).call(`applied-${i}`, ...argumentsOf(fixture))), `${road}: ${indirect}`).toBe(
        direct[0],
      );
  });
});

describe.each(roads)("%s", (road) => {
  it("leaves its arguments alone", () => {
    const i = fixtures.findIndex(({ expression }) => expression === "(inv a)");
    const fixture = fixtures.find(({ name }) => name === "inv 3") as Fixture;
    const [argument] = argumentsOf(fixture) as [Tensor];
    const before = bitsOf(argument);
    on(road).call(`case-${i}`, argument);
    expect(bitsOf(argument)).toBe(before);
  });

  it("keeps the values of tensors that other results are made of", async () => {
    const program = await roads.find(([name]) => name === road)?.[1](`
(define (check a)
  (let* ((before (tensor->list a)) (b (reshape a 6)) (c (transpose a)) (d (+ a 1)) (e (cumsum a)) (f (tensor-ref a 0)) (g (inv (matmul a c))))
    (and (equal? before (tensor->list a)) (equal? before (tensor->list (reshape b 2 3))) (equal? before (tensor->list (transpose c))) #t)))`);
    expect(program?.call("check", new Tensor([2, 3], Float64Array.of(1, 2, 3, -4, 5, 7)))).toBe(true);
  });

  it("solves larger systems: what is left over is rounding", async () => {
    const program = await roads.find(([name]) => name === road)?.[1](`
(define (left-over a b) (amax (abs (- a b))))
(define (residuals a b)
  (let* ((n (car (shape a))) (s (+ (matmul a (transpose a)) (eye n))) (l (cholesky s)) (u (transpose l)))
    (list (left-over (matmul a (solve a b)) b)
          (left-over (matmul s (solve-spd s b)) b)
          (left-over (matmul l u) s)
          (left-over (matmul l (triangular-solve l b)) b)
          (left-over (matmul u (triangular-solve u b 'upper)) b)
          (left-over (matmul u (triangular-solve l b 'lower #t)) b)
          (left-over (matmul a (inv a)) (eye n))
          (- (logdet s) (* 2 (sum (log (diag l)))))
          (left-over (gradient logdet a) (transpose (inv a))))))`);
    if (!program) return;
    for (const n of [16, 17, 33, 64, 100]) {
      const random = randomFrom(n);
      const [a, b] = [domains.dominant([n, n], random), domains.real([n, n], random)];
      for (const residual of program.call("residuals", given(a), given(b)) as number[])
        expect(Math.abs(residual), `${n}`).toBeLessThan(1e-9 * n);
    }
  });

  it("takes and gives tensors inside lists and vectors, and of large size", async () => {
    const program = await roads.find(([name]) => name === road)?.[1](`
(define (twice l) (map (lambda (t) (* 2 t)) l))
(define (second-of v) (vector-ref v 1))
(define (total t) (sum t))
(define (same t) t)`);
    if (!program) return;
    const [a, b] = [new Tensor([2], Float64Array.of(1, 2)), new Tensor([1, 2], Float64Array.of(3, 4))];
    expect((program.call("twice", [a, b, 5]) as unknown[]).map(bitsOf)).toEqual([
      "tensor 2 [2 4]",
      "tensor 1x2 [6 8]",
      "10",
    ]);
    const large = new Tensor(
      [300, 1000],
      Float64Array.from({ length: 300_000 }, (_, i) => i),
    );
    expect(program.call("total", large)).toBe((299_999 * 300_000) / 2);
    expect(bitsOf(program.call("same", large))).toBe(bitsOf(large));
    const special = new Tensor([5], Float64Array.of(-0, Infinity, -Infinity, Number.NaN, 5e-324));
    expect(bitsOf(program.call("same", special))).toBe(bitsOf(special));
    const empty = new Tensor([0, 3], new Float64Array(0));
    expect(bitsOf(program.call("same", empty))).toBe("tensor 0x3 []");
  });
});
