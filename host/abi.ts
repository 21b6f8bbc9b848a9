// The functions that every module of this project exports, as TypeScript sees them (docs/abi.md describes each).
// Invariant: the names and types here are those of runtime-as/abi.ts; a test compares them.

/** Modes of `startEvaluation`. */
export const Mode = {
  /** In the program's lasting state; loads the program first when it has not been loaded. */
  session: 0,
  /** The whole program from its initial state, without a derivative. */
  evaluate: 1,
  /** … with the gradient of a numeric result. */
  gradient: 2,
  /** … with gradient and Hessian. */
  hessian: 3,
  /** … with Σ|terms| in place of each derivative, and the longest adjoint chain. */
  magnitudes: 4,
  /** A procedure of the module itself. */
  plain: 5,
  /** … with 1 in place of each derivative to which recorded operations lead, else 0. */
  reach: 6,
  /** … with the graph of the operations in place of a gradient. */
  graph: 7,
} as const;
export type Mode = (typeof Mode)[keyof typeof Mode];

/** What `resume` answers. */
export const Status = { done: 0, yielded: 1, failed: 2 } as const;

/** Handle or index that means "none": the module's own program, or the program's last form. */
export const NONE = -1;

export interface Abi {
  readonly memory: WebAssembly.Memory;
  abiVersion(): number;

  setHeapLimit(mebibytes: number): void;
  setStackLimit(mebibytes: number): void;
  setTapeLimit(mebibytes: number): void;
  setNativeBudget(bytes: number): void;
  setClock(seconds: number): void;
  setCollectorStress(on: number): void;
  collections(): number;
  heapPages(): number;
  tapePages(): number;
  stackPages(): number;
  releaseTape(): void;

  input(bytes: number): number;
  textAddress(): number;
  textLength(): number;
  outputAddress(): number;
  outputLength(): number;
  clearOutput(): void;
  errorsAddress(): number;
  errorsLength(): number;
  clearErrors(): void;

  makeNumber(x: number): bigint;
  makeExact(n: bigint): bigint;
  makeBoolean(b: number): bigint;
  makeNull(): bigint;
  makeCons(a: bigint, d: bigint): bigint;
  makeSymbol(): bigint;
  makeString(): bigint;
  makeFlonums(): bigint;
  makeTensor(rank: number): bigint;
  tensorAddress(word: bigint): number;
  makeVectorOf(count: number): bigint;
  pushArgument(word: bigint): void;

  findExport(): number;
  keepResult(): number;
  kept(handle: number): bigint;
  release(handle: number): void;
  startExport(index: number): void;
  startEvaluation(mode: Mode, program: number, entry: number, apply: number): void;
  differentiateArguments(on: number): void;
  cancel(): void;
  parameterAddress(program: number): number;
  parameterTotal(program: number): number;
  restartSession(program: number): void;
  describeParameters(program: number): void;
  describeWarnings(program: number): void;
  describeNames(program: number): void;

  resume(fuel: number): number;
  status(): number;
  fuel(): number;
  resultWord(): bigint;
  resultIsNumber(): number;
  resultNumber(): number;
  describeResult(): number;
  describeSymbol(index: number): void;
  gradientAddress(): number;
  gradientLength(): number;
  graphAddress(): number;
  graphLength(): number;
  graphResult(): number;
  prepareLanes(parameters: number): number;
  runLanes(handle: number, lanes: number): number;
  releaseLanes(handle: number): void;
  elementary(operation: number, x: number, y: number): number;
  isActiveResult(): number;
  chainLength(): number;
  tapeEntries(): number;

  failureKind(): number;
  failureDetail(): number;
  describeFailure(): void;
  describeIrritants(): void;
  locateFailure(): void;
  locateSite(): number;
  failureLine(): number;
  failureColumn(): number;
  describeTrace(most: number): void;
}

/** The functions of the bare runtime that a host needs to attach a compiled program to it. */
export interface RuntimeAbi extends Omit<Abi, "resume"> {
  initialize(descriptor: number, end: number): void;
}
