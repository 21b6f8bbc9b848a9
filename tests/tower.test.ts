// The tower: the interpreter interprets its own source, and values and gradients come up through both levels as they were.
// tests/long/tower.test.ts adds the third level.
import { beforeAll, describe, expect, it } from "vitest";
import { compile, type Interpreter, loadInterpreter, type Program } from "../host/index.js";
import { interpreterSource } from "../scripts/interpreter-sources.js";
import { type Answer, inTower } from "./support/tower.js";
import { towerParameters, towerPrograms } from "./support/tower-programs.js";

let interpreter: Interpreter;
let two: ReadonlyMap<string, Answer>;

beforeAll(async () => {
  interpreter = await loadInterpreter();
  two = inTower(interpreter, 1, towerPrograms);
});

describe("the interpreter in the interpreter", () => {
  it.each(towerPrograms.map((p) => [p.name, p] as const))(
    "has the value and the gradient of the program itself: %s",
    async (name, { at, source, derivative }) => {
      const text = towerParameters(towerPrograms) + source;
      const answer = (program: Program): Answer => {
        const { value, gradient } = program.valueAndGradient();
        return { value, derivative: gradient.get(name) as number };
      };
      const compiled = await compile(text);
      const plain = answer(compiled);
      expect(answer(interpreter.load(text))).toEqual(plain);
      expect(two.get(name)).toEqual(plain);
      if (derivative)
        expect(Math.abs(plain.derivative - derivative(at))).toBeLessThanOrEqual(
          1e-13 * Math.abs(derivative(at)),
        );
      const h = 1e-5;
      const [above, below] = [at + h, at - h].map((x) => {
        compiled.setParameters({ [name]: x });
        return compiled.valueAndGradient().value;
      }) as [number, number];
      expect(Math.abs((above - below) / (2 * h) - plain.derivative)).toBeLessThanOrEqual(
        1e-7 * Math.max(1, Math.abs(plain.derivative)),
      );
    },
  );

  it("reports errors of the inner program as the outer one's", () => {
    const program = interpreter.load(`${interpreterSource()}\n((vector-ref (load-program "(car 5)" 0) 0))`, {
      trusted: true,
    });
    expect(() => program.value()).toThrow("car: expected a pair, got 5");
  });
});
