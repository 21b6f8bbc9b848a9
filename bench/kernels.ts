// The workloads that are measured against hand-written adjoints, as data: program, size, data, and the peers' versions.
// Invariant: parameters and lengths are such that no adjoint vanishes or overflows on the way.

import type { Value } from "../host/index.js";
import modes from "../studies/nested/modes.scm";
import particle from "../studies/nested/particle.scm";
import type { Tolerance } from "./agreement.js";
import type { KernelName } from "./kernel-targets.js";
import type { TfjsLoop } from "./peers/tfjs.js";
import * as tfjs from "./peers/tfjs-loops.js";
import determinant from "./programs/determinant.scm";
import dispatch from "./programs/dispatch.scm";
import hiddenMarkov from "./programs/hidden-markov.scm";
import leastSquares from "./programs/least-squares.scm";
import listFold from "./programs/list-fold.scm";
import logSumExp from "./programs/log-sum-exp.scm";
import logistic from "./programs/logistic.scm";
import lotkaVolterra from "./programs/lotka-volterra.scm";
import lotkaVolterraRk4 from "./programs/lotka-volterra-rk4.scm";
import lstm from "./programs/lstm.scm";
import mixture from "./programs/mixture.scm";
import ode from "./programs/ode.scm";
import miss from "./programs/particle-miss.scm";
import pendulum from "./programs/pendulum-euler.scm";
import pendulumRk4 from "./programs/pendulum-rk4.scm";
import tree from "./programs/tree.scm";

export interface Kernel {
  readonly name: KernelName;
  readonly source: string;
  /** The definition that is called. */
  readonly entry: string;
  /** Steps, points or depth: what the program takes, or the length of its data. */
  readonly n: number;
  /** What n counts. */
  readonly unit: string;
  /** Learnt numbers that are the call's first argument; without them the program's parameters are learnt. */
  readonly point?: Float64Array;
  /** Data that is the call's only argument. */
  readonly data?: Float64Array;
  /** Prefix of the hand-written functions. */
  readonly handWritten: string;
  /** The loop in the operations of other libraries. */
  readonly tfjs?: TfjsLoop;
  /** Step of the central differences, and what they may be off by: small steps where the map is nearly chaotic. */
  readonly difference?: { readonly step: number; readonly tolerance: number };
  /** Single precision over some hundreds of steps; near chaos it moves the parameter itself by a noticeable amount. */
  readonly single?: Tolerance;
}

/** Numbers from a short recurrence, the same everywhere: in [0, 1) with three decimals. */
const numbers = (length: number): Float64Array => {
  let x = 42;
  return Float64Array.from({ length }, () => {
    x = (x * 1103 + 12345) % 65536;
    return (x % 1000) / 1000;
  });
};

const DYNAMICS = { entry: "trajectory-sum", unit: "steps" } as const;

export const KERNELS: readonly Kernel[] = [
  {
    ...DYNAMICS,
    name: "logistic map",
    source: logistic,
    n: 10_000,
    handWritten: "logistic",
    tfjs: tfjs.logistic,
    difference: { step: 3e-8, tolerance: 1e-3 },
    single: { value: 1e-4, gradient: 1e-2 },
  },
  {
    ...DYNAMICS,
    name: "Lotka-Volterra",
    source: lotkaVolterra,
    n: 10_000,
    handWritten: "lotkaVolterra",
    tfjs: tfjs.lotkaVolterra,
    difference: { step: 1e-5, tolerance: 1e-6 },
    single: { value: 1e-4, gradient: 1e-3 },
  },
  {
    ...DYNAMICS,
    name: "Lotka-Volterra, RK4",
    source: lotkaVolterraRk4,
    n: 1_000,
    handWritten: "lotkaVolterraRk4",
  },
  { ...DYNAMICS, name: "pendulum", source: pendulum, n: 10_000, handWritten: "pendulum" },
  { ...DYNAMICS, name: "pendulum, RK4", source: pendulumRk4, n: 1_000, handWritten: "pendulumRk4" },
  {
    name: "log-sum-exp",
    source: logSumExp,
    entry: "log-sum-exp",
    n: 1_000,
    unit: "numbers",
    point: numbers(1000),
    handWritten: "logSumExp",
  },
  {
    name: "Gaussian mixture",
    source: mixture,
    entry: "log-likelihood",
    n: 2_000,
    unit: "coordinates",
    data: numbers(2000),
    handWritten: "mixture",
  },
  {
    name: "hidden Markov model",
    source: hiddenMarkov,
    entry: "log-likelihood",
    n: 2_000,
    unit: "observations",
    data: numbers(2000),
    handWritten: "hiddenMarkov",
  },
  {
    name: "LSTM cell",
    source: lstm,
    entry: "loss",
    n: 1_000,
    unit: "steps",
    data: numbers(1000),
    handWritten: "lstm",
  },
  {
    name: "llsq",
    source: leastSquares,
    entry: "half-squares",
    n: 1_000,
    unit: "points",
    point: Float64Array.of(0.1, 1.9, -0.2, -1.5, 0.3, 0.7, -0.1, -0.4),
    handWritten: "leastSquares",
  },
  {
    name: "ode",
    source: ode,
    entry: "last-component",
    n: 100,
    unit: "steps",
    point: Float64Array.of(1.1, 1.2, 0.9, 1.3, 0.8, 1.05, 1.15, 0.95, 1.25, 1.0),
    handWritten: "ode",
  },
  {
    name: "determinant by minors",
    source: determinant,
    entry: "determinant",
    n: 5,
    unit: "rows",
    point: numbers(25),
    handWritten: "determinant",
  },
  {
    name: "list fold",
    source: listFold,
    entry: "discounted-sum",
    n: 1_000,
    unit: "elements",
    handWritten: "listFold",
    tfjs: tfjs.listFold,
    difference: { step: 1e-6, tolerance: 1e-6 },
    single: { value: 1e-4, gradient: 1e-3 },
  },
  { name: "tree recursion", source: tree, entry: "tree-worth", n: 10, unit: "levels", handWritten: "tree" },
  {
    name: "string dispatch",
    source: dispatch,
    entry: "curve-sum",
    n: 100,
    unit: "places",
    handWritten: "dispatch",
  },
  {
    name: "particle",
    source: `${modes}\n${particle}\n${miss}`,
    entry: "miss",
    n: 1,
    unit: "flights",
    handWritten: "particle",
  },
];

/** The call's arguments. */
export function argumentsOf({ point, data, n }: Kernel, size = n): Value[] {
  if (data) return [data];
  if (!point) return [BigInt(size)];
  return point.length === n ? [point] : [point, BigInt(size)];
}
