// A report as one self-contained HTML page.
// Invariants: nothing is loaded from elsewhere and nothing is executed (a policy in the page forbids both); every text is escaped;
// all that is said is in the page's own text, so that it can be read without JavaScript and without pictures.
import type { Diagnosis } from "../diagnostics/diagnose.js";
import { type Section, sectionsOf } from "./sections.js";

/** A plot of plots.ts with the words that stand under it, and for it where pictures are not shown. */
export interface Figure {
  readonly svg: string;
  readonly caption: string;
}

export interface Page {
  readonly title: string;
  /** Sentences under the title. */
  readonly introduction?: readonly string[];
  /** Sections before those of the diagnosis. */
  readonly sections?: readonly Section[];
  readonly diagnosis?: Diagnosis;
  /** Figures by the title of the section that they follow; the others stand at the end, under "Plots". */
  readonly figures?: readonly (Figure & { readonly section?: string })[];
}

const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 56rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border-bottom: 1px solid #ccc; padding: 0.2rem 1rem 0.2rem 0; text-align: left; font-variant-numeric: tabular-nums; }
figure { margin: 1.5rem 0; }
figcaption { color: #444; }
svg { max-width: 100%; height: auto; }`;

export function htmlPage({
  title,
  introduction = [],
  sections: first = [],
  diagnosis,
  figures = [],
}: Page): string {
  const sections = [...first, ...(diagnosis ? sectionsOf(diagnosis) : [])];
  const placed = new Set(sections.map((section) => section.title));
  const rest = figures.filter(({ section }) => section === undefined || !placed.has(section));
  const body = sections.map((section) =>
    [
      sectionHtml(section),
      ...figures.filter((figure) => figure.section === section.title).map(figureHtml),
    ].join("\n"),
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
${introduction.map((text) => `<p>${escapeHtml(text)}</p>\n`).join("")}${body.join("\n")}
${rest.length === 0 ? "" : `<h2>Plots</h2>\n${rest.map(figureHtml).join("\n")}\n`}</body>
</html>
`;
}

function sectionHtml({ title, sentences, table }: Section): string {
  const row = (tag: string, texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join("")}</tr>`;
  const said =
    sentences.length === 1
      ? `<p>${escapeHtml(sentences[0]!)}</p>\n`
      : sentences.length === 0
        ? ""
        : `<ul>\n${sentences.map((text) => `<li>${escapeHtml(text)}</li>`).join("\n")}\n</ul>\n`;
  const tabled = table
    ? `<table>\n<thead>${row("th", table.head)}</thead>\n<tbody>\n${table.rows.map((texts) => row("td", texts)).join("\n")}\n</tbody>\n</table>\n`
    : "";
  return `<h2>${escapeHtml(title)}</h2>\n${said}${tabled}`;
}

function figureHtml({ svg, caption }: Figure): string {
  return `<figure role="img" aria-label="${escapeHtml(caption)}">\n${svg}\n<figcaption>${escapeHtml(caption)}</figcaption>\n</figure>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** For text and for attribute values in double or single quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => ENTITIES[c]!);
}
