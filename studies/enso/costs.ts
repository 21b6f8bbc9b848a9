// What a likelihood with its gradient costs, compiled and interpreted.
// Invariant: both roads are timed in turn, evaluation by evaluation, so that what slows the machine down slows both.
import type { RoadLoads } from "../roads.js";
import { Objective, type States } from "./objective.js";
import { type StructureName, startOf } from "./structures.js";

export interface Cost {
  readonly structure: StructureName;
  readonly dimension: number;
  readonly months: number;
  readonly parameters: number;
  /** Medians. */
  readonly compiledSeconds: number;
  readonly interpretedSeconds: number;
  /** Interpreted over compiled: median of the ratios of neighbouring evaluations. */
  readonly ratio: number;
  /** Greatest difference between the roads' gradients over the greatest component. */
  readonly difference: number;
}

/** Times `repeats` gradients on each road, after three that are not counted. @param draw for the parameters */
export async function costOf(
  roads: RoadLoads,
  structure: StructureName,
  states: States,
  repeats: number,
  draw: () => number,
): Promise<Cost> {
  const compiled = await Objective.load(roads.compiled, structure, states);
  const interpreted = await Objective.load(roads.interpreted, structure, states);
  try {
    const at = startOf(structure, states.dimension, draw);
    const times: [number, number][] = [];
    for (let i = -3; i < repeats; i++) {
      const pair: [number, number] = [seconds(compiled, at), seconds(interpreted, at)];
      if (i >= 0) times.push(pair);
    }
    const [a, b] = [compiled.valueAndGradient(at).gradient, interpreted.valueAndGradient(at).gradient];
    const largest = a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    return {
      structure,
      dimension: states.dimension,
      months: compiled.steps,
      parameters: compiled.count,
      compiledSeconds: median(times.map(([time]) => time)),
      interpretedSeconds: median(times.map(([, time]) => time)),
      ratio: median(times.map(([c, i]) => i / c)),
      difference: a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0) / largest,
    };
  } finally {
    compiled.dispose();
    interpreted.dispose();
  }
}

function seconds(objective: Objective, parameters: Float64Array): number {
  const began = performance.now();
  objective.valueAndGradient(parameters);
  return (performance.now() - began) / 1000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
