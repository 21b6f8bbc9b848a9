// The read-eval-print loop without a terminal: lines in, answers to a sink.
// Invariant: nothing that an entry does ends the loop but ,quit and (exit); what is wrong is told to the sink.
import { nearestName } from "../../calibrate/nearest.js";
import { isUnfinished } from "../../compiler/read.js";
import { SchemeError } from "../../host/errors.js";
import type { Limits } from "../../host/machine.js";
import { type EntryOptions, openSession, type Session } from "../../host/session.js";
import { InputError, Interrupted } from "../errors.js";
import { forgetText, rememberText, reportWarnings } from "../report.js";
import { Brackets } from "./brackets.js";
import { commandNamed, commands, type ReplCommand } from "./commands.js";
import { completions } from "./names.js";
import type { Sink } from "./sink.js";

/** Entries whose text errors can still show. */
const MOST_TEXTS = 1000;

/** Characters of an entry that are read again for each line. */
const LONG = 2000;

export interface ReplOptions {
  readonly sink: Sink;
  readonly limits?: Limits;
  /** The file that the lines are of; when absent, each entry is a text of its own, called repl[1], repl[2] … */
  readonly file?: string;
}

/** A text that was entered, and where errors say it is. */
interface Entry {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

export class Repl {
  /** Whether any entry has failed. */
  failed = false;
  /** Whether ,quit or (exit) was entered. */
  ended = false;
  /** … with what stands for failure: (exit 1). */
  endedBadly = false;
  private pending: string | undefined;
  private pendingLine = 1;
  private brackets = new Brackets();
  private lines = 0;
  private count = 0;
  private whole = "";
  private readonly macros = new Set<string>();

  private constructor(
    private readonly session: Session,
    private readonly options: ReplOptions,
  ) {}

  /** @throws SchemeError when the interpreter cannot be loaded. */
  static async open(options: ReplOptions): Promise<Repl> {
    const { sink, limits = {} } = options;
    const session = await openSession({
      ...limits,
      onOutput: (text) => sink.output(text),
      onErrorOutput: (text) => sink.errorOutput(text),
    });
    return new Repl(session, options);
  }

  /** Whether an entry has begun and needs more lines. */
  get waiting(): boolean {
    return this.pending !== undefined;
  }

  /** Takes a line; runs the entry that it completes, if it does. The signal interrupts that. */
  async line(text: string, signal?: AbortSignal): Promise<void> {
    this.lines++;
    if (this.options.file !== undefined) {
      this.whole += `${text}\n`;
      rememberText(this.options.file, this.whole);
    }
    if (this.pending === undefined) {
      if (text.trim() === "") return;
      this.pending = text;
      this.pendingLine = this.lines;
      this.brackets = new Brackets();
    } else this.pending += `\n${text}`;
    this.brackets.add(text);
    // A short text is read again for each line, which finds errors at once; a long one only when it may be complete.
    if (this.pending.length > LONG && this.brackets.open) return;
    if (!unfinished(this.pending)) await this.finish(signal);
  }

  /** There are no more lines: runs what is pending, even when it is not complete. */
  async finish(signal?: AbortSignal): Promise<void> {
    const { pending } = this;
    if (pending === undefined) return;
    this.pending = undefined;
    await this.run(this.entryOf(pending), signal);
  }

  /** Forgets the entry that has begun. */
  clear(): void {
    this.pending = undefined;
  }

  /** Loads a file's text, whose values are not shown. */
  async load(file: string, text: string, signal?: AbortSignal): Promise<void> {
    await this.answering(file, 1, () => this.evaluate({ text, file, line: 1 }, signal, false));
  }

  /** What the end of a line may become, and that end. */
  complete(line: string): [string[], string] {
    return completions(line, [...this.session.names, ...this.macros]);
  }

  private entryOf(text: string): Entry {
    const { file } = this.options;
    if (file !== undefined) return { text, file, line: this.pendingLine };
    const name = `repl[${++this.count}]`;
    rememberText(name, text);
    forgetText(`repl[${this.count - MOST_TEXTS}]`);
    return { text, file: name, line: 1 };
  }

  private run(entry: Entry, signal: AbortSignal | undefined): Promise<void> {
    const { file, line, text } = entry;
    return this.answering(file, line, async () => {
      const command = commandLine(text);
      if (!command) return this.evaluate(entry, signal, true);
      const { name, argument, rest } = command;
      const found = commandNamed(name);
      if (!found) throw unknownCommand(name, entry);
      const options: EntryOptions = { file, line, ...(signal ? { signal } : {}) };
      await found.run({
        session: this.session,
        sink: this.options.sink,
        entered: rest,
        argument,
        options,
        evaluate: (content, also = {}) => this.evaluateText(content, { ...options, ...also }),
        end: () => {
          this.ended = true;
        },
      });
    });
  }

  /** Tells what goes wrong. */
  private async answering(file: string, line: number, act: () => Promise<unknown>): Promise<void> {
    const { sink } = this.options;
    sink.begin(file, line);
    try {
      await act();
    } catch (error) {
      this.failed = true;
      if (error instanceof SchemeError && error.kind === "exit") {
        this.ended = true;
        this.endedBadly = true;
      }
      if (error instanceof Interrupted) sink.remark("interrupted");
      else sink.failure(error);
    }
  }

  private async evaluate(entry: Entry, signal: AbortSignal | undefined, shown: boolean): Promise<void> {
    const { text, file, line } = entry;
    const { sink } = this.options;
    await this.evaluateText(text, {
      file,
      line,
      ...(signal ? { signal } : {}),
      ...(shown ? { onValue: (value) => sink.value(value) } : {}),
    });
  }

  private async evaluateText(text: string, options: EntryOptions): ReturnType<Session["evaluate"]> {
    const { sink } = this.options;
    const entered = await this.session.evaluate(text, options);
    const { file = "" } = options;
    reportWarnings(
      entered.warnings.map((warning) => ({ ...warning, file })),
      (line) => sink.remark(line),
    );
    for (const [, name] of text.matchAll(/\(define-syntax\s+([^\s()[\]]+)/g)) this.macros.add(name as string);
    if (entered.ended) this.ended = true;
    return entered;
  }
}

interface CommandLine {
  readonly name: string;
  /** What follows the name, without blanks around it. */
  readonly argument: string;
  /** The whole text with blanks in place of the name, so that places stay what they are. */
  readonly rest: string;
}

/** A command begins with a comma, with which no form can begin. */
function commandLine(text: string): CommandLine | undefined {
  const [, before = "", name = ""] = /^(\s*,)([^\s()[\]"';]*)/.exec(text) ?? [];
  if (before === "") return undefined;
  const start = before.length + name.length;
  const rest = text.slice(start);
  return { name, argument: rest.trim(), rest: before.replace(",", " ") + " ".repeat(name.length) + rest };
}

function unfinished(text: string): boolean {
  const command = commandLine(text);
  if (!command) return isUnfinished(text);
  return commandNamed(command.name)?.takesForms === true && isUnfinished(command.rest);
}

function unknownCommand(name: string, { text, file, line }: Entry): InputError {
  const near = nearestName(
    name,
    commands.map((command: ReplCommand) => command.name),
  );
  const advice = near === undefined ? ",help lists the commands" : `did you mean ,${near}?`;
  return new InputError(`unknown command ,${name}; ${advice}`, file, line, text.indexOf(",") + 1);
}
