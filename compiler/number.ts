// Numbers as text, on the compiler's side: the syntax of R7RS 7.1.1 restricted to exact integers and flonums.
// Invariant: reads and writes exactly as runtime-as/decimal does (tests compare them): correctly rounded, shortest round trip.

const I64_MIN = -(1n << 63n);
const I64_MAX = (1n << 63n) - 1n;

/** The number that a token spells, or undefined when it spells none. */
export function parseNumber(text: string, defaultRadix = 10): bigint | number | undefined {
  let rest = text;
  let radix = defaultRadix;
  let exactness: "e" | "i" | undefined;
  let sawRadix = false;
  for (let match = /^#([xXbBoOdDeEiI])/.exec(rest); match; match = /^#([xXbBoOdDeEiI])/.exec(rest)) {
    const letter = (match[1] as string).toLowerCase();
    if (letter === "e" || letter === "i") {
      if (exactness) return undefined;
      exactness = letter;
    } else {
      if (sawRadix) return undefined;
      sawRadix = true;
      radix = { x: 16, b: 2, o: 8, d: 10 }[letter] as number;
    }
    rest = rest.slice(2);
  }
  const value = parseReal(rest, radix);
  if (value === undefined || exactness === undefined) return value;
  if (exactness === "i") return Number(value);
  return typeof value === "bigint" ? value : exactOf(rest, radix);
}

function parseReal(text: string, radix: number): bigint | number | undefined {
  const special = /^([+-])(inf|nan)\.0$/i.exec(text);
  if (special) {
    if (special[2]?.toLowerCase() === "nan") return Number.NaN;
    return special[1] === "+" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }
  const integer = parseInteger(text, radix);
  if (integer !== undefined) return integer >= I64_MIN && integer <= I64_MAX ? integer : bigToNumber(integer);
  const slash = text.indexOf("/");
  if (slash > 0) return parseRatio(text.slice(0, slash), text.slice(slash + 1), radix);
  if (radix === 10 && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  return undefined;
}

function parseRatio(above: string, below: string, radix: number): bigint | number | undefined {
  const n = parseInteger(above, radix);
  const d = /^[+-]/.test(below) ? undefined : parseInteger(below, radix);
  if (n === undefined || d === undefined || d === 0n) return undefined;
  if (n % d === 0n) {
    const quotient = n / d;
    return quotient >= I64_MIN && quotient <= I64_MAX ? quotient : bigToNumber(quotient);
  }
  return bigToNumber(n) / bigToNumber(d);
}

function parseInteger(text: string, radix: number): bigint | undefined {
  const match = /^([+-]?)([0-9a-z]+)$/i.exec(text);
  if (!match) return undefined;
  let value = 0n;
  if (radix === 10) {
    if (!/^\d+$/.test(match[2] as string)) return undefined;
    value = BigInt(match[2] as string);
  } else
    for (const c of (match[2] as string).toLowerCase()) {
      const digit = Number.parseInt(c, 36);
      if (digit >= radix) return undefined;
      value = value * BigInt(radix) + BigInt(digit);
    }
  return match[1] === "-" ? -value : value;
}

/** Nearest double; Number(bigint) rounds to nearest even. */
function bigToNumber(value: bigint): number {
  return Number(value);
}

/** `#e` applied to a decimal: exact when its value is an integer within i64. */
function exactOf(text: string, radix: number): bigint | undefined {
  const match = radix === 10 ? /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) : null;
  if (!match) return undefined;
  let digits = `${match[2]}${match[3]}`;
  let exponent = Number(match[4] ?? 0) - (match[3] as string).length;
  while (exponent < 0 && digits.endsWith("0")) {
    digits = digits.slice(0, -1);
    exponent++;
  }
  if (/^0*$/.test(digits)) return 0n;
  if (exponent < 0 || exponent > 40) return undefined;
  const value = BigInt(digits) * 10n ** BigInt(exponent) * (match[1] === "-" ? -1n : 1n);
  return value >= I64_MIN && value <= I64_MAX ? value : undefined;
}

/** External form of a flonum. */
export function formatFlonum(x: number): string {
  if (Number.isNaN(x)) return "+nan.0";
  if (x === Number.POSITIVE_INFINITY) return "+inf.0";
  if (x === Number.NEGATIVE_INFINITY) return "-inf.0";
  if (Object.is(x, -0)) return "-0.0";
  const text = String(x).replace("e+", "e");
  return /[.e]/.test(text) ? text : `${text}.0`;
}

export function formatNumber(value: bigint | number): string {
  return typeof value === "bigint" ? value.toString() : formatFlonum(value);
}
