// Which columns of a table an expression of the prediction uses, so that they can be bound to it by name.
// Invariant: only names are looked at, not their meaning; whatever is neither a column nor defined is the loader's to report.
import { type Syntax, symbolName } from "../compiler/datum.js";
import { read } from "../compiler/read.js";

/**
 * The columns that occur as variables in `expression`, in the order of the table. An operator (the first element of a list) is a
 * procedure and never a column, and quoted data are not looked at.
 * @throws SchemeError (kind "syntax") when the expression cannot be read
 */
export function columnsIn(expression: string, columns: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (syntax: Syntax): void => {
    const name = symbolName(syntax);
    if (name !== undefined) found.add(name);
    if (syntax.kind === "list") {
      const [first, ...rest] = syntax.items;
      const operator = symbolName(first);
      if (operator === "quote") return;
      if (first && operator === undefined) visit(first);
      for (const item of rest) visit(item);
    }
  };
  for (const syntax of read(expression)) visit(syntax);
  return columns.filter((name) => found.has(name));
}
