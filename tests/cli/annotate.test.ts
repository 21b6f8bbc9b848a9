// Annotated programs are the same programs.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { annotate } from "../../cli/annotate.js";
import { read } from "../../compiler/read.js";

const remark = (line: number, column = 1, name = "a") => ({
  name,
  derivative: 0.25,
  line,
  column,
  unreached: false,
});

describe("annotate", () => {
  test("puts the remarks of a line behind it, in the order of their columns", () => {
    const text = "(define-parameter a 1.0) (define-parameter b 2.0)\n(+ a b)\n";
    expect(annotate(text, [remark(1, 45, "b"), remark(1, 20)])).toBe(
      "(define-parameter a 1.0) (define-parameter b 2.0)  ; d/d a = 0.25  d/d b = 0.25\n(+ a b)\n",
    );
  });

  test("marks what is unreached", () => {
    expect(annotate("(f 1.0)\n", [{ ...remark(1), derivative: 0, unreached: true }])).toBe(
      "(f 1.0)  ; d/d a = 0.0 (unreached)\n",
    );
  });

  test("keeps the line endings of Windows", () => {
    expect(annotate("1.0\r\n2.0\r\n", [remark(1)])).toBe("1.0  ; d/d a = 0.25\r\n2.0\r\n");
  });

  test("passes over line ends inside strings, symbols and block comments", () => {
    const text = '(f 0.5 "two\nlines" |a\nb| #| c #| d\n|# e |# 1)\n';
    expect(annotate(text, [remark(1)])).toBe(
      '(f 0.5 "two\nlines" |a\nb| #| c #| d\n|# e |# 1)  ; d/d a = 0.25\n',
    );
  });

  test("the data and their places stay, whatever the text is made of", () => {
    const piece = fc.constantFrom(
      ...'( ) [ ] \' a 1.5 #\\; #\\" #\\| #\\( ; " | \\ #| |# #; #t , ` abc#| x|y #('.split(" "),
      "\n",
      "\n",
      " ",
      "\r\n",
      '"s\\"\n"',
      "|p\\|\nq|",
      "#| ; \n |#",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 14 }),
        fc.array(fc.nat(8), { maxLength: 3 }),
        (pieces, lines) => {
          const text = `${pieces.join("")}\n0\n`;
          let data: unknown;
          try {
            data = read(text);
          } catch {
            return; // not a program
          }
          const count = text.split("\n").length - 1;
          const annotated = annotate(
            text,
            lines.map((line) => remark(1 + (line % count))),
          );
          expect(read(annotated)).toEqual(data);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
