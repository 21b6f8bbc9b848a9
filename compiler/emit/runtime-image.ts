// The compiled runtime as the compiler sees it: its bytes, where its static data ends, and the types of its functions.

export type ValueType = "i32" | "i64" | "f64" | "none";

export interface RuntimeImage {
  readonly bytes: Uint8Array;
  readonly staticEnd: number;
  /** Functions for hosts (runtime-as/abi.ts); all others are for compiled code. */
  readonly host: readonly string[];
  readonly functions: Readonly<
    Record<string, { readonly params: readonly ValueType[]; readonly result: ValueType }>
  >;
}
