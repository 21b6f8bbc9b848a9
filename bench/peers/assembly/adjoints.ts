// All hand-written primals and adjoints, in one module.
export * from "./dynamics";
export { dataAddress, gradientAddress, parametersAddress, reserve } from "./memory";
export * from "./sequences";
export * from "./structures";
export * from "./vectors";
