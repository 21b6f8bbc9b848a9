// Hand-written adjoints of the loop workloads, as a person would write them: the trajectory stored in linear memory, one
// loop backward, no bounds checks, no calls. They compute in the order of the Scheme programs, so that values are equal.

/** Where a gradient leaves its derivatives, in the order of the program's parameters. */
const GRADIENT = memory.data(4 * 8, 16);
const TRAJECTORY: usize = (__heap_base + 15) & ~15;

export function gradientAddress(): usize {
  return GRADIENT;
}

/** Makes room for the trajectory of n steps; called once, outside what is measured. */
export function reserve(n: i32): void {
  const missing = <isize>(TRAJECTORY + ((<usize>n) << 4)) - <isize>((<usize>memory.size()) << 16);
  if (missing > 0) memory.grow(<i32>((missing + 0xffff) >> 16));
}

export function logisticPrimal(n: i32, r: f64): f64 {
  let x = 0.5;
  let sum = 0.0;
  for (let i = 0; i < n; i++) {
    x = r * x * (1.0 - x);
    sum += x;
  }
  return sum;
}

export function logisticGradient(n: i32, r: f64): f64 {
  let x = 0.5;
  let sum = 0.0;
  const end = TRAJECTORY + ((<usize>n) << 3);
  for (let p = TRAJECTORY; p < end; p += 8) {
    store<f64>(p, x);
    x = r * x * (1.0 - x);
    sum += x;
  }
  let adjoint = 0.0;
  let byR = 0.0;
  for (let p = end - 8; p >= TRAJECTORY; p -= 8) {
    const before = load<f64>(p);
    adjoint += 1.0;
    byR += adjoint * (before * (1.0 - before));
    adjoint *= r * (1.0 - 2.0 * before);
  }
  store<f64>(GRADIENT, byR);
  return sum;
}

const DT: f64 = 0.001;

export function lotkaVolterraPrimal(n: i32, alpha: f64, beta: f64, delta: f64, gamma: f64): f64 {
  let x = 10.0;
  let y = 10.0;
  let sum = 0.0;
  for (let i = 0; i < n; i++) {
    const xy = x * y;
    const prey = x + DT * (alpha * x - beta * xy);
    y += DT * (delta * xy - gamma * y);
    x = prey;
    sum = sum + x + y;
  }
  return sum;
}

export function lotkaVolterraGradient(n: i32, alpha: f64, beta: f64, delta: f64, gamma: f64): f64 {
  let x = 10.0;
  let y = 10.0;
  let sum = 0.0;
  const end = TRAJECTORY + ((<usize>n) << 4);
  for (let p = TRAJECTORY; p < end; p += 16) {
    store<f64>(p, x);
    store<f64>(p, y, 8);
    const xy = x * y;
    const prey = x + DT * (alpha * x - beta * xy);
    y += DT * (delta * xy - gamma * y);
    x = prey;
    sum = sum + x + y;
  }
  let byPrey = 0.0;
  let byPredators = 0.0;
  let byAlpha = 0.0;
  let byBeta = 0.0;
  let byDelta = 0.0;
  let byGamma = 0.0;
  for (let p = end - 16; p >= TRAJECTORY; p -= 16) {
    x = load<f64>(p);
    y = load<f64>(p, 8);
    byPrey += 1.0;
    byPredators += 1.0;
    const prey = DT * byPrey;
    const predators = DT * byPredators;
    const xy = x * y;
    byAlpha += prey * x;
    byBeta -= prey * xy;
    byDelta += predators * xy;
    byGamma -= predators * y;
    const byProduct = predators * delta - prey * beta;
    byPrey += prey * alpha + byProduct * y;
    byPredators += byProduct * x - predators * gamma;
  }
  store<f64>(GRADIENT, byAlpha);
  store<f64>(GRADIENT, byBeta, 8);
  store<f64>(GRADIENT, byDelta, 16);
  store<f64>(GRADIENT, byGamma, 24);
  return sum;
}

/** No list and no closure: what they compute, fused into one loop. */
export function listFoldPrimal(n: i32, a: f64, b: f64, c: f64): f64 {
  const count = <f64>n;
  let sum = 0.0;
  for (let i = 1; i <= n; i++) {
    const x = <f64>i / count;
    sum = a * x * x + b * x + c * sum;
  }
  return sum;
}

export function listFoldGradient(n: i32, a: f64, b: f64, c: f64): f64 {
  const count = <f64>n;
  let sum = 0.0;
  let p = TRAJECTORY;
  for (let i = 1; i <= n; i++) {
    const x = <f64>i / count;
    store<f64>(p, x);
    store<f64>(p, sum, 8);
    sum = a * x * x + b * x + c * sum;
    p += 16;
  }
  let adjoint = 1.0;
  let byA = 0.0;
  let byB = 0.0;
  let byC = 0.0;
  for (p -= 16; p >= TRAJECTORY; p -= 16) {
    const x = load<f64>(p);
    const weighted = adjoint * x;
    byA += weighted * x;
    byB += weighted;
    byC += adjoint * load<f64>(p, 8);
    adjoint *= c;
  }
  store<f64>(GRADIENT, byA);
  store<f64>(GRADIENT, byB, 8);
  store<f64>(GRADIENT, byC, 16);
  return sum;
}
