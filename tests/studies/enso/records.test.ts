// Records of temperatures: the shipped ones beside NOAA's index, what is said of files that are wrong, and NetCDF files of both families.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DataError, readTable } from "../../../calibrate/index.js";
import { seededRandom } from "../../../calibrate/random.js";
import { month, monthNumber, monthText } from "../../../studies/enso/calendar.js";
import { loadNino34Index, loadRecord, type RecordName } from "../../../studies/enso/data-files.js";
import { readErsst } from "../../../studies/enso/ersst.js";
import { plainTable } from "../../../studies/enso/plain-csv.js";
import { boxMean, NINO34, readRecord, type SeaRecord, span } from "../../../studies/enso/record.js";
import { classicNetcdf } from "./classic-netcdf.js";

/** What is thrown, as an error of the data. */
async function problem(work: () => unknown): Promise<DataError> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return error as DataError;
  }
  throw new Error("nothing was thrown");
}

it("counts months", () => {
  expect(monthText(month("1999-12") + 1)).toBe("2000-01");
  expect(month("1970-01") % 12).toBe(0);
  for (const text of ["1970-13", "1970-1", "70-01", "1970-00", ""]) expect(monthNumber(text)).toBeUndefined();
  expect(() => month("May")).toThrow(RangeError);
});

describe("shipped records", () => {
  // Counts and correlations that data/README.md states; the index is another product, so the two check one another.
  const stated: [RecordName, number, number, string, number][] = [
    ["pacific2deg", 2261, 399, "1970-01", 0.978],
    ["kaplan5", 252, 1906, "1856-01", 0.969],
  ];
  it.each(stated)("%s follows NOAA's index", async (name, points, months, first, wanted) => {
    const record = await loadRecord(name);
    expect([record.points.length, record.length, monthText(record.first)]).toEqual([points, months, first]);
    const index = await loadNino34Index();
    const pairs = [...boxMean(record, NINO34)].flatMap((x, t) => {
      const y = index.get(record.first + t);
      return y === undefined ? [] : [[x, y] as const];
    });
    expect(correlation(pairs)).toBeCloseTo(wanted, 3);
  });

  it("ersst2010 has the temperatures of NOAA's index", async () => {
    const record = await loadRecord("ersst2010");
    expect([record.points.length, record.length, monthText(record.first)]).toEqual([3373, 128, "2010-01"]);
    const mean = boxMean(record, NINO34);
    expect(mean[month("2015-12") - record.first]).toBeCloseTo(29.25, 2);
  });
});

describe("plain CSV", () => {
  it("is what the general reader reads", () => {
    const random = seededRandom(2);
    const cell = (): string => {
      const value = 2000 * (random.uniform() - 0.5) * 10 ** -Math.floor(6 * random.uniform());
      return value.toFixed(Math.floor(9 * random.uniform()));
    };
    const lines = Array.from({ length: 300 }, (_, i) => [`r${i}`, cell(), cell(), cell()].join());
    const text = `name,a,b,c\n${lines.join("\n")}\nlast,-0,0.5,123456789012345\n`;
    const [plain, general] = [plainTable(text)!, readTable(text)];
    expect(plain.names).toEqual(general.names);
    expect(plain.labels).toEqual(general.text("name"));
    plain.columns.forEach((column, c) => {
      expect(column).toEqual(general.column(["a", "b", "c"][c]!));
    });
  });

  it("is nothing else", () => {
    const odd = [
      "",
      ".5",
      "1.",
      "1e3",
      "+1",
      " 1",
      "0x1",
      "-",
      "1.2.3",
      "1234567890123456",
      "NaN",
      "1,2",
      '"1"',
    ];
    for (const cell of odd) expect(plainTable(`m,a\nx,${cell}\n`), cell).toBeUndefined();
    for (const text of ["", "m,a", "m,a\nx,1", "m,a\r\nx,1\r\n", "m,a,b\nx,1\n", "m,a\n\n"])
      expect(plainTable(text), text).toBeUndefined();
    expect(plainTable("m,a\nx,1\n")?.columns).toEqual([Float64Array.of(1)]);
  });
});

