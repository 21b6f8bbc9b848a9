// Random well-typed numeric programs: closures, recursion with a decreasing counter, lists, vectors, let, set!, if, elementary functions.
// Invariant: every program ends and no program fails (types are kept by construction); its value may be infinite or not a number.
import fc from "fast-check";

/** Parameters that every random program may use, and their values. */
export const PARAMETERS: Readonly<Record<string, number>> = { p0: 0.7, p1: -1.3, p2: 2.1, p3: 0.0625 };

/** Variables in scope, by type. */
interface Scope {
  readonly numbers: readonly string[];
  readonly functions: readonly string[];
  readonly lists: readonly string[];
  readonly vectors: readonly string[];
  readonly counters: readonly string[];
  readonly depth: number;
}

const EMPTY: Scope = {
  numbers: Object.keys(PARAMETERS),
  functions: [],
  lists: [],
  vectors: [],
  counters: [],
  depth: 0,
};

/** A source of choices; a fast-check arbitrary of bytes feeds it, so that shrinking the bytes shrinks the program. */
class Choices {
  private at = 0;
  private names = 0;
  constructor(private readonly bytes: Uint8Array) {}
  below(n: number): number {
    const byte = this.bytes[this.at++] ?? 0;
    return byte % n;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
  get spent(): boolean {
    return this.at >= this.bytes.length;
  }
  fresh(prefix: string): string {
    return `${prefix}${this.names++}`;
  }
}

const UNARY = [
  "sin",
  "cos",
  "exp",
  "atan",
  "abs",
  "sqrt",
  "log",
  "-",
  "square",
  "tan",
  "floor",
  "round",
  "exact->inexact*",
] as const;
const BINARY = ["+", "-", "*", "/", "max", "min", "expt", "atan"] as const;
const LITERALS = ["0.5", "1.0", "2.0", "-0.25", "3.5", "1e-3", "0.1"] as const;
// Not "=": a branch that is taken at a single point has a derivative there that no difference can see.
const TESTS = ["<", ">", "<=", ">="] as const;

/** An expression whose value is a number. */
function number(c: Choices, scope: Scope): string {
  if (scope.depth > 6 || c.spent) return leaf(c, scope);
  const inner = { ...scope, depth: scope.depth + 1 };
  switch (c.below(19)) {
    case 0:
    case 1:
      return leaf(c, scope);
    case 2:
    case 3:
    case 4:
      return binary(c.pick(BINARY), number(c, inner), number(c, inner));
    case 5:
      return `(+ ${number(c, inner)} ${number(c, inner)} ${number(c, inner)})`;
    case 6: {
      const f = c.pick(UNARY);
      return f === "exact->inexact*" ? `(inexact (+ 1 ${counter(c, scope)}))` : `(${f} ${number(c, inner)})`;
    }
    case 7:
      return `(if ${test(c, inner)} ${number(c, inner)} ${number(c, inner)})`;
    case 8: {
      const x = c.fresh("x");
      return `(let ((${x} ${number(c, inner)})) ${number(c, { ...inner, numbers: [...scope.numbers, x] })})`;
    }
    case 9: {
      const f = c.fresh("f");
      return `(let ((${f} ${procedure(c, inner)})) ${number(c, { ...inner, functions: [...scope.functions, f] })})`;
    }
    case 10:
      return scope.functions.length > 0
        ? `(${c.pick(scope.functions)} ${number(c, inner)})`
        : `(${procedure(c, inner)} ${number(c, inner)})`;
    case 11: {
      const [loop, n, acc] = [c.fresh("loop"), c.fresh("n"), c.fresh("acc")];
      const body = number(c, {
        ...inner,
        numbers: [...scope.numbers, acc],
        counters: [...scope.counters, n],
      });
      return `(let ${loop} ((${n} ${c.below(6)}) (${acc} ${number(c, inner)})) (if (= ${n} 0) ${acc} (${loop} (- ${n} 1) ${body})))`;
    }
    case 12: {
      const [f, n, x] = [c.fresh("rec"), c.fresh("n"), c.fresh("x")];
      const body = number(c, { ...inner, numbers: [...scope.numbers, x], counters: [...scope.counters, n] });
      return `(letrec ((${f} (lambda (${n} ${x}) (if (= ${n} 0) ${x} (+ ${body} (${f} (- ${n} 1) (* 0.5 ${x}))))))) (${f} ${c.below(5)} ${number(c, inner)}))`;
    }
    case 13: {
      const l = c.fresh("l");
      return `(let ((${l} ${list(c, inner)})) ${number(c, { ...inner, lists: [...scope.lists, l] })})`;
    }
    case 14:
      return c.pick([
        () => `(car ${list(c, inner)})`,
        () => `(apply + ${list(c, inner)})`,
        () => `(fold-left ${c.pick(["+", "*", "max"])} ${number(c, inner)} ${list(c, inner)})`,
        () => `(list-ref ${list(c, inner)} 0)`,
      ])();
    case 15: {
      const v = c.fresh("v");
      return `(let ((${v} (vector ${number(c, inner)} ${number(c, inner)} ${number(c, inner)}))) ${number(c, { ...inner, vectors: [...scope.vectors, v] })})`;
    }
    case 16: {
      if (scope.vectors.length === 0) return leaf(c, scope);
      const v = c.pick(scope.vectors);
      return c.below(2) === 0
        ? `(vector-ref ${v} ${c.below(3)})`
        : `(begin (vector-set! ${v} ${c.below(3)} ${number(c, inner)}) (vector-ref ${v} ${c.below(3)}))`;
    }
    case 17: {
      const x = c.fresh("s");
      const bound = { ...inner, numbers: [...scope.numbers, x] };
      const get = c.fresh("f");
      return `(let ((${x} ${number(c, inner)})) (let ((${get} (lambda (d) (set! ${x} (+ ${x} d)) ${x}))) ${number(c, { ...bound, functions: [...scope.functions, get] })}))`;
    }
    default: {
      const x = c.fresh("x");
      const scoped = { ...inner, numbers: [...scope.numbers, x] };
      return `(let* ((${x} ${number(c, inner)}) (${x} ${number(c, scoped)})) (cond (${test(c, scoped)} ${number(c, scoped)}) ((memv ${c.below(3)} '(0 1)) => (lambda (t) ${number(c, scoped)})) (else ${number(c, scoped)})))`;
    }
  }
}

/** Exact zeros must not divide. */
function binary(operator: string, a: string, b: string): string {
  if (operator === "/") return `(/ ${a} (inexact ${b}))`;
  if (operator === "expt" || operator === "atan") return `(${operator} (inexact ${a}) ${b})`;
  return `(${operator} ${a} ${b})`;
}

function leaf(c: Choices, scope: Scope): string {
  switch (c.below(4)) {
    case 0:
      return c.pick(LITERALS);
    case 1:
      return scope.counters.length > 0 ? c.pick(scope.counters) : String(c.below(4));
    default:
      return c.pick(scope.numbers);
  }
}

function counter(c: Choices, scope: Scope): string {
  return scope.counters.length > 0 ? c.pick(scope.counters) : String(c.below(5));
}

function test(c: Choices, scope: Scope): string {
  switch (c.below(4)) {
    case 0:
      return `(and (${c.pick(TESTS)} ${number(c, scope)} ${number(c, scope)}) (not (zero? ${number(c, scope)})))`;
    case 1:
      return `(or (negative? ${number(c, scope)}) (even? ${counter(c, scope)}))`;
    default:
      return `(${c.pick(TESTS)} ${number(c, scope)} ${number(c, scope)})`;
  }
}

/** A procedure of one number. */
function procedure(c: Choices, scope: Scope): string {
  if (scope.functions.length > 0 && c.below(3) === 0) return c.pick(scope.functions);
  const x = c.fresh("y");
  return `(lambda (${x}) ${number(c, { ...scope, numbers: [...scope.numbers, x], depth: scope.depth + 1 })})`;
}

/** A list of one to four numbers. */
function list(c: Choices, scope: Scope): string {
  const inner = { ...scope, depth: scope.depth + 1 };
  switch (scope.depth > 5 || c.spent ? 0 : c.below(5)) {
    case 0:
      return scope.lists.length > 0 ? c.pick(scope.lists) : `(list ${leaf(c, scope)} ${leaf(c, scope)})`;
    case 1:
      return `(map ${procedure(c, inner)} ${list(c, inner)})`;
    case 2:
      return `(cons ${number(c, inner)} ${list(c, inner)})`;
    case 3:
      return `(reverse (append ${list(c, inner)} (list ${number(c, inner)})))`;
    default:
      return `(list ${number(c, inner)} ${number(c, inner)} ${number(c, inner)})`;
  }
}

/** The text of a random expression over PARAMETERS. */
export const expression: fc.Arbitrary<string> = fc
  // Unbiased: bytes that fast-check prefers (0, 255) would make the same few programs.
  .noBias(fc.uint8Array({ minLength: 40, maxLength: 160, size: "max" }))
  .map((bytes) => {
    const c = new Choices(bytes);
    return `(+ ${number(c, EMPTY)} (* ${c.pick(EMPTY.numbers)} ${number(c, EMPTY)}))`;
  });

/** One program whose procedures `e0`, `e1`, … are the expressions. */
export function programOf(expressions: readonly string[]): string {
  const parameters = Object.entries(PARAMETERS).map(
    ([name, value]) => `(define-parameter ${name} ${Number.isInteger(value) ? value.toFixed(1) : value})`,
  );
  return [...parameters, ...expressions.map((e, i) => `(define (e${i}) ${e})`)].join("\n");
}
