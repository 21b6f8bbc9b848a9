// The gc-stress suite: every third construct, compiled, with a collection at every safe point and slices of 50 steps.
// In tests/long/ are all of them, with both engines.

import { readCases } from "./support/cases.js";
import { shortEnough, stressCompiled } from "./support/stress.js";

stressCompiled(readCases().filter((c, i) => i % 3 === 0 && c.long === undefined && shortEnough(c)));
