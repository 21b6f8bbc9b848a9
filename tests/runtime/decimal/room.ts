// Access to the compiled room: tokens go in and texts come out through its memory.
// Invariant: whatever lies next to a token or a text is set up so that reading or writing beyond it shows.
import { compileAssemblyScript } from "../../support/assemblyscript.js";

interface Decimal {
  memory: WebAssembly.Memory;
  formatFlonum(x: number, out: number): number;
  formatInteger(n: bigint, radix: number, out: number): number;
  formatFlonumRadix(x: number, radix: number, out: number, capacity: number): number;
  parseDecimal(ptr: number, length: number): number;
  parseNumber(ptr: number, length: number, radix: number): number;
  parsedInteger(): bigint;
  parsedFlonum(): number;
}

/** An exact integer, a flonum, or not a number. */
export type Read = bigint | number | null;

let room: Decimal;
let bytes: Buffer;
let base: number;

export async function openRoom(): Promise<void> {
  room = (await compileAssemblyScript("runtime-as/decimal/index.ts")) as unknown as Decimal;
  base = room.memory.grow(2) * 65536;
  bytes = Buffer.from(room.memory.buffer);
}

/** Puts a token into memory between digits, which would change its value if they were read. */
function put(token: string): number {
  bytes.write(`9${token}7`, base, "latin1");
  return token.length;
}

export const parseDecimal = (token: string) => room.parseDecimal(base + 1, put(token));

/** `length` may differ from the token's, to show that it is what counts. */
export function parseNumber(token: string, radix = 10, length = put(token)): Read {
  put(token);
  const kind = room.parseNumber(base + 1, length, radix);
  if (kind === 0) return null;
  if (kind === 1) return room.parsedInteger();
  if (kind === 2) return room.parsedFlonum();
  throw new Error(`parseNumber returned ${kind}`);
}

const FENCE = 0xaa;

/** Runs a formatter on `capacity` bytes, or null when it refuses; a refusal must leave them alone. */
function formatted(capacity: number, write: (out: number) => number): string | null {
  const out = base + 8;
  bytes.fill(FENCE, base, out + capacity + 8);
  const length = write(out);
  const end = length < 0 ? out : out + capacity;
  for (let at = base; at < end + 8; at++)
    if ((at < out || at >= end) && bytes[at] !== FENCE)
      throw new Error(`wrote at ${at - out} of ${capacity}`);
  if (length > capacity) throw new Error(`length ${length} of ${capacity}`);
  return length < 0 ? null : bytes.toString("latin1", out, out + length);
}

export const formatFlonum = (x: number) => formatted(32, (out) => room.formatFlonum(x, out));

export const formatInteger = (n: bigint, radix: number) =>
  formatted(72, (out) => room.formatInteger(n, radix, out));

export const formatFlonumRadix = (x: number, radix: number, capacity = 1200) =>
  formatted(capacity, (out) => room.formatFlonumRadix(x, radix, out, capacity));
