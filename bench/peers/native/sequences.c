/* Sums over data: log-sum-exp, a mixture, a hidden Markov model, a recurrent cell, least squares. */
#include <math.h>
#include "adjoints.h"

double logSumExp_primal(long n, const double *p, const double *d) {
  double most = p[0], sum = 0.0;
  (void)d;
  for (long i = 1; i < n; i++) most = p[i] > most ? p[i] : most;
  for (long i = 0; i < n; i++) sum += exp(p[i] - most);
  return most + log(sum);
}

double logSumExp_gradient(long n, const double *p, const double *d, double *g) {
  double most = p[0], sum = 0.0;
  (void)d;
  for (long i = 1; i < n; i++) most = p[i] > most ? p[i] : most;
  for (long i = 0; i < n; i++) sum += g[i] = exp(p[i] - most);
  double scale = 1.0 / sum;
  for (long i = 0; i < n; i++) g[i] *= scale;
  return most + log(sum);
}

static double larger(double a, double b) { return a > b ? a : b; }

double mixture_primal(long n, const double *p, const double *d) {
  double a1 = p[0], a2 = p[1], a3 = p[2], sum = 0.0;
  double x1 = p[3], y1 = p[4], x2 = p[5], y2 = p[6], x3 = p[7], y3 = p[8];
  double su1 = exp(p[9]), sv1 = exp(p[10]), su2 = exp(p[11]), sv2 = exp(p[12]), su3 = exp(p[13]), sv3 = exp(p[14]);
  double c1 = a1 + p[9] + p[10], c2 = a2 + p[11] + p[12], c3 = a3 + p[13] + p[14];
  for (long i = 0; i < n; i += 2) {
    double x = d[i], y = d[i + 1];
    double dx1 = su1 * (x - x1), dy1 = sv1 * (y - y1), t1 = c1 - 0.5 * (dx1 * dx1 + dy1 * dy1);
    double dx2 = su2 * (x - x2), dy2 = sv2 * (y - y2), t2 = c2 - 0.5 * (dx2 * dx2 + dy2 * dy2);
    double dx3 = su3 * (x - x3), dy3 = sv3 * (y - y3), t3 = c3 - 0.5 * (dx3 * dx3 + dy3 * dy3);
    double most = larger(larger(t1, t2), t3);
    sum += most + log(exp(t1 - most) + exp(t2 - most) + exp(t3 - most));
  }
  double most = larger(larger(a1, a2), a3);
  return sum - 0.5 * n * (most + log(exp(a1 - most) + exp(a2 - most) + exp(a3 - most)));
}

/* The sum has derivative 1, so each point's adjoint follows at once and nothing is saved. */
double mixture_gradient(long n, const double *p, const double *d, double *g) {
  double a1 = p[0], a2 = p[1], a3 = p[2], sum = 0.0;
  double x1 = p[3], y1 = p[4], x2 = p[5], y2 = p[6], x3 = p[7], y3 = p[8];
  double su1 = exp(p[9]), sv1 = exp(p[10]), su2 = exp(p[11]), sv2 = exp(p[12]), su3 = exp(p[13]), sv3 = exp(p[14]);
  double c1 = a1 + p[9] + p[10], c2 = a2 + p[11] + p[12], c3 = a3 + p[13] + p[14];
  double w1 = 0.0, w2 = 0.0, w3 = 0.0, gx1 = 0.0, gy1 = 0.0, gx2 = 0.0, gy2 = 0.0, gx3 = 0.0, gy3 = 0.0;
  double qx1 = 0.0, qy1 = 0.0, qx2 = 0.0, qy2 = 0.0, qx3 = 0.0, qy3 = 0.0;
  for (long i = 0; i < n; i += 2) {
    double x = d[i], y = d[i + 1];
    double dx1 = su1 * (x - x1), dy1 = sv1 * (y - y1), t1 = c1 - 0.5 * (dx1 * dx1 + dy1 * dy1);
    double dx2 = su2 * (x - x2), dy2 = sv2 * (y - y2), t2 = c2 - 0.5 * (dx2 * dx2 + dy2 * dy2);
    double dx3 = su3 * (x - x3), dy3 = sv3 * (y - y3), t3 = c3 - 0.5 * (dx3 * dx3 + dy3 * dy3);
    double most = larger(larger(t1, t2), t3);
    double e1 = exp(t1 - most), e2 = exp(t2 - most), e3 = exp(t3 - most), total = e1 + e2 + e3;
    sum += most + log(total);
    double scale = 1.0 / total, r1 = e1 * scale, r2 = e2 * scale, r3 = e3 * scale;
    w1 += r1;
    w2 += r2;
    w3 += r3;
    gx1 += r1 * dx1;
    gy1 += r1 * dy1;
    gx2 += r2 * dx2;
    gy2 += r2 * dy2;
    gx3 += r3 * dx3;
    gy3 += r3 * dy3;
    qx1 += r1 * dx1 * dx1;
    qy1 += r1 * dy1 * dy1;
    qx2 += r2 * dx2 * dx2;
    qy2 += r2 * dy2 * dy2;
    qx3 += r3 * dx3 * dx3;
    qy3 += r3 * dy3 * dy3;
  }
  double most = larger(larger(a1, a2), a3), e1 = exp(a1 - most), e2 = exp(a2 - most), e3 = exp(a3 - most), total = e1 + e2 + e3;
  double scale = 0.5 * n / total;
  g[0] = w1 - e1 * scale;
  g[1] = w2 - e2 * scale;
  g[2] = w3 - e3 * scale;
  g[3] = gx1 * su1;
  g[4] = gy1 * sv1;
  g[5] = gx2 * su2;
  g[6] = gy2 * sv2;
  g[7] = gx3 * su3;
  g[8] = gy3 * sv3;
  g[9] = w1 - qx1;
  g[10] = w1 - qy1;
  g[11] = w2 - qx2;
  g[12] = w2 - qy2;
  g[13] = w3 - qx3;
  g[14] = w3 - qy3;
  return sum - 0.5 * n * (most + log(total));
}

