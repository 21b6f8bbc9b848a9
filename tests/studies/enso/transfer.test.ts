// A model carried over to another record: interpolation, projection, and what is refused.
import { expect, it } from "vitest";
import { loadRecord } from "../../../studies/enso/data-files.js";
import { prepare } from "../../../studies/enso/prepare.js";
import { areaWeights, type SeaRecord } from "../../../studies/enso/record.js";
import { carried, interpolated } from "../../../studies/enso/transfer.js";

/** Temperatures that are linear in latitude and longitude, on the even degrees of a box. */
function plane(months: number, south: number, west: number, size: number): SeaRecord {
  const places = Array.from({ length: size * size }, (_, k) => [
    south + 2 * Math.floor(k / size),
    west + 2 * (k % size),
  ]);
  return {
    name: "plane",
    quantity: "temperature",
    first: 12 * 2010,
    length: months,
    latitudes: Float64Array.from(places, ([y]) => y!),
    longitudes: Float64Array.from(places, ([, x]) => x!),
    points: places.map(([y, x]) =>
      Float64Array.from({ length: months }, (_, t) => 20 + 0.1 * y! + 0.01 * x! + t),
    ),
  };
}

it("between points values are linear; beside the sea the nearest point stands; far away is refused", () => {
  const record = plane(3, -4, 200, 5);
  const latitudes = Float64Array.of(-3, 0, 1.5, 4, 6);
  const longitudes = Float64Array.of(201, 204, 207.5, 208, 209);
  const found = interpolated(record, { latitudes, longitudes });
  latitudes.forEach((y, i) => {
    const [inY, inX] = [Math.min(y, 4), Math.min(longitudes[i]!, 208)];
    found[i]!.forEach((value, t) => {
      expect(value).toBeCloseTo(20 + 0.1 * inY + 0.01 * inX + t, 12);
    });
  });
  const elsewhere = { latitudes: Float64Array.of(30), longitudes: Float64Array.of(204) };
  expect(() => interpolated(record, elsewhere)).toThrow(
    expect.objectContaining({
      name: "DataError",
      file: "plane",
      message: expect.stringMatching(/within 4° of 30° north, 204° east/),
    }),
  );
});

it("the record's own months have the components that they have", async () => {
  const record = await loadRecord("kaplan5");
  const prepared = prepare(record, { protocol: "clean", training: 240, kept: 6, trend: "none" });
  // What the patterns were taken from, without the means of the training, which are no part of a component.
  const states = prepared.components[0]!.loadings.reduce<Float64Array[]>((all, _, place) => {
    const series = new Float64Array(prepared.length);
    for (const { series: component, loadings } of prepared.components)
      component.forEach((x, t) => {
        series[t]! += loadings[place]! * x;
      });
    all.push(series);
    return all;
  }, []);
  const line = new Float64Array(prepared.length);
  const again = carried(prepared, { states, observed: line, line }, areaWeights(record), prepared.first);
  again.components.forEach(({ series }, k) => {
    series.forEach((x, t) => {
      expect(Math.abs(x - prepared.components[k]!.series[t]!)).toBeLessThan(1e-9);
    });
  });
});
