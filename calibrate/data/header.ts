// Headers of columns: a name to bind the column by, and the unit that is written behind it.
// Invariant: a header is kept as it stands beside what is taken out of it, so that it can be shown and asked for.
import { DataError } from "../errors.js";
import { nearestName } from "../nearest.js";

export interface ColumnName {
  /** What the file says. */
  readonly header: string;
  /** What the column is called in expressions. */
  readonly name: string;
  readonly unit: string | undefined;
}

/** Other names for columns: new name to header (or to the header's name without its unit). */
export type Renamed = Readonly<Record<string, string>>;

/** `name [unit]`, or `name (unit)` with a space before the parenthesis: `f(x)` is a name. */
const WITH_UNIT = /^(?<name>.*?\S)(?:\s*\[(?<square>[^[\]]+)\]|\s+\((?<round>[^()]+)\))$/su;

/** Takes a header apart: `temperature [°C]` and `t (s)` have units, `capacity` and `f(x)` have none. */
export function columnName(header: string): ColumnName {
  const groups = WITH_UNIT.exec(header)?.groups;
  const unit = (groups?.square ?? groups?.round)?.trim();
  return groups?.name && unit
    ? { header, name: groups.name, unit }
    : { header, name: header, unit: undefined };
}

/**
 * The columns of a file by their headers, some with other names.
 * @throws DataError when a new name is given to a column that does not exist or that the header alone does not tell, or is given twice.
 */
export function columnNames(headers: readonly string[], renamed: Renamed, file: string): ColumnName[] {
  const columns = headers.map(columnName);
  const taken = new Map<number, string>();
  for (const [name, asked] of Object.entries(renamed)) {
    const exact = columns.flatMap(({ header }, i) => (header === asked ? [i] : []));
    const found =
      exact.length > 0 ? exact : columns.flatMap((column, i) => (column.name === asked ? [i] : []));
    const [index] = found;
    if (index === undefined) {
      const near = nearestName(asked, headers);
      const hint = near === undefined ? "" : `; did you mean ${JSON.stringify(near)}?`;
      throw new DataError(
        `there is no column ${JSON.stringify(asked)} to be called ${name}${hint}`,
        file,
        1,
        1,
      );
    }
    if (found.length > 1) {
      const list = found.map((i) => JSON.stringify(headers[i])).join(", ");
      throw new DataError(
        `which column shall be called ${name}? ${JSON.stringify(asked)} may be ${list}; give the whole header`,
        file,
        1,
        1,
      );
    }
    const other = taken.get(index);
    if (other !== undefined)
      throw new DataError(
        `column ${JSON.stringify(headers[index])} is given two names, ${other} and ${name}; give one`,
        file,
        1,
        1,
      );
    taken.set(index, name);
  }
  return columns.map((column, i) => ({ ...column, name: taken.get(i) ?? column.name }));
}

/** Name and unit in one form, whichever brackets the file uses. */
export function labelOf({ name, unit }: ColumnName): string {
  return unit === undefined ? name : `${name} [${unit}]`;
}
