// Instructions: what the compiler emits in line or as one call of the runtime. Fixed arity, operands evaluated left to right.
// Library code and the interpreter's sources may name one directly, as `%name`; programs only reach them through procedures.
// Invariant: `procedures.ts` and the library are the only ways from a program's text to an instruction.
import { operations } from "./operations.js";

/** How an instruction becomes WebAssembly. */
export type Emission =
  /** Generic arithmetic: in line on flonums (and on fixnums where there is a form), else the runtime's recording function. */
  | { readonly how: "operation"; readonly operation: string }
  /** Numeric comparison, likewise. */
  | { readonly how: "compare"; readonly comparison: Comparison }
  /** Emitted by compiler/emit/inline.ts under this name. `test`: the result is a truth value. */
  | { readonly how: "inline"; readonly test: boolean }
  /** A runtime function; `result` says what it answers, `fails` whether ERROR (or 2 for a test) is among it. */
  | {
      readonly how: "runtime";
      readonly function: string;
      readonly result: "word" | "test";
      readonly fails: boolean;
      /** f64 instruction or function that computes the same on flonums. */
      readonly float?: string;
    }
  /** A runtime function that allocates by size: called as a procedure, so that it can wait for a collection. */
  | { readonly how: "procedure"; readonly function: string }
  /** Control that the sequencer knows: apply. */
  | { readonly how: "control" };

export type Comparison = "eq" | "lt" | "gt" | "le" | "ge";

export interface Instruction {
  readonly name: string;
  /** -1: any number of operands. */
  readonly arity: number;
  readonly emission: Emission;
  /** Scheme procedure named in its error messages. */
  readonly scheme: string;
  /** No effect besides its value and failures, so that it may be dropped when unused and known not to fail. */
  readonly pure: boolean;
}

const list: Instruction[] = [];

function add(name: string, arity: number, scheme: string, emission: Emission, pure = true): void {
  list.push({ name, arity, emission, scheme, pure });
}
const inline = (
  name: string,
  arity: number,
  scheme: string,
  options: { test?: boolean; pure?: boolean } = {},
) => add(name, arity, scheme, { how: "inline", test: options.test ?? false }, options.pure ?? true);
const runtime = (name: string, arity: number, scheme: string, fn: string, options: RuntimeOptions = {}) =>
  add(
    name,
    arity,
    scheme,
    {
      how: "runtime",
      function: fn,
      result: options.test ? "test" : "word",
      fails: options.fails ?? true,
      ...(options.float === undefined ? {} : { float: options.float }),
    },
    options.pure ?? true,
  );
interface RuntimeOptions {
  test?: boolean;
  fails?: boolean;
  pure?: boolean;
  float?: string;
}
const procedure = (name: string, arity: number, scheme: string, fn: string) =>
  add(name, arity, scheme, { how: "procedure", function: fn }, false);

// ---- numbers ----------------------------------------------------------------------------------------------------------
for (const operation of operations)
  add(operation.name, operation.arity, operation.scheme, { how: "operation", operation: operation.name });
for (const [name, comparison] of [
  ["=", "eq"],
  ["<", "lt"],
  [">", "gt"],
  ["<=", "le"],
  [">=", "ge"],
] as const)
  add(`number${name}`, 2, name, { how: "compare", comparison });
