// Instructions in cold code: one function for all uses of an instruction, in place of the instruction's code at each of them.
// The function takes (sp, operand …) and, where failures are reported at their place, the site word; it answers the value, or the
// sentinel after a failure. Invariant: what an instruction computes is the same either way.
import { Variable } from "../core.js";
import type { Code, Simple, SimpleInstruction } from "../flow.js";
import { instructions } from "../primitives/index.js";
import type { Expression } from "./context.js";
import { instructionFails } from "./failures.js";
import { CodeEmitter, type FunctionEmitter } from "./function.js";
import { checkSentinel, emitWord } from "./simple.js";

const SMALL = /^(unsafe-|unspecified|default|uninitialized|unbound|symbol-index)/;

/** Whether the instruction is worth a call. */
export function isShared(f: FunctionEmitter, s: Simple): boolean {
  if (!f.cold || s.kind !== "instruction") return false;
  const emission = instructions.get(s.name)?.emission;
  // Of nested operations, the operands of all are computed first (arithmetic.ts), here as well: the tape keeps that order.
  if (emission?.how === "operation") return !s.operands.some(isArithmetic);
  if (emission?.how === "runtime")
    return (
      emission.result === "word" &&
      emission.fails &&
      !(emission.float !== undefined && s.operands.some(isArithmetic))
    );
  return emission?.how === "inline" && !emission.test && !SMALL.test(s.name) && s.operands.length > 0;
}

function isArithmetic(s: Simple): boolean {
  if (s.kind !== "instruction") return false;
  const emission = instructions.get(s.name)?.emission;
  return emission?.how === "operation" || (emission?.how === "runtime" && emission.float !== undefined);
}

/** The value of a shared instruction; `operands` in place of its own. */
export function emitShared(f: FunctionEmitter, s: SimpleInstruction, operands?: Expression[]): Expression {
  const call = f.m.call(...sharedCall(f, s, operands), f.i64);
  return instructionFails(s.name) ? checkSentinel(f, call) : call;
}

/** Returns the value of a shared instruction: a failure needs no test. */
export function emitSharedReturn(f: FunctionEmitter, s: SimpleInstruction): Expression {
  return f.m.return_call(...sharedCall(f, s), f.i64);
}

function sharedCall(
  f: FunctionEmitter,
  s: SimpleInstruction,
  given?: Expression[],
): [name: string, operands: Expression[]] {
  const count = s.operands.length;
  const placed = instructionFails(s.name) && (f.code.carriesSource || !s.trusted);
  const variadic = instructions.get(s.name)?.arity === -1;
  const name = `shared/${s.name}${variadic ? `/${count}` : ""}${placed ? "/placed" : ""}`;
  f.ctx.demand(name, () => {
    const params = Array.from({ length: count }, (_, i) => new Variable(`x${i}`, i));
    const site = placed ? new Variable("site", count) : undefined;
    const value: Simple = { ...s, operands: params.map((variable): Simple => ({ kind: "local", variable })) };
    const code: Code = {
      label: name,
      trusted: true,
      place: { line: 0, column: 0 },
      name: "",
      hasSelf: false,
      carriesSource: false,
      hot: true,
      site,
      params: site ? [...params, site] : params,
      body: { kind: "return", value },
      leaf: true,
    };
    new CodeEmitter(f.ctx, code, f.hints).emit();
  });
  const operands = given ?? s.operands.map((operand) => emitWord(f, operand));
  return [name, [f.sp(), ...operands, ...(placed ? [f.siteWord(s.place, s.trusted)] : [])]];
}
