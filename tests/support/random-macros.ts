// Random macros: a pattern, a template that uses its variables at depths that fit, and uses that match the pattern or nearly so.
import fc from "fast-check";

/** A part of a pattern: its text, its variables with their depths, and texts that match it. */
interface Part {
  readonly text: string;
  readonly variables: readonly (readonly [name: string, depth: number])[];
  readonly input: (random: () => number) => string;
}

let names = 0;

const leaf: fc.Arbitrary<Part> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined).map(variable) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }).map((n) => constant(String(n))) },
  { weight: 1, arbitrary: fc.constantFrom("key", '"s"', "#t", "()").map(constant) },
  { weight: 1, arbitrary: fc.constant({ text: "_", variables: [], input: datum }) },
);

function variable(): Part {
  const name = `v${++names}`;
  return { text: name, variables: [[name, 0]], input: datum };
}
function constant(text: string): Part {
  return { text, variables: [], input: () => text };
}
/** Some datum. */
function datum(random: () => number): string {
  const kind = Math.floor(random() * 6);
  if (kind === 4) return `(${datum(random)} ${datum(random)})`;
  return kind === 5 ? `(${datum(random)} . x)` : (["1", "a", "b", "()"][kind] as string);
}

const { part } = fc.letrec<{ part: Part; sequence: Part }>((tie) => ({
  part: fc.oneof({ depthSize: "small", maxDepth: 4 }, leaf, tie("sequence")),
  sequence: fc
    .tuple(
      fc.array(tie("part"), { maxLength: 2 }),
      fc.tuple(tie("part"), fc.integer({ min: 0, max: 2 })).map(([each, n]) => (n > 0 ? each : null)),
      fc.array(tie("part"), { maxLength: 2 }),
      fc.constantFrom("(", "(", "#("),
    )
    .map(([before, repeated, after, open]) => sequence(before, repeated, after, open)),
}));

function sequence(
  before: readonly Part[],
  repeated: Part | null,
  after: readonly Part[],
  open: string,
): Part {
  const dots = repeated ? [`${repeated.text} ...`] : [];
  const deeper = repeated?.variables.map(([name, depth]) => [name, depth + 1] as const) ?? [];
  const texts = (parts: readonly Part[], random: () => number): string[] => parts.map((p) => p.input(random));
  return {
    text: `${open}${[...before.map((p) => p.text), ...dots, ...after.map((p) => p.text)].join(" ")})`,
    variables: [...before.flatMap((p) => p.variables), ...deeper, ...after.flatMap((p) => p.variables)],
    input: (random) => {
      const count = repeated ? Math.floor(random() * 4) : 0;
      const many = Array.from({ length: count }, () => (repeated as Part).input(random));
      return `${open}${[...texts(before, random), ...many, ...texts(after, random)].join(" ")})`;
    },
  };
}

/** A macro and uses of it, each an expression of its own. */
export interface RandomMacro {
  readonly definition: string;
  readonly uses: readonly string[];
}

export const randomMacro: fc.Arbitrary<RandomMacro> = fc
  .tuple(fc.array(part, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 0x7fffffff }))
  .map(([parts, seed]) => {
    const random = generator(seed);
    const variables = parts.flatMap((p) => p.variables);
    const template = templateOf(variables, random);
    const pattern = parts.map((p) => p.text).join(" ");
    const uses = Array.from(
      { length: 3 },
      () => `(m ${parts.map((p) => (random() < 0.1 ? datum(random) : p.input(random))).join(" ")})`,
    );
    const definition = `(define-syntax m (syntax-rules (key) ((_ ${pattern}) '${template}) ((_ . rest) '(no rest))))`;
    return { definition, uses };
  });

/** A template in which every variable has the ellipses that it needs, in a row or around lists, with some of another variable between. */
function templateOf(variables: readonly (readonly [string, number])[], random: () => number): string {
  const pieces = variables.map(([name, depth]) => {
    let text = name;
    for (let i = 0; i < depth; i++) {
      const other = variables[Math.floor(random() * variables.length)];
      // Another variable in between is repeated along, or shows what sequences of different lengths do.
      if (random() < 0.2 && other && other[1] <= 1) text = `(${text} ${other[0]})`;
      text = random() < 0.5 || i === depth - 1 ? `${text} ...` : `(${text} ...)`;
    }
    return random() < 0.5 ? `(${text})` : text;
  });
  return `(${["start", ...pieces, random() < 0.3 ? "#(end)" : "end"].join(" ")}${random() < 0.2 ? " . tail" : ""})`;
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}
