// Names and targets of how cost and error grow with a problem's size.
import type { KernelName } from "./kernel-targets.js";
import { FLOAT_LOOPS } from "./kernel-targets.js";

/** How a program's derivatives are recorded: loops as one piece, or every operation as an entry of the tape. */
export type Recording = "fused" | "level 0";

/** What is measured over sizes from 10² to 10^decades. */
export interface Series {
  readonly kernel: KernelName;
  readonly recording: Recording;
  readonly decades: number;
}

export const SERIES: readonly Series[] = [
  { kernel: "logistic map", recording: "fused", decades: 7 },
  { kernel: "Lotka-Volterra", recording: "fused", decades: 7 },
  { kernel: "pendulum", recording: "fused", decades: 7 },
  { kernel: "logistic map", recording: "level 0", decades: 6 },
  { kernel: "Lotka-Volterra", recording: "level 0", decades: 6 },
  { kernel: "list fold", recording: "level 0", decades: 6 },
];
export const seriesName = ({ kernel, recording }: Series): string => `${kernel}, ${recording}`;

/** Exponents of the size. */
export const growthNames = {
  time: (series: Series) => `growth of time with size, exponent: ${seriesName(series)}`,
  memory: (series: Series) => `growth of memory with size, exponent: ${seriesName(series)}`,
} as const;
/** How far an exponent may be from 1. */
export const SLOPE_TOLERANCE = 0.03;

export const bytesName = (kernel: KernelName): string => `${kernel}: bytes of tape per operation, compiled`;
export const BYTES_MEAN = "float loops, geometric mean: bytes of tape per operation, compiled";
export const BYTES_KERNELS: readonly KernelName[] = FLOAT_LOOPS;

/** Workloads whose gradients are compared with double-double ones. */
export const ACCURACY_KERNELS = ["logistic map", "Lotka-Volterra", "list fold"] as const;
export type AccuracyKernel = (typeof ACCURACY_KERNELS)[number];
export const accuracyNames = {
  largest: (kernel: AccuracyKernel) =>
    `${kernel}: largest relative error of a gradient, 10² to 10⁶ steps, compiled`,
  toHandWritten: (kernel: AccuracyKernel) =>
    `${kernel}: error of the gradient, 10² to 10⁶ steps, geometric mean: compiled / hand-written`,
} as const;
