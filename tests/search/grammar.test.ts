// The grammar: what it proposes passes the funnel's checks of form, whatever the seed; the same context gives the same programs.
import { describe, expect, it } from "vitest";
import { read } from "../../compiler/read.js";
import type { Elite } from "../../search/archive.js";
import { screen } from "../../search/funnel.js";
import { fixed } from "../../search/proposers/fix.js";
import type { Constant } from "../../search/proposers/genome.js";
import {
  atomsOf,
  genomeOf,
  printGenome,
  printTree,
  type Tree,
  treeOf,
} from "../../search/proposers/genome.js";
import { GrammarProposer } from "../../search/proposers/grammar.js";
import { Grower } from "../../search/proposers/grow.js";
import { numberPositions } from "../../search/proposers/places.js";
import { medianConstants } from "../../search/proposers/proposer.js";
import { simplify } from "../../search/proposers/simplify.js";
import { variant } from "../../search/proposers/variant.js";
import { randomFor } from "../../search/random.js";
import type { GrammarSettings } from "../../search/task.js";
import { taskWith } from "./support.js";

const task = taskWith({
  entry: { name: "model", arguments: [{ column: "t" }, { column: "u" }] },
  language: {
    primitives: ["+", "-", "*", "/", "exp", "min", "<", "sqrt"],
    forms: ["let", "if"],
    maxNodes: 40,
    maxParameters: 6,
  },
}); // prettier-ignore
const settings = task.proposers[0] as GrammarSettings;

function eliteOf(text: string, hash: string): Elite {
  return {
    hash,
    text,
    complexity: 5,
    behaviour: "----",
    score: {
      status: "scored",
      trainLoss: 0,
      validationLoss: 0,
      validationStandardError: null,
      converged: true,
      calibrated: [1, 2, 4].map((a) => ({
        group: String(a),
        parameters: { a, b: -a },
        standardErrors: {},
        loss: 0,
        iterations: 1,
        converged: true,
      })),
    },
    batch: 0,
    island: 0,
    proposer: "test",
    operator: "",
    parents: [],
  };
}

const ELITES = [
  "(define-parameter a 1.0 (lower 0)) (define-parameter b 1.0) (define (model t u) (+ a (* b (exp (- t u)))))",
  "(define-parameter a 1.0) (define (model x y) (let ((z (* a x))) (if (< z 2) (min z y) (sqrt y))))",
  "(define-parameter a 1.0) (define (step s) (* a s)) (define (model t u) (let loop ((i 0) (s t)) (if (< i 5) (loop (+ i 1) (step s)) s)))",
].map((text, i) => eliteOf(text, `elite ${i}`));

const propose = (seed: number, elites: readonly Elite[], count = 60) =>
  new GrammarProposer(settings).propose({
    task,
    batch: 0,
    island: 0,
    count,
    offered: 0,
    random: randomFor(seed),
    elites,
    failures: [],
  });

describe("proposals", () => {
  it.each([1, 2, 3, 4, 5])("are within the language (seed %i)", async (seed) => {
    const proposals = [...(await propose(seed, [])), ...(await propose(seed, ELITES))];
    const rejected = proposals
      .map(({ text }) => ({ text, result: screen(text, task) }))
      .filter(({ result }) => result.status === "rejected");
    const stageOf = ({ result }: (typeof rejected)[number]) => result.status === "rejected" && result.stage;
    expect(rejected.filter((one) => stageOf(one) !== "size")).toEqual([]);
    expect(rejected.length).toBeLessThan(proposals.length / 15);
  });

  it("depend on the context alone, and differ", async () => {
    const first = await propose(7, ELITES);
    expect(await propose(7, ELITES)).toEqual(first);
    expect(await propose(8, ELITES)).not.toEqual(first);
    const structures = first.flatMap(({ text }) => {
      const result = screen(text, task);
      return result.status === "candidate" ? [result.structure.hash] : [];
    });
    expect(new Set(structures).size).toBeGreaterThan(30);
  });

  it("use every way of change and name their parents", async () => {
    const proposals = await propose(9, ELITES, 400);
    const operators = new Set(proposals.flatMap(({ operator }) => operator.split(", ")));
    for (const one of [
      "replace",
      "wrap",
      "hoist",
      "operator",
      "terminal",
      "piecewise",
      "corner",
      "loop",
      "state",
      "crossover",
      "random",
    ]) // prettier-ignore
      expect(operators).toContain(one);
    for (const { operator, parents } of proposals)
      expect(parents).toHaveLength(
        operator.startsWith("crossover") ? 2 : operator.startsWith("random") ? 0 : 1,
      );
  });
});

