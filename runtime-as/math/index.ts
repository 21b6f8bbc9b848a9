// The elementary functions of the runtime, each with an error below one unit in the last place on all doubles.
// Invariant: only wasm f64 and integer instructions are used - no imports, no memory but static tables - so a
// program gives the same bits on every host. A NaN result is always the canonical positive one.
export { exp } from "./exp";
export { cosh, expm1, sinh, tanh } from "./expm1";
export { log, log1p } from "./log";
export { sin, cos, tan } from "./trig";
export { atan, atan2 } from "./atan";
export { asin, acos } from "./asin";
export { pow } from "./pow";
