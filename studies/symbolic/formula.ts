// Formulas in Python's notation, as functions of named variables.
// Invariant: Python's precedence: ** binds tighter than a minus before it and to the right; a name that is no variable, constant or function
// is an error.
//
//   sum ::= product (("+" | "-") product)*      product ::= signed (("*" | "/") signed)*
//   signed ::= ("+" | "-") signed | power       power ::= atom ["**" signed]
//   atom ::= number | name | name "(" sum ")" | "(" sum ")"

/** Values of the variables to the value of the formula. */
export type Formula = (variables: ReadonlyMap<string, number>) => number;

const FUNCTIONS: ReadonlyMap<string, (x: number) => number> = new Map([
  ["exp", Math.exp],
  ["sqrt", Math.sqrt],
  ["sin", Math.sin],
  ["cos", Math.cos],
  ["tan", Math.tan],
  ["tanh", Math.tanh],
  ["arcsin", Math.asin],
  ["arccos", Math.acos],
  ["arctan", Math.atan],
  ["ln", Math.log],
  ["log", Math.log],
]);

/** @throws SyntaxError for what is no formula of these variables */
export function parseFormula(text: string, variables: readonly string[]): Formula {
  const parser = new Parser(text, new Set(variables));
  const formula = parser.sum();
  parser.end();
  return formula;
}

class Parser {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly variables: ReadonlySet<string>,
  ) {
    this.tokens = text.match(/\d+\.?\d*(?:e[+-]?\d+)?|[A-Za-z_]\w*|\*\*|[^\s]/g) ?? [];
  }

  sum(): Formula {
    let left = this.product();
    for (;;) {
      const a = left;
      if (this.takes("+")) left = both(a, this.product(), (x, y) => x + y);
      else if (this.takes("-")) left = both(a, this.product(), (x, y) => x - y);
      else return left;
    }
  }

  end(): void {
    if (this.at < this.tokens.length) this.wrong("the end");
  }

  private product(): Formula {
    let left = this.signed();
    for (;;) {
      const a = left;
      if (this.takes("*")) left = both(a, this.signed(), (x, y) => x * y);
      else if (this.takes("/")) left = both(a, this.signed(), (x, y) => x / y);
      else return left;
    }
  }

  private signed(): Formula {
    if (this.takes("+")) return this.signed();
    if (!this.takes("-")) return this.power();
    const operand = this.signed();
    return (variables) => -operand(variables);
  }

  private power(): Formula {
    const base = this.atom();
    return this.takes("**") ? both(base, this.signed(), (x, y) => x ** y) : base;
  }

  private atom(): Formula {
    const token = this.tokens[this.at++] ?? "";
    if (token === "(") return this.closed();
    if (/^\d/.test(token)) {
      const value = Number(token);
      return () => value;
    }
    const apply = FUNCTIONS.get(token);
    if (apply && this.takes("(")) {
      const operand = this.closed();
      return (variables) => apply(operand(variables));
    }
    if (this.variables.has(token)) return (variables) => variables.get(token) as number;
    if (token === "pi") return () => Math.PI;
    this.at--;
    return this.wrong("a number, a variable or a function");
  }

  private closed(): Formula {
    const inner = this.sum();
    if (!this.takes(")")) this.wrong("a closing bracket");
    return inner;
  }

  private takes(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private wrong(expected: string): never {
    const found = this.tokens[this.at] ?? "the end";
    throw new SyntaxError(`expected ${expected}, found ${found} in the formula ${this.text}`);
  }
}

function both(a: Formula, b: Formula, operation: (x: number, y: number) => number): Formula {
  return (variables) => operation(a(variables), b(variables));
}
