// Maps and differential equations by hand: the state is saved at each step, the sweep goes back over the steps and computes stages
// again. Constants of the model are named in each function, so that a function can be read by itself.
import { at, put, RESIDUALS } from "./memory";

export function logisticPrimal(n: i32, p: usize, _d: usize): f64 {
  const r = at(p, 0);
  let x = 0.5;
  let sum = 0.0;
  for (let i = 0; i < n; i++) {
    x = r * x * (1.0 - x);
    sum += x;
  }
  return sum;
}

export function logisticGradient(n: i32, p: usize, _d: usize, g: usize): f64 {
  const r = at(p, 0);
  let x = 0.5;
  let sum = 0.0;
  let adjoint = 0.0;
  let byR = 0.0;
  const saved = RESIDUALS;
  for (let i = 0; i < n; i++) {
    put(saved, i, x);
    x = r * x * (1.0 - x);
    sum += x;
  }
  for (let i = n - 1; i >= 0; i--) {
    x = at(saved, i);
    adjoint += 1.0;
    byR += adjoint * (x * (1.0 - x));
    adjoint *= r * (1.0 - 2.0 * x);
  }
  put(g, 0, byR);
  return sum;
}

export function lotkaVolterraPrimal(n: i32, p: usize, _d: usize): f64 {
  const alpha = at(p, 0);
  const beta = at(p, 1);
  const delta = at(p, 2);
  const gamma = at(p, 3);
  const dt = 0.001;
  let x = 10.0;
  let y = 10.0;
  let sum = 0.0;
  for (let i = 0; i < n; i++) {
    const xy = x * y;
    const prey = x + dt * (alpha * x - beta * xy);
    y += dt * (delta * xy - gamma * y);
    x = prey;
    sum = sum + x + y;
  }
  return sum;
}

export function lotkaVolterraGradient(n: i32, p: usize, _d: usize, g: usize): f64 {
  const alpha = at(p, 0);
  const beta = at(p, 1);
  const delta = at(p, 2);
  const gamma = at(p, 3);
  const dt = 0.001;
  let x = 10.0;
  let y = 10.0;
  let sum = 0.0;
  const saved = RESIDUALS;
  let bx = 0.0;
  let by = 0.0;
  let ga = 0.0;
  let gb = 0.0;
  let gd = 0.0;
  let gg = 0.0;
  for (let i = 0; i < n; i++) {
    put(saved, 2 * i, x);
    put(saved, 2 * i + 1, y);
    const xy = x * y;
    const prey = x + dt * (alpha * x - beta * xy);
    y += dt * (delta * xy - gamma * y);
    x = prey;
    sum = sum + x + y;
  }
  for (let i = n - 1; i >= 0; i--) {
    x = at(saved, 2 * i);
    y = at(saved, 2 * i + 1);
    bx += 1.0;
    by += 1.0;
    const u = dt * bx;
    const v = dt * by;
    const xy = x * y;
    const product = v * delta - u * beta;
    ga += u * x;
    gb -= u * xy;
    gd += v * xy;
    gg -= v * y;
    bx += u * alpha + product * y;
    by += product * x - v * gamma;
  }
  put(g, 0, ga);
  put(g, 1, gb);
  put(g, 2, gd);
  put(g, 3, gg);
  return sum;
}

export function lotkaVolterraRk4Primal(n: i32, p: usize, _d: usize): f64 {
  const alpha = at(p, 0);
  const beta = at(p, 1);
  const delta = at(p, 2);
  const gamma = at(p, 3);
  const dt = 0.01;
  const half = 0.005;
  const sixth = 0.01 / 6.0;
  let x = 10.0;
  let y = 10.0;
  let sum = 0.0;
  for (let i = 0; i < n; i++) {
    const xy = x * y;
    const k1 = alpha * x - beta * xy;
    const l1 = delta * xy - gamma * y;
    const x2 = x + half * k1;
    const y2 = y + half * l1;
    const xy2 = x2 * y2;
    const k2 = alpha * x2 - beta * xy2;
    const l2 = delta * xy2 - gamma * y2;
    const x3 = x + half * k2;
    const y3 = y + half * l2;
    const xy3 = x3 * y3;
    const k3 = alpha * x3 - beta * xy3;
    const l3 = delta * xy3 - gamma * y3;
    const x4 = x + dt * k3;
    const y4 = y + dt * l3;
    const xy4 = x4 * y4;
    const k4 = alpha * x4 - beta * xy4;
    const l4 = delta * xy4 - gamma * y4;
    x += sixth * (k1 + 2.0 * (k2 + k3) + k4);
    y += sixth * (l1 + 2.0 * (l2 + l3) + l4);
    sum = sum + x + y;
  }
  return sum;
}

