// The caret stands under the place, whatever the line holds.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cells, excerpt } from "../../cli/excerpt.js";

describe("excerpt", () => {
  test("marks the characters from the column to the end column", () => {
    expect(excerpt("(a)\n(foo bar)", 2, 6, 9)).toEqual(["(foo bar)", "     ^^^"]);
  });

  test("keeps tabs, so that the terminal moves both lines alike", () => {
    expect(excerpt("\tx\t(car 5)", 1, 4)).toEqual(["\tx\t(car 5)", "\t \t^"]);
  });

  test("counts wide characters twice and combining ones not at all", () => {
    expect(excerpt('"日本e\u0301"(car)', 1, 7)).toEqual(['"日本e\u0301"(car)', "       ^"]);
    expect(excerpt("😀 x", 1, 3)).toEqual(["😀 x", "   ^"]);
  });

  test("does not count a byte order mark", () => {
    expect(excerpt("\ufeff(x)", 1, 2)).toEqual(["(x)", " ^"]);
  });

  test("cuts a long line around the place", () => {
    const lines = excerpt(`${"a".repeat(500)}!${"b".repeat(500)}`, 1, 501);
    expect(lines?.[0].length).toBeLessThan(130);
    expect(lines?.[0][lines[1].indexOf("^")]).toBe("!");
  });

  test("shows a place behind the end of the line, drops carriage returns", () => {
    expect(excerpt("(x\r\ny", 1, 3)).toEqual(["(x", "  ^"]);
  });

  test("has nothing to show for lines that are blank or do not exist", () => {
    expect(excerpt("", 1, 1)).toBeUndefined();
    expect(excerpt("x", 5, 1)).toBeUndefined();
  });

  test("lets no control character through to the terminal", () => {
    expect(excerpt('"\u001b[31m"', 1, 1)?.[0]).toBe('"\ufffd[31m"');
  });

  test("the cells before the caret are those of the text before the place", () => {
    const character = fc.constantFrom("a", "(", "日", "é", "e\u0301", "😀", "ｱ", "Ｗ");
    fc.assert(
      fc.property(fc.array(character, { maxLength: 12 }), fc.nat(11), (characters, index) => {
        const points = [...characters.join("")];
        fc.pre(points.length > 0);
        const at = index % points.length;
        const lines = excerpt(`${points.join("")}x`, 1, at + 1);
        const before = points.slice(0, at).reduce((sum, c) => sum + cells(c), 0);
        expect(lines?.[1]).toBe(`${" ".repeat(before)}^`);
      }),
    );
  });
});
