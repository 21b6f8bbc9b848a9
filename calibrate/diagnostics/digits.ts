// Numbers with no more digits than their error supports: `1.234(5)`, and the same rounding without the error.
// Invariant: the value's last digit is the error's last digit; the error has one or two digits by the rule of the Particle Data Group
// (Review of Particle Physics 2022, introduction, §5.3): of its first three digits, 100–354 keep two, 355–949 one, 950–999 become 1000
// and keep two.

/** How many decimals of which scale are shown. */
interface Place {
  /** Power of ten of the last digit shown. */
  readonly last: number;
  /** The error in units of the last digit, 4 to 95 or so. */
  readonly units: string;
}

/**
 * `1.234(5)`, `0.0(2)`, `1.23(4)e-7`: the digits in parentheses are the standard error in units of the value's last digits; a value whose
 * error reaches over its decimal point has the point in both, `12.3(1.4)`.
 * Null, zero or non-finite errors support no rounding: the value is written in full.
 */
export function withError(value: number, error: number | null): string {
  const place = placeOf(value, error);
  if (!place) return String(value);
  const shift = scientific(value, place);
  if (shift === undefined) return `${fixed(value, -place.last)}(${inParentheses(place, 0)})`;
  return `${fixed(shifted(value, -shift), shift - place.last)}(${inParentheses(place, shift)})e${shift}`;
}

/** The value rounded at the last digit of its error; in full when there is none. */
export function roundedTo(value: number, error: number | null): string {
  const place = placeOf(value, error);
  if (!place) return String(value);
  const shift = scientific(value, place);
  if (shift === undefined) return fixed(value, -place.last);
  return `${fixed(shifted(value, -shift), shift - place.last)}e${shift}`;
}

/** A standard error itself, to the digits that the rule keeps; `none` for null. */
export function roundedError(error: number | null): string {
  if (error === null) return "none";
  const place = placeOf(error, error);
  if (!place) return String(error);
  const exponent = exponentOf(error);
  if (place.last <= 0 && exponent >= -5) return fixed(error, -place.last);
  return `${fixed(shifted(error, -exponent), exponent - place.last)}e${exponent}`;
}

function placeOf(value: number, error: number | null): Place | undefined {
  if (error === null || !(error > 0) || !Number.isFinite(error) || !Number.isFinite(value)) return undefined;
  const [mantissa, exponent] = parts(error, 2);
  const first = Number(mantissa.replace(".", ""));
  if (first >= 950) return { last: exponent, units: "10" };
  const kept = first < 355 ? 2 : 1;
  const last = exponent - kept + 1;
  // toExponential rounds the decimal expansion of the double itself; 3.549 stays below 355 by the three digits above.
  const units = fixed(shifted(error, -last), 0);
  return { last, units };
}

/** Exponent to write with, when plain digits would be long or would show zeros that mean nothing. */
function scientific(value: number, { last, units }: Place): number | undefined {
  const top = Math.max(value === 0 ? Number.NEGATIVE_INFINITY : exponentOf(value), last + units.length - 1);
  return last > 0 || top < -4 ? top : undefined;
}

/** The error's digits: with a decimal point where the value has digits before it that the error reaches, without leading zeros. */
function inParentheses({ last, units }: Place, shift: number): string {
  const decimals = shift - last;
  if (decimals <= 0 || units.length <= decimals) return units;
  return `${units.slice(0, units.length - decimals)}.${units.slice(units.length - decimals)}`;
}

/** toFixed without the minus of a rounded zero. */
function fixed(value: number, decimals: number): string {
  const text = value.toFixed(Math.min(100, Math.max(0, decimals)));
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}

/** value · 10^power, by its decimal digits, so that no rounding comes between. */
function shifted(value: number, power: number): number {
  const [mantissa, exponent] = parts(value);
  return Number(`${mantissa}e${exponent + power}`);
}

function exponentOf(value: number): number {
  return parts(value)[1];
}

function parts(value: number, digits?: number): [string, number] {
  const [mantissa, exponent] = value.toExponential(digits).split("e");
  return [mantissa!, Number(exponent)];
}