export function lotkaVolterraRk4Gradient(n: i32, p: usize, _d: usize, g: usize): f64 {
  const alpha = at(p, 0);
  const beta = at(p, 1);
  const delta = at(p, 2);
  const gamma = at(p, 3);
  const dt = 0.01;
  const half = 0.005;
  const sixth = 0.01 / 6.0;
  const third = 2.0 * sixth;
  let x = 10.0;
  let y = 10.0;
  let sum = 0.0;
  const saved = RESIDUALS;
  let bx = 0.0;
  let by = 0.0;
  let ga = 0.0;
  let gb = 0.0;
  let gd = 0.0;
  let gg = 0.0;
  for (let i = 0; i < n; i++) {
    put(saved, 2 * i, x);
    put(saved, 2 * i + 1, y);
    const xy = x * y;
    const k1 = alpha * x - beta * xy;
    const l1 = delta * xy - gamma * y;
    const x2 = x + half * k1;
    const y2 = y + half * l1;
    const xy2 = x2 * y2;
    const k2 = alpha * x2 - beta * xy2;
    const l2 = delta * xy2 - gamma * y2;
    const x3 = x + half * k2;
    const y3 = y + half * l2;
    const xy3 = x3 * y3;
    const k3 = alpha * x3 - beta * xy3;
    const l3 = delta * xy3 - gamma * y3;
    const x4 = x + dt * k3;
    const y4 = y + dt * l3;
    const xy4 = x4 * y4;
    const k4 = alpha * x4 - beta * xy4;
    const l4 = delta * xy4 - gamma * y4;
    x += sixth * (k1 + 2.0 * (k2 + k3) + k4);
    y += sixth * (l1 + 2.0 * (l2 + l3) + l4);
    sum = sum + x + y;
  }
  for (let i = n - 1; i >= 0; i--) {
    x = at(saved, 2 * i);
    y = at(saved, 2 * i + 1);
    const xy = x * y;
    const k1 = alpha * x - beta * xy;
    const l1 = delta * xy - gamma * y;
    const x2 = x + half * k1;
    const y2 = y + half * l1;
    const xy2 = x2 * y2;
    const k2 = alpha * x2 - beta * xy2;
    const l2 = delta * xy2 - gamma * y2;
    const x3 = x + half * k2;
    const y3 = y + half * l2;
    const xy3 = x3 * y3;
    const k3 = alpha * x3 - beta * xy3;
    const l3 = delta * xy3 - gamma * y3;
    const x4 = x + dt * k3;
    const y4 = y + dt * l3;
    bx += 1.0;
    by += 1.0;
    const u4 = sixth * bx;
    const v4 = sixth * by;
    const q4 = v4 * delta - u4 * beta;
    const bx4 = u4 * alpha + q4 * y4;
    const by4 = q4 * x4 - v4 * gamma;
    const u3 = third * bx + dt * bx4;
    const v3 = third * by + dt * by4;
    const q3 = v3 * delta - u3 * beta;
    const bx3 = u3 * alpha + q3 * y3;
    const by3 = q3 * x3 - v3 * gamma;
    const u2 = third * bx + half * bx3;
    const v2 = third * by + half * by3;
    const q2 = v2 * delta - u2 * beta;
    const bx2 = u2 * alpha + q2 * y2;
    const by2 = q2 * x2 - v2 * gamma;
    const u1 = sixth * bx + half * bx2;
    const v1 = sixth * by + half * by2;
    const q1 = v1 * delta - u1 * beta;
    const bx1 = u1 * alpha + q1 * y;
    const by1 = q1 * x - v1 * gamma;
    const xy4 = x4 * y4;
    ga += u1 * x + u2 * x2 + u3 * x3 + u4 * x4;
    gb -= u1 * xy + u2 * xy2 + u3 * xy3 + u4 * xy4;
    gd += v1 * xy + v2 * xy2 + v3 * xy3 + v4 * xy4;
    gg -= v1 * y + v2 * y2 + v3 * y3 + v4 * y4;
    bx += bx1 + bx2 + bx3 + bx4;
    by += by1 + by2 + by3 + by4;
  }
  put(g, 0, ga);
  put(g, 1, gb);
  put(g, 2, gd);
  put(g, 3, gg);
  return sum;
}

export function pendulumPrimal(n: i32, p: usize, _d: usize): f64 {
  const k = at(p, 0);
  const c = at(p, 1);
  const dt = 0.001;
  let angle = 1.0;
  let speed = 0.0;
  let sum = 0.0;
  for (let i = 0; i < n; i++) {
    const next = angle + dt * speed;
    speed -= dt * (k * Math.sin(angle) + c * speed);
    angle = next;
    sum += angle;
  }
  return sum;
}

