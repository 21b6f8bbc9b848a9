// The library: procedures of the table that are defined in Scheme (interpreter/library/*.scm), each one expanded on first use.
// Invariant: every procedure of the table has exactly one definition: an instruction or a library definition. A library file holds
// definitions only, each one beginning at the start of a line where nothing else begins with a parenthesis.
import characters from "../interpreter/library/characters.scm";
import control from "../interpreter/library/control.scm";
import derivatives from "../interpreter/library/derivatives.scm";
import dynamic from "../interpreter/library/dynamic.scm";
import evaluation from "../interpreter/library/eval.scm";
import listLibrary from "../interpreter/library/list-library.scm";
import lists from "../interpreter/library/lists.scm";
import numbers from "../interpreter/library/numbers.scm";
import ports from "../interpreter/library/ports.scm";
import reading from "../interpreter/library/reading.scm";
import records from "../interpreter/library/records.scm";
import sorting from "../interpreter/library/sorting.scm";
import strings from "../interpreter/library/strings.scm";
import system from "../interpreter/library/system.scm";
import tables from "../interpreter/library/tables.scm";
import tensors from "../interpreter/library/tensors.scm";
import vectorLibrary from "../interpreter/library/vector-library.scm";
import vectors from "../interpreter/library/vectors.scm";
import type { Core } from "./core.js";
import { expandProgram } from "./expand/program.js";
import { interpreterFiles } from "./interpreter-files.js";

export interface LibraryDefinition {
  readonly value: Core;
  /** Its speed counts more than its size, also where modules are to be small. */
  readonly hot: boolean;
  /** It is the interpreter's, which has it among its own definitions. */
  readonly interpreter: boolean;
}

/** The files; `hot`: see LibraryDefinition. */
const sources: readonly { readonly file: string; readonly text: string; readonly hot: boolean }[] = [
  { file: "numbers", text: numbers, hot: true },
  { file: "lists", text: lists, hot: true },
  { file: "list-library", text: listLibrary, hot: false },
  { file: "characters", text: characters, hot: false },
  { file: "strings", text: strings, hot: false },
  { file: "vectors", text: vectors, hot: true },
  { file: "vector-library", text: vectorLibrary, hot: false },
  { file: "tensors", text: tensors, hot: false },
  { file: "sorting", text: sorting, hot: true },
  { file: "tables", text: tables, hot: false },
  { file: "control", text: control, hot: true },
  { file: "dynamic", text: dynamic, hot: false },
  { file: "ports", text: ports, hot: false },
  { file: "records", text: records, hot: true },
  { file: "reading", text: reading, hot: false },
  { file: "derivatives", text: derivatives, hot: false },
  { file: "system", text: system, hot: false },
  { file: "eval", text: evaluation, hot: false },
];

interface Entry {
  readonly file: string;
  readonly text: string;
  readonly hot: boolean;
  readonly interpreter: boolean;
  definition: LibraryDefinition | undefined;
}

let entries: ReadonlyMap<string, Entry> | undefined;

/** The definition of a library procedure; undefined when there is none of that name. */
export function libraryDefinition(name: string): LibraryDefinition | undefined {
  entries ??= index();
  const entry = entries.get(name);
  if (entry) entry.definition ??= { value: expanded(entry), hot: entry.hot, interpreter: entry.interpreter };
  return entry?.definition;
}

/** Names of all library definitions, private helpers included. */
export function libraryNames(): readonly string[] {
  entries ??= index();
  return [...entries.keys()];
}

/** The texts of all definitions by their names: nothing is read yet. */
function index(): Map<string, Entry> {
  const map = new Map<string, Entry>();
  for (const { file, text, hot } of sources)
    for (const [name, part] of definitions(file, text)) {
      if (map.has(name)) throw new Error(`library ${file}: ${name} is defined twice`);
      map.set(name, { file, text: part, hot, interpreter: false, definition: undefined });
    }
  for (const [file, text] of interpreterFiles)
    for (const [name, part] of definitions(file, text)) {
      const known = map.get(name);
      // What eval.scm of the library defines is meant to take the place of the interpreter's.
      if (known?.file === "eval") continue;
      if (known) throw new Error(`interpreter/${file}.scm: the library defines ${name}, too`);
      map.set(name, { file, text: part, hot: false, interpreter: true, definition: undefined });
    }
  return map;
}

function definitions(file: string, text: string): [name: string, text: string][] {
  return text
    .split(/^(?=\()/m)
    .slice(1)
    .map((part) => {
      const name = /^\(define \(?([^\s()]+)/.exec(part)?.[1];
      if (name === undefined) throw new Error(`library ${file}: only definitions are allowed`);
      return [name, part];
    });
}

function expanded({ file, text }: Entry): Core {
  const [form, ...more] = expandProgram(text, { trusted: true }).forms;
  if (form?.kind !== "define" || more.length > 0)
    throw new Error(`library ${file}: only definitions are allowed`);
  return form.value;
}