runtime("number", 1, "+", "asNumber");
runtime("number?", 1, "number?", "isNumber", { test: true, fails: false });
runtime("integer?", 1, "integer?", "isInteger", { test: true, fails: false });
runtime("exact-integer?", 1, "exact-integer?", "isExactIntegerTest", { test: true, fails: false });
runtime("exact?", 1, "exact?", "isExact", { test: true });
runtime("inexact?", 1, "inexact?", "isInexact", { test: true });
runtime("nan?", 1, "nan?", "isNaNTest", { test: true });
runtime("finite?", 1, "finite?", "isFiniteTest", { test: true });
runtime("infinite?", 1, "infinite?", "isInfiniteTest", { test: true });
runtime("zero?", 1, "zero?", "isZero", { test: true });
runtime("positive?", 1, "positive?", "isPositive", { test: true });
runtime("negative?", 1, "negative?", "isNegative", { test: true });
runtime("odd?", 1, "odd?", "isOdd", { test: true });
runtime("even?", 1, "even?", "isEven", { test: true });
runtime("quotient", 2, "quotient", "truncateQuotient");
runtime("remainder", 2, "remainder", "truncateRemainder");
runtime("modulo", 2, "modulo", "floorRemainder");
runtime("floor-quotient", 2, "floor-quotient", "floorQuotient");
runtime("gcd", 2, "gcd", "greatestCommonDivisor");
runtime("lcm", 2, "lcm", "leastCommonMultiple");
runtime("floor", 1, "floor", "roundDown", { float: "floor" });
runtime("ceiling", 1, "ceiling", "roundUp", { float: "ceil" });
runtime("truncate", 1, "truncate", "roundToZero", { float: "trunc" });
runtime("round", 1, "round", "roundToEven", { float: "nearest" });
runtime("exact", 1, "exact", "toExact");
runtime("inexact", 1, "inexact", "toInexact");
runtime("numerator", 1, "numerator", "numeratorOf");
runtime("denominator", 1, "denominator", "denominatorOf");
runtime("rationalize", 2, "rationalize", "rationalize");
runtime("exact-integer-sqrt", 1, "exact-integer-sqrt", "exactIntegerSqrt");
runtime("bitwise-and", 2, "bitwise-and", "bitwiseAnd");
runtime("bitwise-ior", 2, "bitwise-ior", "bitwiseOr");
runtime("bitwise-xor", 2, "bitwise-xor", "bitwiseXor");
runtime("bitwise-not", 1, "bitwise-not", "bitwiseNot");
runtime("arithmetic-shift", 2, "arithmetic-shift", "arithmeticShift");
runtime("shift-right", 2, "shift-right", "shiftRight");
runtime("bit-count", 1, "bit-count", "bitCount");
runtime("integer-length", 1, "integer-length", "integerLength");
runtime("first-set-bit", 1, "first-set-bit", "firstSetBit");
runtime("bit-set?", 2, "bit-set?", "bitIsSet", { test: true });
procedure("number->string", 2, "number->string", "numberToString");
runtime("string->number", 2, "string->number", "stringToNumber");

// ---- identity and truth --------------------------------------------------------------------------------------------------
inline("eq?", 2, "eq?", { test: true });
inline("eqv?", 2, "eqv?", { test: true });
runtime("equal?", 2, "equal?", "isEqual", { test: true, fails: false });
inline("not", 1, "not", { test: true });
for (const name of [
  "boolean?",
  "null?",
  "pair?",
  "symbol?",
  "char?",
  "string?",
  "vector?",
  "procedure?",
  "default?",
])
  inline(name, 1, name, { test: true });

// ---- pairs and lists ---------------------------------------------------------------------------------------------------------
inline("cons", 2, "cons");
inline("car", 1, "car");
inline("cdr", 1, "cdr");
inline("set-car!", 2, "set-car!", { pure: false });
inline("set-cdr!", 2, "set-cdr!", { pure: false });
for (const path of cxrPaths()) inline(`c${path}r`, 1, `c${path}r`);
runtime("list?", 1, "list?", "isList", { test: true, fails: false });
runtime("circular-list?", 1, "circular-list?", "isCircular", { test: true, fails: false });
runtime("dotted-list?", 1, "dotted-list?", "isDotted", { test: true, fails: false });
runtime("length", 1, "length", "length");
// (check-list who list): the length, or a failure of the library procedure `who`.
runtime("check-list", 2, "length", "checkList");
// Unchecked: the operand is known to be a pair.
inline("unsafe-car", 1, "car");
inline("unsafe-cdr", 1, "cdr");
inline("unsafe-set-cdr!", 2, "set-cdr!", { pure: false });

