// The names of the compiler's stages whose text can be asked for, apart from the compiler itself, which is slow to load.

export const PASSES = ["read", "core", "direct", "flow", "wasm"] as const;
export type Pass = (typeof PASSES)[number];
