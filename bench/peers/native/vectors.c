/* Short vectors inside of loops: least squares of a polynomial of eight coefficients, an equation of ten components, minors of 5 × 5. */
#include "adjoints.h"

enum { COEFFICIENTS = 8, COMPONENTS = 10, ORDER = 5 };

static double sign(double t) { return t < 0.0 ? -1.0 : t > 0.0 ? 1.0 : 0.0; }

double leastSquares_primal(long n, const double *p, const double *d) {
  double sum = 0.0;
  (void)d;
  for (long i = 0; i < n; i++) {
    double t = -1.0 + 2.0 * i / (n - 1.0), value = 0.0;
    for (int j = COEFFICIENTS - 1; j >= 0; j--) value = value * t + p[j];
    double rest = sign(t) - value;
    sum += rest * rest;
  }
  return 0.5 * sum;
}

/* Each point's adjoint follows at once: its powers of t are the derivatives of the polynomial. */
double leastSquares_gradient(long n, const double *p, const double *d, double *g) {
  double sum = 0.0, by[COEFFICIENTS] = {0.0};
  (void)d;
  for (long i = 0; i < n; i++) {
    double t = -1.0 + 2.0 * i / (n - 1.0), value = 0.0;
    for (int j = COEFFICIENTS - 1; j >= 0; j--) value = value * t + p[j];
    double rest = sign(t) - value, power = rest;
    sum += rest * rest;
    for (int j = 0; j < COEFFICIENTS; j++) {
      by[j] -= power;
      power *= t;
    }
  }
  for (int j = 0; j < COEFFICIENTS; j++) g[j] = by[j];
  return 0.5 * sum;
}

static void slopes(const double *x, const double *y, double *k) {
  k[0] = x[0];
  for (int i = 1; i < COMPONENTS; i++) k[i] = x[i] * y[i - 1];
}

static void moved(const double *y, double h, const double *k, double *to) {
  for (int i = 0; i < COMPONENTS; i++) to[i] = y[i] + h * k[i];
}

double ode_primal(long n, const double *x, const double *d) {
  double h = 2.0 / n, y[COMPONENTS] = {0.0}, k1[COMPONENTS], k2[COMPONENTS], k3[COMPONENTS], k4[COMPONENTS], at[COMPONENTS];
  (void)d;
  for (long i = 0; i < n; i++) {
    slopes(x, y, k1);
    moved(y, 0.5 * h, k1, at);
    slopes(x, at, k2);
    moved(y, 0.5 * h, k2, at);
    slopes(x, at, k3);
    moved(y, h, k3, at);
    slopes(x, at, k4);
    for (int j = 0; j < COMPONENTS; j++) y[j] += (h / 6.0) * (k1[j] + 2.0 * (k2[j] + k3[j]) + k4[j]);
  }
  return y[COMPONENTS - 1];
}

/* Takes a slope's cotangent u back to x (added) and to y (written). */
static void slopesBack(const double *x, const double *y, const double *u, double *g, double *back) {
  g[0] += u[0];
  for (int i = 1; i < COMPONENTS; i++) {
    g[i] += u[i] * y[i - 1];
    back[i - 1] = u[i] * x[i];
  }
  back[COMPONENTS - 1] = 0.0;
}

