// A study's report as one self-contained HTML page: paragraphs, tables and SVG plots.
// Invariants: nothing is loaded from elsewhere and nothing is executed; every text is escaped.
import { escapeHtml } from "../calibrate/index.js";

export interface PageTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface StudyPage {
  readonly title: string;
  readonly introduction: readonly string[];
  readonly figures: readonly { readonly svg: string; readonly caption: string }[];
  readonly tables: readonly PageTable[];
  /** Sentences at the end. */
  readonly notes: readonly string[];
}

const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: 0.85rem; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
th, td { border-bottom: 1px solid #ccc; padding: 0.15rem 1rem 0.15rem 0; text-align: left; font-variant-numeric: tabular-nums; }
figure { margin: 1.5rem 0; }
figcaption { color: #444; }
svg { max-width: 100%; height: auto; }`;

export function studyPage({ title, introduction, figures, tables, notes }: StudyPage): string {
  const paragraphs = introduction.map((text) => `<p>${escapeHtml(text)}</p>`);
  const drawn = figures.map(
    ({ svg, caption }) =>
      `<figure role="img" aria-label="${escapeHtml(caption)}">\n${svg}\n<figcaption>${escapeHtml(caption)}</figcaption>\n</figure>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${[...paragraphs, ...drawn, ...tables.map(tableHtml)].join("\n")}
<h2>Notes</h2>
<ul>
${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("\n")}
</ul>
</body>
</html>
`;
}

function tableHtml({ title, head, rows }: PageTable): string {
  const row = (tag: string, texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join("")}</tr>`;
  return `<table>\n<caption>${escapeHtml(title)}</caption>\n<thead>${row("th", head)}</thead>\n<tbody>\n${rows.map((texts) => row("td", texts)).join("\n")}\n</tbody>\n</table>`;
}
