// A calibrated program as a LaTeX document: a formula for each arithmetic definition, and the constants with their errors.
// Invariant: every definition of the program is either shown or named with the reason why it has no formula.
import { type Syntax, symbolName } from "../../compiler/datum.js";
import { read } from "../../compiler/read.js";
import { listOf, NoFormula, numberFormula, Translator } from "./expression.js";
import { escapeLatex, Names } from "./names.js";

export interface LatexConstant {
  readonly name: string;
  readonly value: number;
  /** null or undefined where there is none. */
  readonly standardError?: number | null | undefined;
}

export interface LatexDocument {
  readonly text: string;
  /** Definitions without a formula, and why. */
  readonly omitted: readonly { readonly name: string; readonly reason: string }[];
}

interface Definition {
  readonly name: string;
  /** undefined: the definition is not of a procedure. */
  readonly variables: readonly string[] | undefined;
  readonly body: readonly Syntax[];
}

/**
 * Formulas of a program's definitions. Formulas are exact; in the table a standard error has two significant digits, and its value as many
 * decimal places.
 * @param source the program's text; a definition of one of `constants` is a row of the table, not a formula
 * @throws SchemeError (kind "syntax") when the text cannot be read
 */
export function latexDocument(
  source: string,
  constants: readonly LatexConstant[],
  title: string,
): LatexDocument {
  const forms = [...read(source)];
  const definitions = forms.flatMap((form) => definitionIn(form) ?? []);
  const defined = new Set([...definitions.map(({ name }) => name), ...forms.flatMap(parameterIn)]);
  const names = new Names();
  const formulas: string[] = [];
  const omitted: { name: string; reason: string }[] = [];
  for (const definition of definitions)
    try {
      formulas.push(formulaOf(definition, names, defined));
    } catch (error) {
      if (!(error instanceof NoFormula)) throw error;
      omitted.push({ name: definition.name, reason: error.message });
    }
  const left = omitted.map(({ name, reason }) => `\\texttt{${escapeLatex(name)}} (${escapeLatex(reason)})`);
  const text = [
    "\\documentclass{article}",
    "\\usepackage[utf8]{inputenc}",
    "\\usepackage[T1]{fontenc}",
    "\\usepackage{amsmath}",
    "\\begin{document}",
    `\\section*{${escapeLatex(title)}}`,
    ...formulas,
    ...(left.length > 0 ? [`Without a formula: ${left.join(", ")}.`] : []),
    ...(constants.length > 0 ? [tableOf(constants, names)] : []),
    "\\end{document}",
    "",
  ].join("\n");
  return { text, omitted };
}

function definitionIn(form: Syntax): Definition | undefined {
  const [head, what, ...body] = listOf(form) ?? [];
  if (symbolName(head) !== "define" || !what) return undefined;
  const name = symbolName(what);
  if (name !== undefined) {
    const lambda = body[0] && listOf(body[0]);
    if (symbolName(lambda?.[0]) !== "lambda" || !lambda?.[1]) return { name, variables: undefined, body };
    return { name, variables: symbolsOf(lambda[1]), body: lambda.slice(2) };
  }
  const [procedure, ...variables] = what.kind === "list" ? what.items : [];
  const called = symbolName(procedure);
  if (called === undefined) return undefined;
  const fixed =
    what.kind === "list" && what.tail === undefined ? variables.map((v) => symbolName(v) ?? "") : [""];
  return { name: called, variables: fixed, body };
}

function symbolsOf(variables: Syntax): string[] {
  return (listOf(variables) ?? [undefined]).map((variable) => symbolName(variable) ?? "");
}

function parameterIn(form: Syntax): string[] {
  const [head, name] = listOf(form) ?? [];
  return symbolName(head) === "define-parameter" ? [symbolName(name) ?? ""] : [];
}

function formulaOf(
  { name, variables, body }: Definition,
  names: Names,
  defined: ReadonlySet<string>,
): string {
  if (variables?.includes("")) throw new NoFormula("takes any number of arguments");
  const translator = new Translator({ names, defined }, variables ?? []);
  const right = translator.body(body);
  const args =
    variables === undefined ? "" : `\\left(${variables.map((v) => names.symbol(v)).join(", ")}\\right)`;
  const where = translator.where.map(({ symbol, tex }, i) => {
    return `  &\\quad ${i === 0 ? "\\text{where }" : "\\phantom{\\text{where }}"} ${symbol} = ${tex}`;
  });
  return [
    "\\begin{align*}",
    [`  ${names.symbol(name)}${args} &= ${right}`, ...where].join(" \\\\\n"),
    "\\end{align*}",
  ].join("\n");
}

function tableOf(constants: readonly LatexConstant[], names: Names): string {
  const rows = constants.map(({ name, value, standardError }) => {
    // Literals that were learnt are called by their places in the text.
    const symbol = /^\d+:\d+$/.test(name) ? `\\text{${name}}` : names.symbol(name);
    const known = standardError != null && Number.isFinite(standardError) && standardError > 0;
    const shown = known ? rounded(value, standardError) : [numberFormula(value).tex, "\\text{none}"];
    return `  $${symbol}$ & $${shown[0]}$ & $${shown[1]}$ \\\\`;
  });
  return [
    "\\begin{tabular}{lll}",
    "  constant & value & standard error \\\\ \\hline",
    ...rows,
    "\\end{tabular}",
  ].join("\n");
}

/** A value and its error to the error's second digit. */
function rounded(value: number, error: number): [value: string, error: string] {
  const two = Number(error.toPrecision(2));
  const places = 1 - Math.floor(Math.log10(two));
  if (places < 0 || places > 8 || Math.abs(value) >= 1e15) {
    const digits = Math.max(1, Math.min(17, Math.floor(Math.log10(Math.abs(value) || two)) + places + 1));
    return [numberFormula(Number(value.toPrecision(digits))).tex, numberFormula(two).tex];
  }
  return [value.toFixed(places), two.toFixed(places)];
}
