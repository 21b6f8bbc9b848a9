// Names and targets of what is measured against hand-written adjoints and other tools, each by workload and as geometric means.
import { geometricMean } from "./timer.js";

/** Loops over floats: what one fused sweep can hold. */
export const FLOAT_LOOPS = [
  "logistic map",
  "Lotka-Volterra",
  "Lotka-Volterra, RK4",
  "pendulum",
  "pendulum, RK4",
  "log-sum-exp",
  "Gaussian mixture",
  "hidden Markov model",
  "LSTM cell",
  "llsq",
] as const;
/** Lists, vectors that are made, closures, recursion, strings, derivatives in the program. */
export const STRUCTURES = [
  "ode",
  "determinant by minors",
  "list fold",
  "tree recursion",
  "string dispatch",
  "particle",
] as const;
export const KERNEL_NAMES = [...FLOAT_LOOPS, ...STRUCTURES] as const;
export type KernelName = (typeof KERNEL_NAMES)[number];

/** What is compared, as "a / b". */
export const COMPARISONS = {
  gradientToPrimal: "gradient / primal, compiled",
  interpretedGradientToPrimal: "gradient / primal, interpreted",
  primalToHandWritten: "primal, compiled / hand-written",
  gradientToHandWritten: "gradient, compiled / hand-written",
  interpretedToCompiled: "gradient, interpreted / compiled",
  assemblyToC: "hand-written gradient, AssemblyScript / C",
  assemblyToCPrimal: "primal, AssemblyScript / C",
  retaped: "gradient, ADOL-C re-taped / compiled",
  replayed: "gradient, ADOL-C replayed / compiled",
  differencesToGradient: "central differences / gradient, compiled",
  tfjsToGradient: "gradient per step, tfjs (faster backend) / compiled",
  jaxToGradient: "gradient per step, jax-js (faster device) / compiled",
} as const;
export type Comparison = keyof typeof COMPARISONS;

export const kernelRatio = (kernel: KernelName, comparison: Comparison): string =>
  `${kernel}: ${COMPARISONS[comparison]}`;

/** A geometric mean over a group, and what it should be. */
export interface Mean {
  readonly group: "float loops" | "structures";
  readonly comparison: Comparison;
  readonly sense: "at most" | "at least";
  readonly target: number | null;
}

export const MEANS: readonly Mean[] = [
  { group: "float loops", comparison: "primalToHandWritten", sense: "at most", target: 1.3 },
  { group: "float loops", comparison: "gradientToHandWritten", sense: "at most", target: 1.3 },
  { group: "float loops", comparison: "gradientToPrimal", sense: "at most", target: 3.5 },
  { group: "structures", comparison: "gradientToPrimal", sense: "at most", target: 5 },
  { group: "structures", comparison: "gradientToHandWritten", sense: "at most", target: null },
  { group: "float loops", comparison: "assemblyToCPrimal", sense: "at most", target: 1.5 },
  { group: "float loops", comparison: "assemblyToC", sense: "at most", target: 1.5 },
  { group: "structures", comparison: "assemblyToC", sense: "at most", target: 1.5 },
  { group: "float loops", comparison: "retaped", sense: "at least", target: 5 },
  { group: "float loops", comparison: "replayed", sense: "at least", target: 2 },
  { group: "structures", comparison: "retaped", sense: "at least", target: 5 },
  { group: "structures", comparison: "replayed", sense: "at least", target: 2 },
  { group: "float loops", comparison: "interpretedToCompiled", sense: "at most", target: 15 },
  { group: "structures", comparison: "interpretedToCompiled", sense: "at most", target: null },
  { group: "float loops", comparison: "tfjsToGradient", sense: "at least", target: 2000 },
  { group: "float loops", comparison: "jaxToGradient", sense: "at least", target: 10 },
];

export const meanName = ({ group, comparison }: Mean): string =>
  `${group}, geometric mean: ${COMPARISONS[comparison]}`;

/** Geometric means of those workloads of a group that have the comparison; none where there are none. */
export function meansOf(figures: ReadonlyMap<string, number>): [string, number][] {
  return MEANS.flatMap((mean) => {
    const names: readonly KernelName[] = mean.group === "structures" ? STRUCTURES : FLOAT_LOOPS;
    const values = names
      .map((name) => figures.get(kernelRatio(name, mean.comparison)))
      .filter((value) => value !== undefined);
    return values.length > 0 ? [[meanName(mean), geometricMean(values)] as [string, number]] : [];
  });
}