double ode_gradient(long n, const double *x, const double *d, double *g) {
  double h = 2.0 / n, y[COMPONENTS] = {0.0}, k1[COMPONENTS], k2[COMPONENTS], k3[COMPONENTS], k4[COMPONENTS];
  double y2[COMPONENTS], y3[COMPONENTS], y4[COMPONENTS], by[COMPONENTS] = {0.0}, u[COMPONENTS], back[COMPONENTS], total[COMPONENTS];
  (void)d;
  for (long i = 0; i < n; i++) {
    double *saved = residuals + COMPONENTS * i;
    for (int j = 0; j < COMPONENTS; j++) saved[j] = y[j];
    slopes(x, y, k1);
    moved(y, 0.5 * h, k1, y2);
    slopes(x, y2, k2);
    moved(y, 0.5 * h, k2, y3);
    slopes(x, y3, k3);
    moved(y, h, k3, y4);
    slopes(x, y4, k4);
    for (int j = 0; j < COMPONENTS; j++) y[j] += (h / 6.0) * (k1[j] + 2.0 * (k2[j] + k3[j]) + k4[j]);
  }
  double value = y[COMPONENTS - 1];
  for (int j = 0; j < COMPONENTS; j++) g[j] = 0.0;
  by[COMPONENTS - 1] = 1.0;
  for (long i = n - 1; i >= 0; i--) {
    const double *saved = residuals + COMPONENTS * i;
    slopes(x, saved, k1);
    moved(saved, 0.5 * h, k1, y2);
    slopes(x, y2, k2);
    moved(saved, 0.5 * h, k2, y3);
    slopes(x, y3, k3);
    moved(saved, h, k3, y4);
    for (int j = 0; j < COMPONENTS; j++) {
      total[j] = by[j];
      u[j] = (h / 6.0) * by[j];
    }
    slopesBack(x, y4, u, g, back);
    for (int j = 0; j < COMPONENTS; j++) {
      total[j] += back[j];
      u[j] = (h / 3.0) * by[j] + h * back[j];
    }
    slopesBack(x, y3, u, g, back);
    for (int j = 0; j < COMPONENTS; j++) {
      total[j] += back[j];
      u[j] = (h / 3.0) * by[j] + 0.5 * h * back[j];
    }
    slopesBack(x, y2, u, g, back);
    for (int j = 0; j < COMPONENTS; j++) {
      total[j] += back[j];
      u[j] = (h / 6.0) * by[j] + 0.5 * h * back[j];
    }
    slopesBack(x, saved, u, g, back);
    for (int j = 0; j < COMPONENTS; j++) by[j] = total[j] + back[j];
  }
  return value;
}

/* Columns that are left are the bits of a mask. */
static double minor(const double *m, int row, int columns) {
  double sum = 0.0, s = 1.0;
  if (row == ORDER) return 1.0;
  for (int j = 0; j < ORDER; j++)
    if (columns & (1 << j)) {
      sum += s * m[row * ORDER + j] * minor(m, row + 1, columns & ~(1 << j));
      s = -s;
    }
  return sum;
}

double determinant_primal(long n, const double *p, const double *d) {
  (void)d;
  (void)n;
  return minor(p, 0, (1 << ORDER) - 1);
}

/* The same, leaving the minors on a stack, each above those that it is made of. */
static double *top;
static double minorSaved(const double *m, int row, int columns) {
  double sum = 0.0, s = 1.0;
  if (row == ORDER) return 1.0;
  for (int j = 0; j < ORDER; j++)
    if (columns & (1 << j)) {
      double inner = minorSaved(m, row + 1, columns & ~(1 << j));
      sum += s * m[row * ORDER + j] * inner;
      *top++ = inner;
      s = -s;
    }
  return sum;
}

static void minorBack(const double *m, int row, int columns, double cotangent, double *g) {
  if (row == ORDER) return;
  double s = (ORDER - row) & 1 ? 1.0 : -1.0;
  for (int j = ORDER - 1; j >= 0; j--)
    if (columns & (1 << j)) {
      g[row * ORDER + j] += cotangent * s * *--top;
      minorBack(m, row + 1, columns & ~(1 << j), cotangent * s * m[row * ORDER + j], g);
      s = -s;
    }
}

double determinant_gradient(long n, const double *p, const double *d, double *g) {
  (void)d;
  (void)n;
  top = residuals;
  for (int j = 0; j < ORDER * ORDER; j++) g[j] = 0.0;
  double value = minorSaved(p, 0, (1 << ORDER) - 1);
  minorBack(p, 0, (1 << ORDER) - 1, 1.0, g);
  return value;
}
