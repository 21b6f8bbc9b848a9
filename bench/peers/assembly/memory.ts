// Where parameters, data, derivatives and residuals lie, and how adjoints reach them: raw addresses, no bounds checks.

/** In 64-bit numbers; the bench gives at most as many. */
const MOST_PARAMETERS: usize = 8192;
const MOST_NUMBERS: usize = 32768;

export const PARAMETERS: usize = (__heap_base + 15) & ~15;
export const GRADIENT: usize = PARAMETERS + 8 * MOST_PARAMETERS;
export const DATA: usize = GRADIENT + 8 * MOST_PARAMETERS;
export const RESIDUALS: usize = DATA + 8 * MOST_NUMBERS;

// @ts-expect-error: a decorator of AssemblyScript
export function at(base: usize, index: i32): f64 {
  return load<f64>(base + ((<usize>index) << 3));
}

// @ts-expect-error: a decorator of AssemblyScript
export function put(base: usize, index: i32, value: f64): void {
  store<f64>(base + ((<usize>index) << 3), value);
}

/** Makes room for so many bytes of residuals; called once, outside what is measured. */
export function reserve(bytes: i32): void {
  const missing = <isize>(RESIDUALS + <usize>bytes) - <isize>((<usize>memory.size()) << 16);
  if (missing > 0) memory.grow(<i32>((missing + 0xffff) >> 16));
}

export function parametersAddress(): usize {
  return PARAMETERS;
}

export function gradientAddress(): usize {
  return GRADIENT;
}

export function dataAddress(): usize {
  return DATA;
}
