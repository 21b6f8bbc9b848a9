/* Maps and differential equations: the state is saved at each step, the sweep goes back over the steps and computes stages again. */
#include <math.h>
#include "adjoints.h"

double logistic_primal(long n, const double *p, const double *d) {
  double r = p[0], x = 0.5, sum = 0.0;
  (void)d;
  for (long i = 0; i < n; i++) {
    x = r * x * (1.0 - x);
    sum += x;
  }
  return sum;
}

double logistic_gradient(long n, const double *p, const double *d, double *g) {
  double r = p[0], x = 0.5, sum = 0.0, adjoint = 0.0, byR = 0.0, *saved = residuals;
  (void)d;
  for (long i = 0; i < n; i++) {
    saved[i] = x;
    x = r * x * (1.0 - x);
    sum += x;
  }
  for (long i = n - 1; i >= 0; i--) {
    x = saved[i];
    adjoint += 1.0;
    byR += adjoint * (x * (1.0 - x));
    adjoint *= r * (1.0 - 2.0 * x);
  }
  g[0] = byR;
  return sum;
}

double lotkaVolterra_primal(long n, const double *p, const double *d) {
  const double alpha = p[0], beta = p[1], delta = p[2], gamma = p[3], dt = 0.001;
  double x = 10.0, y = 10.0, sum = 0.0;
  (void)d;
  for (long i = 0; i < n; i++) {
    double xy = x * y, prey = x + dt * (alpha * x - beta * xy);
    y += dt * (delta * xy - gamma * y);
    x = prey;
    sum = sum + x + y;
  }
  return sum;
}

double lotkaVolterra_gradient(long n, const double *p, const double *d, double *g) {
  const double alpha = p[0], beta = p[1], delta = p[2], gamma = p[3], dt = 0.001;
  double x = 10.0, y = 10.0, sum = 0.0, *saved = residuals;
  double bx = 0.0, by = 0.0, ga = 0.0, gb = 0.0, gd = 0.0, gg = 0.0;
  (void)d;
  for (long i = 0; i < n; i++) {
    saved[2 * i] = x;
    saved[2 * i + 1] = y;
    double xy = x * y, prey = x + dt * (alpha * x - beta * xy);
    y += dt * (delta * xy - gamma * y);
    x = prey;
    sum = sum + x + y;
  }
  for (long i = n - 1; i >= 0; i--) {
    x = saved[2 * i];
    y = saved[2 * i + 1];
    bx += 1.0;
    by += 1.0;
    double u = dt * bx, v = dt * by, xy = x * y, product = v * delta - u * beta;
    ga += u * x;
    gb -= u * xy;
    gd += v * xy;
    gg -= v * y;
    bx += u * alpha + product * y;
    by += product * x - v * gamma;
  }
  g[0] = ga;
  g[1] = gb;
  g[2] = gd;
  g[3] = gg;
  return sum;
}

double lotkaVolterraRk4_primal(long n, const double *p, const double *d) {
  const double alpha = p[0], beta = p[1], delta = p[2], gamma = p[3], dt = 0.01, half = 0.005, sixth = 0.01 / 6.0;
  double x = 10.0, y = 10.0, sum = 0.0;
  (void)d;
  for (long i = 0; i < n; i++) {
    double xy = x * y, k1 = alpha * x - beta * xy, l1 = delta * xy - gamma * y;
    double x2 = x + half * k1, y2 = y + half * l1, xy2 = x2 * y2, k2 = alpha * x2 - beta * xy2, l2 = delta * xy2 - gamma * y2;
    double x3 = x + half * k2, y3 = y + half * l2, xy3 = x3 * y3, k3 = alpha * x3 - beta * xy3, l3 = delta * xy3 - gamma * y3;
    double x4 = x + dt * k3, y4 = y + dt * l3, xy4 = x4 * y4, k4 = alpha * x4 - beta * xy4, l4 = delta * xy4 - gamma * y4;
    x += sixth * (k1 + 2.0 * (k2 + k3) + k4);
    y += sixth * (l1 + 2.0 * (l2 + l3) + l4);
    sum = sum + x + y;
  }
  return sum;
}

