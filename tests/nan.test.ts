// NaN hygiene: arrays that hold every kind of NaN payload pass through both roads as numbers, never as pointers.
import { describe, expect, it } from "vitest";
import { compile, loadInterpreter, type Program } from "../host/index.js";

const source = `
(define (through v) v)
(define (classify v) (let loop ((i 0) (nans 0)) (if (= i (vector-length v)) nans (loop (+ i 1) (if (nan? (vector-ref v i)) (+ nans 1) nans)))))
(define (collect v) (let loop ((i 0) (l '())) (if (= i (vector-length v)) (length l) (loop (+ i 1) (cons (+ 1.0 (vector-ref v i)) l)))))
(define (kinds v) (let loop ((i 0)) (cond ((= i (vector-length v)) #t) ((number? (vector-ref v i)) (loop (+ i 1))) (else i))))`;

/** Every sign and every value of the 15 tag bits below the exponent, with several payloads. */
function payloads(): Float64Array {
  const words: bigint[] = [];
  for (const sign of [0n, 1n])
    for (let tag = 0x7ff0n; tag <= 0x7fffn; tag++)
      for (const low of [0n, 1n, 0x1000n, 0x7f00_1000n, 0xffff_ffff_ffffn])
        words.push((sign << 63n) | (tag << 48n) | low);
  const bits = BigUint64Array.from(words);
  return new Float64Array(bits.buffer);
}

describe.each([
  ["compiled", () => compile(source)],
  ["interpreted", async () => (await loadInterpreter()).load(source)],
] as [string, () => Promise<Program>][])("%s", (_road, load) => {
  it("takes every payload as a number", async () => {
    const program = await load();
    const values = payloads();
    const nans = values.filter((x) => Number.isNaN(x)).length;
    expect(nans).toBeGreaterThan(150);
    expect(program.call("kinds", values)).toBe(true);
    expect(program.call("classify", values)).toBe(nans);
    expect(program.call("collect", values)).toBe(values.length);
    expect(program.call("through", values)).toEqual(values.map((x) => (Number.isNaN(x) ? Number.NaN : x)));
  });

  it("takes each payload as an argument", async () => {
    const program = await load();
    for (const x of payloads()) expect(program.call("through", x)).toEqual(Number.isNaN(x) ? Number.NaN : x);
  });
});
