// The data files, read: capacities by cycle of the cells of Severson et al. and of HUST.
// Invariant: nothing is left out or changed here but what the files' own flags say.
import { readFile } from "node:fs/promises";
import { readTable, type Table, unpacked } from "../../calibrate/index.js";
import type { Series } from "./cells.js";

export interface SeversonCell {
  readonly id: string;
  readonly batch: string;
  /** train, primary_test or secondary_test as the authors have it; empty for cells that they leave out. */
  readonly split: string;
  /** One of the 117 cells: no spike above 1.25 times the first capacity. */
  readonly kept: boolean;
  /** Capacity in Ah. */
  readonly series: Series;
}

/** All 120 cells, in the order of the file. */
export async function readSeverson(): Promise<SeversonCell[]> {
  const table = await tableOf("cells.csv");
  const capacities = await tableOf("capacity_per_cycle.csv");
  const series = seriesBy(
    capacities.text("cell_id"),
    capacities.column("discharge_capacity_ah"),
    (row) => capacities.column("cycle")[row]!,
  );
  const batches = table.text("batch");
  const splits = table.text("split");
  const kept = table.column("kept_in_117");
  return table.text("cell_id").map((id, i) => ({
    ...{ id, batch: batches[i]!, split: splits[i]!, kept: kept[i] === 1 },
    series: series.get(id) ?? { cycles: new Float64Array(0), capacities: new Float64Array(0) },
  }));
}

/** The 77 cells of HUST; for cycles there are row numbers from 1 (the provider has removed a few outlying cycles). */
export async function readHust(): Promise<{ readonly id: string; readonly series: Series }[]> {
  const table = await tableOf("hust_capacity_per_cycle.csv.gz");
  const ids = table.text("cell_id");
  const firsts = new Map<string, number>();
  ids.forEach((id, row) => {
    if (!firsts.has(id)) firsts.set(id, row);
  });
  const series = seriesBy(
    ids,
    table.column("discharge_capacity_ah"),
    (row) => row - firsts.get(ids[row]!)! + 1,
  );
  return [...series].map(([id, one]) => ({ id, series: one }));
}

function seriesBy(
  ids: readonly string[],
  capacity: ArrayLike<number>,
  cycle: (row: number) => number,
): Map<string, Series> {
  const rows = new Map<string, number[]>();
  ids.forEach((id, row) => {
    const own = rows.get(id);
    if (own) own.push(row);
    else rows.set(id, [row]);
  });
  return new Map(
    [...rows].map(([id, own]) => [
      id,
      { cycles: Float64Array.from(own, cycle), capacities: Float64Array.from(own, (row) => capacity[row]!) },
    ]),
  );
}

async function tableOf(file: string): Promise<Table> {
  return readTable(new TextDecoder().decode(unpacked(await bytesOf(file), file)), { file });
}

/** The data lie beside the sources; from the bundle (dist/) they are found through the package's folder. */
async function bytesOf(name: string): Promise<Uint8Array> {
  const places = [
    new URL(`./data/${name}`, import.meta.url),
    new URL(`../studies/battery/data/${name}`, import.meta.url),
  ];
  for (const place of places) {
    try {
      return await readFile(place);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
  throw new Error(
    `the data of the battery study are missing: ${places.map(String).join(" and ")} do not exist`,
  );
}
