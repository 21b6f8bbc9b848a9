// Random programs over the whole language, for comparison with other Schemes: closed, ending and deterministic.
// Invariant: nothing depends on the order in which operands are evaluated. An expression that has an effect, may fail or leave, or reads
// what may be assigned is impure; when two operands are, all are bound one after the other first.

/** A source of choices made of bytes: fewer bytes make a smaller program. */
class Choices {
  private at = 0;
  private names = 0;
  constructor(private readonly bytes: Uint8Array) {}
  below(n: number): number {
    return (this.bytes[this.at++] ?? 0) % n;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
  get left(): number {
    return this.bytes.length - this.at;
  }
  fresh(prefix: string): string {
    return `${prefix}${++this.names}`;
  }
}

type Type = "int" | "real" | "bool" | "list" | "string" | "symbol" | "char" | "vector";
const TYPES: readonly Type[] = [
  "int",
  "int",
  "real",
  "bool",
  "list",
  "list",
  "string",
  "symbol",
  "char",
  "vector",
];

const DIVISIONS = [
  "quotient",
  "remainder",
  "modulo",
  "floor-quotient",
  "floor-remainder",
  "truncate-quotient",
];

interface Variable {
  readonly name: string;
  readonly type: Type | "function" | "thrower" | "record" | "parameter";
  readonly assigned: boolean;
}
type Scope = readonly Variable[];
interface Text {
  readonly text: string;
  readonly pure: boolean;
}

const pure = (text: string): Text => ({ text, pure: true });
const impure = (text: string): Text => ({ text, pure: false });

/** The body of one program: definitions and an expression, as text. */
export function randomProgram(bytes: Uint8Array): string {
  const c = new Choices(bytes);
  const generator = new Generator(c);
  const lines: string[] = [];
  let scope: Scope = [];
  for (let i = c.below(4); i > 0; i--) {
    const [line, variables] = generator.definition(scope);
    lines.push(line);
    scope = [...scope, ...variables];
  }
  const results = Array.from({ length: 1 + c.below(3) }, () => generator.any(scope, 5));
  return `${lines.join(" ")} ${generator.combine(results, (texts) => `(list ${texts.join(" ")})`).text}`;
}

class Generator {
  constructor(private readonly c: Choices) {}

  // ---- parts ---------------------------------------------------------------------------------------------------------
  /** One expression of several: impure ones are bound in their order. */
  combine(parts: readonly Text[], make: (texts: readonly string[]) => string, effect = false): Text {
    if (parts.filter((part) => !part.pure).length < 2)
      return {
        text: make(parts.map((part) => part.text)),
        pure: !effect && parts.every((part) => part.pure),
      };
    const names = parts.map(() => this.c.fresh("t"));
    const bindings = parts.map((part, i) => `(${names[i]} ${part.text})`).join(" ");
    return impure(`(let* (${bindings}) ${make(names)})`);
  }

  private of(name: string, types: readonly Type[], scope: Scope, depth: number, fails = false): Text {
    const parts = types.map((type) => this.typed(type, scope, depth));
    return this.combine(parts, (texts) => `(${[name, ...texts].join(" ")})`, fails);
  }

  /** A call that fails unless it is avoided, which it mostly is. */
  private fallible(
    types: readonly Type[],
    scope: Scope,
    depth: number,
    make: (texts: readonly string[]) => string,
    avoid: (texts: readonly string[]) => string,
    otherwise: string,
  ): Text {
    const names = types.map(() => this.c.fresh("t"));
    const parts = types.map((type) => this.typed(type, scope, depth));
    const bindings = parts.map((part, i) => `(${names[i]} ${part.text})`).join(" ");
    const call = make(names);
    const fails = this.c.below(12) === 11;
    return {
      text: `(let* (${bindings}) ${fails ? call : `(if ${avoid(names)} ${otherwise} ${call})`})`,
      pure: !fails && parts.every((part) => part.pure),
    };
  }

  any(scope: Scope, depth: number): Text {
    return this.typed(this.c.pick(TYPES), scope, depth);
  }

  private variable(type: Variable["type"], scope: Scope): Variable | undefined {
    const found = scope.filter((variable) => variable.type === type);
    return found.length > 0 ? this.c.pick(found) : undefined;
  }

  private typed(type: Type, scope: Scope, depth: number): Text {
    const { c } = this;
    const variable = c.below(3) === 0 ? this.variable(type, scope) : undefined;
    if (variable) return { text: variable.name, pure: !variable.assigned };
    if (depth <= 0 || c.left <= 0) return this.literal(type);
    if (c.below(3) === 0) return this.control(type, scope, depth - 1);
    return this[type](scope, depth - 1);
  }

