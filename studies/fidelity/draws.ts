// Experiment A's second part: both roads at parameters drawn far and wide, without training.
import { seededRandom } from "../../calibrate/random.js";
import { Comparison, type Differences, type Roads } from "./comparison.js";
import { normal } from "./starts.js";

/** 50 draws of 2 · N(0, 1) for each program, from the seeds 10000, 10001, …; the loss is the sum of the squared model at five inputs. */
export const DRAWS = { count: 50, scale: 2, firstSeed: 10_000, inputs: [0.5, 1, 1.5, 2, 2.5] } as const;

export function compareDraws(roads: Roads): Differences {
  const { count, scale, firstSeed, inputs } = DRAWS;
  const column = Float64Array.from(inputs);
  const comparison = new Comparison(roads, [new Float64Array(column.length), column]);
  for (let i = 0; i < count; i++) {
    const random = seededRandom(firstSeed + i);
    comparison.at(Float64Array.from(comparison.names, () => scale * normal(random)));
  }
  return comparison.differences();
}
