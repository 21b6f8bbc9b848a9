// The archive: failure never ranks, the front and the cells are what they say, and everything is a fold.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Archive, cellOf, compareElites, type Elite } from "../../search/archive.js";
import { rejection } from "../../search/outcome.js";

let made = 0;
function elite(validationLoss: number, complexity: number, changes: Partial<Elite> = {}): Elite {
  return {
    hash: `h${made++}`,
    text: "",
    complexity,
    behaviour: "----",
    score: {
      status: "scored",
      calibrated: [],
      trainLoss: 0,
      validationLoss,
      validationStandardError: null,
      converged: true,
    },
    batch: 0,
    island: 0,
    proposer: "test",
    operator: "",
    parents: [],
    ...changes,
  };
}

describe("islands", () => {
  it("keep the best of each cell", () => {
    const archive = new Archive(1);
    const worse = elite(2, 4);
    const better = elite(1, 5);
    const elsewhere = elite(3, 6);
    const other = elite(9, 5, { behaviour: "b---" });
    for (const one of [better, worse, elsewhere, other]) archive.add(one, [0]);
    expect(cellOf(worse)).toBe(cellOf(better));
    expect(archive.residents(0)).toEqual([better, elsewhere, other]);
    expect(archive.hall(2)).toEqual([better, worse]);
  });

  it("send their best around the ring, all at once", () => {
    const archive = new Archive(3);
    const [a, b, c] = [elite(1, 1), elite(2, 10), elite(3, 20)];
    archive.add(a, [0]);
    archive.add(b, [1]);
    archive.add(c, [2]);
    archive.migrate(1);
    expect([0, 1, 2].map((i) => archive.residents(i))).toEqual([
      [a, c],
      [a, b],
      [b, c],
    ]);
  });
});

describe("the front", () => {
  it("has what nothing simpler is better than", () => {
    const loss = fc.integer({ min: 0, max: 20 });
    const one = fc.tuple(loss, fc.integer({ min: 1, max: 15 }));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (drawn) => {
        const archive = new Archive(1);
        const elites = drawn.map(([l, c]) => elite(l, c));
        for (const each of elites) archive.add(each, [0]);
        const dominates = (a: Elite, b: Elite): boolean =>
          a.complexity <= b.complexity &&
          a.score.validationLoss <= b.score.validationLoss &&
          (a.complexity < b.complexity || a.score.validationLoss < b.score.validationLoss);
        const expected = elites.filter((a) => !elites.some((b) => dominates(b, a)));
        const shape = ({ complexity, score }: Elite): string => `${complexity} ${score.validationLoss}`;
        expect(archive.front().map(shape).sort()).toEqual([...new Set(expected.map(shape))].sort());
      }),
    );
  });

  it("does not take rounding for progress", () => {
    const archive = new Archive(1);
    archive.add(elite(1, 3), [0]);
    archive.add(elite(1 - 1e-9, 5), [0]);
    archive.add(elite(0.9, 7), [0]);
    expect(archive.front().map(({ complexity }) => complexity)).toEqual([3, 7]);
  });
});

describe("failures", () => {
  it("are counted by reason, remembered as known, and rank nowhere", () => {
    const archive = new Archive(1);
    const failed = rejection("dry-run", "fuel", "too long");
    archive.reject({ text: "x", proposer: "test", rejection: failed }, "f");
    archive.reject({ text: "y", proposer: "test", rejection: rejection("parse", "syntax", "no") });
    archive.reject({ text: "z", proposer: "test", rejection: rejection("duplicate", "duplicate", "again") });
    expect(archive.known("f")).toBe(true);
    expect(archive.evaluated).toBe(1);
    expect(archive.hall(10)).toEqual([]);
    expect(archive.front()).toEqual([]);
    expect(archive.residents(0)).toEqual([]);
    expect(archive.failures.map(({ text }) => text)).toEqual(["x", "y"]);
    expect(archive.funnel()).toEqual([
      { stage: "parse", code: "syntax", count: 1 },
      { stage: "duplicate", code: "duplicate", count: 1 },
      { stage: "dry-run", code: "fuel", count: 1 },
    ]);
  });
});

describe("ranking", () => {
  it("is a total order", () => {
    const elites = [elite(1, 5), elite(1, 4), elite(1, 4), elite(0, 9)];
    const sorted = [...elites].sort(compareElites);
    expect(sorted.map(({ score, complexity }) => [score.validationLoss, complexity])).toEqual([
      [0, 9],
      [1, 4],
      [1, 4],
      [1, 5],
    ]);
    expect(compareElites(elites[1] as Elite, elites[2] as Elite)).not.toBe(0);
  });
});
