// The optimisers: step-wise objects that ask for evaluations and are told the answers, with what starts, drives and combines them.
export { AdamDescent, type AdamDescentOptions, type AdamDescentState } from "./adam.js";
export { CmaEs, type CmaEsOptions, type CmaEsState } from "./cma-es.js";
export {
  DifferentialEvolution,
  type DifferentialEvolutionOptions,
  type DifferentialEvolutionState,
} from "./differential-evolution.js";
export { type Ladder, type LadderOptions, ladder, restoreLadder } from "./ladder.js";
export { Lbfgs, type LbfgsOptions, type LbfgsState } from "./lbfgs.js";
export {
  LevenbergMarquardt,
  type LevenbergMarquardtOptions,
  type LevenbergMarquardtState,
} from "./levenberg-marquardt.js";
export { linearParameters } from "./linear-columns.js";
export { type Ending, type MinimizeOptions, minimize, minimizeAsync } from "./minimize.js";
export { mixedStarts, type Start, type StartKind } from "./mixed-starts.js";
export { NelderMead, type NelderMeadOptions, type NelderMeadState } from "./nelder-mead.js";
export type { Answer, Need, Optimizer, Reason, Request } from "./optimizer.js";
export { SOBOL_DIMENSIONS, type SobolPoints, sobolPoints } from "./sobol.js";
export {
  type HalvingOptions,
  type HalvingState,
  type Standing,
  SuccessiveHalving,
} from "./successive-halving.js";
export {
  VariableProjection,
  type VariableProjectionOptions,
  type VariableProjectionState,
} from "./variable-projection.js";
