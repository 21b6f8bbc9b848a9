// Reports: what is said, that it is escaped and self-contained, and that plots show the data they were given.
import { beforeAll, describe, expect, it } from "vitest";
import { criteriaOf, type Diagnosis, diagnose, type Profile } from "../../calibrate/diagnostics/index.js";
import {
  bandPlot,
  correlationMap,
  type Figure,
  htmlPage,
  jsonReport,
  lossCurves,
  predictedVersusObserved,
  profilePlot,
  residualPlot,
  textReport,
  waterfallPlot,
} from "../../calibrate/report/index.js";
import { design, difference, fixtures, linear } from "./diagnostics-data.js";

const { ols, y } = fixtures;
const predictions = linear(ols.params);
const NASTY = `<script>alert("1")</script>&'`;

const profile: Profile = {
  index: 1,
  level: 0.95,
  threshold: 1.92,
  points: [-1, -0.5, 0, 0.5, 1].map((value) => ({ value, rise: 3 * value * value })),
  lower: -0.8,
  upper: null,
  lowerEnding: "crossed",
  upperEnding: "flat",
  better: undefined,
};

const diagnosis: Diagnosis = diagnose({
  names: ["a", "b", NASTY],
  parameters: ols.params,
  targets: y,
  predictions,
  jacobian: design,
  converged: true,
  starts: [1, 1, 2].map((loss) => ({ loss, parameters: ols.params })),
  criteria: criteriaOf(-ols.llf, 4, y.length),
  profiles: [profile],
  bootstrap: {
    method: "moving-block",
    blockLength: 4,
    replicates: 100,
    failed: 1,
    estimates: [Float64Array.of(1, 2, 3)],
    standardErrors: [0.05, 0.02, 0.1],
    bias: [0, 0, 0],
    percentile: [1, 2, 3].map((x) => ({ lower: x - 0.123, upper: x + 0.123 })),
    basic: [],
  },
  validation: {
    splits: [{ name: "cell 3", rows: 7, rmse: 0.12345 }],
    rmse: 0.12345,
    residuals: new Float64Array(7),
  },
});

/** Tags of XML text, checked to be nested rightly; throws where they are not. */
function tagsOf(xml: string): string[] {
  const open: string[] = [];
  const tags: string[] = [];
  for (const [, closing, name, rest] of xml.matchAll(/<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|[^">])*)>/g)) {
    if (closing === "/") {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      tags.push(name!);
      if (!rest!.endsWith("/")) open.push(name!);
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(", ")}`);
  return tags;
}

const marks = (svg: string, kind: string): number =>
  svg.match(new RegExp(`aria-roledescription="${kind}"`, "g"))?.length ?? 0;

describe("plots", () => {
  let plots: Record<string, string>;
  beforeAll(async () => {
    plots = {
      residual: await residualPlot(predictions, difference(y, predictions), { axis: NASTY, residual: "r" }),
      predicted: await predictedVersusObserved(predictions, y, { predicted: NASTY, observed: "o" }),
      losses: await lossCurves([
        { name: NASTY, losses: [3, 2, 1] },
        { name: "2", losses: [4, 3] },
      ]),
      waterfall: await waterfallPlot(diagnosis.agreement!, NASTY),
      profile: await profilePlot(profile, NASTY),
      correlations: await correlationMap(["a", "b", NASTY], diagnosis.correlations),
      bands: await bandPlot(design[1]!, y, predictions, diagnosis.bands, {
        axis: NASTY,
        target: "y",
        single: true,
      }),
    };
  });
  it("are well-formed SVG in which texts are escaped, with nothing to run or load", () => {
    for (const svg of Object.values(plots)) {
      const tags = tagsOf(svg);
      expect(tags[0]).toBe("svg");
      for (const tag of ["script", "foreignObject", "image", "a", "use"]) expect(tags).not.toContain(tag);
      expect(svg).toContain("&lt;script&gt;");
      expect(svg.replaceAll(/xmlns(:xlink)?="[^"]*"/g, "")).not.toMatch(/https?:|javascript:|href=/);
    }
  });
  it("show every row, start and cell", () => {
    expect(marks(plots.residual!, "point")).toBe(y.length);
    expect(marks(plots.predicted!, "point")).toBe(y.length);
    expect(marks(plots.waterfall!, "point")).toBe(3);
    expect(marks(plots.losses!, "line mark")).toBe(2);
    expect(marks(plots.bands!, "area mark")).toBe(2);
    expect(plots.waterfall).toContain("2 of 3 starts agree");
    expect(plots.correlations).toContain(`>${diagnosis.correlations[0]![1]!.toFixed(2).replace("-", "−")}<`);
    expect(plots.profile).toContain(">95 %<");
  });
  it("draw bars and crosses where the prediction is no function of the axis alone", async () => {
    const titles = { axis: "x", target: "y", single: false };
    const svg = await bandPlot(design[1]!, y, predictions, diagnosis.bands, titles);
    expect([marks(svg, "area mark"), marks(svg, "line mark")]).toEqual([0, 0]);
    expect(marks(svg, "point")).toBe(2 * y.length);
    // Lines of the grid and of the axes are lines too, without a role of their own.
    expect(marks(svg, "rule mark")).toBe(2 * y.length);
  });
  it("leave out what is not finite, and say when they draw some of the points only", async () => {
    const gaps = await residualPlot([1, 2, Number.NaN, 4], [0, Number.NaN, 1, 2], {
      axis: "x",
      residual: "r",
    });
    expect(marks(gaps, "point")).toBe(2);
    const many = Float64Array.from({ length: 9000 }, (_, i) => i);
    const svg = await residualPlot(many, many, { axis: "x", residual: "r" });
    expect(marks(svg, "point")).toBe(3000);
    expect(svg).toContain("one of each 3 of 9000 points is drawn");
  });
});

describe("the page", () => {
  const figure: Figure & { section: string } = {
    svg: "<svg></svg>",
    caption: `"${NASTY}`,
    section: "Starts",
  };
  const html = htmlPage({
    title: NASTY,
    introduction: ["one & two"],
    diagnosis,
    figures: [figure, { ...figure, section: "elsewhere" }],
  });

  it("is nested rightly and escapes every text", () => {
    const tags = tagsOf(html.replace("<!doctype html>\n", "").replaceAll(/<meta[^>]*>/g, ""));
    expect(tags).not.toContain("script");
    expect(html).toContain("<title>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</title>");
    expect(html).toContain("<p>one &amp; two</p>");
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/https?:|\bon\w+=/);
  });
  it("has each figure after its section, or at the end", () => {
    const starts = html.indexOf("<h2>Starts</h2>");
    const first = html.indexOf("<figure", starts);
    const plots = html.indexOf("<h2>Plots</h2>", first);
    const second = html.indexOf("<figure", plots);
    expect(starts).toBeGreaterThan(0);
    expect(first).toBeLessThan(html.indexOf("<h2>", starts + 1));
    expect(plots).toBeGreaterThan(first);
    expect(second).toBeGreaterThan(plots);
  });
});

