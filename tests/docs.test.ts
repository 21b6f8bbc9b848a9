// The documentation is true: its snippets run and print what it shows, its tables hold, its generated parts are up to date.
import { describe, expect, it } from "vitest";
import { runDocument } from "./support/documented.js";

describe("snippets", () => {
  it.each(["docs/tour.md"])("%s prints what it shows", (document) => {
    const runs = runDocument(document);
    expect(runs.length).toBeGreaterThan(0);
    for (const { where, expected, actual } of runs) expect(actual, where).toBe(expected);
  });
});
