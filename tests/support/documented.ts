// Programs and snippets that the documentation shows, taken out of it so that tests run them as they stand.
import { execFileSync, execSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The code block that follows `<!-- file: name -->` in a Markdown file. */
export function documentedFile(document: string, name: string): string {
  const text = readFileSync(document, "utf8");
  const at = text.indexOf(`<!-- file: ${name} -->`);
  const block = at < 0 ? null : /```\w*\n([\s\S]*?)```/.exec(text.slice(at));
  if (!block?.[1]) throw new Error(`${document} shows no file ${name}`);
  return block[1];
}

/** All code blocks of a language, in order. */
export function codeBlocks(document: string, language: string): string[] {
  return blocks(document)
    .filter((block) => block.language === language)
    .map((block) => block.text);
}

export interface Block {
  readonly language: string;
  readonly text: string;
  /** Line of the block's first line of code. */
  readonly line: number;
  /** Name in the comment `<!-- file: name -->` before the block. */
  readonly file: string | undefined;
  /** Nothing but blank lines stands between this block and the one before. */
  readonly follows: boolean;
}

/** All code blocks of a document, in order. */
export function blocks(document: string): Block[] {
  const text = readFileSync(document, "utf8");
  let end = 0;
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const between = text.slice(end, match.index);
    end = match.index + match[0].length;
    return {
      language: match[1] as string,
      text: match[2] as string,
      line: text.slice(0, match.index).split("\n").length + 1,
      file: /<!-- file: (\S+) -->\s*$/.exec(between)?.[1],
      follows: between.trim() === "",
    };
  });
}

/** The rows of all tables with this header; code spans lose their marks, `\\|` is a bar. */
export function tableRows(document: string, header: readonly string[]): string[][] {
  const lines = readFileSync(document, "utf8").split("\n");
  const rows: string[][] = [];
  lines.forEach((line, at) => {
    if (!line.startsWith("|") || cells(line).join("|") !== header.join("|")) return;
    for (let i = at + 2; lines[i]?.startsWith("|"); i++) rows.push(cells(lines[i] as string));
  });
  if (rows.length === 0) throw new Error(`${document} has no table with the header ${header.join(", ")}`);
  return rows;
}

function cells(line: string): string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"))
    .map((cell) => /^(`+)(.*)\1$/.exec(cell)?.[2]?.replace(/^ (.*) $/, "$1") ?? cell);
}

/** A block that is run, and the output that the document shows for it. */
export interface Run {
  readonly where: string;
  readonly expected: string;
  readonly actual: string;
}

/** Languages whose line breaks and indentation are the document's own. */
const REFLOWED = new Set(["scheme", "wat"]);

/**
 * Runs a document's `js` and `sh` blocks in a fresh folder that holds the files it shows. All `js` blocks together are one module.
 * The output of a block is what the block that directly follows shows; of `js`, else, the comment lines after `console.log(…);`.
 */
export function runDocument(document: string): Run[] {
  const all = blocks(document);
  const folder = mkdtempSync(join(tmpdir(), "dmci-docs-"));
  try {
    for (const block of all)
      if (block.file !== undefined) writeFileSync(join(folder, block.file), block.text);
    const printed = runModule(
      folder,
      all.filter((block) => block.language === "js"),
    );
    return all.flatMap((block, i): Run[] => {
      if (block.language !== "js" && block.language !== "sh") return [];
      const next = all[i + 1];
      const shown = next?.follows && ["text", ...REFLOWED].includes(next.language) ? next : undefined;
      const actual = block.language === "js" ? (printed.shift() ?? "") : runCommands(folder, block.text);
      const expected = shown?.text ?? (block.language === "js" ? commented(block.text) : "");
      const form = shown && REFLOWED.has(shown.language) ? reflow : (text: string) => text.trimEnd();
      return [{ where: `${document}:${block.line}`, expected: form(expected), actual: form(actual) }];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const MARK = "\u0001";

/** What each block prints; the module lies inside the checkout, so that the package's own name means this package. */
function runModule(folder: string, all: readonly Block[]): string[] {
  if (all.length === 0) return [];
  mkdirSync(".build", { recursive: true });
  const scratch = mkdtempSync(join(process.cwd(), ".build", "docs-"));
  const file = join(scratch, "snippets.mjs");
  try {
    writeFileSync(file, all.map((block) => `console.log("${MARK}");\n${block.text}`).join("\n"));
    const printed = execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8" });
    return printed.split(`${MARK}\n`).slice(1);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function runCommands(folder: string, text: string): string {
  const command = `"${process.execPath}" "${join(process.cwd(), "dist", "cli.js")}"`;
  return text
    .trim()
    .split("\n")
    .map((line) => execSync(line.replaceAll("npx dmci-wasm", command), { cwd: folder, encoding: "utf8" }))
    .join("");
}

/** The comment lines that directly follow lines with `console.log(…);`. */
function commented(code: string): string {
  const out: string[] = [];
  let after = false;
  for (const line of code.split("\n")) {
    const comment = /^\s*\/\/ (.*)$/.exec(line)?.[1];
    if (comment === undefined) after = line.includes("console.log(");
    else if (after) out.push(comment);
  }
  return out.join("\n");
}

/** The same text whatever its line breaks and indentation. */
function reflow(text: string): string {
  return text.replace(/\s+/g, " ").replace(/\( /g, "(").replace(/ \)/g, ")").trim();
}
