// Where a read-eval-print loop's answers go: a terminal or pipe, or the JSON object of `--json`.
// Invariants: a value starts on a line of its own; colours only where a terminal shows them and NO_COLOR does not forbid it.
import { facts } from "../failure-json.js";
import type { JsonObject } from "../json.js";
import { reportError } from "../report.js";

export interface Sink {
  /** An entry begins, at a line of a file. */
  begin(file: string, line: number): void;
  /** What programs display. */
  output(text: string): void;
  /** What they write to their error port. */
  errorOutput(text: string): void;
  /** A value, or a line that a command answers. */
  value(line: string): void;
  /** A warning or remark. */
  remark(line: string): void;
  /** What ended an entry. */
  failure(error: unknown): void;
}

export class TextSink implements Sink {
  private last = "\n";
  /** @param red begins and ends what is shown in red */
  constructor(
    private readonly out: (text: string) => void,
    private readonly err: (text: string) => void,
    private readonly red: readonly [string, string] = ["", ""],
  ) {}

  begin(): void {}
  output(text: string): void {
    if (text === "") return;
    this.out(text);
    this.last = text.at(-1) as string;
  }
  errorOutput(text: string): void {
    this.err(text);
  }
  value(line: string): void {
    this.freshLine();
    this.out(`${line}\n`);
  }
  remark(line: string): void {
    this.freshLine();
    this.err(`${line}\n`);
  }
  failure(error: unknown): void {
    this.freshLine();
    const [begin, end] = this.red;
    let first = true;
    reportError(error, (line) => {
      this.err(first ? `${begin}${line}${end}\n` : `${line}\n`);
      first = false;
    });
  }
  /** What follows begins a line: the prompt. */
  freshLine(): void {
    if (this.last !== "\n") this.out("\n");
    this.last = "\n";
  }
}

interface EntryRecord {
  readonly file: string;
  readonly line: number;
  readonly values: string[];
  output: string;
  error?: JsonObject;
}

/** Keeps everything for one JSON object; what is meant for people goes to stderr as ever. */
export class JsonSink implements Sink {
  private readonly entries: EntryRecord[] = [];
  constructor(private readonly err: (text: string) => void) {}

  begin(file: string, line: number): void {
    this.entries.push({ file, line, values: [], output: "" });
  }
  output(text: string): void {
    const entry = this.entries.at(-1);
    if (entry) entry.output += text;
  }
  errorOutput(text: string): void {
    this.err(text);
  }
  value(line: string): void {
    this.entries.at(-1)?.values.push(line);
  }
  remark(line: string): void {
    this.err(`${line}\n`);
  }
  failure(error: unknown): void {
    reportError(error, (line) => this.remark(line));
    const entry = this.entries.at(-1);
    if (entry) entry.error = facts(error);
  }
  json(): JsonObject {
    return { entries: this.entries.map((entry) => ({ ...entry, output: entry.output || undefined })) };
  }
}