export function pendulumGradient(n: i32, p: usize, _d: usize, g: usize): f64 {
  const k = at(p, 0);
  const c = at(p, 1);
  const dt = 0.001;
  let angle = 1.0;
  let speed = 0.0;
  let sum = 0.0;
  const saved = RESIDUALS;
  let ba = 0.0;
  let bs = 0.0;
  let gk = 0.0;
  let gc = 0.0;
  for (let i = 0; i < n; i++) {
    const s = Math.sin(angle);
    const next = angle + dt * speed;
    put(saved, 3 * i, angle);
    put(saved, 3 * i + 1, speed);
    put(saved, 3 * i + 2, s);
    speed -= dt * (k * s + c * speed);
    angle = next;
    sum += angle;
  }
  for (let i = n - 1; i >= 0; i--) {
    const v = dt * bs;
    ba += 1.0;
    gk -= v * at(saved, 3 * i + 2);
    gc -= v * at(saved, 3 * i + 1);
    bs += dt * ba - v * c;
    ba -= v * k * Math.cos(at(saved, 3 * i));
  }
  put(g, 0, gk);
  put(g, 1, gc);
  return sum;
}

export function pendulumRk4Primal(n: i32, p: usize, _d: usize): f64 {
  const k = at(p, 0);
  const c = at(p, 1);
  const dt = 0.01;
  const half = 0.005;
  const sixth = 0.01 / 6.0;
  let angle = 1.0;
  let speed = 0.0;
  let sum = 0.0;
  for (let i = 0; i < n; i++) {
    const l1 = -(k * Math.sin(angle) + c * speed);
    const speed2 = speed + half * l1;
    const l2 = -(k * Math.sin(angle + half * speed) + c * speed2);
    const speed3 = speed + half * l2;
    const l3 = -(k * Math.sin(angle + half * speed2) + c * speed3);
    const speed4 = speed + dt * l3;
    const l4 = -(k * Math.sin(angle + dt * speed3) + c * speed4);
    angle += sixth * (speed + 2.0 * (speed2 + speed3) + speed4);
    speed += sixth * (l1 + 2.0 * (l2 + l3) + l4);
    sum += angle;
  }
  return sum;
}

/** The sines are saved, so that the sweep calls only cosines. */
export function pendulumRk4Gradient(n: i32, p: usize, _d: usize, g: usize): f64 {
  const k = at(p, 0);
  const c = at(p, 1);
  const dt = 0.01;
  const half = 0.005;
  const sixth = 0.01 / 6.0;
  const third = 2.0 * sixth;
  let angle = 1.0;
  let speed = 0.0;
  let sum = 0.0;
  let ba = 0.0;
  let bs = 0.0;
  let gk = 0.0;
  let gc = 0.0;
  for (let i = 0; i < n; i++) {
    const saved = RESIDUALS + <usize>i * 48;
    const s1 = Math.sin(angle);
    const l1 = -(k * s1 + c * speed);
    const speed2 = speed + half * l1;
    const s2 = Math.sin(angle + half * speed);
    const l2 = -(k * s2 + c * speed2);
    const speed3 = speed + half * l2;
    const s3 = Math.sin(angle + half * speed2);
    const l3 = -(k * s3 + c * speed3);
    const speed4 = speed + dt * l3;
    const s4 = Math.sin(angle + dt * speed3);
    const l4 = -(k * s4 + c * speed4);
    put(saved, 0, angle);
    put(saved, 1, speed);
    put(saved, 2, s1);
    put(saved, 3, s2);
    put(saved, 4, s3);
    put(saved, 5, s4);
    angle += sixth * (speed + 2.0 * (speed2 + speed3) + speed4);
    speed += sixth * (l1 + 2.0 * (l2 + l3) + l4);
    sum += angle;
  }
  for (let i = n - 1; i >= 0; i--) {
    const saved = RESIDUALS + <usize>i * 48;
    const s1 = at(saved, 2);
    const s2 = at(saved, 3);
    const s3 = at(saved, 4);
    const s4 = at(saved, 5);
    angle = at(saved, 0);
    speed = at(saved, 1);
    const speed2 = speed - half * (k * s1 + c * speed);
    const speed3 = speed - half * (k * s2 + c * speed2);
    const speed4 = speed - dt * (k * s3 + c * speed3);
    ba += 1.0;
    const v4 = sixth * bs;
    const w4 = -v4 * k * Math.cos(angle + dt * speed3);
    const bs4 = sixth * ba - v4 * c;
    const v3 = third * bs + dt * bs4;
    const w3 = -v3 * k * Math.cos(angle + half * speed2);
    const bs3 = third * ba + dt * w4 - v3 * c;
    const v2 = third * bs + half * bs3;
    const w2 = -v2 * k * Math.cos(angle + half * speed);
    const bs2 = third * ba + half * w3 - v2 * c;
    const v1 = sixth * bs + half * bs2;
    const w1 = -v1 * k * Math.cos(angle);
    gk -= v1 * s1 + v2 * s2 + v3 * s3 + v4 * s4;
    gc -= v1 * speed + v2 * speed2 + v3 * speed3 + v4 * speed4;
    bs += sixth * ba + half * w2 - v1 * c + bs2 + bs3 + bs4;
    ba += w1 + w2 + w3 + w4;
  }
  put(g, 0, gk);
  put(g, 1, gc);
  return sum;
}
