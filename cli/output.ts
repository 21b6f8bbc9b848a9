// What a program displays while it runs: passed on at once, or kept for `--json`.
// Invariant: a value that is printed afterwards starts on a line of its own.

export class ProgramOutput {
  private text = "";
  private last = "\n";

  /** With `keep`, the text is collected for the JSON object instead of being printed. */
  constructor(private readonly keep: boolean) {}

  readonly receive = (text: string): void => {
    if (text === "") return;
    if (this.keep) this.text += text;
    else process.stdout.write(text);
    this.last = text.at(-1) as string;
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
