// The collector: Cheney's two-space copying scan over chunk lists (Cheney 1970); large objects are marked in place.
// Invariant: it runs only between native runs, when every live word is on the stack, in a root range or in a root register.
// The scan walks plain words and knows no layouts: a header of a raw kind says how many words to skip.
import {
  KIND_PROCEDURE, RAW_KINDS, R_ARGS_TAIL, R_DYNAMIC, R_HP, R_PENDING, R_PENDING_SP, R_SITE, TAG_ACTIVE, TAG_FORWARD, TAG_HEADER, TAG_PAIR,
  TAG_PROCEDURE, addressOf, fixnumValue, kindOfHeader, pointer, sizeOfHeader, tagOf,
} from "./layout";
import {
  CHUNK_HEADER, LARGE, allocate, chunkLink, chunkMark, chunkNext, chunkTop, clearRequest, currentChunkOf, firstChunkOf,
  freeChunks, largeChunksOf, setBudget, setChunkLink, setChunkMark, setChunkNext, setLargeChunks, startSpace,
} from "./heap";
import { HEAP, pagesUsed, reservePages } from "./pages";
import { currentSegment, framesBelow, segmentBelow, topOfSegment } from "./driver";
import { ERROR_WORDS, LEAF_WORDS, errorWords, leafWords } from "./errors";
import { ARGUMENTS, bufferAddress, bufferLength } from "./buffers";
import { reclaimTape, survivor } from "./tape";

// ---- root ranges: [address, words] ------------------------------------------------------------------------------------
const MAX_RANGES: i32 = 32;
const ranges = memory.data(256);
let rangeCount: i32 = 0;
let dynamicStart: usize = 0; // objects below are static and never move
let largePending: usize = 0; // marked large objects that wait for their scan
let collections: i32 = 0;

/** Registers `count` words at `address` as roots, for good. */
export function addRootRange(address: usize, count: u32): void {
  if (rangeCount >= MAX_RANGES) unreachable();
  store<u32>(ranges + <usize>rangeCount * 8, <u32>address);
  store<u32>(ranges + <usize>rangeCount * 8, count, 4);
  rangeCount++;
}
export function setDynamicStart(address: usize): void { dynamicStart = address; }
export function collectionCount(): i32 { return collections; }

/** Collects; false when what lives plus `extraPages` exceeds the heap's limit, or memory cannot hold the copy. */
export function collect(extraPages: u32): bool {
  if (!reservePages(pagesUsed(HEAP) + 16)) return false;
  collections++;
  const oldSpace = firstChunkOf();
  const oldLarge = largeChunksOf();
  largePending = 0;
  startSpace();
  let scanChunk = currentChunkOf();
  let scan = scanChunk + CHUNK_HEADER;

  forwardRoots();
  while (true) {
    // Small objects, in the order of their allocation …
    const top = scanChunk == currentChunkOf() ? <usize>load<u32>(R_HP) : chunkTop(scanChunk);
    if (scan < top) {
      scan = scanWords(scan, top);
      continue;
    }
    if (scanChunk != currentChunkOf()) {
      scanChunk = chunkNext(scanChunk);
      scan = scanChunk + CHUNK_HEADER;
      continue;
    }
    // … then a large one, which may bring more.
    if (largePending == 0) break;
    const chunk = largePending;
    largePending = chunkLink(chunk);
    scanWords(chunk + CHUNK_HEADER, chunkTop(chunk));
  }
  sweepLarge(oldLarge);
  freeChunks(oldSpace);
  reclaimTape();
  clearRequest(); // copying may have spent the budget
  return setBudget(extraPages);
}

