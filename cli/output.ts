// What a program displays while it runs: passed on at once, or kept for `--json`.
// Invariants: a value that is printed afterwards starts on a line of its own; what is kept is not lost when the program fails.

/** What is being kept for a JSON object: a failure's object tells it, too. */
let kept: ProgramOutput | undefined;

export function keptOutput(): string | undefined {
  return kept?.collected;
}

export class ProgramOutput {
  private text = "";
  private last = "\n";

  /** With `keep`, the text is collected for the JSON object instead of being printed. */
  constructor(private readonly keep: boolean) {
    if (keep) kept = this;
  }

  readonly receive = (text: string): void => {
    if (text === "") return;
    if (this.keep) this.text += text;
    else process.stdout.write(text);
    this.last = text.at(-1) as string;
  };

  /** What it writes to its error port goes to stderr. */
  readonly receiveErrors = (text: string): void => {
    process.stderr.write(text);
  };

  get collected(): string {
    return this.text;
  }

  /** Prints a result below what the program displayed. */
  printLine(line: string): void {
    process.stdout.write(`${this.last === "\n" ? "" : "\n"}${line}\n`);
    this.last = "\n";
  }
}
