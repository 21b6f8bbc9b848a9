// What the build makes: the artifact byte for byte, its size, and the numbers and names that two languages must agree on.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as layout from "../compiler/emit/layout.js";
import { buildInterpreter } from "../scripts/build-interpreter.js";

const artifact = readFileSync("interpreter/dmci.wasm");

describe("the artifact", () => {
  it("is the same, byte for byte, whenever it is built from the same sources", () => {
    expect(Buffer.compare(buildInterpreter(), artifact)).toBe(0);
  });

  // Why it is that large: docs/decisions.md.
  it("is below 704 KB", () => {
    expect(artifact.length).toBeLessThan(704 * 1024);
  });

  it("exports what host/abi.ts declares and docs/abi.md describes", () => {
    const exported = new Set(WebAssembly.Module.exports(new WebAssembly.Module(artifact)).map((e) => e.name));
    const declared = [...readFileSync("host/abi.ts", "utf8").matchAll(/^ {2}(\w+)\(/gm)].map(
      (m) => m[1] as string,
    );
    const missing = declared.filter((name) => name !== "initialize" && !exported.has(name));
    expect(missing).toEqual([]);
    const documented = readFileSync("docs/abi.md", "utf8");
    expect(declared.filter((name) => name !== "initialize" && !documented.includes(name))).toEqual([]);
    // Nothing else is exported: what is, somebody will use.
    const known = new Set([...declared, "memory"]);
    expect([...exported].filter((name) => !known.has(name))).toEqual([]);
  });
});

describe("layout", () => {
  it("has the same numbers in the compiler and the runtime", () => {
    const runtime = readFileSync("runtime-as/layout.ts", "utf8");
    const constants = [...runtime.matchAll(/^export const (\w+): \w+ = ([^;]+);/gm)].map(
      ([, name = "", value = ""]) => [name, value] as const,
    );
    expect(constants.length).toBeGreaterThan(40);
    let compared = 0;
    for (const [name, text] of constants) {
      const ours = (layout as Record<string, unknown>)[name];
      if (typeof ours !== "number" && typeof ours !== "bigint") continue;
      const wanted = evaluate(text);
      expect(BigInt.asIntN(64, BigInt(ours)), name).toBe(BigInt.asIntN(64, wanted));
      compared++;
    }
    expect(compared).toBeGreaterThan(25);
  });
});

/** The few forms of constants that runtime-as/layout.ts uses. */
function evaluate(text: string): bigint {
  const shift = /^(-?)\(1 << (\d+)\)( - 1)?$/.exec(text);
  if (shift) return (shift[1] ? -1n : 1n) * (1n << BigInt(shift[2] as string)) - (shift[3] ? 1n : 0n);
  return BigInt(text.replaceAll("_", ""));
}
