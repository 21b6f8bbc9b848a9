// The gc-stress suite: every construct, compiled, with a collection at every safe point and slices of 50 steps.
// stress.test.ts does the same with the interpreter.
import { readCases } from "../support/cases.js";
import { shortEnough, stressCompiled } from "../support/stress.js";

stressCompiled(readCases().filter(shortEnough));
