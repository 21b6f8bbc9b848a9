// The statements of docs/semantics.md, as far as no other file tries to refute them: gradients next to the boundaries of branches, and
// random programs through an interpreter that is itself interpreted.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, type Interpreter, loadInterpreter } from "../host/index.js";
import { walkBoundaries } from "./support/boundaries.js";
import { expression, PARAMETERS, programOf } from "./support/random-programs.js";
import { loader } from "./support/tower.js";

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

describe("gradients almost everywhere", () => {
  it("hold up to the last number before a branch changes, on both roads", async () => {
    const tally = await walkBoundaries(interpreter, 4_100, 150);
    console.log(
      `boundaries: ${tally.boundaries} met by ${tally.deciding} of ${tally.programs} programs; ${tally.oneSided} one-sided differences agree`,
    );
    expect(tally.programs).toBe(150);
    // What was not met was not tested.
    expect(tally.boundaries).toBeGreaterThan(60);
    expect(tally.oneSided).toBeGreaterThan(60);
  });
});

describe("composition", () => {
  it("gives random programs the same value and gradient through two interpreters", async () => {
    const expressions = fc.sample(expression, { seed: 515, numRuns: 40 });
    const names = Object.keys(PARAMETERS);
    const declarations = names.map((p) => `(define-parameter ${p} ${PARAMETERS[p]})`).join("\n");
    // The tower is loaded once; the outermost program's parameters are the inner programs' own, by their order.
    const inner = (text: string): string => JSON.stringify(`${declarations}\n${text}`);
    const tower = interpreter.load(
      `${declarations}
(define run (let () ${loader(1)}))
${expressions.map((text, i) => `(define (t${i}) (run ${inner(text)}))`).join("\n")}`,
      { trusted: true },
    );
    const plain = await compile(programOf(expressions));
    let active = 0;
    expressions.forEach((text, i) => {
      const direct = plain.valueAndGradient(`e${i}`);
      const through = tower.valueAndGradient(`t${i}`);
      expect(through.value, text).toBe(direct.value);
      const { magnitudes, chain } = plain.magnitudes(`e${i}`);
      for (const name of names) {
        const [g, h] = [direct.gradient.get(name) as number, through.gradient.get(name) as number];
        if (g !== 0) active++;
        if (Object.is(g, h) || (Number.isNaN(g) && Number.isNaN(h))) continue;
        const bound = 8 * 2 ** -52 * Math.max(1, chain) * (magnitudes.get(name) as number);
        expect(Math.abs(g - h), text).toBeLessThanOrEqual(bound);
      }
    });
    expect(active).toBeGreaterThan(30);
    tower.dispose();
  });
});
