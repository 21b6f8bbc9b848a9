// The reader: text to syntax with places (R7RS 7.1.1 and 7.1.2).
// Invariant: accepts what interpreter/read.scm accepts and reports the same errors at the same places. Square brackets read as
// parentheses, as in Chez Scheme and Guile. Recursion is bounded by MAX_NESTING.
import { type Atom, SchemeChar, SchemeString, SchemeSymbol, type Syntax } from "./datum.js";
import { type Place, syntaxError } from "./errors.js";
import { parseNumber } from "./number.js";

/** Deepest nesting of lists that a program's text may have. */
export const MAX_NESTING = 1000;

const CHAR_NAMES: Readonly<Record<string, number>> = {
  space: 32,
  newline: 10,
  tab: 9,
  return: 13,
  null: 0,
  alarm: 7,
  backspace: 8,
  delete: 127,
  escape: 27,
  nul: 0,
  linefeed: 10,
}; // prettier-ignore
const QUOTES: Readonly<Record<string, string>> = {
  "'": "quote",
  "`": "quasiquote",
  ",": "unquote",
  ",@": "unquote-splicing",
}; // prettier-ignore

/** Reads all data of a text. */
export function read(text: string): Syntax[] {
  return new Reader(text).readAll();
}

/** For each line of a text that reads without error, whether a comment may begin at its end without changing what is read. */
export function openLineEnds(text: string): boolean[] {
  const reader = new Reader(text);
  reader.readAll();
  return [...reader.openEnds, true];
}

interface Mark {
  readonly line: number;
  readonly column: number;
}

class Reader {
  private readonly chars: readonly string[];
  private at = 0;
  private line = 1;
  private column = 1;
  private depth = 0;
  /** Inside a string, a |symbol|, a block comment or behind #\\: where the end of a line is part of what is read. */
  private opaque = false;
  readonly openEnds: boolean[] = [];

  constructor(text: string) {
    this.chars = [...text];
  }

  readAll(): Syntax[] {
    const data: Syntax[] = [];
    if (this.peek() === "\ufeff") this.at++;
    for (;;) {
      this.skipBlank();
      if (this.ended()) return data;
      data.push(this.readDatum());
    }
  }

  // ---- characters -----------------------------------------------------------------------------------------------------
  private ended(): boolean {
    return this.at >= this.chars.length;
  }
  private peek(offset = 0): string {
    return this.chars[this.at + offset] ?? "";
  }
  private next(): string {
    const c = this.chars[this.at++] ?? "";
    if (c === "\n") {
      this.openEnds.push(!this.opaque);
      this.line++;
      this.column = 1;
    } else this.column++;
    return c;
  }
  private mark(): Mark {
    return { line: this.line, column: this.column };
  }
  private place(from: Mark): Place {
    return from.line === this.line
      ? { line: from.line, column: from.column, endColumn: this.column }
      : { line: from.line, column: from.column };
  }

  private skipBlank(): void {
    for (;;) {
      const c = this.peek();
      if (c === "") return;
      if (isBlank(c)) this.next();
      else if (c === ";") while (!this.ended() && this.peek() !== "\n") this.next();
      else if (c === "#" && this.peek(1) === "|") this.skipBlockComment();
      else if (c === "#" && this.peek(1) === ";") {
        const from = this.mark();
        this.next();
        this.next();
        this.skipBlank();
        if (this.ended()) throw syntaxError("nothing follows the datum comment #;", this.place(from));
        this.readDatum();
      } else return;
    }
  }

  private skipBlockComment(): void {
    const from = this.mark();
    let depth = 0;
    this.opaque = true;
    do {
      if (this.ended())
        throw syntaxError("this block comment is not closed by |#", { ...from, endColumn: from.column + 2 });
      const pair = this.peek() + this.peek(1);
      if (pair === "#|" || pair === "|#") {
        depth += pair === "#|" ? 1 : -1;
        this.next();
      }
      this.next();
    } while (depth > 0);
    this.opaque = false;
  }

