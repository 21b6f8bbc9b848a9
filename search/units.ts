// Units of measurement as products of powers, for the check of dimensions.
// Invariant: a dimension holds no zero exponents, so equal dimensions have equal texts. Prefixes and conversions are not known: "km" and
// "m" are two units.

/** Exponents by base unit. */
export type Dimension = ReadonlyMap<string, number>;

export const DIMENSIONLESS: Dimension = new Map();

/** Reads "kg*m/s^2", "m^0.5", "1/s" or "1"; undefined when the text is none. A slash divides by the one factor behind it. */
export function parseUnit(text: string): Dimension | undefined {
  const parts = text.replace(/\s+/g, "").split(/([*/])/);
  let dimension: Dimension = DIMENSIONLESS;
  for (let i = 0; i < parts.length; i += 2) {
    const match = /^(?:1|([\p{L}°%]+)(?:\^([+-]?\d+(?:\.\d+)?))?)$/u.exec(parts[i] as string);
    if (!match) return undefined;
    if (match[1] === undefined) continue;
    const factor = new Map([[match[1], Number(match[2] ?? 1)]]);
    dimension = multiply(dimension, factor, i > 0 && parts[i - 1] === "/" ? -1 : 1);
  }
  return dimension;
}

/** a times b to the given power. */
export function multiply(a: Dimension, b: Dimension, exponent = 1): Dimension {
  const product = new Map(a);
  for (const [unit, power] of b) product.set(unit, (product.get(unit) ?? 0) + exponent * power);
  return new Map([...product].filter(([, power]) => Math.abs(power) > 1e-9));
}

export function power(a: Dimension, exponent: number): Dimension {
  return multiply(DIMENSIONLESS, a, exponent);
}

export function sameDimension(a: Dimension, b: Dimension): boolean {
  return a.size === b.size && [...a].every(([unit, power]) => Math.abs((b.get(unit) ?? 0) - power) < 1e-9);
}

export function unitText(dimension: Dimension): string {
  if (dimension.size === 0) return "1";
  return [...dimension]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, power]) => (power === 1 ? unit : `${unit}^${power}`))
    .join("*");
}