describe("a genome", () => {
  it("starts from the fitted constants and keeps bounds and helpers", () => {
    expect([...medianConstants(ELITES[0] as Elite)]).toEqual([
      ["a", 2],
      ["b", -2],
    ]); // prettier-ignore
    const genome = genomeOf(ELITES[0]?.text ?? "", "model", medianConstants(ELITES[0] as Elite));
    expect(genome && printGenome(genome, "model")).toBe(
      "(define-parameter a 2.0 (lower 0.0))\n(define-parameter b -2.0)\n(define (model t u)\n  (+ a (* b (exp (- t u)))))",
    );
    const loop = genomeOf(ELITES[2]?.text ?? "", "model");
    expect(loop && printGenome(loop, "model")).toContain("(define (step s) (* a s))");
  });

  it("may be changed at number expressions, but not where a loop ends", () => {
    const body = treeOf(read("(let loop ((i 0) (s t)) (if (< i 5) (loop (+ i 1) (* 2 s)) (exp s)))")[0]!);
    const texts = numberPositions(body, ["t"], new Set()).map(({ path }) =>
      printTree(path.reduce((part, i) => (part as readonly (typeof part)[])[i]!, body)),
    );
    expect(texts.slice(1)).toEqual(["0", "t", "(* 2 s)", "2", "s", "(exp s)", "s"]);
  });
});

describe("simplification", () => {
  it.each([
    ["(+ a b)", "a"],
    ["(* a (exp b))", "a"],
    ["(+ t 0)", "t"],
    ["(* 1 t)", "t"],
    ["(- (- t))", "t"],
    ["(log (exp t))", "t"],
    ["(- t t)", "0"],
    ["(min t t)", "t"],
    ["(+ a (* a t))", "(+ a (* a t))"],
    ["(* bounded b)", "(* bounded b)"],
    ["(let ((x (+ a b))) (* x (+ t 0)))", "(let ((x a)) (* x t))"],
    ["(/ a 0)", "(/ a 0)"],
  ])("of %s is %s", (before, after) => {
    const constants = new Map<string, Constant>([
      ["a", { value: 2 }],
      ["b", { value: 3 }],
      ["bounded", { value: 1, lower: 0 }],
    ]);
    expect(printTree(simplify(treeOf(read(before)[0]!), constants))).toBe(after);
    if (before === "(+ a b)") expect(constants.get("a")?.value).toBe(5);
  });
});

describe("two regimes", () => {
  const words = { unary: ["sqrt"], binary: ["+", "-", "*", "min"], less: "<", forms: new Set(["if"]) };
  const original = treeOf(read("(- q (* b (sqrt t)))")[0] as never);
  const constants = new Map<string, Constant>([
    ["q", { value: 1 }],
    ["b", { value: 0.5, lower: 0 }],
  ]);

  it("are an expression beside a changed copy, with constants of their own or shared, within their bounds", () => {
    const shared = new Set<boolean>();
    for (let seed = 1; seed <= 60; seed++) {
      const random = randomFor(seed);
      const grower = new Grower(random, words, constants, new Set(["q", "b", "t", "model"]));
      const change = (copy: Tree): Tree =>
        (copy as readonly Tree[]).map((part) => (part === "t" ? "u" : part));
      const tree = variant(original, ["t"], { random, words, grower, change }) as readonly Tree[];
      const copy = tree[tree.length - 1] as Tree;
      expect(tree[0] === "min" || tree[0] === "if").toBe(true);
      expect(tree[tree.length - 2]).toEqual(original);
      for (const name of atomsOf(copy)) if (/^c/.test(name)) expect(grower.constants.has(name)).toBe(true);
      shared.add(atomsOf(copy).has("q"));
      for (const { value, lower } of grower.constants.values()) expect(value).toBeGreaterThan(lower ?? -1e9);
    }
    expect(shared.size).toBe(2);
  });

  it("need a corner or a test, and something to copy", () => {
    const random = randomFor(1);
    const none = { ...words, binary: ["+"], less: undefined };
    const grower = new Grower(random, none, constants, new Set());
    const change = (copy: Tree): Tree => copy;
    expect(variant(original, ["t"], { random, words: none, grower, change })).toBeUndefined();
    expect(variant("q", ["t"], { random, words, grower, change })).toBeUndefined();
  });
});

describe("a number for all groups", () => {
  it("has two digits of the constant, exactly, or is none where it cannot be written", () => {
    const number = (value: number, binary: readonly string[] = ["/"]): unknown =>
      fixed("a", new Map([["a", { value }]]), { unary: [], binary, less: undefined, forms: new Set() });
    expect(number(0.02239)).toEqual(["/", "22", "1000"]);
    expect(number(-123.4)).toBe("-120");
    expect(number(1)).toBe("1");
    expect(number(1.26)).toEqual(["/", "13", "10"]);
    expect(number(0.5, ["+"])).toBeUndefined();
    expect(number(0)).toBeUndefined();
    expect(
      fixed("t", new Map(), { unary: [], binary: ["/"], less: undefined, forms: new Set() }),
    ).toBeUndefined();
  });
});
