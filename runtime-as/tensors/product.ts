// The product of matrices: C += A B, tiles of 4 rows and 4 columns in registers, B in panels of 4 columns that lie together.
// Invariant: an element of C is the sum of its terms in the order of the inner index, in blocks of BLOCK: the same bits whatever the
// numbers of rows and columns, and on every machine.
import { SCRATCH, allocatePages, freePages, PAGE } from "../pages";

const BLOCK: usize = 256;
const tile = memory.data(128);
let panels: usize = 0;
let panelPages: u32 = 0;

function panelRoom(bytes: usize): usize {
  const pages = <u32>((bytes + PAGE - 1) / PAGE);
  if (pages > panelPages) {
    if (panels != 0) freePages(SCRATCH, panels, panelPages);
    panels = allocatePages(SCRATCH, pages, 1, true);
    if (panels == 0) unreachable();
    panelPages = pages;
  }
  return panels;
}

/** Panels of four columns, k rows each; columns that do not exist are zero. */
function pack(b: usize, rowStep: usize, columnStep: usize, k: usize, n: usize, to: usize): void {
  for (let j: usize = 0; j < n; j += 4) {
    const width = n - j < 4 ? n - j : 4;
    let from = b + j * columnStep;
    const end = to + (k << 5);
    if (width == 4 && columnStep == 8) {
      for (; to < end; to += 32, from += rowStep) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
      }
    } else {
      for (; to < end; to += 32, from += rowStep) {
        store<f64>(to, load<f64>(from));
        store<f64>(to, width > 1 ? load<f64>(from + columnStep) : 0, 8);
        store<f64>(to, width > 2 ? load<f64>(from + columnStep * 2) : 0, 16);
        store<f64>(to, width > 3 ? load<f64>(from + columnStep * 3) : 0, 24);
      }
    }
  }
}

/**
 * C (m × n, rows of `cStep` bytes) += A (m × k) B (k × n). A and B are given by the distances, in bytes, between their rows and between
 * their columns, so that a transposed matrix is one with the two exchanged.
 */
export function multiplyInto(
  c: usize, cStep: usize, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, bColumn: usize, m: usize, n: usize, k: usize,
): void {
  if (m == 0 || n == 0 || k == 0) return;
  if (n == 1) {
    columnInto(c, cStep, a, aRow, aColumn, b, bRow, m, k);
    return;
  }
  const columns = (n + 3) & ~3;
  const depth = k < BLOCK ? k : BLOCK;
  const packed = panelRoom((columns * depth) << 3);
  for (let k0: usize = 0; k0 < k; k0 += BLOCK) {
    const deep = k - k0 < BLOCK ? k - k0 : BLOCK;
    pack(b + k0 * bRow, bRow, bColumn, deep, n, packed);
    for (let i: usize = 0; i < m; i += 4) {
      const height = m - i < 4 ? m - i : 4;
      const a0 = a + i * aRow + k0 * aColumn;
      const a1 = height > 1 ? a0 + aRow : a0;
      const a2 = height > 2 ? a1 + aRow : a0;
      const a3 = height > 3 ? a2 + aRow : a0;
      let panel = packed;
      for (let j: usize = 0; j < n; j += 4) {
        const whole = height == 4 && n - j >= 4;
        if (whole) block(panel, a0, a1, a2, a3, aColumn, deep, c + i * cStep + (j << 3), cStep);
        else {
          memory.fill(tile, 0, 128);
          block(panel, a0, a1, a2, a3, aColumn, deep, tile, 32);
          addTile(c + i * cStep + (j << 3), cStep, height, n - j < 4 ? n - j : 4);
        }
        panel += deep << 5;
      }
    }
  }
}

function addTile(c: usize, cStep: usize, height: usize, width: usize): void {
  for (let i: usize = 0; i < height; i++) {
    for (let j: usize = 0; j < width; j++) {
      const to = c + i * cStep + (j << 3);
      store<f64>(to, load<f64>(to) + load<f64>(tile + (i << 5) + (j << 3)));
    }
  }
}

// @ts-ignore: decorator
@inline
function block(
  panel: usize, a0: usize, a1: usize, a2: usize, a3: usize, step: usize, k: usize, c: usize, cStep: usize,
): void {
  let c00 = f64x2.splat(0), c01 = f64x2.splat(0), c10 = f64x2.splat(0), c11 = f64x2.splat(0);
  let c20 = f64x2.splat(0), c21 = f64x2.splat(0), c30 = f64x2.splat(0), c31 = f64x2.splat(0);
  const end = panel + (k << 5);
  let p = panel;
  while (p < end) {
    const b0 = v128.load(p);
    const b1 = v128.load(p, 16);
    let x = v128.load64_splat(a0);
    c00 = f64x2.add(c00, f64x2.mul(x, b0));
    c01 = f64x2.add(c01, f64x2.mul(x, b1));
    x = v128.load64_splat(a1);
    c10 = f64x2.add(c10, f64x2.mul(x, b0));
    c11 = f64x2.add(c11, f64x2.mul(x, b1));
    x = v128.load64_splat(a2);
    c20 = f64x2.add(c20, f64x2.mul(x, b0));
    c21 = f64x2.add(c21, f64x2.mul(x, b1));
    x = v128.load64_splat(a3);
    c30 = f64x2.add(c30, f64x2.mul(x, b0));
    c31 = f64x2.add(c31, f64x2.mul(x, b1));
    a0 += step;
    a1 += step;
    a2 += step;
    a3 += step;
    p += 32;
  }
  v128.store(c, f64x2.add(v128.load(c), c00));
  v128.store(c, f64x2.add(v128.load(c, 16), c01), 16);
  c += cStep;
  v128.store(c, f64x2.add(v128.load(c), c10));
  v128.store(c, f64x2.add(v128.load(c, 16), c11), 16);
  c += cStep;
  v128.store(c, f64x2.add(v128.load(c), c20));
  v128.store(c, f64x2.add(v128.load(c, 16), c21), 16);
  c += cStep;
  v128.store(c, f64x2.add(v128.load(c), c30));
  v128.store(c, f64x2.add(v128.load(c, 16), c31), 16);
}

/** A single column. */
function columnInto(c: usize, cStep: usize, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, m: usize, k: usize): void {
  for (let k0: usize = 0; k0 < k; k0 += BLOCK) {
    const deep = k - k0 < BLOCK ? k - k0 : BLOCK;
    for (let i: usize = 0; i < m; i++) {
      let x = a + i * aRow + k0 * aColumn;
      let y = b + k0 * bRow;
      let sum: f64 = 0;
      for (let t: usize = 0; t < deep; t++, x += aColumn, y += bRow) sum += load<f64>(x) * load<f64>(y);
      const to = c + i * cStep;
      store<f64>(to, load<f64>(to) + sum);
    }
  }
}
