// Allocation. The heap is a list of chunks (page runs); small objects are bumped out of the current chunk, a large object
// has a chunk of its own and never moves.
// Invariant: allocation never collects. When the budget since the last collection is spent it asks for one by taking the
// fuel away (`requestCollection`); the driver collects at the next safe point, where every live word is on the stack.
import { R_FUEL, R_HEAP_LIMIT, R_HP, TAG_OBJECT, TAG_PAIR, header, pointer } from "./layout";
import { HEAP, PAGE, allocatePages, freePages, pageLimit, pagesUsed, reservePages } from "./pages";

// ---- chunk header ---------------------------------------------------------------------------------------------------
export const CHUNK_HEADER: usize = 64;
const CHUNK_PAGES: u32 = 8;
/** Objects of at least this many bytes get a chunk of their own. */
export const LARGE: usize = 64 * 1024;

@inline export function chunkNext(chunk: usize): usize { return load<u32>(chunk); }
@inline export function setChunkNext(chunk: usize, next: usize): void { store<u32>(chunk, <u32>next); }
@inline export function chunkPages(chunk: usize): u32 { return load<u32>(chunk, 4); }
@inline export function chunkTop(chunk: usize): usize { return load<u32>(chunk, 8); }
@inline export function setChunkTop(chunk: usize, top: usize): void { store<u32>(chunk, <u32>top, 8); }
@inline export function chunkMark(chunk: usize): u32 { return load<u32>(chunk, 12); }
@inline export function setChunkMark(chunk: usize, mark: u32): void { store<u32>(chunk, mark, 12); }
/** Link of the collector's list of marked large chunks. */
@inline export function chunkLink(chunk: usize): usize { return load<u32>(chunk, 16); }
@inline export function setChunkLink(chunk: usize, next: usize): void { store<u32>(chunk, <u32>next, 16); }
@inline export function chunkEnd(chunk: usize): usize { return chunk + <usize>chunkPages(chunk) * PAGE; }

// ---- state ----------------------------------------------------------------------------------------------------------
let firstChunk: usize = 0;
let currentChunk: usize = 0;
let largeChunks: usize = 0;
let pagesAtStart: u32 = 0; // heap pages after the last collection
let budget: u32 = 64; // pages that may be added before the next one
let requested: bool = false;
let savedFuel: i32 = 0;
let stress: bool = false;
let retryPages: u32 = 0; // what the primitive that asked for a retry needs

export function initHeap(): void {
  startSpace();
  pagesAtStart = 0;
}

/** Collect at every safe point that follows an allocation; from-space is overwritten. For tests. */
export function setStress(on: bool): void {
  stress = on;
  setLimitRegister();
}
export function isStress(): bool { return stress; }

// ---- collection requests ----------------------------------------------------------------------------------------------
export function requestCollection(): void {
  if (requested) return;
  requested = true;
  savedFuel = load<i32>(R_FUEL);
  store<i32>(R_FUEL, 0);
}
export function collectionRequested(): bool { return requested; }
/** Gives the fuel back; the driver calls it when it is about to collect. */
export function clearRequest(): void {
  if (!requested) return;
  requested = false;
  store<i32>(R_FUEL, savedFuel);
}
/** The host gives fuel; a pending request goes first. */
export function giveFuel(fuel: i32): void {
  if (requested) savedFuel = fuel;
  else store<i32>(R_FUEL, fuel);
}
/** Fuel left, a pending request notwithstanding. */
export function fuelLeft(): i32 { return requested ? savedFuel : load<i32>(R_FUEL); }
export function takeRetryPages(): u32 {
  const pages = retryPages;
  retryPages = 0;
  return pages;
}

// ---- allocation -------------------------------------------------------------------------------------------------------
/** Room for a small object: less than LARGE bytes. */
@inline export function allocate(bytes: usize): usize {
  const at = <usize>load<u32>(R_HP);
  const next = at + bytes;
  if (next > <usize>load<u32>(R_HEAP_LIMIT)) return allocateSlow(bytes);
  store<u32>(R_HP, <u32>next);
  return at;
}

export function allocateSlow(bytes: usize): usize {
  const at = <usize>load<u32>(R_HP);
  if (stress) requestCollection();
  if (at + bytes <= chunkEnd(currentChunk)) {
    store<u32>(R_HP, <u32>(at + bytes));
    setLimitRegister();
    return at;
  }
  addChunk(true);
  const start = <usize>load<u32>(R_HP);
  store<u32>(R_HP, <u32>(start + bytes));
  setLimitRegister();
  if (pagesUsed(HEAP) - pagesAtStart > budget) requestCollection();
  return start;
}

function allocateLarge(bytes: usize): usize {
  const pages = <u32>((bytes + CHUNK_HEADER + PAGE - 1) / PAGE);
  const chunk = allocatePages(HEAP, pages, 1, true);
  if (chunk == 0) unreachable();
  store<u32>(chunk, pages, 4);
  setChunkTop(chunk, chunk + CHUNK_HEADER + bytes);
  setChunkMark(chunk, 0);
  setChunkNext(chunk, largeChunks);
  largeChunks = chunk;
  if (stress || pagesUsed(HEAP) - pagesAtStart > budget) requestCollection();
  return chunk + CHUNK_HEADER;
}

