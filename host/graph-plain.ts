// The operations of graphs in JavaScript's own arithmetic: what evaluates a graph's nodes at other inputs.
import type { ArrayOperations, Library } from "./graph-lowering.js";
import { shapeOf, sizeOf } from "./graph-lowering.js";
import { Tensor } from "./values.js";

/** A number is a number, not a tensor without axes. */
export type Plain = number | Tensor;

const NUMBERS: Readonly<Record<string, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  negate: (x) => -x,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  atan2: Math.atan2,
  tanh: Math.tanh,
  expm1: Math.expm1,
  log1p: Math.log1p,
  expt: (x, y) => x ** y,
  abs: Math.abs,
  min: Math.min,
  max: Math.max,
  sinh: Math.sinh,
  cosh: Math.cosh,
  "stop-gradient": (x) => x,
};

export function dataOf(x: Plain): Float64Array {
  return typeof x === "number" ? Float64Array.of(x) : x.data;
}
function made(shape: readonly number[], data: Float64Array): Plain {
  return shape.length === 0 ? (data[0] as number) : new Tensor(shape, data);
}

/** For each element of a tensor of `shape` the place of the one that broadcasting puts there. */
export function spread(from: readonly number[], shape: readonly number[]): number[] {
  const more = shape.length - from.length;
  let places = [0];
  shape.forEach((size, axis) => {
    const own = axis < more ? 1 : (from[axis - more] as number);
    places = places.flatMap((place) =>
      Array.from({ length: size }, (_, i) => place * own + (own === 1 ? 0 : i)),
    );
  });
  return places;
}
function common(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    return x === 1 ? y : x;
  });
}
function elementwise(f: (x: number, y: number) => number, x: Plain, y: Plain): Plain {
  if (typeof x === "number" && typeof y === "number") return f(x, y);
  const shape = common(shapeOf(x), shapeOf(y));
  const places = [spread(shapeOf(x), shape), spread(shapeOf(y), shape)] as const;
  const [xs, ys] = [dataOf(x), dataOf(y)];
  return new Tensor(
    shape,
    Float64Array.from(places[0], (from, i) => f(xs[from] as number, ys[places[1][i] as number] as number)),
  );
}

/** Places of a block in a tensor. */
function block(sizes: readonly number[], begin: readonly number[], shape: readonly number[]): number[] {
  let places = [0];
  sizes.forEach((size, axis) => {
    places = places.flatMap((place) =>
      Array.from({ length: shape[axis] as number }, (_, i) => place * size + (begin[axis] as number) + i),
    );
  });
  return places;
}

const arrays: ArrayOperations<Plain> = {
  slice: (x, begin, shape) => arrays.pick(x, block(shapeOf(x), begin, shape), shape),
  pad(x, before, behind) {
    const own = shapeOf(x);
    const shape = own.map((size, axis) => size + (before[axis] as number) + (behind[axis] as number));
    return arrays.place(x, block(shape, before, own), shape);
  },
  reshape: (x, shape) => made(shape, dataOf(x)),
  broadcast(x, shape) {
    const data = dataOf(x);
    return made(
      shape,
      Float64Array.from(spread(shapeOf(x), shape), (from) => data[from] as number),
    );
  },
  transpose(x, axes) {
    const sizes = shapeOf(x);
    const strides = sizes.map((_, axis) => sizeOf(sizes.slice(axis + 1)));
    const shape = axes.map((axis) => sizes[axis] as number);
    let places = [0];
    axes.forEach((axis) => {
      places = places.flatMap((place) =>
        Array.from({ length: sizes[axis] as number }, (_, i) => place + i * (strides[axis] as number)),
      );
    });
    const data = dataOf(x);
    return made(
      shape,
      Float64Array.from(places, (from) => data[from] as number),
    );
  },
  matmul(x, y) {
    const [m = 0, k = 0] = shapeOf(x);
    const n = shapeOf(y)[1] as number;
    const [a, b] = [dataOf(x), dataOf(y)];
    const c = new Float64Array(m * n);
    for (let i = 0; i < m; i++)
      for (let l = 0; l < k; l++)
        for (let j = 0; j < n; j++)
          c[i * n + j] = (c[i * n + j] as number) + (a[i * k + l] as number) * (b[l * n + j] as number);
    return new Tensor([m, n], c);
  },
  sum(x, axes) {
    const sizes = shapeOf(x);
    const shape = sizes.filter((_, axis) => !axes.includes(axis));
    const sums = new Float64Array(sizeOf(shape));
    dataOf(x).forEach((value, index) => {
      let rest = index;
      let place = 0;
      let stride = 1;
      for (let axis = sizes.length - 1; axis >= 0; axis--) {
        const size = sizes[axis] as number;
        if (!axes.includes(axis)) {
          place += (rest % size) * stride;
          stride *= size;
        }
        rest = Math.floor(rest / size);
      }
      sums[place] = (sums[place] as number) + value;
    });
    return made(shape, sums);
  },
  pick(x, indices, shape) {
    const data = dataOf(x);
    return made(
      shape,
      Float64Array.from(indices, (from) => data[from] as number),
    );
  },
  place(x, indices, shape) {
    const data = dataOf(x);
    const placed = new Float64Array(sizeOf(shape));
    indices.forEach((to, i) => {
      placed[to] = (placed[to] as number) + (data[i] as number);
    });
    return made(shape, placed);
  },
  concat(parts, axis) {
    const shapes = parts.map(shapeOf);
    const sizes = [...(shapes[0] as readonly number[])];
    sizes[axis] = shapes.reduce((sum, shape) => sum + (shape[axis] as number), 0);
    const before = sizeOf(sizes.slice(0, axis));
    const data = new Float64Array(sizeOf(sizes));
    const row = sizeOf(sizes.slice(axis));
    let offset = 0;
    parts.forEach((part, k) => {
      const length = sizeOf((shapes[k] as readonly number[]).slice(axis));
      for (let i = 0; i < before; i++)
        data.set(dataOf(part).subarray(i * length, (i + 1) * length), i * row + offset);
      offset += length;
    });
    return new Tensor(sizes, data);
  },
};

export const plainLibrary: Library<Plain> = {
  name: "JavaScript",
  constant: (value) => value,
  operations: Object.fromEntries(
    Object.entries(NUMBERS).map(([name, f]) => [
      name,
      (x: Plain, y: Plain | undefined) => elementwise(f, x, y ?? 0),
    ]),
  ),
  power: (x, exponent) => elementwise((base) => base ** exponent, x, 0),
  arrays,
};