describe("a file that is wrong", () => {
  const grid = "col,lat_deg_north,lon_deg_east\ng0,-1,200\ng1,1,200\n";
  const good = "month,g0,g1\n1970-01,0.1,0.2\n1970-02,0.3,0.4\n";
  const read = (values: string, places = grid): SeaRecord =>
    readRecord("small", "anomaly", values, places, { values: "sst.csv", grid: "grid.csv" });

  it("is not this one", () => {
    const record = read(good);
    expect([record.length, record.first, [...record.points[1]!]]).toEqual([2, month("1970-01"), [0.2, 0.4]]);
    expect(read(good.replace("0.1", '"0.1"'))).toEqual(record);
    expect(boxMean(record, NINO34)[0]).toBeCloseTo(0.15, 15);
    expect(span(record, "1970-02", "1970-02").points.map((column) => [...column])).toEqual([[0.3], [0.4]]);
    expect(() => span(record, "1970-02", "1970-03")).toThrow(/1970-01 to 1970-02; 1970-02 to 1970-03/);
  });

  const cases: [string, string, string, RegExp, string, number, number][] = [
    ["a missing month", good.replace("1970-02", "1970-04"), grid, /2 months are missing/, "sst.csv", 3, 1],
    ["a repeated month", good.replace("1970-02", "1970-01"), grid, /must follow/, "sst.csv", 3, 1],
    ["no month", good.replace("1970-02", "Feb"), grid, /expected a month.*"Feb"/, "sst.csv", 3, 1],
    ["a gap", good.replace("0.2", ""), grid, /"g1".*found no value/, "sst.csv", 2, 13],
    ["a word", good.replace("0.3", "ice"), grid, /"g0".*"ice"/, "sst.csv", 3, 9],
    ["land", good.replace("0.4", "-999"), grid, /"g1": -999 .*land/, "sst.csv", 3, 13],
    ["too few points", "month,g0\n1970-01,0.1\n", grid, /1 points.*has 2/, "sst.csv", 1, 1],
    ["another point", good, grid.replace("g1", "h1"), /point 2 is "h1" here and "g1"/, "grid.csv", 3, 1],
    ["no latitude", good, grid.replace(",1,", ",91,"), /-90 to 90 degrees, found 91/, "grid.csv", 3, 4],
    ["no months", good.replace("month", "date"), grid, /first column must be "month"/, "sst.csv", 1, 1],
  ];
  it.each(cases)("has %s", async (_what, values, places, message, file, line, column) => {
    const error = await problem(() => read(values, places));
    expect(error.message).toMatch(message);
    expect([error.file, error.line, error.column]).toEqual([file, line, column]);
  });

  it("has its points elsewhere", async () => {
    const elsewhere = read(good, grid.replaceAll("200", "20"));
    expect((await problem(() => boxMean(elsewhere, NINO34))).message).toMatch(/no point lies in -5 to 5/);
  });
});

