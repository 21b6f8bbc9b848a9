// NetCDF files of both families, read through the same few questions: version 3 by netcdfjs, version 4 (HDF5) by h5wasm, which a user
// installs for it. Invariant: a variable's numbers come in the order of its dimensions, the last one fastest, as the file stores them.
import { open } from "node:fs/promises";
import { NetCDFReader } from "netcdfjs";
import { DataError } from "../../calibrate/index.js";

export interface NetcdfFile {
  readonly file: string;
  /** Names of the variables. */
  readonly variables: readonly string[];
  /** @throws DataError when there is no such variable, as the other two */
  shape(variable: string): readonly number[];
  /** Undefined when the variable has no such attribute. */
  attribute(variable: string, name: string): string | number | undefined;
  values(variable: string): Float64Array;
  close(): void;
}

/** @throws DataError: the file is neither, is damaged, or its reader is not installed; errors of the file system as they are */
export async function openNetcdf(file: string): Promise<NetcdfFile> {
  const start = new Uint8Array(4);
  const handle = await open(file, "r");
  try {
    await handle.read(start, 0, 4, 0);
    const magic = String.fromCharCode(...start);
    if (magic.startsWith("CDF")) return openClassic(file, await handle.readFile());
    if (magic === "\u0089HDF") return await openHdf5(file);
  } finally {
    await handle.close();
  }
  throw new DataError("this is no NetCDF file: it begins neither with CDF nor with HDF", file, 0, 0);
}

function openClassic(file: string, bytes: Uint8Array): NetcdfFile {
  const reader = guarded(file, () => new NetCDFReader(bytes));
  const variables = reader.variables.map(({ name }) => name);
  const find = (name: string) => {
    const variable = reader.variables.find((known) => known.name === name);
    if (!variable) throw missing(file, name, variables);
    return variable;
  };
  return {
    file,
    variables,
    shape(name) {
      const { recordDimension, dimensions } = reader;
      return find(name).dimensions.map((d) =>
        d === recordDimension.id ? recordDimension.length : dimensions[d]!.size,
      );
    },
    attribute(name, attribute) {
      const attributes: readonly { readonly name: string; readonly value: string | number }[] =
        find(name).attributes;
      return attributes.find((known) => known.name === attribute)?.value;
    },
    values(name) {
      const variable = find(name);
      const records = guarded(file, () => reader.getDataVariable(variable));
      return Float64Array.from(variable.record ? (records.flat() as number[]) : (records as number[]));
    },
    close() {},
  };
}

async function openHdf5(file: string): Promise<NetcdfFile> {
  const { File, Dataset, ready } = await import("h5wasm/node").catch((cause: unknown) => {
    throw new DataError(
      `this is a NetCDF-4 file; to read it, install the package h5wasm (npm install h5wasm), or convert it with nccopy -k classic (${cause instanceof Error ? cause.message : cause})`,
      file,
      0,
      0,
    );
  });
  await ready;
  // A file that cannot be opened is noticed at the first question.
  const { group, variables } = guarded(file, () => {
    const opened = new File(file, "r");
    return { group: opened, variables: opened.keys() };
  });
  const find = (name: string) => {
    const found = variables.includes(name) ? group.get(name) : null;
    if (!(found instanceof Dataset)) throw missing(file, name, variables);
    return found;
  };
  return {
    file,
    variables,
    shape: (name) => find(name).shape ?? [],
    attribute(name, attribute) {
      const value = find(name).attrs[attribute]?.value;
      if (typeof value === "string" || typeof value === "number") return value;
      return ArrayBuffer.isView(value) ? Number((value as Float64Array)[0]) : undefined;
    },
    values: (name) => guarded(file, () => Float64Array.from(find(name).value as Float32Array)),
    close: () => group.close(),
  };
}

function missing(file: string, name: string, variables: readonly string[]): DataError {
  return new DataError(
    `there is no variable "${name}"; the variables are ${variables.join(", ")}`,
    file,
    0,
    0,
  );
}

/** The readers' own errors do not say which file they are about. */
function guarded<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DataError(
      `the NetCDF file cannot be read: ${error instanceof Error ? error.message : error}`,
      file,
      0,
      0,
    );
  }
}
