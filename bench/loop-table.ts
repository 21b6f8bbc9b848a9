// The loop workloads as data: program, number of steps, peers' versions, and how far each kind of subject may be off.
// Invariant: parameters and lengths are such that no adjoint vanishes or overflows on the way.
import type { Tolerance } from "./agreement.js";
import type { TfjsLoop } from "./peers/tfjs.js";
import * as tfjs from "./peers/tfjs-loops.js";
import listFold from "./programs/list-fold.scm";
import logistic from "./programs/logistic.scm";
import lotkaVolterra from "./programs/lotka-volterra.scm";
import type { LoopName } from "./targets.js";

export interface Loop {
  readonly name: LoopName;
  readonly source: string;
  /** The definition that takes the number of steps. */
  readonly entry: string;
  readonly steps: number;
  /** Prefix of the hand-written functions. */
  readonly handWritten: string;
  readonly tfjs: TfjsLoop;
  /** Step of the central differences, and what they may be off by: small steps where the map is nearly chaotic. */
  readonly difference: { readonly step: number; readonly tolerance: number };
  /** Single precision over some hundreds of steps; near chaos it moves the parameter itself by a noticeable amount. */
  readonly tfjsTolerance: Tolerance;
}

export const LOOPS: readonly Loop[] = [
  {
    name: "logistic map",
    source: logistic,
    entry: "trajectory-sum",
    steps: 10_000,
    handWritten: "logistic",
    tfjs: tfjs.logistic,
    difference: { step: 3e-8, tolerance: 1e-3 },
    tfjsTolerance: { value: 1e-4, gradient: 1e-2 },
  },
  {
    name: "Lotka-Volterra",
    source: lotkaVolterra,
    entry: "trajectory-sum",
    steps: 10_000,
    handWritten: "lotkaVolterra",
    tfjs: tfjs.lotkaVolterra,
    difference: { step: 1e-5, tolerance: 1e-6 },
    tfjsTolerance: { value: 1e-4, gradient: 1e-3 },
  },
  {
    name: "list fold",
    source: listFold,
    entry: "discounted-sum",
    steps: 1_000,
    handWritten: "listFold",
    tfjs: tfjs.listFold,
    difference: { step: 1e-6, tolerance: 1e-6 },
    tfjsTolerance: { value: 1e-4, gradient: 1e-3 },
  },
];
