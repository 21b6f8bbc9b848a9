// Copies between tensors whose axes are met in another order, in part, or again and again: an odometer over all axes but the last.
// Invariant: a plan's sizes are those of the contiguous side; its strides, in elements and of either sign, belong to the other side.
import { MOST_AXES } from "./tensor";

const sizes = memory.data(32);
const strides = memory.data(32);
const counters = memory.data(32);
let axes: u32 = 0;
let start: i32 = 0;

export function startPlan(): void {
  axes = 0;
  start = 0;
}
export function planAxis(size: u32, stride: i32): void {
  store<u32>(sizes + ((<usize>axes) << 2), size);
  store<i32>(strides + ((<usize>axes) << 2), stride);
  axes++;
}
export function planOffset(elements: i32): void { start += elements; }

@inline function sizeAt(axis: u32): u32 { return load<u32>(sizes + ((<usize>axis) << 2)); }
@inline function strideAt(axis: u32): i32 { return load<i32>(strides + ((<usize>axis) << 2)); }

/** `gathers`: from the strided side to the contiguous one; else the other way. */
function run(contiguous: usize, other: usize, gathers: bool): void {
  let total: u64 = 1;
  for (let i: u32 = 0; i < axes; i++) total *= sizeAt(i);
  if (total == 0) return;
  other += <usize>(start << 3);
  if (axes == 0) {
    if (gathers) store<f64>(contiguous, load<f64>(other));
    else store<f64>(other, load<f64>(contiguous));
    return;
  }
  const last = axes - 1;
  const inner = sizeAt(last);
  const step = <usize>(strideAt(last) << 3);
  memory.fill(counters, 0, <usize>MOST_AXES << 2);
  while (true) {
    if (step == 8) {
      if (gathers) memory.copy(contiguous, other, <usize>inner << 3);
      else memory.copy(other, contiguous, <usize>inner << 3);
      contiguous += <usize>inner << 3;
    } else {
      let from = other;
      const end = contiguous + ((<usize>inner) << 3);
      if (gathers) for (; contiguous < end; contiguous += 8, from += step) store<f64>(contiguous, load<f64>(from));
      else for (; contiguous < end; contiguous += 8, from += step) store<f64>(from, load<f64>(contiguous));
    }
    let axis = <i32>last - 1;
    while (axis >= 0) {
      const counter = counters + ((<usize>axis) << 2);
      const n = load<u32>(counter) + 1;
      const stride = <usize>(strideAt(<u32>axis) << 3);
      if (n < sizeAt(<u32>axis)) {
        store<u32>(counter, n);
        other += stride;
        break;
      }
      store<u32>(counter, 0);
      other -= stride * (<usize>sizeAt(<u32>axis) - 1);
      axis--;
    }
    if (axis < 0) return;
  }
}

export function gather(to: usize, from: usize): void { run(to, from, true); }
export function scatter(to: usize, from: usize): void { run(from, to, false); }