  // ---- data ---------------------------------------------------------------------------------------------------------------
  private readDatum(): Syntax {
    const from = this.mark();
    const c = this.peek();
    if (c === "(" || c === "[") return this.readList(from);
    if (c === ")" || c === "]")
      throw syntaxError(`unexpected ${c}: nothing is open here`, { ...from, endColumn: from.column + 1 });
    if (c === "'" || c === "`" || c === ",") return this.readQuote(from);
    if (c === '"') return this.atom(this.readString(from), from);
    if (c === "#") return this.readHash(from);
    if (c === "|") return this.readToken(from);
    if (c === "{" || c === "}") throw syntaxError(`unexpected ${c}`, { ...from, endColumn: from.column + 1 });
    return this.readToken(from);
  }

  private atom(value: Atom, from: Mark): Syntax {
    return { kind: "atom", value, place: this.place(from) };
  }

  private enter(from: Mark): void {
    if (++this.depth > MAX_NESTING)
      throw syntaxError(`nested too deeply (the limit is ${MAX_NESTING} levels)`, {
        ...from,
        endColumn: from.column + 1,
      });
  }

  private readList(from: Mark): Syntax {
    this.enter(from);
    const close = this.next() === "(" ? ")" : "]";
    const items: Syntax[] = [];
    let tail: Syntax | undefined;
    for (;;) {
      this.skipBlank();
      if (this.ended()) throw this.unclosed(from, close);
      const c = this.peek();
      if (c === ")" || c === "]") {
        if (c !== close)
          throw syntaxError(`expected ${close} here, got ${c}`, {
            ...this.mark(),
            endColumn: this.column + 1,
          });
        this.next();
        break;
      }
      if (c === "." && this.delimits(this.peek(1))) {
        tail = this.readTail(from, close, items.length);
        break;
      }
      items.push(this.readDatum());
    }
    this.depth--;
    const place = this.place(from);
    if (!tail) return { kind: "list", items, place };
    // (a . (b c)) is (a b c).
    if (tail.kind === "list")
      return tail.tail
        ? { kind: "list", items: [...items, ...tail.items], tail: tail.tail, place }
        : { kind: "list", items: [...items, ...tail.items], place };
    return { kind: "list", items, tail, place };
  }

  private readTail(from: Mark, close: string, before: number): Syntax {
    const dot = this.mark();
    this.next();
    this.skipBlank();
    const here = { ...dot, endColumn: dot.column + 1 };
    if (before === 0) throw syntaxError("nothing stands before this dot", here);
    if (this.ended()) throw this.unclosed(from, close);
    if (this.peek() === ")" || this.peek() === "]") throw syntaxError("nothing follows this dot", here);
    const tail = this.readDatum();
    this.skipBlank();
    if (this.ended()) throw this.unclosed(from, close);
    if (this.peek() !== close)
      throw syntaxError(`expected ${close} after the datum that follows the dot`, {
        ...this.mark(),
        endColumn: this.column + 1,
      });
    this.next();
    return tail;
  }

  private unclosed(from: Mark, close: string): Error {
    return syntaxError(`this parenthesis is not closed: the text ends before its ${close}`, {
      ...from,
      endColumn: from.column + 1,
    });
  }

  private readQuote(from: Mark): Syntax {
    this.enter(from);
    let mark = this.next();
    if (mark === "," && this.peek() === "@") mark += this.next();
    const head = this.atom(SchemeSymbol.of(QUOTES[mark] as string), from);
    this.skipBlank();
    if (this.ended()) throw syntaxError(`nothing follows this ${mark}`, head.place);
    const datum = this.readDatum();
    this.depth--;
    return { kind: "list", items: [head, datum], place: this.place(from) };
  }

  private readHash(from: Mark): Syntax {
    const c = this.peek(1);
    if (c === "(") {
      this.next();
      const list = this.readList(from);
      if (list.kind === "list" && list.tail) throw syntaxError("a vector has no dot", list.place);
      return { kind: "vector", items: list.kind === "list" ? list.items : [], place: this.place(from) };
    }
    if (c === "\\") return this.atom(this.readChar(from), from);
    return this.readToken(from);
  }

