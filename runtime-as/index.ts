// The runtime's exports: what compiled code calls, and what the host calls (abi.ts).
export { allocateSlow } from "./heap";
export { driverDeliver, driverNext, refuel, takePending } from "./driver";
export * from "./generated/arithmetic";
export {
  asNumber, floorQuotient, floorRemainder, greatestCommonDivisor, isEven, isExact, isExactIntegerTest, isFiniteTest, isInexact, isInfiniteTest,
  isInteger, isNaNTest, isNegative, isNumber, isOdd, isPositive, isZero, leastCommonMultiple, numberEquals, numberGreater, numberLess,
  numberNotGreater, numberNotLess, roundDown, roundToEven, roundToZero, roundUp, toExact, toInexact, truncateQuotient, truncateRemainder,
} from "./numbers";
export {
  arithmeticShift, bitCount, bitIsSet, bitwiseAnd, bitwiseNot, bitwiseOr, bitwiseXor, firstSetBit, integerLength, shiftRight,
} from "./bits";
export { denominatorOf, exactIntegerSqrt, numeratorOf, rationalize } from "./fractions";
export { copyGenerator, isGenerator, makeGenerator, random, randomNormal } from "./random";
export { stableHash, tableAdd, tableDelete, tableFind, tableFirst, tableMove } from "./tables";
export { isEqual, isEqv } from "./equality";
export {
  aliasClose, aliasOpen, aliasReopen, isZeroAdjoint, levelAt, levelClose, levelDepth, levelDrop, levelEnd, levelExtent, levelForget, levelInput, levelInputsEnd,
  levelNode, levelObject, levelOpen, levelPrimal, levelPropagate, levelReopen, levelSweep, levelSweepKind, levelTop, levelsOpen, graphOpen, setLevelObject,
  isNumeric, isTensorRule, tensorForget, tensorPull, tensorPush, setSite, setTangent, site, sweepBegin, sweepEnd, sweepRead, sweepSeed, sweepTake, withoutDerivative,
} from "./levels";
export { fusedBegins, fusedEnds, isFusedRule, levelOpenBackwards } from "./levels";
export { fusedBegin, fusedEnd } from "./fused";
export { levelDirections } from "./directions";
export { checkList, isCircular, isDotted, isList, length } from "./lists";
export {
  concatenate, listToString, makeString as stringMake, numberToString, stringCopy, stringLength, stringOf, stringRef, stringSet, stringToList,
  stringToNumber, stringToSymbol, substring, symbolToString,
} from "./strings";
export {
  charAlphabetic, charDowncase, charFoldcase, charLowercase, charNumeric, charToInteger, charUpcase, charUppercase, charWhitespace,
  charsRelated, charsRelatedFolded, digitValue, integerToChar,
} from "./characters";
export {
  stringContains, stringCopyInto, stringDowncase, stringFill, stringFoldcase, stringPrefix, stringReverse, stringSearchBackward, stringSuffix,
  stringToVector, stringUpcase, stringsRelated, stringsRelatedFolded, vectorToString,
} from "./text";
export {
  bytevectorAppend, bytevectorCopy, bytevectorCopyInto, bytevectorFill, bytevectorLength, bytevectorOf, bytevectorRef, bytevectorSet,
  isBytevector, makeBytevector, stringToUtf8, utf8ToString,
} from "./bytevectors";
export {
  listToVector, makeVector, subvector, vectorAppend, vectorCopy, vectorCopyInto, vectorFill, vectorGrow, vectorLength, vectorReverse,
  vectorToList, vectorToReversedList,
} from "./vectors";
export {
  broadcastTensor, choleskyTensor, concatTensors, cumsumTensor, detTensor, diagTensor, dotTensors, extremePlaces, extremeTensor, inverseTensor, isTensorTest,
  logSumExpTensor, logdetTensor, matmulTensors, matvecTensors, meanTensor, normTensor, outerTensors, reshapeTensor, softmaxTensor, solveSymmetricTensors,
  solveTensors, stackTensors, sumTensor, tensorEye, tensorFilled, tensorOf, tensorRange, tensorRef, tensorShape, tensorSize, tensorSlice, tensorToVector,
  transposeTensor, triangleTensor, triangularTensors,
} from "./tensors/api";
export { print, printed } from "./write";
export { failArityOf, failExpected, failIndex, failRecord, failSyntax, failUndefined, failUninitialized, passLeaf } from "./errors";
export { captureStack, currentDynamic, escapeTo, exitWith, setDynamic, throwTo } from "./continuations";
export { failRaised, makeCondition } from "./conditions";
export { callSite, clock, globalCount, globalName, globalRef, globalSet } from "./globals";
export { makeValuesOf, parameterAt } from "./parameters";
export { listToRecord, listToValues, valuesRef, valuesTail } from "./records";
export { exp as f64Exp, log as f64Log, sin as f64Sin, cos as f64Cos, tan as f64Tan, asin as f64Asin, acos as f64Acos, atan as f64Atan,
  tanh as f64Tanh, expm1 as f64Expm1, log1p as f64Log1p, sinh as f64Sinh, cosh as f64Cosh, pow as f64Expt, atan2 as f64Atan2 } from "./math/index";
export {
  restArguments, spreadArguments, throwArity, throwNotProcedure, throwPending, throwType, throwUndefined, throwUninitialized, throwVector,
} from "./calls";
export * from "./abi";

/** End of the runtime's static data; a program's begins here. */
export function staticEnd(): usize { return __heap_base; }
