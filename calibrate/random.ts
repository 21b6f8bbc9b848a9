// A small seeded generator for drawn starts: xoshiro128** 1.1 (Blackman & Vigna 2018), seeded through splitmix32.
// Invariant: integer arithmetic only, so that a seed draws the same numbers on every engine.

export interface Random {
  /** Uniform in the open interval (0, 1), 52 bits. */
  uniform(): number;
}

/** A generator whose sequence depends on the seed alone. @param seed any integer; its low 32 bits count. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const splitmix = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let d = splitmix();
  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
  return {
    uniform() {
      const high = next() >>> 6; // 26 bits
      const low = next() >>> 6;
      return (high * 2 ** 26 + low + 0.5) / 2 ** 52;
    },
  };
}

function rotate(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}
