// The table of primitives and the library fit together: each procedure has one definition, with the arity that the table tells.
import { describe, expect, it } from "vitest";
import type { Lambda } from "../compiler/core.js";
import { libraryDefinition, libraryNames } from "../compiler/library.js";
import {
  instructions,
  internalProcedures,
  procedureByName,
  procedures,
} from "../compiler/primitives/index.js";

const all = [...procedures, ...internalProcedures];
const defined = new Set(libraryNames());

describe("the table of primitives", () => {
  it("has every name once", () => {
    expect(procedureByName.size).toBe(procedures.length);
  });

  it("defines each procedure in one way", () => {
    for (const { name, instruction, alias } of all) {
      const elsewhere = alias === undefined ? instruction !== undefined : procedureByName.has(alias);
      expect(elsewhere !== defined.has(name), name).toBe(true);
    }
  });

  it("tells the arities of the library's definitions", () => {
    for (const { name, instruction, alias, least, most } of procedures) {
      if (instruction !== undefined || alias !== undefined) continue;
      // A parameter answers `parameterize`, too, through a clause of its own.
      const { clauses: all } = libraryDefinition(name)!.value as Lambda;
      const clauses = all.length === 1 ? all : all.filter((c) => c.required[0]?.name !== "key");
      const counts = clauses.map((c) => c.required.length);
      const rest = clauses.some((c) => c.rest);
      const optional = clauses.length === 1 && !rest && counts[0] === most;
      expect(rest ? undefined : Math.max(...counts), name).toBe(most);
      if (!optional) expect(Math.min(...counts), name).toBe(least);
    }
  });

  it("names instructions that exist", () => {
    for (const { name, integrate } of all)
      for (const how of Object.values(integrate))
        if (!/^\d+$/.test(how)) expect(instructions.has(how), `${name}: ${how}`).toBe(true);
  });
});

describe("the library", () => {
  it("can be read as a whole", () => {
    expect(defined.size).toBeGreaterThan(200);
    for (const name of defined) expect(libraryDefinition(name), name).toBeDefined();
    // What is documented is a procedure; the rest may be a variable.
    for (const { name } of all.filter((p) => defined.has(p.name)))
      expect(libraryDefinition(name)?.value.kind, name).toBe("lambda");
  });
});