// ---- symbols, characters, strings -----------------------------------------------------------------------------------------------
procedure("symbol->string", 1, "symbol->string", "symbolToString");
runtime("string->symbol", 1, "string->symbol", "stringToSymbol", { pure: false });
runtime("char->integer", 1, "char->integer", "charToInteger");
runtime("integer->char", 1, "integer->char", "integerToChar");
runtime("char-alphabetic?", 1, "char-alphabetic?", "charAlphabetic", { test: true });
runtime("char-numeric?", 1, "char-numeric?", "charNumeric", { test: true });
runtime("char-whitespace?", 1, "char-whitespace?", "charWhitespace", { test: true });
runtime("char-upper-case?", 1, "char-upper-case?", "charUppercase", { test: true });
runtime("char-lower-case?", 1, "char-lower-case?", "charLowercase", { test: true });
runtime("digit-value", 1, "digit-value", "digitValue");
runtime("char-upcase", 1, "char-upcase", "charUpcase");
runtime("char-downcase", 1, "char-downcase", "charDowncase");
runtime("char-foldcase", 1, "char-foldcase", "charFoldcase");
// (… relation a b rest): whether it holds between all neighbours; relations are numbered as in runtime-as/characters.ts.
runtime("chars-related?", 4, "char=?", "charsRelated", { test: true });
runtime("chars-related-folded?", 4, "char-ci=?", "charsRelatedFolded", { test: true });
runtime("strings-related?", 4, "string=?", "stringsRelated", { test: true });
runtime("strings-related-folded?", 4, "string-ci=?", "stringsRelatedFolded", { test: true });
runtime("string-length", 1, "string-length", "stringLength");
runtime("string-ref", 2, "string-ref", "stringRef");
runtime("string-set!", 3, "string-set!", "stringSet", { pure: false });
procedure("make-string", 2, "make-string", "stringMake");
procedure("string", 1, "string", "stringOf");
procedure("substring", 3, "substring", "substring");
procedure("string-copy", 3, "string-copy", "stringCopy");
runtime("string-copy!", 5, "string-copy!", "stringCopyInto", { pure: false });
runtime("string-fill!", 4, "string-fill!", "stringFill", { pure: false });
procedure("concatenate", 1, "string-append", "concatenate");
procedure("printed", 2, "write", "printed");
procedure("list->string", 1, "list->string", "listToString");
procedure("string->list", 3, "string->list", "stringToList");
procedure("string->vector", 3, "string->vector", "stringToVector");
procedure("vector->string", 3, "vector->string", "vectorToString");
procedure("string-upcase", 1, "string-upcase", "stringUpcase");
procedure("string-downcase", 1, "string-downcase", "stringDowncase");
procedure("string-foldcase", 1, "string-foldcase", "stringFoldcase");
procedure("string-reverse", 3, "string-reverse", "stringReverse");
runtime("string-prefix?", 2, "string-prefix?", "stringPrefix", { test: true });
runtime("string-suffix?", 2, "string-suffix?", "stringSuffix", { test: true });
runtime("string-contains", 4, "string-contains", "stringContains");
runtime("string-search-backward", 3, "string-search-backward", "stringSearchBackward");

// ---- vectors and bytevectors --------------------------------------------------------------------------------------------------------
inline("vector-ref", 2, "vector-ref");
inline("vector-set!", 3, "vector-set!", { pure: false });
runtime("vector-length", 1, "vector-length", "vectorLength");
inline("unsafe-vector-ref", 2, "vector-ref");
inline("unsafe-vector-set!", 3, "vector-set!", { pure: false });
procedure("make-vector", 2, "make-vector", "makeVector");
procedure("list->vector", 1, "list->vector", "listToVector");
procedure("vector->list", 3, "vector->list", "vectorToList");
procedure("reverse-vector->list", 3, "reverse-vector->list", "vectorToReversedList");
procedure("vector-copy", 3, "vector-copy", "vectorCopy");
procedure("subvector", 3, "subvector", "subvector");
procedure("vector-append", 1, "vector-append", "vectorAppend");
procedure("vector-grow", 2, "vector-grow", "vectorGrow");
runtime("vector-copy!", 5, "vector-copy!", "vectorCopyInto", { pure: false });
runtime("vector-fill!", 4, "vector-fill!", "vectorFill", { pure: false });
runtime("vector-reverse!", 3, "vector-reverse!", "vectorReverse", { pure: false });
runtime("bytevector?", 1, "bytevector?", "isBytevector", { test: true, fails: false });
procedure("make-bytevector", 2, "make-bytevector", "makeBytevector");
procedure("bytevector", 1, "bytevector", "bytevectorOf");
runtime("bytevector-length", 1, "bytevector-length", "bytevectorLength");
runtime("bytevector-u8-ref", 2, "bytevector-u8-ref", "bytevectorRef");
runtime("bytevector-u8-set!", 3, "bytevector-u8-set!", "bytevectorSet", { pure: false });
procedure("bytevector-append", 1, "bytevector-append", "bytevectorAppend");
procedure("bytevector-copy", 3, "bytevector-copy", "bytevectorCopy");
runtime("bytevector-copy!", 5, "bytevector-copy!", "bytevectorCopyInto", { pure: false });
runtime("bytevector-fill!", 4, "bytevector-fill!", "bytevectorFill", { pure: false });
procedure("utf8->string", 3, "utf8->string", "utf8ToString");
procedure("string->utf8", 3, "string->utf8", "stringToUtf8");

