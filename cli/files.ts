// Files of the command line: sources read as UTF-8, stdin as "-", results written whole or not at all.
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { read } from "../compiler/read.js";
import { InputError, reasonOf } from "./errors.js";
import { rememberText } from "./report.js";

/** What stdin is called in messages. */
const STDIN = "<stdin>";

export interface InputFile {
  /** Name for messages. */
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** Reads a file, or stdin for "-". */
export async function readInput(path: string): Promise<InputFile> {
  if (path !== "-") return { label: path, bytes: readBytes(path) };
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  } catch (error) {
    throw new InputError(`cannot be read: ${reasonOf(error)}`, STDIN);
  }
  return { label: STDIN, bytes: Buffer.concat(chunks) };
}

export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new InputError(`cannot be read: ${reasonOf(error)}`, path);
  }
}

/** The text of a file; from now on its errors show their line. */
export function textOf(input: InputFile): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(input.bytes);
  } catch {
    const wasm = isWasm(input.bytes) ? "; it is a WebAssembly module" : "";
    throw new InputError(`is not UTF-8 text${wasm}`, input.label);
  }
  rememberText(input.label, text);
  return text;
}

export async function readText(path: string): Promise<{ label: string; text: string }> {
  const input = await readInput(path);
  return { label: input.label, text: textOf(input) };
}

/** An error when a text that has been found valid holds no program at all: the wrong file, most likely. */
export function requireForms(text: string, label: string): void {
  if (read(text).length === 0)
    throw new InputError("the program is empty: it has no form to evaluate", label, 1, 1);
}

export function isWasm(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
}

export async function compileModule({ label, bytes }: InputFile): Promise<WebAssembly.Module> {
  if (!isWasm(bytes)) throw new InputError("is not a WebAssembly module", label);
  try {
    return await WebAssembly.compile(bytes as BufferSource);
  } catch (error) {
    throw new InputError(`is not a valid WebAssembly module: ${(error as Error).message}`, label);
  }
}

export interface OutputFile {
  readonly path: string;
  readonly contents: string | Uint8Array;
}

/**
 * Writes files through temporary ones beside them: a reader never sees half of one, and when one cannot be written, none of them is, nor
 * a folder made for them. A temporary file is on the disk before it takes the other's name, so that a process that is killed, or a machine
 * that stops, at any moment leaves the old file or the new one.
 */
export function writeAll(files: readonly OutputFile[]): void {
  const folders: string[] = [];
  const staged: { readonly temporary: string; readonly path: string }[] = [];
  try {
    for (const { path, contents } of files)
      writing(path, () => {
        requireFile(path);
        const made = mkdirSync(dirname(path), { recursive: true });
        if (made !== undefined) folders.push(made);
        const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
        staged.push({ temporary, path });
        writeToDisk(temporary, contents);
      });
    for (const { temporary, path } of staged) writing(path, () => renameSync(temporary, path));
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    for (const folder of folders.reverse()) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function writeToDisk(path: string, contents: string | Uint8Array): void {
  const file = openSync(path, "w");
  try {
    writeFileSync(file, contents);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export function writeWhole(path: string, contents: string | Uint8Array): void {
  writeAll([{ path, contents }]);
}

/** Whether files can be written, asked before the work whose results they shall hold. @throws InputError naming the first that cannot. */
export function requireWritable(paths: readonly string[]): void {
  for (const path of paths)
    writing(path, () => {
      requireFile(path);
      let folder = resolve(path, "..");
      while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
      if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
      accessSync(folder, constants.W_OK);
    });
}

function requireFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw Object.assign(new Error(), { code: "EISDIR" });
}

function writing(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new InputError(`cannot be written: ${reasonOf(error)}`, path);
  }
}
