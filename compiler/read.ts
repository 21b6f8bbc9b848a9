// The reader: text to syntax with places (R7RS 7.1.1 and 7.1.2).
// Invariant: accepts what interpreter/read.scm accepts and reports the same errors at the same places. Square brackets read as
// parentheses, as in Chez Scheme and Guile. What is open is kept on a stack of its own, so that data may be as deep as memory.
import {
  type Atom,
  Label,
  SchemeBytes,
  SchemeChar,
  SchemeString,
  SchemeSymbol,
  type Syntax,
} from "./datum.js";
import { type Place, SchemeError, syntaxError } from "./errors.js";
import { parseNumber } from "./number.js";

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

/** Reads all data of a text, whose first line counts as `line`. */
export function read(text: string, line = 1): Syntax[] {
  return new Reader(text, line).readAll();
}

/** For each line of a text that reads without error, whether a comment may begin at its end without changing what is read. */
export function openLineEnds(text: string): boolean[] {
  const reader = new Reader(text, 1);
  reader.readAll();
  return [...reader.openEnds, true];
}

/** Whether a text ends inside of a datum, a comment, or before what a quotation mark waits for: more text can make it right. */
export function isUnfinished(text: string): boolean {
  const reader = new Reader(text, 1);
  try {
    reader.readAll();
  } catch (error) {
    if (!(error instanceof SchemeError)) throw error;
  }
  return reader.isCutOff;
}

interface Mark {
  readonly line: number;
  readonly column: number;
}

/** What has begun and waits for data. */
interface OpenList {
  readonly kind: "list";
  readonly makes: "list" | "vector" | "bytevector";
  readonly close: string;
  readonly from: Mark;
  readonly items: Syntax[];
  dot: Place | undefined;
  tail: Syntax | undefined;
}
interface OpenLabel {
  readonly kind: "label";
  readonly what: string;
  readonly number: string;
  readonly label: Label;
  readonly place: Place;
}
type Open =
  | OpenList
  | OpenLabel
  | { readonly kind: "comment"; readonly what: string; readonly place: Place }
  | { readonly kind: "quote"; readonly what: string; readonly head: Syntax; readonly place: Place };

class Reader {
  private readonly chars: readonly string[];
  private at = 0;
  private column = 1;
  private readonly open: Open[] = [];
  private readonly data: Syntax[] = [];
  /** Labels of the outermost datum: what they stand for, once that is complete. */
  private readonly labels = new Map<string, Label | Syntax>();
  /** Behind #!fold-case. */
  private folds = false;
  /** Inside a string, a |symbol|, a block comment or behind #\\: where the end of a line is part of what is read. */
  private opaque = false;
  readonly openEnds: boolean[] = [];
  /** The text has ended too early. */
  isCutOff = false;

  constructor(
    text: string,
    private line: number,
  ) {
    this.chars = [...text];
  }

