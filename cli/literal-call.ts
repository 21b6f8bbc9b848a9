// A call of a built module: `(name constant …)` read here, because a module holds no compiler.
import {
  Alias,
  SchemeBytes,
  SchemeChar,
  SchemeString,
  SchemeSymbol,
  type Syntax,
  symbolName,
} from "../compiler/datum.js";
import { SchemeError } from "../compiler/errors.js";
import { read } from "../compiler/read.js";
import { SchemeChar as CharValue, SchemePair, SchemeVector, type Value } from "../host/values.js";
import { entryFile } from "./load.js";
import { rememberText } from "./report.js";

/**
 * Procedure and arguments of an expression.
 * @throws SchemeError with its place in the expression when it is anything but a call with constants.
 */
export function literalCall(expression: string, option: string): { name: string; args: readonly Value[] } {
  rememberText(entryFile(option), expression, option);
  try {
    const [call, second] = read(expression);
    const name = call?.kind === "list" ? symbolName(call.items[0]) : undefined;
    if (call?.kind !== "list" || name === undefined || call.tail || second) throw tooMuch(second ?? call);
    return { name, args: call.items.slice(1).map(constant) };
  } catch (error) {
    if (error instanceof SchemeError) error.file = entryFile(option);
    throw error;
  }
}

function tooMuch(syntax: Syntax | undefined): SchemeError {
  return new SchemeError(
    "usage",
    "a built module is called as (procedure constant …); run the program's source for any other expression",
    syntax?.place ?? { line: 1, column: 1 },
  );
}

function constant(syntax: Syntax): Value {
  if (syntax.kind === "atom" && !(syntax.value instanceof SchemeSymbol)) return datum(syntax);
  if (syntax.kind === "vector") return datum(syntax);
  if (
    syntax.kind === "list" &&
    symbolName(syntax.items[0]) === "quote" &&
    syntax.items[1] &&
    !syntax.items[2]
  )
    return datum(syntax.items[1]);
  throw tooMuch(syntax);
}

function datum(syntax: Syntax): Value {
  if (syntax.kind === "vector") return new SchemeVector(syntax.items.map(datum));
  if (syntax.kind === "list") {
    const items = syntax.items.map(datum);
    return syntax.tail
      ? items.reduceRight((rest, item) => new SchemePair(item, rest), datum(syntax.tail))
      : items;
  }
  const value = syntax.kind === "atom" ? syntax.value : undefined;
  if (value === undefined || value instanceof SchemeBytes || value instanceof Alias) throw tooMuch(syntax);
  if (value instanceof SchemeSymbol) return Symbol.for(value.name);
  if (value instanceof SchemeString) return value.value;
  if (value instanceof SchemeChar) return new CharValue(value.codePoint);
  return typeof value === "symbol" ? undefined : value;
}
