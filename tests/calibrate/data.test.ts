// Data formats beside plain CSV: units in headers, decimal commas, JSON lines, gzip, and values that are missing.
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DataError,
  formatOf,
  type ReadOptions,
  readData,
  type Table,
  unpacked,
} from "../../calibrate/index.js";

/** The error that a use of the data throws, as "line:column: message". */
function failure(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DataError) return `${error.line}:${error.column}: ${error.message}`;
    throw error;
  }
  throw new Error("no error was thrown");
}
const json = (text: string, options: ReadOptions = {}): Table =>
  readData(text, { format: "jsonl", ...options });

describe("headers", () => {
  test.each([
    ["temperature [°C]", "temperature", "°C", "temperature [°C]"],
    ["temperature[°C]", "temperature", "°C", "temperature [°C]"],
    ["t (s)", "t", "s", "t [s]"],
    ["specific heat (J/(kg K))", "specific heat (J/(kg K))", undefined, "specific heat (J/(kg K))"],
    ["f(x)", "f(x)", undefined, "f(x)"],
    ["[V]", "[V]", undefined, "[V]"],
    ["capacity", "capacity", undefined, "capacity"],
  ])("%s is bound as %s", (header, name, unit, label) => {
    const table = readData(`${header}\n1\n`);
    expect(table.names).toEqual([name]);
    expect([table.unit(name), table.label(name)]).toEqual([unit, label]);
    expect([...table.column(header)]).toEqual([1]);
  });

  test("a name that two columns have is an error when it is used, and another name solves it", () => {
    const text = "t [s],t [h],y\n1,2,3\n";
    expect([...readData(text).column("y")]).toEqual([3]);
    expect(failure(() => readData(text).column("t"))).toBe(
      '1:7: the name "t" is ambiguous: the columns "t [s]", "t [h]" have it; give one of them another name (--column other=header)',
    );
    const renamed = readData(text, { renamed: { hours: "t [h]" } });
    expect([...renamed.column("t"), ...renamed.column("hours")]).toEqual([1, 2]);
    expect(renamed.label("hours")).toBe("hours [h]");
  });

  test.each([
    [{ x: "tt" }, 'there is no column "tt" to be called x'],
    [{ x: "t" }, 'which column shall be called x? "t" may be "t [s]", "t [h]"'],
    [{ x: "y", z: "y" }, 'column "y" is given two names, x and z'],
  ])("%j is refused", (renamed: Record<string, string>, message) => {
    expect(failure(() => readData("t [s],t [h],y\n1,2,3\n", { renamed }))).toContain(message);
  });
});

describe("separated text", () => {
  test("tabs by the file's name, decimal commas with semicolons, any other character", () => {
    expect([...readData("a\tb\n1\t2,5\n", { file: "x.TSV", decimal: "comma" }).column("b")]).toEqual([2.5]);
    expect([...readData("a;b\n1;2,5e-1\n", { decimal: "comma" }).column("b")]).toEqual([0.25]);
    expect([...readData("a|b\n1|2\n", { delimiter: "|" }).column("b")]).toEqual([2]);
  });
  test("a decimal point is an error where commas were announced", () => {
    expect(failure(() => readData("a;b\n1;2.5\n", { decimal: "comma" }).column("b"))).toBe(
      '2:3: column "b": expected a number, found "2.5"',
    );
  });
  test("places with tabs are those of the text", () => {
    expect(failure(() => readData("a\tb\n10\tx\n", { file: "x.tsv" }).column("b"))).toContain("2:4: ");
  });
  test.each([
    ["a.csv", "csv"],
    ["a.csv.gz", "csv"],
    ["b.TSV", "tsv"],
    ["c.tab.GZ", "tsv"],
    ["d.jsonl", "jsonl"],
    ["e.ndjson.gz", "jsonl"],
    ["f.txt", "csv"],
    ["tsv", "csv"],
  ])("%s is %s", (file, format) => {
    expect(formatOf(file)).toBe(format);
  });
});