  readAll(): Syntax[] {
    if (this.peek() === "\ufeff") this.at++;
    this.readData();
    return this.data;
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

  /** Passes over blanks, comments and directives; what a datum comment hides is read as a datum. */
  private skipBlank(): void {
    for (;;) {
      const c = this.peek();
      if (c === "") return;
      if (isBlank(c)) this.next();
      else if (c === ";") while (!this.ended() && this.peek() !== "\n") this.next();
      else if (c === "#" && this.peek(1) === "|") this.skipBlockComment();
      else if (c === "#" && this.peek(1) === "!") this.readDirective();
      else return;
    }
  }

  private skipBlockComment(): void {
    const from = this.mark();
    let depth = 0;
    this.opaque = true;
    do {
      if (this.ended())
        throw this.cutOff("this block comment is not closed by |#", { ...from, endColumn: from.column + 2 });
      const pair = this.peek() + this.peek(1);
      if (pair === "#|" || pair === "|#") {
        depth += pair === "#|" ? 1 : -1;
        this.next();
      }
      this.next();
    } while (depth > 0);
    this.opaque = false;
  }

  private readDirective(): void {
    const from = this.mark();
    let name = this.next();
    while (!this.delimits(this.peek())) name += this.next();
    if (name !== "#!fold-case" && name !== "#!no-fold-case")
      throw syntaxError(`unknown syntax: ${name}`, this.place(from));
    this.folds = name === "#!fold-case";
  }

  // ---- data ---------------------------------------------------------------------------------------------------------------
  /** Reads on until the text ends; data that are not complete yet are on the stack of what is open. */
  private readData(): void {
    for (;;) {
      this.skipBlank();
      const top = this.open.at(-1);
      if (this.ended()) {
        this.isCutOff = top !== undefined;
        if (top) throw this.unfinished(top);
        return;
      }
      const from = this.mark();
      const c = this.peek();
      if (c === ")" || c === "]") this.close(top, c, from);
      else if (c === "#" && this.peek(1) === ";") {
        this.skip(2);
        this.open.push({ kind: "comment", what: "the datum comment #;", place: this.place(from) });
      } else if (top?.kind === "list" && top.tail)
        throw syntaxError(`expected ${top.close} after the datum that follows the dot`, {
          ...from,
          endColumn: from.column + 1,
        });
      else if (c === "." && top?.kind === "list" && this.delimits(this.peek(1))) this.dot(top, from);
      else if (c === "(" || c === "[") this.openList("list", 1, from);
      else if (c === "'" || c === "`" || c === ",") this.openQuote(from);
      else if (c === '"') this.deliver(this.atom(this.readString(from), from));
      else if (c === "#") this.readHash(from);
      else if (c === "{" || c === "}")
        throw syntaxError(`unexpected ${c}`, { ...from, endColumn: from.column + 1 });
      else this.deliver(this.readToken(from));
    }
  }

  /** A datum is complete: it belongs to what is open, which it may complete. */
  private deliver(complete: Syntax): void {
    let datum = complete;
    for (let top = this.open.at(-1); ; top = this.open.at(-1)) {
      if (!top) {
        this.data.push(datum);
        this.labels.clear();
        return;
      }
      if (top.kind === "list") {
        if (top.dot) top.tail = datum;
        else top.items.push(datum);
        return;
      }
      this.open.pop();
      if (top.kind === "comment") return;
      if (top.kind === "quote")
        datum = { kind: "list", items: [top.head, datum], place: this.place(top.head.place) };
      else datum = this.labelled(top, datum);
    }
  }

  private atom(value: Atom, from: Mark): Syntax {
    return { kind: "atom", value, place: this.place(from) };
  }
  private skip(count: number): void {
    for (let i = 0; i < count; i++) this.next();
  }

  // ---- lists and vectors --------------------------------------------------------------------------------------------------
  private openList(makes: OpenList["makes"], characters: number, from: Mark): void {
    this.skip(characters - 1);
    const close = this.next() === "(" ? ")" : "]";
    this.open.push({ kind: "list", makes, close, from, items: [], dot: undefined, tail: undefined });
  }

  private dot(list: OpenList, from: Mark): void {
    this.next();
    const here = { ...from, endColumn: from.column + 1 };
    if (list.makes !== "list")
      throw syntaxError(`a ${list.makes} has no dot`, { ...list.from, endColumn: list.from.column + 1 });
    if (list.items.length === 0) throw syntaxError("nothing stands before this dot", here);
    if (list.dot) throw syntaxError("nothing follows this dot", list.dot);
    list.dot = here;
  }

  private close(top: Open | undefined, c: string, from: Mark): void {
    const here = { ...from, endColumn: from.column + 1 };
    if (!top) throw syntaxError(`unexpected ${c}: nothing is open here`, here);
    if (top.kind !== "list") throw this.unfinished(top);
    if (c !== top.close) throw syntaxError(`expected ${top.close} here, got ${c}`, here);
    if (top.dot && !top.tail) throw syntaxError("nothing follows this dot", top.dot);
    this.next();
    this.open.pop();
    this.deliver(finished(top, this.place(top.from)));
  }

  private cutOff(message: string, place: Place): Error {
    this.isCutOff = true;
    return syntaxError(message, place);
  }

  /** The text, or a list, ends before something that is open. */
  private unfinished(top: Open): Error {
    if (top.kind !== "list") return syntaxError(`nothing follows ${top.what}`, top.place);
    return syntaxError(`this parenthesis is not closed: the text ends before its ${top.close}`, {
      ...top.from,
      endColumn: top.from.column + 1,
    });
  }

  private openQuote(from: Mark): void {
    let mark = this.next();
    if (mark === "," && this.peek() === "@") mark += this.next();
    const head = this.atom(SchemeSymbol.of(QUOTES[mark] as string), from);
    this.open.push({ kind: "quote", what: `this ${mark}`, head, place: head.place });
  }

  private readHash(from: Mark): void {
    const c = this.peek(1);
    if (c === "(") this.openList("vector", 2, from);
    else if (/[uU]/.test(c) && this.peek(2) === "8" && this.peek(3) === "(")
      this.openList("bytevector", 4, from);
    else if (c === "\\") this.deliver(this.atom(this.readChar(from), from));
    else if (isDigit(c)) this.readLabel(from);
    else this.deliver(this.readToken(from));
  }

  // ---- labels ---------------------------------------------------------------------------------------------------------------
  private readLabel(from: Mark): void {
    let text = this.next();
    while (isDigit(this.peek())) text += this.next();
    const end = this.peek();
    if (end !== "=" && end !== "#") {
      while (!this.delimits(this.peek())) text += this.next();
      throw syntaxError(`unknown syntax: ${text}`, this.place(from));
    }
    this.next();
    const number = text.slice(1);
    const place = this.place(from);
    const known = this.labels.get(number);
    if (end === "=") {
      if (known) throw syntaxError(`the label ${text}= stands twice in one datum`, place);
      // Of several labels before one datum, all are one.
      const top = this.open.at(-1);
      const label = top?.kind === "label" ? top.label : new Label();
      this.labels.set(number, label);
      this.open.push({ kind: "label", what: `the label ${text}=`, number, label, place });
    } else if (!known) throw syntaxError(`no label ${text}= stands before this`, place);
    else this.deliver(known instanceof Label ? { kind: "reference", to: known, place } : known);
  }

  /** The datum with the label that stood before it. */
  private labelled({ number, label, place }: OpenLabel, datum: Syntax): Syntax {
    if (datum.kind === "reference" && datum.to === label)
      throw syntaxError(`the label #${number}= stands for nothing but itself`, place);
    const syntax = datum.kind === "reference" || datum.label ? datum : { ...datum, label };
    this.labels.set(number, syntax);
    return syntax;
  }

  // ---- characters and strings -----------------------------------------------------------------------------------------------
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
    const code = CHAR_NAMES[this.folds ? foldCase(name) : name];
    if (code === undefined) throw syntaxError(`unknown character name: #\\${name}`, this.place(from));
    return new SchemeChar(code);
  }

