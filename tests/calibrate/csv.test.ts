// CSV: what is read, and that every kind of bad input is an error at its cell.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError, readTable } from "../../calibrate/index.js";

/** The error that reading (and asking for a column) throws, as "line:column: message". */
function failure(text: string, column?: string): string {
  try {
    const table = readTable(text, { file: "cells.csv" });
    if (column !== undefined) table.column(column);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    expect(error.file).toBe("cells.csv");
    return `${error.line}:${error.column}: ${error.message}`;
  }
  throw new Error("no error was thrown");
}

describe("reading", () => {
  test("numbers of named columns, in the order of the rows", () => {
    const table = readTable("t,y\n1,2.5\n2,-3e-2\n3,.5\n");
    expect(table.names).toEqual(["t", "y"]);
    expect(table.length).toBe(3);
    expect([...table.column("y")]).toEqual([2.5, -0.03, 0.5]);
    expect(table.column("y")).toBeInstanceOf(Float64Array);
  });
  test("byte order mark, CRLF, spaces, quotes, empty lines and no newline at the end", () => {
    const table = readTable('\ufeff"t", y \r\n\r\n"1", 2\r\n3,"4"');
    expect(table.names).toEqual(["t", "y"]);
    expect([...table.column("t")]).toEqual([1, 3]);
    expect([...table.column("y")]).toEqual([2, 4]);
  });
  test("columns that nobody asks for may hold text or nothing", () => {
    const table = readTable("cell,t,note\nb1,1,\nb2,2,n/a\n");
    expect([...table.column("t")]).toEqual([1, 2]);
    expect(table.text("cell")).toEqual(["b1", "b2"]);
  });
  test("every finite double in shortest form is read back to the bit", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), (values) => {
        const column = readTable(
          `x\n${values.map((x) => (Object.is(x, -0) ? "-0" : String(x))).join("\n")}`,
        ).column("x");
        return values.every((x, i) => Object.is(x, column[i]));
      }),
    );
  });
});

describe("errors name the place", () => {
  test.each([
    ["empty file", "", undefined, "1:1: the file is empty"],
    ["only empty lines", "\n\n", undefined, "1:1: the file is empty"],
    ["no data rows", "t,y\n", undefined, "2:1: the file has a header row but no data rows"],
    [
      "repeated header",
      "t,y,t\n1,2,3\n",
      undefined,
      '1:5: the header names column "t" twice: columns 1 and 3',
    ],
    ["column without a name", "t,,y\n1,2,3\n", undefined, "1:3: column 2 has no name"],
    ["row too short", "t,y\n1,2\n3\n", undefined, "3:1: this row has 1 cell, the header has 2 columns"],
    ["row too long", "t,y\n1,2\n3,4,5\n", undefined, "3:5: this row has 3 cells, the header has 2 columns"],
    ["unfinished quote", 't,y\n1,"2\n', undefined, "2:1: Quote Not Closed"],
    [
      "missing column",
      "cycle,capacity\n1,2\n",
      "capacty",
      '1:1: there is no column "capacty"; did you mean "capacity"?',
    ],
    [
      "missing column, nothing near",
      "cycle,capacity\n1,2\n",
      "zebra",
      '1:1: there is no column "zebra". The columns are "cycle", "capacity"',
    ],
    ["text in a cell", "t,y\n1,2\n3, n/a\n", "y", '3:3: column "y": expected a number, found " n/a"'],
    [
      "empty cell",
      "t,y\n1,2\n,4\n",
      "t",
      '3:1: column "t": expected a number, found no value; in "t" 1 value is missing',
    ],
    ["decimal comma", "t;y\n1,5;2\n", undefined, "2:3: this row has 2 cells, the header has 1 column"],
    ["number with rubbish", "t\n1.5V\n", "t", '2:1: column "t": expected a number, found "1.5V"'],
    ["hexadecimal", "t\n0x10\n", "t", '2:1: column "t": expected a number, found "0x10"'],
    [
      "missing values",
      "t\n1\nNaN\n NA \n",
      "t",
      '3:1: column "t": expected a number, found no value; in "t" 2 values are missing, in 2 rows',
    ],
    [
      "infinity by overflow",
      "t\n1e999\n",
      "t",
      '2:1: column "t": expected a number that fits 64 bits, found "1e999"',
    ],
    ["after quoted commas and newlines", 't,y\n"1,\n1",x\n', "y", '3:4: column "y"'],
    ["after a doubled quote", 't,y\n"a""b",x\n', "y", '2:8: column "y"'],
    ["after empty lines and CRLF", "t,y\r\n\r\n1,2\r\n3,x\r\n", "y", '4:3: column "y"'],
    ["after characters beyond 16 bits", "t,y\n𝛼𝛽,x\n", "y", '2:4: column "y"'],
  ])("%s", (_, text, column, message) => {
    expect(failure(text, column)).toContain(message);
  });

  test("the place of any bad cell is where its text stands", () => {
    const cell = fc.constantFrom("1", "2.5", '"3"', '"4\n"', '" 5,"', '"""6"');
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.nat(), fc.nat(2), (cells, r, c) => {
        const row = r % cells.length;
        const marked = cells.map((one, i) => one.map((text, j) => (i === row && j === c ? "bad!" : text)));
        const text = `a,b,c\n${marked.map((one) => one.join(",")).join("\n")}\n`;
        const place = readTable(text).place(row, "abc"[c]!);
        const lines = text.split("\n");
        expect(lines[place.line - 1]!.slice(place.column - 1, place.column + 3)).toBe("bad!");
      }),
    );
  });
});