// ---- several values, records ------------------------------------------------------------------------------------------------------------
// (values x) is x. A count of -n - 1 asks for n values at least.
inline("values", -1, "values");
inline("values?", 1, "values", { test: true });
runtime("values-ref", 3, "values", "valuesRef");
runtime("values-tail", 2, "values", "valuesTail");
procedure("list->values", 1, "values", "listToValues");
// A record is [header][type][field ...]; its fields are read by unsafe-vector-ref, where word 0 is the type.
inline("record", -1, "record");
inline("record?", 2, "record?", { test: true });
procedure("list->record", 1, "record", "listToRecord");

// ---- hash tables (runtime-as/tables.ts), random numbers -------------------------------------------------------------------------------------
runtime("table-find", 2, "hash-table-ref", "tableFind", { fails: false, pure: false });
runtime("table-first", 2, "hash-table-ref", "tableFirst", { fails: false });
runtime("table-add", 4, "hash-table-set!", "tableAdd", { fails: false, pure: false });
runtime("table-move", 3, "hash-table-set!", "tableMove", { fails: false, pure: false });
runtime("table-delete", 2, "hash-table-delete!", "tableDelete", { fails: false, pure: false });
runtime("stable-hash", 2, "equal-hash", "stableHash", { fails: false });
runtime("make-random-generator", 1, "make-random-generator", "makeGenerator");
runtime("random-generator?", 1, "random-generator?", "isGenerator", { test: true, fails: false });
runtime("random-generator-copy", 1, "random-generator-copy", "copyGenerator");
runtime("random", 2, "random", "random", { pure: false });
runtime("random-normal", 1, "random-normal", "randomNormal", { pure: false });

// ---- derivatives: levels and their sweeps (runtime-as/levels.ts) -----------------------------------------------------------------------------
procedure("level-open", 0, "gradient", "levelOpen");
procedure("level-open-backwards", 0, "gradient", "levelOpenBackwards");
runtime("level-at", 1, "gradient", "levelAt", { fails: false, pure: false });
runtime("level-close", 1, "gradient", "levelClose", { fails: false, pure: false });
runtime("level-reopen?", 2, "gradient", "levelReopen", { test: true, fails: false, pure: false });
runtime("level-end", 1, "gradient", "levelEnd", { fails: false, pure: false });
procedure("alias-open", 0, "checkpoint", "aliasOpen");
runtime("alias-reopen", 1, "checkpoint", "aliasReopen", { fails: false, pure: false });
runtime("alias-close", 2, "checkpoint", "aliasClose", { fails: false, pure: false });
runtime("level-extent", 1, "checkpoint", "levelExtent", { fails: false, pure: false });
runtime("level-drop", 2, "checkpoint", "levelDrop", { fails: false, pure: false });
runtime("level-depth", 1, "gradient", "levelDepth", { fails: false, pure: false });
runtime("levels-open", 0, "gradient", "levelsOpen", { fails: false, pure: false });
runtime("graph-open?", 0, "gradient", "graphOpen", { test: true, fails: false, pure: false });
runtime("level-object", 1, "gradient", "levelObject", { fails: false, pure: false });
runtime("set-level-object!", 2, "gradient", "setLevelObject", { fails: false, pure: false });
runtime("level-input", 1, "gradient", "levelInput", { fails: false, pure: false });
runtime("level-node", 2, "gradient", "levelNode", { fails: false, pure: false });
runtime("level-primal", 2, "gradient", "levelPrimal", { fails: false, pure: false });
runtime("without-derivative", 1, "stop-gradient", "withoutDerivative", { fails: false, pure: false });
runtime("level-top", 1, "gradient", "levelTop", { fails: false, pure: false });
runtime("level-inputs-end", 1, "gradient", "levelInputsEnd", { fails: false, pure: false });
runtime("level-sweep-kind", 1, "gradient", "levelSweepKind", { fails: false, pure: false });
runtime("level-sweep", 3, "gradient", "levelSweep", { pure: false });
runtime("level-propagate", 3, "jvp", "levelPropagate", { pure: false });
runtime("level-directions", 6, "jacobian", "levelDirections", { fails: false, pure: false });
runtime("level-forget", 3, "jvp", "levelForget", { fails: false, pure: false });
runtime("sweep-begin", 0, "gradient", "sweepBegin", { fails: false, pure: false });
runtime("sweep-end", 0, "gradient", "sweepEnd", { fails: false, pure: false });
runtime("sweep-seed", 3, "gradient", "sweepSeed", { pure: false });
runtime("sweep-take", 1, "gradient", "sweepTake", { fails: false, pure: false });
runtime("sweep-read", 1, "jvp", "sweepRead", { fails: false, pure: false });
runtime("set-tangent!", 2, "jvp", "setTangent", { fails: false, pure: false });
runtime("zero-adjoint?", 1, "gradient", "isZeroAdjoint", { test: true, fails: false, pure: false });
// The place of the latest call out of the program's text, kept and put back around callbacks.
runtime("site", 0, "gradient", "site", { fails: false, pure: false });
runtime("set-site!", 1, "gradient", "setSite", { fails: false, pure: false });

