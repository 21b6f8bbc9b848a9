// The workloads for ADOL-C: one template for each, recorded with adouble. Replayed: one tape, forward and reverse for each gradient.
// Re-taped: recorded anew for each, reverse at once. Buffers are so large that no tape goes to a file.
#include <adolc/adolc.h>
#include <cmath>
#include <vector>
#include "driver.h"

using std::vector;

static double number(const adouble &x) { return x.value(); }

template <class T> T logistic(long n, const T *p, const double *) {
  T x = 0.5, sum = 0.0;
  for (long i = 0; i < n; i++) {
    x = p[0] * x * (1.0 - x);
    sum += x;
  }
  return sum;
}

template <class T> T lotkaVolterra(long n, const T *p, const double *) {
  const double dt = 0.001;
  T x = 10.0, y = 10.0, sum = 0.0;
  for (long i = 0; i < n; i++) {
    T xy = x * y, prey = x + dt * (p[0] * x - p[1] * xy);
    y += dt * (p[2] * xy - p[3] * y);
    x = prey;
    sum += x;
    sum += y;
  }
  return sum;
}

template <class T> T lotkaVolterraRk4(long n, const T *p, const double *) {
  const double dt = 0.01, half = 0.005, sixth = 0.01 / 6.0;
  const T &alpha = p[0], &beta = p[1], &delta = p[2], &gamma = p[3];
  T x = 10.0, y = 10.0, sum = 0.0;
  for (long i = 0; i < n; i++) {
    T xy = x * y, k1 = alpha * x - beta * xy, l1 = delta * xy - gamma * y;
    T x2 = x + half * k1, y2 = y + half * l1, xy2 = x2 * y2, k2 = alpha * x2 - beta * xy2, l2 = delta * xy2 - gamma * y2;
    T x3 = x + half * k2, y3 = y + half * l2, xy3 = x3 * y3, k3 = alpha * x3 - beta * xy3, l3 = delta * xy3 - gamma * y3;
    T x4 = x + dt * k3, y4 = y + dt * l3, xy4 = x4 * y4, k4 = alpha * x4 - beta * xy4, l4 = delta * xy4 - gamma * y4;
    x += sixth * (k1 + 2.0 * (k2 + k3) + k4);
    y += sixth * (l1 + 2.0 * (l2 + l3) + l4);
    sum += x;
    sum += y;
  }
  return sum;
}

template <class T> T pendulum(long n, const T *p, const double *) {
  const double dt = 0.001;
  T angle = 1.0, speed = 0.0, sum = 0.0;
  for (long i = 0; i < n; i++) {
    T next = angle + dt * speed;
    speed -= dt * (p[0] * sin(angle) + p[1] * speed);
    angle = next;
    sum += angle;
  }
  return sum;
}

template <class T> T pendulumRk4(long n, const T *p, const double *) {
  const double dt = 0.01, half = 0.005, sixth = 0.01 / 6.0;
  const T &k = p[0], &c = p[1];
  T angle = 1.0, speed = 0.0, sum = 0.0;
  for (long i = 0; i < n; i++) {
    T l1 = -(k * sin(angle) + c * speed);
    T speed2 = speed + half * l1, l2 = -(k * sin(angle + half * speed) + c * speed2);
    T speed3 = speed + half * l2, l3 = -(k * sin(angle + half * speed2) + c * speed3);
    T speed4 = speed + dt * l3, l4 = -(k * sin(angle + dt * speed3) + c * speed4);
    angle += sixth * (speed + 2.0 * (speed2 + speed3) + speed4);
    speed += sixth * (l1 + 2.0 * (l2 + l3) + l4);
    sum += angle;
  }
  return sum;
}

template <class T> T logSumExp(long n, const T *p, const double *) {
  long at = 0;
  for (long i = 1; i < n; i++)
    if (number(p[i]) > number(p[at])) at = i;
  T most = p[at], sum = 0.0;
  for (long i = 0; i < n; i++) sum += exp(p[i] - most);
  return most + log(sum);
}

template <class T> T logSum(const T &a, const T &b, const T &c) {
  const T *most = number(a) > number(b) ? &a : &b;
  if (number(c) > number(*most)) most = &c;
  return *most + log(exp(a - *most) + exp(b - *most) + exp(c - *most));
}