double lotkaVolterraRk4_gradient(long n, const double *p, const double *d, double *g) {
  const double alpha = p[0], beta = p[1], delta = p[2], gamma = p[3], dt = 0.01, half = 0.005, sixth = 0.01 / 6.0, third = 2.0 * sixth;
  double x = 10.0, y = 10.0, sum = 0.0, *saved = residuals;
  double bx = 0.0, by = 0.0, ga = 0.0, gb = 0.0, gd = 0.0, gg = 0.0;
  (void)d;
  for (long i = 0; i < n; i++) {
    saved[2 * i] = x;
    saved[2 * i + 1] = y;
    double xy = x * y, k1 = alpha * x - beta * xy, l1 = delta * xy - gamma * y;
    double x2 = x + half * k1, y2 = y + half * l1, xy2 = x2 * y2, k2 = alpha * x2 - beta * xy2, l2 = delta * xy2 - gamma * y2;
    double x3 = x + half * k2, y3 = y + half * l2, xy3 = x3 * y3, k3 = alpha * x3 - beta * xy3, l3 = delta * xy3 - gamma * y3;
    double x4 = x + dt * k3, y4 = y + dt * l3, xy4 = x4 * y4, k4 = alpha * x4 - beta * xy4, l4 = delta * xy4 - gamma * y4;
    x += sixth * (k1 + 2.0 * (k2 + k3) + k4);
    y += sixth * (l1 + 2.0 * (l2 + l3) + l4);
    sum = sum + x + y;
  }
  for (long i = n - 1; i >= 0; i--) {
    x = saved[2 * i];
    y = saved[2 * i + 1];
    double xy = x * y, k1 = alpha * x - beta * xy, l1 = delta * xy - gamma * y;
    double x2 = x + half * k1, y2 = y + half * l1, xy2 = x2 * y2, k2 = alpha * x2 - beta * xy2, l2 = delta * xy2 - gamma * y2;
    double x3 = x + half * k2, y3 = y + half * l2, xy3 = x3 * y3, k3 = alpha * x3 - beta * xy3, l3 = delta * xy3 - gamma * y3;
    double x4 = x + dt * k3, y4 = y + dt * l3;
    bx += 1.0;
    by += 1.0;
    double u4 = sixth * bx, v4 = sixth * by;
    double q4 = v4 * delta - u4 * beta, bx4 = u4 * alpha + q4 * y4, by4 = q4 * x4 - v4 * gamma;
    double u3 = third * bx + dt * bx4, v3 = third * by + dt * by4;
    double q3 = v3 * delta - u3 * beta, bx3 = u3 * alpha + q3 * y3, by3 = q3 * x3 - v3 * gamma;
    double u2 = third * bx + half * bx3, v2 = third * by + half * by3;
    double q2 = v2 * delta - u2 * beta, bx2 = u2 * alpha + q2 * y2, by2 = q2 * x2 - v2 * gamma;
    double u1 = sixth * bx + half * bx2, v1 = sixth * by + half * by2;
    double q1 = v1 * delta - u1 * beta, bx1 = u1 * alpha + q1 * y, by1 = q1 * x - v1 * gamma;
    double xy4 = x4 * y4;
    ga += u1 * x + u2 * x2 + u3 * x3 + u4 * x4;
    gb -= u1 * xy + u2 * xy2 + u3 * xy3 + u4 * xy4;
    gd += v1 * xy + v2 * xy2 + v3 * xy3 + v4 * xy4;
    gg -= v1 * y + v2 * y2 + v3 * y3 + v4 * y4;
    bx += bx1 + bx2 + bx3 + bx4;
    by += by1 + by2 + by3 + by4;
  }
  g[0] = ga;
  g[1] = gb;
  g[2] = gd;
  g[3] = gg;
  return sum;
}

double pendulum_primal(long n, const double *p, const double *d) {
  const double k = p[0], c = p[1], dt = 0.001;
  double angle = 1.0, speed = 0.0, sum = 0.0;
  (void)d;
  for (long i = 0; i < n; i++) {
    double next = angle + dt * speed;
    speed -= dt * (k * sin(angle) + c * speed);
    angle = next;
    sum += angle;
  }
  return sum;
}