describe("JSON lines", () => {
  test("keys are columns; a line may lack one", () => {
    const table = json('\ufeff{"t": 1, "y [V]": -0.5}\r\n\r\n{"y [V]": 2e3, "note": {"y [V]": 7}, "t": 2}\n');
    expect(table.names).toEqual(["t", "y", "note"]);
    expect([...table.column("t")]).toEqual([1, 2]);
    expect([...table.column("y")]).toEqual([-0.5, 2000]);
    expect(table.text("note")).toEqual(["", '{"y [V]":7}']);
    expect(failure(() => table.column("note"))).toContain(
      '3:24: column "note": expected a number, found {"y [V]":7}',
    );
  });
  test.each([
    ["empty", "\n \n", "1:1: the file is empty; expected one JSON object a line"],
    ["an array", '{"t":1}\n[1]\n', "2:1: this line is not a JSON object"],
    ["a key twice", '{"t":1,"u":{"t":1},"t":2}', '1:20: this line has the key "t" twice'],
    [
      "a number as text",
      '{"t":1}\n{"x":"}", "t": "2"}',
      '2:16: column "t": expected a number, found the text "2"',
    ],
    ["a boolean", '{"t": true}', '1:7: column "t": expected a number, found true'],
    ["overflow", '{"t": 1e999}', '1:7: column "t": expected a number that fits 64 bits'],
    ["an escaped key", '{"\\u0074": false}', '1:12: column "t": expected a number, found false'],
    ["after wide characters", '{"𝛼": 1, "t": []}', '1:15: column "t": expected a number, found []'],
    [
      "null",
      '{"t": 1}\n{"t": null}\n{"t": "NA"}',
      '2:7: column "t": expected a number, found no value; in "t" 2 values',
    ],
  ])("%s", (_, text, message) => {
    expect(failure(() => json(text).column("t"))).toContain(message);
  });
  test("a line that is not JSON is told with its place", () => {
    expect(failure(() => json('{"t": 1}\n{"t": oops}\n'))).toMatch(/^2:\d+: this line is not valid JSON/);
  });
  test("every finite double comes back to the bit, like in JSON itself", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), (values) => {
        const text = values.map((x) => `{"x":${Object.is(x, -0) ? "-0" : x}}`).join("\n");
        const column = json(text).column("x");
        return values.every((x, i) => Object.is(x, column[i]));
      }),
    );
  });
});

describe("gzip", () => {
  const packed = gzipSync("t\n1\n");
  test("is known by its first bytes, whatever the name", () => {
    for (const file of ["a.csv.gz", "a.csv"])
      expect(Buffer.from(unpacked(packed, file)).toString()).toBe("t\n1\n");
  });
  test("plain data stay as they are", () => {
    const plain = Buffer.from("t\n1\n");
    expect(unpacked(plain, "a.csv")).toBe(plain);
  });
  test("wrong, cut off and damaged data are errors", () => {
    const damaged = Uint8Array.from(packed);
    damaged[packed.length - 8]! ^= 1;
    expect(failure(() => unpacked(Buffer.from("t\n1\n"), "a.gz"))).toContain(
      "is not gzip data although its name ends in .gz",
    );
    expect(failure(() => unpacked(new Uint8Array(), "a.gz"))).toContain("the file is empty");
    expect(failure(() => unpacked(packed.subarray(0, -9), "a.gz"))).toContain(
      "cannot be unpacked: they are cut off",
    );
    expect(failure(() => unpacked(damaged, "a.gz"))).toContain("cannot be unpacked: incorrect data check");
  });
});

describe("missing values", () => {
  const text = "t,y,note\n1,2,\n2,,x\nNA,NaN,\n4,nan,\n5,6,\n";
  test("their count and the first place are told, over all columns that are used", () => {
    const table = readData(text);
    expect(table.missing(["y", "t"])).toEqual({
      rows: [1, 2, 3],
      cells: 4,
      first: { name: "y", place: { line: 3, column: 3 } },
    });
    expect(failure(() => table.requireComplete(["t", "y"]))).toContain(
      '3:3: column "y": expected a number, found no value; in "t", "y" 4 values are missing, in 3 rows',
    );
  });
  test("complete rows keep their places and numbers in the file", () => {
    const whole = readData(text).complete(["t", "y"]);
    expect([...whole.column("t"), ...whole.column("y")]).toEqual([1, 5, 2, 6]);
    expect([whole.length, whole.rowNumber(1), whole.place(1, "y")]).toEqual([2, 5, { line: 6, column: 3 }]);
    expect(whole.complete(["t"]).length).toBe(2);
  });
  test("columns that are not used do not count", () => {
    expect(readData(text).complete(["t"]).length).toBe(4);
  });
  test("wrong cells stay errors, and so does a table without a whole row", () => {
    expect(failure(() => readData("t\n\n\nx\nNA\n").complete(["t"]))).toContain(
      '4:1: column "t": expected a number, found "x"',
    );
    expect(failure(() => readData("t,y\n,1\n2,\n").complete(["t", "y"]))).toContain(
      '2:1: every row lacks a value in "t", "y"',
    );
  });
});
