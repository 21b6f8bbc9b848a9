// One self-contained HTML page from parts of text, tables and plots.
// Invariant: every text is escaped here and nowhere else, so a part cannot forget it.
import { escapeHtml, figureHtml, htmlDocument, tableHtml } from "../../calibrate/report/document.js";

export type Part =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "code"; readonly text: string; readonly label: string }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "plot"; readonly svg: string; readonly caption: string };

export interface Section {
  readonly title: string;
  readonly parts: readonly Part[];
}

export function page(title: string, sections: readonly Section[]): string {
  const body = sections.map(
    (section) =>
      `<section>\n<h2>${escapeHtml(section.title)}</h2>\n${section.parts.map(html).join("\n")}\n</section>`,
  );
  return htmlDocument(title, body.join("\n"));
}

function html(part: Part): string {
  switch (part.kind) {
    case "paragraph":
      return `<p>${escapeHtml(part.text)}</p>`;
    case "code":
      return `<pre aria-label="${escapeHtml(part.label)}">${escapeHtml(part.text)}</pre>`;
    case "plot":
      return figureHtml(part);
    case "table":
      return tableHtml(part.head, part.rows);
  }
}

export const paragraph = (text: string): Part => ({ kind: "paragraph", text });
export const code = (label: string, text: string): Part => ({ kind: "code", label, text });
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Part => ({
  kind: "table",
  head,
  rows,
});
export const plot = (svg: string, caption: string): Part => ({ kind: "plot", svg, caption });
