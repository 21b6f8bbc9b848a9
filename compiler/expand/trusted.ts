// What only library and interpreter sources may use: lambda/source, whose closures carry the source place of another program.
// Errors raised in such a procedure, and its frames in a backtrace, report that place instead of one in its own text.
import type { Lambda } from "../core.js";
import { expandLambda } from "./basic.js";
import type { Special } from "./scope.js";

const lambdaSource: Special = (expander, form, scope, name) => {
  const [head, source, ...rest] = form.items;
  if (!head || !source) throw expander.malformed(name, form.place);
  const carried = expander.expand(source, scope);
  const lambda = expandLambda(expander, { ...form, items: [head, ...rest] }, scope, "lambda") as Lambda;
  return { ...lambda, source: carried };
};

export const trustedForms: Readonly<Record<string, Special>> = { "lambda/source": lambdaSource };