template <class T> T mixture(long n, const T *p, const double *d) {
  T sum = 0.0, constant[3], scale[6], term[3];
  for (int k = 0; k < 6; k++) scale[k] = exp(p[9 + k]);
  for (int k = 0; k < 3; k++) constant[k] = p[k] + p[9 + 2 * k] + p[10 + 2 * k];
  for (long i = 0; i < n; i += 2) {
    for (int k = 0; k < 3; k++) {
      T dx = scale[2 * k] * (d[i] - p[3 + 2 * k]), dy = scale[2 * k + 1] * (d[i + 1] - p[4 + 2 * k]);
      term[k] = constant[k] - 0.5 * (dx * dx + dy * dy);
    }
    sum += logSum(term[0], term[1], term[2]);
  }
  return sum - 0.5 * n * logSum(p[0], p[1], p[2]);
}

template <class T> T hiddenMarkov(long n, const T *p, const double *d) {
  T first = 0.5, sum = 0.0, leave = 1.0 - p[1];
  for (long i = 0; i < n; i++) {
    T d1 = d[i] - p[2], d2 = d[i] - p[3], predicted = first * p[0] + (1.0 - first) * leave;
    T w1 = predicted * exp(-0.5 * (d1 * d1)), w2 = (1.0 - predicted) * exp(-0.5 * (d2 * d2)), total = w1 + w2;
    sum += log(total);
    first = w1 / total;
  }
  return sum;
}

template <class T> T sigmoid(const T &x) { return 1.0 / (1.0 + exp(-x)); }

template <class T> T lstm(long n, const T *p, const double *d) {
  T hidden = 0.0, cell = 0.0, sum = 0.0;
  for (long i = 0; i < n - 1; i++) {
    T forget = sigmoid<T>(d[i] * p[0] + p[1]), in = sigmoid<T>(hidden * p[2] + p[3]), out = sigmoid<T>(d[i] * p[4] + p[5]);
    cell = cell * forget + in * tanh(hidden * p[6] + p[7]);
    hidden = out * tanh(cell);
    T miss = hidden - d[i + 1];
    sum += miss * miss;
  }
  return sum;
}

template <class T> T leastSquares(long n, const T *p, const double *) {
  T sum = 0.0;
  for (long i = 0; i < n; i++) {
    double t = -1.0 + 2.0 * i / (n - 1.0);
    T value = p[7];
    for (int j = 6; j >= 0; j--) value = value * t + p[j];
    T rest = (t < 0.0 ? -1.0 : t > 0.0 ? 1.0 : 0.0) - value;
    sum += rest * rest;
  }
  return 0.5 * sum;
}

template <class T> void slopes(const T *x, const T *y, T *k) {
  k[0] = x[0];
  for (int i = 1; i < 10; i++) k[i] = x[i] * y[i - 1];
}

template <class T> void moved(const T *y, double h, const T *k, T *to) {
  for (int i = 0; i < 10; i++) to[i] = y[i] + h * k[i];
}

template <class T> T ode(long n, const T *x, const double *) {
  double h = 2.0 / n;
  T y[10], k1[10], k2[10], k3[10], k4[10], at[10];
  for (int j = 0; j < 10; j++) y[j] = 0.0;
  for (long i = 0; i < n; i++) {
    slopes(x, y, k1);
    moved(y, 0.5 * h, k1, at);
    slopes(x, at, k2);
    moved(y, 0.5 * h, k2, at);
    slopes(x, at, k3);
    moved(y, h, k3, at);
    slopes(x, at, k4);
    for (int j = 0; j < 10; j++) y[j] += (h / 6.0) * (k1[j] + 2.0 * (k2[j] + k3[j]) + k4[j]);
  }
  return y[9];
}

template <class T> T minor(const T *m, int row, int columns) {
  T sum = 0.0;
  double s = 1.0;
  for (int j = 0; j < 5; j++)
    if (columns & (1 << j)) {
      if (row == 4) return m[20 + j];
      sum += s * m[row * 5 + j] * minor(m, row + 1, columns & ~(1 << j));
      s = -s;
    }
  return sum;
}

template <class T> T determinant(long, const T *p, const double *) { return minor(p, 0, 31); }

template <class T> T listFold(long n, const T *p, const double *) {
  T sum = 0.0;
  for (long i = 1; i <= n; i++) {
    double x = i / (double)n;
    sum = p[0] * (x * x) + p[1] * x + p[2] * sum;
  }
  return sum;
}

