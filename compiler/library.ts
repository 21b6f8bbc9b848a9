// The library: procedures of the table that are defined in Scheme (interpreter/library/*.scm), expanded once on first use.
// Invariant: every procedure of the table has exactly one definition: an instruction or a library definition.
import characters from "../interpreter/library/characters.scm";
import control from "../interpreter/library/control.scm";
import dynamic from "../interpreter/library/dynamic.scm";
import lists from "../interpreter/library/lists.scm";
import numbers from "../interpreter/library/numbers.scm";
import records from "../interpreter/library/records.scm";
import strings from "../interpreter/library/strings.scm";
import vectors from "../interpreter/library/vectors.scm";
import type { Core } from "./core.js";
import { expandProgram } from "./expand/program.js";

let definitions: ReadonlyMap<string, Core> | undefined;

/** The definition of a library procedure, as core; undefined when there is none of that name. */
export function libraryDefinition(name: string): Core | undefined {
  definitions ??= load();
  return definitions.get(name);
}

/** Names of all library definitions, private helpers included. */
export function libraryNames(): readonly string[] {
  definitions ??= load();
  return [...definitions.keys()];
}

export const librarySources: readonly (readonly [file: string, text: string])[] = [
  ["numbers", numbers],
  ["lists", lists],
  ["characters", characters],
  ["strings", strings],
  ["vectors", vectors],
  ["control", control],
  ["dynamic", dynamic],
  ["records", records],
];

function load(): Map<string, Core> {
  const map = new Map<string, Core>();
  for (const [file, text] of librarySources)
    for (const form of expandProgram(text, { trusted: true }).forms) {
      if (form.kind !== "define") throw new Error(`library ${file}: only definitions are allowed`);
      if (map.has(form.name)) throw new Error(`library ${file}: ${form.name} is defined twice`);
      map.set(form.name, form.value);
    }
  return map;
}
