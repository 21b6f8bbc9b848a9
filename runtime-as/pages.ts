// The page allocator: one linear memory, handed out in runs of 64 KiB pages to heap, stack, tape and scratch buffers.
// Invariant: a page is used by at most one run; `used` of each purpose counts its pages, and is what its limit bounds.

export const PAGE: usize = 65536;
const PAGES: u32 = 65536; // 4 GiB

export const HEAP: u32 = 0;
export const STACK: u32 = 1;
export const TAPE: u32 = 2;
export const SCRATCH: u32 = 3;

const map = memory.data(8192); // one bit a page: set = in use
const used = memory.data(16); // u32 pages by purpose
const limits = memory.data(16); // u32 pages by purpose
let firstFree: u32 = 0; // no free page below

/** Everything below `end` (static data) is taken; called once, before the first run is asked for. */
export function initPages(end: usize): void {
  const pages = <u32>((end + PAGE - 1) / PAGE);
  for (let page: u32 = 0; page < pages; page++) mark(page, true);
  firstFree = pages;
  setLimit(HEAP, 1024);
  setLimit(STACK, 512);
  setLimit(TAPE, 2048);
  setLimit(SCRATCH, 4096);
}

/** Limit of a purpose in MiB (0 to 4096). */
export function setLimit(purpose: u32, mebibytes: u32): void {
  store<u32>(limits + (purpose << 2), mebibytes << 4);
}

export function pagesUsed(purpose: u32): u32 { return load<u32>(used + (purpose << 2)); }
export function pageLimit(purpose: u32): u32 { return load<u32>(limits + (purpose << 2)); }

@inline function isUsed(page: u32): bool { return ((load<u8>(map + (page >> 3)) >> <u8>(page & 7)) & 1) != 0; }

function mark(page: u32, inUse: bool): void {
  const at = map + (page >> 3);
  const bit: u8 = 1 << <u8>(page & 7);
  store<u8>(at, inUse ? load<u8>(at) | bit : load<u8>(at) & ~bit);
}

/**
 * A run of `count` pages, its address aligned to `alignment` pages; 0 when the purpose's limit (unless `beyond`) or the
 * memory itself has no room. The contents are whatever they were.
 */
export function allocatePages(purpose: u32, count: u32, alignment: u32, beyond: bool): usize {
  if (count == 0 || count >= PAGES) return 0;
  if (!beyond && pagesUsed(purpose) + count > pageLimit(purpose)) return 0;
  let start = firstFree + alignment - 1;
  start -= start % alignment;
  while (start + count <= PAGES) {
    let page = start;
    const end = start + count;
    while (page < end && !isUsed(page)) page++;
    if (page == end) {
      if (!ensureMemory(end)) return 0;
      for (let p = start; p < end; p++) mark(p, true);
      if (start == firstFree) firstFree = end;
      const at = used + (purpose << 2);
      store<u32>(at, load<u32>(at) + count);
      return <usize>start * PAGE;
    }
    start = page + alignment;
    start -= start % alignment;
  }
  return 0;
}

export function freePages(purpose: u32, address: usize, count: u32): void {
  const first = <u32>(address / PAGE);
  for (let page = first; page < first + count; page++) mark(page, false);
  if (first < firstFree) firstFree = first;
  const at = used + (purpose << 2);
  store<u32>(at, load<u32>(at) - count);
}

/** Makes sure that a later request for `count` pages cannot fail for lack of memory (contiguity aside). */
export function reservePages(count: u32): bool {
  let free: u32 = 0;
  const size = <u32>memory.size();
  for (let page = firstFree; page < size; page++) {
    if (!isUsed(page) && ++free >= count) return true;
  }
  return ensureMemory(size + count - free);
}

function ensureMemory(pages: u32): bool {
  const size = <u32>memory.size();
  if (pages <= size) return true;
  if (pages > PAGES) return false;
  // Grow by an eighth at least: every growth costs the host a call.
  let wanted = size + (size >> 3);
  if (wanted < pages) wanted = pages;
  if (wanted > PAGES) wanted = PAGES;
  if (memory.grow(<i32>(wanted - size)) >= 0) return true;
  return memory.grow(<i32>(pages - size)) >= 0;
}
