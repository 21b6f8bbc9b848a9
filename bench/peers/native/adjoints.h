/* The workloads in C: value, and value with a hand-written adjoint. n: steps or points; p: parameters; d: data, count of them.
   Invariant: residuals are in one buffer that was allocated before; a gradient is written, not added to. */
typedef double Primal(long n, const double *p, const double *d);
typedef double Gradient(long n, const double *p, const double *d, double *g);
typedef struct {
  const char *name;
  Primal *primal;
  Gradient *gradient;
} Kernel;

/* Room for what adjoints save. */
extern double *residuals;

#define KERNEL(name) Primal name##_primal; Gradient name##_gradient;
KERNEL(logistic)
KERNEL(lotkaVolterra)
KERNEL(lotkaVolterraRk4)
KERNEL(pendulum)
KERNEL(pendulumRk4)
KERNEL(logSumExp)
KERNEL(mixture)
KERNEL(hiddenMarkov)
KERNEL(lstm)
KERNEL(leastSquares)
KERNEL(ode)
KERNEL(determinant)
KERNEL(listFold)
KERNEL(tree)
KERNEL(particle)
KERNEL(dispatch)
#undef KERNEL
