// Programs and snippets that the documentation shows, taken out of it so that tests run them as they stand.
import { readFileSync } from "node:fs";

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
  const text = readFileSync(document, "utf8");
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(
    (match) => match[1] as string,
  );
}
