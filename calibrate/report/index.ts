// Reports of fits: plots, one HTML page, text and JSON.
export { escapeHtml, type Figure, figureHtml, htmlDocument, tableHtml } from "./document.js";
export { htmlPage, type Page } from "./html.js";
export {
  bandPlot,
  correlationMap,
  lossCurves,
  predictedVersusObserved,
  profilePlot,
  residualPlot,
  waterfallPlot,
} from "./plots.js";
export { type Section, sectionsOf } from "./sections.js";
export { drawn } from "./svg.js";
export { type Json, jsonReport, sectionsAsText, textReport } from "./text.js";
