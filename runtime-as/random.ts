// Random numbers: xoshiro256** (Blackman & Vigna 2018), its state filled by SplitMix64 (Steele, Lea & Flood 2014).
// A generator is a record of type 6 around a bytevector of the four words of the state.
// Invariant: the module's own arithmetic and functions only: the same numbers everywhere.
import { DEFAULT, KIND_BYTES, KIND_RECORD, addressOf, flonum, isFlonum, isKind } from "./layout";
import { EXPECT_EXACT_INTEGER, EXPECT_GENERATOR, EXPECT_POSITIVE, failType, failValue } from "./errors";
import { allocateObject, objectWord } from "./heap";
import { integerValue, isExactInteger, makeInteger } from "./integers";
import { valueOf } from "./tape";
import { recordWord } from "./records";
import * as math from "./math/index";
import * as id from "./generated/names";

export const TYPE_GENERATOR: i64 = 0xfffe_0000_0000_0006;
const STATE_BYTES: u64 = 32;

export function isGenerator(word: i64): i32 { return <i32>(isKind(word, KIND_RECORD) && recordWord(word, 0) == TYPE_GENERATOR); }
@inline function stateOf(generator: i64): usize { return addressOf(recordWord(generator, 1)) + 16; }

function newGenerator(): i64 {
  const bytes = allocateObject(KIND_BYTES, 5);
  store<u64>(bytes, STATE_BYTES, 8);
  const record = allocateObject(KIND_RECORD, 2);
  store<i64>(record, TYPE_GENERATOR, 8);
  store<i64>(record, objectWord(bytes), 16);
  return objectWord(record);
}
export function makeGenerator(seed: i64): i64 {
  if (!isExactInteger(seed)) return failType(id.ID_MAKE_RANDOM_GENERATOR, EXPECT_EXACT_INTEGER, seed);
  const generator = newGenerator();
  const state = stateOf(generator);
  let x = <u64>integerValue(seed);
  for (let i: usize = 0; i < 32; i += 8) {
    x += 0x9e3779b97f4a7c15;
    let z = x;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    store<u64>(state + i, z ^ (z >> 31));
  }
  return generator;
}
export function copyGenerator(generator: i64): i64 {
  if (isGenerator(generator) == 0) return failType(id.ID_RANDOM_GENERATOR_COPY, EXPECT_GENERATOR, generator);
  const copy = newGenerator();
  memory.copy(stateOf(copy), stateOf(generator), <usize>STATE_BYTES);
  return copy;
}

function next(state: usize): u64 {
  const s0 = load<u64>(state);
  const s1 = load<u64>(state, 8);
  const result = rotl<u64>(s1 * 5, 7) * 9;
  const s2 = load<u64>(state, 16) ^ s0;
  const s3 = load<u64>(state, 24) ^ s1;
  store<u64>(state, s0 ^ s3);
  store<u64>(state, s1 ^ s2, 8);
  store<u64>(state, s2 ^ (s1 << 17), 16);
  store<u64>(state, rotl<u64>(s3, 45), 24);
  return result;
}
/** Uniform in [0, 1): a multiple of 2^-53. */
function uniform(state: usize): f64 { return <f64>(next(state) >> 11) * (1.0 / 9007199254740992.0); }

/** A number in [0, 1); with n a number below it: exact and uniform for an exact n, a part of n for an inexact one. */
export function random(generator: i64, n: i64): i64 {
  if (isGenerator(generator) == 0) return failType(id.ID_RANDOM, EXPECT_GENERATOR, generator);
  const state = stateOf(generator);
  if (n == DEFAULT) return flonum(uniform(state));
  const w = valueOf(n);
  if (isExactInteger(w)) {
    const bound = <u64>integerValue(w);
    if (<i64>bound <= 0) return failValue(id.ID_RANDOM, EXPECT_POSITIVE, w);
    // The topmost numbers, which would make some remainders likelier than others, are drawn again.
    const limit = u64.MAX_VALUE - ((u64.MAX_VALUE % bound) + 1) % bound;
    let drawn = next(state);
    while (drawn > limit) drawn = next(state);
    return makeInteger(<i64>(drawn % bound));
  }
  if (!isFlonum(w)) return failType(id.ID_RANDOM, EXPECT_POSITIVE, n);
  const x = reinterpret<f64>(w);
  if (!(x > 0 && x < Infinity)) return failValue(id.ID_RANDOM, EXPECT_POSITIVE, w);
  // A product may round up to n itself.
  let drawn = uniform(state) * x;
  while (drawn >= x) drawn = uniform(state) * x;
  return flonum(drawn);
}
/** Normally distributed, mean 0 and variance 1 (Box & Muller 1958); takes two numbers of the sequence. */
export function randomNormal(generator: i64): i64 {
  if (isGenerator(generator) == 0) return failType(id.ID_RANDOM_NORMAL, EXPECT_GENERATOR, generator);
  const state = stateOf(generator);
  const radius = sqrt<f64>(-2.0 * math.log(1.0 - uniform(state)));
  return flonum(radius * math.cos(6.283185307179586 * uniform(state)));
}