runtime("numeric?", 1, "gradient", "isNumeric", { test: true, fails: false, pure: false });
runtime("tensor-rule?", 1, "gradient", "isTensorRule", { test: true, fails: false, pure: false });
runtime("fused-rule?", 1, "gradient", "isFusedRule", { test: true, fails: false, pure: false });
runtime("fused-begins?", 1, "gradient", "fusedBegins", { test: true, fails: false, pure: false });
runtime("fused-ends", 1, "gradient", "fusedEnds", { fails: false, pure: false });
runtime("tensor-pull", 2, "gradient", "tensorPull", { pure: false });
runtime("tensor-push", 2, "jvp", "tensorPush", { pure: false });
runtime("tensor-forget", 1, "jvp", "tensorForget", { fails: false, pure: false });

// ---- tensors (runtime-as/tensors/api.ts) -----------------------------------------------------------------------------------------------------
runtime("tensor?", 1, "tensor?", "isTensorTest", { test: true, fails: false });
runtime("tensor-shape", 1, "tensor-shape", "tensorShape");
runtime("tensor-size", 1, "tensor-size", "tensorSize");
procedure("tensor->vector", 1, "tensor->vector", "tensorToVector");
procedure("tensor-of", 1, "tensor", "tensorOf");
procedure("make-tensor", 2, "make-tensor", "tensorFilled");
procedure("eye", 2, "eye", "tensorEye");
procedure("tensor-range", 3, "arange", "tensorRange");
procedure("tensor-ref", 2, "tensor-ref", "tensorRef");
procedure("tensor-slice", 2, "tensor-slice", "tensorSlice");
procedure("reshape", 2, "reshape", "reshapeTensor");
procedure("broadcast-to", 2, "broadcast-to", "broadcastTensor");
procedure("transpose", 2, "transpose", "transposeTensor");
procedure("concat", 2, "concat", "concatTensors");
procedure("stack", 2, "stack", "stackTensors");
procedure("sum", 3, "sum", "sumTensor");
procedure("mean", 3, "mean", "meanTensor");
procedure("norm", 3, "norm", "normTensor");
procedure("logsumexp", 3, "logsumexp", "logSumExpTensor");
procedure("softmax", 2, "softmax", "softmaxTensor");
procedure("cumsum", 2, "cumsum", "cumsumTensor");
procedure("extreme", 4, "amax", "extremeTensor");
procedure("extreme-place", 3, "argmax", "extremePlaces");
procedure("matmul", 2, "matmul", "matmulTensors");
procedure("matvec", 2, "matvec", "matvecTensors");
procedure("dot", 2, "dot", "dotTensors");
procedure("outer", 2, "outer", "outerTensors");
procedure("diag", 2, "diag", "diagTensor");
procedure("triangle", 3, "tril", "triangleTensor");
procedure("cholesky", 1, "cholesky", "choleskyTensor");
procedure("solve", 2, "solve", "solveTensors");
procedure("solve-spd", 2, "solve-spd", "solveSymmetricTensors");
procedure("triangular-solve", 4, "triangular-solve", "triangularTensors");
procedure("inv", 1, "inv", "inverseTensor");
procedure("det", 1, "det", "detTensor");
procedure("logdet", 1, "logdet", "logdetTensor");

