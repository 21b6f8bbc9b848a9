// Generators, backtracking and coroutines by re-entrant continuations: with a heap of a few MiB, and with a collection at every safe point
// while slices of a few steps save and resume every frame. Values are those of Guile and Chez Scheme (tests/oracle/constructs.mjs).
import { describe, it } from "vitest";
import { compile, loadInterpreter, type Program, type ProgramOptions } from "../host/index.js";
import { type Case, readCases } from "./support/cases.js";
import { check, outcomeOf } from "./support/check.js";
import { stress } from "./support/stress.js";

const cases = readCases().filter(({ file }) =>
  ["generators.scm", "backtracking.scm", "coroutines.scm"].includes(file),
);
const named = cases.map((c): [string, Case] => [`${c.file}: ${c.name}`, c]);

/** What fills a small heap many times over while the continuations are kept, before and after the program proper. */
const churn = "(define (churn n) (if (> n 0) (begin (make-vector 1000 n) (churn (- n 1)))))";
const churned = (source: string): string => source.replaceAll("(call/cc (lambda (k) ", "$&(churn 40) ");

/** The case with garbage at every capture, on a line of its own, so that its places move by one line. */
function withGarbage(test: Case): Case {
  const { error } = test;
  return {
    ...test,
    source: `${churn}\n${error ? test.source : churned(test.source)}`,
    ...(error?.line === undefined ? {} : { error: { ...error, line: error.line + 1 } }),
  };
}

const roads: [string, (source: string, options?: ProgramOptions) => Promise<Program>][] = [
  ["compiled", (source, options) => compile(source, options)],
  ["interpreted", async (source, options) => (await loadInterpreter()).load(source, options)],
];

describe.each(roads)("%s", (road, load) => {
  it.each(named)("in a heap of 2 MiB: %s", async (_name, test) => {
    const small = withGarbage(test);
    check(small, await outcomeOf(() => load(small.source, { heap: 2 })));
  });

  it.each(named)("with a collection at every safe point: %s", async (_name, test) => {
    check(
      test,
      await outcomeOf(async () => {
        if (road === "compiled") {
          const program = await load(test.source);
          stress(program);
          return program;
        }
        const interpreter = await loadInterpreter();
        stress(interpreter, 500);
        return interpreter.load(test.source);
      }),
    );
  });
});
