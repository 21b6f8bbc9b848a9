// What is open at the end of a text that grows line by line, without reading it again from its beginning for every line.
// Invariant: where the text has no error so far, `open` says what the reader would say of brackets, strings, symbols and comments.

type Inside = "code" | "string" | "symbol" | "comment";

export class Brackets {
  private depth = 0;
  private comments = 0;
  private inside: Inside = "code";

  get open(): boolean {
    return this.depth > 0 || this.inside !== "code";
  }

  /** The text's next line. */
  add(line: string): void {
    for (let i = 0; i < line.length; ) {
      if (this.inside === "code") {
        if (line[i] === ";" && !endsWithHash(line.slice(0, i))) return;
        i += this.code(line, i);
      } else if (this.inside === "comment") i += this.comment(line, i);
      else i += this.quoted(line[i] as string);
    }
  }

  /** Each takes what begins at a place and answers its length. */
  private code(line: string, at: number): number {
    const c = line[at];
    if (c === "#" && line[at + 1] === "\\") return 3;
    if (c === "#" && line[at + 1] === "|") {
      this.inside = "comment";
      this.comments = 1;
      return 2;
    }
    if (c === '"') this.inside = "string";
    else if (c === "|") this.inside = "symbol";
    else if (c === "(" || c === "[") this.depth++;
    else if (c === ")" || c === "]") this.depth--;
    return 1;
  }

  private comment(line: string, at: number): number {
    const pair = line.slice(at, at + 2);
    if (pair !== "#|" && pair !== "|#") return 1;
    this.comments += pair === "#|" ? 1 : -1;
    if (this.comments === 0) this.inside = "code";
    return 2;
  }

  private quoted(c: string): number {
    if (c === "\\") return 2;
    if (c === (this.inside === "string" ? '"' : "|")) this.inside = "code";
    return 1;
  }
}

/** Whether a semicolon behind it makes a datum comment. */
function endsWithHash(before: string): boolean {
  return /(^|[\s()[\]"';`,|])#$/.test(before);
}