  private readChar(from: Mark): SchemeChar {
    this.next();
    this.next();
    if (this.ended()) throw syntaxError("nothing follows #\\", this.place(from));
    this.opaque = true;
    let name = this.next();
    this.opaque = false;
    while (!this.delimits(this.peek())) name += this.next();
    if ([...name].length === 1) return new SchemeChar(name.codePointAt(0) as number);
    const hex = /^x([0-9a-f]+)$/i.exec(name);
    if (hex) {
      const code = Number.parseInt(hex[1] as string, 16);
      if (isScalar(code)) return new SchemeChar(code);
    }
    const code = CHAR_NAMES[name];
    if (code === undefined) throw syntaxError(`unknown character name: #\\${name}`, this.place(from));
    return new SchemeChar(code);
  }

  private readString(from: Mark): SchemeString {
    this.next();
    this.opaque = true;
    let value = "";
    for (;;) {
      if (this.ended())
        throw syntaxError('this string is not closed by "', { ...from, endColumn: from.column + 1 });
      const c = this.next();
      if (c === '"') {
        this.opaque = false;
        return new SchemeString(value);
      }
      if (c === "\\") value += this.readEscape(from);
      else if (c === "\r") {
        // A line ending in a string reads as a newline, however the file writes it (R7RS 6.7).
        if (this.peek() === "\n") this.next();
        value += "\n";
      } else value += c;
    }
  }

  private readEscape(from: Mark): string {
    const start = this.mark();
    if (this.ended())
      throw syntaxError('this string is not closed by "', { ...from, endColumn: from.column + 1 });
    const c = this.next();
    const simple = { a: "\x07", b: "\b", t: "\t", n: "\n", r: "\r", '"': '"', "\\": "\\", "|": "|" }[c];
    if (simple !== undefined) return simple;
    const here = { line: start.line, column: start.column - 1, endColumn: start.column + 1 };
    if (c === "x" || c === "X") {
      let digits = "";
      while (/[0-9a-f]/i.test(this.peek())) digits += this.next();
      const code = Number.parseInt(digits, 16);
      if (digits !== "" && this.peek() === ";" && isScalar(code)) {
        this.next();
        return String.fromCodePoint(code);
      }
      throw syntaxError("a hexadecimal escape is \\x, digits and a semicolon", here);
    }
    // \ at the end of a line, with the blanks around it, joins two lines.
    let skipped = c;
    while (skipped === " " || skipped === "\t") skipped = this.next();
    if (skipped === "\r" && this.peek() === "\n") skipped = this.next();
    if (skipped === "\n" || skipped === "\r") {
      while (this.peek() === " " || this.peek() === "\t") this.next();
      return "";
    }
    throw syntaxError(`unknown escape in a string: \\${c}`, here);
  }

  // ---- tokens: numbers, symbols, #t and #f ------------------------------------------------------------------------------------
  private delimits(c: string): boolean {
    return c === "" || isBlank(c) || /[()[\]";']/.test(c);
  }

  private readToken(from: Mark): Syntax {
    let text = "";
    let barred = false;
    while (!this.delimits(this.peek())) {
      const c = this.next();
      if (c === "|") {
        barred = true;
        text += this.readBarred(from);
      } else text += c;
    }
    if (barred) return this.atom(SchemeSymbol.of(text), from);
    if (text === "") {
      const c = this.next();
      throw syntaxError(`unexpected ${c}`, this.place(from));
    }
    const number = parseNumber(text);
    if (number !== undefined) return this.atom(number, from);
    if (text === "#t" || text === "#true") return this.atom(true, from);
    if (text === "#f" || text === "#false") return this.atom(false, from);
    if (text.startsWith("#")) throw syntaxError(`unknown syntax: ${text}`, this.place(from));
    if (text === ".")
      throw syntaxError("a dot stands only before the last datum of a list", this.place(from));
    return this.atom(SchemeSymbol.of(text), from);
  }

  private readBarred(from: Mark): string {
    let text = "";
    this.opaque = true;
    for (;;) {
      if (this.ended())
        throw syntaxError("this symbol is not closed by |", { ...from, endColumn: from.column + 1 });
      const c = this.next();
      if (c === "|") {
        this.opaque = false;
        return text;
      }
      text += c === "\\" ? this.readEscape(from) : c;
    }
  }
}

/** Unicode's White_Space (interpreter/read.scm lists the same). */
function isBlank(c: string): boolean {
  return /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(c);
}

function isScalar(code: number): boolean {
  return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}
