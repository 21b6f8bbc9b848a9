// Completion of names at the end of a line.
import { PASSES } from "../../compiler/passes.js";
import { commands } from "./commands.js";
import { documented } from "./help.js";

/** What the last word of a line may become, sorted, and that word. */
export function completions(line: string, defined: readonly string[]): [string[], string] {
  const command = /^\s*(,[^\s()[\]"';]*)$/.exec(line)?.[1];
  if (command !== undefined) return [starting(command, commandNames()), command];
  const word = /[^\s()[\]"';`,@]*$/.exec(line)?.[0] ?? "";
  if (/^\s*,dump\s+\S*$/.test(line)) return [starting(word, PASSES), word];
  return [word === "" ? [] : starting(word, [...documented(), ...defined]), word];
}

function commandNames(): string[] {
  return commands.map(({ name }) => `,${name}`);
}

function starting(word: string, names: readonly string[]): string[] {
  return [...new Set(names.filter((name) => name.startsWith(word)))].sort();
}
