// JSON output: readable by JSON.parse, with every number as it was.
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonText } from "../../cli/json.js";

test("numbers that JSON cannot hold are strings in Scheme's spelling", () => {
  expect(jsonText([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])).toBe(
    '["+inf.0","-inf.0","+nan.0"]',
  );
});

test("maps keep their order, undefined members are left out", () => {
  const value = {
    gradient: new Map([
      ["10:1", 1],
      ["2:1", 2],
    ]),
    none: undefined,
  };
  expect(jsonText(value)).toBe('{"gradient":{"10:1":1,"2:1":2}}');
});

test("every finite number survives, the sign of zero too", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(Object.is(JSON.parse(jsonText(x)), x)).toBe(true);
    }),
  );
});

test("every JSON value survives", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(jsonText(value as never))).toEqual(value);
    }),
  );
});
