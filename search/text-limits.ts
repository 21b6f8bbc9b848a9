// The first stage: limits on a proposer's text before anything parses it.
// Invariant: one pass over the characters, no recursion, no allocation that grows with the text; what passes has bounded length and
// nesting and no datum labels, so that what follows may walk it as a tree.
import { type Rejection, rejection } from "./outcome.js";
import type { LanguageAllowance } from "./task.js";

/** Why the text is too much to read; undefined when it is not. Brackets in strings, characters and comments do not count. */
export function overLimits(text: string, allowed: LanguageAllowance): Rejection | undefined {
  if (text.length > allowed.maxCharacters)
    return rejection(
      "size",
      "too-long",
      `the program has ${text.length} characters; at most ${allowed.maxCharacters} are allowed`,
    );
  let depth = 0;
  let quotes = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === ";") i = endOf(text, "\n", i);
    else if (c === '"' || c === "|") i = closing(text, c, i);
    else if (c === "#") {
      const next = text[i + 1] ?? "";
      if (next >= "0" && next <= "9") return labels();
      if (next === "\\") i += 2;
      else if (next === "|") i = blockEnd(text, i);
    } else if (c === "(" || c === "[") {
      depth += 1 + quotes;
      quotes = 0;
      if (depth > allowed.maxDepth)
        return rejection(
          "size",
          "too-deep",
          `brackets nest deeper than ${allowed.maxDepth}, which is the most that is allowed`,
        );
    } else if (c === ")" || c === "]") depth--;
    else if (c === "'" || c === "`" || c === ",") {
      if (++quotes > allowed.maxDepth)
        return rejection("size", "too-deep", `quotation marks nest deeper than ${allowed.maxDepth}`);
    } else if (c !== " " && c !== "\n" && c !== "@") quotes = 0;
  }
  return undefined;
}

/** They make trees into graphs, whose walk may never end. Nothing else begins with # and a digit. */
export function labels(): Rejection {
  return rejection("size", "labels", "datum labels (#0=) are not allowed");
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from + 1);
  return end < 0 ? text.length : end;
}

function closing(text: string, mark: string, from: number): number {
  let i = from + 1;
  while (i < text.length && text[i] !== mark) i += text[i] === "\\" ? 2 : 1;
  return i;
}

/** Block comments nest. */
function blockEnd(text: string, from: number): number {
  let open = 0;
  for (let i = from; i < text.length - 1; i++) {
    const two = text.slice(i, i + 2);
    if (two === "#|") open++;
    else if (two === "|#") open--;
    else continue;
    i++;
    if (open === 0) return i;
  }
  return text.length;
}