  private readString(from: Mark): SchemeString {
    this.next();
    this.opaque = true;
    let value = "";
    for (;;) {
      if (this.ended())
        throw this.cutOff('this string is not closed by "', { ...from, endColumn: from.column + 1 });
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
      throw this.cutOff('this string is not closed by "', { ...from, endColumn: from.column + 1 });
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
    let folded = "";
    let barred = false;
    while (!this.delimits(this.peek())) {
      const c = this.next();
      if (c === "|") {
        barred = true;
        const inside = this.readBarred(from);
        text += inside;
        folded += inside;
      } else {
        text += c;
        folded += this.folds ? foldCase(c) : c;
      }
    }
    if (barred) return this.atom(SchemeSymbol.of(folded), from);
    if (text === "") {
      const c = this.next();
      throw syntaxError(`unexpected ${c}`, this.place(from));
    }
    const number = parseNumber(text);
    if (number !== undefined) return this.atom(number, from);
    if (/^#(t|true)$/i.test(text)) return this.atom(true, from);
    if (/^#(f|false)$/i.test(text)) return this.atom(false, from);
    if (text.startsWith("#")) throw syntaxError(`unknown syntax: ${text}`, this.place(from));
    if (text === ".")
      throw syntaxError("a dot stands only before the last datum of a list", this.place(from));
    return this.atom(SchemeSymbol.of(folded), from);
  }

  private readBarred(from: Mark): string {
    let text = "";
    this.opaque = true;
    for (;;) {
      if (this.ended())
        throw this.cutOff("this symbol is not closed by |", { ...from, endColumn: from.column + 1 });
      const c = this.next();
      if (c === "|") {
        this.opaque = false;
        return text;
      }
      text += c === "\\" ? this.readEscape(from) : c;
    }
  }
}

/** What an open list makes, once closed. */
function finished({ makes, items, tail }: OpenList, place: Place): Syntax {
  if (makes === "vector") return { kind: "vector", items, place };
  if (makes === "bytevector") return { kind: "atom", value: new SchemeBytes(items.map(byteOf)), place };
  if (!tail) return { kind: "list", items, place };
  // (a . (b c)) is (a b c); what has a label stays what it is.
  if (tail.kind !== "list" || tail.label) return { kind: "list", items, tail, place };
  const all = { kind: "list", items: [...items, ...tail.items], place } as const;
  return tail.tail ? { ...all, tail: tail.tail } : all;
}

function byteOf(syntax: Syntax): number {
  const value = syntax.kind === "atom" ? syntax.value : undefined;
  if (typeof value !== "bigint" || value < 0n || value > 255n)
    throw syntaxError("a bytevector holds exact integers from 0 to 255", syntax.place);
  return Number(value);
}

/** The full case folding of Unicode, as runtime-as/unicode/case.ts has it. */
function foldCase(text: string): string {
  return [...text].map(foldCharacter).join("");
}
function foldCharacter(c: string): string {
  const code = c.codePointAt(0) as number;
  if (code < 128) return c.toLowerCase();
  // A dotless i is no i, and Cherokee folds to capitals.
  if (code === 0x131 || (code >= 0x13a0 && code < 0x13f8)) return c;
  if (code >= 0x13f8 && code <= 0x13fd) return String.fromCodePoint(code - 8);
  if (code >= 0xab70 && code <= 0xabbf) return String.fromCodePoint(code - 0xab70 + 0x13a0);
  return c.toUpperCase().toLowerCase();
}

function isDigit(c: string): boolean {
  return c >= "0" && c <= "9" && c.length === 1;
}

/** Unicode's White_Space (interpreter/read.scm lists the same). */
function isBlank(c: string): boolean {
  return /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(c);
}

function isScalar(code: number): boolean {
  return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}
