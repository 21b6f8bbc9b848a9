// The outline of a WebAssembly binary: sections with their sizes, and the memory's limits (core specification, chapter 5).
// The JavaScript API tells exports and imports, but neither of these.

export interface Section {
  readonly name: string;
  /** Bytes of its contents. */
  readonly bytes: number;
}
export interface Outline {
  readonly sections: readonly Section[];
  /** Pages of 64 KiB; undefined when the module has no memory of its own. */
  readonly memory: { readonly initial: number; readonly maximum: number | null } | undefined;
}

const NAMES = [
  "custom",
  "type",
  "import",
  "function",
  "table",
  "memory",
  "global",
  "export",
  "start",
  "element",
  "code",
  "data",
  "data count",
  "tag",
] as const; // prettier-ignore
const CUSTOM = 0;
const MEMORY = 5;

/** Reads a binary that the engine has found valid. */
export function outline(bytes: Uint8Array): Outline {
  const sections: Section[] = [];
  let memory: Outline["memory"];
  const reader = new Reader(bytes, 8);
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const size = reader.unsigned();
    const end = reader.at + size;
    sections.push({
      name: id === CUSTOM ? `custom "${reader.name()}"` : (NAMES[id] ?? `section ${id}`),
      bytes: size,
    });
    if (id === MEMORY && reader.unsigned() > 0) {
      const bounded = (reader.byte() & 1) === 1;
      memory = { initial: reader.unsigned(), maximum: bounded ? reader.unsigned() : null };
    }
    reader.at = end;
  }
  return { sections, memory };
}

class Reader {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {}
  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }
  /** LEB128. */
  unsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  name(): string {
    const length = this.unsigned();
    return new TextDecoder().decode(this.bytes.subarray(this.at, this.at + length));
  }
}
