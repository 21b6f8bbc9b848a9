// What every report's page is made of: one self-contained HTML document, its figures and its tables.
// Invariants: nothing is loaded from elsewhere and nothing is executed (a policy in the page forbids both); every text is escaped; the only
// markup that comes in ready is the SVG of our own plots.

/** A plot with the words that stand under it, and for it where pictures are not shown. */
export interface Figure {
  readonly svg: string;
  readonly caption: string;
}

const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid #ccc; padding: 0.2rem 1rem 0.2rem 0; text-align: left; vertical-align: top; font-variant-numeric: tabular-nums; }
pre { background: #f5f5f5; padding: 0.7rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
figure { margin: 1.5rem 0; }
figcaption { color: #444; }
svg { max-width: 100%; height: auto; }`;

/** @param body markup made of the functions of this file: its texts are escaped already */
export function htmlDocument(title: string, body: string): string {
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
${body}
</body>
</html>
`;
}

export function figureHtml({ svg, caption }: Figure): string {
  const text = escapeHtml(caption);
  return `<figure role="img" aria-label="${text}">\n${svg}\n<figcaption>${text}</figcaption>\n</figure>`;
}

export function tableHtml(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (tag: string, texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join("")}</tr>`;
  const body = rows.map((texts) => row("td", texts)).join("\n");
  return `<table>\n<thead>${row("th", head)}</thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
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
