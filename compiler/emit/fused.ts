// Fused sweeps: a loop over floats (fuse.ts) as a pair of functions. The forward one (fused-forward.ts) runs whole rounds in f64 locals and
// writes down, for each round, what its adjoint cannot compute again cheaply; the adjoint one (fused-adjoint.ts) takes the rounds from the
// last to the first. A loop that reads vectors has a second pair, for vectors whose elements are active.
// Invariant: both do what the tape's entries and their sweep do, operation by operation, in the same order.
import type { ElementNode, FloatNode, FusedLoop, Path } from "../fuse.js";
import { parseRule, ruleVariables } from "../primitives/rules.js";
import type { Expression } from "./context.js";

/** Cheaper to compute again than to store and load. */
const CHEAP = new Set(["add", "subtract", "multiply", "divide", "negate", "abs", "min", "max", "sqrt"]);
/** Where the loop's inputs stand in R_ARGS, in words. */
export const INPUTS = 128;
/** Bytes of the object before the cotangents. */
export const HEAD = 24;

/** What a round writes down and its adjoint loads. */
export interface Plan {
  readonly path: Path;
  /** An f64 each. */
  readonly saved: readonly FloatNode[];
  /** Elements whose slot on the tape is written down, as an u32 each: 0 when the element is not active. */
  readonly slots: readonly ElementNode[];
}
export interface Fused {
  readonly loop: FusedLoop;
  /** Whether elements of vectors may be active. */
  readonly elements: boolean;
  readonly plans: readonly Plan[];
  /** Bytes that a round writes down. */
  readonly bytes: number;
  /** Where the slots of a round begin, and where the number of its path is. */
  readonly slotsAt: number;
  readonly pathAt: number;
}

export function adjointName(loop: FusedLoop, elements: boolean): string {
  return `${loop.code.label}/adjoint${elements ? "-elements" : ""}`;
}
export function forwardName(loop: FusedLoop, elements = false): string {
  return `${loop.code.label}/forward${elements ? "-elements" : ""}`;
}
/** An invariant's word in the forward function, whose first locals are the parameters. */
export type InvariantWord = (source: FusedLoop["vectors"][number]) => Expression;

/** How a loop is fused: once, and once more for active elements of vectors. */
export function fusedVariants(loop: FusedLoop): readonly Fused[] {
  return loop.vectors.length === 0 ? [fusedOf(loop, false)] : [fusedOf(loop, false), fusedOf(loop, true)];
}

function fusedOf(loop: FusedLoop, elements: boolean): Fused {
  const plans = loop.paths.map((path) => planOf(path, elements));
  const slotsAt = 8 * Math.max(...plans.map(({ saved }) => saved.length));
  const pathAt = slotsAt + 4 * Math.max(...plans.map(({ slots }) => slots.length));
  const bytes = pathAt + (plans.length > 1 ? 4 : 0);
  return { loop, elements, plans, slotsAt, pathAt, bytes: (bytes + 7) & ~7 };
}

/** Whether a node has a derivative by something that may be active. */
export function isActive(node: FloatNode, elements: boolean): boolean {
  if (node.kind === "operation") return node.operands.some((operand) => isActive(operand, elements));
  if (node.kind === "element") return elements;
  return node.kind === "carried" || node.kind === "invariant";
}

/** The values that the adjoint of a path needs and does not compute. */
function planOf(path: Path, elements: boolean): Plan {
  const saved: FloatNode[] = [];
  const slots = new Set<ElementNode>();
  const seen = new Set<FloatNode>();
  const carried = new Set<number>();
  const need = (node: FloatNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "constant" || node.kind === "invariant") return;
    if (node.kind === "carried") {
      if (!carried.has(node.index)) saved.push(node);
      carried.add(node.index);
    } else if (node.kind === "operation" && CHEAP.has(node.operation.name)) node.operands.forEach(need);
    else saved.push(node);
  };
  const slot = (node: FloatNode): void => {
    if (elements && node.kind === "element") slots.add(node);
  };
  for (const step of path.steps) {
    if (step.kind !== "operation") continue;
    step.operation.partials.forEach((rule, k) => {
      const operand = step.operands[k] as FloatNode;
      if (!isActive(operand, elements)) return;
      slot(operand);
      const names = ruleVariables(parseRule(rule));
      if (names.has("x")) need(step.operands[0] as FloatNode);
      if (names.has("y")) need(step.operands[1] as FloatNode);
      if (names.has("z")) need(step);
    });
  }
  path.floats.forEach(slot);
  return { path, saved, slots: [...slots] };
}