double pendulum_gradient(long n, const double *p, const double *d, double *g) {
  const double k = p[0], c = p[1], dt = 0.001;
  double angle = 1.0, speed = 0.0, sum = 0.0, *saved = residuals, ba = 0.0, bs = 0.0, gk = 0.0, gc = 0.0;
  (void)d;
  for (long i = 0; i < n; i++) {
    double s = sin(angle), next = angle + dt * speed;
    saved[3 * i] = angle;
    saved[3 * i + 1] = speed;
    saved[3 * i + 2] = s;
    speed -= dt * (k * s + c * speed);
    angle = next;
    sum += angle;
  }
  for (long i = n - 1; i >= 0; i--) {
    double v = dt * bs;
    ba += 1.0;
    gk -= v * saved[3 * i + 2];
    gc -= v * saved[3 * i + 1];
    bs += dt * ba - v * c;
    ba -= v * k * cos(saved[3 * i]);
  }
  g[0] = gk;
  g[1] = gc;
  return sum;
}

double pendulumRk4_primal(long n, const double *p, const double *d) {
  const double k = p[0], c = p[1], dt = 0.01, half = 0.005, sixth = 0.01 / 6.0;
  double angle = 1.0, speed = 0.0, sum = 0.0;
  (void)d;
  for (long i = 0; i < n; i++) {
    double l1 = -(k * sin(angle) + c * speed);
    double speed2 = speed + half * l1, l2 = -(k * sin(angle + half * speed) + c * speed2);
    double speed3 = speed + half * l2, l3 = -(k * sin(angle + half * speed2) + c * speed3);
    double speed4 = speed + dt * l3, l4 = -(k * sin(angle + dt * speed3) + c * speed4);
    angle += sixth * (speed + 2.0 * (speed2 + speed3) + speed4);
    speed += sixth * (l1 + 2.0 * (l2 + l3) + l4);
    sum += angle;
  }
  return sum;
}

/* The sines are saved, so that the sweep calls only cosines. */
double pendulumRk4_gradient(long n, const double *p, const double *d, double *g) {
  const double k = p[0], c = p[1], dt = 0.01, half = 0.005, sixth = 0.01 / 6.0, third = 2.0 * sixth;
  double angle = 1.0, speed = 0.0, sum = 0.0, ba = 0.0, bs = 0.0, gk = 0.0, gc = 0.0;
  (void)d;
  for (long i = 0; i < n; i++) {
    double *saved = residuals + 6 * i;
    double s1 = sin(angle), l1 = -(k * s1 + c * speed);
    double speed2 = speed + half * l1, s2 = sin(angle + half * speed), l2 = -(k * s2 + c * speed2);
    double speed3 = speed + half * l2, s3 = sin(angle + half * speed2), l3 = -(k * s3 + c * speed3);
    double speed4 = speed + dt * l3, s4 = sin(angle + dt * speed3), l4 = -(k * s4 + c * speed4);
    saved[0] = angle;
    saved[1] = speed;
    saved[2] = s1;
    saved[3] = s2;
    saved[4] = s3;
    saved[5] = s4;
    angle += sixth * (speed + 2.0 * (speed2 + speed3) + speed4);
    speed += sixth * (l1 + 2.0 * (l2 + l3) + l4);
    sum += angle;
  }
  for (long i = n - 1; i >= 0; i--) {
    const double *saved = residuals + 6 * i;
    double s1 = saved[2], s2 = saved[3], s3 = saved[4], s4 = saved[5];
    angle = saved[0];
    speed = saved[1];
    double speed2 = speed - half * (k * s1 + c * speed), speed3 = speed - half * (k * s2 + c * speed2);
    double speed4 = speed - dt * (k * s3 + c * speed3);
    ba += 1.0;
    double v4 = sixth * bs, w4 = -v4 * k * cos(angle + dt * speed3), bs4 = sixth * ba - v4 * c;
    double v3 = third * bs + dt * bs4, w3 = -v3 * k * cos(angle + half * speed2), bs3 = third * ba + dt * w4 - v3 * c;
    double v2 = third * bs + half * bs3, w2 = -v2 * k * cos(angle + half * speed), bs2 = third * ba + half * w3 - v2 * c;
    double v1 = sixth * bs + half * bs2, w1 = -v1 * k * cos(angle);
    gk -= v1 * s1 + v2 * s2 + v3 * s3 + v4 * s4;
    gc -= v1 * speed + v2 * speed2 + v3 * speed3 + v4 * speed4;
    bs += sixth * ba + half * w2 - v1 * c + bs2 + bs3 + bs4;
    ba += w1 + w2 + w3 + w4;
  }
  g[0] = gk;
  g[1] = gc;
  return sum;
}
