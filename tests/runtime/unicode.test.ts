// Characters (runtime-as/unicode) against what JavaScript's engine knows of them, all of them where the Unicode versions are the same,
// and against a digest of that comparison everywhere. Case foldings, which JavaScript does not have, against regular expressions.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { compileAssemblyScript } from "../support/assemblyscript.js";

interface Room {
  readonly memory: WebAssembly.Memory;
  readonly fullMapping: { readonly value: number };
  upperOf(c: number): number;
  lowerOf(c: number): number;
  foldOf(c: number): number;
  mapFully(c: number, how: number): number;
  digitOf(c: number): number;
  isAlphabetic(c: number): number;
  isUppercase(c: number): number;
  isLowercase(c: number): number;
  isWhitespace(c: number): number;
  isCased(c: number): number;
  isCaseIgnorable(c: number): number;
}
let room: Room;
beforeAll(async () => {
  room = (await compileAssemblyScript("runtime-as/unicode/index.ts")) as unknown as Room;
});

const UPPER = 0;
const LOWER = 1;
const FOLD = 2;

const text = readFileSync("runtime-as/unicode/tables.ts", "utf8");
const version = /^\/\/ Unicode (\S+),/.exec(text)?.[1];
const sameVersion = version === process.versions.unicode;
if (!sameVersion)
  console.log(
    `the comparison with the host is skipped: its Unicode is ${process.versions.unicode}, not ${version}`,
  );

function* characters(): Generator<number> {
  for (let c = 0; c <= 0x10ffff; c++) if (c < 0xd800 || c > 0xdfff) yield c;
}

function full(c: number, how: number): string {
  const count = room.mapFully(c, how);
  return String.fromCodePoint(...new Uint32Array(room.memory.buffer, room.fullMapping.value, count));
}

const properties = (c: number): boolean[] =>
  [
    room.isAlphabetic,
    room.isUppercase,
    room.isLowercase,
    room.isWhitespace,
    room.isCased,
    room.isCaseIgnorable,
  ].map((holds) => holds(c) !== 0);
const PATTERNS = ["Alphabetic", "Uppercase", "Lowercase", "White_Space", "Cased", "Case_Ignorable"].map(
  (name) => new RegExp(`^\\p{${name}}$`, "u"),
);

describe("characters", () => {
  it("are what they were when they were last compared with a host", () => {
    const hash = createHash("sha256");
    for (const c of characters()) {
      const facts = [
        room.upperOf(c),
        room.lowerOf(c),
        room.foldOf(c),
        room.digitOf(c),
        ...properties(c).map(Number),
      ];
      hash.update(`${facts.join()} ${full(c, UPPER)} ${full(c, LOWER)} ${full(c, FOLD)}\n`);
    }
    expect(hash.digest("hex")).toBe("f49d66e400836c2c79ac14769821ad9efa5c13dba8110b7c062dfe7455ec6391");
  });

  it.skipIf(!sameVersion)("have the properties and full mappings that the host knows", () => {
    for (const c of characters()) {
      const char = String.fromCodePoint(c);
      const got = [...properties(c), room.digitOf(c) >= 0, full(c, UPPER), full(c, LOWER)];
      const wanted = [
        ...PATTERNS.map((pattern) => pattern.test(char)),
        /^\p{Nd}$/u.test(char),
        char.toUpperCase(),
        char.toLowerCase(),
      ];
      if (got.join() !== wanted.join()) expect(got, c.toString(16)).toEqual(wanted);
    }
  });

  it("have simple mappings within the full ones, but for letters in title case", () => {
    const wrong = [...characters()].filter((c) => {
      const upper = full(c, UPPER);
      const simple = room.upperOf(c);
      const single = [...upper].length === 1;
      const right = single
        ? String.fromCodePoint(simple) === upper
        : simple === c || room.lowerOf(simple) === c;
      // The one character whose lower case is two.
      return !right || (c !== 0x130 && String.fromCodePoint(room.lowerOf(c)) !== full(c, LOWER));
    });
    expect(wrong).toEqual([]);
  });

  it("fold to what folds to itself", () => {
    const changed = [...characters()].filter((c) => room.foldOf(c) !== c);
    expect(changed.length).toBeGreaterThan(1400);
    expect(changed.filter((c) => room.foldOf(room.foldOf(c)) !== room.foldOf(c))).toEqual([]);
  });

  it.skipIf(!sameVersion)("fold as regular expressions that ignore case do", () => {
    const same = (a: number, b: number): boolean =>
      new RegExp(`^\\u{${a.toString(16)}}$`, "iu").test(String.fromCodePoint(b));
    const cased = [...characters()].filter((c) => room.isCased(c) !== 0 || room.foldOf(c) !== c);
    const wrong = cased.filter((c) =>
      [room.foldOf(c), room.upperOf(c), room.lowerOf(c)].some(
        (other) => same(c, other) !== (room.foldOf(other) === room.foldOf(c)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("have the foldings of more than one character that the standard lists", () => {
    const samples: Readonly<Record<string, string>> = {
      ß: "ss",
      ẞ: "ss",
      "\u0130": "i\u0307",
      "\u0149": "\u02bcn",
      "\u01f0": "j\u030c",
      "\u0390": "\u03b9\u0308\u0301",
      "\u1f80": "\u1f00\u03b9",
      "\u1f88": "\u1f00\u03b9",
      "\u1fb3": "\u03b1\u03b9",
      "\u1fbc": "\u03b1\u03b9",
      "\u1fd3": "\u03b9\u0308\u0301",
      ﬃ: "ffi",
      ﬅ: "st",
      ﬆ: "st",
      և: "եւ",
    }; // prettier-ignore
    for (const [char, folded] of Object.entries(samples))
      expect(full(char.codePointAt(0) as number, FOLD), char).toBe(folded);
  });

  it("have digits that count from 0 to 9", () => {
    const zeros = [...characters()].filter((c) => room.digitOf(c) === 0);
    expect(zeros.length).toBeGreaterThan(60);
    for (const zero of zeros) for (let i = 0; i < 10; i++) expect(room.digitOf(zero + i)).toBe(i);
    expect([...characters()].filter((c) => room.digitOf(c) >= 0).length).toBe(10 * zeros.length);
  });
});

describe("the tables", () => {
  it.skipIf(!sameVersion)("are what the generator writes", () => {
    const printed = execFileSync("node", ["scripts/make-unicode-tables.mjs", "--print"], {
      encoding: "utf8",
    });
    expect(text).toBe(printed);
  });
});
