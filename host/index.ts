// The library: compile or interpret Scheme programs, run and differentiate them.
export type { Warning } from "../compiler/errors.js";
export { type CompileOptions, compile } from "./compile.js";
export { type ErrorKind, type Limit, LimitError, SchemeError, type TraceFrame } from "./errors.js";
export { type Explanation, explainGradient } from "./explain.js";
export {
  GRAPH_OPERATIONS,
  Graph,
  type GraphGuard,
  type GraphInput,
  type GraphNode,
  type GraphPlace,
  type GraphStatistics,
  type Operand,
} from "./graph.js";
export { type Interpreter, loadInterpreter } from "./interpreter.js";
export type { LaneStatistics } from "./lanes.js";
export type { Limits, RunOptions } from "./machine.js";
export {
  type BuildOptions,
  type Built,
  buildModule,
  describeModule,
  loadModule,
  type ModuleDescription,
} from "./module.js";
export type {
  Batch,
  BatchOptions,
  Derivative,
  EntrySource,
  GraphOptions,
  LaneFailure,
  Lanes,
  Magnitudes,
  Parameter,
  Program,
  ProgramOptions,
  ValueAndGradient,
  ValueAndGradients,
  ValueGradientHessian,
} from "./program.js";
export {
  type Entered,
  type EntryOptions,
  openSession,
  type Session,
  type SessionGradient,
  type SessionOptions,
} from "./session.js";
export {
  type ForeignTensor,
  type NestedNumbers,
  SchemeChar,
  SchemeOpaque,
  SchemePair,
  SchemeVector,
  Tensor,
  type Value,
} from "./values.js";
