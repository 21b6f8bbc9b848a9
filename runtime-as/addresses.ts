// A hash table outside the heap: a number for each of some addresses, while equal? or the printer walks data that may be circular.
// Invariant: one user at a time; between `openAddresses` and the end of the walk nothing moves.
import { PAGE, SCRATCH, allocatePages, freePages } from "./pages";

// Entries are [address, number], u32 each; an address is never 0.
let table: usize = 0;
let pages: u32 = 0;
let mask: u32 = 0;
let count: u32 = 0;

/** Empties the table. */
export function openAddresses(): void {
  if (pages != 1) {
    if (table != 0) freePages(SCRATCH, table, pages);
    table = newTable(1);
  }
  memory.fill(table, 0, PAGE);
  count = 0;
}

function newTable(size: u32): usize {
  const fresh = allocatePages(SCRATCH, size, 1, true);
  if (fresh == 0) unreachable();
  memory.fill(fresh, 0, <usize>size * PAGE);
  pages = size;
  mask = size * <u32>(PAGE >> 3) - 1;
  return fresh;
}

/** Where the number of an address is kept (0 at first), until the next call. */
export function numberOf(address: usize): usize {
  let entry = entryOf(address);
  if (load<u32>(entry) == 0) {
    if (++count * 2 > mask) {
      enlarge();
      entry = entryOf(address);
    }
    store<u32>(entry, <u32>address);
  }
  return entry + 4;
}

function entryOf(address: usize): usize {
  // Objects lie 8 bytes apart, at least.
  let probe = (<u32>(address >> 3) * 0x9e3779b1) >> 7;
  while (true) {
    const entry = table + (<usize>(probe & mask) << 3);
    const key = load<u32>(entry);
    if (key == <u32>address || key == 0) return entry;
    probe++;
  }
}

function enlarge(): void {
  const old = table;
  const oldPages = pages;
  table = newTable(oldPages * 2);
  for (let entry = old; entry < old + <usize>oldPages * PAGE; entry += 8) {
    const key = load<u32>(entry);
    if (key != 0) store<u64>(entryOf(key), load<u64>(entry));
  }
  freePages(SCRATCH, old, oldPages);
}
