// Errors and warnings on stderr: `file:line:column: kind: message`, the source line with a caret, the Scheme backtrace.
// Invariant: a user's mistake never shows a JavaScript stack; whatever else goes wrong asks for a report.
import { LimitError, SchemeError, type TraceFrame, type Warning } from "../host/errors.js";
import { CommandLineError, EXIT, InputError, Interrupted } from "./errors.js";
import { excerpt, harmless } from "./excerpt.js";
import { endColumnAt, firstForm } from "./places.js";

const MOST_FRAMES = 8;

interface KnownText {
  readonly text: string;
  /** What messages call it. */
  readonly label: string;
}

/** Texts that this process has read, by the file name that errors carry. */
const texts = new Map<string, KnownText>();

/** Lets errors of a text show their line. An entry's errors carry its name in parentheses; messages show it without. */
export function rememberText(file: string, text: string, label = file): void {
  texts.set(file, { text, label });
}

/** Forgets a text that no error can be in any more. */
export function forgetText(file: string): void {
  texts.delete(file);
}

/** Takes a line of a message. */
export type Say = (line: string) => void;

/** Prints an error and answers the exit code that belongs to it. */
export function reportError(error: unknown, say: Say = complain): number {
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (error instanceof CommandLineError) {
    say(`error: ${error.message}`);
    return EXIT.usage;
  }
  if (error instanceof SchemeError || error instanceof LimitError) reportFailure(error, say);
  else if (error instanceof InputError || isInputError(error)) reportInput(error, say);
  else reportInternal(error, say);
  return EXIT.wrong;
}

function reportFailure(error: SchemeError | LimitError, say: Say): void {
  const limit = error instanceof LimitError;
  const place = placeOf(error);
  say(`${located(place)}${limit ? "limit" : error.kind}: ${error.message}`);
  showExcerpt(place, say, endColumnOf(error, place));
  // Where a limit has stopped the program is shown already; the calls that led there are news.
  const stopped = limit && (error.limit === "fuel" || error.limit === "time");
  const [top] = error.trace;
  const itself = top?.line === error.line && top.column === error.column;
  // So is where an error is that no procedure contains: only a procedure's name says more than the place.
  const shown = itself && (stopped || isOutermost(top));
  for (const line of backtrace(shown ? error.trace.slice(1) : error.trace, error.file, itself && !shown))
    say(`  ${line}`);
  if (error.context !== undefined) say(`  ${error.context}`);
  showStack(error, say);
}

/** A limit that is reached before anything of the program runs, or while it is read, concerns the program as a whole. */
function placeOf(error: SchemeError | LimitError): FilePlace {
  const { file, line, column } = error;
  const text = file === undefined ? undefined : texts.get(file)?.text;
  const whole = error instanceof LimitError && line === 0 && text !== undefined ? firstForm(text) : undefined;
  return { file, line: whole?.line ?? line, column: whole?.column ?? column };
}

/** Syntax errors are marked as far as the text shows, so that they look the same whichever engine found them. */
function endColumnOf(error: SchemeError | LimitError, { file, line, column }: FilePlace): number | undefined {
  if (error instanceof LimitError) return undefined;
  if (error.kind !== "syntax" || file === undefined) return error.endColumn;
  const text = texts.get(file)?.text;
  return text === undefined ? error.endColumn : endColumnAt(text, line, column);
}

/** Errors of calibrate/ and search/, told by their names: those folders are loaded only by the commands that need them. */
interface PlacedError {
  readonly message: string;
  readonly file?: string | undefined;
  readonly line?: number;
  readonly column?: number;
}

function isInputError(error: unknown): error is Error & PlacedError {
  return error instanceof Error && ["DataError", "FitError", "SearchError"].includes(error.name);
}

function reportInput(error: Error & PlacedError, say: Say): void {
  const place = { file: error.file, line: error.line ?? 0, column: error.column ?? 0 };
  say(`${located(place)}error: ${error.message}`);
  showExcerpt(place, say);
  showStack(error, say);
}

function reportInternal(error: unknown, say: Say): void {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  say(
    `internal error: ${message.replace(/\s+/g, " ")}; please report it with the command and its input (DMCI_DEBUG=1 shows more)`,
  );
  showStack(error, say);
}

function showStack(error: unknown, say: Say): void {
  if (process.env.DMCI_DEBUG === "1" && error instanceof Error) say(error.stack ?? "");
}

export interface PlacedWarning extends Warning {
  readonly file: string;
}

/** Prints what was found when a program was loaded. */
export function reportWarnings(warnings: readonly PlacedWarning[], say: Say = complain): void {
  for (const warning of warnings) {
    say(`${located(warning)}warning: ${warning.message}`);
    showExcerpt(warning, say);
  }
}

/** Runs a bench or a study, whose plain errors (missing packages, missing data) are told in one line like a user's mistakes. */
export async function explaining<T>(what: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    throw new InputError(`${what} cannot go on: ${error.message}`, undefined, 0, 0, { cause: error });
  }
}

/** A remark of the command itself. */
export function note(message: string): void {
  complain(message);
}

/** A remark on a place of a text, with its line. */
export function remark(place: FilePlace, message: string): void {
  complain(`${located(place)}${message}`);
  showExcerpt(place, complain);
}

interface FilePlace {
  readonly file: string | undefined;
  readonly line: number;
  readonly column: number;
}

/** What messages call a file that an error names. */
export function labelOf(file: string): string {
  return texts.get(file)?.label ?? file;
}

function located(place: FilePlace): string {
  if (place.file === undefined) return "";
  const label = labelOf(place.file);
  if (place.line === 0) return `${label}: `;
  return place.column === 0 ? `${label}:${place.line}: ` : `${label}:${place.line}:${place.column}: `;
}

function showExcerpt(place: FilePlace, say: Say, endColumn?: number): void {
  const text = place.file === undefined ? undefined : texts.get(place.file)?.text;
  if (text === undefined || place.line === 0) return;
  for (const line of excerpt(text, place.line, place.column, endColumn) ?? []) say(`  ${line}`);
}

/** A frame of the program's own forms, or of an expression of the command line. */
function isOutermost({ procedure }: TraceFrame): boolean {
  return procedure === "" || texts.has(procedure);
}

/**
 * The calls under way, innermost first; equal neighbours (a recursion) are one line.
 * @param inside the first frame is the one that the error itself is in, not a call that led there
 */
function backtrace(trace: readonly TraceFrame[], file: string | undefined, inside: boolean): string[] {
  const lines: { text: string; count: number }[] = [];
  for (const [index, frame] of trace.entries()) {
    const name = frame.procedure === "" ? "the program" : frame.procedure;
    const entry = texts.get(name);
    const where = entry ? entry.label : frame.file ? labelOf(frame.file) : (file ?? "");
    const how = inside && index === 0 ? "in" : "called from";
    const text = entry
      ? `${how} ${where}:${frame.line}:${frame.column}`
      : `${how} ${name} at ${/^\(.*\)$/.test(where) ? "" : `${where}:`}${frame.line}:${frame.column}`;
    const last = lines.at(-1);
    if (last?.text === text) last.count++;
    else lines.push({ text, count: 1 });
  }
  const shown = lines
    .slice(0, MOST_FRAMES)
    .map((l) => (l.count > 1 ? `${l.text} (${l.count} times)` : l.text));
  return lines.length > MOST_FRAMES ? [...shown, "…"] : shown;
}

function complain(message: string): void {
  process.stderr.write(`${harmless(message)}\n`);
}