function forwardRoots(): void {
  for (let i = 0; i < rangeCount; i++) {
    const at = <usize>load<u32>(ranges + <usize>i * 8);
    scanRoots(at, at + (<usize>load<u32>(ranges + <usize>i * 8, 4) << 3));
  }
  scanRoots(R_PENDING, R_PENDING + 8);
  scanRoots(R_SITE, R_SITE + 8);
  scanRoots(R_ARGS_TAIL, R_ARGS_TAIL + 8);
  scanRoots(R_DYNAMIC, R_DYNAMIC + 8);
  scanRoots(bufferAddress(ARGUMENTS), bufferAddress(ARGUMENTS) + bufferLength(ARGUMENTS));
  scanRoots(errorWords, errorWords + <usize>ERROR_WORDS * 8);
  scanRoots(leafWords, leafWords + <usize>LEAF_WORDS * 8);
  let segment = currentSegment();
  let sp = <usize>load<u32>(R_PENDING_SP);
  while (segment != 0) {
    scanRoots(sp, topOfSegment(segment));
    const below = segmentBelow(segment);
    if (below != 0) sp = framesBelow(segment);
    segment = below;
  }
}

function scanRoots(from: usize, to: usize): void {
  for (let at = from; at < to; at += 8) {
    const word = load<i64>(at);
    const tag = tagOf(word);
    if (tag - TAG_PAIR <= TAG_PROCEDURE - TAG_PAIR) store<i64>(at, forward(word));
    else if (tag == TAG_ACTIVE) store<i64>(at, survivor(word));
  }
}

/** Scans the words from `at` to `top`; answers the place after the last, which skipping raw data may put at `top` exactly. */
function scanWords(at: usize, top: usize): usize {
  while (at < top) {
    const word = load<i64>(at);
    const tag = tagOf(word);
    if (tag - TAG_PAIR <= TAG_PROCEDURE - TAG_PAIR) store<i64>(at, forward(word));
    else if (tag == TAG_HEADER) {
      if (kindOfHeader(word) >= RAW_KINDS) at += sizeOfHeader(word) << 3;
    } else if (tag == TAG_ACTIVE) store<i64>(at, survivor(word));
    at += 8;
  }
  return at;
}

/** The word that stands for `word` (a pair, object or procedure) after the collection. */
export function forward(word: i64): i64 {
  const at = addressOf(word);
  if (at < dynamicStart) return word;
  const first = load<i64>(at);
  const firstTag = tagOf(first);
  if (firstTag == TAG_FORWARD) return pointer(tagOf(word), addressOf(first));
  let bytes: usize;
  if (tagOf(word) == TAG_PAIR) bytes = 16;
  else {
    bytes = objectBytes(first, at);
    if (bytes >= LARGE) {
      const chunk = at - CHUNK_HEADER;
      if (chunkMark(chunk) == 0) {
        setChunkMark(chunk, 1);
        setChunkLink(chunk, largePending);
        largePending = chunk;
      }
      return word;
    }
  }
  const to = allocate(bytes);
  // Word by word: memory.copy costs more than it saves on objects this small.
  for (let i: usize = 0; i < bytes; i += 8) store<i64>(to + i, load<i64>(at + i));
  store<i64>(at, pointer(TAG_FORWARD, to));
  return pointer(tagOf(word), to);
}

function objectBytes(head: i64, at: usize): usize {
  if (kindOfHeader(head) == KIND_PROCEDURE) {
    const captures = <usize>(<u64>head >> 32) & 0xff;
    return (captures == 255 ? <usize>fixnumValue(load<i64>(at, 8)) + 1 : captures + 1) << 3;
  }
  return (sizeOfHeader(head) + 1) << 3;
}

function sweepLarge(old: usize): void {
  let kept: usize = 0;
  let dead: usize = 0;
  let chunk = old;
  while (chunk != 0) {
    const next = chunkNext(chunk);
    if (chunkMark(chunk) != 0) {
      setChunkMark(chunk, 0);
      setChunkNext(chunk, kept);
      kept = chunk;
    } else {
      setChunkNext(chunk, dead);
      dead = chunk;
    }
    chunk = next;
  }
  setLargeChunks(kept);
  freeChunks(dead);
}
