// Plots as SVG text, drawn by vega-lite and vega without a canvas or a browser.
// Invariant: vega is loaded when the first plot is drawn, so that who fits without a report does not wait for it.
import type { TopLevelSpec } from "vega-lite";

export async function drawn(specification: TopLevelSpec): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  const { spec } = vegaLite.compile(specification);
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