double hiddenMarkov_primal(long n, const double *p, const double *d) {
  double stay = p[0], leave = 1.0 - p[1], m1 = p[2], m2 = p[3], first = 0.5, sum = 0.0;
  for (long i = 0; i < n; i++) {
    double d1 = d[i] - m1, d2 = d[i] - m2, predicted = first * stay + (1.0 - first) * leave;
    double w1 = predicted * exp(-0.5 * (d1 * d1)), w2 = (1.0 - predicted) * exp(-0.5 * (d2 * d2)), total = w1 + w2;
    sum += log(total);
    first = w1 / total;
  }
  return sum;
}

double hiddenMarkov_gradient(long n, const double *p, const double *d, double *g) {
  double stay = p[0], leave = 1.0 - p[1], m1 = p[2], m2 = p[3], first = 0.5, sum = 0.0;
  double bf = 0.0, gp = 0.0, gq = 0.0, g1 = 0.0, g2 = 0.0;
  for (long i = 0; i < n; i++) {
    double *saved = residuals + 3 * i;
    double d1 = d[i] - m1, d2 = d[i] - m2, predicted = first * stay + (1.0 - first) * leave;
    double e1 = exp(-0.5 * (d1 * d1)), e2 = exp(-0.5 * (d2 * d2));
    double w1 = predicted * e1, w2 = (1.0 - predicted) * e2, total = w1 + w2;
    saved[0] = first;
    saved[1] = e1;
    saved[2] = e2;
    sum += log(total);
    first = w1 / total;
  }
  for (long i = n - 1; i >= 0; i--) {
    const double *saved = residuals + 3 * i;
    double before = saved[0], e1 = saved[1], e2 = saved[2], predicted = before * stay + (1.0 - before) * leave;
    double w1 = predicted * e1, w2 = (1.0 - predicted) * e2, scale = 1.0 / (w1 + w2);
    double bt = (1.0 - bf * w1 * scale) * scale, b1 = bt + bf * scale, b2 = bt;
    double bp = b1 * e1 - b2 * e2;
    g1 += b1 * w1 * (d[i] - m1);
    g2 += b2 * w2 * (d[i] - m2);
    gp += bp * before;
    gq -= bp * (1.0 - before);
    bf = bp * (stay - leave);
  }
  g[0] = gp;
  g[1] = gq;
  g[2] = g1;
  g[3] = g2;
  return sum;
}

static double sigmoid(double x) { return 1.0 / (1.0 + exp(-x)); }

double lstm_primal(long n, const double *p, const double *d) {
  double hidden = 0.0, cell = 0.0, sum = 0.0;
  double wf = p[0], bf = p[1], wi = p[2], bi = p[3], wo = p[4], bo = p[5], wc = p[6], bc = p[7];
  for (long i = 0; i < n - 1; i++) {
    double x = d[i], forget = sigmoid(x * wf + bf), in = sigmoid(hidden * wi + bi), out = sigmoid(x * wo + bo);
    double change = tanh(hidden * wc + bc);
    cell = cell * forget + in * change;
    hidden = out * tanh(cell);
    double miss = hidden - d[i + 1];
    sum += miss * miss;
  }
  return sum;
}

double lstm_gradient(long n, const double *p, const double *d, double *g) {
  double hidden = 0.0, cell = 0.0, sum = 0.0;
  double wf = p[0], bf = p[1], wi = p[2], bi = p[3], wo = p[4], bo = p[5], wc = p[6], bc = p[7];
  double gwf = 0.0, gbf = 0.0, gwi = 0.0, gbi = 0.0, gwo = 0.0, gbo = 0.0, gwc = 0.0, gbc = 0.0, bh = 0.0, bl = 0.0;
  for (long i = 0; i < n - 1; i++) {
    double *saved = residuals + 7 * i;
    double x = d[i], forget = sigmoid(x * wf + bf), in = sigmoid(hidden * wi + bi), out = sigmoid(x * wo + bo);
    double change = tanh(hidden * wc + bc);
    saved[0] = hidden;
    saved[1] = cell;
    saved[2] = forget;
    saved[3] = in;
    saved[4] = out;
    saved[5] = change;
    cell = cell * forget + in * change;
    saved[6] = tanh(cell);
    hidden = out * saved[6];
    double miss = hidden - d[i + 1];
    sum += miss * miss;
  }
  for (long i = n - 2; i >= 0; i--) {
    const double *saved = residuals + 7 * i;
    double x = d[i], before = saved[0], forget = saved[2], in = saved[3], out = saved[4], change = saved[5], shown = saved[6];
    bh += 2.0 * (out * shown - d[i + 1]);
    double po = bh * shown * out * (1.0 - out);
    bl += bh * out * (1.0 - shown * shown);
    double pf = bl * saved[1] * forget * (1.0 - forget), pi = bl * change * in * (1.0 - in), pc = bl * in * (1.0 - change * change);
    gwf += pf * x;
    gbf += pf;
    gwi += pi * before;
    gbi += pi;
    gwo += po * x;
    gbo += po;
    gwc += pc * before;
    gbc += pc;
    bh = pi * wi + pc * wc;
    bl *= forget;
  }
  g[0] = gwf;
  g[1] = gbf;
  g[2] = gwi;
  g[3] = gbi;
  g[4] = gwo;
  g[5] = gbo;
  g[6] = gwc;
  g[7] = gbc;
  return sum;
}
