// What is to be found again: the published target of experiment D, and equations of the Feynman Lectures.
// Invariant: which equations are taken is a rule about their text (at most two variables), not about how they come out.
import { readTable } from "../../calibrate/index.js";
import { randomFor } from "../../search/random.js";
import { studyData } from "../data-file.js";
import { parseFormula } from "./formula.js";

/** Rows: a column for each variable, and the target. */
export interface Rows {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
}

export interface Target {
  readonly name: string;
  readonly formula: string;
  readonly variables: number;
  /** Procedures that programs may use. */
  readonly primitives: readonly string[];
  readonly train: Rows;
  readonly validation: Rows;
  readonly test: Rows;
}

const MOST_VARIABLES = 2;
const TRAIN = 60;
const VALIDATION = 60;
const TEST = 200;

/** 2 sin 3x + x²/2 at 20 points from 0.5 to 3, without noise; between these points are those of validation and test. */
export function experimentD(): Target {
  const at = (count: number, offset: number): Rows => {
    const x = Float64Array.from({ length: count }, (_, i) => 0.5 + (2.5 * (i + offset)) / 19);
    return { columns: [x], target: x.map((value) => 2 * Math.sin(3 * value) + 0.5 * value * value) };
  };
  return {
    name: "D",
    formula: "2 sin(3x) + x^2/2",
    variables: 1,
    primitives: ["+", "-", "*", "/", "sin", "cos"],
    train: at(20, 0),
    validation: at(19, 0.5),
    test: at(19, 0.25),
  };
}

/** The equations with at most two variables, in the order of the file, at points drawn evenly from the ranges given. */
export async function feynmanTargets(): Promise<Target[]> {
  const table = readTable(await studyData("symbolic/data/feynman_equations.csv"), {
    file: "feynman_equations.csv",
  });
  const names = table.text("Filename");
  const formulas = table.text("Formula");
  const counts = table.text("# variables").map(Number);
  return names.flatMap((name, row) => {
    const count = counts[row] as number;
    if (count > MOST_VARIABLES) return [];
    const variables = Array.from({ length: count }, (_, i) => {
      const cell = (what: string): string => table.text(`v${i + 1}_${what}`)[row] as string;
      return { name: cell("name"), low: Number(cell("low")), high: Number(cell("high")) };
    });
    const formula = parseFormula(
      formulas[row] as string,
      variables.map((variable) => variable.name),
    );
    const rows = (split: number, size: number): Rows => {
      const random = randomFor(row, split);
      const columns = variables.map(() => new Float64Array(size));
      const target = new Float64Array(size);
      for (let i = 0; i < size; ) {
        const drawn = variables.map(({ name: variable, low, high }) => {
          return [variable, low + (high - low) * random.uniform()] as const;
        });
        const value = formula(new Map(drawn));
        // Some ranges reach out of a formula's domain; such points are drawn again.
        if (!Number.isFinite(value)) continue;
        drawn.forEach(([, x], j) => {
          (columns[j] as Float64Array)[i] = x;
        });
        target[i++] = value;
      }
      return { columns, target };
    };
    return [
      {
        name,
        formula: formulas[row] as string,
        variables: count,
        primitives: ["+", "-", "*", "/", "sqrt", "square", "exp", "sin", "cos", "asin"],
        train: rows(0, TRAIN),
        validation: rows(1, VALIDATION),
        test: rows(2, TEST),
      },
    ];
  });
}