describe("the text", () => {
  it("says all that there is, with the digits that errors support", () => {
    const text = textReport(diagnosis);
    const lines = text.split("\n");
    expect(lines).toContain("2 of 3 starts agree");
    expect(lines).toContain("moving-block, block length 4; 100 replicates, of which 1 failed");
    expect(text).toMatch(/^a +0\.05 +0\.88 … 1\.12$/m);
    expect(text).toMatch(/^b +95 % +-?[\d.]+ +open: the likelihood does not fall enough$/m);
    expect(text).toMatch(/^cell 3 +7 +0\.123$/m);
    expect(text).toMatch(new RegExp(`^AIC +${(ols.aic + 2).toFixed(2)}$`, "m"));
    expect(text).toContain("rank 3 of 3");
    expect(text).not.toContain("Errors withheld");
  });
  it("says why errors are withheld, and what is determined instead", () => {
    const flat = diagnose({
      names: ["a", "b"],
      parameters: [2, 3],
      targets: y,
      predictions: y,
      jacobian: [design[1]!.map((x) => 3 * x), design[1]!.map((x) => 2 * x)],
      converged: false,
    });
    const text = textReport(flat);
    expect(text).toContain("no errors: the fit stopped before it converged: give it more iterations");
    expect(text).toContain("no error for a, b: the rows do not determine a, b");
    expect(text).toContain("only a·b is determined, not a and b separately");
    expect(text).toMatch(/^a +2 +none +none$/m);
  });
});

describe("the JSON", () => {
  it("survives its text, without replicates and without what JSON cannot hold", () => {
    const json = jsonReport(diagnosis) as unknown as Diagnosis;
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(json.parameters[1]!.value).toBe(ols.params[1]);
    expect(json.bootstrap!.estimates).toBeUndefined();
    expect(json.profiles[0]!.upper).toBeNull();
    const flat = diagnose({
      names: ["a", "b"],
      parameters: [1, 1],
      targets: y,
      predictions: y,
      jacobian: [design[1]!, design[1]!],
      converged: true,
    });
    const infinite = jsonReport(flat) as unknown as Diagnosis;
    expect(infinite.identifiability.conditionNumber).toBeNull();
    expect(infinite.correlations).toEqual([
      [null, null],
      [null, null],
    ]);
  });
});
