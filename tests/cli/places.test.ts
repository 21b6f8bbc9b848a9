// What a program's text tells of an error's place is what the compiler's own errors tell.
import { describe, expect, test } from "vitest";
import { endColumnAt, firstForm } from "../../cli/places.js";
import { compile, SchemeError } from "../../host/index.js";
import { readCases } from "../support/cases.js";

describe("endColumnAt", () => {
  test("is where the compiler ends each syntax error of the constructs", async () => {
    let compared = 0;
    for (const { error, source } of readCases()) {
      if (error?.kind !== "syntax") continue;
      const found = await compile(source).catch((e: unknown) => e);
      if (!(found instanceof SchemeError)) continue; // what eval evaluates
      expect(endColumnAt(source, found.line, found.column), source).toBe(found.endColumn);
      compared++;
    }
    expect(compared).toBeGreaterThan(30);
  });

  test("knows data of one line, quotations as a whole, and what cannot be read", () => {
    const text = "(a 'b #(1 (c . dd)))\n(e\n f)\n\"";
    expect(endColumnAt(text, 4, 1)).toBe(2);
    expect(endColumnAt(text, 1, 1)).toBeUndefined();
    const readable = text.slice(0, -1);
    expect(endColumnAt(readable, 1, 1)).toBe(21);
    expect(endColumnAt(readable, 1, 4)).toBe(6);
    expect(endColumnAt(readable, 1, 16)).toBe(18);
    expect(endColumnAt(readable, 2, 1)).toBeUndefined();
    expect(endColumnAt(readable, 3, 2)).toBe(3);
    expect(endColumnAt(readable, 9, 9)).toBeUndefined();
  });
});

test("firstForm passes over comments; a text without forms, or unreadable, has none", () => {
  expect(firstForm("; c\n\n  (f x)")).toMatchObject({ line: 3, column: 3 });
  expect(firstForm("; c")).toBeUndefined();
  expect(firstForm("(a")).toBeUndefined();
});
