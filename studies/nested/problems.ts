// The nested problems: programs, the modes that each is run in, and what is known of the answer.
import ascent from "./ascent.scm";
import clauses from "./clauses.scm";
import descent from "./descent.scm";
import flips from "./flips.scm";
import modes from "./modes.scm";
import particle from "./particle.scm";
import saddle from "./saddle.scm";

export interface Mode {
  /** Outer and inner mode, F forward and R reverse; "host" is the gradient by the program's parameters, taken from outside. */
  readonly name: string;
  /** A vector of numbers; undefined for the host's own ascent. */
  readonly expression: string | undefined;
}

export interface Problem {
  readonly name: string;
  readonly source: string;
  readonly modes: readonly Mode[];
  /** The answer as published or in closed form, and how near an answer must come; null when none is known. */
  readonly reference: {
    readonly values: readonly number[];
    readonly within: number;
    readonly from: string;
  } | null;
}

const LETTERS = { F: "forwards", R: "backwards" } as const;
const PAIRS = ["FF", "FR", "RF", "RR"] as const;
type Letter = keyof typeof LETTERS;

/** One expression for each combination of an outer and an inner mode. */
function combinations(expression: (inner: string, outer: string) => string): readonly Mode[] {
  return PAIRS.map((name) => {
    const [outer, inner] = [...name] as [Letter, Letter];
    return { name, expression: expression(LETTERS[inner], LETTERS[outer]) };
  });
}

/** One derivative only, and the host's. */
function single(procedure: string): readonly Mode[] {
  return [
    { name: "F", expression: `(list->vector (${procedure} forwards))` },
    { name: "R", expression: `(list->vector (${procedure} backwards))` },
    { name: "host", expression: undefined },
  ];
}

const together = (...texts: readonly string[]): string => texts.join("\n");
const benchmark = "the benchmark's published output";
/** 0, 1, 2 and 2 are seen: p₀(1 - p₀)³ p₁(1 - p₁)² is greatest at 1/4 and 1/3. A thousand steps come within 1e-8. */
const quarterAndThird = { values: [1 / 4, 1 / 3], within: 1e-8, from: "closed form" };

export const problems: readonly Problem[] = [
  {
    name: "particle by descent",
    source: together(modes, descent, particle),
    modes: combinations((inner, outer) => `(vector (particle-descent ${inner} ${outer}))`),
    reference: { values: [0.20719187464861194], within: 1e-10, from: benchmark },
  },
  {
    name: "particle by Newton's method",
    source: together(modes, descent, particle),
    modes: combinations((inner, outer) => `(vector (particle-newton ${inner} slope-${outer}))`),
    reference: null,
  },
  {
    name: "saddle",
    source: together(modes, descent, saddle),
    modes: combinations((inner, outer) => `(list->vector (saddle ${inner} ${outer}))`),
    reference: { values: Array<number>(4).fill(8.246324826140356e-6), within: 1e-10, from: benchmark },
  },
  {
    name: "probabilistic lambda calculus",
    source: together(modes, ascent, flips),
    modes: single("flips"),
    reference: quarterAndThird,
  },
  {
    name: "probabilistic Prolog",
    source: together(modes, ascent, clauses),
    modes: single("clauses"),
    reference: quarterAndThird,
  },
];
