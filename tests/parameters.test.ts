// What a program tells about its learnable constants is the same on both roads.
import { expect, it } from "vitest";
import { buildModule, compile, loadInterpreter, loadModule } from "../host/index.js";

const source = `
(define-parameter a 0.5)
(define-parameter b 2 (lower 0) (per cell))
(define-parameter c -1.5 (per the-day) (upper 3.5))
(define-parameter d 1.0 (per -))
(+ a b c d)`;

it("is name, value, bounds, column and place", async () => {
  const built = await buildModule(source);
  for (const program of [
    await compile(source),
    (await loadInterpreter()).load(source),
    await loadModule(built.binary),
  ]) {
    const { NEGATIVE_INFINITY: none, POSITIVE_INFINITY: open } = Number;
    expect([...program.parameters.values()]).toEqual([
      {
        name: "a",
        value: 0.5,
        initial: 0.5,
        bounds: { lower: none, upper: open },
        per: undefined,
        line: 2,
        column: 21,
      },
      {
        name: "b",
        value: 2,
        initial: 2,
        bounds: { lower: 0, upper: open },
        per: "cell",
        line: 3,
        column: 21,
      },
      {
        name: "c",
        value: -1.5,
        initial: -1.5,
        bounds: { lower: none, upper: 3.5 },
        per: "the-day",
        line: 4,
        column: 21,
      },
      {
        name: "d",
        value: 1,
        initial: 1,
        bounds: { lower: none, upper: open },
        per: "-",
        line: 5,
        column: 21,
      },
    ]);
  }
});
