// The product of matrices as three plain loops over row-major f64 matrices, the sum in a local, no SIMD: what the tuned kernel is
// measured against. The matrices lie one after the other from the start of the heap.

const START: usize = (__heap_base + 15) & ~15;

/** Makes room for three n × n matrices: A, B and C. */
export function reserve(n: i32): usize {
  const missing = <isize>(START + 24 * <usize>n * <usize>n) - <isize>((<usize>memory.size()) << 16);
  if (missing > 0) memory.grow(<i32>((missing + 0xffff) >> 16));
  return START;
}

/** C = A B, `count` times; the sum of the first elements. */
export function products(n: i32, count: i32): f64 {
  const size = 8 * <usize>n * <usize>n;
  const a = START;
  const b = a + size;
  const c = b + size;
  let total: f64 = 0;
  for (let r = 0; r < count; r++) {
    for (let i: usize = 0; i < <usize>n; i++) {
      for (let j: usize = 0; j < <usize>n; j++) {
        let sum: f64 = 0;
        for (let k: usize = 0; k < <usize>n; k++)
          sum += load<f64>(a + ((i * n + k) << 3)) * load<f64>(b + ((k * n + j) << 3));
        store<f64>(c + ((i * n + j) << 3), sum);
      }
    }
    total += load<f64>(c);
  }
  return total;
}
