// One self-contained HTML page from parts of text, tables and plots.
// Invariants: every text is escaped here and nowhere else, so a part cannot forget it; a policy in the page forbids scripts and requests; the
// only markup that comes in ready is the SVG of our own plots.
import { escapeHtml } from "../../calibrate/report/html.js";

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

const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid #ccc; padding: 0.2rem 1rem 0.2rem 0; text-align: left; vertical-align: top; font-variant-numeric: tabular-nums; }
pre { background: #f5f5f5; padding: 0.7rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
figure { margin: 1.5rem 0; }
figcaption { color: #444; }
svg { max-width: 100%; height: auto; }`;

export function page(title: string, sections: readonly Section[]): string {
  const body = sections.map(
    (section) =>
      `<section>\n<h2>${escapeHtml(section.title)}</h2>\n${section.parts.map(html).join("\n")}\n</section>`,
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
${body.join("\n")}
</body>
</html>
`;
}

function html(part: Part): string {
  switch (part.kind) {
    case "paragraph":
      return `<p>${escapeHtml(part.text)}</p>`;
    case "code":
      return `<pre aria-label="${escapeHtml(part.label)}">${escapeHtml(part.text)}</pre>`;
    case "plot":
      return `<figure role="img" aria-label="${escapeHtml(part.caption)}">\n${part.svg}\n<figcaption>${escapeHtml(part.caption)}</figcaption>\n</figure>`;
    case "table": {
      const row = (tag: string, texts: readonly string[]): string =>
        `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join("")}</tr>`;
      return `<table>\n<thead>${row("th", part.head)}</thead>\n<tbody>\n${part.rows.map((texts) => row("td", texts)).join("\n")}\n</tbody>\n</table>`;
    }
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
