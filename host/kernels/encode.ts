// Bytes of a WebAssembly module, as far as kernels need them: types, imports, one function. No library, because the road of the
// artifact loads none.

/** Instructions by their bytes, behind the prefix for vectors. */
export const VECTOR = {
  load: 0x00,
  splatFrom: 0x0a,
  store: 0x0b,
  constant: 0x0c,
  splat: 0x14,
  extract: 0x21,
  replace: 0x22,
  eq: 0x47,
  ne: 0x48,
  lt: 0x49,
  gt: 0x4a,
  le: 0x4b,
  ge: 0x4c,
  not: 0x4d,
  and: 0x4e,
  or: 0x50,
  select: 0x52,
  anyTrue: 0x53,
  ceiling: 0x74,
  floor: 0x75,
  truncate: 0x7a,
  round: 0x94,
  allTrue: 0xc3,
  same: 0xd6,
  abs: 0xec,
  negate: 0xed,
  sqrt: 0xef,
  add: 0xf0,
  subtract: 0xf1,
  multiply: 0xf2,
  divide: 0xf3,
  min: 0xf4,
  max: 0xf5,
} as const;

export const TYPE = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;

export class Bytes {
  private data = new Uint8Array(1024);
  private view = new DataView(this.data.buffer);
  length = 0;

  byte(...values: readonly number[]): this {
    this.room(values.length);
    for (const value of values) this.data[this.length++] = value;
    return this;
  }
  /** Unsigned LEB128. */
  u32(value: number): this {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }
  /** Signed LEB128. */
  i32(value: number): this {
    let rest = value | 0;
    while (rest < -64 || rest > 63) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    return this.byte(rest & 0x7f);
  }
  f64(value: number): this {
    this.room(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
    return this;
  }
  name(text: string): this {
    const bytes = new TextEncoder().encode(text);
    return this.u32(bytes.length).byte(...bytes);
  }
  append(other: Bytes): this {
    this.room(other.length);
    this.data.set(other.finished(), this.length);
    this.length += other.length;
    return this;
  }
  /** A section, or a function's body: its length goes first. */
  sized(content: Bytes): this {
    return this.u32(content.length).append(content);
  }

  get(local: number): this {
    return this.byte(0x20).u32(local);
  }
  set(local: number): this {
    return this.byte(0x21).u32(local);
  }
  tee(local: number): this {
    return this.byte(0x22).u32(local);
  }
  integer(value: number): this {
    return this.byte(0x41).i32(value);
  }
  vector(instruction: number): this {
    return this.byte(0xfd).u32(instruction);
  }
  /** A load or store; `alignment` as a power of two. */
  memory(instruction: number, alignment: number, offset = 0): this {
    return this.vector(instruction).u32(alignment).u32(offset);
  }

  finished(): Uint8Array<ArrayBuffer> {
    return this.data.subarray(0, this.length);
  }

  private room(more: number): void {
    if (this.length + more <= this.data.length) return;
    const larger = new Uint8Array(Math.max(this.data.length * 2, this.length + more));
    larger.set(this.data);
    this.data = larger;
    this.view = new DataView(larger.buffer);
  }
}

export interface FunctionImport {
  readonly name: string;
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

/** A module that imports the memory and functions of module "r" and exports one function, "run". */
export function moduleOf(
  imports: readonly FunctionImport[],
  signature: Omit<FunctionImport, "name">,
  body: Bytes,
): Uint8Array<ArrayBuffer> {
  const types = new Bytes().u32(imports.length + 1);
  for (const { parameters, results } of [...imports, signature])
    types
      .byte(0x60)
      .u32(parameters.length)
      .byte(...parameters)
      .u32(results.length)
      .byte(...results);
  const imported = new Bytes().u32(imports.length + 1);
  imported.name("r").name("memory").byte(0x02, 0x00).u32(0);
  imports.forEach(({ name }, type) => {
    imported.name("r").name(name).byte(0x00).u32(type);
  });
  const exported = new Bytes().u32(1).name("run").byte(0x00).u32(imports.length);
  return new Bytes()
    .byte(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00)
    .byte(1)
    .sized(types)
    .byte(2)
    .sized(imported)
    .byte(3)
    .sized(new Bytes().u32(1).u32(imports.length))
    .byte(7)
    .sized(exported)
    .byte(10)
    .sized(new Bytes().u32(1).sized(body))
    .finished();
}
