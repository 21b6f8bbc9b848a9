// Work and answers as JSON text, for the queue.
// Invariant: what is read equals what was written, bit for bit: arrays of floats as base64 of their little-endian bytes, and the numbers
// that JSON has no word for as tagged strings. So a result that came through the queue is the one that a thread of this process gives.
const FLOATS = "$floats";
const NUMBER = "$number";
const WORDS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
  "-0": -0,
};

export function toWire(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (each instanceof Float64Array) return { [FLOATS]: base64Of(each) };
    if (typeof each !== "number") return each;
    const word = Object.keys(WORDS).find((name) => Object.is(WORDS[name], each));
    return word === undefined ? each : { [NUMBER]: word };
  });
}

/** @throws SyntaxError when the text is damaged */
export function fromWire(text: string): unknown {
  return JSON.parse(text, (_, each: unknown) => {
    if (typeof each !== "object" || each === null) return each;
    const { [FLOATS]: floats, [NUMBER]: word } = each as Record<string, unknown>;
    if (typeof floats === "string") return floatsOf(floats);
    if (typeof word === "string" && Object.hasOwn(WORDS, word)) return WORDS[word];
    return each;
  });
}

function base64Of(values: Float64Array): string {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => {
    bytes.writeDoubleLE(value, 8 * i);
  });
  return bytes.toString("base64");
}

function floatsOf(text: string): Float64Array {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length % 8 !== 0) throw new SyntaxError(`${bytes.length} bytes are no array of floats`);
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(8 * i));
}