/**
 * Whether an object of `bytes` may be allocated now. False: a collection is requested, and the primitive answers RETRY, so
 * that its caller is entered again after it.
 */
export function hasRoom(bytes: usize): bool {
  if (bytes < LARGE) return true;
  const pages = <u32>((bytes + CHUNK_HEADER + PAGE - 1) / PAGE);
  if (pagesUsed(HEAP) + pages <= pageLimit(HEAP)) return true;
  retryPages = pages;
  requestCollection();
  return false;
}

/**
 * Whether an object of `bytes` may go beyond the limit until the next safe point, where what lives is held against it: for what cannot be
 * entered again, like arithmetic and sweeps. At most as much again as the limit is.
 */
export function hasRoomBeyond(bytes: usize): bool {
  const pages = <u32>((bytes + CHUNK_HEADER + PAGE - 1) / PAGE);
  const limit = pageLimit(HEAP);
  return pages <= limit && pagesUsed(HEAP) + pages <= limit << 1 && reservePages(pages);
}

function addChunk(beyond: bool): void {
  const chunk = allocatePages(HEAP, CHUNK_PAGES, 1, beyond);
  if (chunk == 0) unreachable();
  store<u32>(chunk, CHUNK_PAGES, 4);
  setChunkNext(chunk, 0);
  setChunkMark(chunk, 0);
  if (currentChunk != 0) {
    setChunkTop(currentChunk, <usize>load<u32>(R_HP));
    setChunkNext(currentChunk, chunk);
  } else firstChunk = chunk;
  currentChunk = chunk;
  store<u32>(R_HP, <u32>(chunk + CHUNK_HEADER));
  setLimitRegister();
}

/** End of the chunk that small objects come out of. */
export function chunkEndOfHeap(): usize { return chunkEnd(currentChunk); }
function setLimitRegister(): void {
  store<u32>(R_HEAP_LIMIT, stress ? load<u32>(R_HP) : <u32>chunkEnd(currentChunk));
}

// ---- spaces, for the collector ------------------------------------------------------------------------------------------
/** Begins a fresh space; the old one's chunks are what `firstChunkOf` answered before. */
export function startSpace(): void {
  if (currentChunk != 0) setChunkTop(currentChunk, <usize>load<u32>(R_HP));
  currentChunk = 0;
  addChunk(true);
}
export function firstChunkOf(): usize { return firstChunk; }
export function currentChunkOf(): usize { return currentChunk; }
export function largeChunksOf(): usize { return largeChunks; }
export function setLargeChunks(chunk: usize): void { largeChunks = chunk; }

export function freeChunks(first: usize): void {
  let chunk = first;
  while (chunk != 0) {
    const next = chunkNext(chunk);
    if (stress) memory.fill(chunk + CHUNK_HEADER, 0xfb, <usize>chunkPages(chunk) * PAGE - CHUNK_HEADER);
    freePages(HEAP, chunk, chunkPages(chunk));
    chunk = next;
  }
}

/** Whether a handler of the heap's overflow is using what is kept free. */
let granted: bool = false;
/** Grants the free rest to a handler; false when it is used already. */
export function grantHeap(): bool {
  if (granted) return false;
  granted = true;
  pagesAtStart = pagesUsed(HEAP);
  budget = spare();
  return true;
}

/** The last thirty-second is kept free: with less, the program would do little but collect. */
function spare(): u32 {
  const part = pageLimit(HEAP) / 32;
  return part > CHUNK_PAGES ? part : CHUNK_PAGES;
}

/** After a collection: how much may be allocated before the next. False when what lives exceeds the heap's limit. */
export function setBudget(extraPages: u32): bool {
  const live = pagesUsed(HEAP);
  const limit = pageLimit(HEAP);
  pagesAtStart = live;
  // As much again as lives, 4 MiB at least, but not beyond the limit.
  budget = live > 64 ? live : 64;
  if (live + extraPages + spare() > limit) {
    budget = 0;
    return false;
  }
  granted = false;
  if (live + budget > limit) budget = limit - live;
  return true;
}

// ---- the commonest objects ----------------------------------------------------------------------------------------------
@inline export function cons(a: i64, d: i64): i64 {
  const at = allocate(16);
  store<i64>(at, a);
  store<i64>(at, d, 8);
  return pointer(TAG_PAIR, at);
}

/** An object with a header and `words` uninitialised words; the caller fills them before the next safe point. */
export function allocateObject(kind: u32, words: usize): usize {
  const bytes = (words + 1) << 3;
  // Decided by size alone: the collector tells large objects by it.
  const at = bytes >= LARGE ? allocateLarge(bytes) : allocate(bytes);
  store<i64>(at, header(kind, words));
  return at;
}
@inline export function objectWord(at: usize): i64 { return pointer(TAG_OBJECT, at); }

/** A fresh list of the `count` words at `at`, ending in `tail`. */
export function listFrom(at: usize, count: i32, tail: i64): i64 {
  let list = tail;
  for (let i = count - 1; i >= 0; i--) list = cons(load<i64>(at + (<usize>i << 3)), list);
  return list;
}
