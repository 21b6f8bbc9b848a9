// The loop workloads in tfjs operations, with the same operations in the same order as the Scheme programs.
// Constants are tensors made once per evaluation; the list's elements are mapped as one vector, which is tfjs's fastest form.
import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import type { TfjsLoop } from "./tfjs.js";

export const logistic: TfjsLoop =
  (tf, n) =>
  (...parameters) => {
    const [r] = parameters as [Tensor];
    const one = tf.scalar(1);
    let x: Tensor = tf.scalar(0.5);
    let sum: Tensor = tf.scalar(0);
    for (let i = 0; i < n; i++) {
      x = tf.mul(tf.mul(r, x), tf.sub(one, x));
      sum = tf.add(sum, x);
    }
    return sum as Scalar;
  };

export const lotkaVolterra: TfjsLoop =
  (tf, n) =>
  (...parameters) => {
    const [alpha, beta, delta, gamma] = parameters as [Tensor, Tensor, Tensor, Tensor];
    const dt = tf.scalar(0.001);
    let x: Tensor = tf.scalar(10);
    let y: Tensor = tf.scalar(10);
    let sum: Tensor = tf.scalar(0);
    for (let i = 0; i < n; i++) {
      const xy = tf.mul(x, y);
      const prey = tf.add(x, tf.mul(dt, tf.sub(tf.mul(alpha, x), tf.mul(beta, xy))));
      const predators = tf.add(y, tf.mul(dt, tf.sub(tf.mul(delta, xy), tf.mul(gamma, y))));
      sum = tf.add(tf.add(sum, prey), predators);
      x = prey;
      y = predators;
    }
    return sum as Scalar;
  };

export const listFold: TfjsLoop =
  (tf, n) =>
  (...parameters) => {
    const [a, b, c] = parameters as [Tensor, Tensor, Tensor];
    const xs = tf.linspace(1 / n, 1, n);
    const mapped = tf.add(tf.mul(tf.mul(a, xs), xs), tf.mul(b, xs));
    let sum: Tensor = tf.scalar(0);
    for (const y of tf.unstack(mapped)) sum = tf.add(y, tf.mul(c, sum));
    return sum as Scalar;
  };
