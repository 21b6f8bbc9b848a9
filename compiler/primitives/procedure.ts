// A procedure of the language: name, arity, documentation, and how a call of it with a known number of arguments is compiled.
// Invariant: a procedure is one instruction, or another procedure under a second name, or has a definition in
// interpreter/library/*.scm; a call that is integrated does what a call of the procedure's value does.

export interface Procedure {
  readonly name: string;
  readonly section: string;
  /** "(name a b [optional] rest ...)"; "...+" after the last argument means one or more of it. */
  readonly signature: string;
  readonly summary: string;
  readonly examples: readonly (readonly [expression: string, result: string])[];
  readonly least: number;
  /** undefined: any number. */
  readonly most: number | undefined;
  /** Whether derivatives flow through it as an operation of its own (procedures that only move values always pass them on). */
  readonly differentiable: boolean;
  /** The instruction that the procedure is; arguments that are not given are (%default). undefined: defined in the library. */
  readonly instruction: string | undefined;
  /** The procedure that this one is: a second name for it. */
  readonly alias: string | undefined;
  /**
   * By number of arguments: an instruction (operands that are not given are (%default)), or a literal integer. `left`: more
   * arguments fold from the left.
   */
  readonly integrate: Readonly<Record<string, string>>;
}

type Examples = readonly (readonly [string, string])[];

/** A procedure that is one instruction, whose last operands may be left out where the signature says so. */
export function fixed(
  section: string,
  signature: string,
  summary: string,
  instruction: string,
  examples: Examples,
  differentiable = false,
): Procedure {
  const { name, least, most } = parse(signature);
  if (most === undefined) throw new Error(`${name}: an instruction takes no list of arguments`);
  const counts = Array.from({ length: most - least + 1 }, (_, i) => least + i);
  const integrate = Object.fromEntries(counts.map((count) => [count, instruction]));
  return {
    name,
    section,
    signature,
    summary,
    examples,
    least,
    most,
    differentiable,
    instruction,
    alias: undefined,
    integrate,
  };
}

/** A procedure that the library defines; `integrate` says which calls are compiled to instructions instead. */
export function variadic(
  section: string,
  signature: string,
  summary: string,
  integrate: Readonly<Record<string, string>>,
  examples: Examples,
  differentiable = false,
): Procedure {
  const { name, least, most } = parse(signature);
  return {
    name,
    section,
    signature,
    summary,
    examples,
    least,
    most,
    differentiable,
    instruction: undefined,
    alias: undefined,
    integrate,
  };
}

/** A procedure that the library defines, without instructions for any of its calls. */
export function defined(section: string, signature: string, summary: string, examples: Examples): Procedure {
  return variadic(section, signature, summary, {}, examples);
}

/** A procedure and second names of it. */
export function alsoNamed(original: Procedure, names: string): Procedure[] {
  const renamed = (text: string, name: string): string =>
    text.replaceAll(`(${original.name} `, `(${name} `).replaceAll(`(${original.name})`, `(${name})`);
  const second = names.split(" ").map((name) => ({
    ...original,
    name,
    signature: renamed(original.signature, name),
    summary: `The same as \`${original.name}\`.`,
    examples: original.examples.slice(0, 1).map(([text, value]) => [renamed(text, name), value] as const),
    alias: original.name,
  }));
  return [original, ...second];
}

/** Name and arity of a signature. */
function parse(signature: string): { name: string; least: number; most: number | undefined } {
  const [name = "", ...rest] = signature.slice(1, -1).split(/\s+/);
  const words = rest.filter((word) => word !== "");
  if (words.includes("...")) return { name, least: words.length - 2, most: undefined };
  if (words.includes("...+")) return { name, least: words.length - 1, most: undefined };
  // What stands behind the first bracket is optional.
  const optional = words.findIndex((word) => word.startsWith("["));
  return { name, least: optional < 0 ? words.length : optional, most: words.length };
}
