// The table of primitives. Its order gives the ids that error messages are made from.
// Invariant: every name that a program can use without defining it is here, once.

import type { Procedure } from "./procedure.js";
import { controlProcedures } from "./procedures-control.js";
import { derivativeProcedures } from "./procedures-derivatives.js";
import { dynamicProcedures } from "./procedures-dynamic.js";
import { evaluationProcedures } from "./procedures-eval.js";
import { identityProcedures } from "./procedures-identity.js";
import { internalProcedures } from "./procedures-internal.js";
import { listProcedures } from "./procedures-lists.js";
import { numberProcedures } from "./procedures-numbers.js";
import { portProcedures } from "./procedures-ports.js";
import { tableProcedures } from "./procedures-tables.js";
import { tensorProcedures } from "./procedures-tensors.js";
import { textProcedures } from "./procedures-text.js";
import { vectorProcedures } from "./procedures-vectors.js";

export { type Comparison, type Emission, type Instruction, instructions } from "./instructions.js";
export { type Operation, opcodeOf, operationFunction, operations } from "./operations.js";
export type { Procedure } from "./procedure.js";
export { internalProcedures } from "./procedures-internal.js";

export const procedures: readonly Procedure[] = [
  ...numberProcedures,
  ...identityProcedures,
  ...listProcedures,
  ...textProcedures,
  ...vectorProcedures,
  ...tableProcedures,
  ...controlProcedures,
  ...dynamicProcedures,
  ...portProcedures,
  ...evaluationProcedures,
  ...derivativeProcedures,
  ...tensorProcedures,
];

/** Names for messages: the procedures, each under its first name, then what only messages mention. */
export const primitives: readonly { readonly name: string }[] = [
  ...procedures.filter((p) => p.alias === undefined),
  { name: "soft-choice" },
];

export const procedureByName: ReadonlyMap<string, Procedure> = new Map(procedures.map((p) => [p.name, p]));

/** What `(primitive name)` means in core: the procedures of the language, and those that only the expander names. */
export const primitiveByName: ReadonlyMap<string, Procedure> = new Map(
  [...procedures, ...internalProcedures].map((p) => [p.name, p]),
);

const ids = new Map(primitives.map((p, index) => [p.name, index + 1]));
/** Id of a primitive's name in error messages; 0 when it has none. */
export function primitiveId(name: string): number {
  return ids.get(name) ?? 0;
}
