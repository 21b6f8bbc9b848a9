// Reading the compact parts of static data: numbers in LEB128, as compiler/emit/data.ts writes them.
// Invariant: one reader at a time; nothing here allocates.

let at: usize = 0;

export function seek(address: usize): void { at = address; }
/** Address of what is read next. */
export function here(): usize { return at; }
/** Passes over `bytes` bytes and answers where they begin. */
export function take(bytes: usize): usize {
  at += bytes;
  return at - bytes;
}
export function readByte(): u32 { return load<u8>(take(1)); }
export function readUnsigned(): u32 {
  let value: u32 = 0;
  let shift: u32 = 0;
  while (true) {
    const byte = readByte();
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
    shift += 7;
  }
}
export function readSigned(): i64 {
  let value: i64 = 0;
  let shift: i64 = 0;
  while (true) {
    const byte = <i64>readByte();
    value |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte < 0x80) return shift < 64 && (byte & 0x40) != 0 ? value | (<i64>-1 << shift) : value;
  }
}