  private literal(type: Type): Text {
    const { c } = this;
    switch (type) {
      case "int":
        return pure(String(c.below(41) - 20));
      case "real":
        return pure(c.pick(["0.5", "-1.25", "3.0", "1234.5", "-0.0", "0.1"]));
      case "bool":
        return pure(c.pick(["#t", "#f"]));
      case "list":
        return pure(c.pick(["'()", "'(1 2 3)", '\'(a (b . 2) "c")', "(list 4 5)"]));
      case "string":
        return pure(c.pick(['""', '"abc"', '"Hello, wörld"', '"x\\ny"', '"12"']));
      case "symbol":
        return pure(c.pick(["'a", "'b", "'lambda", "'x1"]));
      case "char":
        return pure(c.pick(["#\\a", "#\\Z", "#\\space", "#\\7", "#\\newline"]));
      case "vector":
        return pure(c.pick(["(vector 1 2 3)", "(vector)", '(vector \'a "b" #\\c)', "(make-vector 2 7)"]));
    }
  }

  // ---- expressions by type -----------------------------------------------------------------------------------------------
  int(scope: Scope, depth: number): Text {
    const { c } = this;
    const each = `(lambda (e) (if (number? e) e 1))`;
    return c.pick<() => Text>([
      () => this.of("+", ["int", "int"], scope, depth),
      () => this.of("-", ["int", "int"], scope, depth),
      () => this.of("-", ["int"], scope, depth),
      () =>
        this.combine(
          [this.typed("int", scope, depth), this.typed("int", scope, depth)],
          ([a, b]) => `(modulo (* ${a} ${b}) 1009)`,
        ),
      () => this.of("max", ["int", "int", "int"], scope, depth),
      () => this.of("min", ["int", "int"], scope, depth),
      () => this.of("abs", ["int"], scope, depth),
      () => this.of("gcd", ["int", "int"], scope, depth),
      () =>
        this.fallible(
          ["int", "int"],
          scope,
          depth,
          ([a, b]) => `(${c.pick(DIVISIONS)} ${a} ${b})`,
          ([, b]) => `(zero? ${b})`,
          "3",
        ),
      () => this.of("square", ["int"], scope, 0),
      () => this.combine([this.typed("real", scope, depth)], ([r]) => `(exact (floor (/ ${r} 100.0)))`),
      () =>
        this.combine(
          [this.typed("int", scope, depth), this.typed("int", scope, depth)],
          ([a, b]) =>
            `(call-with-values (lambda () (${c.pick(["floor/", "truncate/"])} ${a} (+ 1 (abs ${b})))) (lambda (q r) (- q r)))`,
        ),
      () =>
        this.combine(
          [this.typed("vector", scope, depth), this.typed("int", scope, depth)],
          ([v, i]) =>
            `(let* ((v ${v}) (n (vector-length v)) (x (if (= n 0) 0 (vector-ref v (modulo ${i} n))))) (if (exact-integer? x) x n))`,
        ),
      () =>
        this.combine(
          [this.typed("string", scope, depth)],
          ([s]) => `(let ((n 0)) (string-for-each (lambda (c) (set! n (+ n (char->integer c)))) ${s}) n)`,
        ),
      () =>
        this.combine(
          [this.typed("list", scope, depth), this.typed("int", scope, depth)],
          ([l, n]) =>
            `(${c.pick(["fold", "fold-right"])} (lambda (x a) (if (exact-integer? x) (- x a) (+ a 1))) ${n} ${l})`,
        ),
      () => this.of("length", ["list"], scope, depth),
      () => this.of("string-length", ["string"], scope, depth),
      () => this.of("vector-length", ["vector"], scope, depth),
      () => this.of("char->integer", ["char"], scope, depth),
      () => this.combine([this.typed("list", scope, depth)], ([l]) => `(apply + (map ${each} ${l}))`),
      () =>
        this.combine(
          [this.typed("vector", scope, depth)],
          ([v]) => `(apply max 0 (map ${each} (vector->list ${v})))`,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth)],
          ([n]) => `(call-with-values (lambda () (exact-integer-sqrt (abs ${n}))) (lambda (s r) (- s r)))`,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth)],
          ([n]) => `(string->number (number->string ${n} ${this.c.pick([2, 10, 16])}) 16)`,
        ),
      () =>
        this.combine([this.typed("int", scope, depth)], ([n]) => `(exact (round (/ (inexact ${n}) 4.0)))`),
      () =>
        this.combine(
          [this.typed("symbol", scope, depth), this.typed("int", scope, depth), this.any(scope, depth)],
          ([k, n, x]) =>
            `(let ((t (make-hash-table))) (hash-table-set! t ${k} ${n}) (hash-table-set! t (list 1 "k") ${x}) (hash-table-set! t (list 1 "k") 3) (hash-table-update!/default t ${k} (lambda (v) (+ v 1)) 0) (+ (hash-table-ref/default t (list 1 (string #\\k)) 100) (* 10 (hash-table-size t)) (hash-table-ref/default t 'a 5)))`,
        ),
      () =>
        this.combine(
          [this.typed("string", scope, depth), this.typed("int", scope, depth)],
          ([t, n]) =>
            `(let ((b (bytevector-append (string->utf8 ${t}) (bytevector 1 (modulo ${n} 256))))) (bytevector-u8-set! b 0 7) (+ (bytevector-length b) (bytevector-u8-ref b (- (bytevector-length b) 1))))`,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth), this.typed("list", scope, depth)],
          ([n, l]) => `(let ((r (list-index (lambda (x) (eqv? x ${n})) ${l}))) (if r r -1))`,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth)],
          ([n]) =>
            `(letrec ((ev? (lambda (n) (if (= n 0) 1 (od? (- n 1))))) (od? (lambda (n) (if (= n 0) 2 (ev? (- n 1)))))) (ev? (abs ${n})))`,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth), this.typed("int", scope, depth)],
          ([a, b]) =>
            `(let-values (((q . more) (values ${a} ${b} 3)) (all (values 1 2))) (+ q (car more) (length all)))`,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth), this.typed("int", scope, depth)],
          ([a, b]) =>
            `(let-syntax ((sum (syntax-rules () ((_ (x y ...) ...) (+ (* x (+ y ...)) ...))))) (sum (${a} 1 ${b}) (2) (${b} ${a})))`,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth)],
          ([n]) =>
            `(letrec ((from (lambda (k) (delay (cons k (from (+ k 1)))))) (ref (lambda (s k) (delay-force (if (= k 0) (delay (car (force s))) (ref (cdr (force s)) (- k 1))))))) (force (ref (from ${n}) 4)))`,
        ),
      () =>
        this.combine(
          [this.typed("list", scope, depth)],
          ([l]) =>
            `(let ((v (list->vector (append ${l} '(1 2 3)))) (n 0)) (vector-for-each (lambda (x) (set! n (+ n (if (exact-integer? x) x 1)))) v) (vector-fill! v 4 1 2) (+ n (if (vector-ref v 1) 4 0)))`,
        ),
      () => this.call(scope, depth),
      () => this.loop(scope, depth),
      () => this.record(scope, depth),
      () =>
        this.combine(
          [this.typed("int", scope, depth)],
          ([n]) => `(eval (list '* 2 ${n}) (environment '(scheme base)))`,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth)],
          ([n]) => `(read (open-input-string (number->string ${n})))`,
        ),
    ])();
  }

  real(scope: Scope, depth: number): Text {
    const { c } = this;
    return c.pick<() => Text>([
      () => this.of(c.pick(["+", "-", "*", "max", "min"]), ["real", "real"], scope, depth),
      () => this.of(c.pick(["+", "-", "max"]), ["real", "int"], scope, depth),
      () => this.of("/", ["real", "real"], scope, depth),
      () => this.of(c.pick(["floor", "ceiling", "round", "truncate", "abs", "-"]), ["real"], scope, depth),
      () => this.combine([this.typed("real", scope, depth)], ([r]) => `(sqrt (abs ${r}))`),
      () => this.of("inexact", ["int"], scope, depth),
      () =>
        this.combine([this.typed("real", scope, depth)], ([r]) => `(string->number (number->string ${r}))`),
    ])();
  }

  bool(scope: Scope, depth: number): Text {
    const { c } = this;
    return c.pick<() => Text>([
      () => this.of(c.pick(["<", ">", "<=", ">=", "="]), ["int", "int"], scope, depth),
      () => this.of(c.pick(["odd?", "even?", "zero?", "negative?", "exact-integer?"]), ["int"], scope, depth),
      () => this.of("not", ["bool"], scope, depth),
      () => this.of("boolean=?", ["bool", "bool"], scope, depth),
      () => this.of("symbol=?", ["symbol", "symbol"], scope, depth),
      () =>
        this.combine(
          [this.typed("list", scope, depth)],
          ([l]) => `(and (${c.pick(["any", "every"])} number? ${l}) #t)`,
        ),
      () =>
        this.combine(
          [this.typed("string", scope, depth), this.typed("list", scope, depth)],
          ([t, l]) => `(pair? (member ${t} ${l} (lambda (x y) (and (string? y) (string=? x y)))))`,
        ),
      () => this.of(c.pick(["null?", "pair?", "list?"]), ["list"], scope, depth),
      () => this.of("equal?", ["list", "list"], scope, depth),
      () => this.of("equal?", ["vector", "vector"], scope, depth),
      () => this.of("eqv?", ["int", "int"], scope, depth),
      () => this.of(c.pick(["eqv?", "equal?"]), ["real", "real"], scope, depth),
      () => this.of(c.pick(["<", ">=", "="]), ["real", "int"], scope, depth),
      () => this.of(c.pick(["nan?", "finite?", "integer?", "zero?"]), ["real"], scope, depth),
      () => this.of("eq?", ["symbol", "symbol"], scope, depth),
      () => this.of(c.pick(["string=?", "string<?", "string-ci=?"]), ["string", "string"], scope, depth),
      () => this.of(c.pick(["char<?", "char=?", "char-ci=?"]), ["char", "char"], scope, depth),
      () =>
        this.of(
          c.pick(["char-alphabetic?", "char-numeric?", "char-whitespace?", "char-upper-case?"]),
          ["char"],
          scope,
          depth,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth), this.typed("list", scope, depth)],
          ([x, l]) => `(pair? (memv ${x} ${l}))`,
        ),
      () => this.sequence(c.pick(["and", "or"]), ["bool", "bool"], scope, depth),
      () =>
        this.combine(
          [this.any(scope, depth)],
          ([x]) =>
            `(${c.pick(["number?", "symbol?", "string?", "procedure?", "vector?", "char?", "boolean?"])} ${x})`,
        ),
    ])();
  }

  list(scope: Scope, depth: number): Text {
    const { c } = this;
    return c.pick<() => Text>([
      () => this.combine([this.any(scope, depth), this.any(scope, depth)], ([a, b]) => `(list ${a} ${b})`),
      () =>
        this.combine(
          [this.any(scope, depth), this.typed("list", scope, depth)],
          ([a, b]) => `(cons ${a} ${b})`,
        ),
      () => this.of("append", ["list", "list"], scope, depth),
      () => this.of("reverse", ["list"], scope, depth),
      () => {
        // Escapes through dynamic-wind, in a loop.
        const test = this.typed("bool", scope, depth);
        const value = this.any(scope, depth);
        return impure(
          `(let ((log '())) (let ((r (call/cc (lambda (out) (dynamic-wind (lambda () (set! log (cons 'a log))) (lambda () (if ${test.text} (out 'left) ${value.text})) (lambda () (set! log (cons 'z log)))))))) (list r log)))`,
        );
      },
      () => {
        const message = this.typed("string", scope, depth);
        const irritant = this.any(scope, depth);
        return impure(
          `(let* ((m ${message.text}) (i ${irritant.text})) (guard (e ((error-object? e) (cons (error-object-message e) (error-object-irritants e)))) (error m i 'more)))`,
        );
      },
      () => {
        // amb: the first pair of a product that satisfies a test.
        const [a, b] = [this.typed("int", scope, depth), this.typed("int", scope, depth)];
        return impure(
          `(let ((fail (list (lambda () '(none))))) (let* ((a ${a.text}) (b ${b.text}) (amb (lambda (xs) (call/cc (lambda (k) (for-each (lambda (x) (call/cc (lambda (next) (set! fail (cons (lambda () (next #f)) fail)) (k x)))) xs) (let ((f (car fail))) (set! fail (cdr fail)) (f))))))) (call/cc (lambda (done) (set! fail (list (lambda () (done '(none))))) (let* ((x (amb (list 1 2 3 a))) (y (amb (list b 4 5)))) (if (= (modulo (+ x y) 4) 0) (list x y) (let ((f (car fail))) (set! fail (cdr fail)) (f))))))))`,
        );
      },
      () => {
        // A coroutine: a traversal that yields, resumed from outside.
        const l = this.typed("list", scope, depth);
        return impure(
          `(let ((return #f) (resume #f) (seen '())) (let ((next (lambda () (call/cc (lambda (r) (set! return r) (if resume (resume #f) (begin (for-each (lambda (x) (call/cc (lambda (k) (set! resume k) (return x)))) ${l.text}) (return 'done)))))))) (let loop ((i 0)) (let ((x (next))) (set! seen (cons x seen)) (if (or (eq? x 'done) (= i 5)) seen (loop (+ i 1)))))))`,
        );
      },
      () =>
        this.combine(
          [this.typed("list", scope, depth), this.typed("int", scope, depth)],
          ([l, n]) => `(list (assoc ${n} (map (lambda (x) (cons x x)) (cons ${n} ${l})) eqv?))`,
        ),
      () =>
        this.combine(
          [this.any(scope, depth), this.typed("int", scope, depth)],
          ([x, n]) =>
            `((lambda () (define-values (p . q) (values ${n} ${x} 'z)) (define-syntax twice (syntax-rules () ((_ e) (list e e)))) (define (h r) (cons p r)) (h (twice q))))`,
        ),
      () => this.of("list-copy", ["list"], scope, depth),
      () =>
        this.fallible(
          ["list"],
          scope,
          depth,
          ([l]) => `(cdr ${l})`,
          ([l]) => `(null? ${l})`,
          "'(1)",
        ),
      () =>
        this.fallible(
          ["list", "int"],
          scope,
          depth,
          ([l, n]) => `(list-tail ${l} (abs ${n}))`,
          ([l, n]) => `(> (abs ${n}) (length ${l}))`,
          "'()",
        ),
      () =>
        this.combine(
          [this.typed("list", scope, depth), this.typed("list", scope, depth)],
          ([a, b]) => `(map (lambda (x y) (cons y x)) ${a} ${b})`,
        ),
      () =>
        this.combine(
          [this.typed("list", scope, depth)],
          ([l]) => `(${c.pick(["filter number?", "delete 1", "filter pair?"])} ${l})`,
        ),
      () =>
        this.combine(
          [this.typed("list", scope, depth), this.any(scope, depth)],
          ([l, x]) =>
            `(let ((l (cons 0 (list-copy ${l})))) (list-set! l 0 ${x}) (set-cdr! (list-tail l (- (length l) 1)) '(z)) l)`,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth)],
          ([n]) => `(iota (modulo ${n} 5) ${c.pick(["1", "0 2", "-3"])})`,
        ),
      () => this.of("vector->list", ["vector"], scope, depth),
      () =>
        this.combine([this.typed("string", scope, depth)], ([s]) => `(map char-upcase (string->list ${s}))`),
      () => {
        const x = c.fresh("x");
        const body = this.any(
          [...scope.filter((v) => !v.assigned), { name: x, type: "int", assigned: false }],
          depth - 1,
        );
        const l = this.typed("list", scope, depth);
        const arg = `(lambda (y) (let ((${x} (if (number? y) y 0))) ${body.text}))`;
        return { text: `(map ${arg} ${l.text})`, pure: body.pure && l.pure };
      },
      () =>
        this.combine(
          [this.typed("int", scope, depth), this.typed("list", scope, depth)],
          ([a, l]) => `(let ((q ${a})) (list \`(,q (x ,q) ,@${l} #(1 ,(+ q 1)) . tail)))`,
        ),
      () =>
        this.combine(
          [this.any(scope, depth), this.typed("list", scope, depth)],
          ([a, l]) => `\`(1 \`(2 ,(3 ,${a})) ,@${l})`,
        ),
      () =>
        this.combine(
          [this.typed("list", scope, depth)],
          ([l]) => `(let-values (((a . rest) (apply values 1 ${l}))) (cons a rest))`,
        ),
      () =>
        this.combine(
          [this.typed("symbol", scope, depth), this.typed("int", scope, depth)],
          ([k, n]) =>
            `(let ((r (assq ${k} (list (cons 'a ${n}) (cons 'b 2) (cons 'x1 '()))))) (if r (list r) '()))`,
        ),
      () =>
        this.combine(
          [this.typed("string", scope, depth), this.typed("char", scope, 0)],
          ([s, ch]) =>
            `(let ((p (open-input-string (string-append ${s} (string ${ch}))))) (let* ((a (peek-char p)) (b (read-char p)) (rest (read-line p))) (list a b rest (eof-object? (read-char p)))))`,
        ),
    ])();
  }

  string(scope: Scope, depth: number): Text {
    const { c } = this;
    return c.pick<() => Text>([
      () => this.of("string-append", ["string", "string"], scope, depth),
      () => this.of("number->string", ["int"], scope, depth),
      () => this.of("symbol->string", ["symbol"], scope, depth),
      () => this.of(c.pick(["string-upcase", "string-downcase", "string-copy"]), ["string"], scope, depth),
      () => this.of("string", ["char", "char"], scope, depth),
      () =>
        this.combine(
          [this.typed("string", scope, depth), this.typed("string", scope, depth)],
          ([a, b]) =>
            `(let ((t (string-append ${a} "....." ${b}))) (string-copy! t 1 "xyz" 0 2) (string-fill! t #\\! 3 4) t)`,
        ),
      () =>
        this.combine(
          [this.any(scope, depth)],
          ([x]) =>
            `(let ((p (open-output-string))) (write ${x} p) (newline p) (write-string "é" p) (get-output-string p))`,
        ),
      () =>
        this.combine(
          [this.typed("string", scope, depth), this.typed("string", scope, depth)],
          ([a, b]) => `(string-map (lambda (x y) (if (char<? x y) x y)) ${a} ${b})`,
        ),
      () =>
        this.fallible(
          ["string", "int"],
          scope,
          depth,
          ([s, n]) =>
            c.pick([`(substring ${s} (abs ${n}) (string-length ${s}))`, `(string-copy ${s} (abs ${n}))`]),
          ([s, n]) => `(> (abs ${n}) (string-length ${s}))`,
          '"short"',
        ),
      () =>
        this.combine(
          [this.typed("string", scope, depth)],
          ([s]) => `(list->string (reverse (string->list ${s})))`,
        ),
      () =>
        this.combine(
          [this.typed("list", scope, depth)],
          ([l]) =>
            `(let ((p (open-output-string))) (${c.pick(["write", "display"])} ${l} p) (get-output-string p))`,
        ),
      () =>
        this.combine(
          [this.typed("string", scope, depth), this.typed("char", scope, depth)],
          ([s, ch]) => `(let ((t (string-append ${s} "-"))) (string-set! t 0 ${ch}) t)`,
        ),
      () => this.combine([this.typed("string", scope, depth)], ([s]) => `(string-map char-downcase ${s})`),
      () => this.combine([this.typed("string", scope, depth)], ([s]) => `(utf8->string (string->utf8 ${s}))`),
    ])();
  }

  symbol(scope: Scope, depth: number): Text {
    return this.c.pick<() => Text>([
      () =>
        this.combine(
          [this.typed("string", scope, depth)],
          ([s]) => `(string->symbol (string-append "s" (number->string (string-length ${s}))))`,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth)],
          ([n]) => `(case (modulo ${n} 5) ((0 1) 'low) ((2) => (lambda (x) 'two)) (else 'high))`,
        ),
    ])();
  }

  char(scope: Scope, depth: number): Text {
    return this.c.pick<() => Text>([
      () => this.of(this.c.pick(["char-upcase", "char-downcase"]), ["char"], scope, depth),
      () =>
        this.combine([this.typed("int", scope, depth)], ([n]) => `(integer->char (+ 97 (modulo ${n} 26)))`),
      () =>
        this.fallible(
          ["string", "int"],
          scope,
          depth,
          ([s, n]) => `(string-ref ${s} ${n})`,
          ([s, n]) => `(not (< -1 ${n} (string-length ${s})))`,
          "#\\q",
        ),
    ])();
  }

  vector(scope: Scope, depth: number): Text {
    const { c } = this;
    return c.pick<() => Text>([
      () => this.combine([this.any(scope, depth), this.any(scope, depth)], ([a, b]) => `(vector ${a} ${b})`),
      () => this.of("list->vector", ["list"], scope, depth),
      () => this.of("vector-append", ["vector", "vector"], scope, depth),
      () => this.of("vector-copy", ["vector"], scope, depth),
      () =>
        this.combine(
          [this.typed("vector", scope, depth)],
          ([v]) => `(vector-map (lambda (x) (list x)) ${v})`,
        ),
      () =>
        this.combine(
          [this.typed("int", scope, depth), this.any(scope, depth)],
          ([i, x]) => `(let ((v (make-vector 3 'o))) (vector-set! v (modulo ${i} 3) ${x}) v)`,
        ),
      () =>
        this.combine(
          [this.typed("list", scope, depth)],
          ([l]) =>
            `(let ((v (make-vector 2 0))) (for-each (lambda (x) (vector-set! v 0 (+ 1 (vector-ref v 0))) (vector-set! v 1 x)) ${l}) v)`,
        ),
      () => this.combine([this.typed("string", scope, depth)], ([s]) => `(string->vector ${s})`),
    ])();
  }

  /** Expressions one after the other, where the later may not be reached. */
  private sequence(name: string, types: readonly Type[], scope: Scope, depth: number): Text {
    const parts = types.map((type) => this.typed(type, scope, depth));
    return { text: `(${[name, ...parts.map((p) => p.text)].join(" ")})`, pure: parts.every((p) => p.pure) };
  }

  // ---- control, of any type ------------------------------------------------------------------------------------------------
  private control(type: Type, scope: Scope, depth: number): Text {
    const { c } = this;
    const sub = (inner: Scope = scope) => this.typed(type, inner, depth);
    const all = (texts: readonly Text[], text: string): Text => ({ text, pure: texts.every((t) => t.pure) });
    return c.pick<() => Text>([
      () => {
        const parts = [this.typed("bool", scope, depth), sub(), sub()] as const;
        return all(parts, `(if ${parts.map((p) => p.text).join(" ")})`);
      },
      () => {
        const x = c.fresh("x");
        const bound = c.pick(TYPES);
        const value = this.typed(bound, scope, depth);
        const body = sub([...scope, { name: x, type: bound, assigned: false }]);
        return all([value, body], `(let ((${x} ${value.text})) ${body.text})`);
      },
      () => {
        const x = c.fresh("m");
        const value = this.typed("int", scope, depth);
        const inner: Scope = [...scope, { name: x, type: "int", assigned: true }];
        const set = this.typed("int", inner, depth);
        return impure(`(let ((${x} ${value.text})) (set! ${x} ${set.text}) ${sub(inner).text})`);
      },
      () => {
        const k = c.fresh("k");
        const inner: Scope = [...scope, { name: k, type: "thrower", assigned: false }];
        const early = sub();
        const test = this.typed("bool", inner, depth);
        return impure(`(call/cc (lambda (${k}) (if ${test.text} (${k} ${early.text}) ${sub(inner).text})))`);
      },
      () => {
        const raised = this.typed("int", scope, depth);
        const test = this.typed("bool", scope, depth);
        const clause = c.pick([
          "#t",
          "else",
          "(and (number? e) (odd? e))",
          "(string? e)",
          "(and (number? e) e) => (lambda (e) ",
        ]);
        const answer = `${clause} ${sub().text}${clause.includes("=>") ? ")" : ""}`;
        return impure(
          `(guard (e (#f 'never) (${answer})) (if ${test.text} (raise ${raised.text}) ${sub().text}))`,
        );
      },
      () => {
        const v = this.typed("int", scope, depth);
        const body = this.typed("int", scope, depth);
        const handler = c.pick(["(* 2 e)", "(+ e 1)", "0"]);
        return impure(
          `(let ((n (with-exception-handler (lambda (e) ${handler}) (lambda () (+ ${v.text} (raise-continuable 3)))))) (let ((m ${body.text})) (if (< n m) ${sub().text} ${sub().text})))`,
        );
      },
      () => {
        const log = c.fresh("log");
        const body = sub();
        return impure(
          `(let ((${log} '())) (let ((r (dynamic-wind (lambda () (set! ${log} (cons 'in ${log}))) (lambda () ${body.text}) (lambda () (set! ${log} (cons 'out ${log})))))) (if (equal? ${log} '(out in)) r ${this.literal(type).text})))`,
        );
      },
      () => {
        const p = c.fresh("p");
        const first = sub();
        return impure(`(let ((${p} (delay ${first.text}))) (force ${p}) (force ${p}))`);
      },
      () => {
        const value = this.typed("int", scope, depth);
        const p = c.fresh("q");
        const inner: Scope = [...scope, { name: p, type: "parameter", assigned: true }];
        return impure(
          `(let ((${p} (make-parameter 5 (lambda (x) (+ x 1))))) (parameterize ((${p} ${value.text})) ${sub(inner).text}))`,
        );
      },
      () => {
        const [a, b] = [c.fresh("a"), c.fresh("b")];
        const values = this.combine(
          [this.typed("int", scope, depth), sub()],
          (texts) => `(values ${texts.join(" ")})`,
        );
        const body = sub([
          ...scope,
          { name: a, type: "int", assigned: false },
          { name: b, type, assigned: false },
        ]);
        return all(
          [values, body],
          `(call-with-values (lambda () ${values.text}) (lambda (${a} ${b}) ${body.text}))`,
        );
      },
      () => {
        const [swap, a, b] = [c.fresh("swap"), c.fresh("a"), c.fresh("b")];
        const parts = [sub(), sub()] as const;
        return impure(
          `(let-syntax ((${swap} (syntax-rules () ((_ x y) (let ((tmp x)) (set! x y) (set! y tmp)))))) (let* ((${a} ${parts[0].text}) (${b} ${parts[1].text})) (${swap} ${a} ${b}) ${c.pick([a, b])}))`,
        );
      },
      () => {
        const my = c.fresh("my");
        const parts = [this.typed("bool", scope, depth), sub(), sub()] as const;
        return all(
          parts,
          `(let-syntax ((${my} (syntax-rules (then) ((_ t then a b ...) (let ((x t)) (if x a (begin b ...))))))) (${my} ${parts[0].text} then ${parts[1].text} ${parts[2].text}))`,
        );
      },
      () => {
        // A generator: the continuation of a loop is entered again.
        const body = sub();
        return impure(
          `(let ((k #f) (n 0)) (let ((v (call/cc (lambda (c) (set! k c) 0)))) (set! n (+ n 1)) (if (< n 3) (k n) (if (= v 2) ${body.text} ${this.literal(type).text}))))`,
        );
      },
      () => {
        const thrower = this.variable("thrower", scope);
        return thrower && type === "int"
          ? this.int(scope, depth)
          : this.sequence("begin", ["bool", type], scope, depth);
      },
      () => {
        const x = c.fresh("x");
        const value = this.typed("int", scope, depth);
        const body = sub([...scope, { name: x, type: "int", assigned: false }]);
        const other = sub();
        return all(
          [value, body, other],
          `((case-lambda ((${x}) ${body.text}) ((x . more) ${other.text})) ${value.text}${c.pick(["", " 1", " 1 2"])})`,
        );
      },
    ])();
  }

  private loop(scope: Scope, depth: number): Text {
    const { c } = this;
    const [loop, i, s] = [c.fresh("loop"), c.fresh("i"), c.fresh("s")];
    const inner: Scope = [
      ...scope,
      { name: i, type: "int", assigned: false },
      { name: s, type: "int", assigned: false },
    ];
    const start = this.typed("int", scope, depth - 1);
    const step = this.typed("int", inner, depth - 2);
    const n = 1 + c.below(5);
    const text = c.pick([
      `(let ${loop} ((${i} 0) (${s} ${start.text})) (if (= ${i} ${n}) ${s} (${loop} (+ ${i} 1) (modulo (+ ${s} ${step.text}) 997))))`,
      `(do ((${i} 0 (+ ${i} 1)) (${s} ${start.text} (modulo (+ ${s} ${step.text}) 997))) ((= ${i} ${n}) ${s}))`,
      `(letrec ((${loop} (lambda (${i}) (if (= ${i} 0) ${start.text} (let ((${s} (${loop} (- ${i} 1)))) (modulo (+ ${s} ${step.text}) 997)))))) (${loop} ${n}))`,
    ]);
    return { text, pure: start.pure && step.pure };
  }

  private call(scope: Scope, depth: number): Text {
    const f = this.variable("function", scope);
    if (!f) return this.loop(scope, depth);
    return this.combine(
      [this.typed("int", scope, depth), this.typed("int", scope, depth)],
      ([a, b]) => `(${f.name} ${a} ${b})`,
      true,
    );
  }

  private record(scope: Scope, depth: number): Text {
    const parameter = this.variable("parameter", scope);
    if (parameter) return impure(`(${parameter.name})`);
    const type = this.variable("record", scope);
    if (!type) return this.loop(scope, depth);
    const value = this.combine([this.typed("int", scope, depth), this.typed("int", scope, depth)], (t) =>
      t.join(" "),
    );
    if (!value.text.startsWith("(let*"))
      return {
        text: `(let ((r (make-${type.name} ${value.text}))) (set-${type.name}-y! r (+ 1 (${type.name}-y r))) (- (${type.name}-x r) (${type.name}-y r)))`,
        pure: value.pure,
      };
    return this.loop(scope, depth);
  }

  // ---- definitions -----------------------------------------------------------------------------------------------------------
  definition(scope: Scope): [line: string, variables: Variable[]] {
    const { c } = this;
    const free = scope.filter((v) => v.type !== "thrower");
    return c.pick<() => [string, Variable[]]>([
      () => {
        const type = c.pick(TYPES);
        const name = c.fresh("g");
        return [`(define ${name} ${this.typed(type, free, 3).text})`, [{ name, type, assigned: false }]];
      },
      () => {
        const [f, a, b] = [c.fresh("f"), c.fresh("a"), c.fresh("b")];
        const inner: Scope = [
          ...free,
          { name: a, type: "int", assigned: false },
          { name: b, type: "int", assigned: false },
        ];
        return [
          `(define (${f} ${a} ${b}) ${this.typed("int", inner, 4).text})`,
          [{ name: f, type: "function", assigned: false }],
        ];
      },
      () => {
        const name = c.fresh("rec");
        return [
          `(define-record-type ${name} (make-${name} x y) ${name}? (x ${name}-x) (y ${name}-y set-${name}-y!))`,
          [{ name, type: "record", assigned: false }],
        ];
      },
      () => {
        const [f, n] = [c.fresh("f"), c.fresh("n")];
        return [
          `(define (${f} ${n} acc) (if (< ${n} 1) acc (${f} (- (modulo ${n} 50) 1) (modulo (+ acc ${this.typed("int", [...free, { name: n, type: "int", assigned: false }], 2).text}) 1009))))`,
          [{ name: f, type: "function", assigned: false }],
        ];
      },
    ])();
  }
}
