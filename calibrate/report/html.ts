// A report as one self-contained HTML page.
// Invariants: nothing is loaded from elsewhere and nothing is executed (a policy in the page forbids both); every text is escaped;
// all that is said is in the page's own text, so that it can be read without JavaScript and without pictures.
import type { Diagnosis } from "../diagnostics/diagnose.js";
import { escapeHtml, type Figure, figureHtml, htmlDocument, tableHtml } from "./document.js";
import { type Section, sectionsOf } from "./sections.js";

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
  const paragraphs = introduction.map((text) => `<p>${escapeHtml(text)}</p>\n`).join("");
  const plots = rest.length === 0 ? "" : `\n<h2>Plots</h2>\n${rest.map(figureHtml).join("\n")}`;
  return htmlDocument(title, `${paragraphs}${body.join("\n")}${plots}`);
}

function sectionHtml({ title, sentences, table }: Section): string {
  const said =
    sentences.length === 1
      ? `<p>${escapeHtml(sentences[0]!)}</p>\n`
      : sentences.length === 0
        ? ""
        : `<ul>\n${sentences.map((text) => `<li>${escapeHtml(text)}</li>`).join("\n")}\n</ul>\n`;
  return `<h2>${escapeHtml(title)}</h2>\n${said}${table ? `${tableHtml(table.head, table.rows)}\n` : ""}`;
}
