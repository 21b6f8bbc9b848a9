// All programs of the study, in the order of its tables.
import type { FidelityProgram } from "../program.js";
import { control } from "./control.js";
import { data } from "./data.js";
import { evaluators } from "./evaluators.js";
import { experimentA } from "./experiment-a.js";
import { experimentB } from "./experiment-b.js";
import { experimentC } from "./experiment-c.js";
import { procedures } from "./procedures.js";

/** The published experiments: 171 pairs of program and seed. */
export const publishedPrograms: readonly FidelityProgram[] = [...experimentA, ...experimentB, ...experimentC];

/** Ours, all of them recursive or with procedures as data. */
export const ownPrograms: readonly FidelityProgram[] = [...procedures, ...data, ...control, ...evaluators];

export const programs: readonly FidelityProgram[] = [...publishedPrograms, ...ownPrograms];
