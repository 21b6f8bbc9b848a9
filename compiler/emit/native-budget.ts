// How many bytes of Scheme frames may lie on one native run, so that the native stack cannot overflow: baseline-compiled frames
// hold every local.
// Invariant: budget × (native bytes per byte of Scheme frame) stays below NATIVE_BYTES, for the function where that ratio is largest.
import type { Context } from "./context.js";

/** Native stack that Scheme code may use; every host's default is at least twice that. */
const NATIVE_BYTES = 512 * 1024;
/** Budget of ordinary functions: 32 native bytes per byte of frame. */
const MOST = 16 * 1024;

/**
 * Bytes of a native frame with that many locals. The baseline tier's frames hold every local; the optimising tier's are smaller, but
 * those of very large functions (hundreds of locals, hundreds of calls) were seen to take up to 30 bytes per local.
 */
function nativeBytes(locals: number): number {
  return (locals > 64 ? 40 : 8) * locals + 80;
}

/** The budget for the module as it is now, after optimisation. */
export function nativeBudget(ctx: Context): number {
  const { b, m } = ctx;
  let ratio = NATIVE_BYTES / MOST;
  for (const [name, frame] of ctx.frames) {
    const ref = m.getFunction(name);
    if (!ref) continue; // inlined everywhere
    const { params, vars } = b.getFunctionInfo(ref);
    ratio = Math.max(ratio, nativeBytes(b.expandType(params).length + vars.length) / frame);
  }
  return Math.floor(NATIVE_BYTES / ratio);
}
