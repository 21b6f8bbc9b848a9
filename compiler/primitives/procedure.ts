// A procedure of the language: name, arity, documentation, and how a call of it with a known number of arguments is compiled.
// Invariant: a procedure either is one instruction of the same arity or has a definition in interpreter/library/*.scm; a call
// that is integrated does what a call of the procedure's value does.

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
  /** The instruction that the procedure is; undefined: defined in the library. */
  readonly instruction: string | undefined;
  /** By number of arguments: an instruction, or a literal integer. `left`: more arguments fold from the left. */
  readonly integrate: Readonly<Record<string, string>>;
}

type Examples = readonly (readonly [string, string])[];

/** A procedure that is one instruction. */
export function fixed(
  section: string,
  signature: string,
  summary: string,
  instruction: string,
  examples: Examples,
  differentiable = false,
): Procedure {
  const { name, least } = parse(signature);
  return {
    name,
    section,
    signature,
    summary,
    examples,
    least,
    most: least,
    differentiable,
    instruction,
    integrate: { [least]: instruction },
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
    integrate,
  };
}

/** Name and arity of a signature. */
function parse(signature: string): { name: string; least: number; most: number | undefined } {
  const [name = "", ...rest] = signature.slice(1, -1).split(/\s+/);
  const words = rest.filter((word) => word !== "");
  const last = words.at(-1);
  const optional = words.filter((word) => word.startsWith("[")).length;
  if (last === "..." || last === "...+") {
    const before = words.length - 2;
    return { name, least: last === "...+" ? before + 1 : before, most: undefined };
  }
  return { name, least: words.length - optional, most: words.length };
}
