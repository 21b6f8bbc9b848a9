// The libraries that the back ends run on, as tests use them.
import { loadTfjs } from "../../bench/peers/tfjs.js";

/** TensorFlow.js with its gradient rules registered, and a way to choose the backend. */
export async function tfjs() {
  const peer = await loadTfjs();
  const tf = await import("@tensorflow/tfjs-core");
  return { tf, select: peer.select };
}

/** jax-js on its "cpu" device, whose elementary functions are those of 64 bits. */
export async function jaxJs() {
  // It asks for this class, which Node has from 24 on, when it looks at the type of an array.
  const host = globalThis as { Float16Array?: unknown };
  host.Float16Array ??= class Float16Array extends Uint16Array {};
  const jax = await import("@jax-js/jax");
  await jax.init("cpu");
  jax.defaultDevice("cpu");
  return jax;
}
