// A pass over the binary of a module made for size: 64-bit constants that are long to write become shorter instructions. Where speed
// counts, a shift of a short constant, which engines compute when they compile; elsewhere, an immutable global for each constant that
// is used often. It works on bytes because binaryen's passes put the values of such globals back.
// Invariant: apart from these instructions and the added globals, the module stays as it is.

const SECTION_CUSTOM = 0;
const SECTION_GLOBAL = 6;
const SECTION_CODE = 10;
const I64 = 0x7e;
const I64_CONST = 0x42;
const GLOBAL_GET = 0x23;
const I64_SHL = 0x86;
const END = 0x0b;
/** What a global takes beside the instruction that makes its value: type, mutability, end. */
const GLOBAL_COST = 3;

/** Reads a module's bytes. */
class Reader {
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
  ) {}
  u8(): number {
    return this.bytes[this.at++] as number;
  }
  /** Skips a number in LEB128. */
  skipLeb(): void {
    while (this.u8() >= 0x80);
  }
  u32(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.u8();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  i64(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.u8();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, byte < 0x40 ? value : value - (1n << (shift + 7n)));
    }
  }
}

/** A growing run of bytes. */
class Writer {
  private bytes = new Uint8Array(16);
  length = 0;
  put(data: ArrayLike<number>): this {
    if (this.length + data.length > this.bytes.length) {
      const larger = new Uint8Array((this.length + data.length) * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes.set(data, this.length);
    this.length += data.length;
    return this;
  }
  u32(value: number): this {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.put([(rest % 0x80) + 0x80]);
    return this.put([rest]);
  }
  i64Const(value: bigint): this {
    this.put([I64_CONST]);
    let rest = value;
    for (; rest < -64n || rest > 63n; rest >>= 7n) this.put([Number(rest & 0x7fn) + 0x80]);
    return this.put([Number(rest & 0x7fn)]);
  }
  finish(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

interface Section {
  readonly id: number;
  /** Of a custom section. */
  readonly name: string | undefined;
  readonly start: number;
  readonly end: number;
}

function sectionsOf(bytes: Uint8Array): Section[] {
  const reader = new Reader(bytes, 8);
  const sections: Section[] = [];
  while (reader.at < bytes.length) {
    const id = reader.u8();
    const size = reader.u32();
    const start = reader.at;
    const length = id === SECTION_CUSTOM ? reader.u32() : 0;
    const name = new TextDecoder().decode(bytes.subarray(reader.at, reader.at + length));
    sections.push({ id, name: id === SECTION_CUSTOM ? name : undefined, start, end: start + size });
    reader.at = start + size;
  }
  return sections;
}

// ---- instructions -------------------------------------------------------------------------------------------------------
/** Skips the operands of an instruction; the numbers are those of the WebAssembly 2.0 binary format with tail calls. */
function skipImmediates(reader: Reader, opcode: number): void {
  const lebs = (count: number): void => {
    for (let i = 0; i < count; i++) reader.skipLeb();
  };
  if (opcode === 0x0e) return lebs(reader.u32() + 1); // br_table
  if (opcode === 0x1c) return lebs(reader.u32()); // select with types
  if (opcode >= 0x28 && opcode <= 0x3e) return lebs(2); // loads and stores
  if (opcode === 0x11 || opcode === 0x13) return lebs(2); // indirect calls
  if (opcode === 0x43) reader.at += 4;
  else if (opcode === 0x44) reader.at += 8;
  else if (opcode === 0xfc) skipMiscellaneous(reader, lebs);
  else if (opcode === 0xfd) skipVector(reader, lebs);
  else if (ONE_NUMBER.has(opcode)) lebs(1);
}

/** block, loop, if, br, br_if, call, return_call, local and global access, table access, memory.size, memory.grow, constants, references. */
const ONE_NUMBER = new Set([
  0x02, 0x03, 0x04, 0x0c, 0x0d, 0x10, 0x12, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0x41, 0x42,
  0xd0, 0xd2,
]); // prettier-ignore

function skipMiscellaneous(reader: Reader, lebs: (count: number) => void): void {
  const opcode = reader.u32();
  if (opcode < 8) return; // conversions
  lebs(opcode === 8 || opcode === 10 || opcode === 12 || opcode === 14 ? 2 : 1);
}

function skipVector(reader: Reader, lebs: (count: number) => void): void {
  const opcode = reader.u32();
  if (opcode <= 11 || opcode === 92 || opcode === 93) lebs(2);
  else if (opcode === 12 || opcode === 13) reader.at += 16;
  else if (opcode >= 21 && opcode <= 34) reader.at += 1;
  else if (opcode >= 84 && opcode <= 91) {
    lebs(2);
    reader.at += 1;
  }
}

// ---- the pass -------------------------------------------------------------------------------------------------------------
interface Body {
  readonly start: number;
  readonly end: number;
  readonly cold: boolean;
  /** Its 64-bit constants, with their bytes in LEB128. */
  readonly constants: readonly { readonly start: number; readonly end: number; readonly value: bigint }[];
}

function readBody(reader: Reader, end: number, cold: boolean): Body {
  const start = reader.at;
  const constants: { start: number; end: number; value: bigint }[] = [];
  for (let groups = reader.u32(); groups > 0; groups--) {
    reader.skipLeb();
    reader.u8();
  }
  while (reader.at < end) {
    const at = reader.at;
    const opcode = reader.u8();
    if (opcode === I64_CONST) constants.push({ start: at, value: reader.i64(), end: reader.at });
    else skipImmediates(reader, opcode);
  }
  return { start, end, cold, constants };
}

/** `isCold` tells by a function's name whether it may read globals where it had constants. */
export function shortenBinary(
  bytes: Uint8Array,
  isCold: (name: string) => boolean,
  keepNames: boolean,
): Uint8Array {
  const sections = sectionsOf(bytes);
  const code = sections.find((s) => s.id === SECTION_CODE);
  const globals = sections.find((s) => s.id === SECTION_GLOBAL);
  const names = sections.find((s) => s.name === "name");
  if (!code || !globals || !names) throw new Error("the module lacks code, globals or names");
  const nameOf = functionNames(bytes, names);
  const reader = new Reader(bytes, code.start);
  const bodies: Body[] = [];
  const count = reader.u32();
  for (let i = 0; i < count; i++) {
    const size = reader.u32();
    bodies.push(readBody(reader, reader.at + size, isCold(nameOf.get(i) ?? "")));
  }
  const head = new Reader(bytes, globals.start);
  const existing = head.u32();
  const shared = chooseShared(bodies, existing);

  const newCode = new Writer().u32(bodies.length);
  for (const body of bodies) {
    const rewritten = rewrite(bytes, body, shared);
    newCode.u32(rewritten.length).put(rewritten);
  }
  const newGlobals = new Writer().u32(existing + shared.size).put(bytes.subarray(head.at, globals.end));
  for (const value of shared.keys()) newGlobals.put([I64, 0]).i64Const(value).put([END]);

  const result = new Writer().put(bytes.subarray(0, 8));
  for (const section of sections) {
    if (section === names && !keepNames) continue;
    const contents =
      section === code
        ? newCode.finish()
        : section === globals
          ? newGlobals.finish()
          : bytes.subarray(section.start, section.end);
    result.put([section.id]).u32(contents.length).put(contents);
  }
  return result.finish();
}

/** Names of the functions by index; the module imports none. */
function functionNames(bytes: Uint8Array, section: Section): Map<number, string> {
  const reader = new Reader(bytes, section.start);
  const length = reader.u32();
  reader.at += length;
  const names = new Map<number, string>();
  while (reader.at < section.end) {
    const kind = reader.u8();
    const end = reader.u32() + reader.at;
    if (kind === 1)
      for (let count = reader.u32(); count > 0; count--) {
        const index = reader.u32();
        const length = reader.u32();
        names.set(index, new TextDecoder().decode(bytes.subarray(reader.at, reader.at + length)));
        reader.at += length;
      }
    reader.at = end;
  }
  return names;
}

/** The constants to share, those that save most first, with the indices of their globals. */
function chooseShared(bodies: readonly Body[], existing: number): Map<bigint, number> {
  const uses = new Map<bigint, number>();
  for (const { cold, constants } of bodies)
    if (cold) for (const { value } of constants) uses.set(value, (uses.get(value) ?? 0) + 1);
  const saving = (value: bigint, count: number, index: number): number => {
    const length = shortest(value).length;
    return count * (length - new Writer().put([GLOBAL_GET]).u32(index).length) - (length + GLOBAL_COST);
  };
  const ordered = [...uses].sort(
    (a, b) => saving(...b, existing) - saving(...a, existing) || (a[0] < b[0] ? -1 : 1),
  );
  const shared = new Map<bigint, number>();
  for (const [value, count] of ordered) {
    const index = existing + shared.size;
    if (saving(value, count, index) > 0) shared.set(value, index);
  }
  return shared;
}

/** Instructions that make a constant: the constant, or a shift of a shorter one, which costs nothing once it is compiled. */
function shortest(value: bigint): Uint8Array {
  const plain = new Writer().i64Const(value).finish();
  if (value === 0n) return plain;
  let zeros = 0n;
  while (((value >> zeros) & 1n) === 0n) zeros++;
  const shifted = new Writer()
    .i64Const(value >> zeros)
    .i64Const(zeros)
    .put([I64_SHL])
    .finish();
  return shifted.length < plain.length ? shifted : plain;
}

function rewrite(bytes: Uint8Array, body: Body, shared: ReadonlyMap<bigint, number>): Uint8Array {
  const out = new Writer();
  let at = body.start;
  for (const { start, end, value } of body.constants) {
    out.put(bytes.subarray(at, start));
    const index = body.cold ? shared.get(value) : undefined;
    if (index === undefined) out.put(shortest(value));
    else out.put([GLOBAL_GET]).u32(index);
    at = end;
  }
  return out.put(bytes.subarray(at, body.end)).finish();
}
