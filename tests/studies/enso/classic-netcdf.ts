// Writes NetCDF-3 classic files (NetCDF Classic Format Specification, Unidata), as far as the tests of the reader need them.

export interface Variable {
  readonly name: string;
  /** Indices of the dimensions; dimension 0 is the one of the records. */
  readonly dimensions: readonly number[];
  readonly type: "float" | "double";
  readonly units: string;
  readonly values: ArrayLike<number>;
}

const TYPES = { float: { code: 5, bytes: 4 }, double: { code: 6, bytes: 8 } } as const;
const [DIMENSION, VARIABLE, ATTRIBUTE, CHAR] = [10, 11, 12, 2] as const;

/** @param dimensions name and size; the first is unlimited, and its size the number of records */
export function classicNetcdf(
  dimensions: readonly (readonly [string, number])[],
  variables: readonly Variable[],
): Uint8Array {
  const records = dimensions[0]![1];
  const isRecord = ({ dimensions: [first] }: Variable): boolean => first === 0;
  const elements = ({ dimensions: used }: Variable): number =>
    used.filter((d) => d > 0).reduce((size, d) => size * dimensions[d]![1], 1);
  const size = (variable: Variable): number => TYPES[variable.type].bytes * elements(variable);
  const ordered = [...variables.filter((v) => !isRecord(v)), ...variables.filter(isRecord)];
  const header = (offsets: readonly number[]): number[] => {
    const bytes = [0x43, 0x44, 0x46, 1];
    const word = (value: number): number =>
      bytes.push((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
    const text = (value: string): void => {
      word(value.length);
      for (const character of value) bytes.push(character.charCodeAt(0));
      while (bytes.length % 4 !== 0) bytes.push(0);
    };
    word(records);
    word(DIMENSION);
    word(dimensions.length);
    dimensions.forEach(([name, length], d) => {
      text(name);
      word(d === 0 ? 0 : length);
    });
    word(0);
    word(0);
    word(VARIABLE);
    word(ordered.length);
    ordered.forEach((variable, v) => {
      text(variable.name);
      word(variable.dimensions.length);
      variable.dimensions.forEach(word);
      word(ATTRIBUTE);
      word(1);
      text("units");
      word(CHAR);
      text(variable.units);
      word(TYPES[variable.type].code);
      word(size(variable));
      word(offsets[v]!);
    });
    return bytes;
  };
  const begin = header(ordered.map(() => 0)).length;
  let next = begin;
  const offsets = ordered.map((variable) => {
    const at = next;
    next += size(variable);
    return at;
  });
  const fixed = ordered.filter((v) => !isRecord(v)).reduce((sum, v) => sum + size(v), 0);
  const step = ordered.filter(isRecord).reduce((sum, v) => sum + size(v), 0);
  const bytes = new Uint8Array(begin + fixed + step * records);
  bytes.set(header(offsets));
  const view = new DataView(bytes.buffer);
  ordered.forEach((variable, v) => {
    const count = elements(variable);
    const width = TYPES[variable.type].bytes;
    for (let r = 0; r < (isRecord(variable) ? records : 1); r++)
      for (let i = 0; i < count; i++) {
        const at = offsets[v]! + r * step + i * width;
        const value = variable.values[r * count + i]!;
        if (variable.type === "float") view.setFloat32(at, value);
        else view.setFloat64(at, value);
      }
  });
  return bytes;
}