// ---- output and errors ----------------------------------------------------------------------------------------------------------------
runtime("print", 3, "display", "print", { pure: false });
for (const name of ["console-input", "console-output", "console-errors"]) inline(name, 0, "port");
runtime("raise-syntax", 2, "error", "failSyntax", { pure: false });
runtime("raise-undefined", 1, "error", "failUndefined", { pure: false });
runtime("raise-uninitialized", 1, "error", "failUninitialized", { pure: false });
runtime("raise-arity", 4, "error", "failArityOf", { pure: false });
runtime("raise-expected", 3, "error", "failExpected", { pure: false });
runtime("raise-index", 3, "error", "failIndex", { pure: false });
runtime("raise-record", 3, "error", "failRecord", { pure: false });

// ---- control and constants --------------------------------------------------------------------------------------------------------------
add("apply", 2, "apply", { how: "control" }, false);
add("prompt", 2, "dynamic-wind", { how: "control" }, false);
add("escape", 2, "raise", { how: "control" }, false);
add("call/cc", 1, "call-with-current-continuation", { how: "control" }, false);
add("throw", 3, "call-with-current-continuation", { how: "control" }, false);
add("exit", 1, "exit", { how: "control" }, false);
add("fused-pull", 1, "gradient", { how: "control" }, false);
runtime("dynamic", 0, "dynamic-wind", "currentDynamic", { fails: false, pure: false });
runtime("set-dynamic!", 1, "dynamic-wind", "setDynamic", { fails: false, pure: false });
runtime("condition", 2, "error", "makeCondition", { fails: false, pure: false });
runtime("call-site", 0, "eval", "callSite", { fails: false, pure: false });
runtime("clock", 0, "current-second", "clock", { fails: false, pure: false });
runtime("raise-uncaught", 1, "raise", "failRaised", { pure: false });
inline("fixnum?", 1, "exact-integer?", { test: true });
inline("same-code?", 2, "procedure?", { test: true });
inline("same?", 2, "eq?", { test: true });
// A call whose operator is known to be a procedure, and whose place is nobody's business: a node of the interpreter calling another.
add("call", -1, "call", { how: "control" }, false);
inline("unspecified", 0, "unspecified");
inline("eof", 0, "eof-object");
inline("list", -1, "list");
inline("vector", -1, "vector");
inline("default", 0, "default");
inline("uninitialized", 0, "undefined");
inline("uninitialized?", 1, "undefined", { test: true });
inline("unbound", 0, "undefined");
inline("unbound?", 1, "undefined", { test: true });
inline("symbol-index", 1, "symbol-index");
// The program's variables that can be found by name, by their numbers (runtime-as/globals.ts).
runtime("global-count", 0, "eval", "globalCount", { fails: false });
runtime("global-name", 1, "eval", "globalName", { fails: false, pure: false });
runtime("global-ref", 1, "eval", "globalRef", { fails: false, pure: false });
runtime("global-set!", 2, "eval", "globalSet", { fails: false, pure: false });
runtime("parameter", 1, "parameter", "parameterAt", { fails: false, pure: false });
runtime("make-values", 2, "make-values", "makeValuesOf", { fails: false, pure: false });

function cxrPaths(): string[] {
  const paths: string[] = [];
  let previous = ["a", "d"];
  for (let length = 2; length <= 4; length++) {
    previous = previous.flatMap((path) => [`a${path}`, `d${path}`]);
    paths.push(...previous);
  }
  return paths;
}

export const instructions: ReadonlyMap<string, Instruction> = new Map(list.map((i) => [i.name, i]));
