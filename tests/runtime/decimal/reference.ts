// A second reader of the numeric syntax, for comparison: the grammar as regular expressions, the values by
// BigInt. Invariant: it shares neither code nor method with the room, so that both are unlikely to be wrong
// alike.
import type { Read } from "./room.js";

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const RADIXES: Record<string, number> = { x: 16, b: 2, o: 8, d: 10 };

export function referenceNumber(token: string, radix: number): Read {
  const prefix = /^(?:#([xbod]))?(?:#([ei]))?(?:#([xbod]))?/i.exec(token)!;
  if (prefix[1] && prefix[3]) return null;
  const letter = (prefix[1] ?? prefix[3])?.toLowerCase();
  const [, sign, rest] = /^([+-]?)(.*)$/s.exec(token.slice(prefix[0].length).toLowerCase())!;
  const real = { sign: sign!, rest: rest!, exactness: prefix[2]?.toLowerCase() };
  return special(real) ?? readReal(real, letter ? RADIXES[letter]! : radix);
}

interface Real {
  sign: string;
  rest: string;
  exactness: string | undefined;
}

function special({ sign, rest, exactness }: Real): Read {
  if (!sign || exactness === "e") return null;
  if (rest === "nan.0") return NaN;
  return rest === "inf.0" ? (sign === "-" ? -Infinity : Infinity) : null;
}

function readReal({ sign, rest, exactness }: Real, radix: number): Read {
  const unit = sign === "-" ? -1 : 1;
  // `whole` is the magnitude if it is an integer, and `inexact` its flonum unless it is one that fits i64.
  const settle = (whole: bigint | null, inexact: number): Read => {
    const n = whole === null ? null : whole * BigInt(unit);
    const fits = n !== null && BigInt.asIntN(64, n) === n;
    if (fits && exactness !== "i") return n;
    return exactness === "e" ? null : unit * (fits ? Number(whole) : inexact);
  };

  const digit = `[${DIGITS.slice(0, radix)}]`;
  const ratio = new RegExp(`^(${digit}+)(?:/(${digit}+))?$`).exec(rest);
  if (ratio) {
    const n = fromRadix(ratio[1]!, radix);
    const d = fromRadix(ratio[2] ?? "1", radix);
    return d === 0n ? null : settle(n % d === 0n ? n / d : null, Number(n) / Number(d));
  }

  const decimal = /^(?=\.?[0-9])([0-9]*)\.?([0-9]*)(?:e([+-]?[0-9]+))?$/.exec(rest);
  if (radix !== 10 || !decimal) return null;
  if (exactness !== "e") return settle(null, Number(rest));
  const digits = BigInt(decimal[1]! + decimal[2]!);
  const power = Number(decimal[3] ?? 0) - decimal[2]!.length;
  const scale = 10n ** BigInt(Math.min(Math.abs(power), 2000));
  return settle(power >= 0 ? digits * scale : digits % scale === 0n ? digits / scale : null, NaN);
}

function fromRadix(digits: string, radix: number): bigint {
  let value = 0n;
  for (const digit of digits) value = value * BigInt(radix) + BigInt(DIGITS.indexOf(digit));
  return value;
}