template <class T> T worth(const T *p, long depth, long place) {
  if (depth == 0) return p[2] * ((place + 1.0) / 1024.0);
  return tanh(p[0] * worth(p, depth - 1, 2 * place) + p[1] * worth(p, depth - 1, 2 * place + 1));
}

template <class T> T tree(long depth, const T *p, const double *) { return worth(p, depth, 0); }

template <class T> T dispatch(long n, const T *p, const double *) {
  T sum = 0.0;
  for (long i = 1; i <= n; i++) {
    double x = i / (double)n;
    T cx = p[2] * x;
    sum += (p[0] * x + p[1]) * exp(-(cx * cx));
  }
  return sum;
}

template <class T> T particle(long, const T *p, const double *) {
  T x = 0.0, y = 8.0, u = 0.75, v = 0.0;
  for (;;) {
    T nx = x + 0.1 * u, ny = y + 0.1 * v;
    if (!(number(ny) > 0.0)) break;
    T dx = x - 10.0, d1 = y - (10.0 - p[0]);
    T r1 = sqrt(dx * dx + d1 * d1), r2 = sqrt(dx * dx + y * y), f1 = 1.0 / (r1 * r1 * r1), f2 = 1.0 / (r2 * r2 * r2);
    u += 0.1 * (dx * f1 + dx * f2);
    v += 0.1 * (d1 * f1 + y * f2);
    x = nx;
    y = ny;
  }
  T crossing = x + -y / v * u;
  return crossing * crossing;
}

typedef adouble Active(long, const adouble *, const double *);
static const struct {
  const char *name;
  Active *run;
} kernels[] = {
    {"logistic", logistic<adouble>},
    {"lotkaVolterra", lotkaVolterra<adouble>},
    {"lotkaVolterraRk4", lotkaVolterraRk4<adouble>},
    {"pendulum", pendulum<adouble>},
    {"pendulumRk4", pendulumRk4<adouble>},
    {"logSumExp", logSumExp<adouble>},
    {"mixture", mixture<adouble>},
    {"hiddenMarkov", hiddenMarkov<adouble>},
    {"lstm", lstm<adouble>},
    {"leastSquares", leastSquares<adouble>},
    {"ode", ode<adouble>},
    {"determinant", determinant<adouble>},
    {"listFold", listFold<adouble>},
    {"tree", tree<adouble>},
    {"dispatch", dispatch<adouble>},
    {"particle", particle<adouble>},
};

static Active *kernel;
static const short TAG = 1;

// Elements of the buffers for operations, locations, values and Taylor coefficients: measured once, so that none is larger than its tape
// (large ones cost page faults at each recording).
static unsigned buffers[4] = {1u << 22, 1u << 23, 1u << 22, 1u << 22};

static void fitBuffers() {
  const int used[4] = {NUM_OPERATIONS, NUM_LOCATIONS, NUM_VALUES, TAY_STACK_SIZE};
  size_t counts[STAT_SIZE];
  tapestats(TAG, counts);
  for (int i = 0; i < 4; i++) buffers[i] = (unsigned)counts[used[i]] + (unsigned)counts[used[i]] / 8 + 1024;
}

static double record(const Task *task) {
  double value;
  vector<adouble> p((size_t)task->parameters);
  trace_on(TAG, 1, buffers[0], buffers[1], buffers[2], buffers[3], 0);
  for (size_t i = 0; i < p.size(); i++) p[i] <<= task->p[i];
  adouble result = kernel(task->n, p.data(), task->d);
  result >>= value;
  trace_off();
  return value;
}

static double retaped(const Task *task, double *g) {
  double value = record(task), one = 1.0;
  fos_reverse(TAG, 1, (int)task->parameters, &one, g);
  return value;
}

static double replayed(const Task *task, double *g) {
  double value, one = 1.0;
  zos_forward(TAG, 1, (int)task->parameters, 1, task->p, &value);
  fos_reverse(TAG, 1, (int)task->parameters, &one, g);
  return value;
}

int main() {
  Task task = read_task();
  for (auto &k : kernels)
    if (strcmp(k.name, task.name) == 0) kernel = k.run;
  if (!kernel) return 3;
  vector<double> g((size_t)task.parameters);
  record(&task);
  fitBuffers();
  measure("re-taped", &task, retaped, g.data());
  measure("replayed", &task, replayed, g.data());
  size_t counts[STAT_SIZE];
  tapestats(TAG, counts);
  printf("operations\t%zu\n", (size_t)counts[NUM_OPERATIONS]);
  return 0;
}