describe("NetCDF", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "dmci-netcdf-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const LAND = -9.96921e36;
  const months = { from: "1950-01", to: "1950-03" };
  /** Days since 1800-01-01 of 1950-01-01, and of the starts of the months after it. */
  const days = [54786, 54817, 54845];
  const latitudes = Array.from({ length: 89 }, (_, i) => 88 - 2 * i);
  const longitudes = Array.from({ length: 180 }, (_, j) => 2 * j);
  /** Temperatures that tell their place; land at 0N 200E in one month, and at 2N 200E in all. */
  const temperatures = Float32Array.from({ length: 3 * 89 * 180 }, (_, k) => {
    const [t, i, j] = [Math.floor(k / 16020), Math.floor(k / 180) % 89, k % 180];
    const [latitude, longitude] = [latitudes[i]!, longitudes[j]!];
    if (longitude === 200 && (latitude === 2 || (latitude === 0 && t === 1))) return LAND;
    return 20 + latitude / 8 + longitude / 64 + t / 1024;
  });
  const classic = (change: { time?: number[]; units?: string; lon?: number[] } = {}): Uint8Array => {
    const { time = days, units = "degC", lon = longitudes } = change;
    return classicNetcdf(
      [
        ["time", time.length],
        ["lat", 89],
        ["lon", lon.length],
      ],
      [
        { name: "lat", dimensions: [1], type: "float", units: "degrees_north", values: latitudes },
        { name: "lon", dimensions: [2], type: "float", units: "degrees_east", values: lon },
        {
          name: "time",
          dimensions: [0],
          type: "double",
          units: "days since 1800-1-1 00:00:00",
          values: time,
        },
        { name: "sst", dimensions: [0, 1, 2], type: "float", units, values: temperatures },
      ],
    );
  };
  const file = (name: string, bytes: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  function expectTemperatures(record: SeaRecord): void {
    // 31 latitudes by 131 longitudes, less the two points of land.
    expect([record.points.length, record.length, record.first]).toEqual([31 * 131 - 2, 3, month("1950-01")]);
    expect([record.latitudes[0], record.longitudes[0]]).toEqual([-30, 30]);
    expect([record.latitudes.at(-1), record.longitudes.at(-1)]).toEqual([30, 290]);
    record.points.forEach((column, i) => {
      const wanted = 20 + record.latitudes[i]! / 8 + record.longitudes[i]! / 64;
      expect([...column]).toEqual([wanted, wanted + 1 / 1024, wanted + 2 / 1024]);
    });
  }

  it("version 3 has the published domain", async () => {
    expectTemperatures(await readErsst(file("sst.nc", classic()), months));
  });

  it("version 4 has it, too", async () => {
    const path = join(folder, "sst4.nc");
    const { File, ready } = await import("h5wasm/node");
    await ready;
    const made = new File(path, "w");
    const add = (name: string, data: Float32Array | Float64Array, shape: number[], units: string): void => {
      made.create_dataset({ name, data, shape }).create_attribute("units", units);
    };
    add("lat", Float32Array.from(latitudes), [89], "degrees_north");
    add("lon", Float32Array.from(longitudes), [180], "degrees_east");
    add("time", Float64Array.from(days), [3], "days since 1800-1-1 00:00:00");
    add("sst", temperatures, [3, 89, 180], "degC");
    made.close();
    expectTemperatures(await readErsst(path, months));
  });

  const cases: [string, () => Uint8Array | string, RegExp][] = [
    [
      "another grid",
      () => classic({ lon: longitudes.slice(0, 90) }),
      /"lon" has 90 values from 0 to 178; .*another grid/,
    ],
    [
      "a shifted grid",
      () => classic({ lon: longitudes.map((x) => x + 1) }),
      /"lon" has 180 values from 1 to 359/,
    ],
    ["a missing month", () => classic({ time: [54786, 54845, 54876] }), /after 1950-01 comes 1950-03/],
    [
      "other months",
      () => classic({ time: days.map((day) => day + 31) }),
      /1950-02 to 1950-04; 1950-01 to 1950-03/,
    ],
    ["other units", () => classic({ units: "K" }), /"sst" is in "K"; expected "degC"/],
    [
      "no such variable",
      () =>
        classic().map((b, i, all) => (b === 0x73 && all[i + 1] === 0x73 && all[i + 2] === 0x74 ? 0x78 : b)),
      /no variable "sst"; the variables are lat, lon, time, xst/,
    ],
    ["a text", () => "month,g0\n1950-01,1\n", /no NetCDF file/],
    ["a cut header", () => classic().slice(0, 60), /cannot be read/],
    [
      "a cut HDF5 file",
      () => Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0),
      /cannot be read/,
    ],
  ];
  it.each(cases)("says of %s what is wrong", async (what, bytes, message) => {
    const path = file(`${what}.nc`, bytes());
    const error = await problem(() => readErsst(path, months));
    expect(error.message).toMatch(message);
    expect(error.file).toBe(path);
  });
});

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (k: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  const sum = (of: (x: number, y: number) => number): number =>
    pairs.reduce((total, [x, y]) => total + of(x - mx, y - my), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}
