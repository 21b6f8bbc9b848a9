// The report of a search as one HTML file.
export { reportOf, type Search, searchReport } from "./report.js";
