// The files in data/: the records of temperatures that are shipped, and the index of the Climate Prediction Center.
// Invariant: files are read where the sources or the package's bundle have them, and nowhere else.
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { DataError, readTable } from "../../calibrate/index.js";
import { monthNumber } from "./calendar.js";
import { type Quantity, readRecord, type SeaRecord } from "./record.js";

/** Records by name; data/README.md says where each comes from. */
export const RECORDS = {
  /** Anomalies, 2°, 29S-29N and 124E-290E, 1970-01 to 2003-03. */
  pacific2deg: "anomaly",
  /** Anomalies, 5°, 27.5S-27.5N and 182.5E-287.5E, 1856-01 to 2014-10. */
  kaplan5: "anomaly",
  /** Temperatures, 2°, 30S-30N and 32E-290E, 2010-01 to 2020-08. */
  ersst2010: "temperature",
} as const satisfies Record<string, Quantity>;
export type RecordName = keyof typeof RECORDS;

export async function loadRecord(name: RecordName): Promise<SeaRecord> {
  const files = { values: `sst_${name}.csv.gz`, grid: `grid_${name}.csv.gz` };
  const [values, grid] = await Promise.all([readData(files.values), readData(files.grid)]);
  return readRecord(name, RECORDS[name], text(values, files.values), text(grid, files.grid), files);
}

/** By number of the month: the Niño-3.4 anomaly (°C) of NOAA's Climate Prediction Center (ERSSTv5, against 1991-2020). */
export async function loadNino34Index(): Promise<ReadonlyMap<number, number>> {
  const file = "cpc_ersstv5_nino_monthly_1950_2021.csv";
  const table = readTable((await readData(file)).toString("utf8"), { file });
  const anomalies = table.column("nino34_anom_c");
  return new Map(
    table.text("date").map((date, row) => {
      const number = monthNumber(date);
      if (number === undefined) {
        const { line, column } = table.place(row, "date");
        throw new DataError(`expected a month like 1950-01, found "${date}"`, file, line, column);
      }
      return [number, anomalies[row]!];
    }),
  );
}

function text(packed: Uint8Array, file: string): string {
  try {
    return gunzipSync(packed).toString("utf8");
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new DataError(
      `the file cannot be unpacked (${cause}); expected gzip: get it again from the package`,
      file,
      0,
      0,
    );
  }
}

/** The data lie beside the sources; from the bundle (dist/) they are found through the package's folder. */
export async function readData(name: string): Promise<Buffer> {
  const places = ["./data/", "../studies/enso/data/"].map(
    (folder) => new URL(folder + name, import.meta.url),
  );
  for (const place of places) {
    try {
      return await readFile(place);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
  throw new Error(`the data of the enso study are missing: ${places.join(" and ")} do not exist`);
}
