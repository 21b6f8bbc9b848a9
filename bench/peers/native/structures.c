/* What the programs with lists, closures and trees compute, without any of them. */
#include <math.h>
#include "adjoints.h"

double listFold_primal(long n, const double *p, const double *d) {
  double a = p[0], b = p[1], c = p[2], count = n, sum = 0.0;
  (void)d;
  for (long i = 1; i <= n; i++) {
    double x = i / count;
    sum = a * x * x + b * x + c * sum;
  }
  return sum;
}

double listFold_gradient(long n, const double *p, const double *d, double *g) {
  double a = p[0], b = p[1], c = p[2], count = n, sum = 0.0, adjoint = 1.0, ga = 0.0, gb = 0.0, gc = 0.0;
  (void)d;
  for (long i = 0; i < n; i++) {
    double x = (i + 1) / count;
    residuals[2 * i] = x;
    residuals[2 * i + 1] = sum;
    sum = a * x * x + b * x + c * sum;
  }
  for (long i = n - 1; i >= 0; i--) {
    double x = residuals[2 * i], weighted = adjoint * x;
    ga += weighted * x;
    gb += weighted;
    gc += adjoint * residuals[2 * i + 1];
    adjoint *= c;
  }
  g[0] = ga;
  g[1] = gb;
  g[2] = gc;
  return sum;
}

static double worth(double a, double b, double c, long depth, long place) {
  if (depth == 0) return c * ((place + 1.0) / 1024.0);
  return tanh(a * worth(a, b, c, depth - 1, 2 * place) + b * worth(a, b, c, depth - 1, 2 * place + 1));
}

double tree_primal(long depth, const double *p, const double *d) {
  (void)d;
  return worth(p[0], p[1], p[2], depth, 0);
}

/* Worths lie as in a heap: node k has the children 2 k and 2 k + 1. */
static double worthSaved(double a, double b, double c, long depth, long place, long node) {
  double value;
  if (depth == 0) value = c * ((place + 1.0) / 1024.0);
  else
    value = tanh(a * worthSaved(a, b, c, depth - 1, 2 * place, 2 * node) + b * worthSaved(a, b, c, depth - 1, 2 * place + 1, 2 * node + 1));
  return residuals[node] = value;
}

static void worthBack(double a, double b, long depth, long place, long node, double cotangent, double *g) {
  if (depth == 0) {
    g[2] += cotangent * ((place + 1.0) / 1024.0);
    return;
  }
  double value = residuals[node], inner = cotangent * (1.0 - value * value);
  g[0] += inner * residuals[2 * node];
  g[1] += inner * residuals[2 * node + 1];
  worthBack(a, b, depth - 1, 2 * place, 2 * node, inner * a, g);
  worthBack(a, b, depth - 1, 2 * place + 1, 2 * node + 1, inner * b, g);
}

double tree_gradient(long depth, const double *p, const double *d, double *g) {
  (void)d;
  g[0] = g[1] = g[2] = 0.0;
  double value = worthSaved(p[0], p[1], p[2], depth, 0, 1);
  worthBack(p[0], p[1], depth, 0, 1, 1.0, g);
  return value;
}

double dispatch_primal(long n, const double *p, const double *d) {
  double a = p[0], b = p[1], c = p[2], sum = 0.0;
  (void)d;
  for (long i = 1; i <= n; i++) {
    double x = i / (double)n, cx = c * x;
    sum += (a * x + b) * exp(-(cx * cx));
  }
  return sum;
}

double dispatch_gradient(long n, const double *p, const double *d, double *g) {
  double a = p[0], b = p[1], c = p[2], sum = 0.0, ga = 0.0, gb = 0.0, gc = 0.0;
  (void)d;
  for (long i = 1; i <= n; i++) {
    double x = i / (double)n, cx = c * x, e = exp(-(cx * cx)), product = (a * x + b) * e;
    sum += product;
    ga += x * e;
    gb += e;
    gc -= product * 2.0 * cx * x;
  }
  g[0] = ga;
  g[1] = gb;
  g[2] = gc;
  return sum;
}

/* Where a charged particle crosses the axis, squared; the force of the charges at (10, 10 - w) and (10, 0), written out. */
double particle_primal(long n, const double *p, const double *d) {
  double w = p[0], x = 0.0, y = 8.0, u = 0.75, v = 0.0;
  (void)n;
  (void)d;
  for (;;) {
    double nx = x + 0.1 * u, ny = y + 0.1 * v;
    if (!(ny > 0.0)) break;
    double dx = x - 10.0, d1 = y - (10.0 - w), d2 = y;
    double r1 = sqrt(dx * dx + d1 * d1), r2 = sqrt(dx * dx + d2 * d2), f1 = 1.0 / (r1 * r1 * r1), f2 = 1.0 / (r2 * r2 * r2);
    u += 0.1 * (dx * f1 + dx * f2);
    v += 0.1 * (d1 * f1 + d2 * f2);
    x = nx;
    y = ny;
  }
  double crossing = x + -y / v * u;
  return crossing * crossing;
}

double particle_gradient(long n, const double *p, const double *d, double *g) {
  double w = p[0], x = 0.0, y = 8.0, u = 0.75, v = 0.0, gw = 0.0, *top = residuals;
  (void)n;
  (void)d;
  for (;;) {
    double nx = x + 0.1 * u, ny = y + 0.1 * v;
    if (!(ny > 0.0)) break;
    double dx = x - 10.0, d1 = y - (10.0 - w), d2 = y;
    double r1 = sqrt(dx * dx + d1 * d1), r2 = sqrt(dx * dx + d2 * d2), f1 = 1.0 / (r1 * r1 * r1), f2 = 1.0 / (r2 * r2 * r2);
    top[0] = x;
    top[1] = y;
    top[2] = f1;
    top[3] = f2;
    top += 4;
    u += 0.1 * (dx * f1 + dx * f2);
    v += 0.1 * (d1 * f1 + d2 * f2);
    x = nx;
    y = ny;
  }
  double rest = -y / v, crossing = x + rest * u, b = 2.0 * crossing;
  double bx = b, by = -b * u / v, bu = b * rest, bv = -b * u * rest / v;
  while (top > residuals) {
    top -= 4;
    double dx = top[0] - 10.0, d2 = top[1], d1 = d2 - (10.0 - w), f1 = top[2], f2 = top[3], fu = 0.1 * bu, fv = 0.1 * bv;
    double s1 = 3.0 * f1 * (fu * dx + fv * d1) / (dx * dx + d1 * d1), s2 = 3.0 * f2 * (fu * dx + fv * d2) / (dx * dx + d2 * d2);
    double b1 = fv * f1 - s1 * d1;
    bu += 0.1 * bx;
    bv += 0.1 * by;
    bx += fu * (f1 + f2) - (s1 + s2) * dx;
    by += b1 + fv * f2 - s2 * d2;
    gw += b1;
  }
  g[0] = gw;
  return crossing * crossing;
}
