// Packed data: gzip is known by its first bytes, whatever the file is called.
// Invariant: data are unpacked whole or not at all: their checksum is right.
import { gunzipSync } from "node:zlib";
import { DataError } from "../errors.js";

/**
 * The data of a file, unpacked when they are gzip.
 * @throws DataError when the name ends in .gz but the data are not gzip, or when they are damaged or cut off.
 */
export function unpacked(bytes: Uint8Array, file: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    if (!/\.gz$/i.test(file)) return bytes;
    const what = bytes.length === 0 ? "the file is empty" : "the file does not begin with the bytes 1f 8b";
    throw new DataError(`is not gzip data although its name ends in .gz: ${what}`, file, 0, 0);
  }
  try {
    return gunzipSync(bytes);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const cutOff = code === "Z_BUF_ERROR" ? "they are cut off" : message;
    throw new DataError(`the gzip data cannot be unpacked: ${cutOff}`, file, 0, 0);
  }
}
