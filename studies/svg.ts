// Plots as SVG text, drawn by vega-lite and vega without a canvas or a browser.
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

export async function svgOf(specification: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(specification).spec), { renderer: "none" });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
